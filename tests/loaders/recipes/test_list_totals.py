"""Rows of lists that add up the others: they are not counted, which is said; a sum that does not agree is said with both numbers."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.recipes.apply.applying import apply
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.table_profile import TableProfile
from monitoring.words import languages, words
from tests.loaders.recipes.sheets import one

HEADS = ("Pvm", "Tilaisuus", "Paikka", "Osallistujia", "Tunteja")
EVENTS = (
    (date(2020, 2, 3), "Avajaiset", "Kirjasto", 14, 2),
    (date(2020, 5, 4), "Työpaja", "Keskus", 9, 3),
    (date(2020, 9, 9), "Infotilaisuus", "Kirjasto", 21, 2),
    (date(2020, 11, 2), "Päätös", "Keskus", 30, 4),
)
NO_DAYS = tuple(event[1:] for event in EVENTS)

LISTS = {
    # name: (rows, rows that are totals, differences (cell, stated, summed))
    "a name alone": ((HEADS, *EVENTS, ("Yhteensä", None, None, 74, 11)), {6}, []),
    "a name among the words": ((HEADS, *EVENTS, (None, "YHTEENSÄ 2020", None, 74, 11)), {6}, []),
    "a name with a count": ((HEADS, *EVENTS, ("Yhteensä", "4 tilaisuutta", None, 74, 11)), {6}, []),
    "no name": ((HEADS, *EVENTS, (None, None, None, 74, 11)), {6}, []),
    "no name and one number, which is no row": ((HEADS, *EVENTS, (None, None, None, 74, None)), set(), []),
    "sums of the halves": (
        (HEADS, *EVENTS[:2], ("Kevät", None, None, 23, 5), *EVENTS[2:], ("Syksy", None, None, 51, 6), ("Yhteensä", None, None, 74, 11)),
        {4, 7, 8},
        [],
    ),
    "a sum that does not agree": ((HEADS, *EVENTS, ("Yhteensä", None, None, 70, 11)), {6}, [("D6", 70, 74)]),
    "without days": ((("Koulutukset 2020",), HEADS[1:], *NO_DAYS, ("Summa", None, 74, 11)), {7}, []),
    "without days and a name": ((("Koulutukset 2020",), HEADS[1:], *NO_DAYS, (None, None, 74, 11)), {7}, []),
    "a mean beside it": ((HEADS, *EVENTS, ("Yhteensä", None, None, 74, 11), ("Keskiarvo", None, None, 18.5, 2.75)), {6, 7}, []),
    "in Swedish": (
        (("Datum", "Evenemang", "Plats", "Deltagare", "Timmar"), *EVENTS, ("Sammanlagt 2020", None, None, 74, 11)),
        {6},
        [],
    ),
    "in Swedish, wrong": (
        (("Datum", "Evenemang", "Plats", "Deltagare", "Timmar"), *EVENTS, (None, "Totalt", None, 75, 12)),
        {6},
        [("D6", 75, 74)],
    ),
    "a row that speaks of a sum": ((HEADS, *EVENTS, (date(2020, 12, 1), "Vuosi yhteensä -seminaari", "Keskus", 74, 3)), set(), []),
    "a row as large as the others": ((("Koulutukset 2020",), HEADS[1:], ("A", "K", 3, 1), ("B", "K", 4, 1), ("C", "K", 7, 2)), set(), []),
}
EXPECTED = {"a row that speaks of a sum": (5, 148), "a row as large as the others": (3, 14)}


def applied(rows, programme, **rule):
    recipe = Recipe(unit="welcome-office", name="own", headings=(), rules=[Rule(indicator="OSA3.1", **rule)])
    return apply(recipe, TableProfile(one(rows)), programme, "fi", date(2021, 4, 20), None)


@pytest.mark.parametrize("name", LISTS)
def test_a_total_row_is_skipped_and_said(name, programme):
    rows, totals, differences = LISTS[name]
    number, added = EXPECTED.get(name, (4, 74))
    column = next(heading for heading in (*rows[0], *rows[1]) if heading in ("Osallistujia", "Deltagare"))
    counted, summed = applied(rows, programme, how="rows"), applied(rows, programme, how="sum", column=column)
    assert [figure.value for figure in counted.figures] == [number]
    assert [figure.value for figure in summed.figures] == [added]
    for result in (counted, summed):
        skipped = [finding for finding in result.findings if (finding.code, finding.detail) == ("unused-sheet", "total-row")]
        assert {int(finding.values["row"]) for finding in skipped} == totals
        assert all(finding.message(words(language)) for finding in skipped for language in languages())
    found = [(f.cell, f.values["total"], f.values["parts"]) for f in summed.findings if f.code == "total-differs"]
    assert found == differences
    for finding in summed.findings:
        assert finding.severity != "error"
