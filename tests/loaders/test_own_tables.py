"""A unit's own workbook, from the file to the store and back to the cell: with a draft, a year later with what is kept, and what goes wrong."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from loaders import delivery, marking, own_tables, tables
from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.table_profile import TableProfile, fitted
from monitoring import snapshot
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import languages, words
from tests.loaders.recipes.sheets import LOG, STAFF, VISITS, content, one, opened

P = "vaasa-2019-2022"
AS_OF = date(2022, 3, 1)
TRAININGS = (Rule(indicator="OSA3.1", how="rows", where={"Kohderyhmä": "yhdistykset"}),)
USERS = (Rule(indicator="NEU1.1", under=("Vaasa",)),)
PRIVATE = ("Etunimi", "Sukunimi", "Kutsu", "Malli", "vahtimestarilla", "sairaana", "Kokoustekniikka")
MONTHS = ("tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu")


def recipe(rows, rules, name: str = "Taul1", unit: str = "welcome-office") -> Recipe:
    """What a person says of a sheet."""
    return fitted(Recipe(unit=unit, name=name, headings=(), rules=rules), TableProfile(one(rows, name=name)))


@pytest.fixture
def check(tmp_path, store, programme):
    """Checks a workbook of these sheets, or the bytes of one."""

    def checked(sent, *drafts: Recipe, unit: str | None = "welcome-office", name: str = "oma.xlsx", touch=None, **more) -> delivery.Delivery:
        path = tmp_path / name
        path.write_bytes(sent if isinstance(sent, bytes) else content(sent, touch))
        return delivery.check(opened(path), store, programme, "fi", unit, drafts=drafts, **{"as_of": AS_OF, **more})

    return checked


@pytest.fixture
def accept(store, programme, check):
    return lambda *sent, **more: delivery.accept(check(*sent, **more), store, programme, local("Coordinator"))


def codes(checked: delivery.Delivery) -> list[tuple[str, str]]:
    for language in languages():
        assert all(finding.message(words(language)) and finding.fix(words(language)) for finding in checked.findings)
    return [(finding.code, finding.detail) for finding in checked.findings]


def figures(store, programme, code: str) -> dict[int, float | None]:
    return {year: figure.value for year, figure in snapshot.read(store, programme).figures[code].items()}


def stored(store: Store) -> list:
    return store.rows("uploads", programme=P, unit=None, at_most=9)


def test_a_log_that_nobody_knows_asks_what_it_means(check):
    checked = check({"Taul1": LOG})
    assert codes(checked) == [("unknown-layout", "own-table")]
    assert (checked.layout, checked.is_acceptable, checked.changes) == ("", False, ())
    (table,) = checked.tables
    assert (table.table.range, table.recipe, table.offered) == ("A1:F5", None, None)


def test_what_was_said_of_a_log_is_kept_with_its_figures(accept, check, store, programme):
    accepted = accept({"Taul1": LOG}, recipe(LOG, TRAININGS))
    assert (accepted.layout, accepted.unit, codes(accepted)) == ("own", "welcome-office", [])
    assert figures(store, programme, "OSA3.1") == {2020: 2, 2021: 1}
    (upload,) = stored(store)
    assert (upload.layout, upload.file_name, upload.unit) == ("own", "oma.xlsx", "welcome-office")
    (kept,) = stored_recipes.active(store, P)
    assert (kept.recipe, kept.stored_by, kept.stored_at, kept.used_at) == (
        recipe(LOG, TRAININGS),
        "Coordinator",
        upload.uploaded_at,
        upload.uploaded_at,
    )

    later = (*LOG, (date(2022, 2, 3), "Toinen Sukunimi", "Some", "yhdistykset", 30, ""))
    again = check({"Koulutukset 2022": later}, name="uusi.xlsx")
    assert (codes(again), again.tables[0].recipe_id) == ([], kept.recipe_id)
    assert [(change.period, change.kind, change.after) for change in again.changes] == [
        ("2020", "same", 2),
        ("2021", "same", 1),
        ("2022-01", "new", 0),
        ("2022-02", "new", 1),
        ("2022-03", "new", 0),
    ]
    delivery.accept(again, store, programme, local("Coordinator"))
    assert figures(store, programme, "OSA3.1") == {2020: 2, 2021: 1, 2022: 1}
    assert [kept.recipe_id for kept in stored_recipes.active(store, P)] == [kept.recipe_id], "no question asked, no recipe more"


def test_a_year_that_is_over_is_whole_though_nothing_came_to_it(accept, check, store, programme):
    log = (*LOG, *((date(2022, 2, day), "Toinen Sukunimi", "Some", "yhdistykset", 30, "") for day in (3, 4, 5)))
    accept({"Taul1": log}, recipe(LOG, TRAININGS))
    figure = snapshot.read(store, programme).figures["OSA3.1"][2022]
    assert (figure.value, figure.status, figure.coverage) == (3, "P", 0.25)
    again = check({"Taul1": log}, as_of=date(2023, 1, 9))
    assert (codes(again), [change.period for change in again.brings]) == ([], ["2022"])
    delivery.accept(again, store, programme, local("Coordinator"))
    figure = snapshot.read(store, programme).figures["OSA3.1"][2022]
    assert (figure.value, figure.status, figure.coverage) == (3, "A", 1)
    assert check({"Taul1": log}, as_of=date(2023, 1, 10)).brings == []


def test_a_figure_is_traced_to_its_cells(accept, store, programme):
    accept({"Taul1": LOG}, recipe(LOG, TRAININGS))
    (cell,) = snapshot.read(store, programme).figures["OSA3.1"][2020].cells
    assert (cell.trace.file_name, cell.trace.sheet) == ("oma.xlsx", "Taul1")
    kept = store.content(cell.trace.upload_id)
    sheet = openpyxl.load_workbook(io.BytesIO(kept))["Taul1"]
    assert cell.trace.cell == "A2:A3"
    assert [row[0].value.date() for row in sheet[cell.trace.cell]] == [date(2020, 2, 11), date(2020, 5, 4)]


def test_no_name_and_no_free_text_of_a_log_reaches_the_store(accept, store):
    accepted = accept({"Taul1": LOG}, recipe(LOG, TRAININGS))
    kept = store.content(accepted.upload_id)
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        copy = b"".join(archive.read(name) for name in archive.namelist())
    in_the_store = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert b"yhdistykset" in copy and b"welcome-office" in in_the_store
    for word in PRIVATE:
        assert word.encode() not in copy
        assert word.encode() not in in_the_store


def test_the_same_file_is_recognised(accept, check):
    sent = content({"Taul1": LOG})
    accept(sent, recipe(LOG, TRAININGS))
    assert codes(check(sent, name="renamed.xlsx")) == [("no-change", "")]


def test_an_accepted_draft_that_brings_no_figure_is_kept_all_the_same(accept, store, form):
    sent = form().figures({"NEU1.1": {2020: 120}}).content
    accept(sent, name="form.xlsx")
    rows = (("Piste", 2020), ("Vaasa", 120), ("Laihia", 7))
    accepted = accept({"Taul1": rows}, recipe(rows, USERS))
    assert accepted.upload_id is None
    assert [kept.recipe for kept in stored_recipes.active(store, P)] == [recipe(rows, USERS)]
    assert len(stored(store)) == 1


def test_a_changed_recipe_takes_the_kept_ones_place(accept, check, store):
    accept({"Taul1": VISITS}, recipe(VISITS, USERS))
    (before,) = stored_recipes.active(store, P)
    changed = recipe(VISITS, (Rule(indicator="NEU1.1", under=("Mustasaari",)),))
    checked = check({"Taul1": VISITS}, changed)
    assert [(one.recipe, one.recipe_id, one.replaces) for one in checked.tables] == [(changed, None, before.recipe_id)]
    accept({"Taul1": VISITS}, changed)
    assert [kept.recipe for kept in stored_recipes.active(store, P)] == [changed]


def test_a_draft_that_says_what_is_known_is_not_kept_twice(accept, store):
    accept({"Taul1": VISITS}, recipe(VISITS, USERS))
    (before,) = stored_recipes.active(store, P)
    more = (*VISITS, ("toukokuu", 99, 1))
    accept({"Taul1": more}, recipe(VISITS, USERS))
    assert [kept.recipe_id for kept in stored_recipes.active(store, P)] == [before.recipe_id]
    assert len(stored(store)) == 2


def test_a_recipe_that_was_forgotten_meanwhile_is_not_used_unseen(accept, check, store, programme):
    accept({"Taul1": VISITS}, recipe(VISITS, USERS))
    checked = check({"Taul1": (*VISITS, ("toukokuu", 99, 1))})
    stored_recipes.delete(checked.tables[0].recipe_id, store, local("Deputy"))
    with pytest.raises(delivery.ChangedMeanwhile):
        delivery.accept(checked, store, programme, local("Coordinator"))
    assert len(stored(store)) == 1


def test_a_recipe_is_its_units_own(accept, check):
    accept({"Taul1": LOG}, recipe(LOG, TRAININGS))
    assert codes(check({"Taul1": LOG}, unit="opistot", name="toinen.xlsx"))[0] == ("unknown-layout", "own-table")


def test_without_a_unit_it_is_the_recipes_one(accept, check, store):
    sent = content({"Taul1": LOG})
    accept(sent, recipe(LOG, TRAININGS))
    assert check(sent, unit=None).unit == "welcome-office"
    stored_recipes.store_recipe(store, P, recipe(LOG, (Rule(indicator="TER1.1", how="rows"),), unit="liikuntapalvelut"), local("Coordinator"))
    checked = check(sent, unit=None)
    assert (checked.unit, checked.is_acceptable, codes(checked)) == (None, False, [("unknown-layout", "several-units")])


def test_another_units_indicator_is_not_taken(check):
    checked = check({"Taul1": LOG}, recipe(LOG, (Rule(indicator="TER1.1", how="rows"),)))
    assert ("other-units-indicator", "") in codes(checked)
    assert not checked.is_acceptable


def test_a_recipe_that_the_programme_has_outgrown_is_said(check):
    checked = check({"Taul1": LOG}, recipe(LOG, (Rule(indicator="OSA9.9", how="rows"),)))
    assert codes(checked) == [("unknown-layout", "recipe")]
    assert "OSA9.9" in checked.findings[0].message(words("sv"))


def test_sheets_of_a_year_each_are_taken_together(accept, store, programme):
    def rows(*numbers):
        return (("Piste", "Kävijät"), ("Vaasa", numbers[0]), ("Laihia", numbers[1]))

    accepted = accept({"2019": rows(10, 1), "2020": rows(20, 2)}, recipe(rows(10, 1), USERS, "2019"))
    assert codes(accepted) == []
    assert figures(store, programme, "NEU1.1") == {2019: 10, 2020: 20}


def test_sheets_that_nothing_tells_apart_are_left_to_a_person(check):
    rows = (("Piste", 2019, 2020), ("Vaasa", 4, 5))
    checked = check({"Eka": rows, "Toka": rows}, recipe(rows, USERS, "Vanha"))
    assert codes(checked) == [("unknown-layout", "own-table"), ("ignored-text", "which-table"), ("ignored-text", "which-table")]
    assert [(one.recipe, one.offered) for one in checked.tables] == [(None, None)] * 2


def test_a_similar_layout_is_offered(accept, check, store):
    accept({"Taul1": LOG}, recipe(LOG, TRAININGS))
    wider = tuple((*row, "Kesto" if row is LOG[0] else 2) for row in LOG)
    (table,) = check({"Taul1": wider}, name="uusi.xlsx").tables
    (kept,) = stored_recipes.active(store, P)
    assert (table.recipe, table.offered) == (None, kept)


SAME_KEY = {
    "the same": (5, []),
    "another": (6, [("duplicate-row", "own")]),
}


@pytest.mark.parametrize(("other", "expected"), SAME_KEY.values(), ids=SAME_KEY)
def test_a_figure_of_two_tables(other, expected, check):
    first, second = (("Piste", 2020), ("Vaasa", 5)), (("Toimipaikka", 2020), ("Vaasa", other))
    checked = check({"Yksi": first, "Kaksi": second}, recipe(first, USERS, "Yksi"), recipe(second, USERS, "Kaksi"))
    assert codes(checked) == expected
    assert [(change.sheet, change.cell, change.after) for change in checked.changes] == [("Yksi", "B2", 5)]
    assert [(finding.sheet, finding.cell, finding.values["first"]) for finding in checked.findings] == [("Kaksi", "B2", "Yksi!B2")] * len(expected)


@pytest.mark.parametrize(("months", "taken"), [(12, "month"), (5, "year")])
def test_a_year_by_months_and_as_a_whole_counts_once(months, taken, check):
    by_month = (("Kävijät 2020",), (), ("Kuukausi", "Vaasa"), *((name, 10) for name in MONTHS[:months]))
    whole = (("Piste", 2020), ("Vaasa", 120))
    checked = check({"Kuukaudet": by_month, "Vuosi": whole}, recipe(by_month, USERS, "Kuukaudet"), recipe(whole, USERS, "Vuosi"))
    assert codes(checked) == [("ignored-text", "other-period")]
    assert {len(change.period) for change in checked.changes} == ({7} if taken == "month" else {4})
    assert sum(change.after for change in checked.changes) == 120


def test_what_no_recipe_takes_is_named(check):
    checked = check({"Taul1": LOG, "Henkilöstö": STAFF, "Muistio": (("Soita Kutsulle",),)}, recipe(LOG, TRAININGS))
    assert [(finding.code, finding.detail, finding.sheet, finding.cell) for finding in checked.findings] == [
        ("unused-sheet", "own", "Henkilöstö", "A1:C3"),
        ("unused-sheet", "no-table", "Muistio", ""),
    ]
    assert checked.is_acceptable


def hide_rows(sheet):
    for row in (3, 4):
        sheet.row_dimensions[row].hidden = True


def hide_column(letter):
    def touch(sheet):
        sheet.column_dimensions[letter].hidden = True

    return touch


HIDDEN = {
    "rows": (hide_rows, [("hidden-content", "rows")], "A3"),
    "a column that is read": (hide_column("D"), [("hidden-content", "column")], "D2"),
    "a column that is not read": (hide_column("B"), [], ""),
}


@pytest.mark.parametrize(("touch", "expected", "cell"), HIDDEN.values(), ids=HIDDEN)
def test_hidden_cells_that_are_read_are_said(touch, expected, cell, check):
    checked = check({"Taul1": LOG}, recipe(LOG, TRAININGS), touch=touch)
    assert codes(checked) == expected
    assert [finding.cell for finding in checked.findings] == [cell] * len(expected)


def test_an_own_table_says_nothing_of_the_units_other_indicators(check):
    assert codes(check({"Taul1": LOG}, recipe(LOG, TRAININGS))) == []


def test_a_statistic_beside_an_indicator_follows_none_of_its_rules(check):
    rows = (("Maa", 2019, 2020), ("Suomi", -1.5, 40.25), ("Ruotsi", 1, 2))
    about = {"component": "context", "under": ("Suomi",), "name": "Koko maa", "source": "Tilastokeskus, CC BY 4.0"}
    checked = check({"Tilasto": rows}, recipe(rows, (Rule(indicator="OSA3.1", **about),), "Tilasto"))
    assert (codes(checked), checked.is_acceptable) == ([], True)
    assert [(change.component, dict(change.dimensions), change.period, change.after) for change in checked.changes] == [
        ("context", {"statistic": "Koko maa"}, "2019", -1.5),
        ("context", {"statistic": "Koko maa"}, "2020", 40.25),
    ]
    others = check({"Tilasto": rows}, recipe(rows, (Rule(indicator="TER1.1", **about),), "Tilasto"))
    assert ("other-units-indicator", "") in codes(others)


def test_a_workbook_without_a_table_is_refused_as_before(check):
    checked = check({"Muistio": (("Soita Kutsulle",),)})
    assert codes(checked) == [("unknown-layout", "")]
    assert (checked.layout, checked.tables) == ("", ())


def test_the_kept_copy_reads_as_the_workbook_did(accept, check, store):
    accepted = accept({"Taul1": VISITS, "Muistio": STAFF}, recipe(VISITS, USERS))
    kept = store.content(accepted.upload_id)
    again = check(kept, name="kopio.xlsx")
    assert [(change.kind, change.sheet, change.cell) for change in again.changes] == [
        ("same", change.sheet, change.cell) for change in accepted.changes
    ]
    assert [tables.read(one.table.sheet)[0].title for one in again.tables] == [VISITS[0][0]]


def test_a_month_is_compared_with_the_same_month_of_the_year_before(accept, check):
    def months(year, january):
        return ((f"Kävijät {year}",), (), ("Kuukausi", "Vaasa"), *((name, january if name == "tammi" else 100) for name in MONTHS))

    accept({"2020": months(2020, 30)}, recipe(months(2020, 30), USERS, "2020"))
    checked = check({"2021": months(2021, 90)})
    assert [(finding.code, finding.cell, finding.values["before"], finding.values["after"]) for finding in checked.findings] == [
        ("large-change", "B4", 30, 90)
    ]


def test_the_workbook_comes_back_with_the_first_of_several_cells_marked(check):
    rows = (LOG[0], *(row if row is not LOG[2] else (*row[:4], -9, row[5]) for row in LOG[1:]))
    checked = check(
        {"Taul1": rows}, recipe(LOG, (Rule(indicator="OSA3.1", how="sum", column="Osallistujia", where={"Aihe": "Avustuksen hakeminen"}),))
    )
    (finding,) = [finding for finding in checked.findings if finding.code == "negative-value"]
    sheet = openpyxl.load_workbook(io.BytesIO(marking.marked(checked, words("fi"))))["Taul1"]
    assert sheet[finding.first_cell].comment is not None


def test_a_formulas_digits_are_no_mistake_where_the_indicator_has_decimals(tmp_path, store, programme):
    path = tmp_path / "oma.xlsx"
    rows = (("Piste", 2020), ("Vaasa", 12.3456789))
    path.write_bytes(content({"Taul1": rows}))

    def found(decimals: int) -> list[str]:
        users = programme.indicators["NEU1.1"].model_copy(update={"decimals": decimals})
        other = replace(programme, indicators=programme.indicators | {"NEU1.1": users})
        return [finding.code for finding in delivery.check(opened(path), store, other, "fi", "welcome-office", drafts=[recipe(rows, USERS)]).findings]

    assert (found(0), found(1)) == (["not-a-whole-number"], [])


def test_a_kept_recipe_can_be_left_aside_once(accept, check):
    accept({"Koulutukset": LOG}, recipe(LOG, TRAININGS))
    (used,) = check({"Koulutukset": LOG}).tables
    (left,) = check({"Koulutukset": LOG}, without=[used.recipe_id]).tables
    assert (used.recipe.rules, left.recipe, left.offered) == (TRAININGS, None, None)


def test_the_year_of_a_sheet_that_says_none_is_that_of_the_files_name_and_it_is_said(check):
    rows = (("Mittari", "Määrä"), ("Yritysvierailut", 12), ("Neuvonta", 900))
    rules = (Rule(indicator="TYO3.1", under=("Yritysvierailut", "Määrä")),)
    named = check({"Taul1": rows}, recipe(rows, rules), name="luvut_2021.xlsx")
    assert [(figure.period, figure.value) for figure in named.tidied.figures] == [("2021", 12)]
    assert ("converted-text", "file-year") in codes(named)
    text = check({"Taul1": rows}, recipe(rows, rules), name="luvut_2021.xlsx", year=2020)
    assert [figure.period for figure in text.tidied.figures] == ["2020"]
    assert ("converted-text", "file-year") not in codes(text)
    assert ("year-missing", "table") in codes(check({"Taul1": rows}, recipe(rows, rules), name="luvut.xlsx"))


def test_the_files_year_is_for_a_table_that_has_none_of_its_own(check):
    rows = (("Mittari", 2019, 2020, "Muutos"), ("Yritysvierailut", 12, 14, 2), ("Neuvonta", 900, 910, 10))
    rules = (Rule(indicator="TYO3.1", under=("Yritysvierailut", "Muutos")),)
    checked = check({"Taul1": rows}, recipe(rows, rules), name="luvut_2021.xlsx")
    assert (checked.tidied.figures, ("year-missing", "table") in codes(checked)) == ([], True)


def test_more_cells_than_others_can_wait_for_are_said_and_not_read(check, monkeypatch):
    monkeypatch.setattr(own_tables, "MOST_CELLS", 20)
    assert codes(check({"Pieni": (("Mittari", 2021), ("Neuvonta", 5)), "Suuri": LOG})) == [("file-too-large", "cells")]
