"""What is kept of what was worked out for readers: once each, not more than there is room for, and never a failure."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from monitoring.store import StoreBusy
from pages.shared.shown_data import Memory


def test_what_was_used_last_is_kept():
    memory, worked_out = Memory(2), []
    for asked in ("a", "b", "a", "c", "a", "b"):
        assert memory.of(asked, lambda asked=asked: worked_out.append(asked) or asked.upper()) == asked.upper()
    assert worked_out == ["a", "b", "c", "b"]


def test_a_failure_is_not_kept():
    def busy() -> None:
        raise StoreBusy("taken")

    memory = Memory(2)
    with pytest.raises(StoreBusy):
        memory.of("a", busy)
    assert memory.of("a", lambda: 1) == 1


def test_what_is_known_is_told_while_something_else_is_worked_out():
    memory = Memory(2)
    memory.of("known", lambda: 1)
    begun, told = threading.Event(), threading.Event()

    def long() -> bool:
        begun.set()
        return told.wait(timeout=60)

    with ThreadPoolExecutor() as pool:
        working = pool.submit(memory.of, "long", long)
        assert begun.wait(timeout=60)
        assert memory.of("known", lambda: 2) == 1
        told.set()
        assert working.result() is True


def test_many_who_ask_at_once_share_one_answer():
    memory, together, worked_out = Memory(2), threading.Barrier(8), []

    def ask() -> int:
        together.wait(timeout=60)
        return memory.of("a", lambda: worked_out.append(1) or len(worked_out))

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask) for _ in range(8)]
        assert [answer.result() for answer in answers] == [1] * 8
    assert worked_out == [1]
