"""What whoever runs the server asks: whether it lives, whether it can show something, and figures about it."""

from __future__ import annotations

import re
import threading

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from monitoring.storage import memory_copy
from pages.shared import metrics
from pages.web import app
from pages.web.api.routes import ROUTES
from pages.web.operations import ROUTES as OPERATIONS
from pages.web.places import kind_of
from pages.web.server_log import RefusalLog
from tests.monitoring.test_snapshot import deliver, figure
from tests.web.coroutines import finished

TOKEN = "a token for tests"


@pytest.fixture
def client(own) -> TestClient:
    return TestClient(Starlette(routes=[*OPERATIONS, *ROUTES], middleware=[Middleware(RefusalLog)]))


def figures(client: TestClient) -> dict[str, float]:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain")
    return {name: float(value) for name, value in re.findall(r"^([^#\s]\S*) (\S+)$", answer.text, re.M)}


def test_it_says_whether_it_lives_and_whether_it_can_show_something(client, own, busy):
    assert client.get("/health/live").json() == {"status": "live"}
    with busy():
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()) == (503, {"status": "not ready", "reason": "busy"})
        assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").json() == {"status": "ready", "behind": False}


async def starts() -> None:
    async with app._lifespan(app.app):
        for thread in threading.enumerate():
            if thread.name == "read-ahead":
                thread.join()


def test_the_store_is_read_before_somebody_asks(client, own, busy):
    deliver(own, 1, [figure("STR1.1", "2020", 12)])
    memory_copy.forget_all()
    with busy():
        finished(starts())
        assert client.get("/health/ready").status_code == 503
    finished(starts())
    with busy():
        assert client.get("/health/ready").status_code == 200


def test_a_programme_that_is_broken_is_not_ready(client, monkeypatch, tmp_path):
    monkeypatch.setenv("MONITORING_PROGRAMME", str(tmp_path / "nowhere"))
    monkeypatch.setenv("MONITORING_METRICS_TOKEN", TOKEN)
    assert client.get("/health/ready").json() == {"status": "not ready", "reason": "programme"}
    assert figures(client)["monitoring_store_commit"] == 0


def test_nobody_gets_the_figures_without_the_token(client, monkeypatch):
    assert client.get("/metrics").status_code == 404
    monkeypatch.setenv("MONITORING_METRICS_TOKEN", TOKEN)
    for headers in ({}, {"Authorization": "Bearer another"}, {"Authorization": TOKEN}):
        assert client.get("/metrics", headers=headers).status_code == 401


def test_the_figures_count_what_was_asked_and_how_far_the_store_is(client, own, monkeypatch):
    monkeypatch.setenv("MONITORING_METRICS_TOKEN", TOKEN)
    deliver(own, 1, [figure("STR1.1", "2020", 12)])
    before = figures(client)
    client.get("/api/goals")
    client.get("/api/no-such-table")
    with metrics.timed("goal"):
        pass
    after = figures(client)
    asked = {name: after[name] - before.get(name, 0) for name in after}
    assert asked['monitoring_requests_total{kind="api",status="200"}'] == asked['monitoring_requests_total{kind="api",status="404"}'] == 1
    assert asked['monitoring_page_seconds_count{page="goal"}'] == 1
    assert (after["monitoring_store_commit"], after["monitoring_shown_behind_seconds"]) == (1, 0)


def test_a_store_that_cannot_be_had_has_no_number(client, own, monkeypatch):
    monkeypatch.setenv("MONITORING_METRICS_TOKEN", TOKEN)
    own.path.write_bytes(b"damaged" * 1000)
    assert figures(client)["monitoring_store_commit"] == metrics.UNAVAILABLE


def test_what_is_counted_has_few_names():
    places = [
        "",
        "goal",
        "api/observations",
        "media/abc",
        "_stcore/upload_file/x/y",
        "_stcore/health",
        "fonts/a",
        "metrics",
        "sign-in/answer",
        "../etc",
    ]
    assert [kind_of(place) for place in places] == ["page", "page", "api", "media", "upload", "asset", "asset", "metrics", "sign-in", "page"]
