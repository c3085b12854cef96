"""The set of dimensions in a figure's key: equal sets are equal texts, the total is no category, a store without dimensions is read as it is."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import duckdb
import pytest

from monitoring import snapshot, withdrawals
from monitoring.dimensions import COLUMNS, DIMENSIONS, TOTAL, Dimensions
from monitoring.model import Cell, Key
from monitoring.snapshot import Snapshot
from monitoring.store import Store
from tests.monitoring.test_snapshot import COUNT, DISTRIBUTION, START, counted, deliver, figure, withdraw
from tests.monitoring.test_store import BEFORE_DIMENSIONS

NORTH_FI = Dimensions.of(area="North", category="fi")


def test_the_order_of_the_dimensions_makes_no_difference():
    assert Dimensions.of(category="fi", area="North") == NORTH_FI
    assert NORTH_FI.text == '{"area":"North","category":"fi"}'
    assert {NORTH_FI: 1}[Dimensions.parsed(NORTH_FI.text)] == 1


def test_the_total_has_no_category_and_an_empty_text_is_none():
    assert (TOTAL.text, dict(TOTAL), TOTAL) == ("{}", {}, Dimensions.parsed("{}"))
    with pytest.raises(ValueError, match="area"):
        Dimensions.of(area="", category="fi")


@pytest.mark.parametrize("name", ["Colour", "2nd", "a b", "_T"])
def test_a_dimension_has_a_name_that_a_programme_can_declare(name):
    with pytest.raises(ValueError, match=name):
        Dimensions.of(**{name: "red"})
    assert Dimensions.of(**{"work-place": "school"}).text == '{"work-place":"school"}'


def test_every_column_is_named_once_and_empty_for_the_total():
    assert COLUMNS == ("area", "category", "sex", "age", "language", "citizenship")
    nothing = dict.fromkeys((*COLUMNS, "dimensions"), "")
    assert TOTAL.columns == nothing
    assert Dimensions.of(statistic="Harbours").columns == nothing | {"category": "Harbours", "dimensions": '{"statistic":"Harbours"}'}
    assert Dimensions.of(quay="inner", sex="F").columns == nothing | {"sex": "F", "dimensions": '{"quay":"inner","sex":"F"}'}


@pytest.mark.parametrize("name", ["Söder / Etelä", 'other "than" these', "back\\slash", "tab\tand\nline", "😀", " "])
def test_python_and_duckdb_write_the_same_text(name):
    for dimension in DIMENSIONS:
        (text,) = duckdb.execute("select json_object($dimension, $name)::varchar", {"dimension": dimension, "name": name}).fetchone()
        assert Dimensions.of(**{dimension: name}).text == text
        assert Dimensions.parsed(text) == Dimensions.of(**{dimension: name})


@pytest.fixture
def older(tmp_path) -> Store:
    """A store that was made before figures had dimensions."""
    store = Store(tmp_path / "older.duckdb")
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(BEFORE_DIMENSIONS.read_text(encoding="utf-8"))
    return store


def moments() -> list[tuple[datetime, dict]]:
    """What the program of that time read in the store, as of several moments."""
    readings = json.loads(BEFORE_DIMENSIONS.with_suffix(".json").read_text(encoding="utf-8"))
    return [(START + timedelta(days=int(day)), reading) for day, reading in readings.items()]


def reading(now: Snapshot) -> dict:
    return {
        "figures": {
            code: {
                str(year): {
                    "value": figure.value,
                    "coverage": figure.coverage,
                    "status": figure.status,
                    "parts": dict(figure.parts),
                    "areas": [[area.area, dict(area.categories), area.total, area.index] for area in figure.areas],
                    "comment": figure.comment,
                    "cells": [_cell(cell) for cell in figure.cells],
                }
                for year, figure in by_year.items()
            }
            for code, by_year in now.figures.items()
        },
        "reports": {
            item: {
                str(year): [report.state, report.completed_on and report.completed_on.isoformat(), report.comment, report.trace.upload_id]
                for year, report in by_year.items()
            }
            for item, by_year in now.reports.items()
        },
        "evaluations": [[one.goal, one.unit, one.year, one.text, one.proposal, one.trace.upload_id] for one in now.evaluations],
        "context": {
            code: [
                {
                    "name": line.names[""],
                    "points": {str(year): value for year, value in line.points.items()},
                    "source": line.sources[""],
                    "cells": [_cell(cell) for cell in line.cells],
                }
                for line in lines
            ]
            for code, lines in now.context.items()
        },
        "uploads": now.uploads,
    }


def _cell(cell: Cell) -> list:
    trace = cell.trace
    return [
        cell.component,
        cell.period,
        *(cell.dimensions.columns[name] for name in ("area", "category")),
        cell.value,
        cell.comment,
        trace.upload_id,
        trace.sheet,
        trace.cell,
    ]


def test_an_older_store_reads_as_it_did_at_every_moment(older, harbour):
    before = older.path.read_bytes()
    for moment, then in moments():
        assert reading(snapshot.read(older, harbour, moment)) == then, moment
    assert older.path.read_bytes() == before


def rows_of(store: Store, table: str) -> list[tuple]:
    with duckdb.connect(str(store.path), read_only=True) as connection:
        return connection.execute(f"from {table} order by all").fetchall()


def test_an_older_store_is_written_to_and_nothing_in_it_changes(older, harbour, tmp_path):
    stated = rows_of(older, "observations")
    older.backup(tmp_path / "copy.duckdb")
    newer = deliver(
        older, 300, [*counted({"2021": 8}), figure(DISTRIBUTION, "2020", 6, by=NORTH_FI), figure(COUNT, "2020", 7, "context", {"statistic": "H"})]
    )
    now = snapshot.read(older, harbour)
    assert now.figures[COUNT][2021].value == 8
    assert now.known()[Key(DISTRIBUTION, "2020", "value", NORTH_FI)].value == 6, "the same figure in either form"
    assert rows_of(older, "observations") == stated
    for moment, then in moments():
        assert reading(snapshot.read(older, harbour, moment)) == then, moment
    effects = {effect.key: (effect.before, effect.after) for effect in withdrawals.effects(snapshot.read(older, harbour), older, newer)}
    assert effects[Key(DISTRIBUTION, "2020", "value", NORTH_FI)] == (6, 10)
    assert effects[Key(COUNT, "2021", "value")] == (8, 21)
    withdraw(older, "upload-3")
    older.check()
    older.restore(tmp_path / "copy.duckdb")
    assert reading(snapshot.read(older, harbour)) == moments()[-1][1]


def test_a_new_store_has_none_of_the_former_tables(tmp_path):
    store = Store(tmp_path / "monitoring.duckdb")
    deliver(store, 1, counted({"2021": 5}))
    with duckdb.connect(str(store.path), read_only=True) as connection:
        tables = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    assert "figures" in tables and "observations" not in tables
    assert [row[5] for row in rows_of(store, "figures")] == ["{}"]


def test_the_history_of_an_older_store_has_both_forms(older):
    deliver(older, 300, [figure(DISTRIBUTION, "2020", 6, by=NORTH_FI)])
    rows = older.rows("history", programme="harbour-2020-2023", item=DISTRIBUTION)
    assert [(row.value, row.holds) for row in rows if (row.period, row.dimensions) == ("2020", NORTH_FI.text)] == [(6, True), (10, False)]
