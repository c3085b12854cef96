"""Charts as a browser sets them, on a phone and in a row of three: no letter on another, none cut off, none too small."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import plotly.offline
import pytest
from playwright.sync_api import Browser

from monitoring import charts
from monitoring.charts.canvas import COMPACT, FULL
from monitoring.model import IndicatorView, Report
from monitoring.palette import LIGHT
from monitoring.typography import REGULAR, STRONG
from monitoring.words import DEFAULT, words
from tests.monitoring.charts.made import CODES, MARKS, PATTERNS, RULES, areas, made, reported, statistics, view

PHONE, COLUMN = 358, 380
"""Pixels that a chart gets on a phone of 390, and in a row of three on a screen of 1280."""

FONTS = Path(__file__).parents[3] / "pages" / "web" / "fonts"
FACE = '@font-face {{ font-family: "Monitoring Sans"; src: url({address}); font-weight: {weight} }}'

PAGE = """<!doctype html><meta charset="utf-8">
<style>{faces} div {{ width: {width}px; contain: layout style }}</style>
{places}
<script>{plotly}</script>
<script>
  const charts = [{charts}]
  const fonts = ["400", "700"].map(weight => document.fonts.load(weight + ' 18px "Monitoring Sans"'))
  Promise.all(fonts)
    .then(() => Promise.all(charts.map((chart, place) => Plotly.newPlot("c" + place, chart.data, chart.layout, {{displayModeBar: false}}))))
    .then(() => {{ document.body.dataset.done = 1 }})
</script>"""

LINES = """() => [...document.querySelectorAll("body > div")].map(chart => {
  const outer = chart.getBoundingClientRect()
  const lines = [...chart.querySelectorAll("svg text")].flatMap(text => {
    const parts = [...text.querySelectorAll("tspan.line")]
    return parts.length ? parts : [text]
  })
  return lines.map(line => [line, line.getBoundingClientRect()]).filter(([line, box]) => box.width && line.textContent.trim()).map(([line, box]) => ({
    text: line.textContent,
    size: Math.min(...[line, ...line.querySelectorAll("tspan")].map(one => parseFloat(getComputedStyle(one).fontSize))),
    left: box.left - outer.left, right: outer.right - box.right, top: box.top - outer.top, bottom: outer.bottom - box.bottom,
    x: box.left, y: box.top, wide: box.width, tall: box.height,
  }))
})"""


def everything(language: str) -> dict[str, IndicatorView]:
    """What must be legible: every kind and rule, and what makes charts crowded. Kind, rule and figures are all together in Finnish, whose words are
    the longest, and two by two in the other languages."""
    shown = {
        f"{kind} {rule} {name}": made(kind, rule, PATTERNS[name])
        for (row, kind), (column, rule), (place, name) in product(enumerate(CODES), enumerate(RULES), enumerate(("nothing", "all", "gap")))
        if language == DEFAULT or place == (row + column) % 3
    }
    shown |= {f"{kind} not final": made(kind, "keep", PATTERNS["all"], marks=MARKS["provisional"]) for kind in CODES}
    shown |= {f"{kind} baseline before": made(kind, "reach", PATTERNS["falling"], "down", baseline_value=2.0, baseline_year=2016) for kind in CODES}
    shown["huge"] = made("count", "each-year", {2019: 12345.0, 2020: 23456.0, 2021: 34567.0, 2022: 10234.0})
    shown["huge sum"] = made("count", "cumulative", {2019: 1234.0, 2020: 2345.0, 2021: 3456.0, 2022: 1023.0}, target_value=1000000.0)
    years = range(2015, 2027)
    for kind in CODES:
        values = {when: 2 + place / 5 for place, when in enumerate(years)}
        shown[f"{kind} long"] = made(kind, "improve", values, year=2026, years=years, target_year=2026)
    late = {2019: Report(2019, "not-started"), 2020: Report(2020, "interrupted"), 2022: Report(2022, "done", date(2022, 11, 23))}
    shown["milestone"] = view("NEU3.1", reports=late)
    shown["milestone, five years"] = view("NEU3.1", reports=late, years=range(2019, 2024))
    shown["milestone, long"] = view("NEU3.1", reports=late, years=years)
    alike = tuple(replace(line, points={year: value / 100 + 9 for year, value in line.points.items()}) for line in statistics(3))
    long = tuple(replace(line, names={"": f"{line.names['']} muunkielisten työttömien työnhakijoiden osuus koko maan työvoimasta"}) for line in alike)
    for kind in ("share", "level"):
        shown[f"{kind} with statistics"] = replace(made(kind, "reach", PATTERNS["all"]), context=statistics(5))
        shown[f"{kind} with statistics of one height"] = replace(made(kind, "each-year", PATTERNS["gap"], target_value=9.0), context=alike)
        shown[f"{kind} with long names"] = replace(made(kind, "improve", PATTERNS["last missing"]), context=long)
        shown[f"{kind} with statistics only"] = replace(made(kind, "reach", {}), context=statistics(3))
    for kind in ("count", "score"):
        shown[f"{kind} with statistics"] = replace(made(kind, "improve", PATTERNS["all"]), context=long)
    shown["milestone with statistics"] = replace(shown["milestone"], context=long)
    shown["milestone, early"] = view("ASU2.1", reports=reported("2019:in-progress"), year=2021)
    return shown


def lines_of(browser: Browser, figures: list, width: int, folder: Path) -> list[list[dict]]:
    """The lines of letters of each chart, with their places in it."""
    page_file = folder / "charts.html"
    places = "".join(f'<div id="c{place}"></div>' for place in range(len(figures)))
    drawn = ",".join(figure.to_json() for figure in figures)
    faces = "".join(FACE.format(address=(FONTS / f"sans-{weight}.woff2").as_uri(), weight=weight) for weight in (REGULAR, STRONG))
    page_file.write_text(PAGE.format(faces=faces, width=width, places=places, plotly=plotly.offline.get_plotlyjs(), charts=drawn), "utf-8")
    page = browser.new_page(viewport={"width": width + 40, "height": 900})
    try:
        page.goto(page_file.as_uri())
        page.wait_for_selector("body[data-done]")
        return page.evaluate(LINES)
    finally:
        page.close()


def troubles(lines: list[dict], smallest: int) -> list[str]:
    found = [f"cut off: {line['text']}" for line in lines if min(line["left"], line["right"], line["top"], line["bottom"]) < -1]
    found += [f"small: {line['text']}" for line in lines if line["size"] < smallest]
    for place, one in enumerate(lines):
        for other in lines[place + 1 :]:
            across = min(one["x"] + one["wide"], other["x"] + other["wide"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["tall"], other["y"] + other["tall"]) - max(one["y"], other["y"])
            if across > 2 and down > 6:
                found.append(f"on each other: {one['text']} | {other['text']}")
    return found


# Every language once, the one with the longest words in both places.
@pytest.mark.parametrize(("language", "width"), [("fi", PHONE), ("fi", COLUMN), ("sv", PHONE), ("en", COLUMN)])
def test_every_letter_can_be_read(browser, language, width, tmp_path):
    shown, compact = everything(language), width == COLUMN
    figures = {name: charts.draw(one, words(language), LIGHT, compact=compact) for name, one in shown.items()}
    if not compact:
        figures["areas"] = charts.areas(view("TUR4.1", {2022: 47.0}, marks={2022: {"areas": areas()}}), words(language), LIGHT)
        compared = [made("level", "improve", PATTERNS[name]) for name in ("falling", "all", "gap", "equal", "all", "all")]
        figures["compared"] = charts.compare(compared, range(2019, 2023), words(language), LIGHT)
    found = lines_of(browser, list(figures.values()), width, tmp_path)
    assert all(len(lines) >= 4 for lines in found)
    smallest = (COMPACT if compact else FULL).small
    assert {name: wrong for name, lines in zip(figures, found, strict=True) if (wrong := troubles(lines, smallest))} == {}


def test_a_wide_chart_uses_its_width(browser, tmp_path):
    (lines,) = lines_of(browser, [charts.draw(made("count", "improve", PATTERNS["all"]), words("fi"), LIGHT)], 1200, tmp_path)
    years = [line for line in lines if line["text"] in ("2019", "2022")]
    assert years[1]["x"] - years[0]["x"] > 800
    assert troubles(lines, FULL.small) == []
