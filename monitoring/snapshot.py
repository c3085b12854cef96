"""What the store says now, or said at a moment, as figures, reports and evaluations. Read in one go, so that a page sees one state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from monitoring import context, kinds
from monitoring.catalogue import Catalogue
from monitoring.council import council_targets
from monitoring.dimensions import ADDING_UP, TOTAL, Dimensions
from monitoring.model import Area, Cell, ContextLine, CouncilTarget, Evaluation, Figure, Key, Report, Trace
from monitoring.store import Connection, Store

PARTS = ("part", "whole", "mean", "respondents")


@dataclass(frozen=True)
class Snapshot:
    """Figures by indicator and year, reports by milestone or action and year, evaluations; `uploads` counts all deliveries until then.

    `context` are the statistics that were delivered to stand beside an indicator, by indicator. They are no figures, and nothing counts them.
    `council_targets` are those that the council set and that hold, by indicator.
    """

    catalogue: Catalogue
    figures: Mapping[str, Mapping[int, Figure]]
    reports: Mapping[str, Mapping[int, Report]]
    evaluations: tuple[Evaluation, ...]
    uploads: int
    context: Mapping[str, tuple[ContextLine, ...]] = field(default_factory=dict)
    council_targets: Mapping[str, CouncilTarget] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return self.uploads == 0

    def newest_year(self) -> int:
        """The last year of the programme for which anything was reported; its first year where nothing was."""
        years = {year for by_year in (*self.figures.values(), *self.reports.values()) for year in by_year}
        return max((year for year in years if year in self.catalogue.years), default=self.catalogue.programme.first_year)

    def known(self) -> dict[Key, Cell]:
        """Every figure that a workbook could state, with what holds now: those stated, and years that months, quarters or categories make."""
        found = self.stated()
        for code, by_year in self.figures.items():
            for year, figure in by_year.items():
                for component, value in _yearly(figure).items():
                    key = Key(code, str(year), component)
                    if key not in found and figure.cells:
                        found[key] = Cell(component, str(year), TOTAL, value, figure.cells[-1].trace, figure.comment)
        return found

    def stated(self) -> dict[Key, Cell]:
        """Every cell that holds now, those of statistics too."""
        statistics = ((code, cell) for code, lines in self.context.items() for line in lines for cell in line.cells)
        figures = ((code, cell) for code, by_year in self.figures.items() for figure in by_year.values() for cell in figure.cells)
        return {Key(code, cell.period, cell.component, cell.dimensions): cell for code, cell in chain(statistics, figures)}


def _yearly(figure: Figure) -> Mapping[str, float | None]:
    """A figure's components as a yearly form states them."""
    if figure.areas:
        return {}
    return figure.parts or {"value": figure.value}


@contextmanager
def reading(store: Store, as_of: datetime | None = None) -> Iterator[Connection]:
    """The store as it is, or as it was at the moment `as_of` (UTC): with the deliveries that had come until then, itself included, and had not
    been withdrawn until then. Raises StoreBusy, NotAStore."""
    with store.reading() as connection:
        if as_of is not None:
            connection.rows("as_of", as_of=as_of)
        yield connection


def read(store: Store, catalogue: Catalogue, as_of: datetime | None = None) -> Snapshot:
    """The store's state for this programme: now, or at a moment. Raises StoreBusy, NotAStore."""
    with reading(store, as_of) as connection:
        return read_from(connection, catalogue)


def read_from(connection: Connection, catalogue: Catalogue) -> Snapshot:
    programme = catalogue.programme.programme
    cells: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    comments: dict[tuple[str, int], str] = {}
    for row in connection.rows("cells", programme=programme):
        cells[row.indicator, row.year].append(_cell(row))
        comments[row.indicator, row.year] = comments.get((row.indicator, row.year)) or row.comment

    figures: dict[str, dict[int, Figure]] = defaultdict(dict)
    numeric = [indicator for indicator in catalogue.indicators.values() if not kinds.of(indicator).by_area]
    asked = {"indicators": [i.indicator for i in numeric], "kinds": [i.kind for i in numeric], "adding_up": list(ADDING_UP)}
    for row in connection.rows("figures", programme=programme, **asked):
        stated = tuple(cells[row.indicator, row.year])
        missing = all(cell.value is None for cell in stated)
        parts = {name: getattr(row, name) for name in PARTS if getattr(row, name) is not None}
        figures[row.indicator][row.year] = Figure(
            row.year, row.value, row.coverage, "M" if missing else row.status, parts, comment=row.comment, cells=stated
        )
    for code, by_year in _distributions(connection, catalogue).items():
        for year, (areas, coverage, doubt) in by_year.items():
            weight = sum(area.total for area in areas)
            value = sum(area.index * area.total for area in areas) / weight
            status = "P" if coverage < 1 else doubt or "A"
            figures[code][year] = Figure(
                year, value, coverage, status, areas=tuple(areas), comment=comments[code, year], cells=tuple(cells[code, year])
            )

    reports: dict[str, dict[int, Report]] = defaultdict(dict)
    for row in connection.rows("reports", programme=programme):
        reports[row.item][row.year] = Report(row.year, row.state, row.completed_on, row.comment, _trace(row))
    evaluations = tuple(
        Evaluation(row.goal, row.unit, row.year, row.text, row.proposal, _trace(row)) for row in connection.rows("evaluations", programme=programme)
    )
    uploads = connection.rows("upload_count", programme=programme)[0].uploads
    statistics, held = _statistics(connection, programme), council_targets.held(connection, catalogue)
    return Snapshot(catalogue, dict(figures), dict(reports), evaluations, uploads, statistics, held)


def _statistics(connection: Connection, programme: str) -> dict[str, tuple[ContextLine, ...]]:
    """The statistics that units delivered, by indicator, each indicator's by name."""
    cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for row in connection.rows("context", programme=programme):
        cells[row.indicator, Dimensions.parsed(row.dimensions).get("statistic", "")].append(_cell(row))
    found: dict[str, tuple[ContextLine, ...]] = {}
    for (indicator, name), stated in cells.items():
        found[indicator] = (*found.get(indicator, ()), context.delivered(name, stated))
    return found


def _distributions(connection: Connection, catalogue: Catalogue) -> dict[str, dict[int, tuple[list[Area], float, str | None]]]:
    found: dict[str, dict[int, tuple[list[Area], float, str | None]]] = defaultdict(dict)
    codes = [indicator.indicator for indicator in catalogue.indicators.values() if kinds.of(indicator).by_area]
    if not codes:
        return found
    for row in connection.rows("areas", programme=catalogue.programme.programme, indicators=codes):
        areas, _, _ = found[row.indicator].setdefault(row.year, ([], row.coverage, row.doubt))
        areas.append(Area(row.area, dict(zip(row.categories, row.numbers, strict=True)), row.total, row.index))
    return found


def _cell(row) -> Cell:
    return Cell(row.component, row.period, Dimensions.parsed(row.dimensions), row.value, _trace(row), row.comment)


def _trace(row) -> Trace:
    return Trace(row.upload_id, row.file_name, row.sheet, row.cell, row.uploaded_by, row.uploaded_at)
