"""Figures as files: what is shown, with its target, status, reason and source, one row a figure."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from monitoring import breakdowns, kinds, pace, reasons
from monitoring.assessed_year import AssessedYear
from monitoring.model import CategoryFigure, Figure, IndicatorView, Trace
from monitoring.words import Words

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "theme",
    "goal",
    "indicator",
    "name",
    "unit",
    "year",
    "value",
    "measure",
    "coverage",
    *kinds.BESIDE_VALUE,
    "state",
    "rule",
    "target",
    "target_by",
    "status",
    "reason",
    "pace",
    "pace_status",
    "file",
    "sheet",
    "cell",
    "uploaded_at",
    "data",
)
BY_CATEGORY = ("breakdown", "category", "category_code")
"""The columns after the year where an indicator has figures by category: what it is broken down by, the category's name and code."""
WIDE = {"name": 48, "reason": 80, "file": 32, "unit": 28, "theme": 36}


def frame(assessed: AssessedYear, views: Iterable[IndicatorView], years: Sequence[int], words: Words, data: str = "") -> pd.DataFrame:
    """One row for each indicator and year that has a figure or a state, and after it one for each category of a breakdown, where one has any;
    columns headed in the reader's language.

    Status, reason and pace are those of the year of `assessed`, on that year's rows. The target is the one that is applied
    to the row's year: the programme's or the council's. `data` says on each row what is shown: the example's data, a choice.
    """
    import pandas as pd

    rows = [row for view in views for row in _rows(assessed, view, years, words, data)]
    columns = columns_of(any("category" in row for row in rows))
    return pd.DataFrame(rows, columns=list(columns)).rename(columns={name: words(f"export.column.{name}") for name in columns})


def columns_of(has_categories: bool) -> tuple[str, ...]:
    """The columns of a table with figures by category, or without."""
    place = COLUMNS.index("year") + 1
    return (*COLUMNS[:place], *BY_CATEGORY, *COLUMNS[place:]) if has_categories else COLUMNS


def csv(table: pd.DataFrame) -> bytes:
    """Comma-separated, decimal points, lines as RFC 4180 ends them, UTF-8 with a mark that spreadsheet programs know it by."""
    return table.map(harmless).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def rows_csv(columns: Sequence[str], rows: Sequence[tuple]) -> bytes:
    """Any rows as `csv`."""
    import pandas as pd

    return csv(pd.DataFrame(rows, columns=columns))


def xlsx(table: pd.DataFrame, title: str, words: Words, data: str = "") -> bytes:
    """A workbook with one sheet: the title, what data it is where that is not all of the city's own, the table. Text never becomes a formula."""
    import pandas as pd

    buffer = io.BytesIO()
    top = 3 if data else 2
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        table.to_excel(writer, sheet_name=words("export.sheet"), index=False, startrow=top)
        sheet = writer.sheets[words("export.sheet")]
        sheet["A1"], sheet["A2"] = title, data or None
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.data_type = "s"
        columns = columns_of(len(table.columns) > len(COLUMNS))
        for name, letter in zip(columns, (column[0].column_letter for column in sheet.columns), strict=True):
            sheet.column_dimensions[letter].width = WIDE.get(name, 14)
        sheet.freeze_panes = sheet.cell(top + 2, 1)
        sheet.auto_filter.ref = f"A{top + 1}:{sheet.cell(top + 1 + len(table), len(columns)).coordinate}"
    return buffer.getvalue()


def _rows(assessed: AssessedYear, view: IndicatorView, years: Sequence[int], words: Words, data: str) -> Iterable[dict]:
    catalogue, indicator = assessed.catalogue, view.indicator
    common = {
        "theme": words.name(catalogue.theme_of(indicator.goal)),
        "goal": indicator.goal,
        "indicator": indicator.indicator,
        "name": words.name(indicator),
        "unit": words.name(catalogue.units[indicator.reporting_unit]),
        "measure": words.measure(view.measure, indicator.unit_of_measure),
        "data": data,
    }
    for year in years:
        figure, report = view.figures.get(year), view.reports.get(year)
        if figure is None and report is None:
            continue
        row = common | {"year": year} | _target(view.of_year(year), words)
        if figure is not None:
            row |= _numbers(figure, words)
        if report is not None:
            row |= {"state": words(f"state.{report.state}")}
        if year == assessed.year:
            row |= {"status": words(f"status.{view.assessment.status}"), "reason": reasons.sentence(view.assessment, view, words)}
            row |= _pace(view, words)
        yield row | _source(figure, report.trace if report else None)
        yield from (common | {"year": year} | of for of in _categories(view, year, words))


def _categories(view: IndicatorView, year: int, words: Words) -> Iterable[dict]:
    """What a row for each category has in place of the year's own figure."""
    for breakdown in view.breakdowns:
        for category in breakdown.categories:
            if one := breakdowns.figures(view, category).get(year):
                named = {"breakdown": words.breakdown(breakdown), "category": words.name(category), "category_code": category.category}
                traces = [cell.trace for cell in view.figures[year].cells if cell.dimensions == one.dimensions]
                yield named | _numbers(one, words) | places(traces, ", ")


def _numbers(figure: Figure | CategoryFigure, words: Words) -> dict:
    found = {"value": _shown(figure, "value", words), "coverage": figure.coverage}
    return found | {part: _shown(figure, part, words) for part in kinds.BESIDE_VALUE}


def _shown(figure: Figure | CategoryFigure, name: str, words: Words) -> float | str | None:
    """The value or one of its components as a number, or what stands in its place where it is withheld."""
    if name in figure.withheld:
        return reasons.withheld(figure.withheld[name], words)
    return figure.value if name == "value" else figure.parts.get(name)


def _target(view: IndicatorView, words: Words) -> dict:
    setter = "council" if view.whose == "council" else "programme"
    return {"rule": words(f"rule.{view.target.rule}"), "target": view.target.value, "target_by": words(f"export.target-by.{setter}")}


def _pace(view: IndicatorView, words: Words) -> dict:
    """How fast it moves: the number and how it is judged; nothing without a pace."""
    found = pace.of(view)
    return {"pace": found.value, "pace_status": words(f"pace.status.{found.status}")} if found else {}


def _source(figure: Figure | None, trace: Trace | None) -> dict:
    return places([cell.trace for cell in figure.cells] if figure else [trace] if trace else [], ", ")


def places(traces: Sequence[Trace], between: str) -> dict:
    """Where something was read, each file, sheet and cell once, and when the newest of it was handed in (UTC); nothing for no traces."""
    if not traces:
        return {}
    return {
        "file": between.join(dict.fromkeys(one.file_name for one in traces)),
        "sheet": between.join(dict.fromkeys(one.sheet for one in traces)),
        "cell": between.join(dict.fromkeys(one.cell for one in traces)),
        "uploaded_at": max(one.uploaded_at for one in traces),
    }


def harmless(value: object) -> object:
    """Text that a spreadsheet program would run as a formula gets an apostrophe before it (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
