"""What an accepted delivery of own tables leaves in the store beside its figures: a copy of the cells that were read, and the recipes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from loaders.entries import FigureEntry
from loaders.own_tables import ReadTable
from loaders.recipes.keep import kept_copy, kept_recipes
from monitoring.store import Connection


def content(tables: Sequence[ReadTable], figures: Iterable[FigureEntry]) -> bytes:
    """The workbook as it is kept: see loaders.recipes.keep.kept_copy."""
    return kept_copy.made([(one.recipe, one.table) for one in tables if one.recipe], figures)


def drafts(tables: Sequence[ReadTable]) -> list[ReadTable]:
    """The first table of each recipe that was used and is not kept yet."""
    used = [one for one in tables if one.recipe and not one.recipe_id]
    return [one for place, one in enumerate(used) if one.recipe not in [before.recipe for before in used[:place]]]


def stands(connection: Connection, tables: Sequence[ReadTable]) -> bool:
    """Whether all recipes that the tables were read with, or that would be replaced, are still what holds."""
    named = {recipe_id for one in tables for recipe_id in (one.recipe_id, one.replaces) if recipe_id}
    return all(kept_recipes.stands(connection, recipe_id) for recipe_id in named)


def keep(connection: Connection, upload_id: str | None, tables: Sequence[ReadTable], programme: str, by: str, at: datetime) -> None:
    """Keeps what a person has just said of the tables, and remembers what the upload was read with."""
    used = {one.recipe_id for one in tables if one.recipe_id}
    used |= {kept_recipes.add(connection, programme, one.recipe, by, one.replaces, at) for one in drafts(tables)}
    if upload_id:
        kept_recipes.note_use(connection, upload_id, sorted(used))
