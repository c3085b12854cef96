"""What is shown, as files."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitoring import exports
from monitoring.model import IndicatorView
from monitoring.standing import Standing
from pages.parts import session

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
