"""Lists below text fields: what holds the typed text, the best match first, which Streamlit's own lists cannot do since they do not order by what is
typed. Only a whole label is one of the entries."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from monitoring.words import parts_of
from pages.shared import html, session

FOLLOWING = f"{Path(__file__).with_name('suggestions.js').read_text(encoding='utf-8')}\nsuggestions.follow(...{html.GIVEN});"


def offer(keys: Iterable[str], labels: Iterable[tuple[str, str]]) -> None:
    """Offers the same entries below each of the text fields with these keys. An entry is a name, which it is found by first, and its label."""
    given = [list(keys), [(name, parts_of(label)) for name, label in labels], session.words()("framework.no-results")]
    st.html(html.script(FOLLOWING, given), unsafe_allow_javascript=True)
