"""What several tests of pages stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import copied
from tests.publishing import mail_server


@pytest.fixture(scope="module")
def examples(example_data, tmp_path_factory) -> Iterator[None]:
    """Pages show the example data."""
    folder = tmp_path_factory.mktemp("examples")
    copied(example_data, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITORING_DATABASE", str(folder / "monitoring.duckdb"))
        yield


@pytest.fixture
def port(monkeypatch) -> int:
    """Where a mail server is expected, which there is once a test starts one (tests.publishing.mail_server)."""
    number = mail_server.free_port()
    for name, value in {"HOST": "127.0.0.1", "PORT": str(number), "SECURITY": "none", "FROM": "monitoring@town.example"}.items():
        monkeypatch.setenv(f"MONITORING_SMTP_{name}", value)
    return number
