"""How the workbooks look that we give out: one place for fonts, colours, borders, protection and print."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from monitoring.palette import LIGHT

FONT = "Calibri"
LINE_HEIGHT = 15
TEXT_WIDTH = 1.1
"""Width of a letter in the units of a column's width, on the safe side."""
INPUT_FILL = "FFF8E1"
ASKED_FILL, ASKED_HEADING = "FFE9A8", LIGHT.target
"""Of the year that is reported now: its cells and its heading stand out among those of the other years."""
LAST_COLUMN = 16_384
LOCKED_FILL = "F3F6F5"
LONGEST_FOOT = 100
"""Characters of a name in the foot of a sheet; Excel takes a file with more than 255 in all for damaged."""


def _argb(colour: str) -> str:
    return f"FF{colour.removeprefix('#').upper()}"


_LINE = Side(style="thin", color=_argb(LIGHT.line))
_INPUT_LINE = Side(style="thin", color="FFC9A44A")
_TOP = Alignment(vertical="top", wrap_text=True)


def put(cell: Cell, value: object) -> None:
    """Writes a value; text stays text, even where it begins like a formula."""
    if value in (None, ""):
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def title(cell: Cell) -> None:
    cell.font = Font(name=FONT, size=18, bold=True, color=_argb(LIGHT.ink))
    cell.parent.row_dimensions[cell.row].height = 28


def help_line(cell: Cell) -> None:
    cell.font = Font(name=FONT, size=11, color=_argb(LIGHT.muted))
    cell.alignment = Alignment(vertical="top")


def heading(cell: Cell, is_asked: bool = False) -> None:
    cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor=_argb(ASKED_HEADING if is_asked else LIGHT.accent))
    cell.alignment = Alignment(horizontal="center" if isinstance(cell.value, int) else "left", vertical="center", wrap_text=True)
    cell.number_format = "0"
    cell.parent.row_dimensions[cell.row].height = 24


def label(cell: Cell) -> None:
    cell.font = Font(name=FONT, size=11, bold=True, color=_argb(LIGHT.ink))
    cell.alignment = _TOP


def text(cell: Cell) -> None:
    cell.font = Font(name=FONT, size=11, color=_argb(LIGHT.ink))
    cell.alignment = _TOP


def input_cell(cell: Cell, is_asked: bool = False) -> None:
    """A cell for the unit to fill in; `is_asked` one of the year that is reported now."""
    cell.font = Font(name=FONT, size=11, color=_argb(LIGHT.ink))
    cell.fill = PatternFill("solid", fgColor=f"FF{ASKED_FILL if is_asked else INPUT_FILL}")
    cell.border = Border(left=_INPUT_LINE, right=_INPUT_LINE, top=_INPUT_LINE, bottom=_INPUT_LINE)
    cell.alignment = _TOP
    cell.protection = Protection(locked=False)


def locked_cell(cell: Cell) -> None:
    cell.font = Font(name=FONT, size=11, color=_argb(LIGHT.ink))
    cell.fill = PatternFill("solid", fgColor=f"FF{LOCKED_FILL}")
    cell.border = Border(bottom=_LINE, top=_LINE)
    cell.alignment = _TOP


def fit_height(sheet: Worksheet, row: int, least: int = 1) -> None:
    """Makes a row as high as its wrapped text needs: programs differ in whether they do so themselves. `least` counts lines."""
    lines = least
    for cell in sheet[row]:
        width = sheet.column_dimensions[cell.column_letter].width
        if isinstance(cell.value, str):
            lines = max(lines, sum(-(-max(len(part), 1) * TEXT_WIDTH // width) for part in cell.value.split("\n")))
    sheet.row_dimensions[row].height = LINE_HEIGHT * lines + 2


def page(sheet: Worksheet, landscape: bool, title_row: int | None = None, footer: str = "") -> None:
    """A4, one page wide, the headings repeated, sheet and page number in the footer."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.left.text = footer[:LONGEST_FOOT].replace("&", "&&")
    sheet.oddFooter.center.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"
    if title_row:
        sheet.print_title_rows = f"{title_row}:{title_row}"


def asked_year(cell: Cell) -> None:
    """The line that says which year is reported now."""
    cell.font = Font(name=FONT, size=12, bold=True, color=_argb(ASKED_HEADING))


def protect(sheet: Worksheet) -> None:
    """Locks what is not asked for, without a password; rows, columns, colours and notes stay free, and so do all cells below and beside the table."""
    sheet.protection.sheet = True
    beside = sheet.max_column + 1
    for number in range(1, beside + 1):
        sheet.column_dimensions[get_column_letter(number)].protection = Protection(locked=False)
    others = sheet.column_dimensions[get_column_letter(beside)]
    others.min, others.max = beside, LAST_COLUMN
    for freedom in ("formatCells", "formatColumns", "formatRows", "insertRows", "insertColumns", "sort", "autoFilter"):
        setattr(sheet.protection, freedom, False)
