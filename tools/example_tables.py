"""Makes the example sheets that are no forms: a unit's own workbooks, drawn cell by cell in the story's folder tables/.

`sheets.csv` there says which sheets a delivery has. Each is drawn in a CSV file, where a cell is

- `12` `12.5` a number, `12.5%` the fraction 0.125 shown as 12.5 %, `2021-05-31` `2021-05-31 14:05` a date: as Excel stores them
- `<` `^` merged with the cell to the left, above
- anything else a text, as the person typed it: "31.5.2021", "1 540"; `'12` one that would else be read as a number or a date

A sheet of a statistical office is a .px file: its text, with the years and values taken from data/context/.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from string import Template

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.example_data.examples import Example
from loaders.forms.sheet_style import put
from monitoring import settings

FOLDER = "tables"
LIST = "sheets.csv"
PX = ".px"
LEFT, ABOVE = "<", "^"
NUMBER = re.compile(r"(?P<number>-?\d+(?:\.\d+)?)(?P<percent>%)?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?P<time> \d\d:\d\d)?")
WIDEST = 34
TITLE, HEADING, PLAIN = Font(size=14, bold=True), Font(bold=True), Font()
LINE = Border(bottom=Side(style="thin"))
MIDDLE, WRAPPED = Alignment(horizontal="center", vertical="center", wrap_text=True), Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Drawn:
    """One line of sheets.csv: `cells` is the file that the sheet is drawn in, `hidden_columns` are letters, `hidden` is "yes" or empty."""

    delivery: str
    sheet: str
    cells: str
    hidden: str
    hidden_columns: str


def content(example: Example, source: Path) -> bytes:
    """The file that the unit sends with `example`; `source` is the story's folder. Raises LookupError where no sheet is drawn for it."""
    folder = source / FOLDER
    with (folder / LIST).open(newline="", encoding="utf-8") as lines:
        sheets = [drawn for row in csv.DictReader(lines) if (drawn := Drawn(**row)).delivery == example.delivery]
    if not sheets:
        raise LookupError(example.delivery)
    return _statistics(folder / sheets[0].cells, example) if example.file.endswith(PX) else _workbook(sheets, folder)


def _statistics(template: Path, example: Example) -> bytes:
    """The years before the delivery's, since a year's statistics come out in the next; the CSV file that has them is named like the template."""
    with (settings.DATA / "context" / f"{template.stem}.csv").open(newline="", encoding="utf-8") as lines:
        known = [row for row in csv.DictReader(lines) if int(row["year"]) < example.delivered_at.year]
    years, values = ",".join(f'"{row["year"]}"' for row in known), " ".join(row["value"] for row in known)
    return Template(template.read_text(encoding="utf-8")).substitute(known[0], years=years, values=values).encode("utf-8")


def _workbook(sheets: Iterable[Drawn], folder: Path) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for drawn in sheets:
        sheet = book.create_sheet(drawn.sheet)
        with (folder / drawn.cells).open(newline="", encoding="utf-8") as lines:
            _draw(sheet, list(csv.reader(lines)))
        for letter in drawn.hidden_columns:
            sheet.column_dimensions[letter].hidden = True
        sheet.sheet_state = "hidden" if drawn.hidden else "visible"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _draw(sheet: Worksheet, lines: list[list[str]]) -> None:
    tokens = {(row, column): token for row, line in enumerate(lines, 1) for column, token in enumerate(line, 1) if token}
    widths: dict[int, int] = {}
    for (row, column), token in tokens.items():
        if token in (LEFT, ABOVE):
            continue
        cell = sheet.cell(row, column)
        value, cell.number_format = _value(token)
        put(cell, value)
        filled = sum(each == row for each, _ in tokens)
        cell.font, cell.border, cell.alignment = _look(row, value, filled, lines)
        if filled > 1:
            widths[column] = max(widths.get(column, 0), len(token))
    for merged in _merged(tokens):
        sheet.merge_cells(merged)
        sheet[merged.split(":")[0]].alignment = MIDDLE
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(width, WIDEST) + 2


def _value(token: str) -> tuple[object, str]:
    """(what is stored in the cell, the format that it is shown in)"""
    if match := MOMENT.fullmatch(token):
        moment = datetime.fromisoformat(token)
        return (moment, "d.m.yyyy h:mm") if match["time"] else (moment.date(), "d.m.yyyy")
    if not (match := NUMBER.fullmatch(token)):
        return token.removeprefix("'"), "General"
    number = float(match["number"]) if "." in token else int(match["number"])
    if match["percent"]:
        return round(number / 100, 6), "0.0 %"
    return number, "General"


def _look(row: int, value: object, filled: int, lines: list[list[str]]) -> tuple[Font, Border, Alignment]:
    """A title, a heading over others, or plain."""
    if row == 1 and filled == 1:
        return TITLE, Border(), Alignment()
    is_heading = filled > 1 and isinstance(value, str) and not any(NUMBER.fullmatch(each) or MOMENT.fullmatch(each) for each in lines[row - 1])
    return (HEADING, LINE, WRAPPED) if is_heading else (PLAIN, Border(), Alignment(vertical="top"))


def _merged(tokens: Mapping[tuple[int, int], str]) -> Iterator[str]:
    for (top, left), token in tokens.items():
        row, column = top, left
        while token not in (LEFT, ABOVE) and tokens.get((top, column + 1)) == LEFT:
            column += 1
        while token not in (LEFT, ABOVE) and tokens.get((row + 1, left)) == ABOVE:
            row += 1
        if (row, column) != (top, left):
            yield f"{get_column_letter(left)}{top}:{get_column_letter(column)}{row}"
