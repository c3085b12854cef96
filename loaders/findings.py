"""What a check says about one cell. Every code once, with its severity; the words are in the message catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from loaders.files.opening import Refusal
from loaders.files.workbook import ERROR, FORMULA_WITHOUT_VALUE, boundaries
from monitoring import kinds
from monitoring.catalogue import Catalogue
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.kinds import Component
from monitoring.programme import Indicator, Measure, Named
from monitoring.words import Words

ERRORS = (
    "unreadable-file",
    "encrypted-file",
    "file-too-large",
    "unknown-layout",
    "unknown-indicator",
    "other-units-indicator",
    "not-a-number",
    "not-a-whole-number",
    "negative-value",
    "part-exceeds-whole",
    "whole-missing",
    "part-missing",
    "score-out-of-range",
    "shares-do-not-add-up",
    "formula-error",
    "formula-without-value",
    "year-missing",
    "year-out-of-range",
    "duplicate-row",
    "unknown-state",
    "completed-without-date",
    "not-a-date",
    "date-in-future",
    "text-too-long",
    "unknown-category",
    "total-stated-differently",
    "category-total-missing",
    "categories-exceed-total",
)
WARNINGS = (
    "changed-value",
    "large-change",
    "same-as-last-year",
    "hidden-content",
    "ignored-text",
    "suspected-percent",
    "missing-figure",
    "completed-in-future-year",
    "completed-in-earlier-year",
    "total-differs",
    "categories-below-total",
    "categories-not-updated",
    "total-outside-categories",
)
INFORMATION = ("converted-text", "unused-sheet", "no-change")
SEVERITY = {code: severity for severity, codes in (("error", ERRORS), ("warning", WARNINGS), ("info", INFORMATION)) for code in codes}
SPOILED = {ERROR: "formula-error", FORMULA_WITHOUT_VALUE: "formula-without-value"}
"""The kind of a cell that holds no value → the finding on it."""
ORDER = {"error": 0, "warning": 1, "info": 2}


EXPECTING = frozenset(
    ("not-a-number", "not-a-whole-number", "negative-value", "score-out-of-range", "suspected-percent", "formula-error", "formula-without-value")
)
"""Findings on a figure that also say which figure was expected."""


@dataclass(frozen=True)
class About:
    """What a finding is about: an indicator, action or goal (`named`, with its code), in `year`; of an indicator which of its figures, with the
    words for what that is measured in, and the `categories` of a breakdown that it is in."""

    code: str
    named: Named
    year: int | None = None
    component: Component | None = None
    measure: Measure | None = None
    categories: tuple[Named, ...] = ()

    def sentence(self, words: Words, message: str) -> str:
        """`message`, with what it is about before it."""
        item = words(f"form.item.{self.component.item}") if self.component and len(kinds.of(self.named).reported) > 1 else ""
        item = " · ".join(filter(None, (*map(words.name, self.categories), item)))
        what = "-".join(filter(None, (item and "item", self.year and "year"))) or "plain"
        return words(f"about.{what}", code=self.code, name=self.named, item=item, about_year=self.year, message=message)

    def expected(self, words: Words) -> str:
        """One sentence that says which numbers the figure may have; "" where it is no figure."""
        if self.component is None:
            return ""
        if self.component.on_scale:
            lowest, highest = self.named.scale
            return words("expected.scale", lowest=lowest, highest=highest)
        if self.component.decimals == "any":
            return words("expected.any")
        if self.component.measure != "own":
            return words(f"expected.{self.component.measure}")
        decimals = self.named.decimals if self.component.decimals == "own" else 0
        measure = words.measure(self.measure, self.named.unit_of_measure)
        if not measure:
            return words("expected.decimals.plain", decimals=decimals) if decimals else words("expected.number")
        return words("expected.decimals" if decimals else "expected.whole", decimals=decimals, measure=measure)


def about_figure(catalogue: Catalogue, indicator: Indicator, component: str, year: int | None = None, dimensions: Dimensions = TOTAL) -> About:
    """A figure of an indicator; `component` is "" where it is not known which."""
    return About(
        indicator.indicator,
        indicator,
        year,
        kinds.of(indicator).component(component) if component else None,
        catalogue.measures.get(indicator.unit_of_measure),
        catalogue.categories_of(indicator.indicator, dimensions),
    )


@dataclass(frozen=True)
class Finding:
    """`cell` may name several: "B4:B9,B12". `value` is the cell's content as the person sees it; `detail` picks a more exact wording; `values`
    fill the message."""

    code: str
    sheet: str = ""
    cell: str = ""
    value: str = ""
    detail: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    about: About | None = None

    @property
    def first_cell(self) -> str:
        """The cell to look at: the first where the finding is about several, "B4" of "B4:B9,B12"."""
        return re.split("[:,]", self.cell)[0]

    @classmethod
    def of(cls, refusal: Refusal, value: str = "") -> Finding:
        """A refusal of a whole file, as a check says it."""
        return cls(refusal.code, value=value, detail=refusal.detail, values=dict(refusal.values))

    @property
    def severity(self) -> str:
        return SEVERITY[self.code]

    def message(self, words: Words) -> str:
        """One sentence that says what is wrong, and with what."""
        message = words(f"{self._key}.message", value=self.value, **self._exact)
        return self.about.sentence(words, message) if self.about else message

    def fix(self, words: Words) -> str:
        """One sentence that says what to do; of a figure another one that says what was expected."""
        expected = self.about.expected(words) if self.about and self.code in EXPECTING else ""
        return " ".join(filter(None, (words(f"{self._key}.fix", value=self.value, **self._exact), expected)))

    def to_json(self, words: Words) -> dict:
        """The finding in the documents that commands print."""
        return {
            "severity": self.severity,
            "code": self.code,
            "sheet": self.sheet,
            "cell": self.cell,
            "value": self.value,
            "item": self.about and self.about.code,
            "year": self.about and self.about.year,
            "message": self.message(words),
            "fix": self.fix(words),
        }

    @property
    def _exact(self) -> dict[str, object]:
        """Numbers with all their digits: what a person compares with a cell may not be rounded."""
        return {name: Decimal(repr(value)) if isinstance(value, float) else value for name, value in self.values.items()}

    @property
    def _key(self) -> str:
        return ".".join(filter(None, ("finding", self.code, self.detail)))


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def by_severity(findings: Iterable[Finding], sheets: Sequence[str]) -> list[Finding]:
    """Errors first, then warnings, then information; within each as they stand in the workbook, whose `sheets` are named in order."""

    def place(finding: Finding) -> tuple:
        row, column = boundaries(finding.first_cell)[:2] if finding.first_cell else (0, 0)
        sheet = sheets.index(finding.sheet) if finding.sheet in sheets else -1
        return ORDER[finding.severity], sheet, row, column

    return sorted(findings, key=place)
