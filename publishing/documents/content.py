"""What a document says, in the reader's language and without a form: cover, summary, a chapter a goal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitoring import breakdowns, charts, kinds, moments, reasons
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue
from monitoring.charts import Drawing, Table
from monitoring.council import decisions as of_council
from monitoring.council.decisions import Decision
from monitoring.model import STATUSES, ActionView, Evaluation, GoalView, IndicatorView
from monitoring.palette import STATE_SYMBOLS, SYMBOLS
from monitoring.programme import Breakdown
from monitoring.words import Words
from monitoring.words import words as words_of


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
class CategoryPanel:
    """An indicator by the categories of a breakdown: the gap in a sentence, or ""; drawings, each with its alternative; the table."""

    title: str
    sentence: str
    drawings: tuple[Drawing, ...]
    alternatives: tuple[str, ...]
    table: Table


@dataclass(frozen=True)
class Panel:
    """One indicator. `drawing` is None where the table says it all: a milestone, no figures yet. `tables` are its years and its areas; `categories`
    are its breakdowns."""

    title: str
    mark: Mark
    sentence: str
    pace: str
    drawing: Drawing | None
    alternative: str
    tables: tuple[Table, ...]
    is_milestone: bool
    sources: tuple[str, ...]
    categories: tuple[CategoryPanel, ...] = ()


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
    """A whole document. `stated` are the lines that name its day and its data."""

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


@dataclass(frozen=True)
class DecisionTables:
    """What the council decided, as tables in a reader's language; what is late is late `today`."""

    catalogue: Catalogue
    words: Words
    today: date

    def of_goal(self, decisions: Sequence[Decision]) -> Table | None:
        """A goal's decisions, what is open first; None where there are none."""
        if not decisions:
            return None
        rows = tuple(self._row(one, (self.state(one),)) for one in sorted(decisions, key=lambda one: not one.is_open))
        return Table(self.words("goal.decisions"), self._columns("text", "who", "due", "state"), rows)

    def open_ones(self, decisions: Iterable[Decision]) -> tuple[Table, ...]:
        """One table of what is open, the nearest day first; none where nothing is."""
        found = sorted((one for one in decisions if one.is_open), key=lambda one: one.now.due or date.max)
        rows = tuple((one.goal, *self._row(one)) for one in found)
        return (Table(self.words("overview.decisions"), self._columns("goal", "text", "who", "due"), rows),) if rows else ()

    def state(self, decision: Decision) -> str:
        """Open, late, done, dropped, or noted, in a word or two."""
        if decision.kind == "noted":
            return self.words("decision.noted")
        return self.words("decision.late" if decision.is_late(self.today) else f"decision.state.{decision.now.state}")

    def responsible(self, who: str) -> str:
        """Who does it: a unit's name in the reader's language, else as it was written."""
        return self.words.name(self.catalogue.units[who]) if who in self.catalogue.units else who

    def _row(self, decision: Decision, more: Sequence[str] = ()) -> tuple[str, ...]:
        now = decision.now
        return (self.words.written(now.text, now.language), self.responsible(now.responsible), self.words.date(now.due) if now.due else "", *more)

    def _columns(self, *names: str) -> tuple[str, ...]:
        return tuple(self.words(f"decision.column.{name}") for name in names)


def material(
    assessed: AssessedYear, views: Sequence[IndicatorView], years: range, words: Words, edition: Edition, decisions: Sequence[Decision] = ()
) -> Material:
    """The document about the goals of `views`, in that order, each with those indicators and `years`, and what was decided about them."""
    shown = [replace(view, years=years) for view in views]
    goals = list(dict.fromkeys(view.indicator.goal for view in shown))
    tables = DecisionTables(assessed.catalogue, words, edition.made)
    decisions = [decision.in_language(words.language) for decision in decisions]
    chapters = tuple(
        _chapter(assessed, code, [view for view in shown if view.indicator.goal == code], words, tables.of_goal(of_council.about(decisions, code)))
        for code in goals
    )
    counts = tuple(_counted(chapters))
    counted = ", ".join(f"{count.mark.word} {len(count.codes)}" for count in counts)
    return Material(
        words.name(assessed.catalogue.programme),
        words("material.lead", n=len(chapters), year=assessed.year),
        (*filter(None, [edition.occasion]), words("material.made", made=edition.made), edition.version),
        edition,
        counts,
        _summary(counts, words, assessed.year),
        words("material.summary.alternative", year=assessed.year, counts=counted),
        chapters,
        tables.open_ones([decision for decision in decisions if decision.goal in goals]),
    )


def _chapter(assessed: AssessedYear, code: str, views: Iterable[IndicatorView], words: Words, decisions: Table | None) -> Chapter:
    view, catalogue = assessed.goals[code], assessed.catalogue
    return Chapter(
        code,
        words.name(catalogue.theme_of(code)),
        words.name(view.goal),
        Mark.of(view.assessment.status, words),
        reasons.goal_sentence(view.assessment, view.indicators, words),
        tuple(_facts(assessed, code, words)),
        tuple(_panel(one, words) for one in views),
        _actions(view, words, assessed.year),
        tuple(_evaluations(assessed, view, words)),
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


def _facts(assessed: AssessedYear, code: str, words: Words) -> Iterable[tuple[str, str]]:
    """Why the goal matters and who answers for it."""
    catalogue = assessed.catalogue
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
        reasons.pace_sentence(view, words),
        drawing if drawing.values else None,
        charts.alternative(view, words),
        (charts.table(view, words), *([areas] if areas else [])),
        kinds.of(view.indicator).has_states,
        (*_sources(view, words), *([credits] if credits else [])),
        tuple(_by_category(view, breakdown, words) for breakdown in breakdowns.reported(view)),
    )


def _by_category(view: IndicatorView, breakdown: Breakdown, words: Words) -> CategoryPanel:
    return CategoryPanel(
        charts.categories_title(view, breakdown, words),
        breakdowns.sentence(view, breakdown, words),
        charts.by_category(view, breakdown, words),
        tuple(charts.alternatives_by_category(view, breakdown, words)),
        charts.categories_table(view, breakdown, words),
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
    parts = [state, completed, words("goal.action.late") if view.late else ""]
    return words.name(action), schedule, " · ".join(filter(None, parts)), charts.note(report, words)


def _evaluations(assessed: AssessedYear, view: GoalView, words: Words) -> Iterable[tuple[str, str]]:
    """The units' own words until the year asked about, the newest year first."""
    written = (one.in_language(words.language) for one in view.evaluations if one.year <= assessed.year)
    for one in sorted(written, key=lambda one: -one.year):
        whose = words("goal.evaluation.source", unit=assessed.catalogue.units[one.unit], year=one.year)
        if words.other_language(one.language):
            whose = words("text.in-language", text=whose, language=words.language_name(one.language))
        yield evaluation_text(one, words), whose


def evaluation_text(evaluation: Evaluation, words: Words) -> str:
    """A unit's words with its proposal, which is named in their language."""
    language = evaluation.language or words.language
    text, proposal = evaluation.text, evaluation.proposal
    whole = words_of(language)("goal.evaluation.with-proposal", text=text, proposal=proposal) if proposal else text
    return words.in_language(whole, language)
