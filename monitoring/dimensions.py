"""What a figure can be broken down by: the registry of dimensions, and the set of them that is part of a figure's key.

As in SDMX a figure is told apart by its dimensions, and a dimension that is not named is its total (SDMX's code `_T`): no dimension at all is the
total of everything. An empty text is no category, so that it cannot be taken for the total; a dimension that is declared later leaves the keys of
all earlier figures as they are.

In the store the set is canonical JSON text, names sorted and no spaces: `{"area":"North","category":"fi"}`, the total `{}`. Equal sets are equal
texts, so DuckDB and PostgreSQL compare, group and index the column as it is, and both read one dimension of it with `->>`. (A MAP is DuckDB's alone,
and jsonb would rewrite the text.) In Python the same set is a `Dimensions`, which is hashable.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Dimension:
    """One thing to break figures down by. `column` is its name in JSON and in the open data; `adds_up` says whether its categories make the total."""

    name: str
    column: str
    adds_up: bool = True


DIMENSIONS = {
    dimension.name: dimension
    for dimension in (
        Dimension("area", "area"),
        Dimension("category", "category"),
        # Which statistic a cell of the component `context` is of: it is nobody's breakdown and never published as a cell.
        Dimension("statistic", "category", adds_up=False),
    )
}
"""In the order in which they are named to people."""
COLUMNS = tuple(dict.fromkeys(dimension.column for dimension in DIMENSIONS.values()))
ADDING_UP = tuple(dimension.name for dimension in DIMENSIONS.values() if dimension.adds_up)


@dataclass(frozen=True)
class Dimensions(Mapping[str, str]):
    """The category in each dimension that a figure is broken down by; hashable. Made with `of` or `parsed`."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, **categories: str) -> Dimensions:
        """Raises ValueError for a dimension that is not in the registry, and for a category without a name."""
        wrong = [name for name, category in categories.items() if name not in DIMENSIONS or not category]
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
        """Every column of the registry with its category; empty where the figure is the total."""
        return dict.fromkeys(COLUMNS, "") | {DIMENSIONS[name].column: self[name] for name in DIMENSIONS if name in self}

    def __getitem__(self, name: str) -> str:
        return dict(self.pairs)[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)


TOTAL = Dimensions()
