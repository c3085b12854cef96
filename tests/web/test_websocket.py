"""Every message that a browser can send over a page's websocket, sent by everybody: what comes back is theirs, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect

from monitoring import catalogue
from monitoring.council import meetings
from monitoring.council.meetings import Meeting
from monitoring.store import Store, now
from monitoring.trust.people import local
from monitoring.words import words
from pages.shared import registry
from tests.browser.running import dashboard
from tests.monitoring.test_snapshot import HARBOUR, deliver, figure
from tests.pages.test_roles import PAGES
from tests.signed_in import ROLES, cookies, offer

SAY = words("en")
SENDER, MEETING = "Harbour master", "Council in spring"
KINDS = [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]
SHORT = calc_hash("accessibility")
"""A page that is soon made."""
TIMEOUT = 120
"""Seconds for an answer, on a machine that has other things to do."""


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Store:
    own = Store(tmp_path_factory.mktemp("websocket") / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2021", 12)], unit="street-office", uploaded_by=SENDER)
    meetings.write(own, catalogue.read(HARBOUR), Meeting("m1", MEETING, now().date(), 2021, ("STR1",), now()), local("Secretary"))
    return own


@pytest.fixture(scope="module")
def address(own) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        offer(patch, own.path.parent)
        roles = own.path.with_name("roles.csv")
        provider = {"ISSUER": "https://login.harbour.example", "CLIENT_ID": "monitoring", "CLIENT_SECRET": "a secret"}
        settings = {f"MONITORING_OIDC_{name}": value for name, value in provider.items()}
        with dashboard(own.path, MONITORING_PROGRAMME=str(HARBOUR), MONITORING_ROLES=str(roles), **settings) as address:
            yield address


@contextmanager
def connected(address: str, cookies: dict[str, str], origin: str = "") -> Iterator[ClientConnection]:
    place = f"ws{address[4:]}/_stcore/stream"
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
    with connect(place, subprotocols=["streamlit"], origin=origin or address, additional_headers=headers, open_timeout=TIMEOUT) as websocket:
        yield websocket


def run(websocket: ClientConnection, page: str = "") -> list[ForwardMsg]:
    """What the server sends for a run of the page with this hash, "" for the front page."""
    message = BackMsg()
    message.rerun_script.query_string, message.rerun_script.page_script_hash = "lang=en&year=2021", page
    websocket.send(message.SerializeToString())
    found = []
    while not found or found[-1].WhichOneof("type") != "script_finished":
        answer = ForwardMsg()
        answer.ParseFromString(websocket.recv(timeout=TIMEOUT))
        found.append(answer)
    return found


def written(own: Store) -> dict[str, int]:
    return {name: len(own.rows(name, **values)) for name, values in {"log_chain": {}, "roles": {}}.items()}


@pytest.mark.parametrize("who", ROLES)
def test_a_run_of_any_page_sends_what_is_the_readers(address, own, who):
    """What everybody may read is asked for by those who may read no more, and by those who have most pages."""
    known, has = cookies(own, who), set()
    left_out = PAGES["resident"] if len(PAGES["resident"]) < len(PAGES[who]) < max(map(len, PAGES.values())) else set()
    with connected(address, known) as websocket:
        (navigation,) = [each.navigation for each in run(websocket) if each.WhichOneof("type") == "navigation"]
        hashes = {page.url_pathname or registry.FRONT: page.page_script_hash for page in navigation.app_pages}
        assert hashes.keys() == {page.name for page in registry.PAGES}
        for name in hashes.keys() - left_out:
            answers = run(websocket, hashes[name])
            assert not any(each.delta.new_element.HasField("exception") for each in answers), name
            sent = b"".join(each.SerializeToString() for each in answers)
            if not any(SAY(f"account.page.{refusal}").encode() in sent for refusal in ("sign-in", "no-role")):
                has.add(name)
            assert len(PAGES[who]) > len(PAGES["resident"]) or not any(secret.encode() in sent for secret in (SENDER, MEETING))
    assert has == PAGES[who] - left_out


@pytest.mark.parametrize("kind", KINDS)
def test_no_other_message_of_a_resident_does_anything(address, own, kind):
    before = written(own)
    with connected(address, {}) as websocket:
        run(websocket, SHORT)
        message = BackMsg()
        field = getattr(message, kind)
        if hasattr(field, "SetInParent"):
            field.SetInParent()
        else:
            setattr(message, kind, type(field)(1))
        websocket.send(message.SerializeToString())
        if kind != "debug_disconnect_websocket":
            run(websocket, SHORT)
    assert requests.get(f"{address}/_stcore/health", timeout=TIMEOUT).status_code == 200
    assert written(own) == before


def test_bytes_that_are_no_message_end_nothing_for_others(address):
    with connected(address, {}) as other:
        run(other, SHORT)
        with connected(address, {}) as websocket:
            websocket.send(b"\xff" * 1000)
        assert run(other, SHORT)
