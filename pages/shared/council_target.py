"""A target that the council sets: the form, and what a page says of the one that holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from loaders import numbers
from monitoring import charts, moments, reasons
from monitoring.assessment import assess
from monitoring.council import council_targets
from monitoring.model import CouncilTarget, IndicatorView
from monitoring.words import Words
from pages.shared import attempts, html, session

KIND = "council-target"
LONGEST_REASON, LONGEST_NAME, LONGEST_VALUE = 1000, 100, 20
LATEST = 10
"""Years after the programme's last one that a target may still be due in."""


def said(view: IndicatorView) -> None:
    """That the council set a target, when, from which year on and why, and both targets; nothing where it set none."""
    words, held = session.words(), view.council
    if held is not None:
        facts = {"targets": charts.asked(view, words), "on": moments.day(held.at), "from_year": held.from_year, "reason": held.reason}
        st.html(html.paragraph(words("council-target.said", **facts)))


def form(view: IndicatorView, meeting: str, key: str) -> None:
    """Sets the council's target for an indicator, or gives the programme's back. `meeting` is the id of the meeting that does, or empty; `key`
    tells this form from the others of the page.

    A new target is offered from the year after the one that is looked at, where the programme goes on so long: that one is over, and nobody
    worked towards a target that was not there. The council can choose the year itself too; those before it were judged already.
    """
    words = session.words()
    about = key, words.language
    written = council_targets.history(session.store(), session.programme(), view.indicator.indicator)
    field = f"{key}-{words.language}-{view.year}-{len(written)}"
    with st.expander(words("council-target.title", name=view.indicator), key=f"{key}-box", expanded=attempts.last(KIND).about == about):
        attempts.said(KIND, about)
        st.html(html.paragraph(charts.asked(view, words)))
        with st.form(key, enter_to_submit=False, border=False):
            _fields(view, field)
            with st.container(horizontal=True):
                _button("see", field, _see, view, meeting, about)
                _button("set", field, _set, view, meeting, about)
                if written and written[0].target:
                    _button("back", field, _give_back, view, meeting, about)
        if written:
            _history(view, written)


def _fields(view: IndicatorView, field: str) -> None:
    words, indicator, years = session.words(), view.indicator, session.programme().years
    held = view.council.target if view.council else view.target
    rules, first = council_targets.rules_for(indicator), [year for year in years if year >= view.year]
    if len(rules) > 1:
        at = rules.index(held.rule) if held.rule in rules else 0
        st.selectbox(words("council-target.rule"), rules, at, key=f"{field}-rule", format_func=lambda rule: words(f"rule.{rule}"))
    if indicator.direction is None:
        ways = ("up", "down")
        st.radio(words("council-target.direction"), ways, key=f"{field}-direction", format_func=lambda way: words(f"council-target.direction.{way}"))
    columns = iter(st.columns(3 if len(rules) > 1 else 2, vertical_alignment="bottom"))
    if len(rules) > 1:
        next(columns).text_input(words("council-target.value"), _written(held.value, words), max_chars=LONGEST_VALUE, key=f"{field}-value")
    start = first[min(1, len(first) - 1)]
    last = list(range(view.year, years[-1] + LATEST + 1))
    due = max(held.by_year or years[-1], start)
    next(columns).selectbox(words("council-target.by-year"), last, last.index(due) if due in last else 0, key=f"{field}-by_year")
    next(columns).selectbox(words("council-target.from-year"), first, first.index(start), key=f"{field}-from_year")
    st.text_area(words("council-target.reason"), max_chars=LONGEST_REASON, key=f"{field}-reason", height=90)
    st.text_input(words("council-target.by"), st.session_state.get("person", ""), max_chars=LONGEST_NAME, key=f"{field}-by", autocomplete="name")


def _button(name: str, field: str, do: Callable[..., None], view: IndicatorView, meeting: str, about: tuple) -> None:
    look = "primary" if name == "set" else "secondary"
    label = session.words()(f"council-target.button.{name}")
    st.form_submit_button(label, key=f"{field}-{name}", type=look, on_click=do, args=(view, meeting, about, field))


def _written(value: float | None, words: Words) -> str:
    """As loaders.numbers reads it: nothing between thousands."""
    if value is None:
        return ""
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", words.number(0.5, 1)[1])


def _history(view: IndicatorView, written: Sequence[CouncilTarget]) -> None:
    words = session.words()
    columns = [words(f"council-target.column.{name}") for name in ("at", "by", "target", "from-year", "reason")]
    rows = [(session.moment(one.at), one.by, _asked(view, one), str(one.from_year) if one.target else "", one.reason) for one in written]
    st.html(html.table(columns, rows, words("council-target.history")))


def _held(view: IndicatorView, target: CouncilTarget) -> IndicatorView:
    """The indicator as if that were its only target."""
    return replace(view, target=target.target, council=target, other=None)


def _asked(view: IndicatorView, target: CouncilTarget) -> str:
    words = session.words()
    return words("council-target.given-back") if target.target is None else charts.asked(_held(view, target), words)


def _read(view: IndicatorView, meeting: str, field: str) -> tuple[CouncilTarget, str]:
    """What the fields say, and the message that says what is wrong with it, or empty."""
    given = {name: st.session_state.get(f"{field}-{name}") for name in ("rule", "direction", "value", "by_year", "from_year", "reason", "by")}
    indicator, rules = view.indicator, council_targets.rules_for(view.indicator)
    number = numbers.number(given["value"] or "")
    is_read = isinstance(number, numbers.Number) and (not number.percent or indicator.is_percent)
    target = council_targets.made(
        session.programme(),
        indicator.indicator,
        given["rule"] or rules[0],
        indicator.direction or given["direction"],
        number.value if is_read else None,
        given["from_year"],
        given["by_year"],
    )
    reason, by = (str(given[name] or "").strip() for name in ("reason", "by"))
    wrong = council_targets.unfit(indicator, target, given["from_year"])
    return CouncilTarget(indicator.indicator, target, given["from_year"], reason, meeting, by[:LONGEST_NAME]), wrong


def _see(view: IndicatorView, meeting: str, about: tuple, field: str) -> None:
    """The target in words, and how the year that is looked at would stand where it is applied to that one."""
    words, (target, wrong) = session.words(), _read(view, meeting, field)
    if wrong:
        attempts.tried(KIND, about, f"council-target.trouble.{wrong}", "")
        return
    assessment, facts = assess(target.target, view.figures, view.reports, view.year), {"target": _asked(view, target), "from_year": target.from_year}
    if target.from_year > view.year:
        attempts.tried(KIND, about, "", "council-target.seen", **facts)
        return
    facts |= {"status": words(f"status.{assessment.status}"), "sentence": reasons.sentence(assessment, _held(view, target), words)}
    attempts.tried(KIND, about, "", "council-target.seen.status", **facts, year=view.year)


def _set(view: IndicatorView, meeting: str, about: tuple, field: str) -> None:
    target, wrong = _read(view, meeting, field)
    _keep(about, target, wrong, "council-target.done.set", council_targets.set_target)


def _give_back(view: IndicatorView, meeting: str, about: tuple, field: str) -> None:
    target, _ = _read(view, meeting, field)
    _keep(about, target, "", "council-target.done.back", council_targets.withdraw_target)


def _keep(about: tuple, target: CouncilTarget, wrong: str, done: str, write: Callable[..., None]) -> None:
    """Writes what was set where nothing is wrong with it."""
    store, programme = session.store(), session.programme()
    st.session_state["person"] = target.by or st.session_state.get("person", "")
    wrong = wrong or ("" if target.reason else "reason") or ("" if target.by else "by")
    trouble = f"council-target.trouble.{wrong}" if wrong else ""
    attempts.tried(KIND, about, trouble, done, lambda: write(store, programme, target))
