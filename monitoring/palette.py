"""Colours, declared once: for the pages, the charts and the files. Light and dark, each checked for contrast on its own surface.

Every status also has a symbol and a shape, so that none is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SYMBOLS = {"achieved": "✓", "on_track": "▲", "behind": "▼", "missed": "✕", "no_data": "○", "not_due": "…", "monitored": "◆"}
STATE_SYMBOLS = {"done": "✓", "in-progress": "▶", "not-started": "○", "interrupted": "‖"}


@dataclass(frozen=True)
class Palette:
    ink: str
    muted: str
    surface: str
    raised: str
    line: str
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
    accent="#0b5c7d",
    target="#8f3d12",
    series=("#0b5c7d", "#97640c", "#2f7a6b", "#7a5a94", "#5d6f79", "#8a5a3c"),
    status={
        "achieved": "#1c6b45",
        "on_track": "#0b6288",
        "behind": "#87560a",
        "missed": "#a32b23",
        "no_data": "#57656d",
        "not_due": "#57656d",
        "monitored": "#5c4a8c",
    },
)

DARK = Palette(
    ink="#e9eef0",
    muted="#a9b7bd",
    surface="#12191d",
    raised="#1b252a",
    line="#37464d",
    accent="#6cc0e5",
    target="#f0a36f",
    series=("#6cc0e5", "#e8b95a", "#8fd0bf", "#b79ad6", "#8596a0", "#c9a98c"),
    status={
        "achieved": "#70cf9f",
        "on_track": "#6cc0e5",
        "behind": "#e8b04a",
        "missed": "#f28d83",
        "no_data": "#a9b7bd",
        "not_due": "#a9b7bd",
        "monitored": "#b9a5ea",
    },
)
