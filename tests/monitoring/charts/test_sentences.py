"""What a chart says in words: its title, the text that a screen reader reads, the table twin."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from monitoring import charts, reasons
from monitoring.model import IndicatorView, Report
from monitoring.palette import LIGHT
from monitoring.words import languages, words
from tests.monitoring.charts.made import CODES, PATTERNS, areas, made, reported, view, whole_range

FI = words("fi")


def output(text: str) -> str:
    return text.replace("\xa0", " ")


VISITS = {2019: 31.0, 2020: 12.0, 2022: 44.0}
TITLES = [
    (
        view("TYO3.1", VISITS),
        "44 vierailua vuonna 2022, 13 enemmän kuin vuonna 2019",
        "44 besök år 2022, 13 fler än år 2019",
        "44 visits in 2022, up 13 from 2019",
    ),
    (
        view("TYO3.1", VISITS, year=2020),
        "12 vierailua vuonna 2020, 19 vähemmän kuin vuonna 2019",
        "12 besök år 2020, 19 färre än år 2019",
        "12 visits in 2020, down 19 from 2019",
    ),
    (view("TYO3.1", VISITS, year=2019), "31 vierailua vuonna 2019", "31 besök år 2019", "31 visits in 2019"),
    (
        view("TYO3.1", VISITS, year=2021),
        "vuoden 2021 luku puuttuu, viimeisin on vuodelta 2020: 12 vierailua",
        "siffran för år 2021 saknas, den senaste är från år 2020: 12 besök",
        "no figure for 2021, the latest is from 2020: 12 visits",
    ),
    (view("TYO3.1"), "lukuja ei vielä ole", "inga siffror ännu", "no figures yet"),
    (
        view("TYO3.1", PATTERNS["equal"]),
        "7 vierailua vuonna 2022, sama kuin vuonna 2019",
        "7 besök år 2022, samma som år 2019",
        "7 visits in 2022, the same as in 2019",
    ),
    (
        view("TYO3.1", VISITS, marks={2022: {"coverage": 0.5}}),
        "tähän mennessä 44 vierailua vuonna 2022",
        "hittills 44 besök år 2022",
        "44 visits so far in 2022",
    ),
    (
        view("OSA3.1", {2022: 1.0}),
        "1 koulutus vuonna 2022, tavoite vähintään 5 joka vuosi",
        "1 utbildning år 2022, målet är minst 5 varje år",
        "1 training in 2022, the target is at least 5 every year",
    ),
    (
        view("OSA3.1", {2022: 1.0}, direction="down"),
        "1 koulutus vuonna 2022, tavoite enintään 5 joka vuosi",
        "1 utbildning år 2022, målet är högst 5 varje år",
        "1 training in 2022, the target is at most 5 every year",
    ),
    (
        view("OSA2.1", {2021: 7.0}, year=2021),
        "7 henkilöä vuonna 2021, tavoite vähintään 10 vuoteen 2022 mennessä",
        "7 personer år 2021, målet är minst 10 senast år 2022",
        "7 persons in 2021, the target is at least 10 by 2022",
    ),
    (
        view("TUR3.1", {2019: 1.0, 2020: 2.0}, year=2020),
        "yhteensä 3 koulutusta (2019–2020), tavoite vähintään 5 vuoteen 2022 mennessä",
        "sammanlagt 3 utbildningar (2019–2020), målet är minst 5 senast år 2022",
        "3 trainings in all (2019–2020), the target is at least 5 by 2022",
    ),
    (
        view("SOS1.3", {2020: 3.4, 2022: 3.8}),
        "keskiarvo 3,8 vuonna 2022, 0,4 suurempi kuin vuonna 2020",
        "medelvärde 3,8 år 2022, 0,4 högre än år 2020",
        "mean 3.8 in 2022, up 0.4 from 2020",
    ),
    (
        view("TYO1.1", {2019: 5.0, 2022: 4.75}),
        "4,8 % vuonna 2022, 0,2 prosenttiyksikköä vähemmän kuin vuonna 2019",
        "4,8 % år 2022, 0,2 procentenheter mindre än år 2019",
        "4.8% in 2022, down 0.2 percentage points from 2019",
    ),
    (
        view("NEU3.1", reports={2022: Report(2022, "done", date(2022, 5, 3))}),
        "valmistui 3.5.2022, määräaika 2021",
        "slutfört 3.5.2022, tidsfrist 2021",
        "completed 3 May 2022, deadline 2021",
    ),
    (
        view("NEU3.1", reports=reported("2021:in-progress"), year=2021),
        "käynnissä vuonna 2021, määräaika 2021",
        "pågår år 2021, tidsfrist 2021",
        "in progress in 2021, deadline 2021",
    ),
    (
        view("NEU3.1", year=2020),
        "vuodelta 2020 ei ole ilmoitettu mitään, määräaika 2021",
        "inget har rapporterats för år 2020, tidsfrist 2021",
        "nothing reported for 2020, deadline 2021",
    ),
]


@pytest.mark.parametrize(("shown", "fi", "sv", "en"), TITLES)
def test_titles(shown, fi, sv, en):
    for language, text in (("fi", fi), ("sv", sv), ("en", en)):
        assert output(charts.title(shown, words(language))) == f"{words(language).name(shown.indicator)}: {text}"


def test_a_day_in_a_title_is_on_one_line():
    assert "completed 3\u00a0May\u00a02022," in charts.title(view("NEU3.1", reports={2022: Report(2022, "done", date(2022, 5, 3))}), words("en"))


def milestones() -> list[tuple[str, IndicatorView]]:
    found = []
    for states in ("", "2019:not-started", "2019:in-progress 2021:interrupted", "2020:done"):
        found += [(f"milestone {states} {year}", view("NEU3.1", reports=reported(states), year=year)) for year in (2019, 2021, 2022)]
    return found


@pytest.mark.parametrize("language", languages())
def test_the_alternative_says_what_the_chart_says(language):
    tongue = words(language)
    for name, shown in [*whole_range(), *milestones()]:
        text = charts.alternative(shown, tongue)
        assert text.startswith(charts.title(shown, tongue)), name
        assert text.endswith(reasons.at_length(shown, tongue)), name
        assert tongue(f"status.{shown.assessment.status}") in text, name
        for year, figure in shown.figures.items():
            if figure.value is not None and year in shown.years:
                assert f"{year}: {reasons.value(shown.indicator, shown.measure, figure.value, tongue)}" in text, name
        assert not any(bad in text for bad in ("{", "}", "None", ". .", "..", ": .")), name


def test_the_alternative_names_what_is_missing_and_what_is_not_final():
    text = charts.alternative(made("count", "each-year", PATTERNS["stated missing"], marks={2022: {"status": "P"}}), FI)
    for part in ("2020: ei lukua", "2021: ei tietoa", "2022: 900 käyttäjää, alustava", "Tavoite: vähintään 600 joka vuosi"):
        assert part in output(text)


@pytest.mark.parametrize("kind", CODES)
def test_the_table_has_the_chart_s_figures(kind):
    shown = made(kind, "improve", PATTERNS["stated missing"], marks={2019: {"coverage": 0.5, "comment": "vasta puolet"}})
    table = charts.table(shown, FI)
    values = json.loads(charts.draw(shown, FI, LIGHT).to_json())
    drawn = {year for trace in values["data"] if trace["meta"] == "values" for year in trace["x"]}
    assert table.caption == charts.title(shown, FI)
    assert [row[0] for row in table.rows] == ["2019", "2020", "2021", "2022"]
    for row in table.rows:
        figure = shown.figures.get(int(row[0]))
        expected = reasons.value(shown.indicator, shown.measure, figure.value, FI) if figure and figure.value is not None else ""
        assert row[1] == expected
        assert (int(row[0]) in drawn) == bool(row[1])
    remarks = [row[-1] for row in table.rows]
    assert remarks[1:3] == ["ei lukua", "ei tietoa"] and remarks[0].startswith("alustava") and remarks[0].endswith("vasta puolet")
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert table.columns[1] in {FI(f"chart.column.value.{kind}")} and 1 in table.numeric


TARGET_COLUMNS = [
    ("each-year", "up", ["≥ 600"] * 4),
    ("each-year", "down", ["≤ 600"] * 4),
    ("reach", "up", ["150", "300", "450", "600"]),
    ("cumulative", "up", ["150", "300", "450", "600"]),
    ("improve", "up", ["> 400"] * 4),
    ("keep", "down", ["≤ 400"] * 4),
]


@pytest.mark.parametrize(("rule", "direction", "expected"), TARGET_COLUMNS)
def test_the_table_says_what_a_year_is_held_against(rule, direction, expected):
    table = charts.table(made("count", rule, PATTERNS["all"], direction), FI)
    place = table.columns.index(FI("chart.column.path" if rule in ("reach", "cumulative") else "chart.column.target"))
    assert [row[place] for row in table.rows] == expected


def test_the_table_of_a_share_a_score_a_sum_and_a_statistic_beside():
    share = charts.table(view("TYO1.1", {2020: 4.5}), FI)
    assert [share.columns[place] for place in (1, 2, 3)] == ["Osuus", "Osa", "Kaikki"]
    assert [output(text) for text in share.rows[1][1:4]] == ["4,5 %", "36", "800"]
    assert output(share.rows[1][share.columns.index("Vieraskielisten osuus Vaasan väestöstä")]) == "9,3 %"
    score = charts.table(view("SOS1.3", {2020: 3.4}), FI)
    assert score.rows[1][1:3] == ("3,4", "78")
    total = charts.table(view("TUR3.1", {2019: 1.0, 2021: 2.0}), FI)
    assert [row[1:3] for row in total.rows] == [("1 koulutus", "1 koulutus"), ("", ""), ("2 koulutusta", "3 koulutusta"), ("", "")]


def test_the_table_of_a_milestone():
    reports = {2019: Report(2019, "in-progress", comment="Kilpailutus <kesken>"), 2020: Report(2020, "done", date(2020, 11, 23))}
    table = charts.table(view("TYO2.1", reports=reports), FI)
    assert table.columns == ("Vuosi", "Tila", "Valmistunut", "Tavoite", "Huomautus")
    assert table.rows[0] == ("2019", "käynnissä", "", "", "Kilpailutus <kesken>")
    assert table.rows[1] == ("2020", "valmis", "23.11.2020", "Määräaika 2020", "")
    assert table.rows[3][1] == "valmis"


@pytest.mark.parametrize("language", languages())
def test_areas_in_words_and_as_a_table(language):
    tongue = words(language)
    shown = view("TUR4.1", {2022: 47.0}, marks={2022: {"areas": areas()}})
    table = charts.areas_table(shown, tongue)
    assert table.caption == charts.areas_title(shown, tongue)
    assert [row[0] for row in table.rows][:2] == ["Suvilahti", "Huutoniemi ja Asevelikylä"]
    assert table.columns[1:3] == ("Vuokra-asunto", "Omistusasunto")
    assert table.rows[0][1].startswith("700 (46") and table.rows[-1][3] == ""
    text = charts.alternative_areas(shown, tongue)
    assert all(area in text for area in ("Suvilahti", "Sundom")) and table.rows[0][-1] in text
    assert charts.alternative_areas(replace(shown, figures={}), tongue) == charts.areas_title(replace(shown, figures={}), tongue) == ""
    assert charts.areas_table(replace(shown, figures={}), tongue) is None


def test_a_comparison_in_words():
    shown = [made("count", "improve", PATTERNS["all"]), made("level", "improve", {})]
    assert charts.alternative_compare(shown, range(2019, 2023), FI) == (
        "Mittarien kehitys vuosina 2019–2022, kunkin ensimmäinen luku on 100. NEU1.1 Neuvonnan käyttäjät: 2019: 100, 2020: 125, 2021: 225, 2022: 200."
    )
    assert charts.alternative_compare(shown[1:], range(2019, 2023), FI) == ""


def test_a_comparison_as_a_table():
    shown = [made("count", "improve", PATTERNS["all"]), made("level", "improve", {}), made("count", "improve", PATTERNS["gap"])]
    table = charts.compare_table(shown, range(2019, 2023), FI)
    assert table.columns == (FI("chart.column.indicator"), "2019", "2020", "2021", "2022")
    assert [row[0] for row in table.rows] == ["NEU1.1 Neuvonnan käyttäjät"] * 2
    assert [text.split()[0] for text in table.rows[0][1:]] == ["100", "125", "225", "200"]
    assert FI("chart.compare.point", index="100", value="400 käyttäjää") == table.rows[0][1]
    assert table.rows[1][2] == ""


@pytest.mark.parametrize("language", languages())
def test_plotly_speaks_the_language(language):
    settings = charts.config(words(language), "kuva")
    own = settings["locales"][language]
    assert settings["locale"] == language and settings["toImageButtonOptions"]["filename"] == "kuva"
    assert len(own["format"]["months"]) == 12 and len(own["format"]["days"]) == 7
    assert own["dictionary"]["Download plot as a PNG"] != "Download plot as a PNG"
