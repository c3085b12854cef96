"""What a reader without a browser gets: the page as it is sent, its language, title and sentence; and that nothing else is changed on its way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from urllib.parse import unquote

import pytest
import requests
from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.web.server.starlette.starlette_routes import create_media_routes

from monitoring import assessed_year, catalogue, charts, reasons, snapshot, typography
from monitoring.council import meetings
from monitoring.council.meetings import Meeting
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import languages, words
from pages.shared import html, identity, shown_data
from pages.shared.registry import Subject
from pages.web import middleware, page_head
from pages.web.middleware import PageHead
from tests.browser.running import dashboard, settle
from tests.monitoring.test_snapshot import HARBOUR, START, deliver, figure
from tests.signed_in import offer

HEADS = {
    "html": r'<html lang="(.*?)">',
    "title": r"<title>(.*?)</title>",
    "description": r'<meta name="description" content="(.*?)" />',
    "og:title": r'<meta property="og:title" content="(.*?)" />',
    "og:description": r'<meta property="og:description" content="(.*?)" />',
    "og:type": r'<meta property="og:type" content="(.*?)" />',
    "og:locale": r'<meta property="og:locale" content="(.*?)" />',
    "canonical": r'<link rel="canonical" href="(.*?)" />',
    "noscript": r"<noscript>(.*?)</noscript>",
}
EVIL = 'Quays & "piers" <script>alert(1)</script>'
BARE = '<html lang="en"><head><title>Streamlit</title></head><body><noscript>Turn it on</noscript></body></html>'


def output(text: str) -> dict[str, str]:
    """What the page says of itself, by HEADS."""
    found = {name: re.findall(pattern, text, re.DOTALL) for name, pattern in HEADS.items()}
    assert {name: texts for name, texts in found.items() if len(texts) > 1} == {}
    return {name: unescape(texts[0]) for name, texts in found.items() if texts}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    own = Store(tmp_path_factory.mktemp("served") / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2020", 12), figure("STR1.1", "2021", 9)])
    programme = catalogue.read(HARBOUR)
    meetings.write(own, programme, Meeting("m1", EVIL, date(2023, 2, 1), 2021, ("STR1",), START, by="Secretary"), local("Secretary"))
    return own


@pytest.fixture(scope="module")
def site(store) -> Iterator[str]:
    with dashboard(store.path, MONITORING_PROGRAMME=str(HARBOUR)) as address:
        warm(address)
        yield address


def warm(site: str) -> None:
    """Nobody waits long for a page's title: the first reader of a busy machine may get none, and the next one does. Here it is worked out."""
    assert get(site, "api/assessments").json()["count"] > 0
    get_titled(site, "meeting?meeting=m1&lang=en")


@pytest.fixture
def inside(own, monkeypatch) -> TestClient:
    """The middleware within this process, around a small page."""
    monkeypatch.setattr(middleware, "PATIENCE", 60)

    def page(request) -> HTMLResponse:
        kept = {"ETag": '"file"', "Last-Modified": "Tue, 10 Jan 2023 08:00:00 GMT", "Vary": "Cookie, Accept-Encoding"}
        return HTMLResponse(BARE, headers=kept | {"Seen": ",".join(request.headers)})

    routes = [
        Route("/other", lambda request: HTMLResponse("<p>Another page</p>", headers={"ETag": '"other"'})),
        Route("/text", lambda request: PlainTextResponse(BARE, headers={"ETag": '"text"'})),
        Route("/gone", lambda request: HTMLResponse(BARE, 404)),
        Route("/{place:path}", page, methods=["GET", "POST"]),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(PageHead)]))


def get(site: str, path: str, language: str | None = None, **headers) -> requests.Response:
    accepted = {} if language is None else {"Accept-Language": language}
    return requests.get(f"{site}/{path}", headers=accepted | headers, timeout=120)


def get_titled(site: str, path: str, language: str | None = None) -> requests.Response:
    """The answer with the page's own title, however busy the machine is."""
    answers = (get(site, path, language) for _ in range(60))
    return next(answer for answer in answers if " · " in output(answer.text)["title"])


def name_of(language: str) -> str:
    return words(language).name(catalogue.read(HARBOUR).programme)


@pytest.mark.parametrize(
    ("wanted", "header", "expected"),
    [
        ([], "", "fi"),
        ([], "sv", "sv"),
        ([], "sv-FI,sv;q=0.9,en;q=0.8", "sv"),
        ([], "de-DE, de;q=0.9, en;q=0.5, sv;q=0.7", "sv"),
        ([], "en;q=0.3,SV-fi;q=0.31", "sv"),
        ([], "en;q=0, sv;q=0", "fi"),
        ([], "en;q=0, *", "fi"),
        ([], "en ; q=0.2 , sv ; Q=0.4", "sv"),
        ([], "en;q=nan, sv;q=2, ;;=,q", "fi"),
        (["en"], "sv", "en"),
        (["xx", "en"], "sv", "en"),
        (["", "EN"], "sv", "sv"),
    ],
)
def test_the_language_is_the_addresss_else_the_best_that_the_reader_names(wanted, header, expected):
    assert shown_data.language(wanted, header) == expected


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("how", ["address", "header"])
def test_a_page_goes_out_in_the_readers_language(site, language, how):
    answer = get(site, f"method?lang={language}", "xx") if how == "address" else get(site, "method", f"xx, {language}-XX;q=0.4")
    found, words_ = output(answer.text), words(language)
    assert answer.headers["Content-Language"] == found["html"] == language
    assert found["title"] == found["og:title"] == f"{words_('page.method')} · {name_of(language)}"
    assert found["description"] == found["og:description"] == words_("method.lead")
    assert (found["og:type"], found["og:locale"]) == ("website", str(words_.locale))
    assert words_("served.noscript") in found["noscript"] and "need to enable" not in answer.text


@pytest.mark.parametrize("language", languages())
def test_a_link_to_a_goal_says_how_it_stands(site, store, language):
    words_, now = words(language), snapshot.read(store, catalogue.read(HARBOUR))
    for query, year in ((f"goal?goal=STR1&lang={language}", 2021), (f"goal?goal=STR1&year=2020&lang={language}", 2020)):
        found, view = output(get_titled(site, query).text), assessed_year.at(now, year).goals["STR1"]
        assert found["title"] == f"STR1 {words_.name(view.goal)} · {name_of(language)}"
        for part in (str(year), words_(f"status.{view.assessment.status}"), reasons.goal_sentence(view.assessment, view.indicators, words_)):
            assert part in found["description"]


def test_a_link_to_what_is_embedded_says_what_it_is(site, store):
    swedish, then = words("sv"), assessed_year.at(snapshot.read(store, catalogue.read(HARBOUR)), 2021)
    view = then.indicators["STR1.1"]
    chart = output(get_titled(site, "embed?indicator=STR1.1&lang=sv").text)
    assert chart["title"] == f"{charts.title(view, swedish)} · {name_of('sv')}"
    assert reasons.sentence(view.assessment, view, swedish) in chart["description"]
    assert output(get_titled(site, "embed?theme=STR&lang=sv").text)["title"] == f"Gator och kajer · {name_of('sv')}"
    assert output(get_titled(site, "embed?theme=NONE&lang=sv").text)["title"] == f"{swedish('page.embed')} · {name_of('sv')}"


@pytest.mark.parametrize("page", ["meeting", "meetings"])
def test_a_link_to_a_meeting_says_which_and_what_people_wrote_stays_text(site, page):
    answer = get_titled(site, f"{page}?meeting=m1&lang=en")
    assert output(answer.text)["title"] == f"{EVIL} · {name_of('en')}"
    assert "1 February 2023" in output(answer.text)["description"]
    assert "<script>alert" not in answer.text
    assert output(get_titled(site, f"{page}?meeting=m2&lang=en").text)["title"] == f"{words('en')(f'page.{page}')} · {name_of('en')}"


def test_what_stands_in_the_address_stays_text(site):
    answer = requests.get(f'{site}/explore?x="><script>alert(1)</script>&y=%22%3E%3Cscript%3E', timeout=120)
    assert "<script>alert" not in answer.text and '"><script>' not in answer.text


def test_every_language_of_a_page_is_linked_with_all_that_was_chosen(site):
    text = get(site, "goal?goal=STR1&year=2020&lang=sv&embed=true&embed_options=light_theme").text
    alternates = dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="(.*?)" />', text))
    assert {code: unescape(address) for code, address in alternates.items()} == {code: f"?goal=STR1&year=2020&lang={code}" for code in languages()}
    assert output(text)["canonical"] == "?goal=STR1&year=2020&lang=sv"
    for address in map(unescape, alternates.values()):
        assert output(get(site, f"goal{address}").text)["canonical"] == address


@pytest.mark.parametrize("path", ["nothing", "overview", "goal/STR1", "a/b/c", "index.html"])
def test_of_an_address_that_is_no_page_the_programme_is_said(site, path):
    answer = get(site, f"{path}?lang=sv")
    assert answer.status_code == 200
    found = output(answer.text)
    assert (found["html"], found["title"]) == ("sv", name_of("sv"))
    assert found.keys() & {"canonical", "description"} == set() and "hreflang" not in answer.text.partition("<body>")[0]


@pytest.mark.parametrize("path", ["", "goal?goal=STR1", "a/b/c"])
def test_without_scripts_there_is_a_way_on(site, path):
    address = f"{site}/{path}"
    links = re.findall(r'href="(.*?)"', re.search(HEADS["noscript"], get(site, path, "sv").text, re.DOTALL)[0])
    data, statement, *_ = (requests.compat.urljoin(address, unescape(link)) for link in links)
    assert requests.get(data, timeout=120).json()["language"] == "sv"
    assert output(requests.get(statement, timeout=120).text)["title"].startswith(words("sv")("page.accessibility"))


@pytest.mark.parametrize("path", ["", "goal?goal=STR1", "nothing"])
def test_headers_are_the_changed_bodys(site, path):
    plain, zipped = get(site, path, "sv", **{"Accept-Encoding": "identity"}), get(site, path, "sv", **{"Accept-Encoding": "gzip"})
    assert int(plain.headers["Content-Length"]) == len(plain.content)
    assert zipped.headers["Content-Encoding"] == "gzip" and int(zipped.headers["Content-Length"]) < len(plain.content)
    assert zipped.text == plain.text
    assert sorted(plain.headers["Vary"].split(", ")) == ["Accept-Encoding", "Accept-Language"]
    assert {"ETag", "Last-Modified", "Accept-Ranges"} & plain.headers.keys() == set()
    head = requests.head(f"{site}/{path}", headers={"Accept-Language": "sv", "Accept-Encoding": "identity"}, timeout=120)
    assert (head.status_code, head.content) == (200, b"")
    assert {name: head.headers[name] for name in plain.headers if name != "date"} == {k: v for k, v in plain.headers.items() if k != "date"}


def test_a_browser_that_kept_streamlits_page_gets_the_new_one(site):
    kept = {"If-None-Match": "*", "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT", "Range": "bytes=0-99"}
    answer = get(site, "", "sv", **kept)
    assert (answer.status_code, output(answer.text)["html"]) == (200, "sv")


def test_everything_else_is_as_it_was(site):
    script = re.search(r'src="\./(static/js/.*?)"', get(site, "").text)[1]
    whole, part = get(site, script), get(site, script, Range="bytes=0-9")
    assert (part.status_code, part.content) == (206, whole.content[:10])
    assert get(site, script, **{"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert get(site, "_stcore/health").text == "ok"
    api = get(site, "api/")
    assert get(site, "api/", **{"If-None-Match": api.headers["ETag"]}).status_code == 304
    assert requests.get(f"{site}/goal/?goal=STR1", timeout=120, allow_redirects=False).headers["Location"] == "/goal?goal=STR1"


@pytest.mark.parametrize(
    "path", ["", "goal?goal=STR1", "nothing", "_stcore/health", "_stcore/metrics", "api/", "api/nothing", "media/nothing", "fonts/sans-400.woff2"]
)
def test_every_answer_binds_the_browser(site, path):
    answer = get(site, path)
    headers, kind = answer.headers, answer.headers.get("Content-Type", "")
    assert (bool(kind) or not answer.content) and ("charset=utf-8" in kind or not kind.startswith("text/"))
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"] and headers["Referrer-Policy"] == "same-origin"
    assert ("no-store" in headers.get("Cache-Control", "")) == (not path.startswith("fonts/"))


@pytest.mark.parametrize(
    "path",
    [".git/config", "README.md", "dashboard.py", "data/", "fonts/", "fonts/../app.py", "fonts/%2e%2e/app.py", "static/", "app/static/", "media/"],
)
def test_nothing_of_the_server_is_listed_or_read(site, path):
    prepared = requests.Request("GET", site).prepare()
    prepared.url = f"{site}/{path}"
    answer = requests.Session().send(prepared, timeout=120)
    assert answer.status_code in (400, 404) or output(answer.text)["title"] in (name_of("fi"), "Streamlit"), "no page, or one"
    assert not any(word in answer.text for word in ("[core]", "import ", "Index of", ".woff2\n", "OFL.txt"))
    assert requests.request("TRACE", f"{site}/{path}", timeout=120).status_code in (400, 404, 405)


def test_a_file_without_the_pages_token_is_refused(site):
    place = f"{site}/_stcore/upload_file/session/file"
    for token in ({}, {"X-Xsrftoken": "a"}, {"X-Xsrftoken": "a", "Cookie": "_streamlit_xsrf=b"}):
        assert requests.put(place, files={"file": b"content"}, headers=token, timeout=120).status_code == 403
    preflight = requests.options(place, headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}, timeout=120)
    assert "Access-Control-Allow-Origin" not in preflight.headers


def test_streamlit_hears_no_other_site(site):
    assert get(site, "_stcore/host-config").json()["allowedOrigins"] == []


@pytest.mark.parametrize("name", ['a".xlsx', "a\r\nSet-Cookie: b=c.xlsx", "päätös; filename=b.html", "../../etc/passwd"])
def test_a_files_name_breaks_no_header(name):
    storage = MemoryMediaFileStorage("/media")
    held = storage.load_and_get_id(b"content", "text/csv", MediaFileKind.DOWNLOADABLE, name)
    answer = TestClient(Starlette(routes=create_media_routes(storage, ""))).get(f"/media/{held}.csv")
    assert "Set-Cookie" not in answer.headers and answer.content == b"content"
    (found,) = re.findall(r"attachment; filename(?:\*=utf-8''([^;\"]+)|=\"([^\"\r\n]+)\")$", answer.headers["Content-Disposition"])
    assert unquote(found[0]) == name or found[1] == name


def test_what_the_server_refuses_it_refuses_in_few_words(site):
    assert get(site, "_stcore/metrics").status_code == 404
    long = get(site, f"goal?x={'a' * 60_000}")
    assert (long.status_code, len(long.content) < 100) == (414, True)
    embedded = get(site, "embed?indicator=STR1.1").headers
    assert "frame-ancestors *" in embedded["Content-Security-Policy"] and "X-Frame-Options" not in embedded


SHOWN = ("", "goal?goal=STR2&year=2020", "embed?indicator=STR1.1", "meeting?meeting=m1", "method")


def test_the_page_itself_says_the_same_when_it_runs(site, browser):
    """One title for a link and for the page behind it."""
    page = browser.new_context(locale="sv-FI").new_page()
    for path in SHOWN:
        sent = output(get_titled(site, path, "sv-FI").text)
        page.goto(f"{site}/{path}")
        settle(page)
        assert (path, page.title(), page.evaluate("document.documentElement.lang")) == (path, sent["title"], sent["html"])
    stored = page.evaluate("({...localStorage, ...sessionStorage})")
    # The choice of colours, and the place in a meeting that is shown.
    assert {name.partition("-")[0] for name in stored} <= {"stActiveTheme", "meeting"} and "Quays" not in str(stored)
    page.context.close()


def test_below_another_address_everything_is_below_it(store):
    with dashboard(store.path, MONITORING_PROGRAMME=str(HARBOUR), STREAMLIT_SERVER_BASE_URL_PATH="/city/monitoring/") as site:
        below = f"{site}/city/monitoring"
        warm(below)
        assert output(get_titled(below, "goal?goal=STR1&lang=en").text)["title"].startswith("STR1 ")
        assert output(get(below, "?lang=en").text)["title"] == f"{words('en')('page.overview')} · {name_of('en')}"
        described = f"{below}/api/openapi.json"
        (server,) = requests.get(described, timeout=120).json()["servers"]
        assert requests.compat.urljoin(described, server["url"]) == f"{below}/api"
        assert get(below, "api").url == f"{below}/api/" and get(below, "api/goals").json()["count"] > 0


def test_only_html_of_pages_is_changed(inside):
    page = inside.get("/method?lang=en", headers={"Range": "bytes=0-9", "If-None-Match": '"file"', "Accept-Encoding": "identity"})
    assert output(page.text)["html"] == "en" and page.headers["Vary"] == "Cookie, Accept-Language, Accept-Encoding"
    assert not {"etag", "last-modified"} & page.headers.keys()
    assert not {"range", "if-none-match", "accept-encoding"} & set(page.headers["Seen"].split(","))
    assert (inside.get("/text").text, inside.get("/text").headers["ETag"]) == (BARE, '"text"')
    assert (inside.get("/other").text, inside.get("/other").headers["ETag"]) == ("<p>Another page</p>", '"other"')
    assert (inside.get("/gone").status_code, inside.get("/gone").text) == (404, BARE)
    for untouched in (inside.post("/method"), inside.get("/component/chart/page"), inside.get("/api/page")):
        assert (untouched.text, untouched.headers["ETag"]) == (BARE, '"file"')


def test_head_is_answered_without_a_body(inside):
    head, whole = inside.head("/method?lang=en"), inside.get("/method?lang=en")
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", whole.headers["Content-Length"])


@pytest.mark.parametrize(("path", "has_charts"), [("goal?lang=en", True), ("explore", True), ("embed", True), ("method", False), ("", False)])
def test_what_draws_charts_is_loaded_at_once_where_a_page_has_any(site, path, has_charts):
    found = re.findall(r'<link rel="modulepreload" crossorigin href="(static/js/PlotlyChart[^"]*)" />', get(site, path).text)
    assert len(found) == has_charts
    assert all(len(get(site, name).content) > 1e6 for name in found)


@pytest.mark.parametrize(("path", "root"), [("", ""), ("goal", ""), ("nothing/below/it", "../../")])
def test_a_page_says_where_the_server_is(site, path, root):
    """Or Streamlit would first ask below the page's own address, where nothing is; that it does not, every test in a browser would see."""
    (given,) = re.findall(f'data-given="([^"]*)">{re.escape(page_head.CONNECTION)}', get(site, path).text)
    assert json.loads(unescape(given)) == root


def test_letters_are_asked_for_with_the_page(site):
    (given,) = re.findall(f'data-given="([^"]*)">{re.escape(page_head.LETTERS)}', get(site, "goal").text)
    faces = json.loads(unescape(given))
    assert {family for family, *_ in faces} == {typography.TEXT, typography.DISPLAY, typography.SIGNS}
    assert {get(site, address).content[:4] for _, address, _ in faces} == {b"wOF2"}


def test_a_busy_store_keeps_no_page_from_going_out(inside, busy):
    with busy():
        page = inside.get("/goal?goal=STR1&lang=sv")
    found = output(page.text)
    assert (page.status_code, found["html"], found["title"]) == (200, "sv", name_of("sv")) and "description" not in found
    assert output(inside.get("/goal?goal=STR1&lang=sv").text)["title"].startswith("STR1 ")


def test_nobody_waits_for_what_takes_long(inside, monkeypatch):
    monkeypatch.setattr(middleware, "PATIENCE", 0)
    late = output(inside.get("/goal?goal=STR1&lang=sv").text)
    assert (late["html"], late["title"]) == ("sv", name_of("sv")) and "description" not in late
    assert output(inside.get("/method?lang=sv").text)["title"] == f"{words('sv')('page.method')} · {name_of('sv')}"


def test_a_store_or_a_programme_that_cannot_be_read_keeps_no_page_from_going_out(inside, own, tmp_path, monkeypatch):
    own.path.write_bytes(b"no store at all")
    assert output(inside.get("/goal?lang=en").text)["title"] == name_of("en")
    monkeypatch.setenv("MONITORING_PROGRAMME", str(tmp_path))
    found = output(inside.get("/goal?lang=en").text)
    assert (found["html"], found["title"]) == ("en", words("en")("app.title"))


def test_only_whoever_is_signed_in_gets_the_script_that_empties_a_page(inside, monkeypatch, tmp_path):
    offer(monkeypatch, tmp_path)
    assert page_head.EMPTYING not in inside.get("/goal").text
    inside.cookies = {identity.cookie(): "an id"}
    assert page_head.EMPTYING in inside.get("/goal").text
    monkeypatch.delenv("MONITORING_OIDC_ISSUER")
    assert page_head.EMPTYING not in inside.get("/goal").text


def test_a_page_that_is_left_alone_is_emptied_in_the_browser(browser, monkeypatch, tmp_path):
    offer(monkeypatch, tmp_path)
    page = browser.new_page()
    page.clock.install()
    script = page_head.emptying({identity.cookie(): "an id"}, words("en"))
    page.set_content(f"<html><head><title>A goal</title>{script}</head><body><p>Figures</p></body></html>")
    for _ in range(2):
        page.clock.fast_forward("29:00")
        assert page.inner_text("body") == "Figures"
        page.keyboard.press("Tab")
    page.clock.fast_forward("31:00")
    assert page.inner_text("body").split("\n\n") == [words("en")("account.over"), "A goal"]
    page.close()


def test_calendars_are_told_their_language_before_streamlit_asks_for_it():
    page = page_head.written(BARE, Subject("Title"), "", QueryParams(""), words("sv"))
    assert html.language(words("sv")) in page[: page.index("</head>")]


def test_a_page_of_another_make_is_no_page_to_write_into():
    with pytest.raises(ValueError, match="places"):
        page_head.written("<title>Something</title>", Subject("Title"), "", QueryParams(""), words("fi"))
