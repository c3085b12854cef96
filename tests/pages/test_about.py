"""The accessibility statement, the city's own where it says who it is; what cannot be embedded says so."""

from __future__ import annotations

import pytest

from monitoring.store import Store
from monitoring.words import languages, words
from tests.monitoring.test_snapshot import HARBOUR, deliver, figure
from tests.pages.running import opened, text


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch) -> None:
    own = Store(tmp_path / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2021", 12)])
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    monkeypatch.setenv("MONITORING_PROGRAMME", str(HARBOUR))


@pytest.mark.parametrize("language", languages())
def test_the_statement_says_what_is_not_accessible_and_who_supervises(language):
    say, shown = words(language), text(opened(f"accessibility?lang={language}"))
    for key in ("operator", "feedback.nowhere", "feedback.answer", "authority.name"):
        assert say(f"accessibility.{key}") in shown, key
    assert "WCAG\u00a03.1.2" in shown


@pytest.mark.parametrize(
    ("feedback", "leads_to"),
    [("feedback@city.example", "mailto:feedback@city.example"), ("https://city.example/feedback", "https://city.example/feedback")],
)
def test_the_statement_is_the_citys_own(monkeypatch, feedback, leads_to):
    settings = {"OPERATOR": "Hamnstad", "OPERATOR_EN": "City of <Harbour>", "FEEDBACK": feedback, "AUTHORITY": ""}
    for name, value in settings.items():
        monkeypatch.setenv(f"MONITORING_{name}", value)
    say, page = words("en"), opened("accessibility?lang=en")
    shown = text(page)
    assert "City of <Harbour>" in shown
    assert any(f'href="{leads_to}"' in each.proto.body and feedback in each.proto.body for each in page.get("html"))
    assert say("accessibility.feedback.nowhere") not in shown
    assert say("accessibility.authority") not in shown


@pytest.mark.parametrize("wanted", ["", "indicator=XXX9.9", "theme=%3Cscript%3E"])
def test_what_cannot_be_embedded_says_so(wanted):
    assert words("en")("embed.unknown") in text(opened(f"embed?lang=en&{wanted}"))
