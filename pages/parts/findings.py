"""What is wrong with a workbook: everything at once, the gravest first, and the workbook itself with its cells marked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from loaders import marking
from loaders.delivery import Delivery
from loaders.findings import ORDER, Finding
from pages.parts import downloads, entries, html, session

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
    if delivery.findings and not delivery.is_unreadable:
        _marked(delivery)


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


def _marked(delivery: Delivery) -> None:
    words = session.words()
    name = f"{PurePath(delivery.file_name).stem}-{words('findings.marked.file')}{PurePath(delivery.file_name).suffix or '.xlsx'}"
    st.html(html.paragraph(words("findings.marked.about")))

    def made() -> bytes:
        """A workbook that cannot be written back comes as it was; the findings stand on the page."""
        marked = marking.marked(delivery, words)
        return marked if isinstance(marked, bytes) else delivery.content

    st.download_button(words("findings.marked"), made, name, downloads.XLSX, key="marked", on_click="ignore")
