"""Kills processes at random moments while they work on a store, and looks at what is left:
`python -m tests.bench.kills [--times 1000] [--database]`.

After each kill the store is read anew: everything that was reported as done is there, what was being done is there whole or not at all, the numbers
of commits have no gap, the log is whole, and no file is left that a person must clear away. With --database the store is in a PostgreSQL, and every
tenth time it is the server that is killed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from loaders import delivery
from monitoring import catalogue, settings
from monitoring.council import decisions
from monitoring.council.decisions import Wording
from monitoring.storage.whole_file import HALF
from monitoring.store import Store, digest
from monitoring.trust import copies, log, sessions
from monitoring.trust.log import Event
from monitoring.trust.people import Person, local
from tests import postgresql

CLERK, KEPT = local("Clerk"), {"monitoring.duckdb", "monitoring.duckdb.newest", "monitoring.duckdb.wal", "copy.duckdb", "copy.duckdb.newest"}
FIGURES = 40
MOST, LONGEST = 4, 0.15
"""How many things a process begins at most before it is killed, and the seconds into the last one until when."""


@dataclass
class Known:
    """What is in the store: uploads (true where withdrawn), decisions, sessions; and what was in it when the backup was made."""

    uploads: dict[str, bool] = field(default_factory=dict)
    decisions: list[str] = field(default_factory=list)
    sessions: int = 0

    def copied(self) -> Known:
        return Known(dict(self.uploads), list(self.decisions), self.sessions)


def load(store: Store, name: str) -> None:
    upload = {
        "upload_id": name,
        "programme": "p",
        "unit": "u",
        "file_name": "f",
        "sha256": digest(b""),
        "content": os.urandom(30_000),
        "layout": "form",
    }
    figure = {"upload_id": name, "indicator": "I", "year": 2021, "component": "value", "dimensions": "{}", "value": 1.0, "status": "A", "comment": ""}
    with log.transaction(store, CLERK) as connection:
        connection.insert("uploads", [upload | {"uploaded_by": "Clerk", "uploaded_at": connection.now, "note": ""}])
        connection.insert("figures", [figure | {"period": f"{2000 + n}", "sheet": "s", "cell": f"A{n}"} for n in range(FIGURES)])
        log.write(connection, CLERK, Event.DELIVERY_ACCEPTED, "upload", name)


def read(store: Store) -> Known:
    """The store as a process sees it that has just begun; raises AssertionError where it is not whole."""
    store.check()
    found = store.contents()
    assert found.gaps == (), found.gaps
    assert log.verify(store, CLERK) == []
    with store.reading() as connection:
        rows = connection.rows("uploads", programme="p", unit=None, at_most=None)
        assert all(row.items == FIGURES for row in rows), "half of a delivery"
        decided = [row.decision_id for row in connection.rows("decisions", programme=VAASA.programme.programme)]
        signed_in = len(connection.rows("sessions"))
    return Known({row.upload_id: row.withdrawn_at is not None for row in rows}, sorted(decided), signed_in)


VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
GOAL = next(iter(VAASA.goals))


def work(place: str, folder: Path, known: Known, backup: Known | None, seed: int, report: Callable[[list], None]) -> None:
    """Does one thing after the other and says of each that it begins and that it is done, until it is killed."""
    store, chance, copy = Store(place), random.Random(seed), folder / "copy.duckdb"
    while True:
        kinds = ["load", "load", "decide", "sign-in", "backup", "withdraw" if any(not gone for gone in known.uploads.values()) else "load"]
        kind, name = chance.choice([*kinds, *(["restore"] if backup else []), "move"]), uuid.uuid4().hex
        if kind == "withdraw":
            name = chance.choice([upload for upload, gone in known.uploads.items() if not gone])
        report(["begins", kind, name])
        if kind == "load":
            load(store, name)
            known.uploads[name] = False
        elif kind == "withdraw":
            delivery.withdraw(name, store, CLERK, {})
            known.uploads[name] = True
        elif kind == "decide":
            decisions.decide(store, VAASA, GOAL, "agreed", Wording("text", "somebody", date(2030, 1, 1)), CLERK, name)
            known.decisions.append(name)
        elif kind == "sign-in":
            sessions.begin(store, Person(name, "Somebody"), ())
            known.sessions += 1
        elif kind == "backup":
            copies.back_up(store, copy, CLERK)
            backup = known.copied()
        elif kind == "restore":
            copies.restore(store, copy, CLERK)
            known = backup.copied()
            known.sessions = 0
        else:
            copies.move(store, Store(folder / "moved" / f"{name}.duckdb"), VAASA, CLERK)
        report(["done", kind, name])


def after(known: Known, backup: Known | None, kind: str, name: str) -> Known:
    """What is in the store once a thing is done."""
    then = known.copied()
    if kind == "load":
        then.uploads[name] = False
    elif kind == "withdraw":
        then.uploads[name] = True
    elif kind == "decide":
        then.decisions.append(name)
    elif kind == "sign-in":
        then.sessions += 1
    elif kind == "restore":
        then = backup.copied()
        then.sessions = 0
    return then


def in_child(do: Callable[[Callable[[list], None]], None]) -> tuple[int, int]:
    """Starts a process; its number, and where what it reports is read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            do(lambda what: os.write(writing, f"{json.dumps(what)}\n".encode()))
            code = 0
        except BaseException as error:
            os.write(writing, f"{json.dumps(['failed', type(error).__name__, str(error)[:500]])}\n".encode())
        finally:
            os._exit(code)
    os.close(writing)
    return child, reading


def lines(reading: int) -> list[list]:
    with os.fdopen(reading) as stream:
        return [json.loads(line) for line in stream if line.endswith("\n")]


def begun(reading: int, count: int) -> list[list]:
    """What a process reports until it begins its `count`th thing, or ends."""
    told: list[list] = []
    while sum(what == "begins" for what, *_ in told) < count:
        line = b""
        while not line.endswith(b"\n"):
            if not (byte := os.read(reading, 1)):
                return told
            line += byte
        told.append(json.loads(line))
    return told


def looked_at(place: str) -> Known:
    child, reading = in_child(lambda report: report(["found", vars(read(Store(place)))]))
    told = lines(reading)
    os.waitpid(child, 0)
    assert told and told[0][0] == "found", told
    return Known(**told[0][1])


def same(one: Known, other: Known) -> bool:
    return (one.uploads, sorted(one.decisions), one.sessions) == (other.uploads, sorted(other.decisions), other.sessions)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--database", action="store_true")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    chance, folder = random.Random(options.seed), Path(tempfile.mkdtemp(prefix="kills-"))
    server = postgresql.started() if options.database else None
    place = server.empty() if server else str(folder / "monitoring.duckdb")
    killed, backup = Counter(), None
    child, reading = in_child(lambda report: load(Store(place), "first"))
    assert lines(reading) == []
    os.waitpid(child, 0)
    known = Known({"first": False})
    try:
        for number in range(options.times):
            child, reading = in_child(partial(work, place, folder, known.copied(), backup, number))
            is_server = server is not None and number % 10 == 9
            told = begun(reading, chance.randint(1, MOST))
            time.sleep(chance.random() * LONGEST)
            if is_server:
                server.stop("immediate")
                server.start()
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            told += lines(reading)
            os.waitpid(child, 0)
            known, backup = check(place, folder, known, backup, told, killed, is_server)
    except AssertionError as error:
        sys.stdout.write(f"seed {options.seed}, kill {number}, in {folder}: {error}\n")
        return 1
    finally:
        if server:
            server.end()
    sys.stdout.write(f"seed {options.seed}: {options.times} kills, {dict(killed)}; {len(known.uploads)} uploads, nothing lost, nothing half\n")
    return 0


def check(place: str, folder: Path, known: Known, backup: Known | None, told: list, killed: Counter, is_server: bool) -> tuple[Known, Known | None]:
    """Compares what is there with what was reported; gives what is known from here on."""
    pending: list = []
    moved: dict[str, Known] = {}
    for what, kind, name in told:
        if what == "begins":
            pending = [kind, name]
        elif what == "done":
            known, pending = after(known, backup, kind, name), []
            backup = known.copied() if kind == "backup" else backup
            if kind == "move":
                moved[name] = known.copied()
        else:
            assert is_server, (kind, name)
    killed[pending[0] if pending else "between"] += 1
    found = looked_at(place)
    allowed = [known, *([after(known, backup, *pending)] if pending else [])]
    assert any(same(found, one) for one in allowed), f"{pending}: {vars(found)} is none of {[vars(one) for one in allowed]}"
    left = {path.name for path in folder.iterdir()} - KEPT - {"moved"}
    assert not {name for name in left if not name.endswith(HALF)}, left
    for copy in (folder / "moved").glob("*.duckdb") if (folder / "moved").exists() else ():
        assert copy.stem not in moved or same(looked_at(str(copy)), moved[copy.stem]), copy
        copy.unlink()
    if pending[:1] == ["backup"] and (folder / "copy.duckdb").exists():
        copied = looked_at(str(folder / "copy.duckdb"))
        states = [one for one in (backup, found) if one is not None and same(copied, one)]
        assert states, "a backup of neither state"
        backup = states[0].copied()
    return found, backup


if __name__ == "__main__":
    sys.exit(main())
