"""What changed between two days: a sentence that sums it up, the changed goals, figures, states and decisions, the deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import streamlit as st
from babel.lists import format_list

from monitoring import moments, reasons
from monitoring.comparison import KINDS, Comparison, FigureChange, GoalChange, StateChange
from monitoring.council import decisions as council_decisions
from monitoring.model import GoalView, Report, Trace
from monitoring.store import now
from monitoring.words import Written
from pages.council.changes.time_span import Span
from pages.shared import address, cards, decision_history, entries, frame, html, markdown, select, session

MOST = 100
"""Deliveries that are named; the page of the deliveries has the others."""


def themes() -> list[str]:
    """The themes that are shown; none chosen is all."""
    words, named = session.words(), session.programme().themes

    def draw(key: str) -> list[str]:
        label, none = words("changes.theme"), words("changes.theme.all")
        return select.several(label, list(named), key=key, format_func=lambda code: words.name(named[code]), placeholder=none, wrap=True)

    return address.several("theme", "changes-theme", list(named), draw)


def goals_of(themes: Sequence[str]) -> list[str]:
    """The codes of the goals of these themes, of all where none is named."""
    return [code for code, goal in session.programme().goals.items() if not themes or goal.theme in themes]


def sentence(span: Span, changes: Comparison) -> str:
    """How much changed, in one sentence. Of what did not change it mentions only the goals."""
    words = session.words()
    counts = {"goals": len(changes.goals), **{kind: changes.count(kind) for kind in reversed(KINDS)}, "states": len(changes.states)}
    counted = [words(f"changes.count.{name}", n=n) for name, n in counts.items() if n]
    if changes.is_empty:
        counted = [words("changes.count.nothing")]
    elif not changes.goals:
        counted.insert(0, words("changes.count.no-goals"))
    return words(f"changes.sentence.{span.kind}", start=span.first, end=span.last, changes=format_list(counted, locale=words.locale))


def goals(changes: Sequence[GoalChange]) -> None:
    """Each goal that changed: its status before and after, and why."""
    words = session.words()
    for change in changes:
        then, now = change.before, change.after
        with st.container(key=f"goal-row-{change.goal}-changed", gap="xxsmall"):
            cards.goal_link(change.goal)
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.html(html.badge(then.assessment.status, words), width="content")
                st.html(html.paragraph("→", "code"), width="content")
                st.html(html.badge(now.assessment.status, words), width="content")
            why = [(words("changes.then"), _why(then)), (words("changes.now"), _why(now))]
            st.html(html.facts(why))
    if not changes:
        st.html(html.paragraph(words("changes.goals.none", year=session.year())))


def feed(themes: Sequence[str]) -> str:
    """The address of the feed of what changes in these themes, or in all."""
    return f"api/changes.atom?{urlencode([('lang', session.language()), *(('theme', theme) for theme in themes)])}"


def _why(view: GoalView) -> str:
    return reasons.goal_sentence(view.assessment, view.indicators, session.words())


def figures(changes: Sequence[FigureChange]) -> None:
    """Each figure that was added or changed."""
    ordered = sorted(changes, key=lambda change: KINDS.index(change.kind))
    _table("figures", ("then", "now"), [_figure_row(change) for change in ordered], numeric=(2, 3))


def states(changes: Sequence[StateChange]) -> None:
    """Each action and milestone of which the reported state changed."""
    _table("states", ("then", "now"), [_state_row(change) for change in changes])


def deliveries(rows: Sequence, span: Span, themes: Sequence[str]) -> None:
    """What was delivered or withdrawn, newest first; each leads to its own page. Of many the newest, and how many more there are."""
    words = session.words()
    if themes:
        st.html(html.paragraph(words("changes.deliveries.themes"), "muted"))
    if not rows:
        st.html(html.paragraph(words("changes.deliveries.none")))
    cards.folded(rows[:MOST], lambda some: [_delivery(row, span) for row in some])
    if len(rows) > MOST:
        st.page_link(frame.link("deliveries"), label=words("changes.deliveries.more", n=len(rows) - MOST), query_params=frame.here())


def decisions(span: Span, goals: Iterable[str]) -> None:
    """What happened to the council's decisions about these goals."""
    words, wanted, end = session.words(), set(goals), span.after or now()
    before, after = (span.before, moments.day(span.before)), (end, moments.day(end))
    found = [(kind, one) for kind, one in council_decisions.changes(session.decisions(), before, after) if one.goal in wanted]
    if not found:
        st.html(html.paragraph(words("changes.decisions.none")))
        return
    columns, responsible = (
        [words(f"decision.column.{name}") for name in ("goal", "text", "who", "due", "what")],
        decision_history.telling().responsible,
    )
    rows = [
        (
            one.goal,
            words.written(one.now.text, one.now.language),
            responsible(one.now.responsible),
            words.date(one.now.due) if one.now.due else "",
            words(f"decision.change.{kind}"),
        )
        for kind, one in found
    ]
    st.html(html.table(columns, rows, words("changes.decisions.caption")))


def _table(name: str, middle: Iterable[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()) -> None:
    words = session.words()
    columns = [words(f"changes.column.{column}") for column in ("what", "year")]
    columns += [words(f"changes.{when}") for when in middle] + [words(f"changes.column.{column}") for column in ("kind", "delivery")]
    caption = words(f"changes.{name}.caption", year=session.year())
    if not rows:
        st.html(html.paragraph(words(f"changes.{name}.none")))
    cards.folded(rows, lambda some: st.html(html.table(columns, some, caption, numeric)))


def _figure_row(change: FigureChange) -> list[str]:
    return [
        entries.changed_figure(change),
        str(change.year),
        *entries.change(change),
        session.words()(f"changes.kind.{change.kind}"),
        _source(change.trace),
    ]


def _state_row(change: StateChange) -> list[str]:
    before, after = _marked(change.before), _marked(change.after)
    return [entries.named(change.item), str(change.year), before, after, session.words()(f"changes.kind.{change.kind}"), _source(change.trace)]


def _marked(report: Report | None) -> str:
    return html.Markup(entries.with_day(html.state(report.state, session.words()), report)) if report else ""


def _source(trace: Trace) -> str:
    words = session.words()
    return words("changes.delivery", date=moments.day(trace.uploaded_at), file=trace.file_name)


def _delivery(row, span: Span) -> None:
    words = session.words()
    with st.container(key=f"changes-delivery-{row.upload_id}", gap="xxsmall"):
        label = words("changes.deliveries.label", date=moments.day(row.uploaded_at), unit=entries.unit(row.unit))
        if not frame.has("deliveries"):
            st.html(html.paragraph(f"{label} · {row.file_name}"))
            return
        st.page_link(frame.link("deliveries"), label=markdown.escape(label), query_params=frame.here(delivery=row.upload_id))
        facts = [row.file_name, row.uploaded_by, entries.written(row.notes), entries.withdrawn(row) if span.includes(row.withdrawn_at) else ""]
        st.html(html.paragraph(Written.joined(" · ", filter(None, facts)), "muted"))
