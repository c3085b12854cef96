"""What a browser has uploaded is freed when its session ends."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from pages.units.deliver import pending_deliveries
from pages.units.deliver.pending_deliveries import PendingDeliveries
from pages.web import uploads
from pages.web.uploads import GRACE, close_ended


class Sessions:
    """Streamlit's runtime as far as it is asked: who is connected, and the files of each."""

    def __init__(self):
        self.uploaded_file_mgr, self.connected, self.closed = MemoryUploadedFileManager("/upload"), {"a", "b"}, []
        for session in sorted(self.connected):
            self.uploaded_file_mgr.add_file(session, UploadedFileRec(f"of-{session}", "figures.xlsx", "", b"x" * 100))

    def is_active_session(self, session: str) -> bool:
        return session in self.connected

    def close_session(self, session: str) -> None:
        self.closed.append(session)


@pytest.fixture
def sessions(monkeypatch) -> Iterator[Sessions]:
    found = Sessions()
    monkeypatch.setattr(uploads.runtime, "get_instance", lambda: found)
    return found


def test_an_ended_session_is_closed_and_its_files_are_freed(sessions):
    absent: dict[str, float] = {}
    close_ended(sessions, absent, 0.0)
    sessions.connected.remove("a")
    for now in (100.0, 100.0 + GRACE - 1):
        close_ended(sessions, absent, now)
    assert (sessions.closed, uploads.held()) == ([], {"a": [100], "b": [100]})
    close_ended(sessions, absent, 100.0 + GRACE)
    assert (sessions.closed, uploads.held(), absent) == (["a"], {"b": [100]}, {})


def test_a_session_that_comes_back_keeps_them(sessions):
    absent: dict[str, float] = {}
    sessions.connected.remove("a")
    close_ended(sessions, absent, 0.0)
    sessions.connected.add("a")
    close_ended(sessions, absent, GRACE - 1)
    sessions.connected.remove("a")
    close_ended(sessions, absent, GRACE)
    assert (sessions.closed, sorted(uploads.held())) == ([], ["a", "b"])


def test_what_was_accepted_or_taken_away_is_freed_before(sessions, monkeypatch):
    files, mine = sessions.uploaded_file_mgr, PendingDeliveries()
    monkeypatch.setattr(pending_deliveries, "get_script_run_ctx", lambda: SimpleNamespace(session_id="a", uploaded_file_mgr=files))
    for name in ("second", "coming"):
        files.add_file("a", UploadedFileRec(name, "figures.xlsx", "", b"x" * 7))
    mine.hold_only(["of-a", "second"])
    assert uploads.held() == {"a": [100, 7, 7], "b": [100]}
    mine.hold_only(["of-a"])
    assert uploads.held() == {"a": [100, 7], "b": [100]}, "not what the page has not been told of yet"
    mine.clear()
    assert uploads.held() == {"a": [7], "b": [100]}


def test_a_session_can_still_be_closed_then():
    config = tomllib.loads((Path(uploads.__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["disconnectedSessionTTL"] >= GRACE + 3 * uploads.INTERVAL
