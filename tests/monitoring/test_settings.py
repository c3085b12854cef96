"""What the environment says of the site: given, empty, or not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitoring import settings


@pytest.mark.parametrize(
    ("name", "wanted", "given", "read"),
    [
        ("MONITORING_OPERATOR", settings.operator, None, ""),
        ("MONITORING_OPERATOR", settings.operator, " City of Harbour ", "City of Harbour"),
        ("MONITORING_FEEDBACK", settings.feedback, None, ""),
        ("MONITORING_FEEDBACK", settings.feedback, "feedback@city.example", "feedback@city.example"),
        ("MONITORING_AUTHORITY", settings.authority, None, None),
        ("MONITORING_AUTHORITY", settings.authority, "", ""),
        ("MONITORING_AUTHORITY", settings.authority, " ", ""),
        ("MONITORING_AUTHORITY", settings.authority, "An agency", "An agency"),
    ],
)
def test_whose_site_it_is(monkeypatch, name: str, wanted: Callable[[str], str | None], given: str | None, read: str | None):
    monkeypatch.delenv(name, raising=False)
    if given is not None:
        monkeypatch.setenv(name, given)
    assert wanted("sv") == read


@pytest.mark.parametrize("given", ["", " "])
def test_a_licence_that_is_not_named_is_the_usual_one(monkeypatch, given: str):
    monkeypatch.setenv("MONITORING_LICENCE", given)
    assert settings.licence().name == "CC-BY-4.0"


def test_whose_site_it_is_in_a_language_of_its_own(monkeypatch):
    monkeypatch.setenv("MONITORING_OPERATOR", "City of Harbour")
    monkeypatch.setenv("MONITORING_OPERATOR_SV", "Hamnstad")
    assert [settings.operator(language) for language in ("fi", "sv", "en")] == ["City of Harbour", "Hamnstad", "City of Harbour"]
