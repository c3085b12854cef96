"""The person's own workbook back, with every cell that has a finding marked and commented."""

from __future__ import annotations

import io
from collections import defaultdict

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from loaders.delivery import Delivery
from loaders.findings import Finding
from monitoring.words import Words

FILLS = {"error": "FFF4B6B0", "warning": "FFFFD98A", "info": "FFBFE3F2"}


def marked(delivery: Delivery, words: Words) -> bytes:
    """The delivered workbook as .xlsx bytes, cells marked by the gravest finding on each and the sentences as a comment.

    Findings without a cell are written on the first cell of their sheet, those without a sheet on the first sheet.
    """
    book = load_workbook(io.BytesIO(delivery.content))
    by_cell: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in delivery.findings:
        by_cell[finding.sheet or book.sheetnames[0], finding.cell or "A1"].append(finding)
    for (sheet, address), findings in by_cell.items():
        cell = book[sheet][address]
        if isinstance(cell, MergedCell):
            continue
        cell.fill = PatternFill("solid", fgColor=FILLS[findings[0].severity])
        sentences = [f"{finding.message(words)}\n{finding.fix(words)}" for finding in findings]
        cell.comment = Comment("\n\n".join(sentences), words("form.title"), height=40 + 60 * len(findings), width=360)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
