"""What is shown, as files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from monitoring import exports, settings
from monitoring.materials import content, slides
from monitoring.model import IndicatorView
from monitoring.standing import Standing
from pages.parts import moments, session

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def figures(standing: Standing, views: Sequence[IndicatorView], years: Sequence[int]) -> None:
    """Buttons for the shown figures as a workbook and as CSV; the files are made when asked for."""
    words = session.words()
    banner = words("banner.example") if session.is_example() else ""
    title = words("export.title", programme=standing.catalogue.programme, year=standing.year)
    name = f"{words('export.file')}-{standing.catalogue.programme.programme}-{standing.year}"

    def frame():
        return exports.frame(standing, views, years, words, banner)

    with st.container(horizontal=True):
        st.download_button(words("export.xlsx"), lambda: exports.xlsx(frame(), title, words, banner), f"{name}.xlsx", XLSX, on_click="ignore")
        st.download_button(words("export.csv"), lambda: exports.csv(frame()), f"{name}.csv", "text/csv", on_click="ignore")


def materials(standing: Standing, views: Sequence[IndicatorView], years: range, about: str = "") -> None:
    """A button for slides about the goals of the shown indicators, for a meeting; made when asked for. `about` tells apart what a page's files
    are of."""
    words, edition = session.words(), _edition()
    name = "-".join(filter(None, [words("material.file"), standing.catalogue.programme.programme, about, str(standing.year)]))

    def made() -> bytes:
        return slides.pptx(content.material(standing, views, years, words, edition), words)

    with st.container(horizontal=True):
        st.download_button(words("material.slides"), made, f"{name}.pptx", PPTX, key="material-slides", on_click="ignore")


def _edition() -> content.Edition:
    """Today, the newest delivery to the shown store, and the banner where it is the example data's."""
    words = session.words()
    newest = next(iter(session.store().rows("uploads", programme=session.programme().programme.programme, unit=None, at_most=1)), None)
    version = words("material.version", moment=moments.shown(newest.uploaded_at), code=newest.upload_id) if newest else words("material.version.none")
    return content.Edition(datetime.now(settings.zone()).date(), version, words("banner.example") if session.is_example() else "")
