"""What a table is taken for, which indicator it is about, what is asked, and the recipe that the answers make."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from loaders.recipes import lists, series
from loaders.recipes.apply.applying import apply
from loaders.recipes.recipe import Recipe
from loaders.recipes.suggest.drafts import Answers, draft
from loaders.recipes.suggest.suggestions import propose
from loaders.recipes.table_profile import TableProfile, fingerprint
from tests.loaders.recipes.apply.test_applying_grids import HOUSING, MONTHS_ACROSS, MONTHS_DOWN, PERCENTAGES, STAFF, STATISTIC, WEEKS
from tests.loaders.recipes.apply.test_applying_lists import LOG, SURVEY
from tests.loaders.recipes.sheets import one

AS_OF = date(2021, 11, 3)
SV_LOG = (
    ("Utbildningar för etniska föreningar",),
    ("Datum", "Tema", "Utbildare", "Språk"),
    *((date(2020, month, 5), f"Tema {month}", "Förnamn Efternamn", ("svenska", "engelska")[month % 2]) for month in range(1, 11)),
)
EN_SURVEY = (
    ("Webropol survey of associations",),
    ("Submitted", "Respondent", "Overall, how safe is the town?", "Comments"),
    *((datetime(2020, 5, day, 12), day, 1 + day % 5, f"remark {day}") for day in range(1, 9)),
)
SV_SUMMARY = (("Enkät 2020",), ("Fråga", "Medelvärde", "Antal svar"), ("Helhetsbetyg", 4.2, 51))
EN_AREAS = (
    ("Housing types by residential area 2020",),
    ("Residential area", "Owned", "Rented", "Total"),
    ("Centre", 60, 40, 100),
    ("Harbour", 30, 70, 100),
    ("Total", 90, 110, 200),
)
HOUSING_2020 = (("Keskusta", 60, 40), ("Suvilahti", 30, 70), ("Gerby", 80, 20))
NOTES = ((), ("Päivitetty viimeksi:",), ("20210331 08:00",), ("Lähde:",), ("Tilastokeskus, väestörakenne",), ("Käyttölupa CC BY 4.0",))
KINDS = {
    "a log": (LOG, "welcome-office", "log"),
    "a log in Swedish": (SV_LOG, "welcome-office", "log"),
    "months down": (MONTHS_DOWN, "welcome-office", "months"),
    "months across in Swedish": (MONTHS_ACROSS, "welcome-office", "months"),
    "weeks in English": (WEEKS, "welcome-office", "weeks"),
    "parts and their whole in Swedish": (STAFF, "henkilostopalvelut", "parts"),
    "percentages and their whole in English": (PERCENTAGES, "henkilostopalvelut", "parts"),
    "a survey": (SURVEY, "kotoutumiskoordinaattori", "survey"),
    "a survey in English": (EN_SURVEY, "kotoutumiskoordinaattori", "survey"),
    "a survey's summary in Swedish": (SV_SUMMARY, "kotoutumiskoordinaattori", "survey"),
    "areas and categories": (HOUSING, "tekninen-virasto", "areas"),
    "areas and categories in English": (EN_AREAS, "tekninen-virasto", "areas"),
    "a statistic": (STATISTIC + NOTES, "henkilostopalvelut", "context"),
    "areas and their codes": (
        (("Tunnus", "Asuinalue", 2020), ("a1", "Keskusta", 5), ("a2", "Suvilahti", 6), ("a3", "Gerby", 7)),
        "tekninen-virasto",
        "years",
    ),
    "years": ((("Palvelu", 2019, 2020), ("Neuvonta", 5, 6), ("Ohjaus", 1, 1)), "welcome-office", "years"),
    "no time at all": ((("Palvelu", "Määrä", "Hinta"), ("Neuvonta", 5, 6), ("Ohjaus", 1, 2)), "welcome-office", "unknown"),
}


@pytest.mark.parametrize(("rows", "unit", "kind"), KINDS.values(), ids=KINDS)
def test_the_kind_is_seen(rows, unit, kind, programme):
    assert propose(TableProfile(one(rows)), unit, programme).kind == kind


NAMED = {
    "by its code in the title": (MONTHS_DOWN, "NEU4.1 kävijät", "welcome-office", "NEU4.1", False),
    "by the words of its title": (MONTHS_DOWN, "Taul1", "welcome-office", "NEU1.1", True),
    "by words in Swedish": (SV_LOG, "Blad1", "welcome-office", "OSA3.1", True),
    "the only one that fits": (HOUSING, "Taul1", "tekninen-virasto", "TUR4.1", False),
    "the only one of the unit, by no word": (WEEKS, "Sheet1", "liikuntapalvelut", "TER1.1", True),
    "by nothing": (WEEKS, "Sheet1", "kotouttamispalvelut", None, True),
}


@pytest.mark.parametrize(("rows", "sheet", "unit", "indicator", "is_asked"), NAMED.values(), ids=NAMED)
def test_an_indicator_is_taken_for_certain_only_by_its_code_or_where_no_other_fits(rows, sheet, unit, indicator, is_asked, programme):
    proposal = propose(TableProfile(one(rows, name=sheet)), unit, programme)
    assert (proposal.indicator, "indicator" in proposal.open) == (indicator, is_asked)
    assert bool(proposal.rules) == (indicator is not None)


def test_a_code_that_is_only_the_beginning_of_another_is_none(programme):
    proposal = propose(TableProfile(one(WEEKS, name="TER1.12")), "liikuntapalvelut", programme)
    assert "indicator" in proposal.open


WANTED = {
    "a log with a column of numbers": (LOG, "welcome-office", "OSA3.1", ("column",)),
    "a log to choose rows in": (SV_LOG, "welcome-office", "OSA3.1", ("column",)),
    "two lines of months": (MONTHS_DOWN, "welcome-office", "NEU1.1", ("value",)),
    "one line of months": (MONTHS_ACROSS, "welcome-office", "NEU1.1", ()),
    "a total and a line called as the indicator": (STAFF, "henkilostopalvelut", "TYO1.1", ()),
    "one percentage of one whole": (PERCENTAGES, "henkilostopalvelut", "TYO1.1", ()),
    "one question": (SURVEY, "kotoutumiskoordinaattori", "TUR3.2", ()),
    "one line of a summary": (SV_SUMMARY, "kotoutumiskoordinaattori", "TUR3.2", ()),
    "areas": (HOUSING, "tekninen-virasto", "TUR4.1", ()),
    "areas that no word tells from categories": (
        (("", "Omistus", "Vuokra"), *HOUSING_2020),
        "tekninen-virasto",
        "TUR4.1",
        ("area", "category", "year"),
    ),
    "several lines of a statistic": (STATISTIC + NOTES, "henkilostopalvelut", "TYO1.1", ("value",)),
    "no year": (MONTHS_DOWN[2:], "welcome-office", "NEU1.1", ("value", "year")),
}


@pytest.mark.parametrize(("rows", "unit", "indicator", "wanted"), WANTED.values(), ids=WANTED)
def test_only_what_is_not_certain_is_asked(rows, unit, indicator, wanted, programme):
    assert propose(TableProfile(one(rows)), unit, programme, indicator).open == wanted


CERTAIN = {
    "a part and its whole": (STAFF, "henkilostopalvelut", "TYO1.1", {("part", "2020"): 1200, ("whole", "2020"): 3400}),
    "a percentage of a whole": (PERCENTAGES, "henkilostopalvelut", "TYO1.1", {("part", "2020"): 67, ("whole", "2020"): 1205}),
    "a survey": (SURVEY, "kotoutumiskoordinaattori", "TUR3.2", {("respondents", "2020"): 3, ("mean", "2021-02"): 3.5}),
    "a summary": (SV_SUMMARY, "kotoutumiskoordinaattori", "TUR3.2", {("mean", "2020"): 4.2, ("respondents", "2020"): 51}),
    "areas": (
        EN_AREAS,
        "tekninen-virasto",
        "TUR4.1",
        {("Centre", "Owned"): 60, ("Centre", "Rented"): 40, ("Harbour", "Owned"): 30, ("Harbour", "Rented"): 70},
    ),
}


@pytest.mark.parametrize(("rows", "unit", "indicator", "figures"), CERTAIN.values(), ids=CERTAIN)
def test_the_best_guess_gives_the_figures(rows, unit, indicator, figures, programme):
    table = one(rows)
    rules = propose(TableProfile(table), unit, programme, indicator).rules
    made = apply(Recipe(unit=unit, name="own", headings=(), rules=rules), TableProfile(table), programme, "fi", AS_OF).figures
    reported = {tuple(f.dimensions.values()) or (f.component, f.period): f.value for f in made}
    assert figures.items() <= reported.items()
    assert not any("otal" in area for area, _ in reported)


def test_totals_are_known_by_their_numbers_too():
    rows = (("Rühm", 2019, 2020, 2021), ("A", 10, 11, 12), ("B", 20, 22, 24), ("Kokku", 30, 33, 36))
    assert [(one_.heading, one_.is_total) for one_ in series.series_of(one(rows))] == [("A", False), ("B", False), ("Kokku", True)]


def test_the_lines_of_a_table_have_no_time_in_their_labels():
    lines = series.series_of(one(MONTHS_ACROSS))
    assert [(line.labels, line.periods[:2], line.cells[-1]) for line in lines] == [((), ("2019-01", "2019-02"), "N5")]


def test_a_column_of_names_or_free_text_is_never_a_choice(programme):
    rows = (
        ("Pvm", "Kouluttaja", "Paikalla", "Kieli", "Huom"),
        *(
            (
                date(2020, 1 + n % 12, 3),
                ("Etunimi", "Kutsu")[n % 2],
                ("Etunimi Malli", "Kutsu E.")[n % 2],
                ("suomi", "Ruotsi", "suomi ")[n % 3],
                f"huom {n}",
            )
            for n in range(24)
        ),
    )
    table = one(rows)
    assert {column.heading: column.holds for column in lists.columns(table)} == {
        "Pvm": "days",
        "Kouluttaja": "texts",
        "Paikalla": "texts",
        "Kieli": "choices",
        "Huom": "texts",
    }
    assert lists.choices(table, "Kieli") == [("suomi", 16), ("Ruotsi", 8)]
    assert [lists.choices(table, heading) for heading in ("Kouluttaja", "Paikalla", "Huom", "Pvm", "Muu")] == [[]] * 5
    text = repr(propose(TableProfile(table), "welcome-office", programme))
    assert not any(name in text for name in ("Etunimi", "Kutsu", "huom 3"))


def test_answers_make_a_recipe_that_holds_a_year_later(programme):
    answers = Answers("OSA3.1", where=("Kohderyhmä", "koulut"))
    recipe = draft(TableProfile(one(LOG, name="2020")), "welcome-office", programme, answers)
    assert (recipe.unit, recipe.name, [(rule.how, rule.where) for rule in recipe.rules]) == (
        "welcome-office",
        "Koulutusloki",
        [("rows", {"Kohderyhmä": "koulut"})],
    )
    later = one((*LOG[:-1], (date(2022, 2, 2), "Rauha", "Veera Malli", "koulut", 4)), name="2022")
    assert fingerprint(later) == recipe.headings
    figures = apply(recipe, TableProfile(later), programme, "fi", date(2023, 1, 1)).figures
    assert {figure.period: figure.value for figure in figures} == {"2019": 1, "2020": 2, "2021": 1, "2022": 1}


DRAFTS = {
    "one line": (MONTHS_DOWN, Answers("NEU1.1", {"value": 1}), [("value", "figure", ("Kaupungintalo",), "")]),
    "all lines": (MONTHS_DOWN, Answers("NEU1.1", all_added=True), [("value", "sum", (), "")]),
    "a column": (LOG, Answers("OSA3.1", column="Osallistujia"), [("value", "sum", (), "Osallistujia")]),
    "a part of all lines": (
        STAFF,
        Answers("TYO1.1", {"part": 0}, all_added=True),
        [("part", "figure", ("Med utländsk bakgrund",), ""), ("whole", "sum", (), "")],
    ),
    "a percentage": (
        PERCENTAGES,
        Answers("TYO1.1", {"part": 1, "whole": 0}),
        [("part", "percent", ("Foreign background",), ""), ("whole", "figure", ("All staff",), "")],
    ),
}


@pytest.mark.parametrize(("rows", "answers", "rules"), DRAFTS.values(), ids=DRAFTS)
def test_answers_become_rules(rows, answers, rules, programme):
    recipe = draft(TableProfile(one(rows)), "welcome-office", programme, answers)
    assert [(rule.component, rule.how, rule.under, rule.column) for rule in recipe.rules] == rules


def test_a_statistic_keeps_its_name_source_and_licence(programme):
    table = one(STATISTIC + NOTES)
    recipe = draft(TableProfile(table), "henkilostopalvelut", programme, Answers("TYO1.1", context=(0, 1)))
    assert [(rule.component, rule.name, rule.source) for rule in recipe.rules] == [
        ("context", "Vaasa · Vieraskielisten osuus", "Tilastokeskus, väestörakenne, CC BY 4.0"),
        ("context", "Vaasa · Väkiluku", "Tilastokeskus, väestörakenne, CC BY 4.0"),
    ]
    named = draft(
        TableProfile(table), "henkilostopalvelut", programme, Answers("TYO1.1", context=(0,), name="Vieraskieliset", sources={"": "Oma lähde"})
    )
    assert [(rule.name, rule.source) for rule in named.rules] == [("Vieraskieliset", "Oma lähde")]


@pytest.mark.parametrize(("indicator", "text"), [("TUR1.1", "Tasapainoinfo"), ("TUR1.2", "Tasapainovalmennus")])
def test_of_the_kinds_of_sessions_the_one_that_is_called_as_the_indicator_is(indicator, text, programme):
    kinds = ("Tasapainoinfo", "Tasapainovalmennus", "Vertaisryhmä")
    rows = [["pvm", "tilaisuus"], *([date(2020, 1, 1 + number), kinds[number % 3]] for number in range(12))]
    assert propose(TableProfile(one(rows)), "kotouttamispalvelut", programme, indicator).answers.where == ("tilaisuus", text)
