"""The API's own description, as OpenAPI 3.1 has it: made of the same tables, filters and values that the answers are made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from monitoring.catalogue import Catalogue
from monitoring.opendata.files import DESCRIPTION
from monitoring.opendata.model import Field, Table
from monitoring.opendata.tables import CATALOGUE, TABLES
from monitoring.settings import Licence
from monitoring.words import DEFAULT, Words, languages
from pages.web.api.answers import CSV, JSON, PREFIX, PROBLEM, VERSION, ZIP
from pages.web.api.query import LANGUAGE, values

REFUSALS = {"400": "BadQuery", "503": "Unavailable"}


def document(catalogue: Catalogue, licence: Licence, words: Words) -> dict:
    """The description, with the values that this programme has."""
    known = values(catalogue)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": words("api.title", programme=catalogue.programme),
            "version": VERSION,
            "description": words("api.about"),
            "license": {"name": licence.name, "url": licence.address},
        },
        "servers": [{"url": PREFIX}],
        "paths": {
            "/": _get("index", JSON, _ref("schemas", "Index"), description="What there is"),
            "/openapi.json": _get("openapi", JSON, {"type": "object"}, description="This description"),
            "/catalogue": _get("catalogue", JSON, _ref("schemas", "Catalogue"), description="The whole programme in one document"),
            "/catalogue.csv": _get("catalogue-csv", CSV, _text(), description="The whole programme as one list"),
            f"/{DESCRIPTION}": _get("datapackage", JSON, {"type": "object"}, description="Description of the files as a data package"),
            "/datapackage.zip": _get("datapackage-zip", ZIP, _binary(), description="Everything in one file"),
            **_table_paths(TABLES, known),
        },
        "components": {"schemas": _schemas(), "responses": _refusals(), "parameters": {LANGUAGE: _language()}},
    }


def _table_paths(tables: Mapping[str, Table], known: Mapping[str, list[str]]) -> dict:
    paths = {}
    for name, table in tables.items():
        filters = [_filter(filter, known[filter]) for filter in table.filters]
        paths[f"/{name}"] = _get(name, JSON, _ref("schemas", f"{name}_document"), filters, description=table.description)
        paths[f"/{name}.csv"] = _get(f"{name}-csv", CSV, _text(), filters, description=table.description)
    return paths


def _get(name: str, media_type: str, schema: dict, parameters: Collection[dict] = (), *, description: str) -> dict:
    headers = {"ETag": _described({"schema": {"type": "string"}}, description="Names this state of the answer; send it as If-None-Match")}
    found = _described({"headers": headers, "content": {media_type: {"schema": schema}}}, description="Found")
    kept = _described({"headers": headers}, description="What the reader has still holds")
    refused = {status: _ref("responses", name) for status, name in REFUSALS.items()}
    asked = [*parameters, _ref("parameters", LANGUAGE)]
    return {"get": {"operationId": name, "summary": description, "parameters": asked, "responses": {"200": found, "304": kept, **refused}}}


def _filter(name: str, known: list[str]) -> dict:
    one_of = {"type": "integer", "enum": [int(year) for year in known]} if name == "year" else {"type": "string", "enum": known}
    query = {"name": name, "in": "query", "style": "form", "explode": True, "schema": {"type": "array", "items": one_of}}
    return _described(query, description="Only these; may be given several times")


def _language() -> dict:
    schema = {"type": "string", "enum": languages(), "default": DEFAULT}
    return _described({"name": LANGUAGE, "in": "query", "schema": schema}, description="Language of names, sentences and messages")


def _schemas() -> dict:
    rows = {f"{table.name}_row": _row(table) for table in TABLES.values()}
    documents = {f"{name}_document": _table_document(name) for name in TABLES}
    catalogue = {table.name: _list(_ref("schemas", f"{table.name}_row")) for table in CATALOGUE}
    tables = _list(_object({name: _string() for name in ("name", "title", "description", "json", "csv")}))
    links = {"type": "object", "additionalProperties": _string()}
    index = {"version": _string(), "languages": _list(_string()), "links": links, "tables": tables}
    return {
        "Index": _object(_about() | index),
        "Catalogue": _object(_about() | catalogue),
        **rows,
        **documents,
        "Problem": _problem(),
    }


def _about() -> dict[str, dict]:
    """The schema of what every document says of itself."""
    year, text = {"type": "integer"}, _or_null(_string())
    state = _string() | {"enum": ["own", "example", "none"]}
    moment = _or_null(_string() | {"format": "date-time"})
    return {
        "programme": _object({"code": _string(), "name": _string(), "first_year": year, "last_year": year}),
        "licence": _object({"name": _string(), "url": _string()}),
        "source": text,
        "data": _object({"state": state, "notice": text, "version": text, "delivered_at": moment}),
        "language": _string() | {"enum": languages()},
    }


def _table_document(name: str) -> dict:
    rows = _list(_ref("schemas", f"{name}_row"))
    return _object({"table": {"const": name}, **_about(), "count": {"type": "integer", "minimum": 0}, "rows": rows})


def _row(table: Table) -> dict:
    return _object({field.name: _field(field) for field in table.fields})


def _field(field: Field) -> dict:
    plain: dict = {"type": field.type}
    if field.format:
        plain["format"] = field.format
    if field.one_of:
        plain["enum"] = list(field.one_of)
    return _described(plain if field.required else _or_null(plain), description=field.description)


def _refusals() -> dict:
    content = {"content": {PROBLEM: {"schema": _ref("schemas", "Problem")}}}
    wait = {"Retry-After": _described({"schema": {"type": "string"}}, description="Seconds to wait, while the store is taken")}
    return {
        "BadQuery": _described(content, description="The query has a parameter or a value that there is not"),
        "Unavailable": _described(content | {"headers": wait}, description="The store is taken by another process, or cannot be read"),
    }


def _problem() -> dict:
    named = {"type": _string(), "title": _string(), "status": {"type": "integer"}, "detail": _string()}
    return _object(named) | {"properties": named | {"parameter": _string(), "allowed": _list(_string())}, "additionalProperties": True}


def _described(schema: dict, *, description: str) -> dict:
    return schema | {"description": description}


def _object(properties: dict[str, dict]) -> dict:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(items: dict) -> dict:
    return {"type": "array", "items": items}


def _or_null(schema: dict) -> dict:
    known = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return schema | {"type": [schema["type"], "null"]} | known


def _string() -> dict:
    return {"type": "string"}


def _text() -> dict:
    return _string() | {"contentMediaType": "text/csv"}


def _binary() -> dict:
    return {"contentMediaType": ZIP}


def _ref(kind: str, name: str) -> dict:
    return {"$ref": f"#/components/{kind}/{name}"}
