"""Which kept recipe is meant for which table. A recipe takes a table only where nothing else could be meant; the rest a person decides."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.recipes.keep.kept_recipes import Kept
from loaders.recipes.match.table_profile import TableProfile
from loaders.recipes.recipe import Recipe

SIMILAR = 0.5
"""The share of the headings of both that a recipe's layout and a table have in common, from which on the recipe is offered."""

Pairs = list[tuple[Kept, TableProfile]]


def match(kept: Sequence[Kept], tables: Sequence[TableProfile]) -> Pairs:
    """The recipes and the tables that they are for, in the order of the tables; a table has one recipe at most, a recipe any number of
    tables (a sheet a year). All of `kept` are one unit's.

    The layout must be the same and every rule find something. Where several tables have the layout, the title decides, and else the
    sheet's name; where several recipes have it, those too."""
    claims = [(one, table) for one in kept for table in _claimed(one.recipe, tables)]
    found = []
    for table in tables:
        mine = [one for one, claimed in claims if claimed is table]
        best = max((_likeness(one.recipe, table) for one in mine), default=None)
        likeliest = [one for one in mine if _likeness(one.recipe, table) == best]
        if len(likeliest) == 1:
            found.append((likeliest[0], table))
    return found


def undecided(kept: Sequence[Kept], tables: Sequence[TableProfile]) -> list[TableProfile]:
    """The tables that no recipe takes since neither title nor sheet tells what is meant: several recipes claim one alike, or a recipe that
    takes none has several of its layout before it."""
    matched = match(kept, tables)
    taken, busy = {table for _, table in matched}, {id(one) for one, _ in matched}
    doubtful = {table for one in kept for table in _claimed(one.recipe, tables)}
    for one in kept:
        same = _of_layout(one.recipe, tables)
        if id(one) not in busy and len(same) > 1:
            doubtful.update(same)
    return [table for table in tables if table in doubtful - taken]


def offered(kept: Sequence[Kept], tables: Sequence[TableProfile]) -> Pairs:
    """For each table that no recipe takes the most similar one that would find all that it looks for; a person may confirm it."""
    taken = {table for _, table in match(kept, tables)}
    found = []
    for table in tables:
        similar = [one for one in kept if table not in taken and _similarity(one.recipe, table) >= SIMILAR and table.suits(one.recipe)]
        best = max(similar, key=lambda one: (_similarity(one.recipe, table), _likeness(one.recipe, table)), default=None)
        if best is not None:
            found.append((best, table))
    return found


def _of_layout(recipe: Recipe, tables: Sequence[TableProfile]) -> list[TableProfile]:
    return [table for table in tables if table.headings == recipe.headings and table.suits(recipe)]


def _claimed(recipe: Recipe, tables: Sequence[TableProfile]) -> list[TableProfile]:
    """The tables of the recipe's layout that are about what the recipe is about."""
    same = _of_layout(recipe, tables)
    if len(same) == 1:
        return same if _agrees(recipe, same[0]) else []
    same = [table for table in same if table.title == recipe.title] or same
    named = [table for table in same if table.sheet == recipe.sheet]
    if not named and len({table.sheet for table in same}) > 1:
        return []
    named = named or same
    return named if len({table.title for table in named}) == 1 else []


def _agrees(recipe: Recipe, table: TableProfile) -> bool:
    """Whether the only table of a layout can be the one that the recipe was made for: another title on another sheet is another subject."""
    return table.title == recipe.title or not (table.title and recipe.title) or table.sheet == recipe.sheet


def _likeness(recipe: Recipe, table: TableProfile) -> tuple[bool, bool]:
    return table.title == recipe.title, table.sheet == recipe.sheet


def _similarity(recipe: Recipe, table: TableProfile) -> float:
    mine, theirs = set(recipe.headings), set(table.headings)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
