"""Open tables as files: CSV, and a data package (datapackage.org) of everything with its description."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from monitoring.settings import Licence
from monitoring.words import Words
from publishing.exports import harmless
from publishing.open_data.open_tables import TABLES, Field, Row, Table

DESCRIPTION = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0"
READABLE = 0o644 << 16
"""That anybody may read a file that comes out of the zip."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip: the same data makes the same bytes."""


@dataclass(frozen=True)
class Edition:
    """What a package says of itself: its name and title, the licence, the programme's source, and a line where the data is not real."""

    name: str
    title: str
    version: str
    licence: Licence
    source: str = ""
    notice: str = ""


def csv_of(table: Table, rows: Iterable[Row]) -> bytes:
    """RFC 4180: a line of headings, commas, lines ended with CRLF; UTF-8; nothing for what is not there, true and false in small letters. Text
    that a spreadsheet program would run as a formula has an apostrophe before it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(row[column]) for column in table.columns] for row in rows)
    return buffer.getvalue().encode()


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else harmless(value)


def description(edition: Edition, words: Words) -> dict:
    """The data package's description, its files named beside it."""
    described = {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": edition.name,
        "title": edition.title,
        "version": edition.version,
        "licenses": [{"name": edition.licence.name, "path": edition.licence.address}],
        "resources": [_resource(table, words) for table in TABLES.values()],
    }
    if edition.source:
        described["sources"] = [{"title": edition.source}]
    return described | ({"description": edition.notice} if edition.notice else {})


def _resource(table: Table, words: Words) -> dict:
    return {
        "$schema": f"{PROFILE}/dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title(words),
        "description": table.description(words),
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": schema(table, words),
    }


def schema(table: Table, words: Words) -> dict:
    """The table's columns as Table Schema. The primary key is named only where every column of it always has a value."""
    required = {field.name for field in table.fields if field.required}
    keys = {"primaryKey": list(table.key)} if set(table.key) <= required else {}
    refers = [
        {"fields": [column], "reference": {"resource": resource, "fields": [their]}}
        for column, (resource, their) in table.refers.items()
        if column in table.columns and resource != table.name
    ]
    return {
        "$schema": f"{PROFILE}/tableschema.json",
        "fields": [_field(field, words) for field in table.fields],
        "missingValues": [""],
        **keys,
        **({"foreignKeys": refers} if refers else {}),
    }


def _field(field: Field, words: Words) -> dict:
    kind = {"date": "date", "date-time": "datetime"}.get(field.format, field.type)
    constraints = ({"required": True} if field.required else {}) | ({"enum": list(field.one_of)} if field.one_of else {})
    described = {"name": field.name, "type": kind, "description": field.description(words)}
    return described | ({"constraints": constraints} if constraints else {})


def package(described: Mapping[str, object], content: Callable[[Table], bytes]) -> bytes:
    """A zip of a description and every table that `content` gives as CSV."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, DESCRIPTION, json.dumps(described, ensure_ascii=False, indent=2).encode())
        for table in TABLES.values():
            _add(archive, f"{table.name}.csv", content(table))
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, READABLE
    archive.writestr(entry, content)
