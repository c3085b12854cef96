"""A statistics office's table, from the file to the line beside the indicator, and the same table a year later."""

from __future__ import annotations

from datetime import date

import pytest

from loaders import delivery
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.table_profile import fingerprint
from monitoring import assessed_year, snapshot
from monitoring.trust.people import local
from monitoring.words import words
from tests.loaders.recipes.sheets import content, one, opened

SHEET, NAME, SOURCE = "Tilasto", "Koko maa", "Tilastokeskus, CC BY 4.0"
FIRST = (("Maa", 2018, 2019, 2020), ("Suomi", 3.5, 41, 40.25), ("Ruotsi", 1, 2, 3))
A_YEAR_LATER = (("Maa", 2018, 2019, 2020, 2021), ("Suomi", 3.5, 41, 40.5, 39), ("Ruotsi", 1, 2, 3, 4))


@pytest.fixture
def check(tmp_path, store, programme):
    def checked(rows, *drafts: Recipe) -> delivery.Delivery:
        path = tmp_path / "tilasto.xlsx"
        path.write_bytes(content({SHEET: rows}))
        return delivery.check(opened(path), store, programme, "fi", "welcome-office", drafts=drafts, as_of=date(2022, 3, 1))

    return checked


@pytest.fixture
def first(check, store, programme) -> delivery.Delivery:
    rule = Rule(indicator="OSA3.1", component="context", under=("Suomi",), name=NAME, source=SOURCE)
    recipe = Recipe(unit="welcome-office", name=SHEET, headings=fingerprint(one(FIRST, name=SHEET)), rules=(rule,))
    return delivery.accept(check(FIRST, recipe), store, programme, local("Coordinator"))


def kinds(checked: delivery.Delivery) -> list[tuple]:
    return [(change.period, change.kind, change.before, change.after) for change in checked.changes]


def line(store, programme):
    (found,) = assessed_year.at(snapshot.read(store, programme), 2020).indicators["OSA3.1"].context
    return found


def test_a_statistic_arrives_beside_the_indicator_and_is_no_figure_of_it(first, store, programme):
    now = snapshot.read(store, programme)
    assert now.figures == {}
    found = line(store, programme)
    assert (found.points, words("sv").name(found), words("sv").text(found.sources)) == ({2018: 3.5, 2019: 41, 2020: 40.25}, NAME, SOURCE)
    assert [(cell.trace.upload_id, cell.trace.sheet, cell.trace.cell, cell.trace.uploaded_by) for cell in found.cells] == [
        (first.upload_id, SHEET, place, "Coordinator") for place in ("B2", "C2", "D2")
    ]


def test_the_same_table_again_changes_nothing(first, check):
    assert kinds(check(FIRST)) == [("2018", "same", 3.5, 3.5), ("2019", "same", 41, 41), ("2020", "same", 40.25, 40.25)]


def test_a_year_later_the_revised_and_the_new_year_are_told_apart(first, check, store, programme):
    checked = check(A_YEAR_LATER)
    assert kinds(checked) == [("2018", "same", 3.5, 3.5), ("2019", "same", 41, 41), ("2020", "changed", 40.25, 40.5), ("2021", "new", None, 39)]
    delivery.accept(checked, store, programme, local("Coordinator"))
    found = line(store, programme)
    assert found.points == {2018: 3.5, 2019: 41, 2020: 40.5, 2021: 39}
    assert words("fi").text(found.sources) == SOURCE
