"""What a check says about one cell. Every code once, with its severity; the words are in the message catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from loaders.files.opening import Refusal
from loaders.files.workbook import ERROR, FORMULA_WITHOUT_VALUE, boundaries
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
    "total-differs",
)
INFORMATION = ("converted-text", "unused-sheet", "no-change")
SEVERITY = {code: severity for severity, codes in (("error", ERRORS), ("warning", WARNINGS), ("info", INFORMATION)) for code in codes}
SPOILED = {ERROR: "formula-error", FORMULA_WITHOUT_VALUE: "formula-without-value"}
"""The kind of a cell that holds no value → the finding on it."""
ORDER = {"error": 0, "warning": 1, "info": 2}


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
        """One sentence that says what is wrong."""
        return words(f"{self._key}.message", value=self.value, **self._exact)

    def fix(self, words: Words) -> str:
        """One sentence that says what to do."""
        return words(f"{self._key}.fix", value=self.value, **self._exact)

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
