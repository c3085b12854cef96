"""What a figure can be broken down by: the registry of dimensions, which a programme may add to, and the set of them that is part of a figure's key.

As in SDMX a figure is told apart by its dimensions, and a dimension that is not named is its total (SDMX's code `_T`): no dimension at all is the
total of everything. An empty text is no category, so that it cannot be taken for the total; a dimension that is declared later leaves the keys of
all earlier figures as they are.

In the store the set is canonical JSON text, names sorted and no spaces: `{"area":"North","category":"fi"}`, the total `{}`. Equal sets are equal
texts, so DuckDB and PostgreSQL compare, group and index the column as it is, and both read one dimension of it with `->>`. (A MAP is DuckDB's alone,
and jsonb would rewrite the text.) In Python the same set is a `Dimensions`, which is hashable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

NAME = re.compile(r"[a-z][a-z0-9-]*")
"""What a dimension may be called."""


@dataclass(frozen=True)
class Dimension:
    """One thing to break figures down by. `column` is its name in JSON and in the open data; `adds_up` says whether its categories make the total.
    One that `is_declared` has its categories from the programme (breakdowns.csv)."""

    name: str
    column: str
    adds_up: bool = True
    is_declared: bool = True


DIMENSIONS = {
    dimension.name: dimension
    for dimension in (
        *(Dimension(name, name) for name in ("sex", "age", "language", "citizenship", "area")),
        Dimension("category", "category", is_declared=False),
        # Which statistic a cell of the component `context` is of: it is nobody's breakdown and never published as a cell.
        Dimension("statistic", "category", adds_up=False, is_declared=False),
    )
}
"""Those that every programme knows, in the order in which they are named to people; any other that a programme declares comes after them."""
STANDARD = tuple(dimension.name for dimension in DIMENSIONS.values() if dimension.is_declared)
"""Those whose names are in the message catalogues: `breakdown.<name>`."""
COLUMNS = tuple(dict.fromkeys(("area", "category", *STANDARD)))
"""The columns that the open data have whatever the programme declares. Its own dimensions are in the column `dimensions`, which has all of them."""
NOT_ADDING_UP = tuple(dimension.name for dimension in DIMENSIONS.values() if not dimension.adds_up)
TAKEN = frozenset(
    {
        *(name for name, dimension in DIMENSIONS.items() if not dimension.is_declared),
        *("theme", "goal", "indicator", "unit", "dimensions", "year", "period", "component", "value", "file", "sheet", "cell", "example"),
    }
)
"""Names that a programme cannot declare: those that are no breakdown, and the other columns of the open data's cells."""


def dimension(name: str) -> Dimension:
    """The dimension of that name: one that every programme knows, else one that a programme declares."""
    return DIMENSIONS.get(name) or Dimension(name, name)


@dataclass(frozen=True)
class Dimensions(Mapping[str, str]):
    """The category in each dimension that a figure is broken down by; hashable. Made with `of` or `parsed`."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, **categories: str) -> Dimensions:
        """Raises ValueError for a name that no dimension can have, and for a category without a name."""
        wrong = [name for name, category in categories.items() if not NAME.fullmatch(name) or not category]
        if wrong:
            raise ValueError(wrong)
        return cls(tuple(sorted(categories.items())))

    @classmethod
    @lru_cache(maxsize=10_000)
    def parsed(cls, text: str) -> Dimensions:
        """The set that a store keeps as `text`."""
        return cls(tuple(sorted(json.loads(text).items())))

    @property
    def text(self) -> str:
        """Canonical JSON: equal sets have equal texts."""
        return json.dumps(dict(self.pairs), ensure_ascii=False, separators=(",", ":"))

    @property
    def columns(self) -> dict[str, str]:
        """The category in each of `COLUMNS`, and `dimensions` with all as canonical JSON; empty where the figure is the total."""
        known = {dimension(name).column: self[name] for name in self.in_order}
        return {column: known.get(column, "") for column in COLUMNS} | {"dimensions": self.text if self else ""}

    @property
    def in_order(self) -> tuple[str, ...]:
        """The names of its dimensions in the order in which they are named to people."""
        return (*(name for name in DIMENSIONS if name in self), *(name for name in self if name not in DIMENSIONS))

    def __getitem__(self, name: str) -> str:
        return dict(self.pairs)[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)


TOTAL = Dimensions()
