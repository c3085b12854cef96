"""Texts that a person or a file brings are shown as they are, and as nothing else: the same text in every field, looked for wherever it comes out."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import PurePath
from urllib.parse import parse_qs, urlencode, urlparse
from xml.etree import ElementTree

import duckdb
import openpyxl
import pytest
import streamlit as st
from google.protobuf.message import Message
from icalendar import Calendar
from pydantic import BaseModel
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe, Rule
from monitoring import snapshot
from monitoring.catalogue import FILES, Catalogue
from monitoring.programme import Category
from monitoring.store import Store
from monitoring.trust import sessions
from monitoring.trust.people import RESIDENT, Person
from monitoring.words import words
from pages.shared import identity, markdown, registry
from pages.web import page_head
from pages.web.api.routes import ROUTES
from tests.loaders.recipes.sheets import content
from tests.monitoring import evil
from tests.monitoring.evil import CANCELLED, CLOSED, EVIL, GOAL, HOST, INDICATOR, PREPARED, SIGN
from tests.monitoring.test_store import upload
from tests.pages.running import XLSX, below, opened
from tests.publishing.documents.test_pdf import squeezed
from tests.signed_in import comes, offer
from tests.web.test_api import PATHS
from tests.web.test_served import BARE
from tools.form_filling import Form

CODES = {
    *("appended", "commit_id", "rewritten"),
    *("agenda", "cell", "component", "decision_id", "direction", "goal", "indicator", "item", "kind", "layout", "meeting_id", "period", "programme"),
    *("recipe_id", "replaces", "rule", "sha256", "state", "status", "unit", "upload_id"),
    *(
        "closed_at",
        "contact_id",
        "contacts.email",
        "language",
        "link",
        "subscription_id",
        "subscriptions.about",
        "subscriptions.email",
        "mail_id",
        "opened_at",
    ),
    *("about", "event", "hash", "outcome", "person", "previous", "role", "role_id", "roles", "salt", "session", "session_ends.reason"),
}
"""Columns of the store that hold what the software writes, or codes of the programme."""
NOT_SHOWN = {"file", "area_code", "dimension", "category"}
"""Of a context series: where its figures are, and the code of the category that they are of."""
SETTINGS = ("MONITORING_AUTHORITY", "MONITORING_CONTACT", "MONITORING_FEEDBACK", "MONITORING_LICENCE", "MONITORING_OPERATOR")
ADDRESSES = (
    "",
    *(f"goal?goal={goal}" for goal in (GOAL, "STR2", "BOA1", "SAY1")),
    "changes?from=2023-01-11",
    *(f"explore?view={view}" for view in ("charts", "table", "compare", "charts&by=pier", "table&by=pier")),
    *(f"timeline?by={by}" for by in ("theme", "unit")),
    "meetings",
    *(f"meetings?meeting={meeting}" for meeting in (CLOSED, PREPARED, CANCELLED)),
    *(f"meeting?meeting={PREPARED}&goal={goal}" for goal in ("", GOAL, "decisions")),
    *(f"embed?indicator={INDICATOR}{by}" for by in ("", "&by=pier")),
    "embed?theme=STR",
    "deliver?unit=port",
    f"deliveries?delivery=upload-1&item={INDICATOR}",
    "deliveries?delivery=upload-7&unit=library",
    "recipes?unit=library",
    *(f"recipes?recipe={{{place}}}" for place in range(2)),
    "round",
    "contacts",
    "follow",
    "unit?unit=welcome-office",
    "roles",
    "log",
    "method",
    "accessibility",
)
SAME_FILES = {"explore?view=table", "explore?view=compare", f"meetings?meeting={CLOSED}", f"meetings?meeting={CANCELLED}"}
"""Pages with the files of another one."""
PLAIN = {"options", "placeholder", "default", "value", "code_text", "alt", "raw_value", "raw_values"}
"""Fields of Streamlit's messages that it shows as they are."""
HIDDEN = {"id", "form_id", "page", "page_script_hash", "query_string", "deferred_file_id", "config", "key", "anchor"}
FIELDS = {"Checkbox", "DateInput", "FileUploader", "MultiSelect", "Radio", "Selectbox", "Slider", "TextArea", "TextInput", "ButtonGroup"}
"""Messages whose label is Markdown on the screen, and read out as it is by a screen reader."""
MARKED = re.compile(r"(?<!\\)\*(.+)(?<!\\)\*(?= \\\(Finnish\\\))")
"""What is in another language than the page, emphasised by markdown.marked, before that one's name."""
OUR_FORMULAS = re.compile(r"=IF\('(?P<cell>[\w -]+'![A-Z]+\d+)=\"\",\"\",'(?P=cell)\)")
"""Those of the form, which take a total over from the sheet that it is filled in on."""
IN_JSON = json.dumps(EVIL, ensure_ascii=False)[1:-1]
OUR_TAGS = re.compile(r"</?(?:b|br|span|extra)(?: style=\"color:#\w+\")?>")
SHEET = EVIL.translate(dict.fromkeys(map(ord, "[]:*?/\\\\"), "_"))[:31]
"""As the name of a sheet can be."""
LOG = (("Day", EVIL, "Place"), *((date(2021, 1, 9) + timedelta(days=20 * number), EVIL, f"{EVIL} {number % 2}") for number in range(12)))
LONGEST_FOOT = 255
"""Characters in the foot of a sheet; Excel takes a file with a longer one for damaged."""
SAY = words("en")
DELIVERED = upload("")["content"]


@pytest.fixture(scope="module")
def programme(tmp_path_factory) -> Catalogue:
    return evil.programme(tmp_path_factory.mktemp("programme"))


@pytest.fixture(scope="module")
def store(tmp_path_factory, programme) -> Store:
    return evil.store(tmp_path_factory.mktemp("evil") / "monitoring.duckdb", programme)


@pytest.fixture
def shown(monkeypatch, store, programme) -> None:
    """The store and the programme are those of the environment."""
    monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
    monkeypatch.setenv("MONITORING_PROGRAMME", str(programme.folder))
    for name in SETTINGS:
        monkeypatch.setenv(name, EVIL)


# What is filled


def test_every_text_of_the_store_is_filled(store):
    with duckdb.connect(str(store.path), read_only=True) as connection:
        columns = connection.execute("select table_name, column_name from duckdb_columns where data_type = 'VARCHAR' and not internal").fetchall()
        tables = {name for (name,) in connection.execute("select table_name from duckdb_tables").fetchall()}
        found = {(table, column): connection.execute(f"select {column} from {table}").fetchall() for table, column in columns if table in tables}
    assert len(found) > 50
    empty = {place for place, rows in found.items() if not any(text and SIGN in text for (text,) in rows)}
    assert {f"{table}.{column}" for table, column in empty if column not in CODES} - CODES == set()


def test_every_text_of_a_programme_and_of_a_recipe_is_filled(store, programme):
    rows: dict[type[BaseModel], Iterable] = {}
    for name, (model, _) in FILES.items():
        known = getattr(programme, name)
        if model is Category:
            known = tuple(category for of in known.values() for breakdown in of for category in breakdown.categories)
        rows[model] = known.values() if isinstance(known, dict) else known if isinstance(known, tuple) else [known]
    recipes = [one.recipe for one in stored_recipes.active(store, programme.programme.programme)]
    rows |= {Recipe: recipes, Rule: [rule for recipe in recipes for rule in recipe.rules]}
    empty = {
        (model.__name__, field)
        for model, known in rows.items()
        for field in _texts(model)
        if not any(_is_filled(getattr(each, field)) for each in known)
    }
    assert {field for field in empty if field[1] not in NOT_SHOWN | CODES} == set()


def _texts(model: type[BaseModel]) -> set[str]:
    """The fields that take any text."""
    free = (str, dict[str, str], tuple[str, ...])
    return {
        name for name, field in model.model_fields.items() if field.annotation in free and not any(hasattr(one, "pattern") for one in field.metadata)
    }


def _is_filled(value: object) -> bool:
    values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
    return any(EVIL in str(each) for each in values)


# Pages


def test_every_page_is_looked_at():
    assert {urlparse(address).path or registry.FRONT for address in ADDRESSES} == {page.name for page in registry.PAGES if not page.with_sign_in}


@pytest.mark.parametrize("group", ["without a role", "coordinator"])
def test_the_page_about_oneself_shows_a_text_as_it_is(shown, store, monkeypatch, tmp_path, group):
    offer(monkeypatch, tmp_path)
    comes(monkeypatch, {identity.cookie(): sessions.begin(store, Person(EVIL, EVIL, email=EVIL, address=EVIL), (EVIL, group))})
    page = opened(f"account?{urlencode({'trouble': EVIL, 'back': EVIL, 'lang': 'en'})}")
    assert_plain(page)
    assert not page.error
    comes(monkeypatch, {identity.cookie(): EVIL})
    assert_plain(opened(f"account?{urlencode({'trouble': EVIL, 'back': EVIL, 'lang': 'en'})}"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_shows_a_text_as_it_is(shown, store, monkeypatch, address):
    monkeypatch.setattr(st, "download_button", _remembering(files := {}))
    assert_plain(opened(_whole(address, store, "en")))
    if address not in SAME_FILES:
        assert_plain_files(files)


@pytest.mark.parametrize("address", [address for address in ADDRESSES if registry.named(urlparse(address).path or registry.FRONT, RESIDENT)])
def test_a_page_of_the_public_copy_shows_a_text_as_it_is(shown, store, monkeypatch, address):
    monkeypatch.setenv("MONITORING_PUBLIC", "1")
    assert_plain(opened(_whole(address, store, "sv")))


def _whole(address: str, store: Store, language: str) -> str:
    """With the ids of recipes, the language and the year."""
    recipes = [one.recipe_id for one in stored_recipes.active(store, "harbour-2020-2023")] if "{" in address else []
    return f"{address.format(*recipes)}{'&' if '?' in address else '?'}lang={language}&year=2021"


def test_what_a_form_answers_is_shown_as_it_is(shown, store):
    page = press(opened(_whole("recipes?recipe={0}", store, "en")), "recipes.change.button")
    assert_plain(page)
    assert any(SIGN in answer.value for answer in page.error)


def test_what_cannot_be_read_is_named_as_it_is(tmp_path, shown, monkeypatch, programme):
    folder, file = tmp_path / "**evil** _u_", tmp_path / "~~evil~~ `c`"
    shutil.copytree(programme.folder, folder)
    (folder / "units.csv").write_text(f"unit,name_en\n{GOAL} <b>,{HOST}\n", encoding="utf-8")
    file.write_text(EVIL, encoding="utf-8")
    monkeypatch.setenv("MONITORING_DATABASE", str(file))
    page = opened("?lang=en")
    assert_plain(page)
    assert SIGN in page.error[0].value
    monkeypatch.setenv("MONITORING_PROGRAMME", str(folder))
    page = opened("?lang=en")
    assert_plain(page)
    assert SIGN in page.error[0].value


def _remembering(files: dict[str, Callable[[], bytes]]) -> Callable:
    """In place of Streamlit's button: what makes the file, by the file's name. Like the button's it is asked for after the page's run."""

    def button(label: str, data: bytes | str | Callable[[], bytes], file_name: str, *args, **more) -> bool:
        assert SIGN not in label
        files[file_name] = data if callable(data) else lambda: data.encode() if isinstance(data, str) else data
        return False

    return button


def assert_plain(page: AppTest) -> None:
    """The text is there; where Markdown is read it is escaped, where HTML is read too; where neither is, it is as it was brought."""
    seen = set()
    for name, field, text in _texts_of(page):
        if SIGN not in text or field in HIDDEN:
            continue
        seen.add(name)
        if (name, field) == ("Html", "body"):
            assert_plain_html(text)
        elif name == "Markdown" and text.startswith("<"):
            assert "\n" not in text and ":" not in text
            assert_plain_html(text)
        elif (name, field) == ("PlotlyChart", "spec"):
            assert_plain_chart(json.loads(text))
        elif (name, field) == ("LinkButton", "url"):
            assert re.match(r"mailto:[\w.@-]*\?", text) and set(parse_qs(urlparse(text).query)) <= {"subject", "body"}
        elif field in PLAIN:
            assert "\\[" not in text and "&lt;" not in text
        else:
            assert name not in FIELDS, f"{name}.{field}: {text}"
            text = MARKED.sub(r"\1", text)
            assert markdown.escape(_unescaped(text)) == text, f"{name}.{field}: {text}"
    assert seen


def _texts_of(page: AppTest) -> Iterator[tuple[str, str, str]]:
    for node in below(page._tree):
        if isinstance(getattr(node, "proto", None), Message):
            yield from _strings(node.proto)


def _strings(message: Message) -> Iterator[tuple[str, str, str]]:
    """(kind of message, field, text) of everything in it."""
    for field, value in message.ListFields():
        values = value if field.is_repeated else [value]
        for each in values:
            if isinstance(each, Message):
                yield from _strings(each)
            elif isinstance(each, str):
                yield message.DESCRIPTOR.name, field.name, each


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).replace(markdown.WORD_JOINER, "")


class _Reader(HTMLParser):
    """Every tag with its attributes, and all texts."""

    def __init__(self, body: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def assert_plain_html(body: str) -> None:
    """Nothing leads to the host of the text, nothing runs, and its <b> is no element around a "b"."""
    read = _Reader(body)
    for tag, attributes in read.tags:
        assert not any(name.startswith("on") for name in attributes), tag
        led_to = [urlparse(attributes[name] or "").netloc for name in ("href", "src", "action") if name in attributes]
        assert not any(HOST in host for host in led_to), attributes
        assert tag != "img" or attributes["src"].startswith("data:"), attributes
    assert "b" not in read.texts


def assert_plain_chart(spec: object) -> None:
    """Plotly reads a small HTML, templates and LaTeX; none of them is left but what is ours."""
    for text in _leaves(spec):
        assert SIGN not in text or not set("<>${}") & set(OUR_TAGS.sub("", text)), text


# Heads and the open data


@pytest.mark.parametrize("is_public", [True, False])
@pytest.mark.parametrize("address", [address for address in ADDRESSES if "{" not in address])
def test_a_head_says_a_text_as_it_is(shown, monkeypatch, address, is_public):
    monkeypatch.setenv("MONITORING_PUBLIC", "1" if is_public else "")
    place, query = address.partition("?")[0], QueryParams(address.partition("?")[2])
    subject = page_head.subject(place, query.getlist, SAY, {})
    written = page_head.written(BARE, subject, place, query, SAY)
    assert_plain_html(written)
    read = _Reader(written)
    assert EVIL in "".join(read.texts) and any(EVIL in (attributes.get("content") or "") for tag, attributes in read.tags if tag == "meta")


@pytest.mark.parametrize("is_public", [True, False])
@pytest.mark.parametrize("path", PATHS)
def test_the_open_data_has_a_text_as_it_is(shown, monkeypatch, path, is_public):
    monkeypatch.setenv("MONITORING_PUBLIC", "1" if is_public else "")
    with TestClient(Starlette(routes=ROUTES)) as client:
        answer = client.get(f"/api/{path}?lang=en")
    kind = answer.headers["content-type"].partition(";")[0]
    assert answer.status_code == 200 and answer.headers["x-content-type-options"] == "nosniff"
    if kind == "text/csv":
        _assert_plain_table(answer.content)
    elif kind.endswith("json"):
        _assert_plain_json(answer.content)


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)
    elif isinstance(value, str):
        yield value


# Handing in


def test_what_is_handed_in_is_shown_as_it_is(tmp_path, shown, monkeypatch, programme):
    """A unit's own table and another unit's form with a mistake: questions, findings, changes, the receipt; then a table much like the first."""
    own = Store(tmp_path / "monitoring.duckdb")
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    monkeypatch.setattr(st, "download_button", _remembering(files := {}))
    form = Form("street-office", snapshot.read(own, programme), "en").figures({INDICATOR: {2020: f"Some {EVIL}", 2021: 9}})
    page = opened("deliver?lang=en&unit=port")
    page.file_uploader[0].set_value([(EVIL, content({SHEET: LOG}), XLSX), (f"{EVIL}.xlsx", form.content, XLSX)])
    assert_plain(page.run())
    assert_plain(choose(page, "batch.choose", 1))
    assert_plain(choose(page, "batch.choose", 0))
    next(box for box in page.checkbox if box.label == SAY("map.change")).check()
    assert_plain(page.run())
    assert_plain(press(page, "map.go-on"))
    for name in ("deliver.by", "deliver.note"):
        next(field for field in page.text_input if field.label == SAY(name)).set_value(EVIL)
    assert_plain(press(page, "deliver.accept.one"))
    assert_plain(press(page, "deliver.finish"))
    assert SIGN in page.warning[0].value
    page = press(page, "deliver.another")
    page.file_uploader[0].set_value([(f"{EVIL} 2", content({SHEET: [("Later", *LOG[0][1:]), *LOG[1:]]}), XLSX)])
    assert_plain(page.run())
    assert any(SIGN in button.label for button in page.button)
    assert len(files) > 1
    assert_plain_files(files)


def choose(page: AppTest, label: str, place: int) -> AppTest:
    box = next(box for box in page.selectbox if box.label == SAY(label))
    return box.select_index(place).run()


def press(page: AppTest, label: str) -> AppTest:
    for box in page.selectbox:
        try:
            assert box.index is None or box.index >= 0
        except ValueError:
            # Outside of a run it does not know what it shows for its value; the browser does.
            box.set_value(box.proto.raw_value or box.options[box.proto.default])
    return next(button for button in page.button if button.label == SAY(label)).click().run()


# Files


def assert_plain_files(files: dict[str, Callable[[], bytes]]) -> None:
    """All but a workbook that was handed in, which is had back as it is."""
    for name, make in files.items():
        if (made := make()) != DELIVERED:
            CHECKS[PurePath(name).suffix](made)


def _assert_plain_office_file(content: bytes) -> None:
    """No link out of the file, no field and no formula that the text would make."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist() if name.endswith((".xml", ".rels"))}
    assert not any(sign in text for text in parts.values() for sign in ('TargetMode="External"', "<a:hlinkClick", "<w:hyperlink"))
    assert any(EVIL in (element.text or "") for text in parts.values() for element in ElementTree.fromstring(text).iter())


def _assert_plain_workbook(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(OUR_FORMULAS.fullmatch(cell.value) for cell in cells if cell.data_type == "f")
    assert not any(cell.hyperlink and cell.hyperlink.target for cell in cells)
    assert any(EVIL in str(cell.value) for cell in cells)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        sheets = "".join(file.read(name).decode() for name in file.namelist() if name.startswith("xl/worksheets/sheet"))
    for foot in map(unescape, re.findall(r"<odd(?:Header|Footer)>(.*?)</", sheets)):
        assert len(foot) <= LONGEST_FOOT and set(re.findall("&(.)", foot.replace("&&", ""))) <= set("LCRABPN"), foot


def _assert_plain_table(content: bytes) -> None:
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) and not re.fullmatch(r"-?[\d.]+", cell) for cell in cells)
    assert all(EVIL in cell or IN_JSON in cell for cell in cells if SIGN in cell.replace(GOAL, ""))


def _assert_plain_json(content: bytes) -> None:
    assert any(EVIL in text for text in _leaves(json.loads(content)))


def _assert_plain_pdf(content: bytes) -> None:
    pages = PdfReader(io.BytesIO(content), strict=True).pages
    assert not any("/Annots" in page for page in pages)
    assert any(squeezed(EVIL) in squeezed(page.extract_text()) for page in pages)


def _assert_plain_calendar(content: bytes) -> None:
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert EVIL in event["description"]


CHECKS = {
    ".xlsx": _assert_plain_workbook,
    ".pptx": _assert_plain_office_file,
    ".docx": _assert_plain_office_file,
    ".pdf": _assert_plain_pdf,
    ".csv": _assert_plain_table,
    ".ics": _assert_plain_calendar,
    ".json": _assert_plain_json,
}
