"""The stored recipes as a person reads them: what each makes of which table, whose it is, when it was used."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from loaders.recipes import stored_recipes
from loaders.recipes.recipe import problems
from loaders.recipes.stored_recipes import StoredRecipe
from pages.shared import downloads, entries, html, markdown, picking, recipe_words, session

AT_ONCE = 12


def of_unit(unit: str) -> list[StoredRecipe]:
    """The recipes of a unit, or of all for "", by unit and the newest first."""
    return stored_recipes.active(session.store(), session.programme().programme.programme, unit or None)


def all_of(known: Sequence[StoredRecipe]) -> None:
    """Each with what it makes; the first ones at once."""
    words = session.words()
    st.header(words("recipes.count", n=len(known)))
    for stored in known[:AT_ONCE]:
        _short(stored)
    if len(known) > AT_ONCE:
        with st.expander(words("recipes.more", n=len(known) - AT_ONCE)):
            for stored in known[AT_ONCE:]:
                _short(stored)
    recipe_words.mark_up_names({f"recipe-name-{stored.recipe_id}": stored.recipe for stored in known})


def _short(stored: StoredRecipe) -> None:
    _heading(stored, f"recipe-name-{stored.recipe_id}")
    st.html(recipe_words.recipe(stored.recipe) + html.facts(_facts(stored)))


def _heading(stored: StoredRecipe, key: str) -> None:
    with st.container(key=key):
        st.subheader(markdown.marked(recipe_words.name(stored.recipe)))


def _facts(stored: StoredRecipe) -> list[tuple[str, str]]:
    words = session.words()
    used = session.moment(stored.used_at) if stored.used_at else words("recipes.never-used")
    return [
        (words("receipt.fact.unit"), entries.unit(stored.recipe.unit)),
        (words("recipes.fact.stored"), words("recipes.stored", by=stored.stored_by, at=session.moment(stored.stored_at))),
        (words("recipes.fact.used"), used),
    ]


def one_of(known: Sequence[StoredRecipe]) -> StoredRecipe | None:
    """The recipe that the address names or the person chose, None for none."""
    words, by_id = session.words(), {stored.recipe_id: stored for stored in known}

    def label(recipe_id: str) -> str:
        return f"{recipe_words.name(by_id[recipe_id].recipe)} · {entries.unit(by_id[recipe_id].recipe.unit)}"

    chosen = picking.one("recipe", "recipes-recipe", list(by_id), words("recipes.choose"), words("recipes.choose.none"), label)
    return by_id.get(chosen)


def details(stored: StoredRecipe) -> None:
    """One recipe: by what its table is recognised, what is wrong with it, its file."""
    words, recipe = session.words(), stored.recipe
    _heading(stored, "chosen-recipe-name")
    st.html(recipe_words.recipe(recipe) + html.facts([*_facts(stored), (words("recipes.fact.headings"), ", ".join(recipe.headings))]))
    for problem in problems(recipe, session.programme()):
        st.warning(markdown.escape(problem.text(words)))
    downloads.button(
        words("recipes.download"),
        lambda: recipe.model_dump_json(exclude_defaults=True, indent=2).encode(),
        f"{words('recipes.file')}-{recipe.unit}-{stored.recipe_id[:8]}.json",
        "application/json",
        "recipes-download",
    )
    recipe_words.mark_up_names({"chosen-recipe-name": recipe})
