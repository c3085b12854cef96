"""The council's meetings: all, the one that the address names, and its material: the data of one moment, and what changed after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from monitoring import assessed_year, comparison
from monitoring.assessed_year import AssessedYear
from monitoring.comparison import Comparison, FigureChange
from monitoring.council import agenda, meetings
from monitoring.council.meetings import Meeting
from pages.shared import address, entries, html, markdown, session

PARAMETER = "meeting"


def known() -> list[Meeting]:
    """The newest wording of each meeting of the shown store, the latest day first, cancelled ones too."""
    return list(meetings.newest(session.meetings()).values())


def not_cancelled() -> list[Meeting]:
    """The same without cancelled ones."""
    return [meeting for meeting in known() if meeting.state != "cancelled"]


def named() -> Meeting | None:
    """The meeting that the address names; None for none. Says so where there is no such meeting."""
    wanted = next(iter(address.given(PARAMETER)), "")
    found = next((meeting for meeting in known() if meeting.meeting == wanted), None)
    if wanted and found is None:
        st.warning(session.words()("meetings.unknown"))
    return found


def heading(meeting: Meeting) -> None:
    """The meeting's title over its page; one that is in another language than the page is marked, and its language is named."""
    words = session.words()
    title = words.written(meeting.title, meeting.language)
    if title == meeting.title:
        st.title(markdown.escape(title), anchor=False)
    else:
        st.html(html.heading(title))


@session.once
def frozen(meeting: Meeting) -> AssessedYear:
    """The meeting's reporting year, assessed by the data of the moment that its material was frozen at, and by the targets that the meeting itself
    set after that."""
    at_freezing = session.at_year(meeting.as_of, of=meeting.year)
    targets = {code: target for code, target in session.now().council_targets.items() if target.meeting == meeting.meeting}
    if not targets:
        return at_freezing
    return assessed_year.at(replace(at_freezing.snapshot, council_targets={**at_freezing.snapshot.council_targets, **targets}), meeting.year)


@session.once
def changes(meeting: Meeting) -> Comparison:
    """What has changed after the material was frozen."""
    return comparison.compare(frozen(meeting), session.at_year(of=meeting.year))


@session.once
def other_changes(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """What else changed after that, as comparison.besides has it."""
    return comparison.besides(frozen(meeting).snapshot, session.now(), meeting.year)


def is_up_to_date(meeting: Meeting) -> bool:
    """Whether the material says what today's data would."""
    return changes(meeting).is_empty and not other_changes(meeting)


def changed_goals(meeting: Meeting) -> Sequence[str]:
    """The goals of which a figure, a state or a status changed after that, in the programme's order."""
    return agenda.of("changed", frozen(meeting), changes(meeting))


def changes_by_goal(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """The changes after that as sentences, by the code of each goal that changed, in the order of the agenda."""
    changed = changed_goals(meeting)
    return {code: tuple(sentences(changes(meeting).of_goals([code]))) for code in meeting.agenda if code in changed}


def sentences(found: Comparison) -> Iterable[str]:
    """A sentence each for a goal's changed status, figures, states of actions and milestones."""
    words = session.words()
    for change in found.goals:
        before, after = (words(f"status.{view.assessment.status}") for view in (change.before, change.after))
        yield words("meetings.changed.status", before=before, after=after)
    for change in (*found.figures, *found.states):
        is_figure = isinstance(change, FigureChange)
        texts = entries.change(change) if is_figure else [entries.report(report) for report in (change.before, change.after)]
        before, after = (text or words("value.none") for text in texts)
        name = entries.changed_figure(change) if is_figure else entries.named(change.item)
        yield words("meetings.changed.line", what=name, year=change.year, before=before, after=after)
