"""A table as recipes look at it: its layout, its names, what can be found in it. Each is worked out once, however many recipes there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from loaders.recipes import list_columns, points, selecting
from loaders.recipes.match import fingerprint
from loaders.recipes.points import Point
from loaders.recipes.recipe import Recipe, Rule
from loaders.tables import Table


@dataclass(eq=False)
class TableProfile:
    """A table, the same as itself only."""

    table: Table
    _suits: dict[int, tuple[Recipe, bool]] = field(default_factory=dict, repr=False)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return fingerprint.of(self.table)

    @cached_property
    def title(self) -> str:
        return fingerprint.masked(self.table.title)

    @cached_property
    def sheet(self) -> str:
        return fingerprint.masked(self.table.sheet.name)

    def suits(self, recipe: Recipe) -> bool:
        """Whether every rule of the recipe finds what it looks for."""
        _, known = self._suits.get(id(recipe), (None, None))
        if known is None:
            known = all(self.finds(rule) for rule in recipe.rules)
            self._suits[id(recipe)] = recipe, known
        return known

    def finds(self, rule: Rule) -> bool:
        """Whether the table has what the rule looks for: its columns, or numbers under its headings."""
        if rule.is_of_list:
            return all(list_columns.find(self.table, name) is not None for name in filter(None, (rule.column, *rule.where)))
        dimensions = {selecting.compared(name) for name in self.table.dimensions}
        if not all(selecting.compared(name) in dimensions for name in filter(None, (rule.area, rule.category))):
            return False
        return bool(selecting.under(self._different, rule.under))

    @cached_property
    def _different(self) -> list[Point]:
        """One number of each line."""
        return list({point.texts: point for point in points.points(self.table)}.values())
