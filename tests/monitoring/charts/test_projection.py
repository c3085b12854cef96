"""The years ahead at the pace until now: the same in the page's chart, its table, its words, in print and in an office program."""

from __future__ import annotations

import pytest
from pptx import Presentation

from monitoring import charts, reasons
from monitoring.palette import LIGHT
from monitoring.words import languages, words
from publishing.documents import native_charts, svg_charts
from tests.monitoring.charts.made import CODES, made
from tests.monitoring.charts.test_draw import drawn, points, traces

FI = words("fi")
UNTIL_2021 = {2019: 100.0, 2020: 104.0, 2021: 121.0}


def projected(kind: str = "level", rule: str = "improve", values=UNTIL_2021, direction: str = "up", **more) -> charts.Drawing:
    return charts.drawing(made(kind, rule, values, direction, year=2021, **more), FI)


def test_it_goes_on_from_the_newest_value_by_the_growth_until_then():
    assert projected().projection.points == {2021: 121, 2022: pytest.approx(133.1)}
    assert projected(values={2019: 100.0, 2020: 90.0}).projection.points == {2020: 90, 2021: pytest.approx(81), 2022: pytest.approx(72.9)}
    assert projected(rule="reach", target_value=500.0).projection.points[2022] == pytest.approx(133.1)


def test_there_is_none_where_nothing_is_to_be_foreseen():
    assert projected(rule="reach", target_value=110.0).projection is None
    assert projected(rule="keep").projection is None
    assert projected(values={2021: 5.0}).projection is None
    assert projected(values={2019: 0.0, 2021: 5.0}).projection is None
    assert charts.drawing(made("level", "improve", UNTIL_2021 | {2022: 130.0}), FI).projection is None
    assert charts.drawing(made("level", "improve", UNTIL_2021 | {2022: 130.0}, year=2021), FI).projection is None


def test_it_stays_within_what_is_possible_and_in_sight():
    assert projected("share", values={2019: 14.0, 2021: 19.0}).projection.points == {2021: 95, 2022: 100}
    assert projected("score", values={2019: 10.0, 2021: 12.0}).projection.points[2022] == 5
    assert projected("score", values={2019: 12.0, 2021: 2.6}).projection.points[2022] == 1
    assert projected(values={2019: 10.0, 2020: 100.0}).projection is None
    assert list(projected(values={2019: 100.0, 2020: 140.0}).projection.points) == [2020, 2021]


def test_it_stops_at_the_best_value_that_the_catalogue_gives():
    assert projected(limit=125.0).projection.points == {2021: 121, 2022: 125}
    assert projected(values={2019: 100.0, 2021: 60.0}, direction="down", limit=50.0).projection.points == {2021: 60, 2022: 50}
    assert projected(limit=110.0).projection.points[2022] == pytest.approx(133.1)


@pytest.mark.parametrize("kind", CODES)
def test_the_chart_has_it_as_a_dashed_line_with_a_name(kind):
    shown = made(kind, "improve", {2019: 4.0, 2020: 4.1}, year=2020)
    chart = drawn(shown)
    (line,) = traces(chart, "pace")
    assert (line["line"]["dash"], line["name"].count(FI("chart.pace")), line["showlegend"]) == ("dash", 1, True)
    wanted = charts.drawing(shown, FI).projection.points
    assert points(chart, "pace") == pytest.approx(wanted) and list(wanted) == [2020, 2021, 2022]
    low, high = chart["layout"]["yaxis"]["range"]
    assert all(low <= height <= high for height in wanted.values())
    assert not traces(drawn(shown, compact=True), "pace")


@pytest.mark.parametrize("language", languages())
def test_table_and_words_say_it_too(language):
    say = words(language)
    shown = made("level", "improve", UNTIL_2021, year=2021)
    table = charts.table(shown, say)
    column = table.columns.index(say("chart.column.pace"))
    assert [row[column] for row in table.rows] == ["", "", "", reasons.value(shown.indicator, shown.measure, 133.1, say)]
    assert reasons.pace_sentence(shown, say) and reasons.pace_sentence(shown, say) in charts.alternative(shown, say)


@pytest.mark.parametrize("kind", ["count", "level"])
def test_in_print_and_in_an_office_program(kind):
    drawing = projected(kind, values={2019: 100.0, 2020: 110.0})
    assert drawing.of("pace").points == (None, *drawing.projection.points.values())
    picture, _ = svg_charts.of_indicator(drawing, 300, FI)
    assert picture.count(f'stroke-dasharray="{svg_charts.DASHES["pace"]}"') == 3 and f">{FI('chart.pace')}</text>" in picture
    deck = Presentation()
    native_charts.on_slide(deck.slides.add_slide(deck.slide_layouts[6]).shapes, drawing, (0.5, 0.5, 8, 4), "fi-FI", "Vaihtoehto", 14)
    plots = deck.slides[0].shapes[-1].chart.plots
    (series,) = [one for plot in plots for one in plot.series if one.name == FI("chart.pace")]
    assert list(series.values) == pytest.approx([None, *drawing.projection.points.values()])
    assert str(series.format.line.color.rgb) == LIGHT.accent.removeprefix("#").upper() and series.format.line.dash_style is not None
