"""A delivery of 22.30 UTC on New Year's Eve came on New Year's Day by the municipality's clocks: every page says that day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from monitoring.store import Store
from tests.monitoring.test_snapshot import HARBOUR, deliver, figure

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
LATE = datetime(2021, 12, 31, 22, 30)


@pytest.fixture
def dashboard(tmp_path, monkeypatch) -> AppTest:
    own = Store(tmp_path / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2021", 12)], uploaded_at=LATE)
    deliver(own, 2, [figure("STR1.1", "2021", 7, "context", {"statistic": "Population"}, comment="Statistics")], uploaded_at=LATE)
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    monkeypatch.setenv("MONITORING_PROGRAMME", str(HARBOUR))
    monkeypatch.delenv("MONITORING_TIMEZONE", raising=False)
    opened = AppTest.from_file(str(DASHBOARD), default_timeout=120)
    opened.query_params["lang"] = "en"
    return opened.run()


@pytest.mark.parametrize(
    ("page", "of"),
    [("council/overview", "The newest deliveries"), ("council/goal", "Where the figures come from"), ("about/method", "Population")],
)
def test_a_page_says_the_municipalitys_day(dashboard, page, of):
    shown = [each.proto.body for each in dashboard.switch_page(f"pages/{page}.py").run().get("html")]
    assert not dashboard.exception
    (text,) = [body for body in shown if of in body]
    assert "1 January 2022" in text and "31 December 2021" not in text
