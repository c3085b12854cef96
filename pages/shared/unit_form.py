"""The workbook in which a unit reports, to be downloaded."""

from __future__ import annotations

from loaders.forms import template
from monitoring import snapshot
from monitoring.words import Words
from pages.shared import downloads, session


def button(unit: str, words: Words, label: str, key: str, year: int | None = None) -> None:
    """The unit's form in the language of `words`, with what the city's own store knows; for `year`, else for the programme's reporting year."""
    catalogue, store = session.programme(), session.city_store()

    def made() -> bytes:
        return template.workbook(unit, snapshot.read(store, catalogue), words, year)

    downloads.button(label, made, template.file_name(unit, catalogue, words), downloads.XLSX, key)
