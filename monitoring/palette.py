"""Colours, declared once: for the pages, the charts and the files. Light and dark, each checked for contrast on its own surface, and
for being told apart with the three common deficiencies of colour vision.

Every status also has a symbol and a shape, so that none is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SYMBOLS = {"achieved": "✓", "on_track": "▲", "behind": "▼", "missed": "✕", "no_data": "○", "not_due": "…", "monitored": "◆"}
STATE_SYMBOLS = {"done": "✓", "in-progress": "▶", "not-started": "○", "interrupted": "‖"}


@dataclass(frozen=True)
class Palette:
    """`line` parts what is read, `edge` bounds what is used."""

    ink: str
    muted: str
    surface: str
    raised: str
    line: str
    edge: str
    accent: str
    target: str
    series: tuple[str, ...]
    status: Mapping[str, str]


LIGHT = Palette(
    ink="#1b2a32",
    muted="#53636c",
    surface="#ffffff",
    raised="#f3f6f5",
    line="#d3dbd8",
    edge="#84929a",
    accent="#0b5c7d",
    target="#8f3d12",
    series=("#0b5c7d", "#925309", "#057e65", "#7b64a8", "#596d7c", "#845f40"),
    status={
        "achieved": "#16804d",
        "on_track": "#0b6288",
        "behind": "#8f6500",
        "missed": "#8e1c17",
        "no_data": "#57656d",
        "not_due": "#57656d",
        "monitored": "#4e3a88",
    },
)

DARK = Palette(
    ink="#e9eef0",
    muted="#a9b7bd",
    surface="#12191d",
    raised="#1b252a",
    line="#37464d",
    edge="#74858d",
    accent="#6cc0e5",
    target="#f0a36f",
    series=("#6cc0e5", "#e8b95a", "#8fd0bf", "#8e8acb", "#a0939c", "#c9a98c"),
    status={
        "achieved": "#8ce2a0",
        "on_track": "#6cc0e5",
        "behind": "#e8b04a",
        "missed": "#ea848f",
        "no_data": "#a9b7bd",
        "not_due": "#a9b7bd",
        "monitored": "#918ace",
    },
)
