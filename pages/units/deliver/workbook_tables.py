"""The tables of a unit's own workbook: each as it was read, with the recipe that was used, or with the questions about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from loaders.own_tables import ReadTable
from loaders.recipes import stored_recipes
from loaders.recipes.recipe import ASKED, FILE, Recipe
from loaders.recipes.stored_recipes import StoredRecipe
from loaders.tables import confidence
from pages.shared import frame, html, markdown, recipe_words, select, session
from pages.units.deliver import mapping, pending_deliveries, questions, sheet_view, year_table
from pages.units.deliver.pending_deliveries import Checked
from pages.units.deliver.year_table import Taken

ANEW = "anew"
"""The mode of a table whose offered recipe was declined: it has the questions of one without a recipe."""


def is_understood(file: Checked) -> bool:
    """Whether it is known what the tables of the file mean, so that its findings can be looked at."""
    return not file.is_asking and file.key not in pending_deliveries.mine().changing and file.key not in pending_deliveries.mine().stored


def show(file: Checked, unit: str) -> None:
    """The tables of an own workbook, and what each is read with, or its questions; nothing for the form."""
    words, tables = session.words(), file.delivery.tables
    if file.key in pending_deliveries.mine().stored:
        st.success(words("batch.one.stored"))
    if not tables:
        return
    st.subheader(words("own-tables.title"))
    read = _chosen(file, tables)
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


def _chosen(file: Checked, tables: Sequence[ReadTable]) -> ReadTable:
    """The table to look at; of several the chosen one, after what became of each."""
    if len(tables) == 1:
        return tables[0]
    words = session.words()
    st.html(html.paragraph(words("own-tables.several", n=len(tables))))
    columns = [words(f"own-tables.column.{name}") for name in ("table", "place", "confidence", "use")]
    rows = [(sheet_view.title(one.table), f"{one.table.sheet.name} {one.table.range}", _confidence(one), _use(one)) for one in tables]
    st.html(html.table(columns, rows, words("own-tables.caption")))
    first = next((index for index, one in enumerate(tables) if one.recipe), 0)

    def shown(index: int) -> str:
        return sheet_view.title_and_place(tables[index].table)

    return tables[select.one(words("own-tables.choose"), range(len(tables)), first, key=f"table:{file.key}", format_func=shown)]


def _confidence(read: ReadTable) -> str:
    """How sure the reading of the table is."""
    words, profile = session.words(), read.profile
    if profile.is_list:
        return words(f"own-tables.confidence.{'likely' if profile.year_from else 'sure'}")
    return words(f"own-tables.confidence.{confidence(profile.doubts)}")


def _use(read: ReadTable) -> str:
    words = session.words()
    if read.recipe is not None:
        return words.around("own-tables.use.recipe" if read.recipe_id else "own-tables.use.draft", "recipe", recipe_words.name(read.recipe))
    if read.offered is not None:
        return words.around("own-tables.use.offered", "recipe", recipe_words.name(read.offered.recipe))
    return words("own-tables.use.none")


def _used(file: Checked, read: ReadTable) -> None:
    """The recipe that the table was read with, what that makes of it, and the ways to change it."""
    words, recipe = session.words(), read.recipe
    if read.recipe_id:
        _stored(read.recipe_id, recipe)
    else:
        st.html(html.paragraph(words("own-tables.draft"), "sentence"))
    st.html(recipe_words.recipe(recipe))
    if year := file.meaning.year:
        st.html(html.paragraph(words("own-tables.year", year=year)))
    elif any(finding.code == "year-missing" for finding in file.delivery.findings):
        _ask_year(file.key)
    _ask_year_from(file, read)
    how_sure, reasons = recipe_words.doubts(read.profile, recipe.year_from)
    if reasons:
        st.html(html.paragraph(how_sure, "sentence") + html.items(reasons))
    if any(rule.is_of_list for rule in recipe.rules):
        _privacy()
    st.subheader(words("taken.title"))
    figures = [one for one in file.delivery.tidied.figures if one.sheet == read.table.sheet.name]
    year_table.show(Taken(recipe, read.profile, figures), is_new=not read.recipe_id)
    with st.expander(words("own-tables.look")):
        st.html(html.paragraph(sheet_view.title_and_place(read.table), "muted"))
        sheet_view.show(read.profile)
    with st.container(horizontal=True):
        st.button(words("own-tables.change"), key="own-change", on_click=_change, args=(file.key, read, mapping.CHANGE))
        st.button(words("own-tables.another"), key="own-another", on_click=_change, args=(file.key, read, mapping.ADD))
        label = words("own-tables.leave-out.once" if read.recipe_id else "own-tables.leave-out")
        st.button(label, key="own-leave-out", on_click=_leave_out, args=(file.key, read))


def _ask_year_from(file: Checked, read: ReadTable) -> None:
    """Asks once whether a year is right that only the title or the name of the sheet or file says; a recipe that was agreed on knows."""
    words, source = session.words(), read.profile.year_from or _year_of_file(file, read)
    if source is None or read.recipe.year_from in (ASKED, source[0]):
        return
    where, year = source
    st.warning(words("own-tables.year-from", year=str(year)))
    with st.container(horizontal=True):
        for name, year_from in (("yes", where), ("no", ASKED)):
            agreed = read.recipe.model_copy(update={"year_from": year_from})
            st.button(words(f"own-tables.year-from.{name}"), key=f"own-year-{name}", on_click=mapping.put, args=(file.key, read.profile, agreed))


def _year_of_file(file: Checked, read: ReadTable) -> tuple[str, int] | None:
    """The year that was read from the file's name for the table."""
    place = read.table.sheet.name, read.table.range
    found = (one.values["file_year"] for one in file.delivery.findings if one.detail == "file-year" and (one.sheet, one.cell) == place)
    return next(((FILE, year) for year in found), None)


def _ask_year(file: str) -> None:
    """Asks for the year alone, of a table whose recipe is known and which says none."""
    words, key = session.words(), f"own-year:{file}"
    with st.form(f"{key}:form", enter_to_submit=False):
        st.text_input(words("map.year"), key=key, max_chars=4)
        st.form_submit_button(words("map.go-on"), key="own-year-go-on", type="primary", on_click=_set_year, args=(file, key))


def _set_year(file: str, key: str) -> None:
    mine = pending_deliveries.mine()
    mine.meanings[file] = replace(mine.meaning(file), year=questions.year_of(st.session_state[key]))


def _stored(recipe_id: str, recipe: Recipe) -> None:
    words = session.words()
    known = stored_recipes.active(session.city_store(), session.programme().programme.programme, recipe.unit)
    stored = next((one for one in known if one.recipe_id == recipe_id), None)
    st.html(html.paragraph(words.around("own-tables.recipe", "recipe", recipe_words.name(recipe)), "sentence"))
    if stored is not None:
        st.html(html.paragraph(words("own-tables.recipe.stored", by=stored.stored_by, at=session.moment(stored.stored_at)), "muted"))
    st.page_link(frame.link("recipes"), label=words("own-tables.recipe.link"), query_params=frame.here(unit=recipe.unit, recipe=recipe_id))


def _offered(file: str, read: ReadTable, offered: StoredRecipe) -> None:
    """A recipe for a similar table: which headings differ, and whether it is to be used."""
    words, recipe = session.words(), offered.recipe
    st.html(html.paragraph(words.around("own-tables.offered", "recipe", recipe_words.name(recipe)), "sentence"))
    now, before = set(read.profile.headings), set(recipe.headings)
    differences = [(words("own-tables.offered.new"), sorted(now - before)), (words("own-tables.offered.gone"), sorted(before - now))]
    st.html(html.facts((name, ", ".join(headings)) for name, headings in differences if headings))
    st.html(recipe_words.recipe(recipe))
    sheet_view.show(read.profile)
    year_table.show(Taken.of(recipe, read.profile, pending_deliveries.mine().meaning(file).year))
    with st.container(horizontal=True):
        label = markdown.marked(words.around("own-tables.offered.yes", "recipe", recipe_words.name(recipe)))
        st.button(label, key="own-offered", type="primary", on_click=mapping.put, args=(file, read.profile, recipe))
        st.button(words("own-tables.offered.no"), key="own-anew", on_click=_change, args=(file, read, ANEW))
    recipe_words.mark_up_names({"own-offered": recipe})


def _asked(file: Checked, read: ReadTable, unit: str, mode: str) -> None:
    """The table as it was read, what it seems to be, and the questions about it."""
    words = session.words()
    proposal = mapping.suggested(file.key, read.profile, unit)
    st.html(html.paragraph(sheet_view.title_and_place(read.table), "strong"))
    st.html(html.paragraph(" ".join(recipe_words.understood(read.table, proposal)), "sentence"))
    if proposal.columns:
        _privacy()
    if mapping.place(read.table) in file.meaning.recipes and read.recipe is None:
        st.warning(words("own-tables.not-found"))
    mapping.ask(file, read, unit, "" if mode == ANEW else mode)
    if mode:
        st.button(words("own-tables.back"), key="own-back", on_click=_back, args=(file.key,))


def _privacy() -> None:
    """What becomes of the names and texts of a list."""
    st.html(html.paragraph(session.words()("table.privacy"), "muted"))


def _change(file: str, read: ReadTable, mode: str) -> None:
    pending_deliveries.mine().changing[file] = (mapping.place(read.table), mode)


def _back(file: str) -> None:
    pending_deliveries.mine().changing.pop(file, None)


def _leave_out(file: str, read: ReadTable) -> None:
    """Drops the draft for the table, or does without the stored recipe this time."""
    mine = pending_deliveries.mine()
    held = mine.meaning(file)
    left = {place: recipe for place, recipe in held.recipes.items() if recipe != read.recipe}
    mine.meanings[file] = replace(held, recipes=left, without=held.without | ({read.recipe_id} if read.recipe_id else frozenset()))
