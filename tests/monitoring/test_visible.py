"""Who reads what: in the house everything, in the public copy what is published, whatever of the store is asked for."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from monitoring import assessed_year, pace, visible
from monitoring.storage.errors import ReadOnly
from monitoring.store import Store
from monitoring.words import words
from publishing import exports
from publishing.documents import chart_workbook, content, pdf, slides
from tests.monitoring.published import CLOSED, DECIDED, DRAFTED, FEW, IDEA, MONTHS, PREPARED, REASON, SENDER, SHARE, SUM, VAASA, store_with
from tests.monitoring.test_snapshot import START

SAY = words("sv")


@pytest.fixture(params=["house", "public"])
def copy(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def stores(tmp_path_factory) -> list[Store]:
    folder = tmp_path_factory.mktemp("published")
    return [store_with(folder / f"{few}.duckdb", few) for few in (2, 3, 4)]


def test_counts_of_a_few_are_read_in_the_house_alone(copy, stores):
    figures = visible.read(stores[1], VAASA, copy == "public").figures
    assert (figures[SUM][2020].value, figures[FEW][2021].value) == ((3, 3) if copy == "house" else (None, None))
    assert figures[SUM][2019].value == 12 and figures[MONTHS][2021].value == 450


def test_what_a_meeting_prepares_is_read_in_the_house_alone(copy, stores):
    is_house = copy == "house"
    written = visible.read_meetings(stores[0], VAASA, not is_house)
    assert {meeting.title for meeting in written} == ({CLOSED, PREPARED} if is_house else {CLOSED})
    found = {decision.decision: decision for decision in visible.read_decisions(stores[0], VAASA, not is_house)}
    assert list(found) == (["d0", "d1"] if is_house else ["d0"])
    assert [wording.text for wording in found["d0"].wordings] == ([DECIDED, DRAFTED] if is_house else [DECIDED])
    assert {wording.by for wording in found["d0"].wordings} == ({SENDER} if is_house else {""})
    held = visible.read(stores[0], VAASA, not is_house).council_targets["TUR1.1"]
    assert (held.reason, held.target.value) == ((IDEA, 3) if is_house else (REASON, 2))


def test_what_was_known_at_a_moment_is_withheld_too(stores):
    before = visible.read(stores[0], VAASA, True, datetime(2023, 1, 20))
    assert before.figures[SHARE][2020].is_withheld and before.council_targets == {}
    assert visible.read(stores[0], VAASA, True, datetime(2023, 1, 2)).figures == {}


def test_what_was_ever_told_is_the_same_whatever_the_few_are(stores):
    """Each state of the store in turn, as one who looks every day would read it."""
    moments = [START + timedelta(days=day) for day in range(8)]
    for moment in moments:
        one, *others = (replace(visible.read(store, VAASA, True, moment), catalogue=None) for store in stores)
        assert [other == one for other in others] == [True, True], moment
    so_far, year = (visible.read(stores[0], VAASA, True, START + timedelta(days=day)).figures[MONTHS][2022] for day in (3, 4))
    assert so_far.value == 80 and year.is_withheld and year.cells[0].withheld == "other"


def test_moments_that_are_read_one_after_the_other_share_what_was_before_them(stores):
    then = {}
    visible.read(stores[0], VAASA, True, None, then)
    read = dict(then)
    assert read
    for moment in (START + timedelta(days=day) for day in range(8)):
        assert visible.read(stores[0], VAASA, True, moment, then) == visible.read(stores[0], VAASA, True, moment)
    assert then == read, "whoever reads the newest moment has read all that earlier ones need"


def unpacked(file: bytes) -> dict[str, bytes]:
    """What is in an office file, also in the workbooks behind its charts; not when it was made."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            found |= {f"{name}/{inner}": text for inner, text in unpacked(part).items()} if name.endswith(".xlsx") else {name: part}
    return {name: part for name, part in found.items() if not name.endswith("docProps/core.xml")}


def everything(store: Store, is_public: bool) -> dict[str, object]:
    """All that is made of a store: the documents and the export."""
    found, decided, state = {}, visible.read_decisions(store, VAASA, is_public), visible.read(store, VAASA, is_public)
    for year in VAASA.years:
        now = assessed_year.at(state, year)
        views = list(now.indicators.values())
        found[f"material {year}"] = content.material(now, views, VAASA.years, SAY, content.Edition(date(2023, 4, 1), "1"), decided)
        found[f"export {year}"] = exports.csv(exports.frame(now, views, VAASA.years, SAY))
    made = found["material 2021"]
    files = {"slides": slides.pptx(made, SAY), "workbook": chart_workbook.xlsx(made, SAY)}
    return found | {name: unpacked(file) for name, file in files.items()} | {"pdf": pdf.pdf(made, SAY)}


def test_files_are_the_same_whatever_the_few_are(stores):
    one, *others = [everything(store, is_public=True) for store in stores]
    assert all(other == one for other in others)
    assert "<5" in str(one["material 2021"]) and DECIDED in str(one["material 2021"])
    assert DRAFTED not in str(one) and IDEA not in str(one) and SENDER not in str(one)


def test_in_the_house_they_are_not(stores):
    one, other = [everything(store, is_public=False) for store in stores[:2]]
    assert all(other[name] != one[name] for name in one)


def paces(store: Store, is_public: bool) -> dict[tuple[str, int], object]:
    """The pace of every indicator in every year, as it stands in the open data; those that have none left out."""
    found, state = {}, visible.read(store, VAASA, is_public)
    for year in VAASA.years:
        now = assessed_year.at(state, year)
        found |= {(code, year): one for code, view in now.indicators.items() if (one := pace.of(view))}
    return found


def test_no_pace_tells_of_a_few(stores):
    """From a figure that is withheld, or to one, nothing is measured; what is left out between them changes nothing."""
    one, *others = [paces(store, is_public=True) for store in stores]
    assert all(other == one for other in others)
    assert (one[SUM, 2021].base, one[SUM, 2021].latest) == ((2019, 12), (2021, 9)) and (SUM, 2020) not in one
    assert not any(code in (FEW, MONTHS) and year == 2022 for code, year in one)
    assert not any(code == SHARE for code, _ in one)
    house = [paces(store, is_public=False) for store in stores]
    assert all(other != house[0] for other in house[1:]) and {(SUM, 2020), (SHARE, 2021)} <= set(house[0])


def test_the_public_copy_does_not_write(tmp_path):
    path = tmp_path / "store.duckdb"
    with pytest.raises(ReadOnly), Store(path, is_read_only=True).writing():
        pass
    assert not path.exists()
