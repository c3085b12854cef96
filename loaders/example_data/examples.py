"""The example data: files of data/examples/, taken in as any other into a store of their own.

`deliveries.csv` beside them says who delivered each, in the order of the dates that their names begin with, and which were withdrawn. Most
are forms; the recipes in `recipes/` give the meaning of the others, units' own workbooks; `meetings.json` has what the council decided.
"""

from __future__ import annotations

import csv
import fcntl
import hashlib
import os
import shutil
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from loaders import delivery
from loaders.files.sandbox import AT_ONCE
from monitoring import settings
from monitoring.catalogue import Catalogue
from monitoring.snapshot import Snapshot
from monitoring.storage.statements import statement
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import DEFAULT

if TYPE_CHECKING:
    from loaders.recipes.recipe import Recipe

LIST = "deliveries.csv"
RECIPES = "recipes"
"""The folder of what own workbooks mean: the recipes of the units, one JSON file each."""
FORM = "form.xlsx"
HANDED_IN = time(9, 0)


class ExampleError(Exception):
    "An example workbook has errors; `checked` is its delivery."

    def __init__(self, checked: delivery.Delivery):
        findings = [f"{f.code} {f.sheet} {f.cell} {f.value}".strip() for f in checked.findings if f.severity == "error"]
        super().__init__(f"{checked.file_name}: {'; '.join(findings)}")
        self.checked = checked


@dataclass(frozen=True)
class Example:
    """One line of deliveries.csv: `<date>_<unit>` is a file's name, `language` is its form's, and that of what is written about it.
    `sent_as` is what the unit called a workbook of its own, empty for a form."""

    delivery: str
    sent_as: str
    language: str
    uploaded_by: str
    note: str
    withdrawn_on: str
    withdrawn_by: str
    reason: str

    @property
    def is_form(self) -> bool:
        return not self.sent_as

    @property
    def file(self) -> str:
        """Its name in the folder."""
        return f"{self.delivery}{PurePath(self.sent_as or FORM).suffix}"

    @property
    def unit(self) -> str:
        return self.delivery.partition("_")[2]

    def written(self, text: str) -> dict[str, str]:
        """What is written about it, by language."""
        return {self.language: text} if text else {}

    @property
    def delivered_at(self) -> datetime:
        """UTC, as the store keeps it."""
        return datetime.combine(datetime.fromisoformat(self.delivery.partition("_")[0]), HANDED_IN)


def folder(catalogue: Catalogue) -> Path:
    """Where the programme's example workbooks are; it need not exist."""
    return settings.DATA / "examples" / catalogue.programme.programme


def exist(catalogue: Catalogue) -> bool:
    """Whether the programme comes with example workbooks."""
    return _has_workbooks(folder(catalogue))


def listed(source: Path) -> list[Example]:
    """The deliveries of a folder, in the order of their dates."""
    with (source / LIST).open(newline="", encoding="utf-8") as lines:
        return sorted((Example(**row) for row in csv.DictReader(lines)), key=lambda example: example.delivered_at)


def are_loaded(store: Store, catalogue: Catalogue, source: Path | None = None) -> bool:
    """Whether `store` was made from exactly these workbooks and this catalogue; looks at the files' dates, opens none of them.

    True where there are none: nothing is left to load.
    """
    source = source or folder(catalogue)
    if not _has_workbooks(source):
        return True
    try:
        return store.path.exists() and _note(store).read_text(encoding="utf-8") == _origin(catalogue, source)
    except FileNotFoundError:
        return False


def are_shown(own: Snapshot, store: Store, catalogue: Catalogue) -> bool:
    """Whether the example data in `store` is what readers see: as long as the city's `own` store has no workbook that holds: before the
    first one, and after a trial was withdrawn."""
    return own.is_empty and exist(catalogue) and are_loaded(store, catalogue)


def load(store: Store, catalogue: Catalogue, progress: Callable[[float], None] | None = None, source: Path | None = None) -> int:
    """Makes the store anew from the workbooks and puts it in the old one's place when it is complete; returns how many workbooks it holds.

    `progress` gets the share that is done, from 0 to 1, in the caller's thread. Where another session is at it already, waits for that
    one's store instead. Raises ExampleError and changes nothing where a workbook has an error.
    """
    source = source or folder(catalogue)
    examples = listed(source)
    before = _modified(_note(store))
    with _alone(store):
        if _modified(_note(store)) != before and are_loaded(store, catalogue, source):
            return len(examples)
        origin = _origin(catalogue, source)
        with _workplace(store) as place:
            made = Store(place / store.path.name)
            _take_all(examples, made, catalogue, source, progress or (lambda share: None))
            # A process that was killed can have left a log, which DuckDB would play onto the new file; and the new one has commits of its own.
            for ending in ("wal", "newest"):
                _beside(store, ending).unlink(missing_ok=True)
            os.replace(made.path, store.path)
        _note(store).write_text(origin, encoding="utf-8")
    return len(examples)


def take(example: Example, store: Store, catalogue: Catalogue, source: Path) -> None:
    """Checks and accepts one workbook as of its date, and withdraws it where the list says so. Raises ExampleError."""
    at, unit = example.delivered_at, None if example.is_form else example.unit
    checked = delivery.check(delivery.open_file(source / example.file, example.sent_as or None), store, catalogue, DEFAULT, unit, as_of=at.date())
    if not checked.is_acceptable:
        raise ExampleError(checked)
    accepted = delivery.accept(checked, store, catalogue, local(example.uploaded_by), example.written(example.note), at)
    if example.withdrawn_on:
        withdrawn_at = datetime.combine(datetime.fromisoformat(example.withdrawn_on), HANDED_IN)
        delivery.withdraw(accepted.upload_id, store, local(example.withdrawn_by), example.written(example.reason), withdrawn_at)


def recipes(source: Path) -> list[Recipe]:
    """The recipes of a folder of examples, in the order of their files' names."""
    from loaders.recipes.recipe import Recipe

    return [Recipe.model_validate_json(path.read_bytes()) for path in sorted((source / RECIPES).glob("*.json"))]


def store_recipes(examples: Sequence[Example], store: Store, catalogue: Catalogue, source: Path) -> None:
    """Stores the recipes of each unit that has an own workbook among `examples`, which are in their order: by whom and when the first is sent."""
    from loaders.recipes import stored_recipes

    first = {example.unit: example for example in reversed(examples) if not example.is_form}
    for recipe in recipes(source):
        if example := first.get(recipe.unit):
            programme, sender = catalogue.programme.programme, local(example.uploaded_by)
            stored_recipes.store_recipe(store, programme, recipe, sender, at=example.delivered_at)


def _take_all(examples: list[Example], store: Store, catalogue: Catalogue, source: Path, progress: Callable[[float], None]) -> None:
    """Takes every unit's workbooks one after the other, several units at once: no unit's figures depend on another's."""
    # Most often nothing has to be loaded, and nothing of this be imported.
    from loaders.example_data import example_meetings

    store_recipes(examples, store, catalogue, source)
    example_meetings.keep(source, store, catalogue)
    by_unit: dict[str, deque[Example]] = defaultdict(deque)
    for example in examples:
        by_unit[example.unit].append(example)
    done = 0
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        running = {pool.submit(take, own.popleft(), store, catalogue, source): own for own in by_unit.values()}
        while running:
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                own = running.pop(future)
                future.result()
                if own:
                    running[pool.submit(take, own.popleft(), store, catalogue, source)] = own
                done += 1
                progress(done / len(examples))
    finally:
        pool.shutdown(cancel_futures=True)


def _has_workbooks(source: Path) -> bool:
    return any(source.glob("*.xlsx"))


def _beside(store: Store, ending: str) -> Path:
    return store.path.with_name(f"{store.path.name}.{ending}")


def _note(store: Store) -> Path:
    """The file beside the store that says what it was made from."""
    return _beside(store, "made-from")


def _modified(path: Path) -> int | None:
    return path.stat().st_mtime_ns if path.exists() else None


def _origin(catalogue: Catalogue, source: Path) -> str:
    """Changes with every file that is delivered, the list of deliveries, the recipes, the catalogue and the store's tables."""
    parts = [catalogue.digest, statement("schema")]
    for path in sorted((source / LIST, *source.glob("*_*.*"), *source.glob("*.json"), *source.glob(f"{RECIPES}/*.json"))):
        stat = path.stat()
        parts.append(f"{path.name} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    """Waits until no other thread or process makes this store."""
    store.path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(store, "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _workplace(store: Store) -> Iterator[Path]:
    """An empty folder beside the store, gone afterwards; what a killed process left in it goes first. Only while _alone."""
    place = _beside(store, "making")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place)
