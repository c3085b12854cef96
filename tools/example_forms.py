"""Makes the example workbooks: each unit's form as it was given out on the day, filled in from the story's tables as a coordinator would.

The story is five CSV files beside the workbooks, one row a figure, figure of a category, share of a distribution, state or evaluation, named by
the delivery that brings it. Where that is a workbook of the unit's own, tools.example_tables makes it. Made again from the same story and form,
a workbook is the same to the byte.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from loaders.example_data import examples
from loaders.example_data.examples import Example
from loaders.forms.layout import NO_FIGURE
from monitoring import snapshot
from monitoring.catalogue import Catalogue
from monitoring.snapshot import Snapshot
from monitoring.store import Store
from tools import example_tables
from tools.form_filling import Form

STORY = ("figures", "categories", "distributions", "progress", "evaluations")
CORE = "docProps/core.xml"
Rows = Mapping[str, list[Mapping[str, str]]]


def make(catalogue: Catalogue, into: Path | None = None, units: Collection[str] = ()) -> int:
    """Writes the workbooks of the story of `catalogue` into a folder, its own where none is given; only those of `units` where some are named.

    Returns how many. Raises ExampleError where the story does not pass the checks.
    """
    source = examples.folder(catalogue)
    target = into or source
    deliveries = [example for example in examples.listed(source) if not units or example.unit in units]
    story = {name: _table(source / f"{name}.csv") for name in STORY}
    with tempfile.TemporaryDirectory() as place:
        store = Store(Path(place) / "story.duckdb")
        examples.store_recipes(deliveries, store, catalogue, source)
        for example in deliveries:
            if example.is_form:
                own = {name: [row for row in rows if row["delivery"] == example.delivery] for name, rows in story.items()}
                content = _filled(example, snapshot.read(store, catalogue), own)
            else:
                content = example_tables.content(example, source)
            (target / example.file).write_bytes(_dated(content, example))
            examples.take(example, store, catalogue, target)
    return len(deliveries)


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _filled(example: Example, now: Snapshot, rows: Rows) -> bytes:
    """The unit's form of that day, with `rows` of each table of the story written into it."""
    form = Form(example.unit, now, example.language)
    for row in rows["figures"]:
        form.figures({f"{row['indicator']} {row['component']}": {int(row["year"]): _number(row["value"]), "note": row["note"] or None}})
    for row in rows["categories"]:
        values = {row["category"]: {int(row["year"]): _number(row["value"]), "note": row["note"] or None}}
        form.categories(f"{row['indicator']} {row['component']}", row["dimension"], values)
    for row in rows["distributions"]:
        form.distribution(row["indicator"], row["area"], row["category"], {int(row["year"]): _number(row["value"])})
    for row in rows["progress"]:
        completed = date.fromisoformat(row["completed_on"]) if row["completed_on"] else None
        form.states(row["item"], {int(row["year"]): row["state"]}, completed, row["note"])
    for row in rows["evaluations"]:
        form.evaluation(row["goal"], int(row["year"]), row["text"], row["proposal"])
    return form.content


def _number(text: str) -> float | int | str:
    if text == NO_FIGURE:
        return text
    return float(text) if "." in text else int(text)


def _dated(content: bytes, example: Example) -> bytes:
    """The same workbook as if it had been saved on the day that it was delivered: saving notes the time in it. Other files as they are."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    saved = example.delivered_at
    stamp = saved.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == CORE:
                text = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, text)
            new.writestr(zipfile.ZipInfo(part.filename, saved.timetuple()[:6]), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
