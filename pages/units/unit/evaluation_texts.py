"""The unit's own words about its goals, with fields for the same in the languages that the town serves in, side by side."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from monitoring import evaluation_texts
from monitoring.model import Evaluation, EvaluationText
from monitoring.trust.permissions import Permission
from monitoring.words import OFFICIAL
from pages.shared import cards, entries, forms, html, markdown, session

KIND = "evaluation-text"
LONGEST = 4000


def show(unit: str) -> None:
    """Each evaluation of the year, and its form for whoever hands in for the unit."""
    words, year = session.words(), session.year()
    found = [one for one in session.now().evaluations if (one.unit, one.year) == (unit, year)]
    for evaluation in found:
        st.html(html.subheading(entries.named(evaluation.goal)))
        cards.evaluations(replace(session.at_year().goals[evaluation.goal], evaluations=(evaluation,)), [year])
        if session.may(Permission.HAND_IN, unit) and not session.is_example():
            _form(evaluation)
    if not found:
        st.html(html.paragraph(words("unit.evaluations.none"), "muted"))


def _form(evaluation: Evaluation) -> None:
    words, form = session.words(), (evaluation.goal, evaluation.year)
    key = f"evaluation-{evaluation.trace.upload_id}-{evaluation.goal}-{evaluation.year}-{len(evaluation.texts)}"
    with st.expander(markdown.escape(words("unit.evaluation.languages")), key=f"{key}-box", expanded=forms.last(KIND).form == form):
        forms.outcome(KIND, form)
        st.html(html.paragraph(words("unit.evaluation.languages.about"), "muted"))
        with st.form(key, enter_to_submit=False, border=False):
            written = {one.language: one for one in evaluation.texts}
            for column, language in zip(st.columns(len(OFFICIAL)), OFFICIAL, strict=True):
                one, name = written.get(language), words.language_name(language)
                with column:
                    text = words("unit.evaluation.text", language=name)
                    st.text_area(text, one.text if one else "", max_chars=LONGEST, key=f"{key}-text-{language}")
                    proposal = words("unit.evaluation.proposal", language=name)
                    st.text_area(proposal, one.proposal if one else "", max_chars=LONGEST, key=f"{key}-proposal-{language}", height=90)
            forms.name_field(words("unit.evaluation.by"), f"{key}-by")
            st.form_submit_button(words("unit.evaluation.save"), key=f"{key}-save", on_click=_save, args=(evaluation, key))


def _save(evaluation: Evaluation, key: str) -> None:
    typed = {name: {code: st.session_state[f"{key}-{name}-{code}"].strip() for code in OFFICIAL} for name in ("text", "proposal")}
    texts = [EvaluationText(code, typed["text"][code], typed["proposal"][code]) for code in OFFICIAL if typed["text"][code]]
    person = forms.person(f"{key}-by")

    def write() -> str:
        try:
            evaluation_texts.write(session.city_store(), session.programme(), evaluation, texts, person)
        except evaluation_texts.UnknownEvaluation:
            return "unit.evaluation.trouble.gone"
        return ""

    trouble = "unit.evaluation.trouble.text" if not texts else "" if person.name else "unit.evaluation.trouble.by"
    forms.attempt(KIND, (evaluation.goal, evaluation.year), trouble, "unit.evaluation.done", write)
