"""What the store holds now, or held at a moment, as figures, reports and evaluations. Read in one go, so that a page sees one state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, groupby

from monitoring import context, kinds, moments
from monitoring.catalogue import Catalogue
from monitoring.council import council_targets
from monitoring.dimensions import NOT_ADDING_UP, TOTAL, Dimensions
from monitoring.model import (
    CONTEXT,
    Area,
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
from monitoring.programme import Indicator
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


CellsByYear = Mapping[tuple[str, int], Sequence[Cell]]
"""The cells of an indicator's year."""

NoteLanguages = Mapping[tuple[str, str, str], str]
"""The language of a note, by upload, sheet and cell."""

CellsByStatistic = Mapping[tuple[str, str], Sequence[Cell]]
"""The cells of a statistic that is shown with an indicator, by indicator and name."""


def _figures_and_statistics(
    connection: Connection, catalogue: Catalogue, indicators: Collection[str], notes: NoteLanguages
) -> tuple[dict[str, dict[int, Figure]], CellsByStatistic]:
    """The figures of these indicators by year, and all statistics."""
    cells: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    statistics: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    connection.rows("holding_figures", programme=catalogue.programme.programme)
    for row in connection.rows("cells"):
        cell = _cell(row, notes)
        if cell.component == CONTEXT:
            statistics[row.indicator, cell.dimensions.get("statistic", "")].append(cell)
        else:
            cells[row.indicator, row.year].append(cell)
    figures: dict[str, dict[int, Figure]] = defaultdict(dict)
    known = {code for code, _ in cells if code in indicators}
    for code, figure in (*_figures(connection, catalogue, known, cells), *_distributions(connection, catalogue, known, cells)):
        figures[code][figure.year] = figure
    return dict(figures), statistics


def _figures(connection: Connection, catalogue: Catalogue, indicators: Collection[str], cells: CellsByYear) -> Iterator[tuple[str, Figure]]:
    """The years of every indicator but the distributions: components as the kind makes them of months and categories, the value made of those."""
    reported = [
        (one, component)
        for code, one in catalogue.indicators.items()
        if code in indicators and not kinds.of(one).by_area
        for component in kinds.of(one).components
    ]
    reported_components = {
        "indicators": [one.indicator for one, _ in reported],
        "components": [component.name for _, component in reported],
        "over_year": [component.over_year for _, component in reported],
        "weights": [component.weight for _, component in reported],
        "required": [component.is_required for _, component in reported],
        "of_categories": [component.over_year == kinds.WEIGHTED or one.adds_up(component.name) for one, component in reported],
    }
    declared = {code: _declared(catalogue, code) for code in indicators}
    categories = {
        "broken_down": [code for code, of in declared.items() for _ in of],
        "categories": [dimensions.text for of in declared.values() for dimensions in of],
    }
    rows = connection.rows("figures", not_adding_up=list(NOT_ADDING_UP), **reported_components, **categories) if reported else ()
    for (code, year), of_year in groupby(rows, key=lambda row: (row.indicator, row.year)):
        by_dimensions = {Dimensions.parsed(row.counts_for): row for row in of_year}
        if TOTAL not in by_dimensions:
            continue  # of a component that categories do not make, without its total
        stated = tuple(cells[code, year])
        cells_of = {of: [cell for cell in stated if of in (TOTAL, cell.dimensions)] for of in by_dimensions}
        made = {of: _made(catalogue.indicators[code], row, cells_of[of]) for of, row in by_dimensions.items()}
        found = tuple(CategoryFigure(*of.pairs[0], **made[of]) for of in declared[code] if of in made)
        yield code, Figure(year, **made[TOTAL], cells=stated, categories=found)


def _declared(catalogue: Catalogue, code: str) -> list[Dimensions]:
    """Every category of an indicator's breakdowns, in the programme's order."""
    return [Dimensions.of(**{one.dimension: each.category}) for one in catalogue.breakdowns_of(code) for each in one.categories]


def _made(indicator: Indicator, row, stated: Sequence[Cell]) -> dict:
    """What the components of a row of figures.sql make of a figure."""
    found = {name: number for name, number in zip(row.components, row.numbers, strict=True) if number is not None}
    return {
        "value": kinds.of(indicator).value(found),
        "coverage": row.coverage,
        "status": "M" if all(cell.value is None for cell in stated) else _status(row),
        "parts": {name: found[name] for name in kinds.PARTS if name in found},
        "comment": row.comment,
    }


def _distributions(connection: Connection, catalogue: Catalogue, indicators: Collection[str], cells: CellsByYear) -> Iterator[tuple[str, Figure]]:
    """The years of every distribution: the areas, and the mean of their indices weighted by their totals."""
    codes = [code for code, indicator in catalogue.indicators.items() if code in indicators and kinds.of(indicator).by_area]
    rows = connection.rows("areas", indicators=codes) if codes else []
    for (code, year), of_year in groupby(rows, key=lambda row: (row.indicator, row.year)):
        found = list(of_year)
        areas = tuple(Area(row.area, dict(zip(row.categories, row.numbers, strict=True)), row.total, row.index) for row in found)
        value = sum(area.index * area.total for area in areas) / sum(area.total for area in areas)
        stated = tuple(cells[code, year])
        comment = next((cell.comment for cell in stated if cell.comment), "")
        yield code, Figure(year, value, found[0].coverage, _status(found[0]), areas=areas, comment=comment, cells=stated)


def _status(row) -> str:
    """SDMX's, of a year that something was stated of."""
    return "P" if row.coverage < 1 else row.doubt or "A"


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
    return Cell(row.component, row.period, Dimensions.parsed(row.dimensions), row.value, _trace(row), row.comment, language=language)


def _trace(row) -> Trace:
    return Trace(row.upload_id, row.file_name, row.sheet, row.cell, row.uploaded_by, row.uploaded_at)
