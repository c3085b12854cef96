"""The categories of a breakdown on a table: its rules once more for each label of the column or line of headings that is the breakdown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from loaders import breakdowns
from loaders.entries import FigureEntry
from loaders.recipes import list_totals, lists
from loaders.recipes.apply.application import Application
from loaders.recipes.recipe import Labels, Rule
from loaders.recipes.series import Point
from loaders.recipes.table_profile import TableProfile
from loaders.recipes.vocabulary import compared
from loaders.tables import texts
from monitoring.dimensions import Dimensions
from monitoring.model import CONTEXT
from monitoring.programme import Breakdown
from monitoring.words import Names, words

MOST_UNKNOWN = 10
"""Labels that are told to be unknown, at most."""


def rules(work: Application, rule: Rule) -> Iterator[tuple[Rule, Dimensions]]:
    """A rule for each label that is a category, with the dimensions of its figures. A label of which nobody has said what it is, is noted."""
    for one in work.recipe.breakdowns if rule.component != CONTEXT else ():
        declared = work.catalogue.breakdown(rule.indicator, one.dimension)
        if one.indicator != rule.indicator or declared is None:
            continue
        found = on_table(work.profile, one.by, work.points)
        if not found:
            work.not_found("column", column=one.by)
        meant = categories(found, declared, one.labels)
        _note_unknown(work, one, declared, [label for label in found if label not in meant])
        for label, category in meant.items():
            if category:
                yield _of_label(rule, one.by, label, work.points), Dimensions.of(**{one.dimension: category})


def on_table(profile: TableProfile, by: str, points: Iterable[Point]) -> dict[str, str]:
    """The labels of a column or line of headings, as they are written first, by the cell of that; without totals."""
    if not profile.is_list:
        labels = (label for point in points for label in point.labels if compared(label.dimension) == compared(by))
        pairs = [(label.text, label.cell) for label in labels]
    else:
        table, column = profile.table, lists.find(profile.table, by)
        totals = list_totals.found(table, lists.time_column(table)) if column else {}
        pairs = [(str(cell.value), cell.address) for cell in lists.cells(table, column) if cell.row not in totals] if column else []
    found: dict[str, tuple[str, str]] = {}
    for text, cell in pairs:
        if not texts.is_total(text):
            found.setdefault(compared(text), (text, cell))
    return dict(found.values())


def categories(found: Iterable[str], declared: Breakdown, answers: Mapping[str, str]) -> dict[str, str]:
    """What each label is: the category that a person answered, "" for none; else the one that is called so. Labels that are neither are left out."""
    known = {compared(name): category for name, category in breakdowns.categories(declared).items()}
    known |= {compared(label): category for label, category in answers.items()}
    return {label: known[compared(label)] for label in found if compared(label) in known}


def _note_unknown(work: Application, one: Labels, declared: Breakdown, unknown: list[str]) -> None:
    cells = on_table(work.profile, one.by, work.points)
    for label in unknown[:MOST_UNKNOWN]:
        values = {"column": one.by, "breakdown": breakdowns.named(declared), "allowed": Names(declared.categories)}
        work.note("unknown-category", cells[label], label, "label", **values)


def _of_label(rule: Rule, by: str, label: str, points: Iterable[Point]) -> Rule:
    """The same for what has that label: of a list the rows that say so, of a table of numbers in the place of the total's label."""
    if rule.is_of_list:
        return rule.model_copy(update={"where": {**rule.where, by: label}})
    others = {compared(each.text) for point in points for each in point.labels if compared(each.dimension) == compared(by)}
    return rule.model_copy(update={"under": (*(text for text in rule.under if compared(text) not in others), label)})


def merged(work: Application, rule: Rule, entries: Iterable[FigureEntry]) -> list[FigureEntry]:
    """One figure of several that are of one category, as where two labels are. Means and percentages are not
    added up: the second is noted."""
    found: dict[tuple, FigureEntry] = {}
    for entry in entries:
        first = found.setdefault(entry.key, entry)
        if first is not entry and work.indicator(rule).adds_up(rule.component):
            value = math.fsum(one.value or 0 for one in (first, entry))
            found[entry.key] = replace(first, value=value, status="A", cell=f"{first.cell},{entry.cell}", shown=words(work.language).number(value))
        elif first is not entry:
            work.note("duplicate-row", entry.cell, entry.shown, "period", first=first.cell, period=entry.period)
    return list(found.values())
