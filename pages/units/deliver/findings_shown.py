"""What is wrong with a workbook: everything at once, the gravest first, and the workbook itself with its cells marked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from loaders import marking
from loaders.delivery import Delivery
from loaders.files.opening import Refusal
from loaders.findings import ORDER, Finding
from monitoring.store import digest
from monitoring.words import words as words_of
from pages.shared import downloads, entries, html, session

MOST = 200
"""Findings of one severity on the page; the marked workbook has the others as well."""


def show(delivery: Delivery) -> None:
    """All findings by severity, each with its place, its value, what is wrong and what to do."""
    words = session.words()
    if not delivery.findings:
        st.html(html.paragraph(words("findings.none")))
    for severity in ORDER:
        found = [finding for finding in delivery.findings if finding.severity == severity]
        if found:
            st.subheader(words(f"findings.{severity}", n=len(found)))
            st.html(_table(found[:MOST], words(f"findings.{severity}.about")))
        if len(found) > MOST:
            st.html(html.paragraph(words("findings.more", n=len(found) - MOST)))


def _table(found: Sequence[Finding], caption: str) -> str:
    """A column for place and value only where a finding has one: a refusal is about the whole file."""
    words = session.words()
    columns = {
        "place": _places(found),
        "value": [entries.shortened(finding.value, 80) for finding in found],
        "message": [finding.message(words) for finding in found],
        "fix": [finding.fix(words) for finding in found],
    }
    filled = {name: texts for name, texts in columns.items() if any(texts)}
    return html.table([words(f"findings.column.{name}") for name in filled], zip(*filled.values(), strict=True), caption)


def _places(found: Sequence[Finding]) -> list[str]:
    places = [entries.place(finding.sheet, finding.cell) for finding in found]
    return [place or session.words()("findings.whole") for place in places] if any(places) else places


def marked(delivery: Delivery) -> None:
    """The person's own workbook with its cells marked, to take along, or why there is none. Writing a large one takes seconds."""
    words = session.words()
    if not delivery.findings or delivery.is_unreadable:
        return
    name = f"{PurePath(delivery.file_name).stem}-{words('findings.marked.file')}{PurePath(delivery.file_name).suffix or '.xlsx'}"
    with st.spinner(words("findings.marked.making")):
        asked = digest(delivery.content), digest(str(delivery.findings).encode()), words.language, delivery
        made = _workbook(*asked)
    if isinstance(made, Refusal):
        _workbook.clear(*asked)
        refused = Finding.of(made)
        st.html(html.paragraph(f"{refused.message(words)} {refused.fix(words)}"))
        return
    st.html(html.paragraph(words("findings.marked.about")))
    st.download_button(words("findings.marked"), made, name, downloads.XLSX, key="marked", on_click="ignore")


@st.cache_resource(max_entries=8, show_spinner=False)
def _workbook(content: str, findings: str, language: str, _delivery: Delivery) -> bytes | Refusal:
    """Marked once for all reruns of the page; `content` and `findings` are digests."""
    return marking.marked(_delivery, words_of(language))
