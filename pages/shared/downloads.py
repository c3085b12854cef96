"""What is shown, as files. They are made on demand, outside of any run of a page, where neither reader nor language are known any more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from monitoring import moments
from monitoring.assessed_year import AssessedYear
from monitoring.model import IndicatorView
from pages.shared import session
from publishing import exports
from publishing.documents import chart_workbook, content, pdf, slides

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def figures(assessed: AssessedYear, views: Sequence[IndicatorView], years: Sequence[int]) -> None:
    """Buttons for the shown figures as a workbook and as CSV."""
    words = session.words()
    banner = words("banner.example") if session.is_example() else ""
    title = words("export.title", programme=assessed.catalogue.programme, year=assessed.year)
    name = f"{words('export.file')}-{assessed.catalogue.programme.programme}-{assessed.year}"

    def frame():
        return exports.frame(assessed, views, years, words, banner)

    with st.container(horizontal=True):
        st.download_button(words("export.xlsx"), lambda: exports.xlsx(frame(), title, words, banner), f"{name}.xlsx", XLSX, on_click="ignore")
        st.download_button(words("export.csv"), lambda: exports.csv(frame()), f"{name}.csv", "text/csv", on_click="ignore")


def materials(assessed: AssessedYear, views: Sequence[IndicatorView], years: range, about: str = "", selection: str = "") -> None:
    """Buttons for documents about the goals of the shown indicators, for a meeting. `about` is a part of the files' names; `selection` says in
    words what a document shows."""
    words, shown, made = session.words(), session.shown(), edition(occasion=selection)
    name = "-".join(filter(None, [words("material.file"), assessed.catalogue.programme.programme, about, str(assessed.year)]))
    with st.container(horizontal=True):
        documents(lambda: content.material(assessed, views, years, words, made(), shown.anew().decisions()), name)


def documents(material: Callable[[], content.Material], name: str) -> None:
    """A button for each kind of document. `name` is the file's, without its ending."""
    words = session.words()

    def made(write: Callable) -> bytes:
        return write(material(), words)

    kinds = {"slides": (slides.pptx, PPTX, "pptx"), "pdf": (pdf.pdf, PDF, "pdf"), "workbook": (chart_workbook.xlsx, XLSX, "xlsx")}
    for kind, (write, media_type, ending) in kinds.items():
        key = f"material-{kind}"
        st.download_button(words(f"material.{kind}"), partial(made, write), f"{name}.{ending}", media_type, key=key, on_click="ignore")


def edition(as_of: datetime | None = None, occasion: str = "") -> Callable[[], content.Edition]:
    """Makes, on demand, the edition of a document: today, the newest delivery until `as_of` (UTC), the banner of example data; `occasion` is
    the meeting or the choice that a document is made for."""
    words, shown = session.words(), session.shown()
    banner = words("banner.example") if session.is_example() else ""

    def made() -> content.Edition:
        newest = next((row for row in shown.anew().deliveries() if as_of is None or row.uploaded_at <= as_of), None)
        version = words("material.version.none")
        if newest:
            version = words("material.version", moment=words.moment(moments.local(newest.uploaded_at)), code=newest.upload_id)
        return content.Edition(moments.today(), version, banner, occasion)

    return made
