"""How a store in a file and one in PostgreSQL compare, and what the copy in memory costs, with the example data and with 1.3 million figures."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from loaders.example_data import examples
from monitoring import assessed_year, catalogue, settings, snapshot
from monitoring.storage import memory_copy
from monitoring.storage.statements import statement
from monitoring.store import Store, digest
from tests import postgresql
from tests.bench.measuring import ROOT, TURNS, Result, timed

VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
FIGURES, UPLOADS = 1_300_000, 6_500
OF_AN_UPLOAD = 200


def comparing(folder: Path) -> list[Result]:
    """Reading the example data and accepting an upload, by turns in both kinds; and the copy of a large store."""
    server = postgresql.started()
    try:
        file = Store(folder / "file.duckdb")
        examples.load(file, VAASA)
        database = server.store()
        file.backup(folder / "example.duckdb")
        database.restore(folder / "example.duckdb")
        measured = [_reading(file, database), _adding(file, database)]
        large = _large(folder / "large.duckdb")
        measured += _copying(Store(large), "a file")
        far = server.store()
        far.restore(large)
        return measured + _copying(far, "PostgreSQL")
    finally:
        memory_copy.forget_all()
        server.end()


def _reading(file: Store, database: Store) -> Result:
    """What a page needs: the state as of now, assessed, after something was stored."""

    def read(store: Store) -> None:
        _add(store)
        assessed_year.at(snapshot.read(store, VAASA), 2021)

    return Result("a page's data after a change, PostgreSQL to file", _ratios(read, database, file), "×", 1.1)


def _adding(file: Store, database: Store) -> Result:
    return Result("storing an upload, PostgreSQL to file", _ratios(_add, database, file), "×", 1.2)


def _ratios(work, one: Store, other: Store) -> list[float]:
    work(one), work(other)
    return [timed(lambda: work(one)) / timed(lambda: work(other)) for _ in range(3 * TURNS)]


def _add(store: Store) -> None:
    name = f"bench-{time.monotonic_ns()}"
    upload = {"upload_id": name, "programme": "bench", "unit": "u", "file_name": "f", "sha256": digest(b""), "content": b"", "layout": "form"}
    figure = {"upload_id": name, "indicator": "I", "year": 2021, "component": "value", "dimensions": "{}", "value": 1.0, "status": "A", "comment": ""}
    with store.writing() as connection:
        connection.insert("uploads", [upload | {"uploaded_by": "bench", "uploaded_at": connection.now, "note": ""}])
        connection.insert("figures", [figure | {"period": str(n), "sheet": "s", "cell": f"A{n}"} for n in range(OF_AN_UPLOAD)])


def _large(path: Path) -> Path:
    """A store of version 2 with FIGURES figures in UPLOADS uploads, each a commit."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement("schema"))
        connection.execute("insert into schema_versions values (2, now()::timestamp, null)")
        connection.execute(
            "insert into commits select n, n::varchar, timestamp '2020-01-01' + to_minutes(n), 'figures uploads', '' from range(1, ?) as numbers(n)",
            [UPLOADS + 1],
        )
        connection.execute(
            """insert into uploads select n::varchar, 'large', 'unit-' || n % 40, 'f.xlsx', n::varchar, ''::blob, 'form', 'Clerk',
            timestamp '2020-01-01' + to_minutes(n), '', n from range(1, ?) as numbers(n)""",
            [UPLOADS + 1],
        )
        connection.execute(
            """insert into figures select (1 + n // 200)::varchar, 'IND' || n % 100, (2000 + n % 100)::varchar, 2000 + n % 100, 'value',
            '{"area": "' || n % 200 || '"}', n * 0.5, 'A', '', 'Sheet', 'B' || n % 200, 1 + n // 200 from range(0, ?) as numbers(n)""",
            [FIGURES],
        )
    return path


def _copying(store: Store, kind: str) -> list[Result]:
    """The first copy, what it takes of memory, and the refresh after one upload, which another process has stored."""
    memory_copy.forget_all()
    before = _memory()
    filling = timed(lambda: store.rows("upload_count", programme="bench"))
    taken = _memory() - before
    refreshing = []
    for _ in range(TURNS):
        subprocess.run([sys.executable, "-m", "tests.bench.stores", store.address], cwd=ROOT, check=True)
        refreshing.append(timed(store.refresh) * 1000)
    return [
        Result(f"{FIGURES:,} figures in {kind}: the first copy", [filling], "s", 3),
        Result(f"{FIGURES:,} figures in {kind}: memory of the copy", [taken], "MB", 1000),
        Result(f"{FIGURES:,} figures in {kind}: a refresh after one upload", refreshing, "ms", 50),
    ]


def _memory() -> float:
    """Megabytes of this process."""
    with open("/proc/self/statm", encoding="ascii") as pages:
        return int(pages.read().split()[1]) * resource.getpagesize() / 1e6


if __name__ == "__main__":
    _add(Store(sys.argv[1]))
