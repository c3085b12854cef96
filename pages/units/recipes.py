"""How the units' own tables are read: every recipe that is kept, in sentences, with its change and its deletion."""

import streamlit as st

from monitoring.trust.permissions import Permission
from pages.shared import html, markdown, picking, session
from pages.units.recipes import recipe_changes, recipes_list

words = session.words()
units = session.programme().units

st.title(words("page.recipes"))
st.html(html.paragraph(words("recipes.lead"), "lead"))
unit = picking.unit("recipes-unit", list(units), words("unit.all"))
known = recipes_list.of_unit(unit)
recipe_changes.done()

if not known:
    st.info(markdown.escape(words("recipes.none.of-unit", unit=units[unit])) if unit else words("recipes.none"))
else:
    recipes_list.all_of(known)

    with st.container(key="chosen-recipe"):
        st.header(words("recipes.one"))
        if chosen := recipes_list.one_of(known):
            recipes_list.details(chosen)
            if session.may(Permission.KEEP_RECIPES, chosen.recipe.unit):
                recipe_changes.change(chosen)
                recipe_changes.deletion(chosen)
