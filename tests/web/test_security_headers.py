"""What every answer tells the browser to refuse: framing, other hosts, foreign scripts, keeping what is not public."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from pages.shared import html, registry
from pages.web import security_headers
from pages.web.security_headers import SecurityHeaders

CACHED = "public, immutable, max-age=31536000"
NOT_FRAMED = ("", "goal", "deliver", "nothing", "embed/more")


@pytest.fixture
def inside(monkeypatch):
    """The middleware around answers of each kind, with settings."""

    def made(address: str = "http://testserver", **settings: str) -> TestClient:
        for name in ("MONITORING_PUBLIC", "MONITORING_FRAMED_BY"):
            monkeypatch.setenv(name, settings.get(name, ""))
        routes = [
            Route("/api/goals", lambda request: JSONResponse({}, headers={"Cache-Control": "no-cache", "ETag": 'W/"1"'})),
            Route("/media/{name}", lambda request: PlainTextResponse("figures")),
            Mount("/fonts", PlainTextResponse("font")),
            Route("/static/{name}", lambda request: PlainTextResponse("script", headers={"Cache-Control": CACHED})),
            Route("/cookies", cookies),
            Route("/{place:path}", lambda request: HTMLResponse("<p>Page</p>", headers={"Cache-Control": "no-cache", "X-Frame-Options": "ALLOWALL"})),
        ]
        return TestClient(Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)]), address)

    return made


def cookies(request) -> PlainTextResponse:
    answer = PlainTextResponse(request.headers.get("cookie", ""), headers=request.query_params)
    answer.headers.append("set-cookie", "_streamlit_xsrf=2|a|b|1; Path=/; SameSite=Lax")
    answer.set_cookie("__Host-session", "c", secure=True, httponly=True)
    return answer


def directives(answer) -> dict[str, str]:
    return dict(directive.split(" ", 1) for directive in answer.headers["Content-Security-Policy"].split("; ") if " " in directive)


@pytest.mark.parametrize("place", [*NOT_FRAMED, "api/goals", "media/figures.csv", "fonts/sans.woff2", "static/index.js"])
def test_no_answer_is_taken_for_another_kind_or_framed_or_tells_where_one_was(inside, place):
    answer = inside().get(f"/{place}")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert directives(answer)["frame-ancestors"] == directives(answer)["default-src"] == "'none'"


def test_a_page_runs_no_script_but_those_of_this_server(inside):
    found = directives(inside().get("/goal"))
    assert not any(allowed in found["script-src"] for allowed in ("unsafe", "http", "data:", "blob:", "*"))
    assert found["connect-src"] == "'self'" and found["base-uri"] == "'none'" and found["form-action"] == "'self'"
    assert "object-src" not in found and "frame-src" not in found, "both are default-src's: none"


def test_the_text_of_a_script_is_the_same_whatever_it_is_given():
    texts = {html.script(text, given).partition(">")[2] for text in security_headers.SCRIPTS for given in ("fi", '"><img src=x>', ["a", 1])}
    assert texts == {f"{text}</script>" for text in security_headers.SCRIPTS}
    assert len(security_headers.STREAMLITS) == 1
    assert "<img" not in html.script(html.LANGUAGE, '"><img src=x>')


@pytest.mark.parametrize(("sites", "expected"), [("", "*"), (" https://www.harbour.example  https://intra.harbour.example ", None)])
def test_what_is_meant_for_embedding_is_framed_where_it_is_meant(inside, sites, expected):
    client = inside(MONITORING_FRAMED_BY=sites)
    embedded = [page.name for page in registry.PAGES if page.frame == registry.Frame.EMBEDDED]
    assert embedded == ["embed"]
    answer = client.get("/embed?indicator=STR1.1")
    assert directives(answer)["frame-ancestors"] == (expected or "https://www.harbour.example https://intra.harbour.example")
    assert {client.get(f"/{place}").headers["X-Frame-Options"] for place in NOT_FRAMED} == {"DENY"}


@pytest.mark.parametrize("is_public", ["", "1"])
def test_what_is_not_public_is_kept_nowhere(inside, is_public):
    client = inside(MONITORING_PUBLIC=is_public)
    kept = {place: client.get(f"/{place}").headers.get("Cache-Control") for place in ("goal", "api/goals", "media/figures.csv", "static/index.js")}
    assert kept["static/index.js"] == CACHED
    assert "no-store" not in (client.get("/fonts/sans.woff2").headers.get("Cache-Control") or "")
    others = {kept[place] for place in ("goal", "api/goals", "media/figures.csv")}
    assert others == ({"no-cache", None} if is_public else {"no-store"})
    assert client.get("/api/goals").headers["ETag"] == 'W/"1"'


def test_any_site_may_read_the_open_data_and_nothing_else(inside):
    client = inside()
    assert client.get("/api/goals").headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/media/figures.csv").headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("origin", "expected"), [("http://localhost:8501", None), ("https://intra.harbour.example", "https://intra.harbour.example")]
)
def test_no_other_site_is_let_in_but_those_that_are_named(inside, monkeypatch, origin, expected):
    monkeypatch.setattr(
        security_headers.st, "get_option", {"server.corsAllowedOrigins": ["https://intra.harbour.example"], "server.baseUrlPath": ""}.get
    )
    headers = inside().get("/cookies", params={"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}).headers
    assert headers.get("Access-Control-Allow-Origin") == expected
    assert ("Access-Control-Allow-Credentials" in headers) == (expected is not None)


@pytest.mark.parametrize(("path", "expected"), [("", "max-age=31536000; includeSubDomains"), ("city/monitoring", "max-age=31536000")])
def test_who_came_over_tls_comes_over_tls_again(inside, monkeypatch, path, expected):
    monkeypatch.setattr(security_headers.st, "get_option", {"server.corsAllowedOrigins": [], "server.baseUrlPath": path}.get)
    assert "Strict-Transport-Security" not in inside().get("/goal").headers
    assert inside("https://testserver").get("/goal").headers["Strict-Transport-Security"] == expected


def test_a_cookie_given_over_tls_comes_back_over_tls_only_and_from_this_host(inside):
    over_tls, plain = (inside(address).get("/cookies").headers.get_list("Set-Cookie") for address in ("https://testserver", "http://testserver"))
    assert [cookie.count("Secure") for cookie in over_tls] == [1, 1]
    assert [cookie.partition("=")[0] for cookie in over_tls] == ["__Host-_streamlit_xsrf", "__Host-session"]
    assert all("path=/" in cookie.lower() and "samesite=lax" in cookie.lower() and "domain" not in cookie.lower() for cookie in over_tls)
    assert [cookie.partition("=")[0] for cookie in plain] == ["_streamlit_xsrf", "__Host-session"]
    assert plain[0].count("Secure") == 0


def test_streamlits_cookie_over_tls_is_the_one_that_this_host_gave(inside):
    sent = {"Cookie": "a=1; _streamlit_xsrf=of-another-host; __Host-_streamlit_xsrf=ours; __Host-session=c"}
    assert inside("https://testserver").get("/cookies", headers=sent).text == "a=1; _streamlit_xsrf=ours; __Host-session=c"
    assert inside().get("/cookies", headers=sent).text == sent["Cookie"]
