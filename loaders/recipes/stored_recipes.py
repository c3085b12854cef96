"""The recipes in the store: each stored by somebody at a moment, replaced by a changed one, deleted. Nothing is ever overwritten."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from loaders.recipes.recipe import Recipe
from monitoring.store import Connection, Store, WritingConnection
from monitoring.trust import log as trust_log
from monitoring.trust.log import Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require

log = logging.getLogger(__name__)


class UnknownRecipe(Exception):
    "There is no such recipe, or it has been replaced or deleted already."


@dataclass(frozen=True)
class StoredRecipe:
    """A recipe in the store, the moments in UTC; a draft has no id yet. `used_at` is when an active delivery was last read with it, or with a
    version before."""

    recipe_id: str
    recipe: Recipe
    stored_by: str = ""
    stored_at: datetime | None = None
    used_at: datetime | None = None


def active(store: Store, programme: str, unit: str | None = None) -> list[StoredRecipe]:
    """The recipes that are neither replaced nor deleted, of one unit or of all, by unit and the newest first. Raises StoreError."""
    return [stored for row in store.rows("recipes", programme=programme, unit=unit) if (stored := _of_row(row))]


def store_recipe(store: Store, programme: str, recipe: Recipe, person: Person, replaces: str | None = None, at: datetime | None = None) -> str:
    """Stores a recipe, in the place of the one that it `replaces`, and returns its id. Raises Refused, UnknownRecipe, StoreError."""
    with trust_log.transaction(store, person) as connection:
        return insert(connection, programme, recipe, person, replaces, at)


def insert(
    connection: WritingConnection, programme: str, recipe: Recipe, person: Person, replaces: str | None = None, at: datetime | None = None
) -> str:
    """As `store_recipe`, within a transaction of the caller's."""
    require(person, Permission.KEEP_RECIPES, recipe.unit)
    if replaces:
        require(person, Permission.KEEP_RECIPES, _unit_of(connection, replaces))
    recipe_id = str(uuid.uuid4())
    row = {
        "recipe_id": recipe_id,
        "programme": programme,
        "unit": recipe.unit,
        "name": recipe.name,
        "fingerprint": "\n".join(recipe.headings),
        "recipe": recipe.model_dump_json(exclude_defaults=True),
        "replaces": replaces,
        "kept_by": person.name,
        "kept_at": connection.moment(at),
    }
    connection.insert("recipes", [row])
    trust_log.write(connection, person, Event.RECIPE_STORED, "recipe", recipe_id)
    return recipe_id


def delete(recipe_id: str, store: Store, person: Person, at: datetime | None = None) -> None:
    """Deletes a recipe; what was delivered with it stays. Raises Refused, UnknownRecipe, StoreError."""
    with trust_log.transaction(store, person) as connection:
        require(person, Permission.KEEP_RECIPES, _unit_of(connection, recipe_id))
        connection.insert("recipe_removals", [{"recipe_id": recipe_id, "removed_by": person.name, "removed_at": connection.moment(at)}])
        trust_log.write(connection, person, Event.RECIPE_DELETED, "recipe", recipe_id)


def is_active(connection: Connection, recipe_id: str) -> bool:
    """Whether a recipe was neither replaced nor deleted."""
    return bool(connection.rows("active_recipe", recipe_id=recipe_id))


def _unit_of(connection: Connection, recipe_id: str) -> str:
    """The unit of an active recipe. Raises UnknownRecipe."""
    for row in connection.rows("active_recipe", recipe_id=recipe_id):
        return row.unit
    raise UnknownRecipe(recipe_id)


def record_use(connection: WritingConnection, upload_id: str, recipe_ids: Iterable[str]) -> None:
    """Stores with which recipes an upload was read."""
    connection.insert("upload_recipes", [{"upload_id": upload_id, "recipe_id": recipe_id} for recipe_id in recipe_ids])


def _of_row(row) -> StoredRecipe | None:
    """None for a recipe that another version of the software stored and this one does not understand: it is as if it were not there."""
    try:
        recipe = Recipe.model_validate_json(row.recipe)
    except ValidationError as error:
        log.warning("recipe %s is not understood: %s", row.recipe_id, error)
        return None
    return StoredRecipe(row.recipe_id, recipe, row.kept_by, row.kept_at, row.used_at)
