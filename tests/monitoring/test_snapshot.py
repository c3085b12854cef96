"""What the store says: a year's figure from years, quarters and months, newest uploads, withdrawals; worked out by hand here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from monitoring import catalogue, moments, settings, snapshot
from monitoring.catalogue import Catalogue
from monitoring.dimensions import Dimensions
from monitoring.model import Figure, Key
from monitoring.snapshot import Snapshot
from monitoring.store import Store
from tests.monitoring.test_store import upload

HARBOUR = Path(__file__).parents[1] / "programmes" / "harbour"
START = datetime(2023, 1, 10, 8)

COUNT, LEVEL, SHARE, SCORE, DISTRIBUTION = "BOA1.1", "STR1.2", "STR2.2", "BOA2.1", "SAY1.1"


def state(item: str, year: int, output: str, completed: date | None = None) -> dict:
    """What is said of a milestone or an action: a row to `deliver` as "progress"."""
    return {"item": item, "year": year, "state": output, "completed_on": completed, "comment": "", "sheet": "Progress", "cell": "D5"}


def figure(indicator: str, period: str, value: float | None, component: str = "value", by: Mapping[str, str] = {}, **more) -> dict:
    """A figure's row to `deliver`; `by` has its category in each dimension, nothing for the total."""
    return {
        "indicator": indicator,
        "period": period,
        "year": int(period[:4]),
        "component": component,
        "dimensions": Dimensions.of(**by).text,
        "value": value,
        "status": "A" if value is not None else "M",
        "comment": "",
        "sheet": "Figures",
        "cell": "E5",
    } | more


def pairs(indicator: str, components: tuple[str, str], by_period: dict[str, tuple[float, float]], by: Mapping[str, str] = {}) -> list[dict]:
    stated = [(period, name, value) for period, values in by_period.items() for name, value in zip(components, values, strict=True)]
    return [figure(indicator, period, value, name, by) for period, name, value in stated]


def by_category(numbers: dict[str, float | None], period: str = "2021", indicator: str = COUNT) -> list[dict]:
    return [figure(indicator, period, value, by={"category": category}) for category, value in numbers.items()]


def areas(period: str, numbers: dict[str, dict[str, float]]) -> list[dict]:
    return [figure(DISTRIBUTION, period, n, by={"area": area, "category": category}) for area, of in numbers.items() for category, n in of.items()]


def deliver(own: Store, day: int, rows: Iterable[dict], table: str = "figures", **more) -> str:
    """An upload on that day, with its rows."""
    upload_id = f"upload-{day}"
    with own.writing() as connection:
        values = {"programme": "harbour-2020-2023", "unit": "port", "uploaded_at": START + timedelta(days=day)} | more
        connection.insert("uploads", [upload(upload_id, **values)])
        connection.insert(table, [{"upload_id": upload_id} | row for row in rows])
    return upload_id


def withdraw(own: Store, upload_id: str) -> None:
    with own.writing() as connection:
        row = {"upload_id": upload_id, "withdrawn_by": "Clerk", "withdrawn_at": START + timedelta(days=100), "reason": "wrong year"}
        connection.insert("withdrawals", [row])


def months(first: int, last: int) -> list[str]:
    return [f"2021-{month:02}" for month in range(first, last + 1)]


def counted(values: dict[str, float | None], indicator: str = COUNT) -> list[dict]:
    return [figure(indicator, period, value) for period, value in values.items()]


def test_the_parts_are_kept(own, harbour):
    deliver(own, 1, pairs(SHARE, ("part", "whole"), {"2021-Q1": (1, 10), "2021-Q2": (9, 30)}))
    deliver(own, 2, pairs(SCORE, ("mean", "respondents"), {"2021": (3.5, 40)}))
    deliver(own, 3, areas("2021", {"North": {"a": 5, "b": 3, "c": 2}, "South": {"a": 1}}))
    now = snapshot.read(own, harbour)
    assert dict(now.figures[SHARE][2021].parts) == {"part": 10, "whole": 40}
    assert dict(now.figures[SCORE][2021].parts) == {"mean": 3.5, "respondents": 40}
    north, south = now.figures[DISTRIBUTION][2021].areas
    assert (north.area, dict(north.categories), north.total, north.index) == ("North", {"a": 5, "b": 3, "c": 2}, 10, pytest.approx(62))
    assert (south.area, south.total, south.index) == ("South", 1, 0)


def of_2021(own: Store, harbour: Catalogue, indicator: str = COUNT) -> Figure | None:
    return snapshot.read(own, harbour).figures.get(indicator, {}).get(2021)


def test_a_yearly_row_and_months_whichever_was_delivered_last(own, harbour):
    deliver(own, 1, counted({month: 2 for month in months(1, 6)}))
    assert of_2021(own, harbour).value == 12
    deliver(own, 2, counted({"2021": 30}))
    assert (of_2021(own, harbour).value, of_2021(own, harbour).coverage) == (30, 1)
    deliver(own, 3, counted({"2021-07": 5}))
    assert (of_2021(own, harbour).value, of_2021(own, harbour).coverage) == (17, pytest.approx(7 / 12))


def test_other_years_keep_what_they_are_made_of(own, harbour):
    deliver(own, 1, counted({"2020": 1, "2021-01": 2, "2021-02": 3}))
    deliver(own, 2, counted({"2020-Q1": 4}))
    figures = snapshot.read(own, harbour).figures[COUNT]
    assert {year: figure.value for year, figure in figures.items()} == {2020: 4, 2021: 5}


def test_the_newest_upload_holds_and_a_withdrawal_brings_the_older_back(own, harbour):
    deliver(own, 1, counted({"2021": 5}))
    newer = deliver(own, 2, counted({"2021": 6}), file_name="corrected.xlsx", uploaded_by="Port clerk")
    found = of_2021(own, harbour)
    assert (found.value, found.cells[0].trace.file_name, found.cells[0].trace.uploaded_by) == (6, "corrected.xlsx", "Port clerk")
    assert found.cells[0].trace.uploaded_at == START + timedelta(days=2)
    withdraw(own, newer)
    assert of_2021(own, harbour).value == 5
    withdraw(own, "upload-1")
    assert of_2021(own, harbour) is None
    assert snapshot.read(own, harbour).is_empty, "a trial that was withdrawn leaves nothing that holds"


def test_each_cell_holds_by_itself(own, harbour):
    deliver(own, 1, pairs(SHARE, ("part", "whole"), {"2021": (3, 40)}))
    newer = deliver(own, 2, [figure(SHARE, "2021", 5, "part", cell="F9")])
    found = of_2021(own, harbour, SHARE)
    assert found.value == 12.5
    assert [(cell.component, cell.trace.upload_id, cell.trace.cell) for cell in found.cells] == [("part", newer, "F9"), ("whole", "upload-1", "E5")]


def test_uploads_of_the_same_moment_have_an_order(own, harbour):
    deliver(own, 1, counted({"2021": 5}), uploaded_at=START)
    deliver(own, 2, counted({"2021": 6}), uploaded_at=START)
    assert of_2021(own, harbour).value == 6


def test_withdrawing_a_year_brings_the_months_back(own, harbour):
    deliver(own, 1, counted({"2021-Q1": 2}))
    year = deliver(own, 2, counted({"2021": 30}))
    withdraw(own, year)
    assert (of_2021(own, harbour).value, of_2021(own, harbour).status) == (2, "P")


def test_states_and_words_follow_the_newest_upload_too(own, harbour):
    def words(text: str) -> dict:
        return {"goal": "BOA1", "year": 2021, "text": text, "proposal": "", "sheet": "Evaluations", "cell": "D5"}

    deliver(own, 1, [state("BOA1.2", 2020, "not-started"), state("BOA1.2", 2021, "in-progress")], "progress")
    newer = deliver(own, 2, [state("BOA1.2", 2021, "done", date(2021, 9, 1))], "progress")
    deliver(own, 3, [words("Begun.")], "evaluations")
    deliver(own, 4, [words("Open.")], "evaluations")
    deliver(own, 5, [words("We like it.")], "evaluations", unit="library")
    now = snapshot.read(own, harbour)
    reports = now.reports["BOA1.2"]
    assert {year: (report.state, report.completed_on) for year, report in reports.items()} == {
        2020: ("not-started", None),
        2021: ("done", date(2021, 9, 1)),
    }
    assert reports[2021].trace.upload_id == newer
    assert [(output.unit, output.text) for output in now.evaluations] == [("library", "We like it."), ("port", "Open.")]
    withdraw(own, newer)
    assert snapshot.read(own, harbour).reports["BOA1.2"][2021].state == "in-progress"


def test_the_history_keeps_everything_withdrawn_or_not(own, harbour):
    deliver(own, 1, counted({"2021": 5}))
    newer = deliver(own, 2, counted({"2021": 6}))
    withdraw(own, newer)
    deliver(own, 3, counted({"2021": 7}))
    rows = own.rows("history", programme="harbour-2020-2023", item=COUNT)
    assert [(row.value, row.reasons) for row in rows] == [(7, None), (6, {"": "wrong year"}), (5, None)]


def test_the_history_has_texts_and_notes_by_language(own):
    row = {"goal": "BOA1", "year": 2021, "text": "Öppet.", "proposal": "", "sheet": "Goals", "cell": "D5"}
    deliver(own, 1, [row], "evaluations")
    deliver(own, 2, [state("BOA1.2", 2021, "done") | {"comment": "Valmis", "sheet": "States", "cell": "C4"}], "progress")
    written = row | {"upload_id": "upload-1", "written_by": "Clerk", "written_at": START}
    texts = [
        {name: written[name] for name in ("upload_id", "goal", "year", "proposal", "written_by", "written_at")} | one
        for one in ({"language": "sv", "text": "Öppet."}, {"language": "fi", "text": "Auki."})
    ]
    with own.writing() as connection:
        connection.insert("evaluation_texts", texts)
        connection.insert("note_languages", [{"upload_id": "upload-2", "sheet": "States", "cell": "C4", "language": "fi"}])
    found = [own.rows("history", programme="harbour-2020-2023", item=item)[0] for item in ("BOA1", "BOA1.2")]
    assert [(row.texts, row.comments) for row in found] == [({"fi": "Auki.", "sv": "Öppet."}, {"fi": "", "sv": ""}), (None, {"fi": "Valmis"})]


def test_another_programmes_uploads_are_not_seen(own, harbour):
    deliver(own, 1, counted({"2021": 5}), programme="another")
    now = snapshot.read(own, harbour)
    assert (now.is_empty, now.figures) == (True, {})


def newest(own: Store, harbour: Catalogue) -> int:
    return snapshot.read(own, harbour).newest_year()


def test_the_newest_year_is_the_last_of_the_programme_with_a_report(own, harbour):
    assert newest(own, harbour) == harbour.programme.reporting_year(moments.today())
    deliver(own, 1, counted({"2019": 5, "2021": 5}))
    assert newest(own, harbour) == 2021
    deliver(own, 2, counted({"2031": 5}))
    assert newest(own, harbour) == 2021


def known(now: Snapshot) -> dict[tuple, float | None]:
    return {key: cell.value for key, cell in now.known().items()}


def test_what_a_yearly_form_could_state_is_known_of_months_as_well(own, harbour):
    deliver(own, 1, counted({"2021-01": 2, "2021-02": 3}))
    deliver(own, 2, pairs(SHARE, ("part", "whole"), {"2021-Q1": (1, 10), "2021-Q2": (9, 30)}))
    found = known(snapshot.read(own, harbour))
    assert found[Key(COUNT, "2021-02", "value")] == 3
    assert found[Key(COUNT, "2021", "value")] == 5
    assert (found[Key(SHARE, "2021", "part")], found[Key(SHARE, "2021", "whole")]) == (10, 40)


def test_a_hundred_uploads_of_the_same_figures_read_as_one(own, harbour):
    rows = [figure(indicator, str(year), year - 2000.0) for indicator in (COUNT, LEVEL) for year in harbour.years]
    with own.writing() as connection:
        for day in range(100):
            values = {"programme": "harbour-2020-2023", "unit": "port", "uploaded_at": START + timedelta(days=day)}
            connection.insert("uploads", [upload(f"upload-{day:03}", **values)])
            connection.insert("figures", [{"upload_id": f"upload-{day:03}"} | row | {"value": row["value"] + day} for row in rows])
    now = snapshot.read(own, harbour)
    assert now.uploads == 100
    assert {year: found.value for year, found in now.figures[COUNT].items()} == {2020: 119, 2021: 120, 2022: 121, 2023: 122}
    assert all(len(found.cells) == 1 for found in now.figures[LEVEL].values())


def then(own: Store, harbour: Catalogue, day: int) -> Snapshot:
    return snapshot.read(own, harbour, START + timedelta(days=day))


def test_what_held_at_a_moment_is_found_again_whatever_came_after(own, harbour):
    deliver(own, 1, counted({"2021": 5}))
    shown = snapshot.read(own, harbour)
    deliver(own, 2, [*counted({"2021": 6, "2022": 7}), *pairs(SHARE, ("part", "whole"), {"2021": (3, 40)}), *areas("2021", {"North": {"a": 1}})])
    deliver(own, 3, [state("BOA1.2", 2021, "done")], "progress")
    deliver(own, 4, [{"goal": "BOA1", "year": 2021, "text": "Open.", "proposal": "", "sheet": "E", "cell": "D5"}], "evaluations")
    deliver(own, 5, [figure(COUNT, "2021", 8, "context", {"statistic": "Harbours"})])
    withdraw(own, "upload-1")
    assert then(own, harbour, 1) == shown
    assert then(own, harbour, 0).is_empty and then(own, harbour, 0).figures == {}
    assert then(own, harbour, 2).figures[COUNT].keys() == {2021, 2022}
    assert (then(own, harbour, 2).reports, then(own, harbour, 3).evaluations, then(own, harbour, 4).context) == ({}, (), {})
    assert then(own, harbour, 200) == snapshot.read(own, harbour)


def test_a_withdrawal_counts_from_its_own_moment(own, harbour):
    deliver(own, 1, counted({"2021": 5}))
    withdraw(own, deliver(own, 2, counted({"2021": 6})))
    assert [then(own, harbour, day).figures[COUNT][2021].value for day in (1, 2, 99, 100)] == [5, 6, 6, 5]


def test_a_moment_ends_with_its_reading(own, harbour):
    deliver(own, 1, counted({"2021": 5}))
    with own.reading() as connection:
        connection.rows("as_of", as_of=START)
        assert snapshot.read_from(connection, harbour).is_empty
        assert connection.rows("round", programme="harbour-2020-2023") == []
    assert snapshot.read(own, harbour).uploads == 1


def test_what_was_delivered_within_the_moment_itself_counts(own, harbour):
    deliver(own, 1, counted({"2021": 5}))
    at = START + timedelta(days=1)
    assert [snapshot.read(own, harbour, moment).uploads for moment in (at - timedelta.resolution, at)] == [0, 1]


def test_the_mixing_of_areas_is_the_same_to_the_last_digit_each_time_it_is_read(example_store):
    vaasa = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
    read = [snapshot.read(example_store, vaasa).figures["TUR4.1"] for _ in range(10)]
    assert all(other == read[0] for other in read)
