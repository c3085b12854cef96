"""Which column or line of headings of a table says the categories of a breakdown, and which of its labels are none that the programme knows."""

from __future__ import annotations

from loaders.recipes import lists
from loaders.recipes.apply import category_figures
from loaders.recipes.recipe import Labels
from loaders.recipes.table_profile import TableProfile
from monitoring.catalogue import Catalogue
from monitoring.programme import Breakdown

FEWEST = 2
"""Labels that must be called as categories for a column to be taken for the breakdown."""


def candidates(profile: TableProfile) -> list[str]:
    """The columns of few words of a list, or what the labels of a table of numbers are about, where there is more than one."""
    if profile.is_list:
        return [column.heading for column in profile.columns if column.holds == lists.CHOICES]
    found: dict[str, set[str]] = {}
    for label in (label for one in profile.series for label in one.points[0].labels):
        found.setdefault(label.dimension, set()).add(label.text)
    return [name for name, texts in found.items() if len(texts) > 1]


def labels(profile: TableProfile, by: str) -> list[str]:
    """The labels of a column or line of headings, without totals."""
    return list(category_figures.on_table(profile, by, profile.points()))


def unknown(profile: TableProfile, by: str, declared: Breakdown) -> list[str]:
    """Those of the labels that are not called as a category: a person says which they are."""
    found = labels(profile, by)
    return [label for label in found if label not in category_figures.categories(found, declared, {})]


def suggested(profile: TableProfile, indicator: str, catalogue: Catalogue) -> tuple[Labels, ...]:
    """For each breakdown of an indicator the column or line of headings of which most labels are called as its categories."""
    found = []
    for declared in catalogue.breakdowns_of(indicator):
        called = {by: len(category_figures.categories(labels(profile, by), declared, {})) for by in candidates(profile)}
        best = max(called, key=called.get, default="")
        if called.get(best, 0) >= FEWEST:
            found.append(Labels(indicator=indicator, dimension=declared.dimension, by=best))
    return tuple(found)
