"""The parts of the accessibility statement that differ between municipalities or change: site and operator, findings, feedback, supervision."""

from __future__ import annotations

import re
from datetime import date

import streamlit as st

from monitoring import settings
from pages.shared import html, session

ASSESSED = date(2026, 11, 30)
"""The day on which every page was last assessed in the ways that the statement names; to be renewed with `GAPS`."""
GAPS = {"labels": ("3.1.2",), "list": ("4.1.2",), "focus": ("2.4.3",), "hover": ("2.1.1",), "written": ("3.1.2",), "options": ("3.1.2",)}
"""What does not conform, with the success criteria of WCAG 2.1 (A and AA)."""
WAYS = ("automatic", "keyboard", "screens")


def about() -> str:
    """Which site, of whom, under which law."""
    words = session.words()
    programme = session.programme().programme
    return words("accessibility.about", programme=programme, operator=settings.operator(words.language) or words("accessibility.operator"))


def columns() -> list[str]:
    return [session.words()(f"accessibility.column.{name}") for name in ("what", "why", "criterion")]


def gaps() -> list[tuple[str, str, str]]:
    """What does not conform: what it is, why and what to do instead, the criteria."""
    words = session.words()
    return [
        (words(f"accessibility.gap.{gap}"), words(f"accessibility.gap.{gap}.why"), ", ".join(f"WCAG\u00a0{each}" for each in criteria))
        for gap, criteria in GAPS.items()
    ]


def assessed() -> str:
    return session.words()("accessibility.how.text", on=ASSESSED)


def ways() -> list[str]:
    """How it was assessed."""
    return [session.words()(f"accessibility.how.{way}") for way in WAYS]


def feedback() -> None:
    """Where to write, in general words where no address is configured; how soon there is an answer."""
    words = session.words()
    to = settings.feedback(words.language)
    st.html(html.paragraph(words("accessibility.feedback.text" if to else "accessibility.feedback.nowhere")))
    if to:
        st.html(html.link(to, to) if re.match("https?://", to) else html.link(f"mailto:{to}", to))
    st.html(html.paragraph(words("accessibility.feedback.answer")))


def supervision() -> None:
    """The supervising authority; nothing where the configuration says that there is none."""
    words = session.words()
    named = settings.authority(words.language)
    if named == "":
        return
    st.header(words("accessibility.authority"))
    st.html(html.paragraph(words("accessibility.authority.text")))
    st.html(html.paragraph(named or words("accessibility.authority.name"), "strong"))
    if named is None:
        st.html(html.paragraph(words("accessibility.authority.address")))
