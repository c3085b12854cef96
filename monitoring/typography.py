"""Letters, declared once: typefaces, weights, and sizes that are steps of one ratio. For the pages, the charts and the files."""

from __future__ import annotations

from dataclasses import dataclass

TEXT, DISPLAY, SIGNS = "Monitoring Sans", "Monitoring Serif", "Monitoring Signs"
"""The pages' typefaces: for all that is read, for headings, and for the signs that the first has no shape for. pages/web/fonts holds them."""

STACK = f"{TEXT}, {SIGNS}, Source Sans, sans-serif"
"""What a browser tries in turn; Streamlit's own letters for what is not Latin."""

PRINTED, SYMBOLS = "Source Sans 3", "DejaVu Sans"
"""The same two in a PDF, with all their letters. DISPLAY is one file's name in both."""

OFFICE = "Arial"
"""In an office file, which brings no letters along: on every machine, or something of the same widths."""

REGULAR, STRONG = 400, 600
RATIO = 1.125
"""From one step to the next: a major second."""

STEPS = {"cover": 9, "title": 7, "chapter": 5, "section": 4, "part": 2, "lead": 1, "text": 0, "small": -1, "note": -2, "least": -4}
MEASURE = "68ch"
"""How wide running text becomes: about 70 letters."""


@dataclass(frozen=True)
class Scale:
    """The sizes where running text is `base` high, rounded to `grain`."""

    base: float
    grain: float

    def __getitem__(self, step: str) -> float:
        size = round(self.base * RATIO ** STEPS[step] / self.grain) * self.grain
        return int(size) if self.grain == 1 else round(size, 4)


PAGE = Scale(18, 1)
"""Pixels, on pages and in charts."""

REM = Scale(1, 0.001)
"""The same as multiples of a page's text, which a reader may enlarge."""

SLIDE = Scale(18, 1)
REPORT = Scale(10, 0.5)
DOCUMENT = Scale(11, 0.5)
SHEET = Scale(10, 0.5)
"""Points."""
