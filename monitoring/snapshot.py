"""What the store holds now, or held at a moment, as figures, reports and evaluations. Read in one go, so that a page sees one state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from monitoring import context, moments, year_figures
from monitoring.catalogue import Catalogue
from monitoring.council import council_targets
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.model import (
    CONTEXT,
    CategoryFigure,
    Cell,
    ContextLine,
    CouncilTarget,
    Evaluation,
    EvaluationText,
    Figure,
    Key,
    Report,
    Trace,
)
from monitoring.store import Connection, Store


@dataclass(frozen=True)
class Snapshot:
    """Figures by indicator and year, reports by milestone or action and year, evaluations; `uploads` counts the deliveries that hold.

    `context` are the statistics that were delivered to be shown with an indicator, by indicator. They are no figures, and nothing counts them.
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
        """The last year of the programme for which anything was reported; where nothing was, the one that is reported these days."""
        years = {year for by_year in (*self.figures.values(), *self.reports.values()) for year in by_year}
        return max((year for year in years if year in self.catalogue.years), default=self.catalogue.programme.reporting_year(moments.today()))

    def known(self) -> dict[Key, Cell]:
        """Every figure that a workbook could state, with what holds now: those stated, and years that months, quarters or categories make."""
        found = self.stated()
        for code, by_year in self.figures.items():
            for year, figure in by_year.items():
                for one in (figure, *figure.categories):
                    found |= {key: cell for key, cell in _yearly(code, year, one, figure.cells) if key not in found}
        return found

    def stated(self) -> dict[Key, Cell]:
        """Every cell that holds now, those of statistics too."""
        statistics = ((code, cell) for code, lines in self.context.items() for line in lines for cell in line.cells)
        figures = ((code, cell) for code, by_year in self.figures.items() for figure in by_year.values() for cell in figure.cells)
        return {Key(code, cell.period, cell.component, cell.dimensions): cell for code, cell in chain(statistics, figures)}


def _yearly(code: str, year: int, figure: Figure | CategoryFigure, cells: Sequence[Cell]) -> Iterator[tuple[Key, Cell]]:
    """The components of a year or of one of its categories as a yearly form states them; none of a distribution. `cells` are the year's."""
    dimensions = figure.dimensions if isinstance(figure, CategoryFigure) else TOTAL
    traces = [cell.trace for cell in cells if cell.dimensions == dimensions] or [cell.trace for cell in cells]
    if not traces or (isinstance(figure, Figure) and figure.areas):
        return
    for component, value in (figure.parts or {"value": figure.value}).items():
        yield Key(code, str(year), component, dimensions), Cell(component, str(year), dimensions, value, traces[-1], figure.comment)


@contextmanager
def reading(store: Store, as_of: datetime | None = None) -> Iterator[Connection]:
    """The store as it is, or as it was at the moment `as_of` (UTC): with the deliveries that had come until then, itself included, and had not
    been withdrawn until then. Raises StoreError."""
    with store.reading() as connection:
        if as_of is not None:
            connection.rows("as_of", as_of=as_of)
        yield connection


def read(store: Store, catalogue: Catalogue, as_of: datetime | None = None) -> Snapshot:
    """The store's state for this programme: now, or at a moment. Raises StoreError."""
    with reading(store, as_of) as connection:
        return read_from(connection, catalogue)


def read_from(connection: Connection, catalogue: Catalogue) -> Snapshot:
    """The same of a connection that is open."""
    programme = catalogue.programme.programme
    (there,) = connection.rows("upload_count", programme=programme)
    targets = council_targets.in_force(connection, catalogue)
    if not there.uploads:
        return Snapshot(catalogue, {}, {}, (), 0, {}, targets)
    notes = _note_languages(connection, catalogue)
    figures, statistics = _figures_and_statistics(connection, catalogue, catalogue.indicators, notes)
    reports: dict[str, dict[int, Report]] = defaultdict(dict)
    for row in connection.rows("reports", programme=programme) if there.has_reports else ():
        language = notes.get((row.upload_id, row.sheet, row.cell), "")
        reports[row.item][row.year] = Report(row.year, row.state, row.completed_on, row.comment, _trace(row), language)
    written = connection.rows("evaluations", programme=programme) if there.has_evaluations else ()
    texts: dict[tuple[str, str, int], tuple[EvaluationText, ...]] = defaultdict(tuple)
    for row in connection.rows("evaluation_texts", programme=programme) if written else ():
        texts[row.upload_id, row.goal, row.year] += (EvaluationText(row.language, row.text, row.proposal),)
    evaluations = tuple(
        Evaluation(row.goal, row.unit, row.year, row.text, row.proposal, _trace(row), texts[row.upload_id, row.goal, row.year]) for row in written
    )
    return Snapshot(catalogue, figures, dict(reports), evaluations, there.uploads, _context(connection, catalogue, statistics), targets)


FiguresThen = dict[tuple[datetime, str, int], Figure | None]
"""What one state of the store held at moments (UTC) of an indicator's year; None for nothing."""


def earlier_figures(
    connection: Connection, catalogue: Catalogue, indicators: Collection[str], as_of: datetime | None, then: FiguresThen
) -> dict[tuple[str, int], list[Figure]]:
    """What the store held of the indicators before it held what it does now, or did at the moment `as_of` (UTC): by indicator and year, the oldest
    first. A year of which figures came once has none. What is not in `then` is read, and put there: it is the same for whoever asks about a later
    moment."""
    began: dict[datetime, set[tuple[str, int]]] = defaultdict(set)
    for row in connection.rows("earlier_moments", programme=catalogue.programme.programme, indicators=list(indicators)):
        began[row.moment].add((row.indicator, row.year))
    found: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for moment, years in began.items():
        if unread := {of for of in years if (moment, *of) not in then}:
            connection.rows("as_of", as_of=moment)
            figures, _ = _figures_and_statistics(connection, catalogue, {code for code, _ in unread}, {})
            then |= {(moment, code, year): figures.get(code, {}).get(year) for code, year in unread}
        for of in years:
            if figure := then[moment, *of]:
                found[of].append(figure)
    connection.rows("as_of", as_of=as_of)
    return dict(found)


NoteLanguages = Mapping[tuple[str, str, str], str]
"""The language of a note, by upload, sheet and cell."""

CellsByStatistic = Mapping[tuple[str, str], Sequence[Cell]]
"""The cells of a statistic that is shown with an indicator, by indicator and name."""


def _figures_and_statistics(
    connection: Connection, catalogue: Catalogue, indicators: Collection[str], notes: NoteLanguages
) -> tuple[dict[str, dict[int, Figure]], CellsByStatistic]:
    """The figures of these indicators by year, and all statistics."""
    cells: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    for row in connection.rows("cells", programme=catalogue.programme.programme):
        cells[row.indicator, row.year].append(_cell(row, notes))
    categories = {code: _declared(catalogue, code) for code, _ in cells if code in indicators}
    statistics: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    figures: dict[str, dict[int, Figure]] = defaultdict(dict)
    for (code, year), delivered in cells.items():
        telling = year_figures.telling(delivered)
        for cell in telling:
            if cell.component == CONTEXT:
                statistics[code, cell.dimensions.get("statistic", "")].append(cell)
        stated = [cell for cell in telling if cell.component != CONTEXT]
        if code in categories and (figure := year_figures.figure(catalogue.indicators[code], year, categories[code], stated)):
            figures[code][year] = figure
    return dict(figures), statistics


def _declared(catalogue: Catalogue, code: str) -> list[Dimensions]:
    """Every category of an indicator's breakdowns, in the programme's order."""
    return [Dimensions.of(**{one.dimension: each.category}) for one in catalogue.breakdowns_of(code) for each in one.categories]


def _context(connection: Connection, catalogue: Catalogue, statistics: CellsByStatistic) -> dict[str, tuple[ContextLine, ...]]:
    """The statistics that units delivered, by indicator, each indicator's by name; their cells come by indicator and name."""
    rows = connection.rows("statistic_texts", programme=catalogue.programme.programme) if statistics else ()
    names = {(row.indicator, row.name): row.names for row in rows if row.names}
    sources: dict[str, dict[str, Mapping[str, str]]] = defaultdict(dict)
    for row in rows:
        sources[row.indicator] |= {row.source: row.sources} if row.sources else {}
    found: dict[str, tuple[ContextLine, ...]] = {}
    for key, stated in sorted(statistics.items()):
        indicator, name = key
        found[indicator] = (*found.get(indicator, ()), context.delivered(names.get(key) or {"": name}, sources[indicator], stated))
    return found


def _note_languages(connection: Connection, catalogue: Catalogue) -> NoteLanguages:
    rows = connection.rows("note_languages", programme=catalogue.programme.programme)
    return {(row.upload_id, row.sheet, row.cell): row.language for row in rows}


def _cell(row, notes: NoteLanguages) -> Cell:
    language = notes.get((row.upload_id, row.sheet, row.cell), "") if row.comment else ""
    return Cell(
        row.component, row.period, Dimensions.parsed(row.dimensions), row.value, _trace(row), row.comment, language=language, status=row.status
    )


def _trace(row) -> Trace:
    return Trace(row.upload_id, row.file_name, row.sheet, row.cell, row.uploaded_by, row.uploaded_at)
