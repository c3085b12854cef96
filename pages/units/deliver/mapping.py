"""What a table means, asked of a person: only what is missing; what was understood can be changed. The answer is a draft of a recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from loaders.own_tables import ReadTable
from loaders.recipes import vocabulary
from loaders.recipes.match import fingerprint
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.suggest import drafts, proposals, suggestions, table_kinds
from loaders.recipes.suggest.drafts import Answers
from loaders.recipes.suggest.proposals import Proposal
from loaders.tables import Table
from monitoring.model import CONTEXT
from monitoring.programme import Indicator
from pages.shared import entries, html, recipe_words, session
from pages.units.deliver import answers, pending_deliveries, questions
from pages.units.deliver.pending_deliveries import Checked
from pages.units.deliver.questions import Question

ADD, CHANGE = "add", "change"
EVERYTHING = frozenset({"column", "figure", "part", "whole", "mean", "respondents", "context", "area", "category", "source"})
NONE = Answers("")


@dataclass(frozen=True)
class Task:
    """Which table of which file of which unit is asked about. `mode` says what becomes of its recipe until now, `old` the indicator of which
    its rules are said anew."""

    file: str
    unit: str
    read: ReadTable
    mode: str = ""
    old: str = ""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """What was said until now and is to be changed."""
        return tuple(rule for rule in self.read.recipe.rules if rule.indicator == self.old) if self.read.recipe and self.old else ()

    @property
    def key(self) -> str:
        return f"map:{self.file}:{place(self.read.table)}:{self.unit}:{self.mode}:{self.old}:"


def place(table: Table) -> str:
    """Names a table within its workbook."""
    return f"{table.sheet.name}!{table.range}"


def proposal(file: str, table: Table, unit: str, indicator: str | None = None) -> Proposal:
    """What the table seems to mean; worked out once."""
    known, key = pending_deliveries.mine().proposals.setdefault(file, {}), (place(table), unit, indicator)
    if key not in known:
        known[key] = proposals.propose(table, unit, session.programme(), indicator)
    return known[key]


def ask(file: Checked, read: ReadTable, unit: str, mode: str = "") -> None:
    """The questions about a table. `mode` is "add" where its recipe gets another figure, "change" where it is said anew."""
    words, task = session.words(), _task(file, read, unit, mode)
    codes = {one.indicator: one for one in session.programme().reported_by(unit) if one.components}
    if not codes:
        st.info(words("map.no-indicators", unit=session.programme().units[unit]))
        return
    guess = proposal(file.key, read.table, unit)
    is_open = bool(mode) or bool(st.session_state.get(f"{task.key}change"))
    indicator = _indicator(task, guess, codes, is_open)
    if indicator is None:
        return
    guess = proposal(file.key, read.table, unit, indicator.indicator)
    use = _use(task, guess, indicator, is_open)
    if guess.columns and use == "distribution":
        st.info(words("map.list-has-no-areas"))
        return
    _form(task, _question(task, guess, indicator, use, is_open))
    if not mode:
        st.checkbox(words("map.change"), key=f"{task.key}change")


def _task(file: Checked, read: ReadTable, unit: str, mode: str) -> Task:
    """Of a recipe for several indicators a person says which is to be said anew; that one can be left out as well."""
    task = Task(file.key, unit, read, mode)
    if mode != CHANGE or read.recipe is None:
        return task
    words, known = session.words(), list(dict.fromkeys(rule.indicator for rule in read.recipe.rules))
    if len(known) == 1:
        return replace(task, old=known[0])
    old = st.selectbox(words("map.which"), known, key=f"{task.key}which", format_func=entries.named)
    st.button(words("map.without-it", indicator=entries.named(old)), key="own-without-it", on_click=_without, args=(task, old))
    return replace(task, old=old)


def _without(task: Task, old: str) -> None:
    """The recipe goes on without one of its indicators."""
    left = tuple(rule for rule in task.read.recipe.rules if rule.indicator != old)
    put(task.file, task.read.table, task.read.recipe.model_copy(update={"rules": left}))


def _indicator(task: Task, guess: Proposal, codes: Mapping[str, Indicator], is_open: bool) -> Indicator | None:
    """The indicator that the figures are of; asked where it is not certain. It decides what else is asked."""
    words, first = session.words(), next((rule.indicator for rule in task.rules), guess.indicator)
    if not is_open and first in codes and "indicator" not in guess.open:
        st.html(html.paragraph(words("map.about", indicator=entries.named(first)), "strong"))
        return codes[first]
    options = list(codes)
    at = options.index(first) if first in codes and task.mode != ADD else None
    label, key, none = words("map.indicator"), f"{task.key}indicator", words("map.indicator.none")
    chosen = st.selectbox(label, options, at, key=key, format_func=entries.named, placeholder=none)
    if chosen and chosen == guess.indicator and not task.mode and "indicator" in guess.open:
        st.html(html.paragraph(words("map.indicator.guessed"), "muted"))
    return codes.get(chosen)


def _use(task: Task, guess: Proposal, indicator: Indicator, is_open: bool) -> str:
    """The indicator's kind, or "context" where the figures are a statistic that is shown beside it."""
    is_context = any(rule.component == CONTEXT for rule in task.rules) if task.rules else guess.kind == table_kinds.CONTEXT
    if guess.series and (is_open or is_context):
        is_context = st.checkbox(session.words()("map.is-context"), is_context, key=f"{task.key}context")
    return CONTEXT if is_context else indicator.kind


def _question(task: Task, guess: Proposal, indicator: Indicator, use: str, is_open: bool) -> Question:
    table, year = task.read.table, pending_deliveries.mine().meaning(task.file).year
    mine = [rule for rule in task.rules if rule.indicator == indicator.indicator and (rule.component == CONTEXT) == (use == CONTEXT)]
    known = answers.of(mine, guess.series, indicator.indicator) if mine else _likeliest(table, guess, indicator, use)
    if use == CONTEXT and not known.name:
        known = replace(known, name=" · ".join(filter(None, (table.title.split("\n")[0], _heading(guess, known))))[: questions.LONGEST])
    needed = set(answers.lacking(known, use, bool(guess.columns))) | ({"source"} if use == CONTEXT else set())
    shown = needed | (EVERYTHING if is_open else set(guess.open))
    if "year" in guess.open and (is_open or not year):
        shown |= {"year"}
    rules = mine or drafts.rules_of(table, guess.series, indicator, known)
    without = next((rule.without for rule in rules), ())
    return Question(f"{task.key}{indicator.indicator}:{use}:", table, guess, use, known, frozenset(shown), without, year)


def _heading(guess: Proposal, known: Answers) -> str:
    """The heading of the line that is shown beside an indicator."""
    place = next(iter(known.context), None)
    return "" if place is None else guess.series[place].heading


def _likeliest(table: Table, guess: Proposal, indicator: Indicator, use: str) -> Answers:
    """The best guess for that use, which need not be the one that the table looks like."""
    if (use == CONTEXT) == (guess.kind == table_kinds.CONTEXT):
        likeliest = guess.answers or replace(NONE, indicator=indicator.indicator)
        return answers.without_doubtful(likeliest, guess.open, guess.series, indicator)
    if use == CONTEXT:
        return Answers(indicator.indicator, context=(0,) if len(guess.series) == 1 else (), source=vocabulary.source_of(table.notes))
    return suggestions.guess(table, guess.series, table_kinds.UNKNOWN, indicator, session.programme()).answers


def _form(task: Task, question: Question) -> None:
    words, mine = session.words(), pending_deliveries.mine()
    if trouble := mine.lacking.get(task.file):
        st.error(words("map.lacking", fields=", ".join(words(f"map.{name}") for name in trouble)))
    if question.shown <= {"year"}:
        indicator = session.programme().indicators[question.known.indicator]
        rules = drafts.rules_of(question.table, question.proposal.series, indicator, question.known)
        st.html(html.items(recipe_words.sentence(rule) for rule in rules))
    with st.form(f"{question.key}form", enter_to_submit=False):
        questions.draw(question)
        st.form_submit_button(words("map.go-on"), key=f"{question.key}go-on", type="primary", on_click=_answered, args=(task, question))


def _answered(task: Task, question: Question) -> None:
    """Makes a draft of what was said; the page then checks the file with it."""
    mine, (said, without, year) = pending_deliveries.mine(), questions.said(question)
    lacking = answers.lacking(said, question.use, question.is_list)
    if question.asks("year") and year is None:
        lacking.append("year")
    mine.lacking[task.file] = tuple(lacking)
    if lacking:
        return
    made = drafts.draft(question.table, task.unit, session.programme(), said)
    if question.use == "distribution":
        made = made.model_copy(update={"rules": tuple(rule.model_copy(update={"without": without}) for rule in made.rules)})
    put(task.file, question.table, _joined(task, made), year)


def _joined(task: Task, made: Recipe) -> Recipe:
    """The new rules with those of the recipe until now that stay."""
    before = task.read.recipe
    if before is None or not task.mode:
        return made
    replaced = {(rule.indicator, rule.component, rule.name) for rule in made.rules}
    kept = [rule for rule in before.rules if rule.indicator != task.old and (rule.indicator, rule.component, rule.name) not in replaced]
    return made.model_copy(update={"name": before.name, "rules": (*kept, *made.rules)})


def put(file: str, table: Table, draft: Recipe, year: int | None = None) -> None:
    """Remembers what was said of a table of a file."""
    mine = pending_deliveries.mine()
    held = mine.meaning(file)
    fitted = fingerprint.fitted(draft, table)
    mine.meanings[file] = replace(held, recipes={**held.recipes, place(table): fitted}, year=year or held.year)
    mine.changing.pop(file, None)
