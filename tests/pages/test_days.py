"""A delivery of 22.30 UTC on New Year's Eve came on New Year's Day by the municipality's clocks: every page says that day."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitoring.store import Store
from tests.monitoring.test_snapshot import HARBOUR, deliver, figure
from tests.pages.running import opened

LATE = datetime(2021, 12, 31, 22, 30)


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch) -> None:
    own = Store(tmp_path / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2021", 12)], uploaded_at=LATE)
    deliver(own, 2, [figure("STR1.1", "2021", 7, "context", {"statistic": "Population"}, comment="Statistics")], uploaded_at=LATE)
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    monkeypatch.setenv("MONITORING_PROGRAMME", str(HARBOUR))
    monkeypatch.delenv("MONITORING_TIMEZONE", raising=False)


@pytest.mark.parametrize(
    ("page", "of"),
    [("", "The newest deliveries"), ("goal", "Where the figures come from"), ("method", "Population")],
)
def test_a_page_says_the_municipalitys_day(page, of):
    shown = [each.proto.body.replace("\N{NO-BREAK SPACE}", " ") for each in opened(f"{page}?lang=en").get("html")]
    (text,) = [body for body in shown if of in body]
    assert "1 January 2022" in text and "31 December 2021" not in text
