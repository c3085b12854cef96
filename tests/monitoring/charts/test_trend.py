"""The small trends: every value, the target and the deadline are in the picture and in its words; how a value moved is told by a sign and a word."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from monitoring import charts
from monitoring.charts import trend
from monitoring.charts.facts import value_status
from monitoring.words import words
from tests.monitoring.charts.made import EXTREMES, PATTERNS, RULES, made, reported, view, with_council
from tests.monitoring.evil import EVIL

EN = words("en")
KINDS = ("count", "level", "score", "distribution")


def picture(shown) -> ElementTree.Element:
    return ElementTree.fromstring(charts.small_trend(shown, EN))


def marks(found: ElementTree.Element, *names: str) -> list[ElementTree.Element]:
    return [each for each in found.iter() if each.get("class") in {f"m-trend-{name}" for name in names}]


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_is_a_mark_inside_the_picture(kind):
    for rule in RULES:
        for values in (*PATTERNS.values(), *(EXTREMES.values() if kind != "score" else ())):
            shown = made(kind, rule, values)
            found = picture(shown)
            known = [year for year in shown.years if value_status(shown, year) in ("reported", "provisional", "estimated")]
            assert len(marks(found, "value", "unsettled")) == len(known)
            for each in found.iter():
                heights = [float(each.get(name)) for name in ("y", "y1", "y2", "cy") if each.get(name)]
                assert all(0 <= height <= trend.HEIGHT for height in heights), (kind, rule, values)


def test_a_target_that_has_a_line_is_drawn_and_told():
    shown = made("count", "each-year", PATTERNS["all"])
    assert marks(picture(shown), "target")
    assert charts.target_sentence(shown, EN) in picture(shown).findtext("title")
    both = with_council(made("count", "reach", PATTERNS["all"]), "reach", 900.0)
    assert marks(picture(both), "target")
    assert marks(picture(both), "other")


def test_a_milestone_has_a_cell_a_year_and_its_deadline():
    found = picture(view("NEU3.1", reports=reported("2019:not-started 2020:in-progress 2021:done")))
    assert [each.get("class").removeprefix("m-trend-cell-") for each in found.iter("rect")] == ["not-started", "in-progress", "done", "kept"]
    assert len(marks(found, "target")) == 1


def test_the_picture_has_its_words():
    found = picture(made("count", "each-year", PATTERNS["gap"]))
    assert found.get("role") == "img"
    title = found.findtext("title")
    assert all(text in title for text in ("2019: 400", "2020: no data", "2021: 900", "2022: 300"))


def test_whatever_a_name_holds_stays_text():
    for text in EVIL:
        shown = view("NEU1.1", {2020: 4.0}, names={"en": text})
        assert "".join(picture(shown).findtext("title")).startswith(text.strip()[:3])
        assert [each.tag for each in picture(shown) if each.tag == "script"] == []


@pytest.mark.parametrize(
    ("direction", "before", "now", "told"),
    [
        ("up", 4, 5, "↑ better than 2021"),
        ("up", 5, 4, "↓ worse than 2021"),
        ("down", 5, 4, "↓ better than 2021"),
        ("down", 4, 5, "↑ worse than 2021"),
        ("up", 4, 4, "→ same as 2021"),
        ("up", None, 4, "– no figure for 2021"),
        ("up", 4, None, ""),
    ],
)
def test_how_a_value_moved(direction, before, now, told):
    values = {year: value for year, value in ((2021, before), (2022, now)) if value is not None}
    assert charts.movement(made("count", "improve", values, direction), EN) == told


def test_without_a_direction_more_is_not_better():
    assert charts.movement(made("count", "monitor", {2021: 4, 2022: 5}), EN) == "↑ more than 2021"


def test_a_year_under_way_is_not_compared_with_a_whole_one():
    shown = made("count", "each-year", {2021: 4, 2022: 3}, marks={2022: {"coverage": 0.5, "status": "P"}})
    assert charts.movement(shown, EN) == ""


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ("2021:in-progress 2022:done", "↑ further than 2021"),
        ("2021:done", "→ same as 2021"),
        ("2021:in-progress 2022:interrupted", "↓ less far than 2021"),
        ("2021:in-progress", ""),
    ],
)
def test_how_far_a_milestone_is(states, told):
    assert charts.movement(view("NEU3.1", reports=reported(states)), EN) == told
