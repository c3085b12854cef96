"""The overview: every goal with its small trend in any order, a search that opens what is chosen, and no data that is no good news."""

from __future__ import annotations

import pytest

from monitoring.words import languages, words
from tests.monitoring.charts.made import VAASA
from tests.pages.running import Visit, opened, suggested, text

EN = words("en")
ORDERS = ("theme", "worst", "changed")


def trends(page) -> list[str]:
    """The goals' rows, without those that ask to be talked about."""
    rows = [str(each.value) for each in page.markdown if "m-standing" in str(each.value)]
    assert all('role="img"' in row and "<title>" in row for row in rows)
    return [row for row in rows if "<p" not in row]


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("order", ORDERS)
def test_every_goal_has_its_trend_in_every_order(order):
    page = opened(f"overview?lang=en&year=2021&order={order}")
    rows = trends(page)
    assert len(rows) == len(VAASA.goals)
    if order == "worst":
        assert "m-missed" in rows[0]
        assert "m-missed" not in rows[-1]
    if order == "changed":
        assert "2020&#58; " in rows[0]
        assert EN("trend.same", sign="→", before_year=2020) in " ".join(rows)


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize(
    ("chosen", "parameter"),
    [
        ("TYO3 ", {"goal": "TYO3"}),
        ("TYO3.1 ", {"goal": "TYO3"}),
        (EN("overview.search.unit", name=EN.name(VAASA.units["welcome-office"])), {"unit": "welcome-office"}),
        ("TUR3: ", {"goal": "TUR3"}),
    ],
)
def test_the_search_opens_what_is_chosen(chosen, parameter):
    visit = Visit("overview?lang=en&year=2021")
    labels = ["".join(text for text, _ in parts) for parts in suggested(visit.page)]
    visit.fill(EN("overview.search"), next(label for label in labels if label.startswith(chosen)))
    assert parameter.items() <= visit.address.items()


@pytest.mark.usefixtures("examples")
def test_a_text_that_the_list_of_the_search_does_not_have_opens_nothing():
    visit = Visit("overview?lang=en&year=2021")
    visit.fill(EN("overview.search"), "TYO3")
    assert visit.title == opened("overview?lang=en&year=2021").title[0].value


@pytest.mark.usefixtures("examples")
def test_goals_that_cannot_be_judged_are_counted_first():
    page = opened("overview?lang=en&year=2022")
    unjudged = sum("m-badge m-no_data" in row or "m-badge m-not_due" in row for row in trends(page))
    assert unjudged
    assert EN("overview.lead.unjudged", year=2022, goals=27, themes=9, n=unjudged) in text(page)


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("language", languages())
def test_since_when_a_goal_stands_so_is_told_on_the_overview_and_on_its_page(language):
    say = words(language)
    told = {
        "OSA2": say("goal.status-before", before_year=2020, status=say("status.on_track")),
        "TYO3": say("goal.since", from_year=2020),
        "SEU1": say("goal.since", from_year=2019),
    }
    assert "2020" in told["TYO3"]
    overview = text(opened(f"overview?lang={language}&year=2021"))
    for code, sentence in told.items():
        assert sentence in overview and sentence in text(opened(f"goal?goal={code}&lang={language}&year=2021"))
    first = text(opened(f"goal?goal=SEU1&lang={language}&year=2019"))
    assert told["SEU1"] not in first and "2018" not in first


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("language", languages())
def test_a_goals_page_tells_how_others_stand_and_how_far_the_towns_statistic_is(language):
    say = words(language)
    page = opened(f"goal?goal=TYO1&lang={language}&year=2021")
    written = [each.proto.body for each in page.get("html")]
    (table,) = (body for body in written if say("goal.others.caption") in body)
    for name in (VAASA.themes["TYO"], VAASA.units["henkilostopalvelut"]):
        assert say.name(name) in table
    assert table.count("m-stacked") == 6 and f"{say('status.behind')}: TYO3" in table
    line = next(one for one in VAASA.context if one.indicator == "TYO1.1")
    value, points = say("value.percent", number=say.number(9.7, 1)), say("breakdown.points", number=say.number(4.5, 1))
    assert say("context.lower", name=line, year=2021, value=value, difference=points) in text(page)
