"""The questions about what a table means: only what is missing, and on request everything. The answers make a draft of a recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from loaders.own_tables import ReadTable
from loaders.recipes import vocabulary
from loaders.recipes.recipe import ASKED, FILE, Recipe, Rule
from loaders.recipes.suggest import category_labels, drafts, suggestions, table_kinds
from loaders.recipes.suggest.drafts import Answers
from loaders.recipes.suggest.suggestions import Proposal
from loaders.recipes.table_profile import TableProfile, fitted
from loaders.tables import Table, periods
from monitoring import kinds
from monitoring.kinds import Kind
from monitoring.model import CONTEXT
from monitoring.programme import Indicator
from pages.shared import entries, forms, html, markdown, recipe_words, select, session
from pages.units.deliver import mapping_fields, pending_deliveries, pointed_place, questions, sheet_view, year_table
from pages.units.deliver.pending_deliveries import Checked
from pages.units.deliver.questions import Question
from pages.units.deliver.sheet_view import Marks
from pages.units.deliver.year_table import Taken

ADD, CHANGE = "add", "change"
"""A table's recipe gets the rules of another indicator; those of one of its indicators are replaced."""


@dataclass(frozen=True)
class Task:
    """Which table of which file (its key and name) of which unit the questions are about. `mode` is "" for a table without a recipe, else what
    becomes of its recipe; `old` is the indicator whose rules are replaced."""

    file: str
    file_name: str
    unit: str
    read: ReadTable
    mode: str = ""
    old: str = ""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are replaced."""
        return tuple(rule for rule in self.read.recipe.rules if rule.indicator == self.old) if self.read.recipe and self.old else ()

    @property
    def key(self) -> str:
        return f"map:{self.file}:{place(self.read.table)}:{self.unit}:{self.mode}:{self.old}:"


def place(table: Table) -> str:
    """Names a table within its workbook."""
    return f"{table.sheet.name}!{table.range}"


def suggested(file: str, profile: TableProfile, unit: str, indicator: str | None = None) -> Proposal:
    """What the table seems to mean; worked out once a session."""
    known, key = pending_deliveries.mine().proposals.setdefault(file, {}), (place(profile.table), unit, indicator)
    if key not in known:
        known[key] = suggestions.propose(profile, unit, session.programme(), indicator)
    return known[key]


def ask(file: Checked, read: ReadTable, unit: str, mode: str = "") -> None:
    """The questions about a table. `mode` is "", ADD or CHANGE."""
    words, task = session.words(), _task(file, read, unit, mode)
    codes = {one.indicator: one for one in session.programme().reported_by(unit) if one.components}
    if not codes:
        st.info(markdown.escape(words("map.no-indicators", unit=session.programme().units[unit])))
        sheet_view.show(read.profile)
        return
    proposal = suggested(file.key, read.profile, unit)
    is_open = bool(mode) or bool(st.session_state.get(f"{task.key}change"))
    indicator = _indicator(task, proposal, codes, is_open)
    if indicator is None:
        sheet_view.show(read.profile)
        return
    proposal = suggested(file.key, read.profile, unit, indicator.indicator)
    kind = _kind(task, proposal, indicator, is_open)
    if proposal.columns and kind is not None and kind.by_area:
        st.info(words("map.list-has-no-areas"))
        return
    _answer(task, _question(task, proposal, indicator, kind, is_open))
    if not mode:
        st.checkbox(words("map.change"), key=f"{task.key}change")


def _task(file: Checked, read: ReadTable, unit: str, mode: str) -> Task:
    """The task; of a recipe for several indicators a person chooses whose rules are replaced, or leaves that one out."""
    task = Task(file.key, file.delivery.file_name, unit, read, mode)
    if mode != CHANGE or read.recipe is None:
        return task
    words, known = session.words(), list(dict.fromkeys(rule.indicator for rule in read.recipe.rules))
    if len(known) == 1:
        return replace(task, old=known[0])
    old = select.one(words("map.which"), known, key=f"{task.key}which", format_func=entries.named)
    label = markdown.escape(words("map.without-it", indicator=entries.named(old)))
    st.button(label, key="own-without-it", on_click=_without, args=(task, old))
    return replace(task, old=old)


def _without(task: Task, old: str) -> None:
    """Takes one of its indicators out of a recipe."""
    before = task.read.recipe
    left = {name: tuple(one for one in getattr(before, name) if one.indicator != old) for name in ("rules", "breakdowns")}
    put(task.file, task.read.profile, before.model_copy(update=left))


def _indicator(task: Task, proposal: Proposal, codes: Mapping[str, Indicator], is_open: bool) -> Indicator | None:
    """The indicator that the figures are of; a question where it is not certain. The other questions depend on it."""
    words, first = session.words(), next((rule.indicator for rule in task.rules), proposal.indicator)
    if not is_open and first in codes and "indicator" not in proposal.open:
        st.html(html.paragraph(words("map.about", indicator=entries.named(first)), "strong"))
        return codes[first]
    options = list(codes)
    at = options.index(first) if first in codes and task.mode != ADD else None
    label, key, none = words("map.indicator"), f"{task.key}indicator", words("map.indicator.none")
    chosen = select.one(label, options, at, key=key, format_func=entries.named, placeholder=none)
    if chosen and chosen == proposal.indicator and not task.mode and "indicator" in proposal.open:
        st.html(html.paragraph(words("map.indicator.suggested"), "muted"))
    return codes.get(chosen)


def _kind(task: Task, proposal: Proposal, indicator: Indicator, is_open: bool) -> Kind | None:
    """The indicator's kind, or None where the figures are a context statistic."""
    is_context = any(rule.component == CONTEXT for rule in task.rules) if task.rules else proposal.kind == table_kinds.CONTEXT
    if proposal.series and (is_open or is_context):
        is_context = st.checkbox(session.words()("map.is-context"), is_context, key=f"{task.key}context")
    return None if is_context else kinds.of(indicator)


def _question(task: Task, proposal: Proposal, indicator: Indicator, kind: Kind | None, is_open: bool) -> Question:
    profile, year = task.read.profile, pending_deliveries.mine().meaning(task.file).year
    mine = [rule for rule in task.rules if rule.indicator == indicator.indicator and (rule.component == CONTEXT) == (kind is None)]
    known = questions.answers_of(mine, proposal.series, indicator) if mine else _suggested_answers(profile, proposal, indicator, kind)
    if kind is None and not known.name:
        name = " · ".join(filter(None, (profile.table.title.split("\n")[0], _heading(proposal, known))))[: questions.LONGEST]
        known = replace(known, name=name, names={session.language(): name} if name else {})
    if kind is None and not mine:
        known = replace(known, sources=forms.in_fields(known.sources))
    if task.read.recipe is not None:
        known = replace(known, **{each: getattr(task.read.recipe, each) for each in drafts.OF_TABLE})
    needed = set(questions.lacking(known, kind, bool(proposal.columns))) | ({"source"} if kind is None else set())
    shown = needed | (questions.FIELDS if is_open else set(proposal.open))
    source = _year_source(task, proposal)
    shown |= {"year-from"} if source and not known.year_from else set()
    shown -= set() if source else {"year-from"}
    if "year" in proposal.open and (is_open or not year):
        shown |= {"year"}
    if mine:
        known = replace(known, breakdowns=tuple(one for one in task.read.recipe.breakdowns if one.indicator == indicator.indicator))
    breakdowns = session.programme().breakdowns_of(indicator.indicator) if kind is not None and category_labels.candidates(profile) else ()
    rules = mine or drafts.rules_of(profile, indicator, known)
    without = next((rule.without for rule in rules), ())
    key = f"{task.key}{indicator.indicator}:{kind.code if kind else CONTEXT}:"
    return Question(key, profile, proposal, kind, known, frozenset(shown), without, year, source, breakdowns)


def _year_source(task: Task, proposal: Proposal) -> tuple[str, int] | None:
    """(where, year) of a year that the table itself does not state: its title, the name of its sheet or file."""
    has_none = "year" in proposal.open and not any(row.period for row in task.read.table.rows)
    named = periods.within(task.file_name) if has_none else None
    return task.read.profile.year_from or ((FILE, int(named.text[:4])) if named and named.has_year else None)


def _heading(proposal: Proposal, known: Answers) -> str:
    """The heading of the line that is a context statistic."""
    index = questions.line_of(known, CONTEXT)
    return "" if index is None else proposal.series[index].heading


def _suggested_answers(profile: TableProfile, proposal: Proposal, indicator: Indicator, kind: Kind | None) -> Answers:
    """The answers to begin with. A table that looks like context statistics can be taken for figures, and the other way round."""
    if (kind is None) == (proposal.kind == table_kinds.CONTEXT):
        answers = proposal.answers or Answers(indicator.indicator)
        return questions.without_doubtful(answers, proposal.open, proposal.series, indicator)
    if kind is None:
        sources = {"": vocabulary.source_of(profile.table.notes)}
        return Answers(indicator.indicator, context=(0,) if len(proposal.series) == 1 else (), sources=sources)
    return suggestions.suggest(profile, table_kinds.UNKNOWN, indicator, session.programme()).answers


def _answer(task: Task, question: Question) -> None:
    """The table to point at, the same questions as lists, and at once what would be taken."""
    words, mine = session.words(), pending_deliveries.mine()
    questions.fill(question)
    pointed_place.control(question, f"{task.key}change")
    taken = _taken(task, question)
    sheet_view.show(question.profile, _marks(question, taken))
    year_table.show(taken)
    if question.shown <= {"year", "year-from"} and not question.is_list:
        indicator = session.programme().indicators[question.known.indicator]
        rules = drafts.rules_of(question.profile, indicator, question.known)
        st.html(html.items(recipe_words.sentence(rule) for rule in rules))
    mapping_fields.draw(question)
    if trouble := mine.lacking.get(task.file):
        st.error(words("map.lacking", fields=", ".join(words(f"map.{name}") for name in trouble)))
    st.button(words("map.go-on"), key=f"{question.key}go-on", type="primary", on_click=_answered, args=(task, question))


def _marks(question: Question, taken: Taken) -> Marks:
    """The cells that would be taken, by what they are, and the rows that would be left out."""
    cells: dict[str, list[str]] = {}
    for one in taken.years:
        for component, places in one.cells.items():
            cells.setdefault(session.words()(f"component.{component}"), []).append(places)
    if not question.is_list:
        return Marks(cells)
    out = {line for word, lines in question.says.items() for line in lines if questions.field(question, f"says:{word}", None) == questions.LEFT_OUT}
    return Marks(cells, frozenset(out.union(questions.field(question, "rows", ()))))


def _taken(task: Task, question: Question) -> Taken:
    """What the answers so far would take of the table; worked out once for the same answers."""
    profile = question.profile
    answers, without, year = questions.filled_in(question)
    try:
        recipe = _draft(task, question, answers, without)
    except ValueError:
        return Taken(None, profile, ())
    year = year or (question.source[1] if question.source and answers.year_from != ASKED else None)
    known, key = pending_deliveries.mine().proposals.setdefault(task.file, {}), (place(profile.table), recipe.model_dump_json(), year)
    if key not in known:
        known[key] = Taken.of(recipe, profile, year)
    return known[key]


def _draft(task: Task, question: Question, answers: Answers, without: tuple[str, ...]) -> Recipe:
    """The recipe that the answers make. Raises ValueError where they name nothing to read."""
    made = drafts.draft(question.profile, task.unit, session.programme(), answers)
    if question.kind is not None and question.kind.by_area:
        made = made.model_copy(update={"rules": tuple(rule.model_copy(update={"without": without}) for rule in made.rules)})
    return made


def _answered(task: Task, question: Question) -> None:
    """Makes a draft of the answers; the page then checks the file with it."""
    mine, (answers, without, year) = pending_deliveries.mine(), questions.filled_in(question)
    lacking = [*questions.lacking(answers, question.kind, question.is_list), *questions.undecided(question)]
    mine.lacking[task.file] = tuple(lacking)
    if not lacking:
        put(task.file, question.profile, _joined(task, _draft(task, question, answers, without)), year)


def _joined(task: Task, made: Recipe) -> Recipe:
    """The new rules, after those of the recipe that stay."""
    before = task.read.recipe
    if before is None or not task.mode:
        return made
    replaced = {(rule.indicator, rule.component, rule.name) for rule in made.rules}
    others = [rule for rule in before.rules if rule.indicator != task.old and (rule.indicator, rule.component, rule.name) not in replaced]
    answered = {task.old, *(rule.indicator for rule in made.rules)}
    breakdowns = (*(one for one in before.breakdowns if one.indicator not in answered), *made.breakdowns)
    return made.model_copy(update={"name": before.name, "rules": (*others, *made.rules), "breakdowns": breakdowns})


def put(file: str, profile: TableProfile, draft: Recipe, year: int | None = None) -> None:
    """Remembers what a table of a file means."""
    mine = pending_deliveries.mine()
    held = mine.meaning(file)
    recipes = {**held.recipes, place(profile.table): fitted(draft, profile)}
    mine.meanings[file] = replace(held, recipes=recipes, year=year or held.year)
    mine.changing.pop(file, None)
