"""The colours: contrast enough to read (WCAG 2.1), and nothing told apart by colour alone."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from monitoring import typography
from monitoring.charts.by_area import PATTERNS
from monitoring.charts.indexed import DASHES, MARKERS
from monitoring.model import STATES, STATUSES
from monitoring.palette import DARK, LIGHT, STATE_SYMBOLS, SYMBOLS, Palette

ROOT = Path(__file__).parents[2]
PALETTES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]

VISIONS = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Linear RGB as it is seen with one kind of cones missing (Machado, Oliveira and Fernandes 2009, severity 1)."""


def linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """CIELAB of linear RGB, white D65."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (sum(weight * part for weight, part in zip(row, rgb, strict=True)) / white for row, white in zip(rows, (0.9505, 1, 1.089), strict=True))
    f = [value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def distance(one: str, other: str, vision: str) -> float:
    """How different two colours look, as CIE 1976 colour difference; about 10 is seen at a glance."""
    found = []
    for colour in (one, other):
        rgb = linear(colour)
        found.append(lab([min(1, max(0, sum(weight * part for weight, part in zip(row, rgb, strict=True)))) for row in VISIONS[vision]]))
    return sum((a - b) ** 2 for a, b in zip(*found, strict=True)) ** 0.5


def test_contrast_is_measured_as_the_guidelines_do():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES)
def test_words_can_be_read(palette: Palette):
    texts = {"ink": palette.ink, "muted": palette.muted, "accent": palette.accent, "target": palette.target, **palette.status}
    for surface in (palette.surface, palette.raised):
        for name, colour in texts.items():
            assert contrast(colour, surface) >= 4.5, name
        for place, colour in enumerate(palette.series):
            assert contrast(colour, surface) >= 3, place


@pytest.mark.parametrize("palette", PALETTES)
def test_what_is_used_has_a_bound_that_is_seen(palette: Palette):
    assert contrast(palette.edge, palette.surface) >= 3


@pytest.mark.parametrize("palette", PALETTES)
def test_what_is_named_in_its_series_colour_can_be_read(palette: Palette):
    assert all(contrast(colour, palette.surface) >= 4.5 for colour in palette.series)


@pytest.mark.parametrize("palette", PALETTES)
def test_words_on_a_coloured_cell_can_be_read(palette: Palette):
    for status in ("achieved", "on_track", "behind", "missed"):
        assert contrast(palette.surface, palette.status[status]) >= 4.5, status
    assert contrast(palette.surface, palette.accent) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("vision", VISIONS)
def test_the_target_is_told_from_the_values_with_any_eyes(palette: Palette, vision: str):
    assert distance(palette.accent, palette.target, vision) > 15


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("vision", VISIONS)
def test_statuses_and_series_are_told_apart_with_any_eyes(palette: Palette, vision: str):
    statuses = {status: colour for status, colour in palette.status.items() if status != "not_due"}
    assert palette.status["not_due"] == palette.status["no_data"], "neither says anything of the goal"
    for colours in (list(statuses.values()), list(palette.series)):
        assert min(distance(one, other, vision) for one, other in combinations(colours, 2)) > 12


def test_streamlit_is_given_the_same_colours_and_letters():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for name, palette in (("light", LIGHT), ("dark", DARK)):
        same = {
            "primaryColor": "accent",
            "linkColor": "accent",
            "backgroundColor": "surface",
            "secondaryBackgroundColor": "raised",
            "textColor": "ink",
        }
        assert {key: theme[name].get(key) for key in same} == {key: getattr(palette, colour) for key, colour in same.items()}
        assert theme[name]["borderColor"] == palette.edge
    assert theme["baseFontSize"] == typography.PAGE["text"]
    assert theme["font"].split(", ")[:2] == [typography.TEXT, typography.SIGNS]
    assert theme["headingFont"].split(", ")[:2] == [typography.DISPLAY, typography.SIGNS]
    assert set(theme["headingFontWeights"]) == {typography.STRONG}
    files = {(face["family"], face.get("weight", typography.REGULAR)): face["url"] for face in theme["fontFaces"]}
    weights = [(typography.TEXT, typography.REGULAR), (typography.TEXT, typography.STRONG), (typography.DISPLAY, typography.STRONG)]
    assert set(files) == {*weights, (typography.SIGNS, typography.REGULAR)}
    for (family, _), address in files.items():
        face = ROOT / "pages" / "web" / address.lstrip("/")
        assert face.read_bytes()[:4] == b"wOF2", family


def test_sizes_are_steps_of_one_ratio():
    assert typography.PAGE["text"] == typography.SLIDE["text"] == 18 and typography.REM["text"] == 1
    for scale in (typography.PAGE, typography.REM, typography.SLIDE, typography.REPORT, typography.DOCUMENT, typography.SHEET):
        sizes = [scale[step] for step in typography.STEPS]
        assert sizes == sorted(sizes, reverse=True) and len(set(sizes)) == len(sizes)
        assert scale["lead"] / scale["text"] == pytest.approx(typography.RATIO, abs=scale.grain / scale["text"])


def test_statuses_and_states_have_a_sign_each():
    assert set(SYMBOLS) == set(STATUSES) and len(set(SYMBOLS.values())) == len(STATUSES)
    assert set(STATE_SYMBOLS) == set(STATES) and len(set(STATE_SYMBOLS.values())) == len(STATES)
    assert all(set(palette.status) == set(STATUSES) for palette in (LIGHT, DARK))


def test_lines_and_categories_are_told_apart_without_their_colours():
    assert len(set(DASHES)) == len(set(MARKERS)) == len(DASHES) >= len(LIGHT.series)
    assert len(set(PATTERNS)) == len(PATTERNS) > len(LIGHT.series)
