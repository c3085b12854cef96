"""How a recipe came to a figure: counted, added up, averaged, taken as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.changes import Change
from loaders.own_tables import ReadTable
from loaders.recipes.recipe import Rule
from pages.shared import cell_addresses, session


def how(change: Change, tables: Sequence[ReadTable]) -> str:
    """One line on how a figure was made, "" where no recipe made it."""
    rule = _rule(change, tables)
    if rule is None:
        return ""
    words, value = session.words(), change.after if isinstance(change.after, float) else 0.0
    if rule.is_of_list:
        texts = ", ".join(f"{column}: {text}" for column, text in rule.where.items())
        key = f"origin.{rule.how}.where" if texts else f"origin.{rule.how}"
        return words(key, n=value, column=rule.column, where=texts)
    if rule.how == "percent":
        return words("origin.percent")
    count = cell_addresses.count(change.cell)
    return words("origin.cells", n=count) if count > 1 else words("origin.cell")


def _rule(change: Change, tables: Sequence[ReadTable]) -> Rule | None:
    """The rule that made the figure: that of its component, of a table on its sheet."""
    of_sheet = [one.recipe for one in tables if one.recipe and one.table.sheet.name == change.sheet]
    mine = [rule for recipe in of_sheet for rule in recipe.rules if (rule.indicator, rule.component) == (change.indicator, change.component)]
    named = [rule for rule in mine if rule.name == change.dimensions.get("statistic", "")]
    return next(iter(named or mine), None)
