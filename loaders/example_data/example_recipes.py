"""The recipes of the example data: what the units' own workbooks mean, one JSON file each in a folder of the story."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe
from monitoring.catalogue import Catalogue
from monitoring.store import Store


def read(folder: Path) -> list[Recipe]:
    """The recipes of a folder, in the order of their files' names."""
    return [Recipe.model_validate_json(path.read_bytes()) for path in sorted(folder.glob("*.json"))]


def store_recipes(folder: Path, senders: Mapping[str, tuple[str, datetime]], store: Store, catalogue: Catalogue) -> None:
    """Stores the recipes of each unit that has a sender: who hands in its first own workbook, and when."""
    with store.writing() as connection:
        for recipe in read(folder):
            if recipe.unit in senders:
                by, at = senders[recipe.unit]
                stored_recipes.insert(connection, catalogue.programme.programme, recipe, by, at=at)
