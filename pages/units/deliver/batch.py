"""Several files at once: what each is and how it stands, in one table, and the choice of the one to look at."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from loaders import own_tables
from loaders.findings import has_errors
from pages.shared import address, html, session
from pages.units.deliver import pending_deliveries
from pages.units.deliver.pending_deliveries import Checked

KEY = "deliver-one"


def one(files: Sequence[Checked]) -> Checked | None:
    """The file to look at: the only one, or of several the chosen one, after the table of all."""
    if len(files) < 2:
        address.keep("file", [])
        return files[0] if files else None
    words = session.words()
    st.html(html.paragraph(words("batch.counts", n=len(files), ready=sum(_is_ready(file) for file in files)), "sentence"))
    st.html(_summary(files))
    names = {str(number): file.delivery.file_name for number, file in enumerate(files, 1)}

    def draw(key: str) -> str | None:
        label = words("batch.choose")
        return st.selectbox(label, list(names), index=None, key=key, placeholder=words("batch.choose.none"), format_func=names.__getitem__)

    chosen = address.one("file", KEY, list(names), draw)
    return files[int(chosen) - 1] if chosen else None


def _is_ready(file: Checked) -> bool:
    return file.is_ready and file.key not in pending_deliveries.mine().stored


def _summary(files: Sequence[Checked]) -> str:
    words = session.words()
    columns = [words(f"batch.column.{name}") for name in ("file", "state", "what", "errors", "warnings", "new", "changed")]
    return html.table(columns, [_row(file) for file in files], words("batch.caption"), numeric=(3, 4, 5, 6))


def _row(file: Checked) -> list[str]:
    words, delivery = session.words(), file.delivery
    severities = [finding.severity for finding in delivery.findings]
    kinds = [change.kind for change in delivery.changes]
    is_judged = not (file.is_asking or file.is_skipped)
    counts = [severities.count("error"), severities.count("warning"), kinds.count("new"), kinds.count("changed")]
    return [delivery.file_name, words(f"batch.state.{state(file)}"), what(file), *(words.number(count) if is_judged else "" for count in counts)]


def what(file: Checked) -> str:
    """What the file is: the form, an own table by the name of its recipe, or neither."""
    words, delivery = session.words(), file.delivery
    names = dict.fromkeys(table.recipe.name for table in delivery.tables if table.recipe)
    if names:
        return words("batch.what.own", names=", ".join(names))
    if delivery.layout == own_tables.LAYOUT:
        return words("batch.what.own.unnamed")
    if delivery.layout:
        return words("batch.what.form")
    return words("batch.what.unknown") if delivery.tables else words("batch.what.nothing")


def state(file: Checked) -> str:
    """How the file stands: stored, skipped, asking, errors, ready or nothing new."""
    if file.key in pending_deliveries.mine().stored:
        return "stored"
    if file.is_skipped:
        return "skipped"
    if file.is_asking:
        return "asking"
    if has_errors(file.delivery.findings):
        return "errors"
    return "ready" if file.is_ready else "nothing"
