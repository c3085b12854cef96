"""The example data: real forms and units' own sheets, taken in as any other, telling a story in which everything that the dashboard shows
happens once."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from loaders.example_data import examples
from loaders.example_data.examples import ExampleError
from loaders.files import sandbox
from loaders.files.workbook import Workbook
from loaders.forms import form_entries, recognition
from monitoring import assessed_year, snapshot
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.model import STATUSES
from monitoring.snapshot import Snapshot
from monitoring.store import Store
from tests.loaders.recipes import sheets
from tools import example_forms

SILENT = "maahanmuuttajaopetuksen-tyoryhma"
NO_LIMIT = 1000
MADE = ("hallintopalvelut", "tekninen-virasto", "vastaanottopalvelut")


@pytest.fixture(scope="module")
def committed(programme) -> Path:
    return examples.folder(programme)


@pytest.fixture(scope="module")
def now(example_store, programme) -> Snapshot:
    return snapshot.read(example_store, programme)


@pytest.fixture(scope="module")
def uploads(example_store, programme) -> list:
    return example_store.rows("uploads", programme=programme.programme.programme, unit=None, at_most=NO_LIMIT)


@pytest.fixture
def few(tmp_path, committed) -> Path:
    """A folder with the workbooks of one unit only: two deliveries."""
    folder = tmp_path / "few"
    folder.mkdir()
    heading, *lines = (committed / examples.LIST).read_text(encoding="utf-8").splitlines()
    chosen = [line for line in lines if "_lyseon-lukio," in line]
    (folder / examples.LIST).write_text("\n".join([heading, *chosen]), encoding="utf-8")
    for workbook in committed.glob("*_lyseon-lukio.xlsx"):
        shutil.copy2(workbook, folder)
    return folder


def history(store: Store, programme, item: str, year: int, dimensions: Dimensions = TOTAL) -> list:
    rows = store.rows("history", programme=programme.programme.programme, item=item)
    return [row for row in rows if row.year == year and row.dimensions == dimensions.text]


def test_every_workbook_is_accepted_on_its_day(uploads, committed):
    published = examples.listed(committed)
    assert {example.file for example in published} == {path.name for path in committed.glob("*_*.*")} and len(uploads) == len(published)
    accepted = {(upload.unit, upload.uploaded_at.date()): upload for upload in uploads}
    for example in published:
        upload = accepted[example.unit, date.fromisoformat(example.delivery[:10])]
        assert (upload.layout, upload.file_name) == ("form" if example.is_form else "own", example.sent_as or example.file)
        assert upload.items > 0 and upload.uploaded_by == example.uploaded_by


def test_progress_is_told_for_every_workbook(store, programme, few):
    progress = []
    assert not examples.are_loaded(store, programme, few)
    assert examples.load(store, programme, progress.append, few) == 2
    assert progress == [0.5, 1]


def test_all_reporting_units_but_one_have_delivered(uploads, programme):
    standing_units = {upload.unit for upload in uploads if upload.withdrawn_at is None}
    assert {unit.unit for unit in programme.reporting_units} - standing_units == {SILENT}


def test_every_indicator_is_reported_but_that_units_own(now, programme):
    reported = {code for code in programme.indicators if now.figures.get(code) or now.reports.get(code)}
    wanted = {i.indicator: i.reporting_unit for i in programme.indicators.values() if i.kind != "derived"}
    assert {wanted[code] for code in wanted.keys() - reported} == {SILENT}


def test_every_action_is_reported_but_that_units_own(now, programme):
    silent = {goal.goal for goal in programme.led_by(SILENT)}
    unreported = [action for action in programme.actions.values() if not now.reports.get(action.action)]
    assert {action.goal for action in unreported} == silent


def test_the_newest_year_is_2021_and_every_status_occurs_in_it(now):
    assert now.newest_year() == 2021
    assert set(assessed_year.at(now, 2021).counts()) == set(STATUSES)


@pytest.mark.parametrize(
    ("indicator", "year", "reason"),
    [
        ("ASU1.1", 2020, "done.missed-in-progress"),
        ("ASU1.1", 2021, "done.late"),
        ("NEU3.1", 2021, "done.missed-in-progress"),
        ("OSA3.1", 2020, "each-year.missed"),
        ("OSA3.1", 2021, "each-year.missed"),
        ("OSA2.1", 2021, "reach.behind"),
        ("SOS1.3", 2020, "no-data.stated"),
        ("TYO4.1", 2020, "no-data"),
        ("TYO1.1", 2021, "improve.on-track"),
        ("TUR4.1", 2021, "keep.on-track"),
        ("TUR3.1", 2021, "cumulative.behind"),
        ("NEU4.1", 2021, "baseline"),
    ],
)
def test_the_story(now, indicator, year, reason):
    assert assessed_year.at(now, year).indicators[indicator].assessment.reason == reason


@pytest.mark.parametrize("indicator", ["TER1.1", "NEU1.1", "TYO3.1"])
def test_covid_is_seen_in_2020(now, indicator):
    values = {year: figure.value for year, figure in now.figures[indicator].items()}
    assert values[2020] < 0.7 * values[2019] and values[2020] < values[2021]


def test_a_year_is_missing_between_two(now):
    assert set(now.figures["TYO4.1"]) == {2019, 2021}


def test_a_dash_has_its_reason(now):
    figure = now.figures["SOS1.3"][2020]
    assert (figure.value, figure.status) == (None, "M") and "koronan vuoksi" in figure.comment


def test_a_corrected_figure_keeps_its_history(example_store, programme, now):
    parts = [row.value for row in history(example_store, programme, "TYO1.1", 2020) if row.component == "part"]
    assert parts == [281, 254]
    assert now.figures["TYO1.1"][2020].parts["part"] == 281
    women = [row.value for row in history(example_store, programme, "TYO1.1", 2020, Dimensions.of(sex="F")) if row.component == "part"]
    assert women == [183, 163]


def test_two_indicators_are_reported_by_category_every_year(now, programme):
    """The one by all of its categories, the other leaves out some visitors of the first year, of whom nobody asked the age."""
    assert {*programme.breakdowns} == {"TYO1.1", "TER1.1"}
    for figure in now.figures["TYO1.1"].values():
        assert [one.category for one in figure.categories] == ["F", "M"]
        assert {name: sum(one.parts[name] for one in figure.categories) for name in ("part", "whole")} == figure.parts
    left_out = {year: figure.value - sum(one.value for one in figure.categories) for year, figure in now.figures["TER1.1"].items()}
    assert left_out == {2019: 230, 2020: 0, 2021: 0}


def test_a_half_years_figure_gives_way_to_the_years(example_store, programme, now):
    assert [row.value for row in history(example_store, programme, "TYO3.1", 2021)] == [14, 5]
    assert now.figures["TYO3.1"][2021].value == 14


def test_one_upload_is_withdrawn_with_a_reason_and_its_figure_does_not_hold(example_store, programme, uploads, now):
    (withdrawn,) = [upload for upload in uploads if upload.withdrawn_at]
    assert withdrawn.unit == "liikuntapalvelut" and "maksullisten" in withdrawn.reasons["fi"]
    assert [(row.value, row.withdrawn_at is None) for row in history(example_store, programme, "TER1.1", 2021)] == [(8940, True), (41230, False)]
    assert now.figures["TER1.1"][2021].value == 8940


def test_actions_are_interrupted_and_late(now):
    at_2020, at_2021 = assessed_year.at(now, 2020), assessed_year.at(now, 2021)
    states = {action.action.action: action for view in at_2020.goals.values() for action in view.actions}
    assert states["TYO3-1"].report.state == "interrupted" and states["TYO2-1"].late
    assert any(action.late for view in at_2021.goals.values() for action in view.actions)


def test_units_write_in_both_languages_and_propose_what_to_do(now):
    units = {evaluation.unit for evaluation in now.evaluations}
    assert {"opistot", "vasa-gymnasium", "welcome-office"} <= units
    assert sum(bool(evaluation.proposal) for evaluation in now.evaluations) > 20
    assert {evaluation.year for evaluation in now.evaluations} == {2019, 2020, 2021}


def test_a_touched_or_added_workbook_makes_the_store_out_of_date(example_store, programme, committed, tmp_path):
    copied = Path(shutil.copytree(committed, tmp_path / "copied"))
    assert examples.are_loaded(example_store, programme, copied)
    workbook = sorted(copied.glob("*.xlsx"))[0]
    before = workbook.stat()
    os.utime(workbook, (0, 0))
    assert not examples.are_loaded(example_store, programme, copied)
    os.utime(workbook, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert examples.are_loaded(example_store, programme, copied)
    recipe = sorted(copied.glob("recipes/*.json"))[0]
    recipe.rename(recipe.with_name("renamed.json"))
    assert not examples.are_loaded(example_store, programme, copied)
    recipe.with_name("renamed.json").rename(recipe)
    shutil.copy2(workbook, copied / "2023-01-01_opistot.xlsx")
    assert not examples.are_loaded(example_store, programme, copied)


def test_another_catalogue_makes_the_store_out_of_date(example_store, programme):
    assert not examples.are_loaded(example_store, replace(programme, digest="another"))


def test_a_programme_without_examples_has_nothing_to_load(store, programme, tmp_path):
    assert examples.exist(programme)
    assert examples.are_loaded(store, programme, tmp_path)
    assert not store.path.exists()


def test_two_at_once_make_one_store(store, programme, few):
    with ThreadPoolExecutor(2) as both:
        counts = list(both.map(lambda _: examples.load(store, programme, source=few), range(2)))
    assert counts == [2, 2]
    assert store.rows("upload_count", programme=programme.programme.programme)[0].uploads == 2
    assert examples.are_loaded(store, programme, few)


def test_a_workbook_with_an_error_is_named_and_the_old_store_stays(store, programme, few):
    examples.load(store, programme, source=few)
    before = store.version
    workbook = few / "2022-03-08_lyseon-lukio.xlsx"
    book = openpyxl.load_workbook(workbook)
    book["Luvut"]["G5"] = "yksitoista"
    book.save(workbook)
    with pytest.raises(ExampleError, match=r"2022-03-08_lyseon-lukio\.xlsx: not-a-number Luvut G5 yksitoista"):
        examples.load(store, programme, source=few)
    assert store.version == before
    assert not examples.are_loaded(store, programme, few)
    assert {path.name for path in store.path.parent.iterdir()} == {
        store.path.name,
        *(f"{store.path.name}.{ending}" for ending in ("made-from", "lock", "newest")),
    }


@pytest.fixture(scope="module")
def made(programme, tmp_path_factory) -> Path:
    """A folder with the workbooks of MADE, from the story."""
    folder = tmp_path_factory.mktemp("made")
    example_forms.make(programme, folder, MADE)
    return folder


def test_made_again_the_workbooks_say_the_same(made, programme, committed):
    """A form has the same entries, whatever its words by now; other files are the same cell by cell. What is committed is read in the sandbox."""
    names = {path.name for path in made.iterdir()}
    assert names == {path.name for unit in MADE for path in committed.glob(f"*_{unit}.*")}
    for name in names:
        again, first = sheets.read_here(made / name), sandbox.read(committed / name)
        if recognition.sheets(first):
            assert entries(again, programme) == entries(first, programme) != ([], [], [])
        else:
            assert again == first and first.sheets[0].cells


def test_made_again_a_file_is_the_same_to_the_byte(made, programme, committed, tmp_path):
    """The forms and own workbooks of a unit made twice; a file of statistics, which no program packs, as it is committed."""
    assert example_forms.make(programme, tmp_path, ["vastaanottopalvelut"]) == len(list(tmp_path.iterdir())) == 3
    (statistics,) = made.glob("*.px")
    assert statistics.read_bytes() == (committed / statistics.name).read_bytes()
    assert [again.name for again in tmp_path.iterdir() if again.read_bytes() != (made / again.name).read_bytes()] == []


def entries(workbook: Workbook, programme) -> tuple[list, list, list]:
    """What the form says, without where it says so."""
    tidied = form_entries.read(recognition.sheets(workbook), programme, "fi")
    return (
        [(entry.key, entry.value, entry.comment) for entry in tidied.figures],
        [(entry.item, entry.year, entry.state, entry.completed_on, entry.comment) for entry in tidied.states],
        [(entry.goal, entry.year, entry.written) for entry in tidied.evaluations],
    )
