"""Statistics beside an indicator: delivered ones beside those of the programme, seen everywhere and counted nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitoring import assessed_year, context, moments, rounds, snapshot, withdrawals
from monitoring.catalogue import Catalogue
from monitoring.dimensions import Dimensions
from monitoring.model import ContextLine, IndicatorView, Key
from monitoring.programme import ContextSeries
from monitoring.store import Store
from monitoring.words import words
from publishing import exports
from tests.monitoring.charts.made import VAASA
from tests.monitoring.charts.made import view as made
from tests.monitoring.test_snapshot import (
    COUNT,
    DISTRIBUTION,
    LEVEL,
    SCORE,
    SHARE,
    START,
    areas,
    counted,
    deliver,
    figure,
    pairs,
    withdraw,
)

P = "harbour-2020-2023"
NAME, SOURCE = "Unemployment, whole country", "Statistics Office, table 12x, CC BY 4.0"
STATISTIC = Dimensions.of(statistic=NAME)


def statistic(points: dict[str, float | None], indicator: str = COUNT, name: str = NAME, source: str = SOURCE, **more) -> list[dict]:
    return [figure(indicator, period, value, "context", {"statistic": name}, comment=source, **more) for period, value in points.items()]


def at(own: Store, harbour: Catalogue, indicator: str = COUNT, year: int = 2021) -> IndicatorView:
    return assessed_year.at(snapshot.read(own, harbour), year).indicators[indicator]


def line_of(own: Store, harbour: Catalogue, indicator: str = COUNT) -> ContextLine:
    (line,) = at(own, harbour, indicator).context
    return line


def test_a_delivered_statistic_stands_beside_its_indicator_with_where_it_was_read(own, harbour):
    deliver(own, 1, statistic({"1999": 4, "2020": 5.5, "2021": 6.25}, sheet="Table", cell="C4"), file_name="px.xlsx", uploaded_by="Port clerk")
    line = line_of(own, harbour)
    assert dict(line.points) == {1999: 4, 2020: 5.5, 2021: 6.25}
    assert {words(language).name(line) for language in ("fi", "sv", "en")} == {NAME}
    assert {words(language).text(line.sources) for language in ("fi", "sv", "en")} == {SOURCE}
    trace = line.cells[-1].trace
    assert (trace.file_name, trace.sheet, trace.cell, trace.uploaded_by) == ("px.xlsx", "Table", "C4", "Port clerk")
    assert trace.uploaded_at == START + timedelta(days=1)


PERIODS = {
    "years": ({"2020": 1, "2021": 2}, {2020: 1, 2021: 2}, {}),
    "the last month of a year": ({"2021-02": 3, "2021-11": 5, "2021-06": 4}, {2021: 5}, {2021: "2021-11"}),
    "the last quarter with a value": ({"2021-Q3": 3, "2021-Q4": None}, {2021: 3}, {2021: "2021-Q3"}),
    "a year without a value": ({"2020": 1, "2021": None}, {2020: 1}, {}),
    "years and months of others": ({"2020": 1, "2021-01": 2}, {2020: 1, 2021: 2}, {2021: "2021-01"}),
}


@pytest.mark.parametrize(("delivered", "points", "periods"), PERIODS.values(), ids=PERIODS)
def test_a_years_value_is_its_own_or_that_of_its_last_month_or_quarter(own, harbour, delivered, points, periods):
    deliver(own, 1, statistic(delivered))
    line = line_of(own, harbour)
    assert (dict(line.points), dict(line.periods)) == (points, periods)
    assert sorted(cell.period for cell in line.cells) == sorted(delivered)


def test_a_year_or_its_months_whichever_was_delivered_last(own, harbour):
    deliver(own, 1, statistic({"2021": 9}))
    deliver(own, 2, statistic({"2021-12": 3}))
    assert line_of(own, harbour).points == {2021: 3}
    deliver(own, 3, statistic({"2021": 8}))
    assert line_of(own, harbour).points == {2021: 8}
    deliver(own, 4, statistic({"2021-12": 2}, name="Another"))
    assert [dict(line.points) for line in at(own, harbour).context] == [{2021: 2}, {2021: 8}]


def test_a_year_goes_before_its_months_that_came_with_it(own, harbour):
    deliver(own, 1, statistic({"2021-12": 3, "2021": 9, "2021-Q4": 4}))
    assert line_of(own, harbour).points == {2021: 9}


def test_without_any_value_there_is_nothing_to_show_but_it_is_known(own, harbour):
    deliver(own, 1, statistic({"2021": None}))
    now = snapshot.read(own, harbour)
    assert assessed_year.at(now, 2021).indicators[COUNT].context == ()
    assert now.known()[Key(COUNT, "2021", "context", STATISTIC)].value is None


def test_the_source_is_named_once_and_a_later_year_may_lack_it(own, harbour):
    deliver(own, 1, statistic({"2020": 5}))
    deliver(own, 2, statistic({"2021": 6}, source=""))
    assert words("en").text(line_of(own, harbour).sources) == SOURCE
    deliver(own, 3, statistic({"2022": 6}, source="Another office, CC0"))
    assert words("en").text(line_of(own, harbour).sources) == f"{SOURCE}; Another office, CC0"


def test_a_statistic_without_a_source_is_at_least_from_a_file(own, harbour):
    deliver(own, 1, statistic({"2020": 5}, source=""), file_name="px.xlsx")
    assert words("en").text(line_of(own, harbour).sources) == "px.xlsx"


FIGURES = {
    "count": (COUNT, counted({"2021": 7})),
    "count, months": (COUNT, counted({"2021-01": 2, "2021-02": 3})),
    "level": (LEVEL, counted({"2021-Q1": 4, "2021-Q2": 5}, LEVEL)),
    "share": (SHARE, pairs(SHARE, ("part", "whole"), {"2021-Q1": (1, 10), "2021-Q2": (9, 30)})),
    "score": (SCORE, pairs(SCORE, ("mean", "respondents"), {"2021": (3.5, 40)})),
    "distribution": (DISTRIBUTION, areas("2021", {"North": {"a": 5, "b": 5}})),
}


@pytest.mark.parametrize("periods", [("2021",), ("2021-01", "2021-12"), ("2021-Q4",)], ids=["year", "months", "quarter"])
@pytest.mark.parametrize(("indicator", "rows"), FIGURES.values(), ids=FIGURES)
def test_a_figure_is_made_of_its_own_rows_whatever_stands_beside_it(own, harbour, indicator, rows, periods):
    deliver(own, 1, rows)
    before = assessed_year.at(snapshot.read(own, harbour), 2021)
    deliver(own, 2, statistic(dict.fromkeys(periods, 99.5), indicator))
    after = assessed_year.at(snapshot.read(own, harbour), 2021)
    assert after.snapshot.figures == before.snapshot.figures
    assert {code: view.assessment for code, view in after.indicators.items()} == {code: view.assessment for code, view in before.indicators.items()}
    assert {code: view.figures for code, view in after.indicators.items()} == {code: view.figures for code, view in before.indicators.items()}
    assert len(after.indicators[indicator].context) == 1


def test_figures_do_not_change_which_row_of_a_statistic_holds(own, harbour):
    deliver(own, 1, statistic({"2021": 9}))
    deliver(own, 2, counted({"2021-01": 2}))
    assert line_of(own, harbour).points == {2021: 9}


def test_a_distributions_category_of_the_same_name_is_something_else(own, harbour):
    deliver(own, 1, statistic({"2021": 9}, DISTRIBUTION, "a"))
    deliver(own, 2, areas("2021-05", {"North": {"a": 5, "b": 5}}))
    assert line_of(own, harbour, DISTRIBUTION).points == {2021: 9}
    assert at(own, harbour, DISTRIBUTION).figures[2021].value == 50


def test_a_statistic_alone_reports_nothing(own, harbour):
    for day, code in enumerate((COUNT, LEVEL, SHARE, SCORE, DISTRIBUTION, "BOA1.2"), 1):
        deliver(own, day, statistic({"2022": 5, "2021-03": 2}, code))
    now = snapshot.read(own, harbour)
    stands = assessed_year.at(now, 2022)
    assert (now.figures, now.reports, now.is_empty) == ({}, {}, False)
    assert now.newest_year() == harbour.programme.reporting_year(moments.today())
    assert not stands.is_reported
    assert stands.counts() == assessed_year.at(replace(now, context={}), 2022).counts()
    assert all(not unit.delivered for unit in rounds.at(stands, rounds.deliveries(own, harbour)))
    assert exports.frame(stands, stands.indicators.values(), list(harbour.years), words("en")).empty
    assert {code for code, view in stands.indicators.items() if view.context} == {COUNT, LEVEL, SHARE, SCORE, DISTRIBUTION, "BOA1.2"}


def test_a_delivery_knows_each_cell_of_a_statistic_and_makes_no_year_of_its_months(own, harbour):
    deliver(own, 1, statistic({"2019": 5, "2021-01": 2, "2021-02": 3}) + counted({"2021": 7}))
    known = {key: (cell.value, cell.comment) for key, cell in snapshot.read(own, harbour).known().items()}
    assert known == {
        Key(COUNT, "2019", "context", STATISTIC): (5, SOURCE),
        Key(COUNT, "2021-01", "context", STATISTIC): (2, SOURCE),
        Key(COUNT, "2021-02", "context", STATISTIC): (3, SOURCE),
        Key(COUNT, "2021", "value"): (7, ""),
    }


def test_the_newest_holds_and_a_withdrawal_brings_the_older_back(own, harbour):
    deliver(own, 1, statistic({"2020": 1, "2021": 5}))
    newer = deliver(own, 2, statistic({"2021": 6, "2022": 7}))
    assert line_of(own, harbour).points == {2020: 1, 2021: 6, 2022: 7}
    assert [(e.key, e.before, e.after, e.goes) for e in withdrawals.effects(snapshot.read(own, harbour), own, newer)] == [
        (Key(COUNT, "2021", "context", STATISTIC), 6, 5, False),
        (Key(COUNT, "2022", "context", STATISTIC), 7, None, True),
    ]
    withdraw(own, newer)
    assert line_of(own, harbour).points == {2020: 1, 2021: 5}
    withdraw(own, "upload-1")
    assert at(own, harbour).context == ()


def test_the_history_of_an_indicator_has_the_statistics_beside_it(own, harbour):
    deliver(own, 1, statistic({"2021": 5}) + counted({"2021": 7}))
    deliver(own, 2, statistic({"2021": 6}))
    rows = own.rows("history", programme=P, item=COUNT)
    assert [(row.component, row.dimensions, row.value, row.comments, row.holds) for row in rows] == [
        ("context", STATISTIC.text, 6, {"": SOURCE}, True),
        ("context", STATISTIC.text, 5, {"": SOURCE}, False),
        ("value", "{}", 7, {"": ""}, True),
    ]


def test_another_programmes_statistics_are_not_seen(own, harbour):
    deliver(own, 1, statistic({"2021": 5}), programme="another")
    assert snapshot.read(own, harbour).context == {}


def test_the_same_statistic_of_each_category_says_which_one_it_is_of():
    row = {"indicator": "TYO1.1", "file": "a.csv", "dimension": "sex", "name_fi": "Työlliset", "name_en": "The employed"}
    beside = [ContextSeries.model_validate(row | {"category": code}) for code in "FM"]
    found = context.catalogued(replace(VAASA, context=tuple(beside)), "TYO1.1")
    assert [words("en").name(line) for line in found] == ["Women: The employed", "Men: The employed"]
    assert [words("fi").name(line) for line in found] == ["Naiset: Työlliset", "Miehet: Työlliset"]


def test_the_statistics_that_the_programme_brings():
    (line,) = context.catalogued(VAASA, "TYO1.1")
    assert line.points[2022] == 10.4
    assert "CC" in line.sources["sv"] and set(line.names) == {"fi", "sv", "en"}
    assert (line.cells, line.in_own_unit) == ((), True)
    assert context.catalogued(VAASA, "TYO2.1") == ()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_of_one_name_the_delivered_statistic_is_shown_in_whatever_language_it_came(own, language):
    (shipped,) = context.catalogued(VAASA, "TYO1.1")
    named = f" {shipped.names[language].upper()} ".replace(" ", "  ")
    deliver(own, 1, statistic({"2021": 11.5}, "TYO1.1", named), programme=VAASA.programme.programme)
    (line,) = at(own, VAASA, "TYO1.1").context
    assert (dict(line.points), line.names, line.in_own_unit) == ({2021: 11.5}, shipped.names, True)
    assert words(language).text(line.sources) == SOURCE


def test_of_two_deliveries_in_two_languages_the_newer_is_shown(own):
    (shipped,) = context.catalogued(VAASA, "TYO1.1")
    for day, language in ((2, "sv"), (1, "fi")):
        deliver(own, day, statistic({"2021": float(day)}, "TYO1.1", shipped.names[language]), programme=VAASA.programme.programme)
    (line,) = at(own, VAASA, "TYO1.1").context
    assert dict(line.points) == {2021: 2}


def test_a_statistic_of_another_name_stands_after_those_of_the_programme(own):
    deliver(own, 1, statistic({"2021": 67631}, "TYO1.1", "Väkiluku"), programme=VAASA.programme.programme)
    shipped, delivered = at(own, VAASA, "TYO1.1").context
    assert shipped == context.catalogued(VAASA, "TYO1.1")[0]
    assert (words("sv").name(delivered), delivered.in_own_unit) == ("Väkiluku", False)


@pytest.mark.parametrize(
    ("own_value", "theirs", "told"),
    [(5.2, 9.7, "lower, 4.5 percentage points"), (9.74, 9.66, "same"), (12, 9.7, "higher, 2.3 percentage points")],
)
def test_how_far_an_indicator_is_from_a_statistic_is_told_in_the_numbers_that_are_shown(own_value, theirs, told):
    line, say = ContextLine({"en": "Whole country"}, {2019: 1, 2021: theirs, 2022: 99}, {}), words("en")
    view = replace(made("TYO1.1", {2019: 5, 2021: own_value}, 2021), context=(line,))
    way, _, difference = told.partition(", ")
    value = say("value.percent", number=say.number(theirs, 1))
    assert list(context.sentences(view, say)) == [say(f"context.{way}", name=line, year=2021, value=value, difference=difference)]


def test_nothing_is_told_of_a_statistic_of_another_unit_of_a_category_or_of_other_years():
    line = ContextLine({"en": "Whole country"}, {2021: 9}, {})
    others = replace(line, in_own_unit=False), replace(line, dimensions=Dimensions.of(sex="F")), replace(line, points={2020: 9, 2022: 9})
    view = replace(made("TYO1.1", {2021: 5}, 2021), context=others)
    assert list(context.sentences(view, words("en"))) == []
