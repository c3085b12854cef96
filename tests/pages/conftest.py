"""What several tests of pages stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import copied


@pytest.fixture(scope="module")
def examples(example_data, tmp_path_factory) -> Iterator[None]:
    """Pages show the example data."""
    folder = tmp_path_factory.mktemp("examples")
    copied(example_data, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITORING_DATABASE", str(folder / "monitoring.duckdb"))
        yield
