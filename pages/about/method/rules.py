"""The rules in words, each with an indicator of the programme as its example."""

from __future__ import annotations

import streamlit as st

from monitoring import moments, pace, reasons
from monitoring.assessed_year import AssessedYear
from monitoring.kinds import KINDS
from monitoring.model import ContextLine
from pages.shared import cards, entries, html, session


def status(code: str) -> tuple[str, str]:
    words = session.words()
    return html.Markup(html.badge(code, words)), words(f"method.status.{code}")


def kinds() -> list[tuple[str, str]]:
    words = session.words()
    return [(words(f"kind.{kind}"), words(f"method.kind.{kind}")) for kind in KINDS]


def paces() -> list[tuple[str, str, str]]:
    """How a pace is judged, with the thresholds: towards a target value, and without one."""
    words = session.words()
    *judged, lowest, highest = (words(f"pace.status.{status}") for status in pace.STATUSES)
    return [
        (highest, words("method.pace.reached"), words("value.none")),
        *((name, _threshold("from", one), _threshold("from", other)) for name, one, other in zip(judged, pace.TO_TARGET, pace.OF_VALUE, strict=True)),
        (lowest, _threshold("below", pace.TO_TARGET[-1]), _threshold("below", pace.OF_VALUE[-1])),
    ]


def _threshold(side: str, part: float) -> str:
    words = session.words()
    return words(f"method.pace.{side}", percent=words("value.percent", number=words.number(100 * part)))


def rule(code: str, assessed: AssessedYear) -> None:
    """The rule in words, and the status that it gives to one of its indicators, if possible one with figures."""
    words = session.words()
    st.subheader(words(f"rule.{code}"))
    st.html(html.paragraph(words(f"method.rule.{code}")))
    views = [view for view in assessed.indicators.values() if view.target.rule == code]
    if not views:
        st.html(html.paragraph(words("method.rule.unused"), "muted"))
        return
    view = max(views, key=lambda each: (len(each.figures) + len(each.reports), each.assessment.status not in ("no_data", "not_due")))
    example = words("method.rule.example", indicator=view.indicator, sentence=reasons.sentence(view.assessment, view, words))
    st.html(html.example(html.badge(view.assessment.status, words), example))
    cards.goal_link(view.indicator.goal)


def sources(assessed: AssessedYear) -> None:
    """Where the programme, the figures and the context statistics come from."""
    words, catalogue = session.words(), assessed.catalogue
    pairs = [
        (words("method.source.programme"), words.text(catalogue.programme.sources)),
        (words("method.source.figures"), words("method.source.figures.text")),
    ]
    for view in assessed.indicators.values():
        pairs += [(words.written_text(line.names), _source(line)) for line in view.context]
    st.html(html.facts(list(dict.fromkeys(pairs))))


def _source(line: ContextLine) -> str:
    """A statistic's source; where a unit delivered it, with the newest workbook that brought some of it."""
    words = session.words()
    source = words.written_text(line.sources)
    if not line.cells:
        return source
    trace = max((cell.trace for cell in line.cells), key=lambda trace: trace.uploaded_at)
    cells = dict.fromkeys(cell.trace.cell for cell in line.cells if cell.trace.upload_id == trace.upload_id)
    place = entries.place(trace.sheet, "–".join(dict.fromkeys((next(iter(cells)), list(cells)[-1]))))
    when = words.date(moments.day(trace.uploaded_at))
    return words.around("method.source.delivered", "source", source, on=when, file=trace.file_name, place=place)
