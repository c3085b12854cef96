"""Makes the workbooks of tables/, each sheet beside its tidy twin, and their index. Run as `python -m tests.workbooks.make_tables`.

The figures are those of towns that do not exist. A twin's columns are year, value and the labels of a number; where months, quarters, weeks or days
are meant, also period.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbooks import (
    tables_codes,
    tables_groups,
    tables_headings,
    tables_keeping,
    tables_logs,
    tables_messy_codes,
    tables_messy_groups,
    tables_messy_languages,
    tables_messy_sheets,
    tables_messy_years,
    tables_months,
    tables_numbers,
    tables_places,
    tables_prints,
    tables_stubs,
    tables_sums,
    tables_units,
    tables_years,
    tables_years_apart,
)
from tests.workbooks.tables_case import Case

FOLDER = Path(__file__).with_name("tables")
SAVED = (1980, 1, 1, 0, 0, 0)
"""When all of them were saved, so that the same case makes the same bytes."""
DAY_OF_SAVING = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
SUBJECTS = (
    tables_headings,
    tables_units,
    tables_years,
    tables_years_apart,
    tables_months,
    tables_numbers,
    tables_stubs,
    tables_codes,
    tables_sums,
    tables_groups,
    tables_places,
    tables_logs,
    tables_prints,
    tables_keeping,
    tables_messy_years,
    tables_messy_codes,
    tables_messy_groups,
    tables_messy_sheets,
    tables_messy_languages,
)
CASES: tuple[Case, ...] = tuple(case for subject in SUBJECTS for case in subject.CASES)


def sheet(case: Case, page: Worksheet) -> None:
    """Draws a case on an empty sheet."""
    drawn, merged = case.drawn()
    for (row, column), cell in drawn.items():
        page.cell(row, column, cell.value).number_format = cell.format
    for each in merged:
        page.merge_cells(each)
    for each in case.hidden:
        (page.row_dimensions[int(each)] if each.isdigit() else page.column_dimensions[each]).hidden = True
    for each in case.formatted:
        page[each].number_format = "0.00"


def workbook(cases: list[Case]) -> bytes:
    """The workbook of these cases, a sheet each."""
    book = Workbook()
    book.remove(book.active)
    worked_out = {}
    for number, case in enumerate(cases, 1):
        sheet(case, book.create_sheet(case.sheet))
        formulas = {place: cell.result for place, cell in case.drawn()[0].items() if cell.result is not None}
        worked_out[f"xl/worksheets/sheet{number}.xml"] = {f"{get_column_letter(column)}{row}": value for (row, column), value in formulas.items()}
    content = io.BytesIO()
    book.save(content)
    return with_results(content, worked_out)


def with_results(content: io.BytesIO, worked_out: dict[str, dict[str, int | float]]) -> bytes:
    """The workbook with what its formulas came to, by part and cell, as Excel stores it; openpyxl writes formulas alone."""
    made = io.BytesIO()
    with zipfile.ZipFile(content) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            text = before.read(part)
            for address, value in worked_out.get(part, {}).items():
                text = re.sub(rf'(<c r="{address}"[^>]*><f>[^<]*</f>)(?:<v ?/>|<v></v>)'.encode(), rf"\g<1><v>{value}</v>".encode(), text)
            after.writestr(zipfile.ZipInfo(part, SAVED), DAY_OF_SAVING.sub(b"1980-01-01T00:00:00Z", text), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def twin(case: Case) -> str:
    """The tidy twin as CSV."""
    rows = case.tidy()
    first = [name for name in ("period", "year", "value") if any(name in each for each in rows)]
    names = list(dict.fromkeys(first + [name for each in rows for name in each])) or ["year", "value"]
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    books: dict[str, list[Case]] = defaultdict(list)
    for case in CASES:
        books[case.name].append(case)
    index = []
    for name, cases in books.items():
        (FOLDER / f"{name}.xlsx").write_bytes(workbook(cases))
        for number, case in enumerate(cases, 1):
            tidy = f"{name}.csv" if len(cases) == 1 else f"{name}-{number}.csv"
            (FOLDER / tidy).write_text(twin(case), encoding="utf-8")
            index.append([f"{name}.xlsx", case.sheet, tidy, len(case.tidy()), case.proves])
    with (FOLDER / "index.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["workbook", "sheet", "tidy", "rows", "proves"])
        writer.writerows(index)


if __name__ == "__main__":
    main()
