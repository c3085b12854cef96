"""How a goal stands, from how its indicators stand. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from monitoring.assessment import UNDECIDED
from monitoring.model import Assessment
from monitoring.rules import RULES

WITHHELD = "withheld"
"""Of an indicator whose status depends on figures that are not published: it may be any, so after the only one that it could not make worse."""
ONE_IS_ENOUGH = ("missed", WITHHELD, "behind", "no_data")
ALL_ARE_NEEDED = ("achieved", "monitored", "not_due")

GOAL_REASONS = (*(f"goal.{status}" for status in (*ONE_IS_ENOUGH, *ALL_ARE_NEEDED, "on_track")), "goal.no-indicators")
"""Every reason that a goal's assessment can have; each is a message `reason.<reason>`."""


def goal_status(indicators: Mapping[str, tuple[str, Assessment]]) -> Assessment:
    """A goal's status from its indicators: {code: (the rule of its target, its assessment)}; without any, no data.

    One that is only monitored (its rule does not count for a goal) counts where there are no others. `values`: `decided` are the codes of the
    indicators that decided, `n` how many they are, `of` how many counted, `achieved` how many of those are achieved.
    """
    counting = {code: _status(assessment) for code, (rule, assessment) in indicators.items() if RULES[rule].counts_for_goal}
    statuses = counting or {code: _status(assessment) for code, (_, assessment) in indicators.items()}
    if not statuses:
        return Assessment("no_data", "goal.no-indicators", {"n": 0, "of": 0, "achieved": 0, "decided": ()})
    status, decided = _decided(statuses)
    achieved = sum(status == "achieved" for status in statuses.values())
    facts = {"n": len(decided), "of": len(statuses), "achieved": achieved, "decided": decided}
    return Assessment("no_data" if status == WITHHELD else status, f"goal.{status}", facts)


def _status(assessment: Assessment) -> str:
    return WITHHELD if assessment.reason == UNDECIDED else assessment.status


def _decided(statuses: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The goal's status, and the indicators that decided it."""
    for enough in ONE_IS_ENOUGH:
        if found := tuple(code for code, status in statuses.items() if status == enough):
            return enough, found
    for needed in ALL_ARE_NEEDED:
        if set(statuses.values()) == {needed}:
            return needed, tuple(statuses)
    return "on_track", tuple(statuses)
