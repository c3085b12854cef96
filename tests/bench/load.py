"""Many readers and uploads at a time: `python -m tests.bench.load [--readers 100] [--uploads 20] [--seconds 120] [--database] [ADDRESS]`.

Each reader has a page open, by a websocket as a browser has, and goes on to another one every half minute or so; the uploads come in between, each
from the file on the desk to the receipt. Without an address the dashboard is started here, its store a file, or a PostgreSQL of its own; one that
runs already must have the example's programme, and takes what is uploaded.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from loaders.example_data import examples
from monitoring import catalogue, kinds, settings, snapshot
from monitoring.programme import Indicator
from monitoring.store import Store
from monitoring.words import words
from tests import postgresql
from tests.bench.visitor import Visitor
from tests.browser.running import ROOT, serving
from tools.form_filling import Form

VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
ENGLISH = words("en")
PAGES = (
    *(("goal", f"goal={code}") for code in VAASA.goals),
    *[("", "")] * 10,
    *[("explore", "")] * 5,
    ("timeline", ""),
    ("changes", ""),
    ("round", ""),
)
THINKS = (10.0, 50.0)
"""Seconds for which a reader looks at a page, from and to."""


@dataclass
class Outcome:
    """What the visitors met with: by page the seconds until it stood, the seconds from a file to its receipt, and what went wrong."""

    pages: dict[str, list[float]] = field(default_factory=dict)
    uploads: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


async def reads(address: str, number: int, until: float, outcome: Outcome) -> None:
    chance = random.Random(number)
    await asyncio.sleep(chance.random() * THINKS[1])
    try:
        async with Visitor(address, _home(number)) as visitor:
            while time.monotonic() < until:
                page, query = chance.choice(PAGES)
                spent = await visitor.look_at(page, f"{query}&lang={chance.choice(('fi', 'sv', 'en'))}")
                outcome.pages.setdefault(page or "overview", []).append(spent)
                await asyncio.sleep(chance.uniform(*THINKS))
    except Exception as error:
        outcome.failed.append(f"reader {number}: {type(error).__name__} {error}")


async def hands_in(address: str, number: int, form: tuple[str, bytes], until: float, outcome: Outcome) -> None:
    chance = random.Random(-number)
    await asyncio.sleep(chance.random() * max(until - time.monotonic() - THINKS[0], 0))
    unit, content = form
    try:
        async with Visitor(address, _home(number)) as visitor:
            await visitor.look_at("deliver", f"unit={unit}&lang=en")
            began = time.monotonic()
            await visitor.upload("form.xlsx", content)
            fields = [*visitor.elements["text_input"], *visitor.elements.get("text_area", [])]
            written = {one.id: {"string_value": "Coordinator" if one.label == ENGLISH("deliver.by") else ""} for one in fields}
            (accept,) = (one for one in visitor.elements["button"] if one.is_form_submitter)
            await visitor.run(**written, **{accept.id: {"trigger_value": True}})
            outcome.uploads.append(time.monotonic() - began)
            if ENGLISH("receipt.stored") not in visitor.texts:
                outcome.told.append(visitor.texts[-300:])
    except Exception as error:
        outcome.failed.append(f"upload {number}, {unit}: {type(error).__name__} {error}")


def _home(number: int) -> str:
    """Where a visitor comes from: nginx sends those of one network to one dashboard."""
    return f"127.0.{number % 200}.1"


def forms(count: int) -> list[tuple[str, bytes]]:
    """With an indicator's figures of one year each, so that they change no figure of each other: unit and workbook."""
    with tempfile.TemporaryDirectory() as folder:
        empty = snapshot.read(Store(Path(folder) / "empty.duckdb"), VAASA)
    asked = [(year, one) for year in VAASA.years for one in VAASA.indicators.values() if one.components and not kinds.of(one).by_area]
    return [(one.reporting_unit, filled(empty, one, year)) for year, one in asked[:count]]


def filled(empty: snapshot.Snapshot, indicator: Indicator, year: int) -> bytes:
    figures = {"mean": round(random.uniform(1, 5), 3), "part": random.randrange(20, 400)}
    values = {f"{indicator.indicator} {component}": {year: figures.get(component, random.randrange(400, 900))} for component in indicator.components}
    return Form(indicator.reporting_unit, empty, "en").figures(values).content


@contextmanager
def started(is_database: bool) -> Iterator[tuple[str, Store]]:
    """A dashboard with a store that has the example as if the units had handed it in."""
    with ExitStack() as ends, tempfile.TemporaryDirectory() as folder:
        environment = {"MONITORING_DATABASE": f"{folder}/monitoring.duckdb"}
        store = Store(environment["MONITORING_DATABASE"])
        examples.load(store, VAASA)
        if is_database:
            server = postgresql.started()
            ends.callback(server.end)
            environment["MONITORING_STORE"] = server.empty()
            file, store = store.path, Store(environment["MONITORING_STORE"])
            store.restore(file)
        yield ends.enter_context(serving(ROOT / "pages" / "web" / "app.py", **environment)), store


async def visit(address: str, readers: int, seconds: float, given: list[tuple[str, bytes]]) -> Outcome:
    outcome, until = Outcome(), time.monotonic() + seconds
    await asyncio.gather(
        *(reads(address, number, until, outcome) for number in range(readers)),
        *(hands_in(address, number, form, until, outcome) for number, form in enumerate(given)),
    )
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", nargs="?")
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--uploads", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--database", action="store_true")
    options = parser.parse_args()
    given = forms(options.uploads)
    with ExitStack() as ends:
        address = options.address or ends.enter_context(started(options.database))[0]
        asyncio.run(visit(address, 1, 1, []))
        before = processes("" if options.address else address.rpartition(":")[2])
        outcome = asyncio.run(visit(address, options.readers, options.seconds, given))
        after = processes("" if options.address else address.rpartition(":")[2])
    report(outcome, options.readers, before, after)
    return 1 if outcome.failed else 0


def processes(port: str) -> tuple[float, float]:
    """Memory (MB) and the processor's seconds of the dashboards of this machine with a port, or of all, with what they started and have ended."""
    memory = spent = 0.0
    for path in Path("/proc").glob("[0-9]*"):
        try:
            command = (path / "cmdline").read_text()
            if "pages/web/app.py" in command and port in command:
                memory += next(int(line.split()[1]) for line in (path / "status").read_text().splitlines() if line.startswith("VmRSS")) / 1024
                times = (path / "stat").read_text().rsplit(")", 1)[1].split()
                spent += sum(map(int, times[11:15])) / 100
        except (OSError, StopIteration):
            continue
    return memory, spent


def report(outcome: Outcome, readers: int, before: tuple[float, float], after: tuple[float, float]) -> None:
    every = [spent for page in outcome.pages.values() for spent in page]
    for name, spent in [*sorted(outcome.pages.items()), ("all pages", every), ("file to receipt", outcome.uploads)]:
        if spent:
            slowest = sorted(spent)[-max(len(spent) // 20, 1)]
            sys.stdout.write(f"{name:16} {len(spent):5} times   median {statistics.median(spent):6.2f} s   slowest twentieth {slowest:6.2f} s\n")
    memory, spent = after[0] - before[0], after[1] - before[1]
    sys.stdout.write(
        f"memory {before[0]:.0f} MB and {memory / readers:.1f} MB a reader; {1000 * spent / max(len(every), 1):.0f} ms of a processor a page\n"
    )
    for line in (*(f"not stored: {text}" for text in outcome.told), *outcome.failed):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
