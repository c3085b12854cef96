"""Every form of chart, with whatever figures it can be given: the target, the values and the years that it must show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import plotly.graph_objects as go
import pytest
from pptx import Presentation

from monitoring import charts, reasons
from monitoring.charts import canvas, forms, milestone_strip, text_metrics, value_labels
from monitoring.charts.canvas import COMPACT, FULL
from monitoring.model import IndicatorView, Report
from monitoring.palette import DARK, LIGHT
from monitoring.words import Words, languages, words
from publishing.documents import native_charts, svg_charts
from tests.monitoring.charts.made import CODES, MARKS, PATTERNS, RULES, areas, made, reported, statistics, view, whole_range

FI, EN = words("fi"), words("en")
NUMERIC = [(kind, rule) for kind in CODES for rule in RULES]
LINES = ("level", "share", "derived", "distribution", "score")


def drawn(shown: IndicatorView, language: str = "fi", compact: bool = False) -> dict:
    """The chart as the browser gets it, without Plotly's own work on it, which takes longer than all of ours and changes nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canvas, "go", SimpleNamespace(Figure=lambda chart, **_: chart))
        return json.loads(json.dumps(charts.draw(shown, words(language), LIGHT, compact=compact)))


def traces(chart: dict, role: str) -> list[dict]:
    return [trace for trace in chart["data"] if trace["meta"] == role]


def points(chart: dict, role: str) -> dict[float, float]:
    """All points of the traces with a role: year and height."""
    found = {}
    for trace in traces(chart, role):
        heights = [y + base for y, base in zip(trace["y"], trace.get("base", [0] * len(trace["y"])), strict=True)]
        found |= dict(zip(trace["x"], heights, strict=True))
    return dict(sorted(found.items()))


def texts(chart: dict) -> dict[int, str]:
    """The labels at the values, without their emphasis."""
    return {year: re.sub(r"</?b>", "", text) for trace in traces(chart, "labels") for year, text in zip(trace["x"], trace["text"], strict=True)}


def shapes(chart: dict, name: str) -> list[dict]:
    return [shape for shape in chart["layout"].get("shapes", []) if shape.get("name") == name]


def notes(chart: dict, name: str) -> list[str]:
    return [note["text"] for note in chart["layout"].get("annotations", []) if note.get("name") == name]


def letter_sizes(node, under: str = "") -> Iterator[float]:
    """Every size of letters in a chart, those inside texts too; a mark's size is none."""
    if isinstance(node, dict):
        if under.endswith("font") and "size" in node:
            yield node["size"]
        for name, below in node.items():
            yield from letter_sizes(below, name)
    elif isinstance(node, list):
        for below in node:
            yield from letter_sizes(below, under)
    elif isinstance(node, str):
        yield from (float(size) for size in re.findall(r"font-size:([\d.]+)px", node))


def test_whatever_the_figures_the_chart_shows_them_and_the_target():
    visible = 0
    for name, shown in whole_range():
        values = {year: figure.value for year, figure in sorted(shown.figures.items()) if figure.value is not None and year in shown.years}
        for compact in (False, True):
            chart = drawn(shown, compact=compact)
            visible += 1
            assert chart["layout"]["xaxis"]["range"] == [2018.5, 2022.5], name
            labelled = chart["layout"]["xaxis"]["tickvals"]
            assert labelled == ([2020, 2022] if len(labelled) < 4 and "huge" in name else [2019, 2020, 2021, 2022]), name
            if shown.target.rule != "cumulative":
                assert points(chart, "values") == pytest.approx(values), name
            assert set(texts(chart)) == set(values) & set(labelled), name
            assert traces(chart, "target") or notes(chart, "heading"), name
            low, high = chart["layout"]["yaxis"]["range"]
            assert all(low - 1e-9 <= value <= high + 1e-9 for value in points(chart, "values").values()), name
            assert min(letter_sizes(chart)) >= (COMPACT if compact else FULL).small, name
    assert visible > 1500


def test_letters_can_be_read_from_afar():
    assert FULL.small >= 18
    assert COMPACT.small >= 14


@pytest.mark.parametrize("rule", ["each-year", "reach"])
@pytest.mark.parametrize("kind", CODES)
def test_a_target_is_a_line_that_the_key_explains(kind, rule):
    shown = made(kind, rule, PATTERNS["all"])
    (target,) = traces(drawn(shown), "target")
    heights = dict(zip(target["x"], target["y"], strict=True))
    assert target["line"]["dash"] == "dash" and target["showlegend"]
    limit = reasons.limit(shown.indicator, shown.target.value, FI)
    assert FI(f"chart.target.{rule}.up", whose=FI("chart.target.whose.only"), value=limit, by_year=2022) in _plain(target["name"])
    assert heights[2022] == pytest.approx(shown.target.value)
    assert (heights[2020] == pytest.approx(shown.target.value)) == (rule == "each-year")


def _plain(name: str) -> str:
    return name.replace("<br>", " ")


SIDES = [("improve", "up", "&gt;"), ("improve", "down", "&lt;"), ("keep", "up", "≥"), ("keep", "down", "≤")]


@pytest.mark.parametrize(("rule", "direction", "sign"), SIDES)
def test_a_baseline_is_marked_and_the_line_begins_there(rule, direction, sign):
    shown = made("count", rule, PATTERNS["all"], direction)
    for compact in (False, True):
        chart = drawn(shown, compact=compact)
        assert points(chart, "baseline") == {2019: 400}
        assert set(points(chart, "target").values()) == {400}
        assert min(points(chart, "target")) == 2019
    beside = [note["text"] for note in chart["layout"]["annotations"]]
    assert beside == [f"{sign} 400"]


def test_a_baseline_outside_the_years_is_told_in_the_key():
    shown = made("level", "improve", PATTERNS["all"], baseline_value=3.0, baseline_year=2016)
    chart = drawn(shown)
    assert not traces(chart, "baseline")
    assert set(points(chart, "target").values()) == {3.0}
    assert "(vuonna 2016)" in _plain(traces(chart, "target")[0]["name"])
    path = made("share", "reach", PATTERNS["all"], baseline_value=10.0, baseline_year=2017)
    assert "lähtötaso 10,0\xa0% vuonna 2017" in _plain(traces(drawn(path), "target")[0]["name"])


@pytest.mark.parametrize("rule", ["improve", "keep", "monitor"])
def test_without_a_line_the_words_stand_above(rule):
    (heading,) = notes(drawn(made("count", rule, {})), "heading")
    key = "chart.target.monitor" if rule == "monitor" else f"chart.target.{rule}.up.open"
    assert heading.replace("<br>", " ") == FI(key, whose=FI("chart.target.whose.only"))


def test_years_that_a_target_does_not_reach_name_it_above():
    for shown in (made("share", "reach", {}, years=range(2019, 2021), year=2020), made("count", "each-year", {}, years=range(2015, 2018), year=2017)):
        chart = drawn(shown)
        assert not traces(chart, "target")
        assert notes(chart, "heading")[0].startswith("Tavoite: vähintään ")
    cut = drawn(made("level", "reach", PATTERNS["all"], years=range(2019, 2021), year=2020))
    assert points(cut, "target")[2020.5] == pytest.approx(3.75) and not traces(cut, "target-end")
    assert not [note for note in cut["layout"].get("annotations", []) if note["text"] == "6"]


def test_the_good_side_is_above_or_below_the_line():
    for direction, edge in (("up", max), ("down", min)):
        chart = drawn(made("count", "each-year", PATTERNS["all"], direction))
        (tint,) = shapes(chart, "good-side")
        heights = [float(pair.split(",")[1]) for pair in re.split("[MLZ]", tint["path"]) if pair]
        assert edge(heights) == pytest.approx(edge(chart["layout"]["yaxis"]["range"]))
        assert {600.0} < {round(height, 6) for height in heights}


def test_a_path_ends_in_a_diamond_and_goes_on_level():
    chart = drawn(made("level", "reach", PATTERNS["all"], year=2020, target_year=2021))
    assert points(chart, "target-end") == {2021: 6}
    assert points(chart, "target")[2019] == pytest.approx(2)
    assert points(chart, "target")[2022] == points(chart, "target")[2022.5] == 6


@pytest.mark.parametrize("kind", LINES)
def test_a_line_does_not_bridge_a_missing_year(kind):
    chart = drawn(made(kind, "improve", PATTERNS["gap"]))
    (trend,) = traces(chart, "trend")
    assert trend["x"] == [2021, 2022, None]
    assert not trend["connectgaps"]
    (frame,) = shapes(chart, "missing")
    assert frame["x0"] < 2020 < frame["x1"] and frame["line"]["dash"] == "dash"
    assert traces(chart, "missing")[0]["text"][0].replace("<br>", " ") == "ei tietoa"


def test_what_the_unit_says_is_missing_carries_its_note():
    shown = made("count", "improve", PATTERNS["stated missing"], marks={2020: {"comment": "Tilasto katosi"}})
    (missing,) = traces(drawn(shown), "missing")
    assert missing["x"] == [2020, 2021]
    assert [text.replace("<br>", " ") for text in missing["text"]] == ["ei lukua", "ei tietoa"]
    assert "Tilasto katosi" in missing["hovertext"][0]
    (small,) = traces(drawn(shown, compact=True), "missing")
    assert small["text"] == ["–", "–"]


def test_years_to_come_and_before_the_target_are_not_missing():
    assert not traces(drawn(made("count", "each-year", {2020: 5.0}, year=2020, from_year=2020)), "missing")
    assert traces(drawn(made("count", "each-year", {2020: 5.0}, year=2021)), "missing")[0]["x"] == [2019, 2021]


def test_bars_that_are_not_final_are_hatched_and_the_key_says_why():
    chart = drawn(made("count", "improve", PATTERNS["all"], marks=MARKS["provisional"]))
    look = {trace["x"][0]: (trace["marker"]["pattern"]["shape"], trace.get("name", "")) for trace in traces(chart, "values")}
    assert look[2019] == ("", "")
    assert look[2022][0] == "/" and "Alustava" in look[2022][1]
    assert look[2020][0] == "." and "Arvioitu" in look[2020][1]
    small = drawn(made("count", "improve", PATTERNS["all"], marks=MARKS["provisional"]), compact=True)
    assert [trace["marker"]["pattern"]["shape"] for trace in traces(small, "values")] == ["", "/", "."]
    assert not small["layout"]["showlegend"]


@pytest.mark.parametrize("kind", LINES)
def test_points_that_are_not_final_are_hollow_and_the_line_to_them_is_dotted(kind):
    chart = drawn(made(kind, "improve", PATTERNS["all"], marks=MARKS["provisional"]))
    look = {trace["x"][0]: (trace["marker"]["symbol"], trace["marker"]["color"]) for trace in traces(chart, "values")}
    assert look[2022] == ("circle", LIGHT.surface) and look[2020] == ("square", LIGHT.surface)
    assert look[2019] == ("circle", LIGHT.accent)
    (dotted,) = traces(chart, "trend-unsettled")
    assert dotted["line"]["dash"] == "dot" and dotted["x"] == [2019, 2020, None, 2020, 2021, None, 2021, 2022, None]
    assert not traces(chart, "trend")


def test_sums_stand_on_the_years_before():
    shown = made("count", "cumulative", PATTERNS["all"])
    chart = drawn(shown)
    assert points(chart, "values") == {2019: 400, 2020: 900, 2021: 1800, 2022: 2600}
    assert points(chart, "before") == {2020: 400, 2021: 900, 2022: 1800}
    assert texts(chart)[2022] == "2\xa0600"
    assert chart["layout"]["xaxis"]["ticktext"][2] == "2021<br>+900"
    assert points(chart, "target")[2020] == pytest.approx(300) and points(chart, "target-end") == {2022: 600}
    gap = drawn(made("count", "cumulative", PATTERNS["gap"]))
    assert points(gap, "values") == {2019: 400, 2021: 1300, 2022: 1600}
    assert traces(gap, "missing")[0]["x"] == [2020]


def test_a_share_tells_its_parts():
    (values,) = traces(drawn(made("share", "improve", PATTERNS["all"])), "values")
    assert values["hovertext"][0].split("<br>") == ["<b>2019</b>", "20,0\xa0%", "osa 160, kaikki 800"]


def test_beside_the_staff_stands_the_population_with_its_source():
    for language, source in (("fi", "Tilastokeskus"), ("sv", "Statistikcentralen"), ("en", "Statistics Finland")):
        chart = drawn(view("TYO1.1", {2019: 4.1, 2020: 4.4, 2021: 5.2, 2022: 5.9}), language)
        assert points(chart, "context") == {2020: 9.3, 2021: 9.7, 2022: 10.4}
        assert source in notes(chart, "note")[0]
        assert traces(chart, "context")[0]["line"]["dash"] == "dot"


def test_a_score_is_shown_on_the_whole_scale_with_its_respondents():
    chart = drawn(view("SOS1.3", {2020: 3.4, 2021: 3.9, 2022: 3.8}, marks={2020: {"parts": {"mean": 3.4, "respondents": 1}}}))
    axis = chart["layout"]["yaxis"]
    assert axis["tickvals"] == [1, 2, 3, 4, 5] and axis["range"][0] <= 1 and axis["range"][1] >= 5
    assert chart["layout"]["xaxis"]["ticktext"] == ["2019", "2020<br>1<br>vastaaja", "2021<br>89<br>vastaajaa", "<b>2022</b><br>100<br>vastaajaa"]
    wide = drawn(view("TUR3.2", {2019: 34.0}, unit_of_measure="0–100"))
    assert wide["layout"]["yaxis"]["tickvals"] == [0, 100]


def test_a_scale_that_does_not_begin_at_zero_says_so():
    assert drawn(made("level", "improve", PATTERNS["equal"]))["layout"]["yaxis"]["range"][0] > 0
    assert notes(drawn(made("level", "improve", PATTERNS["equal"])), "note") == ["Asteikko ei ala nollasta."]
    assert drawn(made("level", "improve", PATTERNS["falling"]))["layout"]["yaxis"]["range"][0] == 0
    assert not notes(drawn(made("level", "improve", PATTERNS["falling"])), "note")
    assert drawn(made("count", "improve", PATTERNS["equal"]))["layout"]["yaxis"]["range"][0] == 0


def test_a_cut_scale_has_a_broken_axis_and_marks_and_a_small_change_looks_small():
    for compact in (False, True):
        chart = drawn(made("level", "improve", {2019: 60.0, 2020: 60.8}), compact=compact)
        axis = chart["layout"]["yaxis"]
        assert len(shapes(chart, "axis-break")) == 2
        assert axis["showline"] and axis["showticklabels"] and len(axis["tickvals"]) >= 2
        low, high = axis["range"]
        assert 0.8 / (high - low) < 0.2
        whole = drawn(made("level", "improve", PATTERNS["falling"]), compact=compact)
        assert not shapes(whole, "axis-break") and not whole["layout"]["yaxis"]["showline"]


def _sides(chart: dict) -> set[str]:
    """Where labels are against the tops of their columns or points."""
    (labels,) = traces(chart, "labels")
    tops = points(chart, "values")
    return {"above" if height > tops[year] else "below" for year, height in zip(labels["x"], labels["y"], strict=True)}


@pytest.mark.parametrize("compact", [False, True])
def test_the_labels_of_a_chart_are_in_one_place_where_they_can_be(compact):
    # The target's line passes just above the second column; the last point rises steeply.
    assert len(_sides(drawn(made("count", "each-year", {2019: 9.0, 2020: 5.6, 2021: 5.0}), compact=compact))) == 1
    assert len(_sides(drawn(made("level", "monitor", {2019: 4.0, 2020: 5.0, 2021: 4.0, 2022: 6.0}), compact=compact))) == 1


def test_numbers_are_written_as_the_language_writes_them():
    shown = view("NEU4.1", {2021: 12345.5, 2022: 12.0}, decimals=1)
    assert texts(drawn(shown)) == {2021: "12\xa0345,5", 2022: "12,0"}
    assert texts(drawn(shown, "sv"))[2021] == "12\xa0345,5"
    assert texts(drawn(shown, "en"))[2021] == "12,345.5"
    assert drawn(shown)["layout"]["separators"] == ",\xa0" and drawn(shown, "en")["layout"]["separators"] == ".,"


def test_the_year_asked_about_stands_out():
    chart = drawn(made("count", "improve", PATTERNS["all"], year=2021))
    assert [text for text in chart["layout"]["xaxis"]["ticktext"] if "<b>" in text] == ["<b>2021</b>"]
    (labels,) = traces(chart, "labels")
    assert [text for text in labels["text"] if "<b>" in text] == ["<b>900</b>"]


def test_a_long_programme_thins_its_labels_but_not_its_values():
    years = range(2015, 2027)
    shown = view("NEU1.1", {year: 1000.0 + year for year in years}, year=2025, years=years, target_year=2026)
    chart = drawn(shown)
    assert len(points(chart, "values")) == 12
    labelled = chart["layout"]["xaxis"]["tickvals"]
    assert 2025 in labelled and 2 < len(labelled) < 8
    assert set(texts(chart)) == set(labelled)


MILESTONE = {
    2019: Report(2019, "not-started"),
    2020: Report(2020, "interrupted", comment="<b>x</b><script>"),
    2021: Report(2021, "done", date(2022, 5, 3)),
}


def test_a_milestone_is_a_strip_with_its_deadline():
    chart = drawn(view("NEU3.1", reports=MILESTONE))
    (states,), (labels,) = traces(chart, "states"), traces(chart, "labels")
    assert states["x"] == [2019, 2020, 2021, 2022]
    words_in = [re.sub(r"<[^>]*>", " ", text).split() for text in labels["text"]]
    assert words_in == [["○", "ei", "aloitettu"], ["‖", "keskey-", "tetty"], ["▶", "käynnissä"], ["✓", "valmis", "3.5.2022"]]
    (deadline,) = shapes(chart, "deadline")
    assert deadline["x0"] == deadline["x1"] == 2021.5
    assert notes(chart, "deadline") == ["Määräaika 2021"]
    assert len(set(states["marker"]["color"])) == 4
    assert "&lt;b&gt;x&lt;/b&gt;&lt;script&gt;" in states["hovertext"][1]


def written(picture: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture)


def test_a_printed_milestone_names_its_years_states_day_and_deadline():
    shown = view("NEU3.1", reports=MILESTONE)
    found = written(svg_charts.of_indicator(charts.drawing(shown, FI), 240, FI)[0])
    assert set(map(str, shown.years)) < set(found)
    assert {"○", "‖", "▶", "✓", "käynnissä", "valmis", "3.5.2022", "Määräaika 2021"} < set(found)
    long = replace(shown, years=range(2012, 2024))
    picture, _ = svg_charts.of_indicator(charts.drawing(long, FI), 240, FI)
    assert "‖ keskeytetty" in " ".join(written(picture)) and written(picture).count("–") == 7


@pytest.mark.parametrize("rule", RULES)
def test_a_printed_chart_without_a_value_says_what_is_asked_for_in_its_years(rule):
    shown = made("count", rule, {})
    found = written(svg_charts.of_indicator(charts.drawing(shown, FI), 240, FI)[0])
    assert set(map(str, shown.years)) <= set(found)
    target = charts.drawing(shown, FI).target
    assert not (target and target.points) or target.full_label.split()[0] in " ".join(found)


def test_a_milestone_that_is_done_is_a_day_against_the_deadline():
    chart = drawn(view("NEU3.1", reports=MILESTONE))
    (day,), (span,) = traces(chart, "completed"), shapes(chart, "completed-span")
    assert 2021.8 < day["x"][0] < 2021.9
    assert (span["x0"], span["x1"]) == (day["x"][0], 2021.5)
    assert span["line"]["color"] == LIGHT.status["missed"]
    early = {2021: Report(2021, "done", date(2021, 3, 1))}
    assert shapes(drawn(view("NEU3.1", reports=early)), "completed-span")[0]["line"]["color"] == LIGHT.status["achieved"]
    assert not traces(drawn(view("NEU3.1", reports=reported("2021:done"))), "completed")


def test_a_milestone_tells_what_is_not_reported_from_what_is_to_come():
    shown = view("NEU3.1", reports=reported("2020:in-progress"), year=2021)
    assert [row[1] for row in charts.table(shown, EN).rows] == ["not reported", "in progress", "not reported", "not reported yet"]
    chart = drawn(shown)
    assert [shape["x0"] + 0.48 for shape in shapes(chart, "not-reported")] == pytest.approx([2019, 2021])
    assert [shape["x0"] + 0.48 for shape in shapes(chart, "later")] == pytest.approx([2022])
    assert shapes(chart, "not-reported")[0]["line"]["dash"] == "dash"
    assert shapes(drawn(view("ASU2.1", reports={}, year=2019)), "deadline")[0]["x0"] == 2019.5


def test_a_long_strip_explains_its_signs_above():
    years = range(2012, 2024)
    shown = replace(view("NEU3.1", reports=MILESTONE), years=years)
    chart = drawn(shown)
    assert "‖\xa0keskeytetty" in notes(chart, "heading")[0] and "✓\xa0valmis" in notes(chart, "heading")[0]
    assert len(traces(chart, "states")[0]["x"]) == 12


@pytest.mark.parametrize("kind", [*CODES, "milestone"])
def test_text_from_outside_is_never_markup(kind):
    hostile = "<b>x</b><script>alert(1)</script> %{y} $x^2$ &lt;"
    if kind == "milestone":
        shown = view("NEU3.1", reports={2020: Report(2020, "in-progress", comment=hostile)}, year=2020, names={"fi": hostile})
    else:
        marks = {2019: {"comment": hostile}, 2020: {"comment": hostile}}
        shown = made(kind, "improve", {2019: 4.0, 2020: None, 2021: 5.0}, marks=marks, names={"fi": hostile}, unit_of_measure=_unit(kind, hostile))
    for compact in (False, True):
        text = charts.draw(shown, FI, LIGHT, compact=compact).to_json()
        for bad in ("<script", "\\u003cscript", "%{y}", "$x^2$"):
            assert bad not in text
        assert "&lt;script&gt;" in text.replace("\\u0026", "&")


def _unit(kind: str, hostile: str) -> str:
    return hostile if kind in ("count", "level") else {"score": "1–5"}.get(kind, "%")


@pytest.mark.parametrize("language", languages())
def test_every_language_and_both_palettes_draw_every_indicator(language):
    shown = [made(kind, rule, PATTERNS["gap"], marks=MARKS["provisional"]) for kind, rule in NUMERIC] + [view("NEU3.1", reports=MILESTONE)]
    for one in shown:
        for palette in (LIGHT, DARK):
            for compact in (False, True):
                chart = charts.draw(one, words(language), palette, compact=compact)
                assert "None" not in chart.to_json() and "nan" not in chart.to_json()
                assert chart.layout.font.color == palette.ink


def test_a_small_chart_is_lower_and_of_one_height():
    heights = {drawn(made(kind, "reach", PATTERNS["all"]), compact=True)["layout"]["height"] for kind in CODES}
    assert len(heights) == 1 and heights.pop() < 200
    assert drawn(view("NEU3.1", reports=MILESTONE), compact=True)["layout"]["height"] < 200


def test_without_figures_the_chart_is_lower():
    full = drawn(made("count", "each-year", PATTERNS["all"]))["layout"]["height"]
    assert drawn(made("count", "each-year", {}))["layout"]["height"] < full


def test_a_browser_draws_a_chart_once():
    """Streamlit gives Plotly each chart twice: it draws what has a template once more, and what does not say by a number that it is the same."""
    shown = [view("NEU4.1", {2019: value, 2020: 2.0}) for value in (1.0, 1.0, 3.0)]
    layouts = [drawn(one)["layout"] for one in shown]
    assert [layout["template"] for layout in layouts] == [None] * 3
    same, again, other = (layout["datarevision"] for layout in layouts)
    assert same == again != other


def test_a_chart_is_small():
    chart = charts.draw(view("NEU4.1", {year: 1000.0 * year for year in range(2019, 2023)}), FI, LIGHT).to_json()
    assert len(chart) < 8000


def test_plotly_knows_every_property():
    """Figures are built without Plotly's own check, which takes longer than all else; here each form goes through it."""
    marks = MARKS["provisional"]
    shown = [made(kind, rule, PATTERNS["gap"], marks={2019: marks[2020], 2022: marks[2022]}) for kind, rule in NUMERIC]
    shown += [view("NEU3.1", reports=MILESTONE), replace(made("level", "reach", PATTERNS["all"]), context=statistics(3))]
    figures = [charts.draw(one, FI, LIGHT, compact=compact) for one in shown for compact in (False, True)]
    figures.append(charts.areas(view("TUR4.1", {2022: 47.0}, marks={2022: {"areas": areas()}}), FI, LIGHT))
    figures.append(charts.compare([made("count", "improve", PATTERNS["all"])] * 2, range(2019, 2023), FI, LIGHT))
    sent = [json.loads(figure.to_json()) for figure in figures]
    checked = [json.loads(go.Figure(figure.to_dict()).to_json()) for figure in figures]
    assert [chart | {"layout": chart["layout"] | {"template": None}} for chart in checked] == sent
    assert [drawn(one, compact=compact) for one in shown for compact in (False, True)] == sent[:-2]


def test_areas_have_a_chart_of_their_own():
    shown = view("TUR4.1", {2021: 48.0, 2022: 47.0}, marks={2021: {"areas": areas()}})
    chart = json.loads(charts.areas(shown, FI, LIGHT).to_json())
    bars = traces(chart, "category")
    assert sum(bar["x"][0] for bar in bars) == pytest.approx(100)
    assert len({bar["marker"]["pattern"]["shape"] for bar in bars}) == len(bars) == 4
    written = [note["text"] for note in chart["layout"]["annotations"]]
    assert "Suvilahti" in written and "<b>57,5\xa0%</b>" in written
    assert min(letter_sizes(chart)) >= 18
    assert charts.areas(replace(shown, year=2020), FI, LIGHT) is None
    assert charts.areas(made("distribution", "keep", PATTERNS["all"]), FI, LIGHT) is None


def test_hostile_areas_and_categories_are_shown_letter_by_letter():
    hostile = areas({"<b>Alue</b>": (3, 4)}, ("<script>", "$y$ %{x}"))
    text = charts.areas(view("TUR4.1", {2022: 40.0}, marks={2022: {"areas": hostile}}), FI, LIGHT).to_json()
    assert "script>" not in text.replace("script&gt;", "").replace("script\\u0026gt;", "")
    assert "$y$" not in text and "%{x}" not in text


def test_compared_indicators_begin_at_100_each_in_a_colour_of_its_own():
    patterns = ("all", "gap", "equal", "falling", "all", "gap")
    shown = [made("count", "improve", PATTERNS[name]) for name in patterns]
    chart = json.loads(charts.compare(shown, range(2019, 2023), FI, LIGHT).to_json())
    first, second, *others = traces(chart, "values")
    assert first["y"] == [100, 125, 225, 200]
    assert second["x"] == [2019, None, 2021, 2022]
    lines = (first, second, *others)
    assert (
        len({line["line"]["color"] for line in lines})
        == len({line["line"]["dash"] for line in lines})
        == len({line["marker"]["symbol"] for line in lines})
    )
    assert len({line["line"]["color"] for line in lines}) == len(shown) == len(LIGHT.series)
    assert "NEU1.1 Neuvonnan" in first["name"]
    ends = [note["text"] for note in chart["layout"]["annotations"] if note["text"].startswith("NEU1.1 ")]
    assert len(ends) == len(shown)
    assert min(letter_sizes(chart)) >= 18


@pytest.mark.parametrize(("values", "is_cut"), [({2019: 100.0, 2020: 40.0}, False), ({2019: 100.0, 2020: 90.0}, True)])
def test_compared_indicators_begin_at_zero_or_show_that_they_do_not(values, is_cut):
    chart = charts.compare([made("count", "improve", values)] * 2, range(2019, 2021), FI, LIGHT)
    assert (chart.layout.yaxis.range[0] > 0) == is_cut
    assert any(shape.name == "axis-break" for shape in chart.layout.shapes) == is_cut == bool(chart.layout.yaxis.showticklabels)


def test_a_scale_that_goes_below_zero_is_seen():
    chart = charts.draw(made("level", "improve", {2019: 3.0, 2020: -28.0, 2021: 12.0}), FI, LIGHT)
    low, _ = chart.layout.yaxis.range
    assert low < -28 and 0 in chart.layout.yaxis.tickvals and len(chart.layout.yaxis.tickvals) >= 3 and chart.layout.yaxis.showticklabels
    assert not [shape for shape in chart.layout.shapes if shape.name == "axis-break"]


@pytest.mark.parametrize("values", [{2022: -28.0}, {2021: -5.0, 2022: -5.0}, {2021: -10.0, 2022: -3.0}])
def test_a_scale_of_values_below_zero_reaches_up_to_zero(values):
    assert 0 in charts.draw(made("level", "improve", values), FI, LIGHT).layout.yaxis.tickvals


def test_labels_below_points_have_room_below_zero_too():
    """The target's line would strike through those above."""
    chart = drawn(made("level", "each-year", {2021: 1.5, 2022: -12.0}), compact=True)
    (labels,), tops = traces(chart, "labels"), points(chart, "values")
    assert all(y < tops[x] for x, y in zip(labels["x"], labels["y"], strict=True))


def test_what_cannot_be_compared_as_lines():
    one, span = made("count", "improve", PATTERNS["all"]), range(2019, 2023)
    assert charts.compare([], span, FI, LIGHT) is None
    assert charts.compare([one], span, FI, LIGHT) is None
    assert charts.compare([one, made("count", "improve", PATTERNS["one"])], span, FI, LIGHT) is None
    assert charts.compare([one, made("level", "improve", PATTERNS["all"])], span, FI, LIGHT) is None
    assert charts.compare([one, made("count", "improve", PATTERNS["all"], "down")], span, FI, LIGHT) is None
    below = [made("level", "improve", values) for values in ({2019: -2.0, 2020: -4.0}, {2019: 2.0, 2020: -4.0})]
    assert [charts.compare([other, other], span, FI, LIGHT) for other in below] == [None, None]
    assert charts.compare([one] * len(LIGHT.series), span, FI, LIGHT) is not None
    assert charts.compare([one] * (len(LIGHT.series) + 1), span, FI, LIGHT) is None


def test_small_charts_to_compare_have_their_years_in_one_place():
    shown = [made(kind, "reach", PATTERNS["all"]) for kind in CODES] + [view("NEU3.1", reports=MILESTONE)]
    found = [json.loads(one.to_json())["layout"] for one in charts.aligned(shown, FI, LIGHT)]
    assert len({(layout["margin"]["l"], layout["margin"]["r"]) for layout in found}) == 1
    assert len({tuple(layout["xaxis"]["range"]) for layout in found}) == 1


def _is_inside(label: str, chart: dict, share: float) -> bool:
    """Whether a label has room on a phone in its part of a year."""
    margin, (first, last) = chart["layout"]["margin"], chart["layout"]["xaxis"]["range"]
    pitch = (canvas.NARROWEST - margin["l"] - margin["r"]) / (last - first)
    return text_metrics.width(label, COMPACT.small) <= pitch * share


def test_words_in_columns_and_cells_have_room_also_beside_a_chart_with_wide_margins():
    many = made("count", "keep", {2019: 12480, 2020: 5310, 2021: 8940})
    milestone = view("NEU3.1", reports=reported("2019:not-started 2020:in-progress 2021:in-progress"))
    values, states = (json.loads(one.to_json()) for one in charts.aligned([many, milestone], EN, LIGHT))
    (labels,), (words_in,) = traces(values, "labels"), traces(states, "labels")
    white = [text for text, colour in zip(labels["text"], labels["textfont"]["color"], strict=True) if colour == LIGHT.surface]
    assert [text for text in white if not _is_inside(text, values, value_labels.COLUMN)] == []
    (target,), low_high, layout = traces(values, "target"), values["layout"]["yaxis"]["range"], values["layout"]
    a_pixel = (low_high[1] - low_high[0]) / (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])
    beside = [y for x, y in zip(labels["x"], labels["y"], strict=True) if x != 2019]
    assert min(abs(y - target["y"][0]) / a_pixel for y in beside) > text_metrics.height("", COMPACT.small) / 2
    assert [text for text in words_in["text"] if not _is_inside(text, states, milestone_strip.WIDTH)] == []


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize(
    ("code", "values"),
    [("OSA2.1", (4, 6, 7)), ("TER1.1", (12480, 5310, 8940))],
    ids=["a target rises through the points", "a target is just above a column"],
)
def test_the_labels_of_values_are_in_one_place(code, values, compact):
    chart = drawn(view(code, dict(zip(range(2019, 2022), values, strict=True)), 2021), compact=compact)
    (labels,), tops = traces(chart, "labels"), points(chart, "values")
    assert labels["x"] == list(tops) and len(tops) == 3
    assert len({y > tops[x] for x, y in zip(labels["x"], labels["y"], strict=True)}) == 1


@pytest.mark.parametrize("day", [date(2020, 10, 8), date(2020, 11, 24), date(2020, 9, 30)])
@pytest.mark.parametrize("language", languages())
def test_the_day_of_completion_is_told_and_does_not_touch_its_cell(language, day):
    shown = view("OSA1.2", reports={2020: Report(2020, "done", day)})
    margin = (chart := drawn(shown, language))["layout"]["margin"]
    pitch = (canvas.NARROWEST - margin["l"] - margin["r"]) / len(shown.years)
    (labels,) = traces(chart, "labels")
    (told,) = [text for text in labels["text"] if str(day.year) in text]
    assert re.sub(r"\s", "", told.replace("<br>", "")).endswith(re.sub(r"\s", "", words(language).short_date(day)))
    widest = max(text_metrics.width(re.sub("<span[^>]*>.*?</span>", "", text), FULL.small) for text in labels["text"])
    assert widest < pitch * milestone_strip.WIDTH


def test_a_new_form_is_one_function_and_is_drawn_everywhere(monkeypatch):
    """Running sums of an indicator whose years are not summed: on the page, for print and in an office program, from the same drawing."""

    def running(shown: IndicatorView, say: Words) -> charts.Drawing:
        drawing, total, years = forms.FORMS["lines"](shown, say), 0.0, []
        for year in drawing.years:
            total += year.value or 0
            years.append(replace(year, value=year.value and total, number=say.number(total)))
        return replace(drawing, years=tuple(years))

    monkeypatch.setitem(forms.FORMS, "bars", running)
    shown = made("count", "monitor", {2019: 1.0, 2020: 2.0, 2021: 4.0})
    assert points(drawn(shown), "values") == {2019: 100, 2020: 300, 2021: 700}
    drawing = charts.drawing(shown, FI)
    assert ">700</text>" in svg_charts.of_indicator(drawing, 244, FI)[0]
    deck = Presentation()
    native_charts.on_slide(deck.slides.add_slide(deck.slide_layouts[6]).shapes, drawing, (0.5, 0.5, 8, 4), "fi-FI", "Vaihtoehto", 14)
    assert list(deck.slides[0].shapes[-1].chart.plots[0].series[0].values) == [100, 300, 700, None]
    assert drawing.of("value").points == (100, 300, 700, None)
