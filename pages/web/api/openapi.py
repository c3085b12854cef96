"""The description of the API in the form of OpenAPI 3.1, made of the same tables, filters and values as the answers."""

from __future__ import annotations

from collections.abc import Collection

from monitoring.catalogue import Catalogue
from monitoring.settings import Licence
from monitoring.words import DEFAULT, Words, languages
from pages.shared import address
from pages.web.api.protocol import CSV, JSON, LANGUAGE, PREFIX, PROBLEM, VERSION, ZIP, filter_values
from publishing.feed import MEDIA_TYPE as ATOM
from publishing.open_data.data_package import DESCRIPTION
from publishing.open_data.open_tables import CATALOGUE, CATALOGUE_LIST, TABLES, Field, Table

OTHER_ANSWERS = {"304": "NotModified", "400": "BadQuery", "414": "TooLong", "429": "TooMany", "503": "Unavailable"}
ETAG = {"ETag": {"$ref": "#/components/headers/ETag"}}


def document(catalogue: Catalogue, licence: Licence, words: Words) -> dict:
    """The description in the language of `words`, with the values that this programme has."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": words("api.title", programme=catalogue.programme),
            "version": VERSION,
            "description": words("api.about"),
            "license": {"name": licence.name, "url": licence.address},
        },
        "servers": [{"url": address.base_path() + PREFIX}],
        "paths": {
            "/": _get("index", JSON, _ref("schemas", "Index"), summary=words("api.openapi.index")),
            "/openapi.json": _get("openapi", JSON, {"type": "object"}, summary=words("api.openapi.this")),
            "/catalogue": _get("catalogue", JSON, _ref("schemas", "Catalogue"), summary=words("api.openapi.catalogue")),
            "/catalogue.csv": _get("catalogue-csv", CSV, _text(), summary=CATALOGUE_LIST.description(words)),
            f"/{DESCRIPTION}": _get("datapackage", JSON, {"type": "object"}, summary=words("api.openapi.datapackage")),
            "/datapackage.zip": _get("datapackage-zip", ZIP, _binary(), summary=words("api.openapi.zip")),
            "/changes.atom": _get("changes", ATOM, {"contentMediaType": ATOM}, ("theme", "goal"), summary=words("api.openapi.changes")),
            **_table_paths(words),
        },
        "components": {
            "schemas": _schemas(words),
            "responses": _responses(words),
            "parameters": {LANGUAGE: _language(words)} | {name: _filter(name, known, words) for name, known in filter_values(catalogue).items()},
            "headers": {"ETag": _described({"schema": _string()}, words("api.openapi.etag"))},
        },
    }


def _table_paths(words: Words) -> dict:
    paths = {}
    for name, table in TABLES.items():
        summary = table.description(words)
        paths[f"/{name}"] = _get(name, JSON, _ref("schemas", f"{name}_document"), table.filters, summary=summary)
        paths[f"/{name}.csv"] = _get(f"{name}-csv", CSV, _text(), table.filters, summary=summary)
    return paths


def _get(name: str, media_type: str, schema: dict, filters: Collection[str] = (), *, summary: str) -> dict:
    found = _described({"headers": ETAG, "content": {media_type: {"schema": schema}}}, summary)
    others = {status: _ref("responses", response) for status, response in OTHER_ANSWERS.items()}
    parameters = [_ref("parameters", parameter) for parameter in (*filters, LANGUAGE)]
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": {"200": found, **others}}}


def _filter(name: str, known: list[str], words: Words) -> dict:
    one_of = {"type": "integer", "enum": [int(year) for year in known]} if name == "year" else _string() | {"enum": known}
    query = {"name": name, "in": "query", "style": "form", "explode": True, "schema": _list(one_of)}
    return _described(query, words("api.openapi.filter"))


def _language(words: Words) -> dict:
    schema = _string() | {"enum": languages(), "default": DEFAULT}
    return _described({"name": LANGUAGE, "in": "query", "schema": schema}, words("api.openapi.language"))


def _schemas(words: Words) -> dict:
    rows = {f"{table.name}_row": _row(table, words) for table in TABLES.values()}
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
    """The schema of the part that every document has (`routes.about`)."""
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


def _row(table: Table, words: Words) -> dict:
    return _object({field.name: _field(field, words) for field in table.fields})


def _field(field: Field, words: Words) -> dict:
    plain: dict = {"type": field.type}
    if field.format:
        plain["format"] = field.format
    if field.one_of:
        plain["enum"] = list(field.one_of)
    return _described(plain if field.required else _or_null(plain), field.description(words))


def _responses(words: Words) -> dict:
    problem = {"content": {PROBLEM: {"schema": _ref("schemas", "Problem")}}}
    wait = {"Retry-After": _described({"schema": _string()}, words("api.openapi.retry-after"))}
    return {
        "NotModified": _described({"headers": ETAG}, words("api.openapi.not-modified")),
        "BadQuery": _described(problem, words("api.openapi.bad-query")),
        "TooLong": _described(problem, words("api.openapi.too-long")),
        "TooMany": _described(problem | {"headers": wait}, words("api.openapi.too-many")),
        "Unavailable": _described(problem | {"headers": wait}, words("api.openapi.unavailable")),
    }


def _problem() -> dict:
    named = {"type": _string(), "title": _string(), "status": {"type": "integer"}, "detail": _string()}
    return _object(named) | {"properties": named | {"parameter": _string(), "allowed": _list(_string())}, "additionalProperties": True}


def _described(schema: dict, description: str) -> dict:
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
