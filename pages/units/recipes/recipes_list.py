"""The kept recipes as a person reads them: what each makes of which table, whose it is, when it was used."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from loaders.recipes.keep import kept_recipes
from loaders.recipes.keep.kept_recipes import Kept
from loaders.recipes.recipe import problems
from pages.shared import entries, html, picking, recipe_words, session

AT_ONCE = 12


def of_unit(unit: str) -> list[Kept]:
    """The recipes of a unit, or of all for "", by unit and the newest first."""
    return kept_recipes.known(session.store(), session.programme().programme.programme, unit or None)


def all_of(known: Sequence[Kept]) -> None:
    """Each with what it makes; the first ones at once."""
    words = session.words()
    st.header(words("recipes.count", n=len(known)))
    for kept in known[:AT_ONCE]:
        _short(kept)
    if len(known) > AT_ONCE:
        with st.expander(words("recipes.more", n=len(known) - AT_ONCE)):
            for kept in known[AT_ONCE:]:
                _short(kept)


def _short(kept: Kept) -> None:
    st.subheader(kept.recipe.name)
    st.html(recipe_words.recipe(kept.recipe) + html.facts(_facts(kept)))


def _facts(kept: Kept) -> list[tuple[str, str]]:
    words = session.words()
    used = session.moment(kept.used_at) if kept.used_at else words("recipes.never-used")
    return [
        (words("receipt.fact.unit"), entries.unit(kept.recipe.unit)),
        (words("recipes.fact.kept"), words("recipes.kept", by=kept.kept_by, at=session.moment(kept.kept_at))),
        (words("recipes.fact.used"), used),
    ]


def one_of(known: Sequence[Kept]) -> Kept | None:
    """The recipe that the address names or the person chose, None for none."""
    words, by_id = session.words(), {kept.recipe_id: kept for kept in known}

    def label(recipe_id: str) -> str:
        return f"{by_id[recipe_id].recipe.name} · {entries.unit(by_id[recipe_id].recipe.unit)}"

    chosen = picking.one("recipe", "recipes-recipe", list(by_id), words("recipes.choose"), words("recipes.choose.none"), label)
    return by_id.get(chosen)


def details(kept: Kept) -> None:
    """One recipe: by what its table is recognised, what is wrong with it, its file."""
    words, recipe = session.words(), kept.recipe
    st.subheader(recipe.name)
    st.html(recipe_words.recipe(recipe) + html.facts([*_facts(kept), (words("recipes.fact.headings"), ", ".join(recipe.headings))]))
    for problem in problems(recipe, session.programme()):
        st.warning(problem.text(words))
    st.download_button(
        words("recipes.download"),
        recipe.model_dump_json(exclude_defaults=True, indent=2),
        f"{words('recipes.file')}-{recipe.unit}-{kept.recipe_id[:8]}.json",
        "application/json",
        key="recipes-download",
        on_click="ignore",
    )
