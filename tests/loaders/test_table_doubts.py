"""What is not sure in a table has its reason, and totals are known by what their parts come to."""

from __future__ import annotations

import pytest

from loaders import tables
from loaders.tables.totals import totals
from tests.loaders.recipes.sheets import one


@pytest.mark.parametrize(
    ("rows", "name", "found"),
    [
        ([("Alue", 2020, 2021), ("Ranta", 41, 44), ("Metsä", 17, 19), ("Yhteensä", 58, 63)], "Taul1", []),
        ([("Kävijät 2021",), (), ("Alue", "Kävijöitä"), ("Ranta", 41), ("Metsä", 17)], "Taul1", [("year-from-title", "", {"year": 2021})]),
        ([("Menot 2022",), (), ("Laji", "TP20", "TA21"), ("Palkat", 41, 44), ("Muut", 17, 19)], "Taul1", [("short-year", "B", {"year": 2020})]),
        ([("Alue", "Kävijöitä"), ("Ranta", 41), ("Metsä", 17)], "2021", [("year-from-sheet", "", {"year": 2021})]),
        (
            [("Område", 2020, 2021), ("Stranden", 41, 44), ("Skogen", 17, 19), ("Byn", 30, 33), ("Totalt", 88, 90)],
            "Blad1",
            [("sum-differs", "C5", {"stated": 90, "summed": 96, "label": "Totalt"})],
        ),
        (
            [("Alue", "Miehet", "Naiset", "Yhteensä", "Vuosi"), ("Ranta", 41, 44, 85, 2021), ("Metsä", 17, 19, 36, 2021), ("Kylä", 9, 8, 18, 2021)],
            "Taul1",
            [("sum-differs", "D4", {"stated": 18, "summed": 17, "label": "Yhteensä"})],
        ),
        (
            [("Alue", 2020, 2021), ("Ranta", 41, "ei kysytty"), ("Metsä", 17, 19), ("Kylä", 12, 11)],
            "Taul1",
            [("words-for-figures", "C2", {"n": 1, "text": "ei kysytty"})],
        ),
        (
            [("Alue", 2020, 2021), ("Ranta", "1,204", "1,377"), ("Metsä", "310", "280")],
            "Taul1",
            [("decimals-or-thousands", "B2", {"n": 2, "text": "1,204"})],
        ),
        ([("Alue", 2020, 2021), ("Ranta", "1,204", "1,377"), ("Metsä", "3,5", "280")], "Taul1", []),
        (
            [("Alue", 2020, 2021), ("Ranta", 980, 977), ("Metsä", "1.204", "1.377"), ("Kylä", "1.310", 950)],
            "Taul1",
            [("ambiguous-point", "B3", {"n": 3, "text": "1.204"})],
        ),
        (
            [("Kommun", 2020, 2021, "Skillnad 2020–2021"), ("Norrvik", 41, 44, 3), ("Söderby", 17, 19, 2)],
            "Blad1",
            [("some-without-year", "D2", {"n": 2})],
        ),
        ([("Alue", 2020, None), ("Ranta", 41, 44), ("Metsä", 17, 19)], "Taul1", [("some-without-year", "C2", {"n": 2}), ("no-heading", "C", {})]),
        (
            [("Vuosi", "Kävijöitä", "Kävijöitä"), (2020, 41, 44), (2021, 17, 19)],
            "Taul1",
            [("same-heading", "B", {"heading": "Kävijöitä", "n": 2})],
        ),
        (
            [
                ("Alue", "MKB", "Miehet 2021", "Naiset 2021"),
                ("Ranta", 905, 41, 44),
                ("Metsä", 499, 17, 19),
                ("Kylä", 152, 9, 8),
                ("Yhteensä", None, 67, 71),
            ],
            "Taul1",
            [("codes-by-form", "B", {"heading": "MKB"})],
        ),
    ],
)
def test_what_is_not_sure_has_its_reason(rows, name, found):
    table = one(rows, name=name)
    doubts = tables.doubts(table)
    assert [(doubt.code, doubt.place, dict(doubt.values)) for doubt in doubts] == found
    assert (tables.confidence(doubts) == tables.SURE) == (not found)


NAMED_SUMS = [("Ryhmä", 2019, 2020), ("Suomi", 9, 8), ("Ruotsi", 4, 5), ("Muut", 2, 3), ("Kaikki", 15, 16)]
FIRST_SUMS = [("Skola", 2019, 2020, 2021), ("Björkby", 146, 153, 164), ("Hamnen", 41, 44, 52), ("Åsen", 17, 19, 15), ("Kvarnen", 88, 90, 97)]
NESTED_SUMS = [
    ("Toimiala", "Miehet", "Naiset", "Muut", "Henkilöstö"),
    ("Lehtiranta", 70, 90, 4, 164),
    ("Sivistys", 30, 70, 2, 102),
    ("Koulut", 20, 45, 1, 66),
    ("Kirjastot", 10, 25, 1, 36),
    ("Tekninen", 40, 20, 2, 62),
    ("Kadut", 25, 5, 0, 30),
    ("Tilat", 15, 15, 2, 32),
]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (NAMED_SUMS, [("row", 5, (2, 3, 4), True)]),
        (FIRST_SUMS, [("row", 2, (3, 4, 5), False)]),
        (
            NESTED_SUMS,
            [("row", 2, (3, 6), False), ("row", 3, (4, 5), False), ("row", 6, (7, 8), False), ("column", 5, (2, 3, 4), False)],
        ),
        ([("Alue", 2019, 2020), ("Ranta", 3, 8), ("Metsä", 4, 5), ("Kylä", 2, 3)], []),
        ([("Alue", 2019, 2020), ("Ranta", 3.25, 8.5), ("Metsä", 4.75, 5.5), ("Kaikki", 4, 7)], []),
    ],
)
def test_totals_are_known_by_what_they_come_to(rows, found):
    assert [(total.axis, total.number, total.parts, total.is_named) for total in totals(one(rows))] == found
