"""Logs and survey exports: rows counted, columns added up and averaged, by year and month; every row that cannot be counted is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from loaders.recipes.apply.applying import apply
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.table_profile import TableProfile
from monitoring.words import languages, words
from tests.loaders.recipes.sheets import one

AS_OF = date(2021, 4, 20)
HEADINGS = ("Pvm", "Koulutus", "Kouluttaja", "Kohderyhmä", "Osallistujia")
LOG = (
    ("Koulutusloki",),
    (),
    HEADINGS,
    (date(2018, 11, 2), "Alku", "Etunimi Sukunimi", "koulut", 30),
    (date(2019, 3, 5), "Rauhoittuminen", "Etunimi Sukunimi", "Koulut", 12),
    ("14.10.2019", "Rauhoittuminen", "Kutsu Malli", "päiväkodit ", "8"),
    ("3.–4.2.2020", "Kaksi päivää", "Kutsu Malli", "koulut", 20),
    (date(2020, 6, 1), "Trauma", "Kutsu Malli", "koulut", "–"),
    (date(2021, 1, 15), "Trauma", "Kutsu Malli", "päiväkodit", 7),
    (date(2021, 3, 15), "Trauma", "Etunimi Sukunimi", "koulut", 9),
    (date(2021, 3, 30), "Trauma", "Etunimi Sukunimi", "päiväkodit", 11),
    ("Yhteensä", None, None, None, 97),
)


def applied(rows, programme, *rules, name="Taul1", language="fi", as_of=AS_OF, year=None, unit="welcome-office"):
    recipe = Recipe(
        unit=unit, name="own", headings=(), rules=[Rule(indicator="OSA3.1", **rule) if isinstance(rule, dict) else rule for rule in rules]
    )
    return apply(recipe, TableProfile(one(rows, name=name)), programme, language, as_of, year)


def reported(result):
    return {figure.period: figure.value for figure in result.figures}


def noted(result):
    return [(finding.severity, finding.code, finding.detail, finding.cell) for finding in result.findings]


COUNTS = {
    "rows": ({"how": "rows"}, {"2019": 2, "2020": 2, "2021-01": 1, "2021-02": 0, "2021-03": 2, "2021-04": 0}),
    "a column": ({"how": "sum", "column": "Osallistujia"}, {"2019": 20, "2020": 20, "2021-01": 7, "2021-02": 0, "2021-03": 20, "2021-04": 0}),
    "rows that say so": (
        {"how": "rows", "where": {"Kohderyhmä": "Päiväkodit"}},
        {"2019": 1, "2020": 0, "2021-01": 1, "2021-02": 0, "2021-03": 1, "2021-04": 0},
    ),
    "a column of rows that say so": (
        {"how": "sum", "column": "osallistujia:", "where": {"kohderyhmä": "koulut"}},
        {"2019": 12, "2020": 20, "2021-01": 0, "2021-02": 0, "2021-03": 9, "2021-04": 0},
    ),
}


@pytest.mark.parametrize(("rule", "figures"), COUNTS.values(), ids=COUNTS)
def test_years_that_are_over_are_told_whole_and_the_year_under_way_by_months(rule, figures, programme):
    assert reported(applied(LOG, programme, rule)) == figures


def test_a_figure_names_the_cells_that_it_is_made_of(programme):
    result = applied(LOG, programme, {"how": "sum", "column": "Osallistujia", "where": {"Kohderyhmä": "koulut"}})
    assert {figure.period: figure.cell for figure in result.figures} == {
        "2019": "E5",
        "2020": "E7:E8",
        "2021-01": "A9:A11",
        "2021-02": "A9:A11",
        "2021-03": "E10",
        "2021-04": "A9:A11",
    }
    assert {(figure.sheet, figure.code_cell, figure.status, figure.exact) for figure in result.figures} == {("Taul1", "A3", "A", True)}
    assert [figure.shown for figure in result.figures][:2] == ["12", "20"]


def test_rows_of_other_years_and_numbers_in_text_are_told_once(programme):
    result = applied(LOG, programme, {"how": "sum", "column": "Osallistujia"})
    assert noted(result) == [
        ("info", "unused-sheet", "total-row", "A12"),
        ("info", "unused-sheet", "rows", "A3"),
        ("info", "converted-text", "column", "E6"),
    ]
    assert "2019–2022" in result.findings[1].message(words("sv"))


WRONG = {
    "no date": ((None, "Trauma", "Kutsu Malli", "koulut", 3), ("error", "year-missing", "row", "A4")),
    "no such date": (("31.2.2020", "Trauma", "Kutsu Malli", "koulut", 3), ("error", "not-a-date", "", "A4")),
    "words for a date": (("keväällä", "Trauma", "Kutsu Malli", "koulut", 3), ("error", "not-a-date", "", "A4")),
    "a date to come": ((date(2021, 5, 1), "Trauma", "Kutsu Malli", "koulut", 3), ("error", "date-in-future", "row", "A4")),
    "words for a number": ((date(2020, 5, 1), "Trauma", "Kutsu Malli", "koulut", "noin 10"), ("error", "not-a-number", "text", "E4")),
    "one and a bit or a thousand": (
        (date(2020, 5, 1), "Trauma", "Kutsu Malli", "koulut", "1.234"),
        ("error", "not-a-number", "ambiguous", "E4"),
    ),
    "too large": ((date(2020, 5, 1), "Trauma", "Kutsu Malli", "koulut", 1e13), ("error", "not-a-number", "too-large", "E4")),
    "below zero": ((date(2020, 5, 1), "Trauma", "Kutsu Malli", "koulut", -4), ("error", "negative-value", "", "E4")),
    "nothing in place of a number": ((date(2020, 5, 1), "Trauma", "Kutsu Malli", "koulut", None), ("warning", "missing-figure", "rows", "E4")),
    "unknown": ((date(2020, 5, 1), "Trauma", "Kutsu Malli", "koulut", "?"), ("warning", "missing-figure", "rows", "E4")),
}
RIGHT = tuple((date(2020, month, 3), "Trauma", "Kutsu Malli", "koulut", 5) for month in range(1, 7))


def test_a_row_below_zero_counts_where_the_programme_says_that_there_can_be(programme):
    signed = programme.indicators["OSA3.1"].model_copy(update={"negative": "yes"})
    rows = (("Koulutusloki",), (), HEADINGS, WRONG["below zero"][0], *RIGHT)
    result = applied(rows, replace(programme, indicators=programme.indicators | {"OSA3.1": signed}), {"how": "sum", "column": "Osallistujia"})
    assert (noted(result), reported(result)) == ([], {"2020": 26})


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("row", "finding"), WRONG.values(), ids=WRONG)
def test_a_row_that_cannot_be_counted_is_said(row, finding, language, programme):
    result = applied((("Koulutusloki",), (), HEADINGS, row, *RIGHT), programme, {"how": "sum", "column": "Osallistujia"}, language=language)
    assert noted(result) == [finding]
    assert reported(result) == {"2020": 30}
    assert result.findings[0].message(words(language)) and result.findings[0].fix(words(language))


def test_rows_that_are_prepared_or_remarks_are_no_happenings(programme):
    rows = (("Loki",), ("Nro", "Pvm", "Aihe", "Osallistujia"), *((n, date(2020, n, 1), "Info", 4) for n in range(1, 5)), (5,), (6,))
    assert noted(applied(rows, programme, {"how": "rows"})) == []
    assert reported(applied(rows, programme, {"how": "rows"})) == {"2020": 4}


def test_a_wrong_date_in_a_row_that_is_not_meant_is_no_matter(programme):
    rows = (HEADINGS, *RIGHT, (None, "Trauma", "Kutsu Malli", "vanhemmat", 5), *RIGHT)
    result = applied(rows, programme, {"how": "rows", "where": {"Kohderyhmä": "koulut"}})
    assert (reported(result), noted(result)) == ({"2020": 12}, [])


LACKING = {
    "a column": ({"how": "sum", "column": "Kävijöitä"}, ("error", "unknown-layout", "column", "A1")),
    "a column to choose rows by": ({"how": "rows", "where": {"Kieli": "suomi"}}, ("error", "unknown-layout", "column", "A1")),
    "numbers": ({"how": "sum", "column": "Koulutus"}, ("error", "unknown-layout", "no-numbers", "A1")),
    "rows that say so": ({"how": "rows", "where": {"Kohderyhmä": "vanhemmat"}}, ("warning", "missing-figure", "where", "A1")),
}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("rule", "finding"), LACKING.values(), ids=LACKING)
def test_what_the_list_lacks_is_said(rule, finding, language, programme):
    result = applied((HEADINGS, *RIGHT), programme, rule)
    assert noted(result) == [finding]
    assert [figure.value for figure in result.figures] in ([], [0.0])
    text = result.findings[0].message(words(language))
    assert any(part in text for part in (*rule.get("where", ()), rule.get("column") or "-"))


def test_two_columns_of_one_name_are_not_guessed_between(programme):
    rows = (("Pvm", "Aihe", "Määrä", "Määrä"), *((date(2020, month, 1), "Info", 1, 2) for month in range(1, 5)))
    assert noted(applied(rows, programme, {"how": "sum", "column": "Määrä"})) == [("error", "unknown-layout", "column", "A1")]


def test_a_year_that_only_years_tell_of_is_not_over(programme):
    rows = (("Vuosi", "Koulutus", "Osallistujia"), *((year, topic, 5) for year in (2020, 2021) for topic in ("Trauma", "Rauha", "Tasapaino")))
    result = applied(rows, programme, {"how": "sum", "column": "Osallistujia"})
    assert [(figure.period, figure.value, figure.status) for figure in result.figures] == [("2020", 15, "A"), ("2021", 15, "P")]


SURVEY = (
    ("Vastausaika", "Vastaajanro", "Kuinka tyytyväinen olet?", "Vapaa sana"),
    (datetime(2020, 4, 1, 9, 30), 1, "4 - Melko tyytyväinen", "Kiitos!"),
    (datetime(2020, 4, 1, 10, 0), 2, "5 - Erittäin tyytyväinen", None),
    (datetime(2020, 4, 2, 8, 15), 3, "En osaa sanoa", "Soittakaa Etunimelle"),
    (datetime(2020, 4, 3, 11, 0), 4, "2 - Melko tyytymätön", None),
    (datetime(2020, 4, 3, 12, 0), 5, None, None),
    (datetime(2021, 2, 3, 12, 0), 6, "3 - En kumpaakaan", None),
    (datetime(2021, 2, 4, 12, 0), 7, "4 - Melko tyytyväinen", None),
)
QUESTION = {"column": "Kuinka tyytyväinen olet?", "indicator": "TUR3.2"}
MEANS = [Rule(component=name, how=name, **QUESTION) for name in ("mean", "respondents")]


def test_a_survey_gives_its_mean_and_who_answered(programme):
    result = applied(SURVEY, programme, *MEANS, unit="kotoutumiskoordinaattori")
    assert [(figure.component, figure.period, figure.value, figure.cell) for figure in result.figures] == [
        ("mean", "2020", pytest.approx(11 / 3), "C2:C3,C5"),
        ("mean", "2021-02", 3.5, "C7:C8"),
        ("respondents", "2020", 3, "C2:C3,C5"),
        ("respondents", "2021-02", 2, "C7:C8"),
    ]
    assert result.findings == []


@pytest.mark.parametrize(
    ("answer", "finding"),
    [
        ("7 - Aivan huippu", ("error", "score-out-of-range", "answer", "C2")),
        ("hyvä", ("error", "not-a-number", "text", "C2")),
        ("EOS", None),
        ("-", None),
    ],
)
def test_an_answer_is_a_number_of_the_scale_or_none(answer, finding, programme):
    result = applied((SURVEY[0], (datetime(2020, 5, 1), 9, answer, None), *SURVEY[1:]), programme, *MEANS, unit="kotoutumiskoordinaattori")
    assert noted(result) == ([finding] if finding else [])
    assert reported(result)["2020"] == 3


def test_a_survey_without_days_is_of_the_year_of_its_sheet_or_of_the_year_that_was_given(programme):
    rows = (("Svarsnr", "Hur nöjd är du?", "Kommentar"), (1, 4, "Bra"), (2, 5, "Tack"), (3, 3, "Helt ok"))
    rules = [Rule(indicator="TUR3.2", component=name, how=name, column="Hur nöjd är du?") for name in ("mean", "respondents")]
    output = {"unit": "kotoutumiskoordinaattori", "language": "sv"}
    assert [(f.period, f.value, f.status) for f in applied(rows, programme, *rules, name="Enkät 2020", **output).figures] == [
        ("2020", 4, "A"),
        ("2020", 3, "A"),
    ]
    assert {figure.period for figure in applied(rows, programme, *rules, year=2021, **output).figures} == {"2021"}
    assert noted(applied(rows, programme, *rules, **output)) == [("error", "year-missing", "table", "A1")]


def test_a_share_is_the_rows_that_say_so_of_all_rows(programme):
    rules = [Rule(indicator="SOS1.2", component=name, how="rows", where=where) for name, where in (("part", {"Kohderyhmä": "koulut"}), ("whole", {}))]
    result = applied(LOG, programme, *rules)
    assert {(f.component, f.period): f.value for f in result.figures if f.year < 2021} == {
        ("part", "2019"): 1,
        ("part", "2020"): 2,
        ("whole", "2019"): 2,
        ("whole", "2020"): 2,
    }


def test_a_long_log_is_summed_whole_and_names_only_some_of_its_cells(programme):
    rows = [("Pvm", "Aihe", "Kohderyhmä", "Käyttäjiä")]
    rows += [(date(2019, 1, 1) + timedelta(days=n % 1000), f"aihe {n}", ("koulut", "perheet")[n % 2], n % 9) for n in range(5_000)]
    table = one(rows)
    rule = Rule(indicator="NEU1.1", how="sum", column="Käyttäjiä", where={"Kohderyhmä": "perheet"})
    result = apply(Recipe(unit="welcome-office", name="own", headings=(), rules=(rule,)), TableProfile(table), programme, "fi", date(2021, 12, 31))
    assert sum(figure.value for figure in result.figures) == sum(n % 9 for n in range(1, 5_000, 2))
    assert max(len(figure.cell) for figure in result.figures) <= 200
