"""Stored moments (UTC) as the municipality's clocks and calendars show them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from monitoring import moments


@pytest.mark.parametrize(
    ("moment_utc", "zone", "hour", "day"),
    [
        (datetime(2021, 12, 31, 22, 30), None, 0, date(2022, 1, 1)),
        (datetime(2021, 6, 30, 20, 30), None, 23, date(2021, 6, 30)),
        (datetime(2021, 6, 30, 21, 30), None, 0, date(2021, 7, 1)),
        (datetime(2021, 12, 31, 22, 30), "Europe/London", 22, date(2021, 12, 31)),
        (datetime(2022, 1, 1, 3, 0), "America/New_York", 22, date(2021, 12, 31)),
    ],
)
def test_a_stored_moment_has_the_municipalitys_hour_and_day(monkeypatch, moment_utc, zone, hour, day):
    monkeypatch.delenv("MONITORING_TIMEZONE", raising=False)
    if zone:
        monkeypatch.setenv("MONITORING_TIMEZONE", zone)
    assert moments.local(moment_utc).hour == hour and moments.day(moment_utc) == day


def test_today_is_a_day_of_the_municipalitys_calendar(monkeypatch):
    monkeypatch.setenv("MONITORING_TIMEZONE", "Pacific/Kiritimati")
    ahead = moments.today()
    monkeypatch.setenv("MONITORING_TIMEZONE", "Pacific/Pago_Pago")
    assert (ahead - moments.today()).days >= 1
