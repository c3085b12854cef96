"""A target of the programme and one of the council: both are in the chart, in its table, in words and in the series of native charts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_MARKER_STYLE

from monitoring import charts
from monitoring.charts.canvas import COMPACT, FULL
from monitoring.council.council_targets import rules_for
from monitoring.model import IndicatorView
from monitoring.words import languages, words
from publishing.documents import native_charts
from tests.monitoring.charts.made import CODES, PATTERNS, RULES, SCALES, made, reported, view, with_council
from tests.monitoring.charts.test_draw import drawn, letter_sizes, notes, points, shapes, traces

FI, EN = words("fi"), words("en")


def both(kind: str, rule: str, wanted: str, pattern: str = "all", year: int = 2022, direction: str = "up", **more) -> IndicatorView:
    """The programme asks for 6, the council by `asked` for 9, each times what the kind is scaled with."""
    value = 9 * SCALES.get(kind, 5.0) if wanted in ("each-year", "reach", "cumulative") else None
    return with_council(made(kind, rule, PATTERNS[pattern], direction, year), wanted, value, **more)


def plain(text: str) -> str:
    return text.replace("<br>", " ").replace("\xa0", " ")


def is_alike(shown: IndicatorView) -> bool:
    return (shown.target.rule == "cumulative") == (shown.other.rule == "cumulative")


def test_every_chart_has_both_targets_as_lines_or_in_words():
    visible = 0
    for kind in CODES:
        for rule in RULES:
            for wanted in rules_for(made(kind, rule, {}).indicator):
                for pattern in ("all", "gap", "nothing"):
                    for direction in ("up", "down"):
                        shown = both(kind, rule, wanted, pattern, direction=direction)
                        name = f"{kind} {rule} {wanted} {pattern} {direction}"
                        visible += 1
                        charted = {compact: drawn(shown, compact=compact) for compact in (False, True)}
                        for compact, chart in charted.items():
                            assert traces(chart, "target") or notes(chart, "heading"), name
                            output = " ".join([trace["name"] for trace in traces(chart, "target-other") if not compact] + notes(chart, "note"))
                            assert compact or "Ohjelma" in output, name
                            low, high = chart["layout"]["yaxis"]["range"]
                            assert all(low - 1e-9 <= level <= high + 1e-9 for level in points(chart, "target-other").values()), name
                            assert min(letter_sizes(chart)) >= (COMPACT if compact else FULL).small, name
                        is_line = rule != "monitor" and is_alike(shown) and (pattern != "nothing" or rule not in ("improve", "keep"))
                        assert bool(traces(charted[False], "target-other")) == is_line, name
                        for language in languages():
                            assert len(charts.target_sentence(shown, words(language)).split(". ")) == 2, name
    assert visible > 800


def test_the_target_that_holds_is_dashed_and_the_other_thin_and_dotted():
    chart = drawn(both("count", "each-year", "each-year"))
    (target,), (other,) = traces(chart, "target"), traces(chart, "target-other")
    assert (target["line"]["dash"], other["line"]["dash"]) == ("dash", "dot")
    assert target["line"]["width"] > other["line"]["width"] and target["line"]["color"] != other["line"]["color"]
    assert "Neuvoston tavoite: vähintään 900 joka vuosi" in plain(target["name"])
    assert "Ohjelman tavoite: vähintään 600 joka vuosi" in plain(other["name"])
    assert set(points(chart, "target").values()) == {900} and set(points(chart, "target-other").values()) == {600}
    assert target["legendrank"] < other["legendrank"] < 1000
    assert [note["text"] for note in chart["layout"]["annotations"]] == ["600", "900"]


def test_two_numbers_close_to_each_other_do_not_cover_each_other():
    shown = with_council(made("count", "each-year", PATTERNS["all"]), "each-year", 605)
    for compact in (False, True):
        chart = drawn(shown, compact=compact)
        low, high = (note["y"] for note in chart["layout"]["annotations"])
        per_pixel = (chart["layout"]["yaxis"]["range"][1] - chart["layout"]["yaxis"]["range"][0]) / (COMPACT if compact else FULL).plot
        assert (high - low) / per_pixel >= (COMPACT if compact else FULL).small


@pytest.mark.parametrize(("rule", "kind"), [("each-year", "count"), ("reach", "level"), ("cumulative", "count"), ("keep", "share")])
def test_the_councils_line_begins_with_its_first_year_and_the_programmes_stays_whole(rule, kind):
    chart = drawn(both(kind, rule, rule, from_year=2021))
    assert min(points(chart, "target")) == 2020.5
    assert min(points(chart, "target-other")) < 2020
    before = drawn(both(kind, rule, rule, year=2020, from_year=2021))
    assert min(points(before, "target")) < 2020
    assert min(points(before, "target-other")) == 2020.5


def test_a_sums_pace_is_no_line_beside_single_years():
    for rule, wanted in (("cumulative", "each-year"), ("each-year", "cumulative")):
        shown = both("count", rule, wanted)
        assert not traces(drawn(shown), "target-other")
        assert notes(drawn(shown), "note")[0].startswith("Ohjelman tavoite: ")
        assert charts.drawing(shown, FI).of("target") and charts.drawing(shown, FI).of("other") is None


def test_a_year_before_the_councils_sum_begins_still_lacks_its_figure():
    shown = both("count", "each-year", "cumulative", "gap")
    assert (shown.target.from_year, charts.value_status(shown, 2020)) == (2021, "missing")
    assert shapes(drawn(shown), "missing")


def test_a_value_is_not_written_on_the_other_line():
    chart = drawn(with_council(made("level", "each-year", {2021: 4.0, 2022: 5.9}), "each-year", 2))
    (labels,) = traces(chart, "labels")
    low, high = chart["layout"]["yaxis"]["range"]
    half = FULL.large / 2 * (high - low) / FULL.plot
    assert all(abs(y - 6) > half for y in labels["y"])


STATES = "2019:not-started 2020:in-progress 2021:in-progress"


@pytest.mark.parametrize(("by_year", "edge"), [(2022, 2022.5), (2025, 2022.5)])
def test_a_milestone_has_both_deadlines(by_year, edge):
    shown = with_council(view("NEU3.1", reports=reported(STATES)), "done", from_year=2022, by_year=by_year)
    for compact in (False, True):
        chart = drawn(shown, compact=compact)
        (first,), (second,) = shapes(chart, "deadline"), shapes(chart, "deadline-other")
        assert (first["x0"], second["x0"]) == (edge, 2021.5)
        assert first["y1"] - second["y1"] > 0.3 and second["y1"] > 1
        assert notes(chart, "deadline") == [f"Neuvoston määräaika {by_year}"]
        assert notes(chart, "deadline-other") == ["Ohjelman määräaika 2021"]
    table = charts.table(shown, FI)
    at = [table.columns.index(FI(f"chart.column.target.{whose}")) for whose in ("council", "programme")]
    assert [row[at[0]] for row in table.rows] == ["", "", "", f"Neuvoston määräaika {by_year}"]
    assert [row[at[1]] for row in table.rows] == ["", "", "Ohjelman määräaika 2021", ""]


def column(shown: IndicatorView, key: str) -> list[str]:
    table = charts.table(shown, FI)
    return [row[table.columns.index(FI(key))] for row in table.rows]


def test_a_single_deadline_after_the_last_year_is_in_the_table_as_in_the_chart():
    shown = view("NEU3.1", reports=reported(STATES))
    later = replace(shown, target=replace(shown.target, by_year=2025))
    assert [shape["x0"] for shape in shapes(drawn(later), "deadline")] == [2022.5]
    assert column(later, "chart.column.target") == ["", "", "", "Määräaika 2025"]


def test_the_table_has_a_column_for_each():
    shown = both("count", "each-year", "each-year")
    assert column(shown, "chart.column.target.council") == ["", "", "≥ 900", "≥ 900"]
    assert column(shown, "chart.column.target.programme") == ["≥ 600"] * 4
    assert FI("chart.column.target") not in charts.table(shown, FI).columns
    sums = both("count", "cumulative", "cumulative")
    assert column(sums, "chart.column.path.council") == ["", "", "675", "900"]
    assert column(sums, "chart.column.path.programme") == ["150", "300", "450", "600"]
    only = both("level", "monitor", "reach")
    assert FI("chart.column.path.council") in charts.table(only, FI).columns
    assert not {FI("chart.column.target.programme"), FI("chart.column.path.programme")} & set(charts.table(only, FI).columns)


SENTENCES = {
    "fi": ("Neuvoston tavoite: vähintään 900 joka vuosi", "Ohjelman tavoite: vähintään 600 joka vuosi", "neuvoston tavoite vähintään 900"),
    "sv": ("Rådets mål: minst 900 varje år", "Programmets mål: minst 600 varje år", "rådets mål är minst 900"),
    "en": (
        "The council's target: at least 900 every year",
        "The programme's target: at least 600 every year",
        "the council's target is at least 900",
    ),
}


@pytest.mark.parametrize("language", languages())
def test_alternative_text_and_title_name_whose_target_it_is(language):
    shown, (council, programme, title) = both("count", "each-year", "each-year"), SENTENCES[language]
    assert f"{council}. {programme}." in charts.alternative(shown, words(language))
    assert title in charts.title(shown, words(language))
    earlier = both("count", "each-year", "each-year", year=2020)
    assert f"{programme}. {council}." in charts.alternative(earlier, words(language))


def test_native_series_have_both():
    found = charts.drawing(both("count", "each-year", "each-year"), EN)
    assert [series.role for series in found.series] == ["value", "target", "other"]
    assert found.of("target").points == (None, None, 900, 900)
    assert found.of("other").points == (600,) * 4
    assert found.of("target").name == "The council's target: at least 900 every year"
    assert found.of("other").name == "The programme's target: at least 600 every year"
    assert charts.drawing(made("count", "each-year", PATTERNS["all"]), EN).of("target").name == "Target: at least 600 every year"


def test_without_the_council_nothing_is_said_of_whose():
    shown = made("count", "each-year", PATTERNS["all"])
    assert shown.whose == "only"
    assert charts.target_sentence(shown, EN) == "Target: at least 600 every year"
    assert replace(shown, year=2020).of_year(2020).target is shown.target


NATIVE = {"columns": ("count", "each-year", ["barChart", "lineChart"]), "stacked": ("count", "cumulative", ["barChart", "lineChart"])}
NATIVE |= {"lines": ("level", "reach", ["lineChart"])}


@pytest.mark.parametrize("form", NATIVE)
def test_a_native_chart_has_both_as_lines_that_can_be_told_apart(form):
    kind, rule, plots = NATIVE[form]
    deck = Presentation()
    shapes_of = deck.slides.add_slide(deck.slide_layouts[6]).shapes
    found = charts.drawing(both(kind, rule, rule, from_year=2022), EN)
    native_charts.on_slide(shapes_of, found, (0.5, 0.5, 8, 4), "en-GB", "Alternative", 14)
    chart = shapes_of[0].chart
    assert [plot._element.tag.split("}")[1] for plot in chart.plots] == plots
    series = {one.name: one for one in chart.plots[-1].series}
    target, other = series[found.of("target").name], series[found.of("other").name]
    assert target.format.line.width > other.format.line.width
    assert target.format.line.dash_style != other.format.line.dash_style
    assert target.format.line.color.rgb != other.format.line.color.rgb
    # The council's target is of one year only: without a mark nobody would see it.
    assert (target.marker.style, other.marker.style) == (XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.NONE)
    assert tuple(target.values) == found.of("target").points
