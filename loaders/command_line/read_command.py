"""The command `read`: the tables of any sheet as tidy rows. Needs no programme and no store, so that a script can read many quickly."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.files import sandbox
from loaders.files.opening import Refusal
from loaders.files.workbook import Workbook
from monitoring.words import DEFAULT, Words, languages, words

if TYPE_CHECKING:
    from loaders.tables import Doubt, Table, TidyRow

DONE, WRONG, UNREADABLE = 0, 1, 2
NOTHING = {"tables": [], "findings": []}
ROWS = 20
"""Shown of each table to people who did not ask for all."""
WIDEST = 100
"""Characters of a row's labels that are shown to people."""


def main(arguments: list[str]) -> int:
    """`read` alone, without what the other commands need: the exit code."""
    parser = argparse.ArgumentParser(prog="python -m loaders read", description="show the tables of any sheet as tidy rows; no store is needed")
    parser.add_argument("--lang", choices=languages(), default=DEFAULT)
    parser.add_argument("--json", action="store_true")
    add_arguments(parser)
    options = parser.parse_args(arguments)
    try:
        return run(options, words(options.lang))
    except BrokenPipeError:
        # Whoever read us has read enough. Python would complain once more when it closes the standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--sheet", help="only this one")
    parser.add_argument("--all", action="store_true", help="every row, not only the first ones")


def run(options: argparse.Namespace, say: Words) -> int:
    """Exit code 0, 1 where there is no table or no such sheet, 2 where the file is no workbook that can be read."""
    try:
        book = sandbox.read(options.file)
    except OSError:
        book = Refusal("unreadable-file", "not-found")
    if isinstance(book, Refusal):
        return _refused(options, say, book)
    names = ", ".join(sheet.name for sheet in book.sheets)
    if options.sheet and options.sheet not in [sheet.name for sheet in book.sheets]:
        return _nothing(options, say("cli.unknown-sheet", sheet=options.sheet, sheets=names))
    found = _tables(book, options.sheet)
    if not found:
        return _nothing(options, say("cli.no-table", sheets=names))
    if options.json:
        _write(json.dumps({"tables": [_document(table) for table in found], "findings": []}, ensure_ascii=False))
    else:
        _write("\n\n".join("\n".join(_lines(table, say, None if options.all else ROWS)) for table in found))
    return DONE


def _tables(book: Workbook, name: str | None) -> list[Table]:
    # All commands share this module's arguments, and few need what reads tables.
    from loaders import tables

    return [table for sheet in book.sheets if name in (None, sheet.name) for table in tables.read(sheet)]


def _refused(options: argparse.Namespace, say: Words, why: Refusal) -> int:
    # Findings know the programme, which takes as long to import as a table to read.
    from loaders.findings import Finding

    finding = Finding.of(why)
    if options.json:
        _write(json.dumps(NOTHING | {"findings": [finding.to_json(say)]}, ensure_ascii=False))
    else:
        _write(f"{say(f'severity.{finding.severity}')}\n  {finding.message(say)}\n  {finding.fix(say)}")
    return UNREADABLE


def _nothing(options: argparse.Namespace, why: str) -> int:
    sys.stderr.write(f"{why}\n")
    if options.json:
        _write(json.dumps(NOTHING | {"error": why}, ensure_ascii=False))
    return WRONG


def _document(table: Table) -> dict:
    confidence, doubts = _doubts(table)
    return {
        "sheet": table.sheet.name,
        "range": table.range,
        "title": table.title,
        "confidence": confidence,
        "doubts": [{"code": doubt.code, "place": doubt.place, **doubt.values} for doubt in doubts],
        "rows": [_row(row) for row in table.rows],
        "notes": list(table.notes),
    }


def _doubts(table: Table) -> tuple[str, Sequence[Doubt]]:
    from loaders import tables

    found = tables.doubts(table)
    return tables.confidence(found), found


def _row(row: TidyRow) -> dict:
    document = {
        "cell": row.cell,
        "year": row.year,
        "period": row.period,
        "value": row.value,
        "unit": row.unit,
        "labels": [label.text for label in row.labels],
    }
    return document if row.value is not None else document | {"mark": row.mark}


def _lines(table: Table, say: Words, most: int | None) -> Iterable[str]:
    """A table for people: what it is, and its rows under each other."""
    yield table.title or table.sheet.name
    yield f"{table.sheet.name} · {table.range} · {say('cli.table-values', n=len(table.rows))}"
    confidence, doubts = _doubts(table)
    if doubts:
        yield say(f"table.confidence.{confidence}")
        yield from (f"  {say(f'table.doubt.{doubt.code}', place=doubt.place, **doubt.values)}" for doubt in doubts)
    shown = table.rows[:most]
    yield from _aligned([_shown(table, row, say) for row in shown])
    if more := len(table.rows) - len(shown):
        yield say("cli.more-rows", n=more)


def _shown(table: Table, row: TidyRow, say: Words) -> tuple[str, str, str, str]:
    """(period, value with its unit, labels, cell). A mark as it stands on the sheet."""
    if row.value is None:
        cell = table.sheet.at(row.row, row.column)
        value = cell.shown(say.language) if cell else ""
    else:
        value = f"{say.number(Decimal(repr(row.value)))} {row.unit}".strip()
    labels = " · ".join(label.text for label in row.labels)
    return row.period, value, labels if len(labels) <= WIDEST else f"{labels[: WIDEST - 1]}…", row.cell


def _aligned(rows: Sequence[tuple[str, str, str, str]]) -> Iterable[str]:
    period, value, labels, _ = (max((len(row[place]) for row in rows), default=0) for place in range(4))
    for row in rows:
        yield f"  {row[0]:<{period}}  {row[1]:>{value}}  {row[2]:<{labels}}  {row[3]}"


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")
