"""Any table that a person made on a sheet: a sheet comes in, tables with tidy rows go out. Knows no programme and no indicator."""

from loaders.tables.reader import read
from loaders.tables.table import DATE, ILLEGIBLE, LABEL, NOTHING, PERIOD, REMARK, SUPPRESSED, UNIT, UNKNOWN, VALUE, Column, Label, Table, TidyRow

__all__ = [
    "DATE",
    "ILLEGIBLE",
    "LABEL",
    "NOTHING",
    "PERIOD",
    "REMARK",
    "SUPPRESSED",
    "UNIT",
    "UNKNOWN",
    "VALUE",
    "Column",
    "Label",
    "Table",
    "TidyRow",
    "read",
]
