"""A meeting's record: its day, title, reporting year and state, who was present, what can be changed of these, and every wording that was written.
A change adds a wording; none is overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, time
from itertools import pairwise

import streamlit as st

from loaders import numbers
from monitoring import moments
from monitoring.council import meetings
from monitoring.council.meetings import Meeting, Record
from monitoring.store import WHEN_WRITTEN, Store
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission
from monitoring.words import Written
from pages.shared import cards, forms, frame, html, identity, session

KIND, BY = "meeting", "meeting-by"
SUMMARY, MEMBERS, PRESENCE, DETAILS = "summary", "members", "presence", "details"
"""Parts of the page that have a form each."""
LONGEST_TITLE, LONGEST_PRESENT = 200, 2000
WIDEST_NAME = 480
EVENING = time(17, 0)
"""The example of a time of day."""
COUNT = re.compile(r"\d{1,4}")


def outcome(part: str, meeting: str) -> None:
    """How the last attempt in this part of the meeting's page went."""
    forms.outcome(KIND, (meeting, part))


def is_changeable(meeting: Meeting) -> bool:
    """Whether the reader may change it now."""
    return meeting.state == "prepared" and session.may(Permission.PREPARE_MEETINGS)


def name_field() -> None:
    """The name under which this session writes."""
    forms.name_field(session.words()("meetings.by"), BY, WIDEST_NAME)


def day(text: str) -> date | None:
    """The day of a meeting that was typed; None where it is none, or too far off to be meant."""
    programme = session.programme().programme
    return forms.day(text, programme.first_year, max(moments.today().year, programme.last_year))


def trouble_with(title: str, on: date | None) -> str:
    """The message that says what is wrong with a meeting's title or day, "" for nothing."""
    return "meetings.trouble.day" if on is None else "" if title else "meetings.trouble.title"


def prepare(meeting: Meeting, trouble: str) -> bool:
    """Writes a meeting for the first time, where no `trouble` was found; once, however often the button is pressed. Whether it is written."""

    def write(store: Store, person: Person) -> str:
        if not meetings.history(store, session.programme(), meeting.meeting):
            meetings.write(store, session.programme(), replace(meeting, at=WHEN_WRITTEN), person)
        return ""

    return _attempt(meeting.meeting, SUMMARY, "meetings.done.prepared", trouble, write)


def change(meeting: str, part: str, changed: Callable[[Meeting], Meeting], done: str, trouble: str = "", **values) -> bool:
    """Writes what `changed` makes of the meeting's newest wording, which may be newer than the page; of a closed meeting only its reopening.
    Whether that was possible."""

    def write(store: Store, person: Person) -> str:
        newest = next(iter(meetings.history(store, session.programme(), meeting)), None)
        if newest is None:
            return "meetings.trouble.gone"
        wording = changed(newest)
        if newest.state != "prepared" and wording.state != "prepared":
            return "" if wording == newest else "meetings.trouble.closed"
        meetings.write(store, session.programme(), replace(wording, at=WHEN_WRITTEN), person)
        return ""

    return _attempt(meeting, part, done, trouble, write, **values)


def _attempt(meeting: str, part: str, done: str, trouble: str, write: Callable[[Store, Person], str], **values) -> bool:
    person = forms.person(BY)
    trouble = trouble or ("" if person.name else "meetings.trouble.name")
    return forms.attempt(KIND, (meeting, part), trouble, done, lambda: write(session.store(), person), **values)


def summary(meeting: Meeting) -> None:
    """Day, reporting year and state; the link to the slides."""
    words = session.words()
    outcome(SUMMARY, meeting.meeting)
    facts = [
        (words("meetings.day"), words.date(meeting.on)),
        (words("meetings.year"), str(meeting.year)),
        (words("meetings.state"), words(f"meetings.state.{meeting.state}")),
    ]
    st.html(html.facts(facts))
    st.page_link(frame.link("meeting"), label=words("meetings.to-screen"), query_params=frame.here(meeting=meeting.meeting, year=str(meeting.year)))


def writer(meeting: Meeting) -> None:
    """The name of whoever changes the meeting; where it is closed or cancelled also the button that reopens it."""
    words = session.words()
    name_field()
    if meeting.state != "prepared":
        st.html(html.paragraph(words(f"meetings.read-only.{meeting.state}")))
        st.button(words(f"meetings.reopen.{meeting.state}"), key="meeting-reopen", on_click=_reopen, args=(meeting.meeting,))


def members(meeting: Meeting) -> None:
    """Whether council members write in the meeting too, where they sign in."""
    words, key = session.words(), f"meeting-members-{meeting.meeting}"
    if identity.is_offered() and is_changeable(meeting):
        outcome(MEMBERS, meeting.meeting)
        st.checkbox(words("meetings.members"), meeting.is_for_members, key=key, on_change=_let_members, args=(meeting.meeting, key))


def _let_members(meeting: str, key: str) -> None:
    is_let = st.session_state[key]
    change(meeting, MEMBERS, lambda newest: replace(newest, is_for_members=is_let), "meetings.done.members" if is_let else "meetings.done.no-members")


def presence(meeting: Meeting) -> None:
    """What the minutes say of how the meeting was held: where and when, who was present and checks the minutes; and the end of the meeting."""
    words = session.words()
    outcome(PRESENCE, meeting.meeting)
    if not is_changeable(meeting):
        nobody = html.paragraph(words("meetings.present.none"), "muted")
        st.html(html.quotation(meeting.present, words("meetings.present")) if meeting.present else nobody)
        st.html(html.facts(_recorded(meeting)))
        return
    st.html(html.paragraph(_quorum(meeting), "sentence"))
    st.html(html.facts(_in_fields(meeting), is_on_paper=True))
    with st.form("meeting-presence", enter_to_submit=False):
        _record_fields(meeting)
        with st.container(horizontal=True):
            for button, state in (("present.button", "prepared"), ("close", "closed")):
                look = "primary" if state == "closed" else "secondary"
                key, args = f"meeting-save-{state}", (meeting.meeting, state)
                st.form_submit_button(words(f"meetings.{button}"), key=key, type=look, on_click=_save_presence, args=args)
        st.html(html.paragraph(words("meetings.close.about"), "muted"))


def _quorum(meeting: Meeting) -> str:
    found = {True: "yes", False: "no", None: "unknown"}[meeting.is_quorate]
    return session.words()(f"minutes.quorum.{found}", present=len(meeting.members_present), members=meeting.record.members)


def _record_fields(meeting: Meeting) -> None:
    words, record = session.words(), meeting.record
    left, right = st.columns(2)
    with left:
        _field(meeting, "place", record.place)
        _field(meeting, "chair", record.chair)
        _field(meeting, "secretary", record.secretary)
    with right:
        example = words.time(EVENING)
        _field(meeting, "opened_at", _shown_time(record.opened_at), example=example)
        _field(meeting, "closed_at", _shown_time(record.closed_at), example=example)
        _field(meeting, "members", str(record.members or ""))
    label = words("meetings.names", who=words("meetings.present"))
    st.text_area(label, meeting.present, max_chars=LONGEST_PRESENT, key=_key(meeting.meeting, "present"))
    for column, name in zip(st.columns(2), ("others", "checkers"), strict=True):
        label, key = words("meetings.names", who=words(f"meetings.record.{name}")), _key(meeting.meeting, name)
        column.text_area(label, getattr(record, name), max_chars=LONGEST_PRESENT, key=key, height=90)
    _field(meeting, "first_section", str(record.first_section))


def _field(meeting: Meeting, name: str, value: str, **values: str) -> None:
    label = session.words()(f"meetings.record.{name.replace('_', '-')}", **values)
    st.text_input(label, value, max_chars=LONGEST_TITLE, key=_key(meeting.meeting, name))


def _key(meeting: str, name: str) -> str:
    return f"meeting-record-{name}-{session.language()}-{meeting}"


def _shown_time(text: str) -> str:
    return session.words().time(time.fromisoformat(text)) if text else ""


def _recorded(meeting: Meeting) -> Iterable[tuple[str, str]]:
    """What is written down of how a meeting was held, as headings with their facts."""
    yield session.words()("minutes.section.quorum"), _quorum(meeting)
    yield from _held(meeting)


def _in_fields(meeting: Meeting) -> Iterable[tuple[str, str]]:
    """The same of a meeting that is prepared, whose form is not on paper."""
    if meeting.present:
        yield session.words()("meetings.present"), ", ".join(meetings.names(meeting.present))
    yield from _held(meeting)


def _held(meeting: Meeting) -> Iterable[tuple[str, str]]:
    words, record = session.words(), meeting.record
    shown = {
        "place": record.place,
        "chair": record.chair,
        "secretary": record.secretary,
        "others": ", ".join(meetings.names(record.others)),
        "checkers": ", ".join(meetings.names(record.checkers)),
    }
    yield from ((words(f"meetings.record.{name}"), text) for name, text in shown.items() if text)
    for name, text in (("opened", record.opened_at), ("closed", record.closed_at)):
        if text:
            yield words(f"meetings.{name}"), _shown_time(text)


def details(meeting: Meeting) -> None:
    """The form for another day or title, and the button that cancels the meeting."""
    words = session.words()
    outcome(DETAILS, meeting.meeting)
    if meeting.state != "prepared":
        st.html(html.paragraph(words("meetings.details.closed"), "muted"))
        return
    keys = (f"meeting-day-{words.language}-{meeting.meeting}", f"meeting-title-{words.language}-{meeting.meeting}")
    typed = words.typed_date(meeting.on)
    with st.form("meeting-details", enter_to_submit=False):
        st.text_input(words("meetings.day.field", example=typed), typed, max_chars=forms.LONGEST_DAY, key=keys[0])
        forms.texts(words("meetings.title.field"), keys[1], _titles(meeting), LONGEST_TITLE, is_line=True)
        st.form_submit_button(words("meetings.details.button"), key="meeting-details-save", on_click=_save_details, args=(meeting.meeting, *keys))
    with st.expander(words("meetings.cancel"), key="meeting-cancelling"):
        st.html(html.paragraph(words("meetings.cancel.about")))
        st.checkbox(words("meetings.cancel.confirm"), key="meeting-cancel-confirm")
        st.button(words("meetings.cancel.button"), key="meeting-cancel", on_click=_cancel, args=(meeting.meeting,))


def _save_presence(meeting: str, state: str) -> None:
    names = ("place", "chair", "secretary", "others", "checkers", "opened_at", "closed_at", "members", "first_section", "present")
    typed = {name: st.session_state[_key(meeting, name)].strip() for name in names}
    present, times = typed.pop("present"), {name: numbers.time_of_day(typed[name]) for name in ("opened_at", "closed_at")}
    trouble = next((f"meetings.trouble.{name.replace('_', '-')}" for name in times if typed[name] and times[name] is None), "")
    counts = {"members": typed["members"] or "0", "first_section": typed["first_section"] or "1"}
    trouble = trouble or next((f"meetings.trouble.{name.replace('_', '-')}" for name, text in counts.items() if not COUNT.fullmatch(text)), "")
    done = "meetings.done.closed" if state == "closed" else "meetings.done.present"

    def changed(newest: Meeting) -> Meeting:
        written = {name: found.isoformat("minutes") if found else "" for name, found in times.items()}
        record = Record(**(typed | written | {name: int(text) for name, text in counts.items()}))
        return replace(newest, present=present, state=state, record=record)

    change(meeting, PRESENCE, changed, done, trouble)


def _save_details(meeting: str, day_key: str, title_key: str) -> None:
    on, titles = day(st.session_state[day_key]), forms.typed_texts(title_key)
    title = next(iter(titles.values()), "")

    def changed(newest: Meeting) -> Meeting:
        if titles == _titles(newest.in_language(session.language())):
            return replace(newest, on=on)
        return replace(newest, on=on, title=title, titles=tuple(titles.items()))

    change(meeting, DETAILS, changed, "meetings.done.details", trouble_with(title, on))


def _titles(meeting: Meeting) -> dict[str, str]:
    """The titles by language of a meeting in the reader's language; one whose language nobody knows stands for the reader's."""
    return dict(meeting.titles) or {session.language(): meeting.title}


def _reopen(meeting: str) -> None:
    change(meeting, SUMMARY, lambda newest: replace(newest, state="prepared"), "meetings.done.reopened")


def _cancel(meeting: str) -> None:
    trouble = "" if st.session_state.get("meeting-cancel-confirm") else "meetings.trouble.confirm"
    change(meeting, DETAILS, lambda newest: replace(newest, state="cancelled"), "meetings.done.cancelled", trouble)


def history(meeting: Meeting) -> None:
    """Every wording of a meeting, the newest first: when, by whom, what it changed."""
    words = session.words()
    written = [wording for wording in session.meetings() if wording.meeting == meeting.meeting]
    columns = [words(f"meetings.history.{name}") for name in ("at", "by", "what")]
    rows = [(session.moment(now.at), now.by, Written.joined(" · ", _changed(then, now))) for now, then in pairwise([*written, None])]
    cards.folded(rows, lambda some: st.html(html.table(columns, some, words("meetings.history.caption"))))


def _changed(then: Meeting | None, now: Meeting) -> Iterable[str]:
    """What a wording changed of the one before it."""
    words = session.words()
    if then is None:
        yield words("meetings.change.prepared", n=len(now.agenda))
        return
    if then.state != now.state:
        yield words("meetings.change.reopened") if now.state == "prepared" else words(f"meetings.change.{now.state}")
    if then.on != now.on:
        yield words("meetings.change.day", date=now.on)
    if (then.title, sorted(then.titles)) != (now.title, sorted(now.titles)):
        yield words.around("meetings.change.title", "title", words.written(now.title, now.language))
    if then.as_of != now.as_of:
        yield words("meetings.change.frozen")
    if then.agenda != now.agenda:
        yield words("meetings.change.agenda", agenda=", ".join(now.agenda) or words("value.none"))
    if then.is_for_members != now.is_for_members:
        yield words("meetings.change.members" if now.is_for_members else "meetings.change.no-members")
    if then.present != now.present:
        yield words("meetings.change.present")
    if then.record != now.record:
        yield words("meetings.change.record")
