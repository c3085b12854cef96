"""The application within this process, on a store that there is not yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from monitoring.storage import memory_copy
from monitoring.storage.duckdb_file import DuckDBFile
from monitoring.store import Store
from tests.monitoring.test_snapshot import HARBOUR, deliver, figure
from tests.monitoring.test_store import other_process


@pytest.fixture
def own(tmp_path, monkeypatch) -> Store:
    """The store that is shown; nobody has written to it yet."""
    shown = Store(tmp_path / "monitoring.duckdb")
    monkeypatch.setenv("MONITORING_DATABASE", str(shown.path))
    monkeypatch.setenv("MONITORING_PROGRAMME", str(HARBOUR))
    return shown


@pytest.fixture
def busy(own, monkeypatch) -> Callable[[], AbstractContextManager]:
    """Holds the store, which has a figure now, in another process for a block's length; whoever waits for it loses patience soon."""
    deliver(own, 1, [figure("STR1.1", "2020", 12)])
    memory_copy.forget_all()

    @contextmanager
    def held() -> Iterator[None]:
        with monkeypatch.context() as impatient, other_process(own, "c", "written"):
            impatient.setattr(DuckDBFile, "patience", 0.2)
            yield

    return held
