"""The person's own workbook back, with every cell that has a finding marked and commented."""

from __future__ import annotations

import json
from tempfile import TemporaryFile

from loaders.delivery import Delivery
from loaders.files import sandbox
from loaders.files.opening import Refusal, refusal
from loaders.findings import Finding
from monitoring.words import Words, languages
from monitoring.words import words as words_of

CELLS = 2_000
"""That are marked at most, the gravest first: more than that nobody mends by hand."""
TEXT = 2_000
"""Characters of our part of a comment."""


def marked(delivery: Delivery, words: Words) -> bytes | Refusal:
    """The delivered workbook, .xlsx or .xlsm as it came, cells marked by the gravest finding on each and the sentences as a comment.

    Findings without a cell are written on the first cell of their sheet, those without a sheet on the first visible sheet. What the
    person wrote in a comment stays, above ours; what an earlier check wrote goes. A workbook can be read for checking and still not be
    written back, since openpyxl does not know everything that Excel writes, or since it is too large for that: then the refusal
    `not-marked`, or `busy`.
    """
    with TemporaryFile() as content, TemporaryFile() as marks:
        content.write(delivery.content)
        marks.write(json.dumps(_marks(delivery, words)).encode())
        for file in (content, marks):
            file.seek(0)
        answer = sandbox.ask("mark", content, marks)
    if isinstance(answer, Refusal) and answer.detail != "busy":
        return refusal("not-marked")
    return answer


def _marks(delivery: Delivery, words: Words) -> dict:
    """What loaders.files.marking_inside writes: (sheet, cell, severity, text) a cell, and the line that begins our comments, in any language."""
    cells: dict[tuple[str, str], list[Finding]] = {}
    for finding in delivery.findings:
        place = (finding.sheet, finding.first_cell or "A1")
        if place in cells or len(cells) < CELLS:
            cells.setdefault(place, []).append(finding)
    heading = words("marking.heading")
    return {
        "headings": [words_of(language)("marking.heading") for language in languages()],
        "marks": [[*place, findings[0].severity, f"{heading}\n{_sentences(findings, words)}"] for place, findings in cells.items()],
    }


def _sentences(findings: list[Finding], words: Words) -> str:
    text = ""
    for finding in findings:
        text += f"\n{finding.message(words)}\n{finding.fix(words)}\n"
        if len(text) > TEXT:
            return f"{text[:TEXT]}…"
    return text.strip()
