"""One workbook a mistake: what is found, on which cell, in words that help. The workbooks are made by tests/workbooks/make.py."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from loaders import delivery
from loaders.delivery import StoredState
from loaders.files.opening import CODES
from loaders.findings import SEVERITY, About
from monitoring import catalogue, kinds, settings
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import languages, words
from tests.loaders.recipes.sheets import opened

WORKBOOKS = Path(__file__).parent.parent / "workbooks"
OF_THE_FILE = {*CODES, "unknown-layout", "no-change"}
"""Codes about a file and not about a cell: proven by test_sandbox and test_delivery."""
OF_OWN_TABLES = {"total-differs", "categories-not-updated"}
"""Codes that no form can have: proven by recipes/test_applying_grids and test_checks."""
OF_BREAKDOWNS = {"unknown-category", "total-stated-differently", "category-total-missing", "categories-exceed-total", "categories-below-total"}
OF_BREAKDOWNS |= {"total-outside-categories"}
"""Codes of the sheet of breakdowns: proven by forms/test_breakdowns."""


def expected() -> dict[str, list[tuple[str, ...]]]:
    found = defaultdict(list)
    with (WORKBOOKS / "findings.csv").open(newline="", encoding="utf-8") as source:
        for row in csv.DictReader(source):
            found[row["workbook"]].append((row["severity"], row["code"], row["sheet"], row["cell"], row["value"]))
    return dict(found)


EXPECTED = expected()


@pytest.fixture(scope="module")
def programme():
    return catalogue.read(settings.DATA / "programmes" / "vaasa-2019-2022")


@pytest.fixture(scope="module")
def store(tmp_path_factory, programme):
    """A store that holds a first delivery of two units."""
    store = Store(tmp_path_factory.mktemp("store") / "store.duckdb")
    for path in sorted((WORKBOOKS / "findings").glob("accepted-*.xlsx")):
        delivery.accept(delivery.check(opened(path), store, programme, "fi"), store, programme, local("coordinator"))
    return store


@pytest.fixture(scope="module")
def state(store, programme) -> StoredState:
    """What every workbook is checked against: none of them is stored."""
    return StoredState(store, programme)


def test_every_code_has_a_workbook_that_proves_it():
    proven = {code for rows in EXPECTED.values() for _, code, *_ in rows}
    assert proven == set(SEVERITY) - OF_THE_FILE - OF_OWN_TABLES - OF_BREAKDOWNS


def test_every_workbook_is_expected_to_prove_something():
    names = {path.stem for path in (WORKBOOKS / "findings").glob("*.xlsx") if not path.stem.startswith("accepted-")}
    assert names == {*EXPECTED, "no-mistake"}


@pytest.mark.parametrize("name", sorted({*EXPECTED, "no-mistake"}))
def test_workbook(name, state):
    checked = delivery.check(opened(WORKBOOKS / "findings" / f"{name}.xlsx"), state.store, state.catalogue, "fi", state=state)
    found = [(f.severity, f.code, f.sheet, f.cell, f.value) for f in checked.findings]
    assert sorted(found) == sorted(EXPECTED.get(name, []))
    assert checked.is_acceptable == all(severity != "error" for severity, *_ in found)
    for finding in checked.findings:
        for language in languages():
            message, fix = finding.message(words(language)), finding.fix(words(language))
            assert message.endswith((".", "!", "?", ")")) and fix.endswith(".")
            assert "{" not in message + fix
            assert message != fix


@pytest.mark.parametrize("name", ["part-exceeds-whole", "year-missing-heading"])
def test_a_workbook_with_an_error_is_never_stored(name, store, programme):
    before = store.version
    checked = delivery.check(opened(WORKBOOKS / "findings" / f"{name}.xlsx"), store, programme, "sv")
    with pytest.raises(delivery.NotAcceptable):
        delivery.accept(checked, store, programme, local("coordinator"))
    assert store.version == before


def test_findings_stand_in_the_order_of_the_workbook(store, programme):
    checked = delivery.check(opened(WORKBOOKS / "findings" / "shares-do-not-add-up.xlsx"), store, programme, "fi")
    assert [(f.severity, f.cell) for f in checked.findings] == [("error", "E11"), ("info", "E11"), ("info", "E12")]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("decimals", "key"), [(0, "expected.number"), (1, "expected.decimals.plain")])
def test_what_has_no_unit_is_expected_without_one(language, decimals, key, programme):
    indicator = programme.indicators["NEU1.1"].model_copy(update={"unit_of_measure": "", "decimals": decimals})
    (component,) = kinds.of(indicator).components
    say = words(language)
    assert About("NEU1.1", indicator, 2021, component).expected(say) == say(key, decimals=decimals)
