"""The tables of a unit's own workbook: what each was read with, or what is asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from loaders.own_tables import ReadTable
from loaders.recipes.keep import kept_recipes
from loaders.recipes.keep.kept_recipes import Kept
from loaders.recipes.match import fingerprint
from loaders.recipes.recipe import Recipe
from pages.shared import frame, html, recipe_words, session
from pages.units.deliver import mapping, pending_deliveries, questions, table_view
from pages.units.deliver.pending_deliveries import Checked

ANEW = "anew"
"""A similar recipe is offered, and a person does not want it."""


def is_said(file: Checked) -> bool:
    """Whether it is known what the file means, so that its findings can be looked at."""
    return not file.is_asking and file.key not in pending_deliveries.mine().changing and file.key not in pending_deliveries.mine().stored


def show(file: Checked, unit: str) -> None:
    """The tables of an own workbook; nothing for the form, which says itself what it means."""
    words, tables = session.words(), file.delivery.tables
    if file.key in pending_deliveries.mine().stored:
        st.success(words("batch.one.stored"))
    if not tables:
        return
    st.subheader(words("own.title"))
    read = _one(file, tables)
    mode = _mode(file.key, read)
    if read.recipe is not None and not mode:
        _used(file, read)
    elif read.offered is not None and not mode:
        _offered(file.key, read, read.offered)
    else:
        _asked(file, read, unit, mode)


def _mode(file: str, read: ReadTable) -> str:
    place, mode = pending_deliveries.mine().changing.get(file, ("", ""))
    return mode if place == mapping.place(read.table) else ""


def _one(file: Checked, tables: Sequence[ReadTable]) -> ReadTable:
    """The table to look at; of several the chosen one, after what became of each."""
    if len(tables) == 1:
        return tables[0]
    words = session.words()
    st.html(html.paragraph(words("own.several", n=len(tables))))
    columns = [words(f"own.column.{name}") for name in ("table", "place", "use")]
    rows = [(table_view.titled(one.table), f"{one.table.sheet.name} {one.table.range}", _use(one)) for one in tables]
    st.html(html.table(columns, rows, words("own.caption")))
    first = next((place for place, one in enumerate(tables) if one.recipe), 0)

    def shown(place: int) -> str:
        return table_view.placed(tables[place].table)

    return tables[st.selectbox(words("own.choose"), range(len(tables)), first, key=f"table:{file.key}", format_func=shown)]


def _use(read: ReadTable) -> str:
    words = session.words()
    if read.recipe is not None:
        return words("own.use.recipe" if read.recipe_id else "own.use.draft", recipe=read.recipe.name)
    return words("own.use.offered", recipe=read.offered.recipe.name) if read.offered else words("own.use.none")


def _used(file: Checked, read: ReadTable) -> None:
    """With which recipe the table was read, what that makes of it, and how to say something else."""
    words, recipe = session.words(), read.recipe
    if read.recipe_id:
        _kept(read.recipe_id, recipe)
    else:
        st.html(html.paragraph(words("own.draft"), "sentence"))
    st.html(recipe_words.recipe(recipe))
    if year := file.meaning.year:
        st.html(html.paragraph(words("own.year", year=year)))
    elif any(finding.code == "year-missing" for finding in file.delivery.findings):
        _ask_year(file.key)
    if any(rule.is_of_list for rule in recipe.rules):
        privacy()
    with st.expander(words("own.look")):
        st.html(html.paragraph(table_view.placed(read.table), "muted"))
        table_view.show(read.table)
    with st.container(horizontal=True):
        st.button(words("own.change"), key="own-change", on_click=_say, args=(file.key, read, mapping.CHANGE))
        st.button(words("own.another"), key="own-another", on_click=_say, args=(file.key, read, mapping.ADD))
        label = words("own.leave-out.once" if read.recipe_id else "own.leave-out")
        st.button(label, key="own-leave-out", on_click=_leave_out, args=(file.key, read))


def _ask_year(file: str) -> None:
    """What a table is about is known, its year is not: only that is asked."""
    words, key = session.words(), f"own-year:{file}"
    with st.form(f"{key}:form", enter_to_submit=False):
        st.text_input(words("map.year"), key=key, max_chars=4)
        st.form_submit_button(words("map.go-on"), key="own-year-go-on", type="primary", on_click=_say_year, args=(file, key))


def _say_year(file: str, key: str) -> None:
    mine = pending_deliveries.mine()
    mine.meanings[file] = replace(mine.meaning(file), year=questions.year_of(st.session_state[key]))


def _kept(recipe_id: str, recipe: Recipe) -> None:
    words = session.words()
    known = kept_recipes.known(session.own_store(), session.programme().programme.programme, recipe.unit)
    kept = next((one for one in known if one.recipe_id == recipe_id), None)
    st.html(html.paragraph(words("own.recipe", recipe=recipe.name), "sentence"))
    if kept is not None:
        st.html(html.paragraph(words("own.recipe.kept", by=kept.kept_by, at=session.moment(kept.kept_at)), "muted"))
    st.page_link(frame.link("recipes"), label=words("own.recipe.link"), query_params=frame.here(unit=recipe.unit, recipe=recipe_id))


def _offered(file: str, read: ReadTable, offered: Kept) -> None:
    """A similar layout: what differs, and whether the same is meant."""
    words, recipe = session.words(), offered.recipe
    st.html(html.paragraph(words("own.offered", recipe=recipe.name), "sentence"))
    now, before = set(fingerprint.of(read.table)), set(recipe.headings)
    differences = [(words("own.offered.new"), sorted(now - before)), (words("own.offered.gone"), sorted(before - now))]
    st.html(html.facts((name, ", ".join(headings)) for name, headings in differences if headings))
    st.html(recipe_words.recipe(recipe))
    table_view.show(read.table)
    with st.container(horizontal=True):
        label = words("own.offered.yes", recipe=recipe.name)
        st.button(label, key="own-offered", type="primary", on_click=mapping.put, args=(file, read.table, recipe))
        st.button(words("own.offered.no"), key="own-anew", on_click=_say, args=(file, read, ANEW))


def _asked(file: Checked, read: ReadTable, unit: str, mode: str) -> None:
    """The table as it was read, what was understood, what is asked."""
    words = session.words()
    guess = mapping.proposal(file.key, read.table, unit)
    st.html(html.paragraph(table_view.placed(read.table), "strong"))
    table_view.show(read.table)
    st.html(html.paragraph(" ".join(recipe_words.understood(read.table, guess)), "sentence"))
    if guess.columns:
        privacy()
    if mapping.place(read.table) in file.meaning.recipes and read.recipe is None:
        st.warning(words("own.not-found"))
    mapping.ask(file, read, unit, "" if mode == ANEW else mode)
    if mode:
        st.button(words("own.back"), key="own-back", on_click=_back, args=(file.key,))


def privacy() -> None:
    """What becomes of the names and texts of a list."""
    st.html(html.paragraph(session.words()("table.privacy"), "muted"))


def _say(file: str, read: ReadTable, mode: str) -> None:
    pending_deliveries.mine().changing[file] = (mapping.place(read.table), mode)


def _back(file: str) -> None:
    pending_deliveries.mine().changing.pop(file, None)


def _leave_out(file: str, read: ReadTable) -> None:
    """What was said of the table is forgotten, or what is kept is not used this time."""
    mine = pending_deliveries.mine()
    held = mine.meaning(file)
    left = {place: recipe for place, recipe in held.recipes.items() if recipe != read.recipe}
    mine.meanings[file] = replace(held, recipes=left, without=held.without | ({read.recipe_id} if read.recipe_id else frozenset()))
