"""The page of what has changed: its two days, the sentence that sums it up, the changed goals, figures, states and deliveries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import streamlit as st
from babel.lists import format_list

from monitoring import moments, reasons
from monitoring.comparison import KINDS, Comparison, FigureChange, GoalChange, StateChange
from monitoring.model import Figure, GoalView, Report, Trace
from pages.shared import address, cards, entries, frame, html, session
from pages.shared.time_span import Span

AT_ONCE = 12


def themes() -> list[str]:
    """The themes that are shown; none chosen is all."""
    words, named = session.words(), session.programme().themes

    def draw(key: str) -> list[str]:
        label, none = words("changes.theme"), words("changes.theme.all")
        return st.multiselect(label, list(named), key=key, format_func=lambda code: words.name(named[code]), placeholder=none, wrap=True)

    return address.several("theme", "changes-theme", list(named), draw)


def goals_of(themes: Sequence[str]) -> list[str]:
    """The codes of the goals of these themes, of all where none is named."""
    return [code for code, goal in session.programme().goals.items() if not themes or goal.theme in themes]


def sentence(span: Span, changes: Comparison) -> str:
    """How much changed, in one sentence; of what did not change only that no goal did."""
    words = session.words()
    counts = {"goals": len(changes.goals), **{kind: changes.count(kind) for kind in reversed(KINDS)}, "states": len(changes.states)}
    said = [words(f"changes.count.{name}", n=n) for name, n in counts.items() if n]
    if changes.is_empty:
        said = [words("changes.count.nothing")]
    elif not changes.goals:
        said.insert(0, words("changes.count.no-goals"))
    return words(f"changes.sentence.{span.kind}", start=span.first, end=span.last, changes=format_list(said, locale=words.locale))


def goals(changes: Sequence[GoalChange]) -> None:
    """Each goal that changed: then and now, by symbol and word, and why."""
    words = session.words()
    for change in changes:
        then, now = change.before, change.after
        with st.container(key=f"goal-row-{change.goal}-changed", gap="xxsmall"):
            cards.goal_link(change.goal)
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.html(html.badge(then.assessment.status, words), width="content")
                st.html(html.paragraph("→", "muted"), width="content")
                st.html(html.badge(now.assessment.status, words), width="content")
            why = [(words("changes.then"), _why(then)), (words("changes.now"), _why(now))]
            st.html(html.facts(why))
    if not changes:
        st.html(html.paragraph(words("changes.goals.none", year=session.year())))


def _why(view: GoalView) -> str:
    return reasons.goal_sentence(view.assessment, view.indicators, session.words())


def figures(changes: Sequence[FigureChange]) -> None:
    """Each figure that came or changed, what was there before first."""
    ordered = sorted(changes, key=lambda change: KINDS.index(change.kind))
    _table("figures", ("then", "now"), [_figure_row(change) for change in ordered], numeric=(2, 3))


def states(changes: Sequence[StateChange]) -> None:
    """Each action and milestone that somebody reported on."""
    _table("states", ("then", "now"), [_state_row(change) for change in changes])


def deliveries(rows: Sequence, span: Span, themes: Sequence[str]) -> None:
    """What was delivered or withdrawn, newest first; each leads to its own page."""
    words = session.words()
    if themes:
        st.html(html.paragraph(words("changes.deliveries.themes"), "muted"))
    if not rows:
        st.html(html.paragraph(words("changes.deliveries.none")))
    at_once(rows, lambda some: [_delivery(row, span) for row in some])


def all_deliveries() -> list:
    """Every delivery of the shown store, newest first, as rows of sql/uploads.sql."""
    return session.store().rows("uploads", programme=session.programme().programme.programme, unit=None, at_most=None)


def _table(name: str, middle: Iterable[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()) -> None:
    words = session.words()
    columns = [words(f"changes.column.{column}") for column in ("what", "year")]
    columns += [words(f"changes.{when}") for when in middle] + [words(f"changes.column.{column}") for column in ("kind", "delivery")]
    caption = words(f"changes.{name}.caption", year=session.year())
    if not rows:
        st.html(html.paragraph(words(f"changes.{name}.none")))
    at_once(rows, lambda some: st.html(html.table(columns, some, caption, numeric)))


def at_once(rows: Sequence, show: Callable[[Sequence], object]) -> None:
    """The first rows at once, the others on demand."""
    if rows:
        show(rows[:AT_ONCE])
    if len(rows) > AT_ONCE:
        with st.expander(session.words()("changes.more", n=len(rows) - AT_ONCE)):
            show(rows[AT_ONCE:])


def values(change: FigureChange) -> tuple[str, str]:
    """The figure before and after, as they read; "" for none. Where they read alike, with what they are made of."""
    before, after = _value(change, change.before), _value(change, change.after)
    if before != after:
        return before, after
    return _with_parts(before, change.before), _with_parts(after, change.after)


def _figure_row(change: FigureChange) -> list[str]:
    name = entries.named(change.view.indicator.indicator)
    return [name, str(change.year), *values(change), session.words()(f"changes.kind.{change.kind}"), _source(change.trace)]


def _value(change: FigureChange, figure: Figure | None) -> str:
    words = session.words()
    if figure is None:
        return ""
    text = reasons.figure(change.view.indicator, change.view.measure, figure, words)
    if figure.coverage == 1 or figure.is_withheld:
        return text
    return words("changes.so-far", value=text, coverage=words("value.percent", number=words.number(100 * figure.coverage, 0)))


def _with_parts(text: str, figure: Figure | None) -> str:
    """Where a share stays the same, what it is made of tells the change."""
    words = session.words()
    if figure is None or not figure.parts:
        return text
    parts = [words("changes.part", component=words(f"component.{name}"), number=number) for name, number in figure.parts.items()]
    return words("changes.with-parts", value=text, parts=format_list(parts, locale=words.locale))


def _state_row(change: StateChange) -> list[str]:
    before, after = _marked(change.before), _marked(change.after)
    return [entries.named(change.item), str(change.year), before, after, session.words()(f"changes.kind.{change.kind}"), _source(change.trace)]


def state(report: Report | None) -> str:
    """What was said of an action or a milestone, in words; "" for nothing."""
    return _with_day(session.words()(f"state.{report.state}"), report) if report else ""


def _marked(report: Report | None) -> str:
    return html.Markup(_with_day(html.state(report.state, session.words()), report)) if report else ""


def _with_day(said: str, report: Report) -> str:
    return f"{said} · {session.words().date(report.completed_on)}" if report.completed_on else said


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
        st.page_link(frame.link("deliveries"), label=label, query_params=frame.here(delivery=row.upload_id))
        said = [row.file_name, row.uploaded_by, entries.shortened(row.note)]
        if span.has_seen(row.withdrawn_at):
            said.append(words("deliveries.withdrawn", at=session.moment(row.withdrawn_at), by=row.withdrawn_by, reason=row.reason))
        st.html(html.paragraph(" · ".join(filter(None, said)), "muted"))
