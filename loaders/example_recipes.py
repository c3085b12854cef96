"""The recipes of the example data: what the units' own workbooks mean, one JSON file each in the folder of the story."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loaders.examples import RECIPES, Example
from loaders.recipes import keeping
from loaders.recipes.model import Recipe
from monitoring.catalogue import Catalogue
from monitoring.store import Store


def read(source: Path) -> list[Recipe]:
    """The recipes of a folder's own workbooks, in the order of their files' names."""
    return [Recipe.model_validate_json(path.read_bytes()) for path in sorted((source / RECIPES).glob("*.json"))]


def keep(told: Sequence[Example], store: Store, catalogue: Catalogue, source: Path) -> None:
    """Keeps each unit's recipes as of its first own workbook of those that are `told` in order, by the person who delivers that."""
    first = {example.unit: example for example in reversed(told) if not example.is_form}
    with store.writing() as connection:
        for recipe in read(source):
            if example := first.get(recipe.unit):
                keeping.add(connection, catalogue.programme.programme, recipe, example.uploaded_by, at=example.delivered_at)
