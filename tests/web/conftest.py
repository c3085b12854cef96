"""The application within this process, on a store that there is not yet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import pytest

from monitoring import store as store_module
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
    monkeypatch.setattr(store_module, "PATIENCE", 0.2)
    deliver(own, 1, [figure("STR1.1", "2020", 12)])
    return partial(other_process, own, "c", "written")
