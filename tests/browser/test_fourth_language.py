"""A further language is one file: a copy of the project with one more message catalogue speaks it everywhere, and nothing else was touched."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest
import requests
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from playwright.sync_api import expect

from monitoring.store import Store
from monitoring.words import DOMAIN
from tests.browser.running import ROOT, serving, settle
from tests.monitoring.test_snapshot import HARBOUR, deliver, figure
from tests.test_words import messages

FOURTH, ITSELF = "uk", "Українська"
"""A language with other letters, and with three plural forms."""
BRACES = re.compile(r"(\{\w+\})")
OWN = {"language.name": ITSELF, "format.date": "dd.MM.y", "format.date.typed": "dd.MM.y", "format.time": "HH:mm"}
CODE = (
    "dashboard.py",
    "pages",
    "publishing",
    "loaders",
    "monitoring",
    "locales",
    "data",
    "pyproject.toml",
    "tests/test_words.py",
    "tests/programmes",
)


def translated(key: str, text: str, number: int = 0) -> str:
    """A message that nobody could take for Finnish: every word with a sign of ours, and the number of its form."""
    return OWN.get(key) or "".join(part if BRACES.fullmatch(part) else part.replace("a", "я") for part in BRACES.split(text)) + (
        f" {'і' * number}" if number else " ї"
    )


def catalogue() -> Catalog:
    made = Catalog(locale=FOURTH)
    for key, message in messages("fi").items():
        if message.pluralizable:
            one, many = message.string
            made.add((key, key), tuple(translated(key, text, number) for number, text in enumerate((one, many, many), 1)))
        else:
            made.add(key, translated(key, message.string))
    return made


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The project with one file more."""
    copy = tmp_path_factory.mktemp("project")
    for name in CODE:
        there = copy / name
        there.parent.mkdir(exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, there, ignore=shutil.ignore_patterns("*.duckdb*", "*.mo"))
        else:
            shutil.copy(ROOT / name, there)
    added = copy / "locales" / FOURTH / "LC_MESSAGES"
    added.mkdir(parents=True)
    with (added / f"{DOMAIN}.po").open("wb") as file:
        write_po(file, catalogue(), width=0)
    return copy


@pytest.fixture(scope="module")
def settings(tmp_path_factory) -> dict[str, str]:
    store = Store(tmp_path_factory.mktemp("store") / "monitoring.duckdb")
    deliver(store, 1, [figure("STR1.1", "2020", 12), figure("STR1.1", "2021", 1234.5)])
    return {"MONITORING_DATABASE": str(store.path), "MONITORING_PROGRAMME": str(HARBOUR)}


@pytest.fixture(scope="module")
def address(project, settings) -> Iterator[str]:
    with serving(project / "pages" / "web" / "app.py", **settings) as address:
        yield address


def python(project: Path, settings: dict[str, str], *arguments: object) -> str:
    command = [sys.executable, *map(str, arguments)]
    run = subprocess.run(command, cwd=project, env={"PATH": "/usr/bin:/bin"} | settings, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def output(key: str, **values: object) -> str:
    return translated(key, messages("fi")[key].string).format(**values)


def test_its_catalogue_is_checked_as_the_others_are(project, settings):
    reported = python(project, settings, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_words.py", "-k", f"[{FOURTH}] or languages")
    assert " passed" in reported


SPOKEN = """
import json, sys
from datetime import date, datetime
from monitoring.words import languages, words
say = words(sys.argv[1])
counted = [say(sys.argv[2], **dict.fromkeys(sys.argv[3:], "x") | {"n": n}) for n in (1, 2, 5, 21, 22)]
moment = datetime(2026, 3, 1, 9, 5)
json.dump([languages(), str(say.locale), say.number(1234.5), say.date(moment.date()), say.moment(moment), counted], sys.stdout)
"""


def test_it_writes_numbers_days_and_plurals_as_its_speakers_do(project, settings):
    key, message = next((key, message) for key, message in messages("fi").items() if message.pluralizable and "{n}" in message.string[1])
    names = [name for name in re.findall(r"\{(\w+)\}", message.string[1]) if name != "n"]
    known, locale, number, day, moment, counted = json.loads(python(project, settings, "-c", SPOKEN, FOURTH, key, *names))
    assert known == ["fi", "sv", "en", FOURTH] and locale == FOURTH
    assert (number, day, moment) == ("1\u00a0234,5", "01.03.2026", "01.03.2026 09:05")
    assert [text.rpartition(" ")[2] for text in counted] == ["і", "іі", "ііі", "і", "іі"]


LEFT = [("se", "se"), ("sv", "sv"), ("qaa", "fi_FI")]
"""Sámi, which Babel knows, and a language that it does not; each with the header of the Finnish file that it was copied from."""


@pytest.mark.parametrize(("code", "locale"), LEFT)
def test_a_header_that_was_left_from_another_language_is_no_harm(tmp_path, code, locale):
    for name in ("monitoring", "locales/fi"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "fonts"))
    shutil.copytree(tmp_path / "locales" / "fi", tmp_path / "locales" / code)
    wanted = f"from monitoring.words import languages, words; print(*languages(), words({code!r}).locale)"
    assert python(tmp_path, {}, "-c", wanted).split() == ["fi", code, locale]


def test_its_form_is_written_and_read_again(project, settings, tmp_path):
    own, form = settings | {"MONITORING_DATABASE": str(tmp_path / "own.duckdb")}, tmp_path / "form.xlsx"
    python(project, own, "-m", "loaders", "template", "--unit", "street-office", "--lang", FOURTH, "-o", form)
    book = openpyxl.load_workbook(form)
    sheet = book[output("form.sheet.figures")]
    heading = next(row for row in sheet.iter_rows() if row[0].value == output("form.column.code"))
    (year,) = (cell.column for cell in heading if cell.value in (2021, "2021"))
    (row,) = (row[0].row for row in sheet.iter_rows() if row[0].value == "STR1.1")
    sheet.cell(row, year).value = 14
    book.save(form)
    loaded = json.loads(python(project, own, "-m", "loaders", "load", form, "--by", "Clerk", "--json"))
    assert (loaded["layout"], loaded["unit"], {finding["code"] for finding in loaded["findings"]}) == ("form", "street-office", {"missing-figure"})
    assert [(change["indicator"], change["year"], change["after"]) for change in loaded["changes"]] == [("STR1.1", 2021, 14)]
    assert output("status.no_data") in python(project, own, "-m", "monitoring", "status", "--year", "2021", "--lang", FOURTH)


DOCUMENTS = """
import io, json, sys
from datetime import date
import openpyxl, pptx, pypdf
from monitoring import assessed_year, catalogue, settings, snapshot
from publishing.documents import chart_workbook, content, pdf, slides
from monitoring.store import Store
from monitoring.words import words
say = words(sys.argv[1])
now = assessed_year.at(snapshot.read(Store(settings.database()), catalogue.read(settings.programme_folder())), 2021)
views = list(now.indicators.values())
told = content.material(now, views, now.catalogue.years, say, content.Edition(date(2026, 11, 24), "version", "", ""), ())
book = openpyxl.load_workbook(io.BytesIO(chart_workbook.xlsx(told, say)))
json.dump({
    "pdf": pypdf.PdfReader(io.BytesIO(pdf.pdf(told, say))).trailer["/Root"]["/Lang"],
    "pptx": pptx.Presentation(io.BytesIO(slides.pptx(told, say))).core_properties.language,
    "xlsx": book.custom_doc_props["Language"].value,
    "sheets": book.sheetnames,
}, sys.stdout)
"""


def test_its_documents_name_it(project, settings):
    made = json.loads(python(project, settings, "-c", DOCUMENTS, FOURTH))
    assert [made[kind] for kind in ("pdf", "pptx", "xlsx")] == [FOURTH] * 3
    assert made["sheets"][0] == output("material.summary")


def test_its_open_data_speaks_it(address):
    def get(path: str) -> dict:
        return requests.get(f"{address}/api/{path}", params={"lang": FOURTH}, timeout=120).json()

    index, described, package = get(""), get("openapi.json"), get("datapackage.json")
    assert (index["language"], index["languages"]) == (FOURTH, ["fi", "sv", "en", FOURTH])
    assert described["components"]["parameters"]["lang"]["schema"]["enum"] == index["languages"]
    assert {table["title"] for table in index["tables"]} == {resource["title"] for resource in package["resources"]}
    assert output("opendata.table.goals.title") in {table["title"] for table in index["tables"]}
    assert f"name_{FOURTH}" in get("themes")["rows"][0] and described["components"]["schemas"]["themes_row"]["properties"][f"name_{FOURTH}"]


def test_every_page_speaks_it(opened, address):
    page = opened(f"{address}/?{urlencode({'lang': FOURTH, 'year': 2021})}")
    for name in ("overview", "goal", "explore", "timeline", "method", "accessibility"):
        page.get_by_role("link", name=output(f"page.{name}"), exact=True).last.click()
        expect(page).to_have_url(re.compile(f"/{'' if name == 'overview' else name}\\?"))
        settle(page)
        expect(page.locator("html"), name).to_have_attribute("lang", FOURTH)
        expect(page.get_by_role("link", name=output("page.method")).first, name).to_be_attached()
        expect(page, name).to_have_title(re.compile("2020–2023" if name in ("overview", "goal") else "ї"))


def test_it_is_chosen_by_its_own_name(opened, address):
    page = opened(f"{address}/method?lang=fi")
    page.get_by_role("radio", name=ITSELF).or_(page.get_by_role("button", name=ITSELF)).first.click()
    settle(page)
    expect(page.locator("html")).to_have_attribute("lang", FOURTH)
    expect(page.get_by_role("heading", level=1)).to_have_text(output("page.method"))


def test_who_prefers_it_gets_it(opened, address):
    page = opened(f"{address}/method", locale="uk-UA")
    expect(page.get_by_role("heading", level=1)).to_have_text(output("page.method"))
