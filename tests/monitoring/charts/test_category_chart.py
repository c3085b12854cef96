"""Charts, tables and sentences of an indicator by the categories of a breakdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from monitoring import breakdowns, charts
from monitoring.charts import text_metrics
from monitoring.dimensions import Dimensions
from monitoring.model import CategoryFigure, ContextLine, IndicatorView
from monitoring.palette import DARK, LIGHT
from monitoring.programme import Breakdown, Category
from monitoring.words import languages, words
from tests.monitoring.charts.made import figure, view

NAMES = {"F": "Women", "M": "Men", "a": "Aged 18–24", "b": "Aged 25–34", "c": "Aged 35–44", "d": "Aged 45–54", "e": "Aged 55 or over"}
NAMES |= {"young": "Alle 18-vuotiaat", "old": "65 vuotta täyttäneet"}
NAMES |= {str(place): f"Number {place} and all the others of them" for place in range(4)}
EN = words("en")


def breakdown(code: str, dimension: str, categories: Sequence[str]) -> Breakdown:
    made = [Category(line=2, indicator=code, dimension=dimension, category=one, name_en=NAMES.get(one, one)) for one in categories]
    return Breakdown(code, dimension, {}, tuple(made))


def by(
    code: str, totals: Mapping[int, float], dimension: str = "sex", hidden: Sequence[tuple[str, int]] = (), **values: Mapping[int, float]
) -> IndicatorView:
    """An indicator with its values by category and year; some of them are withheld."""
    whole = view(code, totals)
    figures = {}
    for year, one in whole.figures.items():
        own = [
            CategoryFigure(dimension, name, None, status="Q", withheld={"value": "other", **dict.fromkeys(one.parts, "other")})
            if (name, year) in hidden
            else CategoryFigure(dimension, name, by_year[year], parts=figure(whole.indicator, year, by_year[year]).parts)
            for name, by_year in values.items()
            if year in by_year
        ]
        figures[year] = replace(one, categories=tuple(own))
    return replace(whole, figures=figures, breakdowns=(breakdown(code, dimension, list(values)),))


SHARE, COUNT, SCORE, LEVEL = "TYO1.1", "TYO4.1", "TUR3.2", "TER2.1"
SEXES = {"F": {2020: 4.0, 2021: 4.14}, "M": {2020: 6.0, 2021: 6.26}}
AGES = {name: {2020: 4.0 + place, 2021: 5.0 + place} for place, name in enumerate("abcde")}
SAID = {
    "less": (by(SHARE, {2020: 5.0, 2021: 5.2}, **SEXES), "In 2021: women 4.1%, men 6.3%: 2.2 percentage points less."),
    "more": (by(SHARE, {2021: 5.2}, M={2021: 6.3}, F={2021: 4.1}), "In 2021: men 6.3%, women 4.1%: 2.2 percentage points more."),
    "one point": (by(SHARE, {2021: 5.2}, M={2021: 5.0}, F={2021: 4.0}), "In 2021: men 5.0%, women 4.0%: 1.0 percentage points more."),
    "same": (by(SHARE, {2021: 5.2}, F={2021: 5.21}, M={2021: 5.19}), "In 2021: women and men the same, 5.2%."),
    "many": (
        by(SHARE, {2021: 7.0}, "age", **AGES),
        "In 2021 the highest: aged 55 or over 9.0%, the lowest: aged 18–24 5.0%. The difference is 4.0 percentage points.",
    ),
    "score": (by(SCORE, {2021: 3.5}, F={2021: 3.25}, M={2021: 3.75}), "In 2021: women 3.2, men 3.8: 0.6 lower."),
    "count": (by(COUNT, {2021: 60.0}, F={2021: 37.0}, M={2021: 23.0}), "Of all in 2021: women 62% (37) and men 38% (23)."),
    "below zero": (by(COUNT, {2021: 2.0}, F={2021: 5.0}, M={2021: -3.0}), "In 2021: women 5 persons, men −3 persons: 8 persons more."),
    "withheld": (
        by(COUNT, {2021: 60.0}, "age", [("b", 2021), ("c", 2021)], **{name: {2021: 15.0} for name in "abcd"}),
        "Of all in 2021: aged 18–24 25% (15) and aged 45–54 25% (15). Not published: aged 25–34 and aged 35–44.",
    ),
    "year before": (
        by(SHARE, {2020: 5.0, 2021: 5.2}, hidden=[("F", 2021), ("M", 2021)], **SEXES),
        "In 2020: women 4.0%, men 6.0%: 2.0 percentage points less. Not published for 2021: women and men.",
    ),
    "one of a year": (
        by(COUNT, {2020: 45.0, 2021: 45.0}, "age", [("b", 2021), ("c", 2021)], **{name: {2020: 15.0, 2021: 15.0} for name in "abc"}),
        "Of all in 2020: aged 18–24 33% (15), aged 25–34 33% (15) and aged 35–44 33% (15). Not published for 2021: aged 25–34 and aged 35–44.",
    ),
    "nothing published": (by(SHARE, {2021: 5.2}, hidden=[("F", 2021), ("M", 2021)], **SEXES), "Not published for 2021: women and men."),
    "average": (by(LEVEL, {2021: 13.0}, F={2021: 12.0}, M={2021: 14.0}), "In 2021: women 12 actors, men 14 actors: 2 actors less."),
    "one alone": (by(SHARE, {2021: 5.2}, F={2021: 4.1}), ""),
    "of nobody": (by(COUNT, {2021: 0.0}, F={2021: 0.0}, M={2021: 0.0}), ""),
}


@pytest.mark.parametrize("name", SAID)
def test_the_gap_is_one_sentence(name):
    shown, expected = SAID[name]
    assert breakdowns.sentence(shown, shown.breakdowns[0], EN) == expected


@pytest.mark.parametrize("language", languages())
def test_the_gap_has_its_unit_in_every_language(language):
    say, shown = words(language), SAID["less"][0]
    told = breakdowns.sentence(shown, shown.breakdowns[0], say)
    assert say("breakdown.points", number=say.number(2.2, 1)) in told
    assert all(say("value.percent", number=say.number(value, 1)) in told for value in (4.1, 6.3))


def test_only_a_breakdown_that_was_reported_is_shown():
    shown = by(SHARE, {2021: 5.2}, **SEXES)
    more = replace(shown, breakdowns=(*shown.breakdowns, breakdown(SHARE, "age", "ab")))
    assert [one.dimension for one in breakdowns.reported(more)] == ["sex"]
    assert breakdowns.reported(replace(more, years=range(2010, 2012))) == []


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_up_to_four_categories_are_lines_of_one_chart_each_named_at_its_end(palette):
    shown = by(SHARE, {2020: 5.0, 2021: 5.2}, "age", **{name: AGES[name] for name in "abcd"})
    (drawing,) = charts.by_category(shown, shown.breakdowns[0], EN)
    (chart,) = charts.categories([drawing], EN, palette)
    lines = [trace for trace in chart.data if trace.meta == "values"]
    assert [list(line.y) for line in lines] == [list(AGES[name].values()) for name in "abcd"]
    for look in ("color", "dash"):
        assert len({line.line[look] for line in lines}) == 4
    assert len({line.marker.symbol for line in lines}) == 4
    ends = [note.text for note in chart.layout.annotations if note.xanchor == "left" and note.x == 1]
    assert sorted(ends) == [f"{NAMES[name]} {AGES[name][2021]:.1f}%" for name in "abcd"]
    assert {series.role for series in drawing.series} == {"line"}


def test_more_categories_have_a_small_chart_each_on_one_scale():
    shown = by(SHARE, {2020: 5.0, 2021: 5.2}, "age", **AGES)
    drawings = charts.by_category(shown, shown.breakdowns[0], EN)
    drawn = charts.categories(drawings, EN, LIGHT)
    assert [drawing.lines[0].name for drawing in drawings] == [NAMES[name] for name in "abcde"]
    assert {drawing.scale for drawing in drawings} == {(0, 9.0)}
    assert len({(chart.layout.yaxis.range, chart.layout.margin.l, chart.layout.margin.r, chart.layout.height) for chart in drawn}) == 1
    assert len(charts.alternatives_by_category(shown, shown.breakdowns[0], EN)) == 5


def test_a_survey_keeps_its_scale_and_every_year_its_place():
    shown = by(SCORE, {2019: 3.0, 2021: 3.5}, F={2019: 3.0, 2021: 3.25}, M={2021: 3.75})
    (chart,) = charts.categories(charts.by_category(shown, shown.breakdowns[0], EN), EN, LIGHT)
    assert list(chart.layout.yaxis.tickvals) == [1, 2, 3, 4, 5]
    assert list(next(trace for trace in chart.data if trace.meta == "values").x) == [2019, None, 2021]


def test_what_is_withheld_is_in_words_below_the_chart_in_the_table_and_the_alternative():
    shown, sign = SAID["year before"][0], EN("value.withheld.other", number="5")
    (drawing,) = charts.by_category(shown, shown.breakdowns[0], EN)
    assert drawing.notes == ("Not published: Women (2021)", "Not published: Men (2021)")
    (chart,) = charts.categories([drawing], EN, LIGHT)
    assert text_metrics.broken(drawing.notes[0], 40) in next(note.text for note in chart.layout.annotations if note.name == "note")
    table = charts.categories_table(shown, shown.breakdowns[0], EN)
    assert table.columns == ("Sex", "2019", "2020", "2021", "2022")
    assert [row[0] for row in table.rows] == ["All", "Women", "Men"] and all(sign in row[3] for row in table.rows[1:])
    (text,) = charts.alternatives_by_category(shown, shown.breakdowns[0], EN)
    assert f"Women: 2020: 4.0%, 2021: {sign}" in text and text.endswith("2.0 percentage points less. Not published for 2021: women and men.")


def test_the_table_has_the_parts_of_every_category():
    shown = SAID["less"][0]
    assert charts.categories_table(shown, shown.breakdowns[0], EN).rows[1][2] == "4.0%; part 32, whole 800"


def test_nothing_is_drawn_of_a_breakdown_without_a_value():
    shown = by(SHARE, {2021: 5.2}, hidden=[("F", 2021), ("M", 2021)], **SEXES)
    assert charts.by_category(shown, shown.breakdowns[0], EN) == ()
    assert charts.categories((), EN, LIGHT) == [] and charts.alternatives_by_category(shown, shown.breakdowns[0], EN) == []


def test_a_name_that_is_long_is_cut_at_the_end_of_its_line_before_a_year_goes():
    shown = by(SHARE, {2021: 5.2}, **{"Speakers-of-other-languages-than-these": {2021: 4.0}, "M": {2021: 6.0}})
    (chart,) = charts.categories(charts.by_category(shown, shown.breakdowns[0], EN), EN, LIGHT)
    assert list(chart.layout.xaxis.tickvals) == [2019, 2020, 2021, 2022]
    assert any("…" in note.text for note in chart.layout.annotations)


def test_a_statistic_of_a_category_is_beside_it_and_not_beside_the_total():
    shown = SAID["less"][0]
    line = ContextLine({"en": "Speakers, women"}, {2020: 8.0, 2021: 9.0}, {"en": "Statistics Finland, CC BY 4.0"}, dimensions=Dimensions.of(sex="F"))
    shown = replace(shown, context=(*shown.context, line))
    (drawing,) = charts.by_category(shown, shown.breakdowns[0], EN)
    assert [(one.name, dict(one.points)) for one in drawing.statistics] == [("Speakers, women", {2020: 8.0, 2021: 9.0})]
    (chart,) = charts.categories([drawing], EN, LIGHT)
    assert list(next(trace for trace in chart.data if trace.meta == "context").y) == [8.0, 9.0]
    assert len([note for note in chart.layout.annotations if note.x == 1 and note.xanchor == "left"]) == 3
    assert any("Statistics Finland" in note for note in drawing.notes)
    rows = charts.categories_table(shown, shown.breakdowns[0], EN).rows
    assert [row[0] for row in rows] == ["All", "Women", "Speakers, women", "Men"] and rows[2][2:4] == ("8.0%", "9.0%")
    (text,) = charts.alternatives_by_category(shown, shown.breakdowns[0], EN)
    assert "background Speakers, women: 2020: 8.0%, 2021: 9.0%" in text
    assert "Speakers, women" not in str(charts.drawing(shown, EN)) and "Speakers, women" not in charts.alternative(shown, EN)


@pytest.mark.parametrize("values", [(20, 22, 18), (5, 5, 5), (4, 6, 5), (11, 12, 12)])
def test_what_is_counted_has_whole_numbers_at_its_scale(values):
    first, women, men = values
    shown = by(COUNT, {2020: 2.0 * first, 2021: women + men}, F={2020: first, 2021: women}, M={2020: first, 2021: men})
    (drawing,) = charts.by_category(shown, shown.breakdowns[0], EN)
    assert drawing.is_cut and len(drawing.ticks(3)) >= 3
    assert all(tick == int(tick) for tick in drawing.ticks(3))


def test_a_name_has_several_lines_at_the_end_of_its_own_and_loses_nothing():
    shown = by(SHARE, {2021: 5.2}, "age", young={2021: 4.0}, old={2021: 6.0})
    (chart,) = charts.categories(charts.by_category(shown, shown.breakdowns[0], EN), EN, LIGHT)
    ends = [note.text for note in chart.layout.annotations if note.xanchor == "left" and note.x == 1]
    assert [" ".join(end.split("<br>")) for end in ends] == ["Alle 18-vuotiaat 4.0%", "65 vuotta täyttäneet 6.0%"]
    assert max(end.count("<br>") for end in ends) > 0


def test_ends_of_several_lines_do_not_cover_each_other():
    shown = by(SHARE, {2021: 5.2}, "age", **{str(place): {2021: 4.0} for place in range(4)})
    (chart,) = charts.categories(charts.by_category(shown, shown.breakdowns[0], EN), EN, LIGHT)
    ends = sorted((note.y, 1 + note.text.count("<br>")) for note in chart.layout.annotations if note.xanchor == "left" and note.x == 1)
    low, high = chart.layout.yaxis.range
    a_line = text_metrics.LINE * chart.layout.font.size / (chart.layout.height - chart.layout.margin.t - chart.layout.margin.b) * (high - low)
    assert all(above[0] - below[0] >= 0.49 * a_line * (below[1] + above[1]) for below, above in pairwise(ends))


@pytest.mark.parametrize(("asked", "last"), [(2021, 2021), (2020, 2021), (2022, 2022)])
def test_the_axis_ends_with_the_year_asked_about_or_the_newest_value(asked, last):
    shown = replace(by(SHARE, {2020: 5.0, 2021: 5.2}, **SEXES), year=asked)
    (drawing,) = charts.by_category(shown, shown.breakdowns[0], EN)
    assert drawing.axis == range(2019, last + 1)
