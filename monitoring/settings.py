"""Where things are on this machine: from the environment, else beside the code."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
DEFAULT_PROGRAMME = "vaasa-2019-2022"


def programme_folder() -> Path:
    """The catalogue's folder: MONITORING_PROGRAMME is the id of a folder of data/programmes/, or a path."""
    named = os.environ.get("MONITORING_PROGRAMME", DEFAULT_PROGRAMME)
    return Path(named) if os.sep in named else DATA / "programmes" / named


def database() -> Path:
    """The city's own store: MONITORING_DATABASE, or data/monitoring.duckdb."""
    return Path(os.environ.get("MONITORING_DATABASE") or DATA / "monitoring.duckdb")


def example_database() -> Path:
    """The example data's store, beside the city's own and never it."""
    return database().with_name("examples.duckdb")


def zone() -> ZoneInfo:
    """The municipality's time zone: MONITORING_TIMEZONE, or Finland's."""
    return ZoneInfo(os.environ.get("MONITORING_TIMEZONE") or "Europe/Helsinki")
