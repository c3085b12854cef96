"""What becomes of start, pages and memory as the store grows: `python -m tests.bench.growth [--database]`.

The example's deliveries once, 10 and 100 times; and ten programmes with a thousand deliveries of each unit, spread over a hundred years. Each store
is served by a dashboard that has just been started.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import duckdb
import httpx

from loaders.example_data import examples
from monitoring import catalogue, settings
from monitoring.store import Store
from tests import postgresql
from tests.bench.load import processes
from tests.bench.visitor import Visitor
from tests.browser.running import ROOT, serving

VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
SIZES = {"once": (1, 1), "10 times": (10, 1), "100 times": (100, 1), "ten programmes": (230, 10)}
"""How often each delivery is there, and of how many programmes."""
PAGES = (("", ""), ("goal", "goal=TYO1"), ("explore", ""), ("timeline", ""), ("changes", ""), ("round", ""), ("deliveries", ""))


def grown(path: Path, times: int, programmes: int) -> tuple[int, int]:
    """Makes a store of that size, each delivery a commit; its uploads and figures."""
    examples.load(Store(path), VAASA)
    with duckdb.connect(str(path)) as connection:
        for statement in _statements(connection, times, programmes) if times > 1 else ():
            connection.execute(statement)
        return connection.execute("select (select count(*) from uploads), (select count(*) from figures)").fetchone()


def _statements(connection: duckdb.DuckDBPyConnection, times: int, programmes: int) -> list[str]:
    copies = f"""
        create temp table copies as
        select upload_id, upload_id || '-' || n || '-' || p as copy, uploaded_at - to_seconds((n * 86400 + p * 60)::bigint) as moment,
            programme || if(p = 0, '', '-' || p) as its_programme, if(p = 0, 0, n * 100 // {times}) as years
        from uploads, range({times}) as often(n), range({programmes}) as several(p) where n + p > 0"""
    uploads = """
        insert into uploads select copy, its_programme, unit, file_name, sha256, content, layout, uploaded_by, moment, note, null
        from uploads join copies using (upload_id)"""
    rows = []
    for table in ("figures", "progress", "evaluations"):
        names = [name for name, *_ in connection.execute(f"describe {table}").fetchall()]
        taken = ", ".join({"upload_id": "copy", "year": "year - years"}.get(name, name) for name in names)
        rows.append(f"insert into {table} select {taken} from {table} join copies using (upload_id)")
    numbered = [
        "create temp table numbered as select upload_id, uploaded_at, row_number() over (order by uploaded_at, upload_id) as number from uploads",
        "delete from commits",
        "insert into commits select number, upload_id, uploaded_at, 'figures progress evaluations uploads', '' from numbered",
    ]
    numbered += [
        f"update {table} set commit_number = number from numbered where {table}.upload_id = numbered.upload_id"
        for table in ("uploads", "figures", "progress", "evaluations")
    ]
    return [copies, uploads, *rows, *numbered]


def wait_until_live(address: str) -> None:
    """Streamlit tells its address before it has read the program."""
    while True:
        with suppress(httpx.TransportError):
            if httpx.get(f"{address}/health/live").is_success:
                return
        time.sleep(0.02)


async def visited(address: str) -> tuple[float, dict[str, list[float]]]:
    """Seconds of the first page, and of each page after that. Whoever comes first comes when the server says that it lives."""
    async with Visitor(address) as visitor:
        first = await visitor.look_at("", "lang=fi")
        return first, {page: [await visitor.look_at(page, f"{query}&lang=fi") for _ in range(3)] for page, query in PAGES}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", action="store_true")
    options = parser.parse_args()
    with ExitStack() as ends:
        server = postgresql.started() if options.database else None
        if server:
            ends.callback(server.end)
        for name, (times, programmes) in SIZES.items():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "monitoring.duckdb"
                uploads, figures = grown(path, times, programmes)
                environment = {"MONITORING_DATABASE": str(path)}
                if server:
                    environment["MONITORING_STORE"] = server.empty()
                    Store(environment["MONITORING_STORE"]).restore(path)
                began = time.monotonic()
                with serving(ROOT / "pages" / "web" / "app.py", **environment) as address:
                    wait_until_live(address)
                    start = time.monotonic() - began
                    first, others = asyncio.run(visited(address))
                    memory, _ = processes(address.rpartition(":")[2])
            page, slowest = max(others.items(), key=lambda one: max(one[1]))
            every = [spent for each in others.values() for spent in each]
            sys.stdout.write(
                f"{name:15} {uploads:7} uploads {figures:8} figures   start {start:5.1f} s   first page {first:5.2f} s"
                f"   pages {statistics.median(every):5.2f} s, slowest {max(slowest):5.2f} s ({page or 'overview'})   memory {memory:5.0f} MB\n"
            )
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
