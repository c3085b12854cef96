"""Which recipe is meant for which table. A recipe takes a table only where nothing else could be meant; the rest a person decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.recipes.recipe import Recipe
from loaders.recipes.stored_recipes import StoredRecipe
from loaders.recipes.table_profile import TableProfile

SIMILAR = 0.5
"""The share of the headings of both that a recipe's layout and a table have in common, from which on the recipe is offered."""


@dataclass(frozen=True)
class Candidate:
    """A recipe with the tables of its layout in which every rule finds something, and those of them that are about what it is about."""

    stored: StoredRecipe
    of_layout: Sequence[TableProfile]
    claimed: Sequence[TableProfile]


@dataclass(frozen=True)
class Matching:
    """The recipes of a unit and the tables of a workbook, each pair compared once. Made with `of`."""

    candidates: Sequence[Candidate]
    tables: Sequence[TableProfile]

    @classmethod
    def of(cls, recipes: Sequence[StoredRecipe], tables: Sequence[TableProfile]) -> Matching:
        return cls([_candidate(one, tables) for one in recipes], tables)

    def among(self, is_wanted: Callable[[StoredRecipe], object]) -> Matching:
        """The same tables with those recipes only."""
        return Matching([one for one in self.candidates if is_wanted(one.stored)], self.tables)

    @cached_property
    def matched(self) -> dict[TableProfile, StoredRecipe]:
        """The tables with the recipe that each is read with, in their order; a recipe has any number of tables (a sheet a year).

        The layout must be the same and every rule find something. Where several tables have the layout, the title decides, and else the
        sheet's name; where several recipes have it, those too."""
        found = {}
        for table in self.tables:
            mine = [one.stored for one in self.candidates if table in one.claimed]
            best = max((_likeness(one.recipe, table) for one in mine), default=None)
            likeliest = [one for one in mine if _likeness(one.recipe, table) == best]
            if len(likeliest) == 1:
                found[table] = likeliest[0]
        return found

    @cached_property
    def undecided(self) -> list[TableProfile]:
        """The tables that no recipe takes since neither title nor sheet tells what is meant: several recipes claim one alike, or a recipe
        that takes none has several of its layout before it."""
        busy = {id(one) for one in self.matched.values()}
        doubtful = {table for one in self.candidates for table in one.claimed}
        for one in self.candidates:
            if id(one.stored) not in busy and len(one.of_layout) > 1:
                doubtful.update(one.of_layout)
        return [table for table in self.tables if table in doubtful and table not in self.matched]

    @cached_property
    def offered(self) -> dict[TableProfile, StoredRecipe]:
        """For each table that no recipe takes the most similar one that would find all that it looks for; a person may confirm it."""
        found = {}
        for table in self.tables:
            if table in self.matched:
                continue
            similar = [one.stored for one in self.candidates if _similarity(one.stored.recipe, table) >= SIMILAR and table.suits(one.stored.recipe)]
            best = max(similar, key=lambda one: (_similarity(one.recipe, table), _likeness(one.recipe, table)), default=None)
            if best is not None:
                found[table] = best
        return found


def _candidate(stored: StoredRecipe, tables: Sequence[TableProfile]) -> Candidate:
    recipe = stored.recipe
    of_layout = [table for table in tables if table.headings == recipe.headings and table.suits(recipe)]
    return Candidate(stored, of_layout, _claimed(recipe, of_layout))


def _claimed(recipe: Recipe, of_layout: Sequence[TableProfile]) -> Sequence[TableProfile]:
    """Those tables of the recipe's layout that are about what the recipe is about."""
    if len(of_layout) == 1:
        return of_layout if _agrees(recipe, of_layout[0]) else []
    same = [table for table in of_layout if table.title == recipe.title] or of_layout
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
