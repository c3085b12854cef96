"""What several tests of the domain read."""

from __future__ import annotations

import pytest

from monitoring import catalogue
from monitoring.catalogue import Catalogue
from monitoring.store import Store
from tests.monitoring.test_snapshot import HARBOUR


@pytest.fixture(scope="session")
def harbour() -> Catalogue:
    """A small programme with an indicator of nearly every kind."""
    return catalogue.read(HARBOUR)


@pytest.fixture
def own(tmp_path) -> Store:
    """An empty store, to be written to."""
    return Store(tmp_path / "monitoring.duckdb")
