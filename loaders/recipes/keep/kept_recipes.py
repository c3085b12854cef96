"""The recipes in the store: each kept by somebody at a moment, replaced by a changed one, forgotten. Nothing is ever overwritten."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from loaders.recipes.recipe import Recipe
from monitoring.store import Connection, Store, now

log = logging.getLogger(__name__)


class UnknownRecipe(Exception):
    "There is no such recipe, or it has been replaced or forgotten already."


@dataclass(frozen=True)
class Kept:
    """A recipe as it is kept, the moments in UTC; a draft has no id yet. `used_at` is when a delivery that stands was last read with it, or
    with a version before."""

    recipe_id: str
    recipe: Recipe
    kept_by: str = ""
    kept_at: datetime | None = None
    used_at: datetime | None = None


def known(store: Store, programme: str, unit: str | None = None) -> list[Kept]:
    """The recipes that hold now, of one unit or of all, by unit and the newest first. `programme` is its code. Raises StoreBusy, NotAStore."""
    return [kept for row in store.rows("recipes", programme=programme, unit=unit) if (kept := _kept(row))]


def keep(store: Store, programme: str, recipe: Recipe, by: str, replaces: str | None = None, at: datetime | None = None) -> str:
    """Keeps a recipe, in the place of the one that it `replaces`, and returns its id. Raises UnknownRecipe, StoreBusy, NotAStore."""
    with store.writing() as connection:
        if replaces and not stands(connection, replaces):
            raise UnknownRecipe(replaces)
        return add(connection, programme, recipe, by, replaces, at)


def add(connection: Connection, programme: str, recipe: Recipe, by: str, replaces: str | None = None, at: datetime | None = None) -> str:
    """As `keep`, within a transaction of the caller's."""
    recipe_id = str(uuid.uuid4())
    row = {
        "recipe_id": recipe_id,
        "programme": programme,
        "unit": recipe.unit,
        "name": recipe.name,
        "fingerprint": "\n".join(recipe.headings),
        "recipe": recipe.model_dump_json(exclude_defaults=True),
        "replaces": replaces,
        "kept_by": by,
        "kept_at": at or now(),
    }
    connection.insert("recipes", [row])
    return recipe_id


def forget(recipe_id: str, store: Store, by: str, at: datetime | None = None) -> None:
    """Deletes a recipe: it holds no longer, what was delivered with it stays. Raises UnknownRecipe, StoreBusy, NotAStore."""
    with store.writing() as connection:
        if not stands(connection, recipe_id):
            raise UnknownRecipe(recipe_id)
        connection.insert("recipe_removals", [{"recipe_id": recipe_id, "removed_by": by, "removed_at": at or now()}])


def stands(connection: Connection, recipe_id: str) -> bool:
    """Whether a recipe was neither replaced nor forgotten."""
    return bool(connection.rows("active_recipe", recipe_id=recipe_id))


def note_use(connection: Connection, upload_id: str, recipe_ids: Iterable[str]) -> None:
    """Remembers with which recipes an upload was read."""
    connection.insert("upload_recipes", [{"upload_id": upload_id, "recipe_id": recipe_id} for recipe_id in recipe_ids])


def _kept(row) -> Kept | None:
    """None for a recipe that another version of the software kept and this one does not understand: its tables are asked about again."""
    try:
        recipe = Recipe.model_validate_json(row.recipe)
    except ValidationError as error:
        log.warning("recipe %s is not understood: %s", row.recipe_id, error)
        return None
    return Kept(row.recipe_id, recipe, row.kept_by, row.kept_at, row.used_at)
