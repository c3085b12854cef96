"""Statistics beside an indicator, in its chart, below it, in its table and in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from monitoring import charts
from monitoring.charts import value_chart
from monitoring.charts.canvas import FULL, Canvas
from monitoring.model import ContextLine, IndicatorView
from monitoring.palette import LIGHT
from monitoring.words import languages, words
from tests.monitoring.charts.made import CODES, PATTERNS, made, reported, statistics, view
from tests.monitoring.charts.test_draw import drawn, notes, points, traces

FI = words("fi")
STAFF = {2019: 4.1, 2020: 4.4, 2021: 5.2, 2022: 5.9}


def beside(shown: IndicatorView, *lines: ContextLine) -> IndicatorView:
    return replace(shown, context=lines)


def plain(text: str) -> str:
    return re.sub(r"<[^>]+>", " ", text).replace("\xa0", " ").replace("  ", " ")


def below(shown: IndicatorView, language: str = "fi") -> str:
    return plain(" ".join(notes(drawn(shown, language), "note")))


def test_several_lines_are_told_apart_by_dash_and_mark_and_named_in_the_key():
    chart = drawn(beside(view("TYO1.1", STAFF), *statistics(3)))
    lines = traces(chart, "context")
    assert [plain(line["name"]).strip() for line in lines] == ["Tilasto 1", "Tilasto 2", "Tilasto 3"]
    assert all(line["showlegend"] for line in lines)
    assert len({line["line"]["dash"] for line in lines} | {"dash"}) == 4
    assert len({line["marker"]["symbol"] for line in lines} | {"circle", "diamond"}) == 5
    labels = [note["text"] for note in chart["layout"]["annotations"] if note.get("xshift") == 8]
    assert {"■ 10", "▲ 11", "✕ 12"} < set(labels)


def test_more_lines_than_can_be_told_apart_are_in_notes_and_in_the_table():
    shown = beside(view("TYO1.1", STAFF), *statistics(5))
    chart = drawn(shown)
    assert len(traces(chart, "context")) == 3
    text = below(shown)
    assert all(f"Taustatieto: Tilasto {n}, 2020: " in text for n in (4, 5)) and "Tilasto 1" not in text
    assert {f"Tilasto {n}" for n in range(1, 6)} <= set(charts.table(shown, FI).columns)


def test_a_source_that_lines_share_is_named_once():
    same = beside(view("TYO1.1", STAFF), *statistics(3))
    assert below(same).count("Lähde: Tilastokeskus, CC BY 4.0") == 1
    other = replace(statistics(1)[0], sources={"": "Kela, CC BY 4.0"}, names={"": "Toinen"})
    assert "Lähde: Tilastokeskus, CC BY 4.0; Kela, CC BY 4.0" in below(beside(view("TYO1.1", STAFF), *statistics(1), other))
    assert charts.credits(same, FI) == "Lähde: Tilastokeskus, CC BY 4.0"
    assert charts.credits(beside(same), FI) == ""


# The indicator, its values, those of a statistic of an unknown unit: whether the chart has a line of it.
SCALES = {
    "percentages of any size": ("share", (4, 5), (80, 90), True),
    "a number that is no percentage": ("share", (4, 5), (80, 190), False),
    "a change, far below nothing": ("share", (4, 5), (-90, 10), False),
    "as large": ("level", (300, 320), (250, 400), True),
    "eight times as large": ("level", (300, 320), (2000, 2560), True),
    "more": ("level", (300, 320), (2000, 2561), False),
    "an eighth": ("level", (300, 320), (2, 40), True),
    "less": ("level", (300, 320), (2, 39), False),
    "less, below nothing": ("level", (300, 320), (-39, 2), False),
    "beside nothing": ("level", (), (2000, 67000), True),
    "beside noughts": ("level", (0, 0), (2000, 67000), True),
}


@pytest.mark.parametrize(("kind", "own", "other", "is_drawn"), SCALES.values(), ids=SCALES)
def test_a_line_is_drawn_where_it_goes_with_the_scale(kind, own, other, is_drawn):
    line = ContextLine({"": "Väkiluku"}, dict(zip((2020, 2021), other, strict=True)), {"": "Tilastokeskus"}, in_own_unit=False)
    shown = beside(view(CODES[kind], {2021 + place: float(value) for place, value in enumerate(own)}), line)
    assert bool(traces(drawn(shown), "context")) == is_drawn
    assert ("Taustatieto: Väkiluku" in below(shown)) == (not is_drawn)
    assert "Tilastokeskus" in below(shown)


@pytest.mark.parametrize(("target", "is_drawn"), [(300.0, True), (5.0, False)])
def test_before_the_first_figure_the_target_gives_the_scale(target, is_drawn):
    line = ContextLine({"": "Väkiluku"}, {2020: 250.0, 2021: 400.0}, {"": "Tilastokeskus"}, in_own_unit=False)
    shown = beside(view(CODES["level"], target_rule="reach", target_value=target, target_year=2022, from_year=2019), line)
    assert bool(traces(drawn(shown), "context")) == is_drawn


def test_each_further_line_gets_room():
    heights = []
    for number in range(5):
        shown = beside(view("TYO1.1", STAFF), *statistics(number))
        canvas = Canvas(FI, LIGHT, FULL, shown.years)
        value_chart.draw(canvas, charts.drawing(shown, FI))
        heights.append(canvas.size.plot)
    assert heights[0] == heights[1] == FULL.plot
    assert heights[1] < heights[2] < heights[3] == heights[4]


def test_the_programmes_own_statistic_is_always_drawn():
    shown = beside(view("SOS2.3", {2021: 300.0, 2022: 320.0}), ContextLine({"": "Koko maa"}, {2020: 1.0, 2021: 67000.0}, {"": "Tilastokeskus"}))
    assert points(drawn(shown), "context") == {2020: 1, 2021: 67000}


@pytest.mark.parametrize("kind", ["count", "score", "sum", "milestone"])
@pytest.mark.parametrize("language", languages())
def test_where_a_chart_has_no_lines_a_note_says_it(kind, language):
    rule = "cumulative" if kind == "sum" else "improve"
    shown = view("NEU3.1", reports=reported("2020:done")) if kind == "milestone" else made("count" if kind == "sum" else kind, rule, PATTERNS["all"])
    shown, say = beside(shown, *statistics(1)), words(language)
    chart = drawn(shown, language)
    assert not traces(chart, "context")
    years = f"2020: {say.number(8)} · 2021: {say.number(9.25)} · 2022: {say.number(10)}"
    source = say("chart.source", source="Tilastokeskus, CC BY 4.0")
    assert below(shown, language) == f"{say('chart.context.note', name='Tilasto 1', values=years)} {source}"
    place = charts.table(shown, say).columns.index("Tilasto 1")
    assert [row[place] for row in charts.table(shown, say).rows] == ["", say.number(8), say.number(9.25), say.number(10)]
    assert f"Tilasto 1: 2020: {say.number(8)}, 2021: {say.number(9.25)}" in charts.alternative(shown, say)
    assert not notes(drawn(shown, language, compact=True), "note")


def test_a_note_has_the_last_years_only():
    years = {year: float(year - 2000) for year in range(2010, 2023)}
    shown = beside(replace(made("count", "improve", {}), years=range(2012, 2023)), ContextLine({"": "Pitkä"}, years, {"": "Kela"}, in_own_unit=False))
    assert "Taustatieto: Pitkä, 2020: 20 · 2021: 21 · 2022: 22 Lähde: Kela" in below(shown)


def test_one_value_makes_no_line():
    shown = beside(view("TYO1.1", STAFF), ContextLine({"": "Koko maa"}, {2021: 8.5}, {"": "Kela"}, in_own_unit=False))
    assert not traces(drawn(shown), "context")
    assert "Taustatieto: Koko maa, 2021: 8,5 Lähde: Kela" in below(shown)


def test_of_a_long_series_the_years_of_the_chart_are_shown():
    years = {1990: 80.0, 2018: 3.8, 2019: 3.9, 2020: 4.0, 2021: 4.1, 2022: 4.2, 2023: 4.3, 2030: 90.0}
    line = ContextLine({"": "Koko maa"}, years, {"": "Kela"}, in_own_unit=False)
    shown = beside(view("TYO1.1", STAFF), line)
    chart = drawn(shown)
    assert points(chart, "context") == {2019: 3.9, 2020: 4.0, 2021: 4.1, 2022: 4.2}
    assert chart == drawn(beside(shown, replace(line, points={year: years[year] for year in shown.years})))
    table = charts.table(shown, FI)
    assert [row[table.columns.index("Koko maa")] for row in table.rows] == ["3,9", "4", "4,1", "4,2"]
    assert "2019: 3,9, 2020: 4, 2021: 4,1, 2022: 4,2 (lähde: Kela)" in charts.alternative(shown, FI)
    assert "1990" not in charts.alternative(shown, FI)


def test_a_series_of_other_years_is_nowhere():
    shown = beside(view("TYO1.1", STAFF), ContextLine({"": "Koko maa"}, {1999: 8.5, 2000: 9.0, 2031: 1.0}, {"": "Kela"}))
    assert drawn(shown) == drawn(beside(shown))
    assert charts.table(shown, FI) == charts.table(beside(shown), FI)
    assert charts.alternative(shown, FI) == charts.alternative(beside(shown), FI)


def test_a_month_that_stands_for_its_year_is_named():
    line = ContextLine({"": "Työttömyys"}, {2020: 8.5, 2021: 9.0}, {"": "Kela"}, periods={2021: "2021-11"}, in_own_unit=False)
    shown = beside(view("TYO1.1", STAFF), line)
    (trace,) = traces(drawn(shown), "context")
    assert [text.split("<br>")[-1] for text in trace["hovertext"]] == ["8,5", "9 (2021-11)"]
    table = charts.table(shown, FI)
    assert [row[table.columns.index("Työttömyys")] for row in table.rows] == ["", "8,5", "9 (2021-11)", ""]
    assert "2020: 8,5, 2021: 9 (2021-11)" in charts.alternative(shown, FI)


def test_only_a_statistic_in_the_indicators_unit_has_its_percent_sign():
    known, unknown = (replace(statistics(1)[0], names={"": name}, in_own_unit=own) for name, own in (("Väestöstä", True), ("Asiakkaita", False)))
    table = charts.table(beside(view("TYO1.1", STAFF), known, unknown), FI)
    shown = [plain(table.rows[3][table.columns.index(name)]) for name in ("Väestöstä", "Asiakkaita")]
    assert shown == ["10,0 %", "10"]


def test_a_name_is_shown_letter_by_letter_and_not_longer_than_the_key():
    evil = "<b>%{x}</b> $x$ " + "pitkä nimi " * 30
    chart = drawn(beside(view("TYO1.1", STAFF), replace(statistics(1)[0], names={"": evil})))
    (line,) = traces(chart, "context")
    assert "<b>" not in line["name"] and "{" not in line["name"] and "$" not in line["name"]
    assert line["name"].count("<br>") < 4 and "…" in line["name"]


def test_a_long_name_is_cut_before_the_language_that_it_is_in():
    shown = beside(view("TYO1.1", STAFF), ContextLine({"fi": "Vieraskielisten osuus " * 9}, {2020: 8.0, 2021: 8.5}, {"": "Kela"}))
    (line,) = charts.drawing(shown, words("en")).statistics
    assert line.name.endswith(words("en")("text.in-language", text="…", language="Finnish"))
    (key,) = (trace["name"] for trace in traces(drawn(shown, "en"), "context"))
    assert "…" in key and "Finnish" in key
