"""The open data as another program sees it: the dashboard's own server on a store with deliveries, asked over HTTP."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from starlette.applications import Starlette
from starlette.testclient import TestClient

from monitoring import assessed_year, catalogue, reasons, snapshot
from monitoring.store import Store
from monitoring.words import languages, words
from pages.web.api.routes import ROUTES
from publishing.open_data.open_tables import CATALOGUE, TABLES
from tests.browser.running import ROOT, dashboard
from tests.monitoring.test_breakdowns import with_breakdowns
from tests.monitoring.test_snapshot import HARBOUR, areas, deliver, figure, pairs

CLIENT = Path(sys.executable).with_name("schemathesis")
EVIL = "=1+1.xlsx"
SENDER = "Harbour master"

DOCUMENTS = ("", "openapi.json", "catalogue", "catalogue.csv", "datapackage.json", "datapackage.zip", "changes.atom")
PATHS = (*DOCUMENTS, *TABLES, *(f"{name}.csv" for name in TABLES))


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    own = Store(tmp_path_factory.mktemp("api") / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2020", 12), figure("STR1.1", "2021", 9)], file_name=EVIL, uploaded_by=SENDER)
    quarters = {"2021-Q1": (1, 10), "2021-Q2": (2.5, 30)}
    by_sex = {"F": (30, 200), "M": (60, 300)}
    of_categories = [row for sex, year in by_sex.items() for row in pairs("STR2.2", ("part", "whole"), {"2020": year}, {"sex": sex})]
    of_categories += [figure("BOA1.1", "2020", number, by={"quay": quay}) for quay, number in (("inner", 2), ("outer", 4))]
    deliver(own, 2, [*pairs("STR2.2", ("part", "whole"), quarters), *of_categories], file_name="Gator; kajer, å.xlsx", uploaded_by=SENDER)
    deliver(own, 3, areas("2021", {"North": {"a": 1, "b": 1}}), uploaded_by=SENDER)
    deliver(own, 4, pairs("BOA2.1", ("mean", "respondents"), {"2021": (3.5, 40)}), uploaded_by=SENDER)
    deliver(own, 5, [figure("STR1.2", "2021", None, comment="private words")], uploaded_by=SENDER)
    done = {"item": "BOA1.2", "year": 2021, "state": "done", "completed_on": date(2021, 9, 1), "comment": "", "sheet": "Progress", "cell": "D5"}
    deliver(own, 6, [done], "progress", uploaded_by=SENDER)
    return own


@pytest.fixture(scope="module")
def programme(tmp_path_factory) -> Path:
    """The harbour's programme, with breakdowns."""
    return with_breakdowns(tmp_path_factory.mktemp("programme"))


@pytest.fixture(scope="module")
def api(store, programme) -> Iterator[str]:
    with dashboard(store.path, MONITORING_PROGRAMME=str(programme), MONITORING_API_RATE="100000") as address:
        yield f"{address}/api/"


@pytest.fixture
def inside(own) -> TestClient:
    """The same routes within this process."""
    return TestClient(Starlette(routes=ROUTES))


def get(api: str, path: str, **how) -> requests.Response:
    return requests.get(urljoin(api, path), timeout=120, **how)


def rows(api: str, path: str) -> list[dict]:
    answer = get(api, path)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["count"] == len(found["rows"])
    return found["rows"]


def only(found: list[dict]) -> dict:
    (row,) = found
    return row


def as_csv(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: ""}[value]
    return f"'{value}" if value == EVIL else str(value)


def test_the_index_leads_to_everything(api):
    index = get(api, "?lang=en").json()
    assert index["programme"] == {"code": "harbour-2020-2023", "name": "A harbour for everyone 2020–2023", "first_year": 2020, "last_year": 2023}
    assert index["licence"] == {"name": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
    assert index["data"] == {"state": "own", "notice": None, "version": "upload-6", "delivered_at": "2023-01-16T08:00:00Z"}
    linked = [*index["links"].values(), *(table[form] for table in index["tables"] for form in ("json", "csv"))]
    assert set(linked) | {"", "catalogue.csv"} == set(PATHS)
    assert {get(api, path).status_code for path in linked} == {200}
    moved = get(api, "../api", allow_redirects=False)
    assert (moved.status_code, urljoin(moved.url, moved.headers["Location"])) == (307, api)


def test_the_pages_are_still_there(api):
    page = get(api, "..")
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8") and "<title>" in page.text


def test_the_catalogue_is_the_programmes(api, programme):
    found, programme = get(api, "catalogue").json(), catalogue.read(programme)
    named = {"name_sv": "Gator och kajer", "name_en": "Streets and quays"}
    assert found["themes"][0] == {"theme": "STR"} | {f"name_{code}": named.get(f"name_{code}") for code in languages()}
    counted = {name: len(getattr(programme, name)) for name in ("themes", "goals", "units", "responsibilities", "indicators", "actions")}
    counted["breakdowns"] = sum(len(one.categories) for of in programme.breakdowns.values() for one in of)
    assert {table.name: len(found[table.name]) for table in CATALOGUE} == counted
    assert all(found[table.name] == rows(api, table.name) for table in CATALOGUE)
    crossings = only(rows(api, "indicators?indicator=STR1.1"))
    assert (crossings["target_rule"], crossings["target_value"], crossings["theme"], crossings["unit"]) == ("each-year", 12, "STR", "street-office")
    listed = list(csv.DictReader(io.StringIO(get(api, "catalogue.csv").content.decode())))
    assert len(listed) == sum(counted.values()) - counted["responsibilities"] - counted["breakdowns"]


def test_categories_have_their_names_and_codes(api):
    found = rows(api, "observations_by_category?indicator=STR2.2&lang=en")
    assert [
        (row["dimension_name"], row["category"], row["category_name"], row["year"], row["value"], row["part"], row["whole"]) for row in found
    ] == [
        ("Sex", "F", "Women", 2020, 15, 30, 200),
        ("Sex", "M", "Men", 2020, 20, 60, 300),
    ]
    assert only(rows(api, "observations?indicator=STR2.2&year=2020"))["value"] == 18
    cells = rows(api, "cells?year=2020")
    assert {(row["indicator"], row["sex"], row["dimensions"]) for row in cells if row["dimensions"]} == {
        *(("STR2.2", sex, f'{{"sex":"{sex}"}}') for sex in "FM"),
        *(("BOA1.1", None, f'{{"quay":"{quay}"}}') for quay in ("inner", "outer")),
    }
    quays = [row for row in rows(api, "breakdowns?indicator=BOA1.1&lang=sv") if row["dimension"] == "quay"]
    assert [(row["dimension_name"], row["category"], row["name_sv"], row["name_en"]) for row in quays][:2] == [
        ("Kaj", "inner", "Inre", "Inner"),
        ("Kaj", "outer", "Yttre", "Outer"),
    ]


def test_observations_are_what_was_delivered(api):
    share = only(rows(api, "observations?indicator=STR2.2&year=2021&lang=en"))
    assert (share["value"], share["part"], share["whole"], share["coverage"], share["status"]) == (pytest.approx(8.75), 3.5, 40, 0.5, "P")
    assert (share["file"], share["sheet"], share["cell"], share["uploaded_at"]) == ("Gator; kajer, å.xlsx", "Figures", "E5", "2023-01-12T08:00:00Z")
    crossings = rows(api, "observations?indicator=STR1.1&lang=en")
    assert [(row["year"], row["value"], row["measure"]) for row in crossings] == [(2020, 12, "crossings"), (2021, 9, "crossings")]
    missing = only(rows(api, "observations?indicator=STR1.2"))
    assert (missing["value"], missing["status"]) == (None, "M")
    score = only(rows(api, "observations?indicator=BOA2.1"))
    assert (score["value"], score["mean"], score["respondents"]) == (3.5, 3.5, 40)
    quarters = rows(api, "cells?indicator=STR2.2&year=2021")
    assert [(row["period"], row["component"], row["value"]) for row in quarters] == [
        ("2021-Q1", "part", 1),
        ("2021-Q1", "whole", 10),
        ("2021-Q2", "part", 2.5),
        ("2021-Q2", "whole", 30),
    ]
    assert {(row["area"], row["category"]) for row in rows(api, "cells?indicator=SAY1.1")} == {("North", "a"), ("North", "b")}
    pier = only(rows(api, "progress"))
    assert (pier["item"], pier["indicator"], pier["state"], pier["completed_on"], pier["example"]) == (
        "BOA1.2",
        "BOA1.2",
        "done",
        "2021-09-01",
        False,
    )


@pytest.mark.parametrize("language", languages())
def test_assessments_say_what_the_pages_say(api, store, language):
    found = rows(api, f"assessments?lang={language}")
    programme = catalogue.read(HARBOUR)
    now = snapshot.read(store, programme)
    assert len(found) == len(programme.years) * (len(programme.goals) + len(programme.indicators))
    for year in programme.years:
        then = assessed_year.at(now, year)
        of_year = {row["indicator"] or row["goal"]: row for row in found if row["year"] == year}
        for code, view in {**then.goals, **then.indicators}.items():
            assert (of_year[code]["status"], of_year[code]["reason_code"]) == (view.assessment.status, view.assessment.reason)
        for code, view in then.indicators.items():
            assert of_year[code]["reason"] == reasons.sentence(view.assessment, view, words(language))
        for code, view in then.goals.items():
            assert of_year[code]["reason"] == reasons.goal_sentence(view.assessment, view.indicators, words(language))
    assert {row["status"] for row in found} >= {"achieved", "missed", "no_data", "not_due"}


@pytest.mark.parametrize("name", TABLES)
def test_csv_says_what_json_says(api, name):
    answer, found = get(api, f"{name}.csv?lang=sv"), rows(api, f"{name}?lang=sv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    assert answer.content.endswith(b"\r\n") and answer.content.count(b"\n") == answer.content.count(b"\r\n")
    heading, *lines = list(csv.reader(io.StringIO(answer.content.decode(), newline=""), strict=True))
    assert heading == list(TABLES[name].columns) == list(found[0])
    assert lines == [[as_csv(value) for value in row.values()] for row in found]


@pytest.mark.parametrize("name", TABLES)
def test_keys_tell_rows_apart_and_references_lead_somewhere(api, name):
    table, found = TABLES[name], rows(api, name)
    keys = [tuple(row[column] for column in table.key) for row in found]
    assert len(keys) == len(set(keys)) > 0
    for column, (other, theirs) in table.refers.items():
        if column in table.columns:
            assert {row[column] for row in found} - {None} <= {row[theirs] for row in rows(api, other)}


FILTERED = [
    ("observations?theme=STR", {"theme": {"STR"}}),
    ("observations?goal=STR1&goal=BOA2&year=2021", {"goal": {"STR1", "BOA2"}, "year": {2021}}),
    ("assessments?unit=street-office", {"unit": {"street-office"}}),
    ("assessments?indicator=STR1.1", {"indicator": {"STR1.1"}, "level": {"indicator"}, "year": {2020, 2021, 2022, 2023}}),
    ("responsibilities?unit=port", {"unit": {"port"}}),
]


@pytest.mark.parametrize(("path", "left"), FILTERED)
def test_filters_leave_what_was_asked_for(api, path, left):
    found = rows(api, path)
    assert {column: {row[column] for row in found} for column in left} == left
    assert len(found) < len(rows(api, path.partition("?")[0]))


REFUSED = [
    ("observations?goal=XYZ", "goal", "STR1"),
    ("observations?goal=STR1&goal=", "goal", "STR1"),
    ("observations.csv?year=2021.0", "year", "2021"),
    ("observations?year=1999", "year", "2020"),
    ("observations?status=A", "status", "theme"),
    ("units?theme=STR", "theme", "unit"),
    ("assessments?lang=de", "lang", "fi"),
    ("assessments?lang=fi&lang=sv", "lang", "fi"),
    ("?goal=STR1", "goal", "lang"),
    ("datapackage.zip?x=1", "x", "lang"),
]


@pytest.mark.parametrize(("path", "parameter", "allowed"), REFUSED)
def test_a_wrong_question_is_refused_with_what_is_allowed(api, path, parameter, allowed):
    answer = get(api, path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["parameter"]) == (400, parameter) and problem["detail"] and allowed in problem["allowed"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*" and "ETag" not in answer.headers


@pytest.mark.parametrize("path", ["observations?goal=X&lang=", "nothing?lang="])
def test_refusals_speak_the_readers_language(api, path):
    output = [get(api, path + language).json() for language in languages()]
    assert {len({problem[part] for problem in output}) for part in ("title", "detail")} == {len(languages())}


PROSE = ("title", "description", "summary")


def prose(document: object) -> dict[str, str]:
    """Every text for people in a document, by where it stands: `title`, `description`, `summary`; a field may be called so too."""
    found = {}
    for key, value in document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ():
        if key in PROSE and isinstance(value, str):
            found[f"/{key}"] = value
        else:
            found |= {f"/{key}{place}": text for place, text in prose(value).items()}
    return found


def machine(document: object) -> object:
    """A document without its texts for people."""
    if isinstance(document, dict):
        return {key: machine(value) for key, value in document.items() if not (key in PROSE and isinstance(value, str))}
    return [machine(value) for value in document] if isinstance(document, list) else document


@pytest.mark.parametrize(("path", "least"), [("openapi.json", 150), ("datapackage.json", 100)])
def test_descriptions_speak_the_language_asked_for_and_say_the_same_to_machines(api, path, least):
    answers = [get(api, f"{path}?lang={language}") for language in languages()]
    assert len({answer.headers["ETag"] for answer in answers}) == len(answers)
    reported = [prose(answer.json()) for answer in answers]
    assert len(reported[0]) > least
    assert {place: text for place, text in reported[0].items() if len({texts[place] for texts in reported}) < len(reported)} == {}
    assert all(machine(answer.json()) == machine(answers[0].json()) for answer in answers)


def test_the_index_speaks_the_language_asked_for(api):
    for language in languages():
        index = get(api, f"?lang={language}").json()
        output = {table["name"]: (table["title"], table["description"]) for table in index["tables"]}
        assert output == {name: (table.title(words(language)), table.description(words(language))) for name, table in TABLES.items()}
        assert (index["language"], index["languages"]) == (language, languages())


@pytest.mark.parametrize("path", PATHS)
def test_what_a_reader_has_is_not_sent_again(api, path):
    first = get(api, path)
    assert first.headers["Access-Control-Allow-Origin"] == "*" and 'rel="license"' in first.headers["Link"]
    etag = first.headers["ETag"]
    again = get(api, path, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    head = requests.head(urljoin(api, path), timeout=120)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", etag)
    assert get(api, path, headers={"If-None-Match": '"other"'}).content == first.content


def test_each_question_has_its_own_etag(api):
    wanted = ("observations", "observations.csv", "observations?lang=sv", "observations?year=2021", "observations?year=2020", "cells")
    assert len({get(api, path).headers["ETag"] for path in wanted}) == len(wanted)
    assert get(api, "cells?year=2020&goal=STR1").headers["ETag"] == get(api, "cells?goal=STR1&year=2020").headers["ETag"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["", "observations", "datapackage.zip"])
def test_nothing_can_be_written(api, method, path):
    answer = requests.request(method, urljoin(api, path), timeout=120, data="x")
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("path", ["nothing", "observations.xml", "observations/STR1", "decisions"])
def test_what_is_not_there_is_not_a_page(api, path):
    answer = get(api, path)
    assert (answer.status_code, answer.headers["Content-Type"], answer.json()["status"]) == (404, "application/problem+json", 404)


def test_nobody_is_named_and_no_words_of_units_are_told(api):
    everything = b"".join(get(api, path).content for path in PATHS if not path.endswith(".zip")).decode()
    assert "STR1.2" in everything
    assert [text for text in (SENDER, "private words", str(ROOT)) if text in everything] == []


def test_the_package_holds_every_table_as_described(api):
    described = get(api, "datapackage.json?lang=en").json()
    archive = zipfile.ZipFile(io.BytesIO(get(api, "datapackage.zip?lang=en").content))
    assert json.loads(archive.read("datapackage.json")) == described
    assert described["licenses"] == [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    resources = {resource["name"]: resource for resource in described["resources"]}
    assert set(archive.namelist()) == {"datapackage.json", *(resource["path"] for resource in resources.values())}
    assert resources.keys() == TABLES.keys()
    for name, resource in resources.items():
        content = archive.read(resource["path"])
        assert content == get(api, f"{resource['path']}?lang=en").content
        heading, *lines = list(csv.reader(io.StringIO(content.decode(), newline="")))
        fields = resource["schema"]["fields"]
        assert heading == [field["name"] for field in fields] and lines, name
        for column, field in enumerate(fields):
            held = {line[column] for line in lines}
            assert not (field.get("constraints", {}).get("required") and "" in held), (name, field["name"])
            assert field.get("constraints", {}).get("enum") is None or held - {""} <= set(field["constraints"]["enum"]), (name, field["name"])


def test_a_generic_client_finds_the_answers_as_described(api, tmp_path):
    """Schemathesis asks everything that the API's own description says can be asked, wrongly too, and compares the answers with it."""
    wanted = ["run", urljoin(api, "openapi.json"), "--phases", "fuzzing", "--max-examples", "3", "--generation-deterministic", "--warnings", "off"]
    run = subprocess.run([CLIENT, *wanted, "--no-color"], cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stdout + run.stderr
    # All but the description itself.
    assert f"Tested: {len(PATHS) - 1}" in run.stdout


def test_the_application_starts_wherever_it_is_started_from_and_without_what_only_files_need(tmp_path):
    code = "import runpy, sys; runpy.run_path(sys.argv[1]); sys.exit('pandas' in sys.modules)"
    started = [sys.executable, "-P", "-c", code, ROOT / "pages" / "web" / "app.py"]
    # Elsewhere the project's .streamlit/config.toml is not heeded, and Streamlit would listen on all addresses.
    run = subprocess.run(started, cwd=tmp_path, env=os.environ | {"MONITORING_PUBLIC": "1"}, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr


def test_a_new_delivery_is_there_at_once_and_the_old_answer_no_longer_holds(inside, own):
    empty = inside.get("/api/cells")
    assert (empty.json()["rows"], empty.json()["data"]["state"]) == ([], "none")
    deliver(own, 1, [figure("STR1.1", "2020", 12)])
    answer = inside.get("/api/cells", headers={"If-None-Match": empty.headers["ETag"]})
    assert (answer.status_code, answer.json()["count"], answer.json()["data"]["state"]) == (200, 1, "own")


def test_a_busy_store_asks_for_patience(inside, busy):
    with busy():
        answer = inside.get("/api/observations?lang=en")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert answer.json()["detail"] == words("en")("store.busy")
    assert inside.get("/api/observations").status_code == 200


def test_what_cannot_be_read_is_said_without_where_it_is(inside, own, tmp_path, monkeypatch):
    own.path.write_bytes(b"no store at all")
    broken = inside.get("/api/")
    monkeypatch.setenv("MONITORING_PROGRAMME", str(tmp_path))
    assert [answer.status_code for answer in (broken, inside.get("/api/"))] == [503, 503]
    assert str(tmp_path) not in broken.text and "Retry-After" not in broken.headers


CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


@pytest.mark.parametrize(("setting", "address"), [(f"CC0-1.0 {CC0}", CC0), ("CC0-1.0", "https://spdx.org/licenses/CC0-1.0.html")])
def test_another_licence(inside, monkeypatch, setting, address):
    before = inside.get("/api/").headers["ETag"]
    monkeypatch.setenv("MONITORING_LICENCE", setting)
    answer = inside.get("/api/", headers={"If-None-Match": before})
    assert answer.json()["licence"] == {"name": "CC0-1.0", "url": address}
    assert answer.headers["Link"] == f'<{address}>; rel="license"'
    assert inside.get("/api/openapi.json").json()["info"]["license"] == {"name": "CC0-1.0", "url": address}
    assert inside.get("/api/datapackage.json").json()["licenses"] == [{"name": "CC0-1.0", "path": address}]


def test_a_year_that_is_asked_for_is_the_only_one_assessed(own, inside, monkeypatch):
    deliver(own, 1, [figure("STR1.1", "2020", 12), figure("STR1.1", "2021", 9)])
    assessed = []
    work_out = assessed_year.at
    monkeypatch.setattr(assessed_year, "at", lambda snapshot, year: assessed.append(year) or work_out(snapshot, year))
    assert inside.get("/api/assessments?year=2021").json()["count"] > 0
    assert assessed == [2021]
    assert inside.get("/api/assessments?year=2021&year=2020").json()["count"] > 0
    assert sorted(assessed) == [2020, 2021]
