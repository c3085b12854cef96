"""Plotly's own settings, in the reader's language: what its button says, how it writes numbers and days."""

from __future__ import annotations

from babel.dates import get_day_names, get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from monitoring.words import Words


def config(words: Words, file_name: str = "") -> dict:
    """For `plotly_chart(config=…)`. `file_name` (without ending) is what a downloaded picture is called."""
    return {
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": file_name or words("chart.download.file")},
        "locale": words.language,
        "locales": {words.language: {"dictionary": _dictionary(words), "format": _format(words)}},
    }


def _dictionary(words: Words) -> dict[str, str]:
    """Plotly's English texts, those that can appear, and what we say instead."""
    return {
        "Download plot as a PNG": words("chart.download.png"),
        "Preparing image - this may take a few seconds": words("chart.download.wait"),
        "Snapshot succeeded": words("chart.download.done"),
        "Sorry, there was a problem downloading your snapshot!": words("chart.download.failed"),
    }


def _format(words: Words) -> dict:
    months = {width: get_month_names(width, "stand-alone", words.locale) for width in ("wide", "abbreviated")}
    days = {width: get_day_names(width, "stand-alone", words.locale) for width in ("wide", "abbreviated")}
    from_sunday = (6, 0, 1, 2, 3, 4, 5)
    return {
        "days": [days["wide"][day] for day in from_sunday],
        "shortDays": [days["abbreviated"][day] for day in from_sunday],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
        "date": "%d.%m.%Y",
        "decimal": get_decimal_symbol(words.locale),
        "thousands": get_group_symbol(words.locale),
    }
