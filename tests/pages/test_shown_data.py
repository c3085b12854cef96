"""The cache of what is computed for readers: each value once, not more than there is room for, and never a failure."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from monitoring import catalogue, settings, snapshot
from monitoring.council import council_targets, decisions
from monitoring.council.decisions import Wording
from monitoring.storage.errors import StoreBusy
from monitoring.storage.statements import statement, totals
from monitoring.trust import sessions
from monitoring.trust.people import Person, local
from pages.shared import shown_data
from pages.shared.shown_data import Cache
from tests.monitoring.test_store import add


def test_the_values_used_last_are_kept():
    cache, computed = Cache(2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        assert cache.get(key, lambda key=key: computed.append(key) or key.upper()) == key.upper()
    assert computed == ["a", "b", "c", "b"]


def test_a_failure_is_not_kept():
    def busy() -> None:
        raise StoreBusy("taken")

    cache = Cache(2)
    with pytest.raises(StoreBusy):
        cache.get("a", busy)
    assert cache.get("a", lambda: 1) == 1


def test_what_is_known_is_read_while_something_else_is_computed():
    cache = Cache(2)
    cache.get("known", lambda: 1)
    begun, read = threading.Event(), threading.Event()

    def long() -> bool:
        begun.set()
        return read.wait(timeout=60)

    with ThreadPoolExecutor() as pool:
        working = pool.submit(cache.get, "long", long)
        assert begun.wait(timeout=60)
        assert cache.get("known", lambda: 2) == 1
        read.set()
        assert working.result() is True


def test_many_readers_at_once_share_one_value():
    cache, together, computed = Cache(2), threading.Barrier(8), []

    def ask() -> int:
        together.wait(timeout=60)
        return cache.get("a", lambda: computed.append(1) or len(computed))

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask) for _ in range(8)]
        assert [answer.result() for answer in answers] == [1] * 8
    assert computed == [1]


def test_a_sign_in_throws_nothing_away_and_a_delivery_does(tmp_path, monkeypatch):
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "monitoring.duckdb"))
    vaasa, store = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME), shown_data.city_store()
    before = shown_data.city(vaasa, is_public=False).snapshot
    secret = sessions.begin(store, Person("a-1", "Anna"), ())
    assert sessions.find(store, secret)
    assert shown_data.city(vaasa, is_public=False).snapshot is before
    decisions.decide(store, vaasa, "TYO1", "agreed", Wording("Do it"), local("Secretary"))
    written = shown_data.city(vaasa, is_public=False)
    assert written.snapshot is before and [decision.now.text for decision in written.decisions()] == ["Do it"]
    add(store, "a")
    assert shown_data.city(vaasa, is_public=False).snapshot is not before


def test_nothing_that_was_reported_is_read_from_what_the_council_writes():
    reading = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (snapshot, council_targets))
    asked = {"views", "uploads", "upload_items", *re.findall(r'rows\("(\w+)"', reading)}
    assert len(asked) > 12 and totals().keys() > shown_data.COUNCILS
    assert {name for name in asked if shown_data.COUNCILS & {*re.findall(r"\w+", statement(name))}} == set()
