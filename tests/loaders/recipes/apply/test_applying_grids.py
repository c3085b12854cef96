"""Tables of numbers: months and weeks, parts and wholes, percentages, summaries, areas and categories, statistics beside an indicator."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.recipes.apply.applying import apply
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.table_profile import TableProfile
from monitoring.words import languages, words
from tests.loaders.recipes.sheets import one

AS_OF = date(2021, 11, 3)


def as_percent(*cells):
    def touch(sheet):
        for cell in cells:
            sheet[cell].number_format = "0.0%"

    return touch


def applied(rows, programme, *rules, name="Taul1", language="fi", year=None, touch=None):
    recipe = Recipe(unit="welcome-office", name="own", headings=(), rules=rules)
    return apply(recipe, TableProfile(one(rows, touch, name)), programme, language, AS_OF, year)


def value(*under, indicator="NEU1.1", **more):
    return Rule(indicator=indicator, under=under, **more)


def reported(result):
    return {figure.period: figure.value for figure in result.figures}


def noted(result):
    return [(finding.severity, finding.code, finding.detail, finding.cell) for finding in result.findings]


MONTHS_DOWN = (
    ("Neuvonnan kävijät 2021",),
    (),
    ("Kuukausi", "Kirjasto", "Kaupungintalo"),
    ("tammikuu", 12, 100),
    ("helmikuu", 15, 110),
    ("maaliskuu", "–", 90),
    ("Yhteensä", 27, 300),
)
MONTHS_ACROSS = (
    ("Besök i rådgivningen",),
    ("År", "jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec", "Totalt"),
    (2019, *([10] * 12), 120),
    (2020, *([11] * 12), 132),
    (2021, 7, 8, 9, *([None] * 9), 24),
)
WEEKS = (
    ("Visits 2021",),
    ("Week", "Town hall", "Library"),
    *((f"week {number}", number, 100) for number in range(1, 10)),
    ("Total", 45, 900),
)
QUARTERS = (
    ("Palvelu", "Q1 2020", "Q2 2020", "Q3 2020", "Q4 2020", 2020),
    ("Neuvonta", 5, 6, 7, 8, 26),
    ("Muu", 1, 1, 1, 1, 4),
)
PERIODS = {
    "months down, a total below them": (MONTHS_DOWN, "Kirjasto", {"2021-01": 12, "2021-02": 15, "2021-03": None}),
    "months across, years down": (
        MONTHS_ACROSS,
        None,
        {f"{year}-{month:02}": value for year, value in ((2019, 10), (2020, 11)) for month in range(1, 13)}
        | {"2021-01": 7, "2021-02": 8, "2021-03": 9},
    ),
    # Week 4 ends on 31 January, week 8 on 28 February: the Thursday decides.
    "weeks make months": (WEEKS, "Town hall", {"2021-01": 1 + 2 + 3 + 4, "2021-02": 5 + 6 + 7 + 8, "2021-03": 9}),
    "quarters, the year beside them": (QUARTERS, "Neuvonta", {"2020-Q1": 5, "2020-Q2": 6, "2020-Q3": 7, "2020-Q4": 8}),
}


@pytest.mark.parametrize(("rows", "under", "figures"), PERIODS.values(), ids=PERIODS)
def test_periods_within_a_year_are_taken_and_their_total_is_not_counted_twice(rows, under, figures, programme):
    result = applied(rows, programme, value(*([under] if under else [])))
    assert reported(result) == figures
    assert result.findings == []


def test_weeks_say_which_cells_make_a_month(programme):
    result = applied(WEEKS, programme, value("Library"), language="en")
    assert [(figure.cell, figure.shown, figure.code_cell) for figure in result.figures] == [
        ("C3:C6", "400", "C2"),
        ("C7:C10", "400", "C2"),
        ("C11", "100", "C2"),
    ]


@pytest.mark.parametrize("language", languages())
def test_a_total_that_its_months_do_not_make_is_asked_about(language, programme):
    rows = (*MONTHS_DOWN[:-1], ("Yhteensä", 28, 300))
    result = applied(rows, programme, value("Kirjasto"), language=language)
    assert noted(result) == [("warning", "total-differs", "", "B7")]
    assert reported(result) == {"2021-01": 12, "2021-02": 15, "2021-03": None}
    text = result.findings[0].message(words(language))
    assert "28" in text and "27" in text and "2021" in text


def test_the_total_counts_where_no_month_is_filled_in(programme):
    rows = (("Vuosi", "tammi", "helmi", "Yhteensä"), (2020, None, None, 44), (2021, 3, 4, 7))
    assert reported(applied(rows, programme, value())) == {"2020": 44, "2021-01": 3, "2021-02": 4}


def test_lines_are_added_up_but_not_their_total(programme):
    rows = (("Piste", 2019, 2020), ("Kirjasto", 10, 12), ("Kaupungintalo", 20, 5), ("Yhteensä", 30, 17))
    result = applied(rows, programme, value(how="sum"))
    assert [(figure.period, figure.value, figure.cell) for figure in result.figures] == [("2019", 30, "B2:B3"), ("2020", 17, "C2:C3")]


STAFF = (
    ("Personal 31.12",),
    (),
    ("Grupp", 2018, 2019, 2020, 2021),
    ("Med utländsk bakgrund", 101, 110, "1 200*", 131),
    ("Övriga", 2000, 2100, 2200, 2300),
    ("Sammanlagt", 2101, 2210, 3400, 2431),
)


def share(part, whole, how="figure"):
    return value(*part, indicator="TYO1.1", component="part", how=how), value(*whole, indicator="TYO1.1", component="whole")


def test_a_part_and_its_whole(programme):
    result = applied(STAFF, programme, *share(["Med utländsk bakgrund"], ["Sammanlagt"]), language="sv")
    assert [(f.component, f.period, f.value, f.cell, f.code_cell) for f in result.figures] == [
        ("part", "2019", 110, "C4", "A4"),
        ("part", "2020", 1200, "D4", "A4"),
        ("part", "2021", 131, "E4", "A4"),
        ("whole", "2019", 2210, "C6", "A6"),
        ("whole", "2020", 3400, "D6", "A6"),
        ("whole", "2021", 2431, "E6", "A6"),
    ]
    assert noted(result) == [("info", "unused-sheet", "years", "A3"), ("info", "converted-text", "", "D4")]


PERCENTAGES = (("Year", "All staff", "Foreign background, %"), (2019, 1100, 5.1), (2020, 1205, 5.55), (2021, None, 6))


@pytest.mark.parametrize("language", languages())
def test_a_part_is_worked_out_of_its_percentage_and_says_so(language, programme):
    result = applied(PERCENTAGES, programme, *share(["Foreign background"], ["All staff"], "percent"), language=language)
    parts = {figure.period: figure for figure in result.figures if figure.component == "part"}
    assert {period: (figure.value, figure.status, figure.cell) for period, figure in parts.items()} == {
        "2019": (56, "E", "C2"),
        "2020": (67, "E", "C3"),
    }
    assert parts["2019"].comment == words(language)("recipe.comment.percent", percent=5.1, whole=1100)
    assert noted(result) == [("error", "whole-missing", "percent", "C4")]
    assert "2021" in result.findings[0].message(words(language))


def test_a_stored_percentage_is_read_as_it_is_shown(programme):
    rows = (("Vuosi", "Henkilöstö", "Osuus"), (2019, 1000, 0.125), (2020, 1000, 0.13))
    rules = share(["Osuus"], ["Henkilöstö"], "percent")
    result = applied(rows, programme, *rules, touch=as_percent("C2", "C3"))
    assert [(figure.value, figure.shown.replace("\u00a0", " ")) for figure in result.figures[:2]] == [(125, "12,5 %"), (130, "13,0 %")]
    result = applied(rows, programme, *rules)
    assert noted(result) == [("error", "not-a-number", "fraction", "C2"), ("error", "not-a-number", "fraction", "C3")]
    assert {figure.component for figure in result.figures} == {"whole"}


def test_a_percentage_is_no_number_of_persons(programme):
    result = applied(PERCENTAGES, programme, *share(["Foreign background"], ["All staff"]))
    assert noted(result) == [("error", "not-a-number", "percent", cell) for cell in ("C2", "C3", "C4")]


def test_a_survey_summary(programme):
    rows = (("Enkät 2020",), ("Fråga", "Medelvärde", "Antal svar"), ("Helhetsbetyg", 4.2, 51), ("Bemötande", 3.9, 50))
    rules = [
        value("Helhetsbetyg", heading, indicator="TUR3.2", component=name)
        for heading, name in (("Medelvärde", "mean"), ("Antal svar", "respondents"))
    ]
    result = applied(rows, programme, *rules, language="sv")
    assert [(f.component, f.period, f.value, f.cell) for f in result.figures] == [("mean", "2020", 4.2, "B3"), ("respondents", "2020", 51, "C3")]


HOUSING = (
    ("Asumismuodot asuinalueittain",),
    (),
    ("Asuinalue", "Vuosi", "Omistus", "Vuokra", "Yhteensä"),
    ("Keskusta", 2020, 60, 40, 100),
    (None, 2021, 55, 45, 100),
    ("Suvilahti", 2020, 30, 70, 100),
    (None, 2021, "x", 75, 100),
    ("Koko kaupunki", 2021, 80, 120, 200),
)
AREAS = value(indicator="TUR4.1", area="Asuinalue", category="across 1", without=("Yhteensä", "Koko kaupunki"))


def test_areas_and_categories_without_totals(programme):
    result = applied(HOUSING, programme, AREAS)
    assert {(f.dimensions["area"], f.dimensions["category"], f.period): (f.value, f.cell) for f in result.figures} == {
        ("Keskusta", "Omistus", "2020"): (60, "C4"),
        ("Keskusta", "Vuokra", "2020"): (40, "D4"),
        ("Keskusta", "Omistus", "2021"): (55, "C5"),
        ("Keskusta", "Vuokra", "2021"): (45, "D5"),
        ("Suvilahti", "Omistus", "2020"): (30, "C6"),
        ("Suvilahti", "Vuokra", "2020"): (70, "D6"),
        ("Suvilahti", "Vuokra", "2021"): (75, "D7"),
    }
    assert noted(result) == [("warning", "missing-figure", "mark", "C7")]


def test_percentages_of_areas_stay_percentages(programme):
    rows = (("Område", "2020 ägt, %", "2020 hyrt, %"), ("Centrum", 61.5, 38.5), ("Hamnen", 20, 80))
    result = applied(rows, programme, value(indicator="TUR4.1", area="Område", category="across 1"), language="sv")
    assert [(f.dimensions["area"], f.dimensions["category"], f.value, f.percent) for f in result.figures] == [
        ("Centrum", "ägt", 61.5, True),
        ("Centrum", "hyrt", 38.5, True),
        ("Hamnen", "ägt", 20, True),
        ("Hamnen", "hyrt", 80, True),
    ]


STATISTIC = (
    ("Väestö muuttujina Alue, Vuosi ja Tiedot",),
    (),
    (None, None, "2016", "2019", "2020"),
    ("Vaasa", "Vieraskielisten osuus", 7.5, 8.4, "..."),
    (None, "Väkiluku", 67000, 67551, 67636),
)


def test_a_statistic_is_shown_beside_an_indicator_with_its_source_and_all_of_its_years(programme):
    rule = value("Vaasa", "Vieraskielisten osuus", indicator="TYO1.1", component="context", name="Vieraskieliset", source="Tilastokeskus, CC BY 4.0")
    result = applied(STATISTIC, programme, rule)
    assert [(f.component, dict(f.dimensions), f.period, f.value, f.comment) for f in result.figures] == [
        ("context", {"statistic": "Vieraskieliset"}, "2016", 7.5, "Tilastokeskus, CC BY 4.0"),
        ("context", {"statistic": "Vieraskieliset"}, "2019", 8.4, "Tilastokeskus, CC BY 4.0"),
    ]
    assert result.findings == []


YEARLY = (("Palvelu", "Määrä 2020", "Määrä 2021"), ("Neuvonta", 5, 6), ("Muu", 1, 1))
SPOILED = {
    "words": ("noin 10", ("error", "not-a-number", "text")),
    "one and a bit or a thousand": ("1.234", ("error", "not-a-number", "ambiguous")),
    "yes or no": (True, ("error", "not-a-number", "bool")),
    "a date": (date(2020, 5, 1), ("error", "not-a-number", "date")),
    "too large": (1e13, ("error", "not-a-number", "too-large")),
    "an error": ("#DIV/0!", ("error", "formula-error", "")),
    "unknown": ("...", ("warning", "missing-figure", "mark")),
    "too few to be told": ("<5", ("warning", "missing-figure", "mark")),
}


@pytest.mark.parametrize(("content", "finding"), SPOILED.values(), ids=SPOILED)
def test_a_cell_that_is_no_number_is_said_and_the_others_are_taken(content, finding, programme):
    def touch(sheet):
        sheet["B2"] = content

    result = applied(YEARLY, programme, value("Neuvonta"), touch=touch)
    assert noted(result) == [(*finding, "B2")]
    assert reported(result) == {"2021": 6}


def test_a_formula_whose_result_was_not_saved_is_said(programme):
    def touch(sheet):
        sheet["B2"] = "=SUM(B3:B9)"

    assert noted(applied(YEARLY, programme, value("Neuvonta"), touch=touch)) == [("error", "formula-without-value", "", "B2")]


def test_a_dash_says_that_there_is_no_figure(programme):
    result = applied((YEARLY[0], ("Neuvonta", "–", 6), YEARLY[2]), programme, value("Neuvonta"))
    assert [(figure.period, figure.value, figure.status) for figure in result.figures] == [("2020", None, "M"), ("2021", 6, "A")]
    assert result.findings == []


def test_two_different_figures_for_one_year_are_not_chosen_between(programme):
    rows = (("Palvelu", 2020, 2021), ("Neuvonta", 5, 6), ("Muu", 1, 1), ("Neuvonta", 5, 7))
    result = applied(rows, programme, value("Neuvonta"))
    assert noted(result) == [("error", "duplicate-row", "period", "C4")]
    assert all("C2" in result.findings[0].message(words(language)) for language in languages())
    assert reported(result) == {"2020": 5, "2021": 6}


def test_numbers_without_a_year_need_one_to_be_given(programme):
    rows = (("Kuukausi", "Kirjasto", "Talo"), *((month, 3, 4) for month in ("tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu")))
    assert noted(applied(rows, programme, value("Talo"))) == [("error", "year-missing", "table", "C2")]
    assert reported(applied(rows, programme, value("Talo"), year=2020)) == {f"2020-0{month}": 4 for month in range(1, 6)}


LACKING = {
    "a heading": (value("Puhelut"), "heading", "Puhelut"),
    "dimensions": (value(indicator="TUR4.1", area="Kaupunginosa", category="Palvelu"), "dimensions", "Kaupunginosa"),
    "an indicator": (value("Neuvonta", indicator="ABC9.9"), "indicator", "ABC9.9"),
}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("rule", "detail", "output"), LACKING.values(), ids=LACKING)
def test_what_the_table_lacks_is_said(rule, detail, output, language, programme):
    result = applied(YEARLY, programme, rule)
    assert noted(result) == [("error", "unknown-layout", detail, "A1")]
    assert output in result.findings[0].message(words(language))
    assert result.figures == []


def test_a_share_cannot_be_made_of_weeks(programme):
    rules = [value("Town hall", indicator="TYO1.1", component="part"), value("Library", indicator="TYO1.1", component="whole")]
    assert noted(applied(WEEKS, programme, *rules)) == [("error", "unknown-layout", "weeks", "A2")]


def test_a_recipe_of_one_year_holds_for_the_next(programme):
    rule = value("Neuvonta", "Määrä")
    before, after = (("Palvelu", "Määrä 2020"), ("Neuvonta", 5)), (("Palvelu", "Määrä 2020", "Määrä 2021", "Määrä 2022"), ("Neuvonta", 5, 6, 7))
    assert reported(applied(before, programme, rule)) == {"2020": 5}
    assert reported(applied(after, programme, rule)) == {"2020": 5, "2021": 6, "2022": 7}
    labelled = (("Tieto", "Kirjattu"), ("Käynnit 2020", 5), ("Käynnit 2021", 6), ("Puhelut 2020", 9))
    assert reported(applied(labelled, programme, value("Käynnit", "Kirjattu"))) == {"2020": 5, "2021": 6}
