"""One table while a recipe is applied to it: what is known about it, the findings, how a figure and the cells it is made of are written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from loaders import numbers
from loaders.entries import FigureEntry
from loaders.files.workbook import TEXT, Cell, address
from loaders.findings import SPOILED, Finding
from loaders.recipes.recipe import ASKED, Recipe, Rule
from loaders.recipes.series import Point
from loaders.recipes.table_profile import TableProfile
from loaders.tables import Table
from monitoring.catalogue import Catalogue
from monitoring.dimensions import Dimensions
from monitoring.model import CONTEXT
from monitoring.programme import Indicator
from monitoring.words import words

LONGEST_RANGES = 200
"""Characters; where the exact list is longer, the range that spans all of it says enough."""

Place = tuple[int, int]
"""(row, column)"""


@dataclass
class Application:
    """`year` is that of a sheet that says none; `as_of` the day on which the table is read; `language` the reader's."""

    recipe: Recipe
    profile: TableProfile
    catalogue: Catalogue
    language: str
    as_of: date
    year: int | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def table(self) -> Table:
        return self.profile.table

    @property
    def points(self) -> list[Point]:
        return self.profile.points(self.year, self.trusts_title)

    @property
    def trusts_title(self) -> bool:
        """Whether a year in the title or the sheet's name is the table's; else a person says it each time."""
        return self.recipe.year_from != ASKED

    @property
    def first_cell(self) -> str:
        return self.table.range.split(":")[0]

    def indicator(self, rule: Rule) -> Indicator:
        return self.catalogue.indicators[rule.indicator]

    def is_in_programme(self, year: int, rule: Rule) -> bool:
        """Whether figures of the year belong to the programme; a statistic beside an indicator may begin long before it."""
        return year in self.catalogue.years or rule.component == CONTEXT

    def note(self, code: str, cell: str, value: str = "", detail: str = "", **values: object) -> None:
        """Notes a finding on one of the sheet's cells, once."""
        finding = Finding(code, self.table.sheet.name, cell, value, detail, values)
        if finding not in self.findings:
            self.findings.append(finding)

    def note_on(self, cell: Cell, code: str, detail: str = "", **values: object) -> None:
        self.note(code, cell.address, cell.shown(self.language), detail, **values)

    def not_found(self, detail: str, **values: object) -> None:
        """Notes that the table lacks what a rule looks for."""
        self.note("unknown-layout", self.first_cell, "", detail, **values)

    def programme_years(self) -> Mapping[str, int]:
        return {"first_year": self.catalogue.programme.first_year, "last_year": self.catalogue.programme.last_year}

    def note_no_number(self, cell: Cell) -> None:
        """Notes why a cell where a number belongs cannot be read as one."""
        if cell.kind in SPOILED:
            self.note_on(cell, SPOILED[cell.kind])
        elif cell.kind == TEXT:
            read = numbers.number(str(cell.value))
            self.note_on(cell, "not-a-number", read.why if isinstance(read, numbers.Unread) else "text")
        else:
            self.note_on(cell, "not-a-number", cell.kind)

    def is_too_large(self, cell: Cell, value: float) -> bool:
        """Whether a number is larger than anything that is counted, which is noted."""
        if abs(value) <= numbers.LARGEST:
            return False
        self.note_on(cell, "not-a-number", "too-large", largest=numbers.LARGEST)
        return True

    def of_cell(self, rule: Rule, point: Point, value: float | None, **more: object) -> FigureEntry:
        """A figure that one cell holds."""
        cell = self.table.sheet.at(point.row.row, point.row.column)
        label = point.labels[0].cell if point.labels else point.row.cell
        more = {"status": "A" if value is not None else "M", "percent": point.row.unit == "%", **more}
        return self._entry(rule, point.period, value, point.row.cell, cell.shown(self.language), label, **more)

    def of_cells(self, rule: Rule, period: str, value: float, places: Iterable[Place], code_cell: str, **more: object) -> FigureEntry:
        """A figure that is made of several cells."""
        shown = words(self.language).number(value)
        return self._entry(rule, period, value, ranges(places), shown, code_cell, **more)

    def _entry(self, rule: Rule, period: str, value: float | None, cell: str, shown: str, code_cell: str, **more: object) -> FigureEntry:
        if rule.component == CONTEXT:
            more = {"dimensions": Dimensions.of(statistic=rule.name), "comment": rule.source, **more}
        return FigureEntry(rule.indicator, period, rule.component, value, self.table.sheet.name, cell, shown, code_cell, exact=True, **more)


def ranges(places: Iterable[Place]) -> str:
    """The cells at `places` as ranges of one column or one row each; the spanning range where that is too long. "" for none."""
    cells = sorted(set(places), key=lambda place: (place[1], place[0]))
    if not cells:
        return ""
    down = ",".join(_range(*run) for run in _runs(cells, (1, 0)))
    across = ",".join(_range(*run) for run in _runs(sorted(cells), (0, 1)))
    best = min(down, across, key=len)
    return best if len(best) <= LONGEST_RANGES else spanning_range(cells)


def spanning_range(places: Iterable[Place]) -> str:
    """The smallest rectangle that holds all of them."""
    rows, columns = zip(*places, strict=True)
    return _range((min(rows), min(columns)), (max(rows), max(columns)))


def _runs(cells: list[Place], step: Place) -> Iterator[tuple[Place, Place]]:
    """First and last place of each run of neighbours; `cells` are sorted along the step."""
    first = last = cells[0]
    for place in cells[1:]:
        if place != (last[0] + step[0], last[1] + step[1]):
            yield first, last
            first = place
        last = place
    yield first, last


def _range(first: Place, last: Place) -> str:
    return address(*first) if first == last else f"{address(*first)}:{address(*last)}"
