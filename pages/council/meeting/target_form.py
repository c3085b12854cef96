"""The form by which the council sets a target of its own for an indicator, or gives the programme's back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from loaders import numbers
from monitoring import charts, reasons, rules
from monitoring.assessment import assess
from monitoring.council import council_targets
from monitoring.model import CouncilTarget, IndicatorView
from monitoring.words import Words
from pages.shared import forms, html, markdown, select, session

KIND = "council-target"
LONGEST_REASON, LONGEST_VALUE = 1000, 20
LATEST = 10
"""Years after the programme's last one that a target may still be due in."""


def show(view: IndicatorView, meeting: str, key: str) -> None:
    """The fields, a preview, and every target that the council set for the indicator. `meeting` is the id of the meeting that sets it, or "";
    `key` tells this form from the others of the page.

    At first a new target applies from the year after the one that is shown, where the programme has one: that year is over. The council may choose
    the year itself too, but none before it: those are assessed already.
    """
    words = session.words()
    form = key, words.language
    written = council_targets.history(session.store(), session.programme(), view.indicator.indicator)
    field = f"{key}-{words.language}-{view.year}-{len(written)}"
    label = markdown.escape(words("council-target.title", name=view.indicator))
    with st.expander(label, key=f"{key}-box", expanded=forms.last(KIND).form == form):
        forms.outcome(KIND, form)
        st.html(html.paragraph(charts.target_sentence(view, words)))
        with st.form(key, enter_to_submit=False, border=False):
            _fields(view, field)
            with st.container(horizontal=True):
                _button("preview", field, _preview, view, meeting, form)
                _button("set", field, _set, view, meeting, form)
                if written and written[0].target:
                    _button("restore", field, _restore, view, meeting, form)
        if written:
            _history(view, written)


def _fields(view: IndicatorView, field: str) -> None:
    words, indicator, years = session.words(), view.indicator, session.programme().years
    applied = view.council.target if view.council else view.target
    offered, first = council_targets.rules_for(indicator), [year for year in years if year >= view.year]
    if len(offered) > 1:
        at = offered.index(applied.rule) if applied.rule in offered else 0
        select.one(words("council-target.rule"), offered, at, key=f"{field}-rule", format_func=lambda rule: words(f"rule.{rule}"))
    if indicator.direction is None:
        ways = ("up", "down")
        st.radio(words("council-target.direction"), ways, key=f"{field}-direction", format_func=lambda way: words(f"council-target.direction.{way}"))
    columns = iter(st.columns(3 if len(offered) > 1 else 2, vertical_alignment="bottom"))
    if len(offered) > 1:
        next(columns).text_input(words("council-target.value"), _first_value(view), max_chars=LONGEST_VALUE, key=f"{field}-value")
    start = first[min(1, len(first) - 1)]
    last = list(range(view.year, years[-1] + LATEST + 1))
    due = max(applied.by_year or years[-1], start)
    with next(columns):
        select.one(words("council-target.by-year"), last, last.index(due) if due in last else 0, key=f"{field}-by_year")
    with next(columns):
        select.one(words("council-target.from-year"), first, first.index(start), key=f"{field}-from_year")
    forms.texts(words("council-target.reason"), f"{field}-reason", {}, LONGEST_REASON)
    forms.name_field(words("council-target.by"), f"{field}-by")


def _button(name: str, field: str, do: Callable[..., None], view: IndicatorView, meeting: str, form: tuple) -> None:
    look = "primary" if name == "set" else "secondary"
    label = session.words()(f"council-target.button.{name}")
    st.form_submit_button(label, key=f"{field}-{name}", type=look, on_click=do, args=(view, meeting, form, field))


def _first_value(view: IndicatorView) -> str:
    """What the field of the value holds at first: that of the target that applies."""
    return _typed((view.council.target if view.council else view.target).value, session.words())


def _typed(value: float | None, words: Words) -> str:
    """A number as loaders.numbers reads it, without a separator of thousands; "" for none."""
    if value is None:
        return ""
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", words.number(0.5, 1)[1])


def _history(view: IndicatorView, written: Sequence[CouncilTarget]) -> None:
    words = session.words()
    columns = [words(f"council-target.column.{name}") for name in ("at", "by", "target", "from-year", "reason")]
    rows = [(session.moment(one.at), one.by, _in_words(view, one), str(one.from_year) if one.target else "", _reason(one)) for one in written]
    st.html(html.table(columns, rows, words("council-target.history")))


def _reason(target: CouncilTarget) -> str:
    """The reason in the reader's language, else marked as the one that it is in."""
    shown = target.in_language(session.language())
    return session.words().written(shown.reason, shown.language)


def _with_target(view: IndicatorView, target: CouncilTarget) -> IndicatorView:
    """The indicator with this as its only target."""
    return replace(view, target=target.target, council=target, other=None)


def _in_words(view: IndicatorView, target: CouncilTarget) -> str:
    words = session.words()
    return words("council-target.restored") if target.target is None else charts.target_sentence(_with_target(view, target), words)


def _read(view: IndicatorView, meeting: str, field: str) -> tuple[CouncilTarget, str]:
    """The target in the fields, and the code of what is wrong with it, "" for nothing."""
    fields = {name: st.session_state.get(f"{field}-{name}") for name in ("rule", "direction", "value", "by_year", "from_year")}
    indicator, offered = view.indicator, council_targets.rules_for(view.indicator)
    number = numbers.number(fields["value"] or "")
    is_read = isinstance(number, numbers.Number) and (not number.percent or indicator.is_percent)
    target = council_targets.made(
        session.programme(),
        indicator.indicator,
        fields["rule"] or offered[0],
        indicator.direction or fields["direction"],
        number.value if is_read else None,
        fields["from_year"],
        fields["by_year"],
    )
    reasons, by = forms.typed_texts(f"{field}-reason"), forms.person(f"{field}-by").name
    is_ignored = not rules.of(target).has_value and (fields["value"] or "").strip() not in ("", _first_value(view))
    wrong = "no-value" if is_ignored else council_targets.unfit(indicator, target, fields["from_year"])
    reason = next(iter(reasons.values()), "")
    return CouncilTarget(indicator.indicator, target, fields["from_year"], reason, meeting, by, reasons=tuple(sorted(reasons.items()))), wrong


def _preview(view: IndicatorView, meeting: str, form: tuple, field: str) -> None:
    """The target in words and, where it applies to the year that is shown, the status that the indicator would have in that year."""
    words, (target, wrong) = session.words(), _read(view, meeting, field)
    if wrong:
        forms.attempt(KIND, form, f"council-target.trouble.{wrong}", "")
        return
    assessment, facts = (
        assess(target.target, view.figures, view.reports, view.year),
        {"target": _in_words(view, target), "from_year": target.from_year},
    )
    if target.from_year > view.year:
        forms.attempt(KIND, form, "", "council-target.preview", **facts)
        return
    facts |= {"status": words(f"status.{assessment.status}"), "sentence": reasons.sentence(assessment, _with_target(view, target), words)}
    forms.attempt(KIND, form, "", "council-target.preview.status", **facts, year=view.year)


def _set(view: IndicatorView, meeting: str, form: tuple, field: str) -> None:
    target, wrong = _read(view, meeting, field)
    _save(form, field, target, wrong, "council-target.done.set", council_targets.set_target)


def _restore(view: IndicatorView, meeting: str, form: tuple, field: str) -> None:
    target, _ = _read(view, meeting, field)
    _save(form, field, target, "", "council-target.done.restored", council_targets.withdraw_target)


def _save(form: tuple, field: str, target: CouncilTarget, wrong: str, done: str, write: Callable[..., None]) -> None:
    """Writes the target unless something is wrong with it."""
    store, programme, person = session.store(), session.programme(), forms.person(f"{field}-by")
    wrong = wrong or ("" if target.reason else "reason") or ("" if person.name else "by")
    trouble = f"council-target.trouble.{wrong}" if wrong else ""
    forms.attempt(KIND, form, trouble, done, lambda: write(store, programme, target, person))
