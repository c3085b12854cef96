"""A link is enough: what somebody chose from a page's lists and links is in its address, and the address shows the same to somebody else."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from monitoring.words import Words, words
from tests.monitoring.charts.made import VAASA
from tests.pages.running import Visit, at

SAY = words("sv")
UNIT = SAY.name(VAASA.units["welcome-office"])
LISTS = ("selectbox", "multiselect", "button_group", "text_input", "text_area", "checkbox", "date_input")


pytestmark = pytest.mark.usefixtures("examples")


def gone_on(visit: Visit, say: Words) -> None:
    """Another goal, then another year."""
    visit.choose(say("goal.choose"), "TYO3 ")
    visit.choose(say("frame.year"), "2020")


def planned(visit: Visit, say: Words) -> None:
    """The timeline of one unit."""
    visit.fill(say("timeline.by"), "unit")
    visit.choose(say("timeline.only.unit"), UNIT)


def looked_up(visit: Visit, say: Words) -> None:
    """A unit's deliveries, one of them, and the history of an indicator."""
    visit.choose(say("unit.choose"), UNIT)
    visit.choose(say("deliveries.one.choose"), "")
    visit.choose(say("history.choose"), "NEU1.1")


def one_recipe(visit: Visit, say: Words) -> None:
    visit.choose(say("recipes.choose"), "")


def another_year(visit: Visit, say: Words) -> None:
    visit.choose(say("frame.year"), "2020")


CHOSEN: dict[str, tuple[Callable[[Visit, Words], None], set[str]]] = {
    "goal": (gone_on, {"goal", "year"}),
    "timeline": (planned, {"by", "unit"}),
    "deliveries": (looked_up, {"unit", "delivery", "item"}),
    "recipes": (one_recipe, {"recipe"}),
    "round": (another_year, {"year"}),
}
"""Pages, what somebody chooses there, and what of the address holds it."""


def shown(visit: Visit) -> tuple:
    """What can be read, what the fields hold, and what the charts say."""
    page = visit.page
    fields = [(field.proto.label, field.value) for kind in LISTS for field in page.get(kind)]
    return visit.text, fields, [chart.proto.alt for chart in page.get("plotly_chart")]


@pytest.mark.parametrize("name", CHOSEN)
def test_the_address_shows_the_same_to_somebody_else(name):
    visit, (choose, parameters) = Visit(at(name, lang="sv", year=2021)), CHOSEN[name]
    before = shown(visit)
    choose(visit, SAY)
    assert parameters <= visit.address.keys()
    other = Visit(f"{name}?{urlencode(visit.page.query_params, doseq=True)}")
    assert shown(visit) == shown(other) != before
    assert visit.address == other.address


def test_a_link_to_a_meeting_shows_it():
    label, parameters = next(link for link in Visit(at("meetings", lang="sv", year=2021)).links() if "meeting" in link[1])
    visit = Visit(f"meetings?{urlencode(parameters, doseq=True)}")
    assert SAY("meetings.agenda") in visit.text and visit.title in label
