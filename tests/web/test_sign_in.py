"""Signing in by a real provider's answers, and by none that is late, forged, replayed or of somebody else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from werkzeug.serving import make_server

from monitoring import catalogue
from monitoring.store import Store, digest
from monitoring.trust import grants, log, sessions
from monitoring.trust.people import Grant, Role, local
from pages.people.account.signing import TROUBLES
from pages.shared import identity
from pages.web import sign_in
from pages.web.request_limits import RequestLimits
from pages.web.security_headers import SecurityHeaders
from tests.monitoring.test_snapshot import HARBOUR
from tests.web.provider import Provider, running

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""The provider's own, of an older Authlib."""

SUB = "anna"
BACK = "goal?goal=STR1&lang=sv"
SITE = "https://harbour.example"


@pytest.fixture(scope="module")
def the_provider() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(the_provider, own, monkeypatch) -> Provider:
    the_provider.__dict__.update(Provider(the_provider.address).__dict__)
    the_provider.knows(SUB, name="Anna", email="Anna@city.example", email_verified=True, groups=["port"])
    monkeypatch.delenv("MONITORING_PUBLIC", raising=False)
    for name, value in {"ISSUER": the_provider.address, "CLIENT_ID": "monitoring", "CLIENT_SECRET": "a secret"}.items():
        monkeypatch.setenv(f"MONITORING_OIDC_{name}", value)
    return the_provider


def browser(address: str = SITE) -> TestClient:
    """The addresses of signing in, as a browser at `address` asks for them."""
    middleware = [Middleware(SecurityHeaders), Middleware(RequestLimits)]
    return TestClient(Starlette(routes=[sign_in.mount()], middleware=middleware), address, follow_redirects=False)


def asked(client: TestClient, back: str = BACK) -> str:
    """The provider's address that somebody is led to."""
    answer = client.get(f"/sign-in/start?back={quote(back)}&lang=sv")
    assert answer.status_code in (302, 303)
    return answer.headers["Location"]


def come_back(client: TestClient, provider: Provider, sub: str | None = SUB):
    return client.get(provider.agrees(asked(client), sub))


def trouble(answer, own: Store) -> str:
    """Why somebody was not let in, as the page and the log say; the browser has no session then."""
    place = urlsplit(answer.headers["Location"])
    assert (answer.status_code, place.path) == (303, "/account")
    assert identity.cookie() not in answer.cookies and own.rows("sessions") == []
    (code,) = parse_qs(place.query)["trouble"]
    assert code in TROUBLES
    entry = log.entries(own, local(""))[0]
    assert (entry.event, entry.about, entry.address) == ("sign-in-failed", code, "testclient")
    return code


def signed_in(client: TestClient, provider: Provider) -> str:
    """The id of the session that somebody has then."""
    return come_back(client, provider).cookies[identity.cookie()]


def test_who_comes_back_from_the_provider_is_signed_in_and_where_they_were(provider, own):
    client = browser()
    answer = come_back(client, provider)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{SITE}/{BACK}")
    (cookie,) = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{identity.cookie()}=")]
    assert cookie.startswith("__Host-monitoring=") and not {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} - {*cookie.split("; ")}
    assert "Domain" not in cookie and "expires" not in cookie.lower() and "max-age" not in cookie.lower()
    assert answer.headers["Cache-Control"] == "no-store"
    found = sessions.find(own, answer.cookies[identity.cookie()])
    assert (found.subject, found.name, found.email, found.groups) == (SUB, "Anna", "Anna@city.example", ("port",))
    (entry,) = log.entries(own, local(""))
    assert (entry.event, entry.name, entry.subject, entry.session) == ("signed-in", "Anna", SUB, digest(answer.cookies[identity.cookie()].encode()))


def test_the_provider_is_asked_with_pkce_state_and_nonce_for_a_code(provider):
    query = {name: value for name, (value,) in parse_qs(urlsplit(asked(browser())).query).items()}
    assert (query["response_type"], query["code_challenge_method"], query["client_id"]) == ("code", "S256", "monitoring")
    assert (query["redirect_uri"], query["ui_locales"]) == (f"{SITE}/sign-in/answer", "sv")
    assert min(len(query[name]) for name in ("code_challenge", "state", "nonce")) >= 20


def test_nothing_of_the_providers_reaches_the_browser(provider):
    answer = come_back(browser(), provider)
    assert not any(word in f"{answer.headers} {answer.text}" for word in ("eyJ", "access_token", "id_token"))


@pytest.mark.parametrize(
    ("back", "place"),
    [
        ("", ""),
        ("goal?goal=STR1", "goal?goal=STR1"),
        ("https://evil.example/goal", ""),
        ("//evil.example/goal", ""),
        ("/\\evil.example", ""),
        ("javascript:alert(1)", ""),
        ("sign-in/start", ""),
        ("goal?goal=a%0d%0aSet-Cookie:%20a=b", "goal?goal=a%0D%0ASet-Cookie%3A+a%3Db"),
        (f"explore?goal={'a' * 5000}", "explore"),
    ],
)
def test_the_way_back_leads_to_pages_of_ours_only(back, place):
    assert sign_in.way_back(back) == place


def test_an_address_that_the_provider_has_not_verified_gives_no_role(provider, own):
    vaasa = catalogue.read(HARBOUR)
    grants.give(own, vaasa, "email", "anna@city.example", Grant(Role.SECRETARY), local("Admin"))
    roles = []
    for is_verified in (True, "true", False, None):
        provider.knows(SUB, name="Anna", email="anna@city.example", email_verified=is_verified)
        session = sessions.find(own, signed_in(browser(), provider))
        roles.append({grant.role for grant in grants.of(own, vaasa, session)})
    assert roles == [{Role.SECRETARY}, {Role.SECRETARY}, set(), set()]


@pytest.mark.parametrize(("groups", "expected"), [("port", ("port",)), (["a", 1, "b"], ("a", "b")), (None, ()), ({"a": 1}, ())])
def test_groups_come_as_a_list_or_one(provider, own, groups, expected):
    provider.knows(SUB, name="Anna", groups=groups)
    assert sessions.find(own, signed_in(browser(), provider)).groups == expected


def test_what_the_token_lacks_is_asked_of_the_provider(provider, own):
    provider.twist = lambda claims: {name: claims[name] for name in claims.keys() - {"name", "email", "groups", "email_verified"}}
    found = sessions.find(own, signed_in(browser(), provider))
    assert (found.name, found.email, found.groups) == ("Anna", "Anna@city.example", ("port",))


def test_a_second_sign_in_ends_the_session_before(provider, own):
    client = browser()
    first = signed_in(client, provider)
    second = signed_in(client, provider)
    assert sessions.find(own, first) is None and sessions.find(own, second) is not None


def test_who_cancels_is_told_so(provider, own):
    assert trouble(come_back(browser(), provider, None), own) == "cancelled"


def test_an_answer_to_a_question_that_this_browser_did_not_ask_lets_nobody_in(provider, own):
    answer = provider.agrees(asked(browser()), SUB)
    assert trouble(browser().get(answer), own) == "not-from-here"
    assert trouble(browser().get("/sign-in/answer?code=a&state=b"), own) == "not-from-here"
    assert trouble(browser().get("/sign-in/answer"), own) == "not-from-here"


def test_an_answer_holds_once(provider, own):
    client = browser()
    answer = provider.agrees(asked(client), SUB)
    kept = dict(client.cookies)
    sessions.end_all(own, local("", ""), "nobody")
    assert client.get(answer).headers["Location"] == f"{SITE}/{BACK}"
    client.post("/sign-in/end", headers={"Origin": SITE})
    assert client.get(answer).headers["Location"].startswith(f"{SITE}/account?trouble=not-from-here")
    replaying = browser()
    replaying.cookies.update(kept)
    assert replaying.get(answer).headers["Location"].startswith(f"{SITE}/account?trouble=code")


def with_claims(**changed: object):
    return lambda claims: {name: value for name, value in (claims | changed).items() if value is not None}


def at(seconds: int):
    """The provider's clock, that much later."""
    return lambda claims: claims | {name: claims[name] + seconds for name in ("iat", "exp")}


@pytest.mark.parametrize(
    ("twist", "expected"),
    [
        (with_claims(iss="https://evil.example"), "not-trusted"),
        (with_claims(aud="another"), "not-trusted"),
        (with_claims(aud=["another", "monitoring"]), "not-trusted"),
        (with_claims(nonce="another"), "not-trusted"),
        (with_claims(nonce=None), "not-trusted"),
        (with_claims(sub=None), "not-trusted"),
        (with_claims(sub=""), "not-trusted"),
        (with_claims(sub="bertil"), "not-trusted"),
        (with_claims(exp=None), "clock"),
        (with_claims(exp="soon"), "clock"),
        (with_claims(at_hash="another"), "not-trusted"),
        (at(-3600 - 180), "clock"),
        (at(180), "clock"),
    ],
)
def test_a_token_that_is_not_for_us_now_lets_nobody_in(provider, own, twist, expected):
    provider.knows(SUB)
    provider.twist = twist
    assert trouble(come_back(browser(), provider), own) == expected


@pytest.mark.parametrize("seconds", [-100, 100])
def test_clocks_may_differ_a_little(provider, own, seconds):
    provider.twist = at(seconds)
    assert sessions.find(own, signed_in(browser(), provider)) is not None


def test_a_token_that_somebody_else_signed_lets_nobody_in(provider, own):
    provider.key = RSAKey.generate_key(2048)
    assert trouble(come_back(browser(), provider), own) == "not-trusted"


@pytest.mark.parametrize("listed", [["none"], ["HS256"], ["none", "HS256", "RS256"], []])
def test_a_token_without_a_signature_of_the_providers_key_lets_nobody_in(provider, own, listed):
    provider.metadata = {"id_token_signing_alg_values_supported": listed}
    provider.is_signed = False
    assert trouble(come_back(browser(), provider), own) == "not-trusted"


@pytest.mark.parametrize("listed", [["HS256"], ["HS256", "RS256"]])
def test_a_token_that_was_signed_with_what_both_know_lets_nobody_in(provider, own, listed):
    provider.metadata = {"id_token_signing_alg_values_supported": listed}
    provider.key, provider.headers = OctKey.import_key("a secret of the length that such a key must have"), {"alg": "HS256"}
    assert trouble(come_back(browser(), provider), own) == "not-trusted"


def test_a_key_that_the_provider_has_changed_is_believed_at_once_and_the_old_one_no_more(provider, own):
    client, old = browser(), RSAKey.generate_key(2048, parameters={"kid": "old"})
    provider.key, provider.keys, provider.headers = old, (old,), {"alg": "RS256", "kid": "old"}
    assert sessions.find(own, signed_in(client, provider)) is not None
    new = RSAKey.generate_key(2048, parameters={"kid": "new"})
    provider.key, provider.keys, provider.headers = new, (new,), {"alg": "RS256", "kid": "new"}
    assert sessions.find(own, signed_in(client, provider)) is not None
    provider.key, provider.headers = old, {"alg": "RS256", "kid": "old"}
    assert come_back(client, provider).headers["Location"].startswith(f"{SITE}/account?trouble=not-trusted")


def test_a_provider_that_says_it_is_another_is_not_asked(provider, own):
    provider.metadata = {"issuer": "https://evil.example"}
    assert trouble(browser().get("/sign-in/start"), own) == "not-trusted"


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "end_session_endpoint"])
def test_a_provider_with_an_address_that_others_can_read_is_not_asked(provider, own, name):
    provider.metadata = {name: "http://login.harbour.example/somewhere"}
    assert trouble(browser().get("/sign-in/start"), own) == "not-trusted"


def test_a_provider_that_leads_on_to_another_server_is_not_followed(provider, own):
    provider.leads_on = "/.well-known/openid-configuration?elsewhere"
    assert trouble(browser().get("/sign-in/start"), own) == "provider"


def test_a_provider_whose_certificate_nobody_trusts_is_not_asked(own, provider, monkeypatch):
    server = make_server("localhost", 0, lambda environ, start: pytest.fail("it was asked"), ssl_context="adhoc")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    monkeypatch.setenv("MONITORING_OIDC_ISSUER", f"https://localhost:{server.server_port}")
    try:
        assert trouble(browser().get("/sign-in/start"), own) == "provider"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(("sent_by", "is_led"), [("cross-site", False), ("same-site", False), ("same-origin", True), ("none", True), (None, True)])
def test_nobody_is_signed_in_because_another_site_sent_them_here(provider, sent_by, is_led):
    answer = browser().get(f"/sign-in/start?back={quote(BACK)}&lang=sv&more=1", headers={"Sec-Fetch-Site": sent_by} if sent_by else {})
    assert answer.headers["Location"].startswith(provider.address if is_led else f"{SITE}/account?back={quote(BACK, safe='')}&lang=sv")
    assert is_led or "set-cookie" not in answer.headers


def test_an_answer_that_names_another_provider_lets_nobody_in(provider, own):
    provider.metadata = {"authorization_response_iss_parameter_supported": True}
    client = browser()
    answer = provider.agrees(asked(client), SUB)
    assert trouble(client.get(f"{answer}&iss=https://evil.example"), own) == "not-trusted"
    answer = provider.agrees(asked(client), SUB)
    assert client.get(f"{answer}&iss={provider.address}").headers["Location"] == f"{SITE}/{BACK}"


@pytest.mark.parametrize(
    "metadata", [{"authorization_endpoint": None}, {"jwks_uri": "http://localhost:9/jwks"}, {"token_endpoint": "http://localhost:9/token"}]
)
def test_a_provider_that_is_down_or_half_there_is_told_in_words(provider, own, metadata):
    provider.metadata = metadata
    client = browser()
    answer = client.get("/sign-in/start")
    if not answer.headers["Location"].startswith(SITE):
        answer = client.get(provider.agrees(answer.headers["Location"], SUB))
    assert trouble(answer, own) == "provider"


def test_a_provider_that_is_not_there_is_told_in_words(provider, own, monkeypatch):
    monkeypatch.setenv("MONITORING_OIDC_ISSUER", "http://localhost:9")
    assert trouble(browser().get("/sign-in/start"), own) == "provider"


def test_nobody_signs_in_over_a_connection_that_others_can_read(provider, own):
    assert trouble(browser("http://harbour.example").get("/sign-in/start"), own) == "insecure"
    assert asked(browser("http://127.0.0.1:8501")).startswith(provider.address)


def test_who_signs_out_is_out_and_then_out_of_the_provider(provider, own):
    client = browser()
    secret = signed_in(client, provider)
    answer = client.post("/sign-in/end", headers={"Origin": SITE})
    assert answer.status_code == 303 and answer.headers["Location"].startswith(f"{provider.address}/oauth2/end_session?")
    assert parse_qs(urlsplit(answer.headers["Location"]).query) == {"client_id": ["monitoring"], "post_logout_redirect_uri": [f"{SITE}/"]}
    assert identity.cookie() not in client.cookies and sessions.find(own, secret) is None
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert provider.address in SecurityHeaders(None)._sent_to, "or the browser would not go there"


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://harbour.example"}])
def test_no_other_site_signs_anybody_out(provider, own, origin):
    client = browser()
    secret = signed_in(client, provider)
    assert client.post("/sign-in/end", headers=origin).status_code == 403
    assert client.get("/sign-in/end").status_code == 405
    assert sessions.find(own, secret) is not None


@pytest.mark.parametrize(("where", "left"), [("here", 1), ("everywhere", 0)])
def test_all_devices_are_signed_out_at_once_or_this_one(provider, own, where, left):
    here, elsewhere = browser(), browser()
    secrets = [signed_in(client, provider) for client in (here, elsewhere)]
    here.post("/sign-in/end", data={"from": where}, headers={"Origin": SITE})
    assert sum(sessions.find(own, secret) is not None for secret in secrets) == left


def test_who_is_not_signed_in_signs_out_to_the_front_page(provider, own, monkeypatch):
    monkeypatch.setenv("MONITORING_OIDC_ISSUER", "http://localhost:9")
    answer = browser().post("/sign-in/end", headers={"Origin": SITE})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{SITE}/")
    assert log.entries(own, local("")) == []


def test_a_name_is_what_the_provider_has_for_one(provider, own):
    names = []
    for claims in ({"name": "Anna"}, {"name": " ", "preferred_username": "anna"}, {"email": "anna@city.example"}, {"name": "A" * 500}, {}):
        provider.knows(SUB, **claims)
        names.append(sessions.find(own, signed_in(browser(), provider)).name)
    assert names == ["Anna", "anna", "anna@city.example", "A" * 100, SUB]


def test_steps_of_signing_in_are_counted(provider, monkeypatch):
    monkeypatch.setattr("pages.web.request_limits.SIGN_INS", 3)
    client = browser()
    assert [client.get("/sign-in/answer").status_code for _ in range(4)] == [303, 303, 303, 429]


def test_the_cookie_of_the_way_there_is_no_longer_good_after_ten_minutes(provider, own, monkeypatch):
    client = browser()
    answer = provider.agrees(asked(client), SUB)
    later = time.time() + sign_in.MEANWHILE + 5
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    assert trouble(client.get(answer), own) == "not-from-here"


def test_without_a_provider_or_on_the_public_copy_nobody_signs_in(provider, monkeypatch):
    assert sign_in.mount() is not None
    monkeypatch.setenv("MONITORING_PUBLIC", "1")
    assert sign_in.mount() is None
    monkeypatch.delenv("MONITORING_PUBLIC")
    monkeypatch.delenv("MONITORING_OIDC_ISSUER")
    assert sign_in.mount() is None
