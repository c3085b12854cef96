"""What stands in a document, in the reader's language and without a form: cover, summary, a chapter a goal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitoring import charts, kinds, moments, reasons
from monitoring.assessed_year import AssessedYear
from monitoring.charts import Drawing, Table
from monitoring.council import decisions as of_council
from monitoring.council.decisions import Decision
from monitoring.model import STATUSES, ActionView, GoalView, IndicatorView
from monitoring.palette import STATE_SYMBOLS, SYMBOLS
from monitoring.words import Words
from publishing.documents import decision_tables


@dataclass(frozen=True)
class Edition:
    """When the document was made, of which data, the banner of example data or "", and what it is for: a meeting, a choice, or ""."""

    made: date
    version: str
    banner: str = ""
    occasion: str = ""


@dataclass(frozen=True)
class Mark:
    """A status with its symbol and its word."""

    status: str
    symbol: str
    word: str

    @staticmethod
    def of(status: str, words: Words) -> Mark:
        return Mark(status, SYMBOLS[status], words(f"status.{status}"))

    def __str__(self) -> str:
        return f"{self.symbol} {self.word}"


@dataclass(frozen=True)
class Panel:
    """One indicator. `drawing` is None where the table says it all: a milestone, no figures yet. `tables` are its years and its areas."""

    title: str
    mark: Mark
    sentence: str
    drawing: Drawing | None
    alternative: str
    tables: tuple[Table, ...]
    is_milestone: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """One goal. `evaluations` are (text, whose)."""

    code: str
    theme: str
    name: str
    mark: Mark
    sentence: str
    facts: tuple[tuple[str, str], ...]
    panels: tuple[Panel, ...]
    actions: Table
    evaluations: tuple[tuple[str, str], ...]
    decisions: Table | None


@dataclass(frozen=True)
class Count:
    """How many of the goals have a status, and which."""

    mark: Mark
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """A whole document. `stated` are the lines that say of when and of which data it is."""

    title: str
    lead: str
    stated: tuple[str, ...]
    edition: Edition
    counts: tuple[Count, ...]
    summary: Table
    alternative: str
    chapters: tuple[Chapter, ...]
    decisions: tuple[Table, ...]

    @property
    def about(self) -> str:
        """What a file says of itself: of when and of which data it is, and that it is an example where it is."""
        return "; ".join(filter(None, [*self.stated, self.edition.banner]))


def material(
    standing: AssessedYear, views: Sequence[IndicatorView], years: range, words: Words, edition: Edition, decisions: Sequence[Decision] = ()
) -> Material:
    """The document about the goals of `views`, in that order, each with those indicators and `years`, and what was decided about them."""
    shown = [replace(view, years=years) for view in views]
    goals = list(dict.fromkeys(view.indicator.goal for view in shown))
    told = decision_tables.Telling(standing.catalogue, words, edition.made)
    chapters = tuple(
        _chapter(standing, code, [view for view in shown if view.indicator.goal == code], words, told.of_goal(of_council.about(decisions, code)))
        for code in goals
    )
    counts = tuple(_counted(chapters))
    said = ", ".join(f"{count.mark.word} {len(count.codes)}" for count in counts)
    return Material(
        words.name(standing.catalogue.programme),
        words("material.lead", n=len(chapters), year=standing.year),
        (*filter(None, [edition.occasion]), words("material.made", made=edition.made), edition.version),
        edition,
        counts,
        _summary(counts, words, standing.year),
        words("material.summary.alternative", year=standing.year, counts=said),
        chapters,
        told.waiting([decision for decision in decisions if decision.goal in goals]),
    )


def _chapter(standing: AssessedYear, code: str, views: Iterable[IndicatorView], words: Words, decisions: Table | None) -> Chapter:
    view, catalogue = standing.goals[code], standing.catalogue
    return Chapter(
        code,
        words.name(catalogue.theme_of(code)),
        words.name(view.goal),
        Mark.of(view.assessment.status, words),
        reasons.goal_sentence(view.assessment, view.indicators, words),
        tuple(_facts(standing, code, words)),
        tuple(_panel(one, words) for one in views),
        _actions(view, words, standing.year),
        tuple(_evaluations(standing, view, words)),
        decisions,
    )


def _counted(chapters: Sequence[Chapter]) -> Iterable[Count]:
    for status in STATUSES:
        if found := [chapter for chapter in chapters if chapter.mark.status == status]:
            yield Count(found[0].mark, tuple(chapter.code for chapter in found))


def _summary(counts: Iterable[Count], words: Words, year: int) -> Table:
    columns = tuple(words(f"material.summary.{name}") for name in ("status", "number", "goals"))
    rows = tuple((str(count.mark), words.number(len(count.codes)), ", ".join(count.codes)) for count in counts)
    return Table(words("material.summary.caption", year=year), columns, rows, (1,))


def _facts(standing: AssessedYear, code: str, words: Words) -> Iterable[tuple[str, str]]:
    """Why the goal matters and who answers for it."""
    catalogue = standing.catalogue
    if code in catalogue.purposes:
        yield words("goal.why"), words.text(catalogue.purposes[code].why)
    for role in ("lead", "partner"):
        if units := catalogue.units_of(code, role):
            yield words(f"goal.{role}", n=len(units)), ", ".join(words.name(unit) for unit in units)


def _panel(view: IndicatorView, words: Words) -> Panel:
    areas, credits, drawing = charts.areas_table(view, words), charts.credits(view, words), charts.drawing(view, words)
    return Panel(
        charts.title(view, words),
        Mark.of(view.assessment.status, words),
        reasons.sentence(view.assessment, view, words),
        drawing if drawing.values else None,
        charts.alternative(view, words),
        (charts.table(view, words), *([areas] if areas else [])),
        kinds.of(view.indicator).has_states,
        (*_sources(view, words), *([credits] if credits else [])),
    )


def _sources(view: IndicatorView, words: Words) -> Iterable[str]:
    """A line for each file that the shown years come from: its sheet, cells, and the day it came. Not who: the document goes further than that."""
    traces = [cell.trace for year, figure in view.figures.items() if year in view.years for cell in figure.cells]
    traces += [report.trace for year, report in view.reports.items() if year in view.years and report.trace]
    places: dict[tuple[str, str, str], list[str]] = {}
    for trace in sorted(traces, key=lambda trace: trace.uploaded_at):
        places.setdefault((trace.file_name, trace.sheet, words.date(moments.day(trace.uploaded_at))), []).append(trace.cell)
    for (file_name, sheet, day), cells in places.items():
        yield words("material.source", file=file_name, sheet=sheet, cells=", ".join(dict.fromkeys(cells)), day=day)


def _actions(view: GoalView, words: Words, year: int) -> Table:
    columns = tuple(words(f"goal.action.{name}") for name in ("name", "schedule", "state", "note"))
    return Table(words("goal.actions.caption", year=year), columns, tuple(_action(action, words) for action in view.actions))


def _action(view: ActionView, words: Words) -> tuple[str, ...]:
    action, report = view.action, view.report
    schedule = words("form.continuous") if action.schedule == "continuous" else str(action.schedule or words("goal.action.unscheduled"))
    state = f"{STATE_SYMBOLS[report.state]} {words(f'state.{report.state}')}" if report else words("goal.action.unreported")
    completed = words.date(report.completed_on) if report and report.completed_on else ""
    said = [state, completed, words("goal.action.late") if view.late else ""]
    return words.name(action), schedule, " · ".join(filter(None, said)), report.comment if report else ""


def _evaluations(standing: AssessedYear, view: GoalView, words: Words) -> Iterable[tuple[str, str]]:
    """The units' own words until the year asked about, the newest year first."""
    for one in sorted((one for one in view.evaluations if one.year <= standing.year), key=lambda one: -one.year):
        said = words("goal.evaluation.with-proposal", text=one.text, proposal=one.proposal) if one.proposal else one.text
        yield said, words("goal.evaluation.source", unit=standing.catalogue.units[one.unit], year=one.year)
