"""The tables that people make on sheets: `read` takes a sheet and gives its tables, each with its columns and its values as tidy rows.

`read_cell` reads one cell by itself; `periods` and `texts` recognise times and units of measure in words. Knows no programme and no indicator.
"""

from loaders.tables import periods, texts
from loaders.tables.cell_reading import FIGURE, MARK, WORDS, CellReading, read_cell
from loaders.tables.doubts import SURE, UNSURE, Doubt, confidence, doubts
from loaders.tables.reader import TEXT_LENGTH, read
from loaders.tables.table import (
    DATE,
    ILLEGIBLE,
    LABEL,
    NOTHING,
    PERIOD,
    RANK,
    REMARK,
    SUPPRESSED,
    UNIT,
    UNKNOWN,
    VALUE,
    Column,
    Label,
    Table,
    TidyRow,
)
from loaders.tables.totals import COLUMN, ROW, Total, totals

__all__ = [
    "COLUMN",
    "DATE",
    "FIGURE",
    "ILLEGIBLE",
    "LABEL",
    "MARK",
    "NOTHING",
    "PERIOD",
    "RANK",
    "REMARK",
    "ROW",
    "SUPPRESSED",
    "SURE",
    "TEXT_LENGTH",
    "UNIT",
    "UNKNOWN",
    "UNSURE",
    "VALUE",
    "WORDS",
    "CellReading",
    "Column",
    "Doubt",
    "Label",
    "Table",
    "TidyRow",
    "Total",
    "confidence",
    "doubts",
    "periods",
    "read",
    "read_cell",
    "texts",
    "totals",
]
