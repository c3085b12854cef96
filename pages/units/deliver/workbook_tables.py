"""The tables of a unit's own workbook: each as it was read, with the recipe that was used, or with the questions about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import streamlit as st

from loaders.files.workbook import address, boundaries
from loaders.own_tables import ReadTable
from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe
from loaders.recipes.stored_recipes import StoredRecipe
from loaders.recipes.table_profile import TableProfile
from loaders.tables import LABEL, REMARK, Table
from pages.shared import entries, frame, html, markdown, recipe_words, session
from pages.shared.html import Place
from pages.units.deliver import mapping, mapping_fields, pending_deliveries
from pages.units.deliver.pending_deliveries import Checked

ANEW = "anew"
"""The mode of a table whose offered recipe was declined: it has the questions of one without a recipe."""
FIRST_ROWS, LAST_ROWS, MOST_COLUMNS, MOST_HEADINGS = 12, 1, 40, 12
"""How much of a table is shown."""
LONGEST = 80
"""Characters of a cell that are shown."""

Spans = dict[tuple[int, int], tuple[int, int]]
"""(row, column) of a merged cell's first place → columns and rows that it covers; (0, 0) for the places that it covers."""


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
    columns = [words(f"own-tables.column.{name}") for name in ("table", "place", "use")]
    rows = [(_title(one.table), f"{one.table.sheet.name} {one.table.range}", _use(one)) for one in tables]
    st.html(html.table(columns, rows, words("own-tables.caption")))
    first = next((index for index, one in enumerate(tables) if one.recipe), 0)

    def shown(index: int) -> str:
        return _title_and_place(tables[index].table)

    return tables[st.selectbox(words("own-tables.choose"), range(len(tables)), first, key=f"table:{file.key}", format_func=shown)]


def _use(read: ReadTable) -> str:
    words = session.words()
    if read.recipe is not None:
        return words("own-tables.use.recipe" if read.recipe_id else "own-tables.use.draft", recipe=read.recipe.name)
    return words("own-tables.use.offered", recipe=read.offered.recipe.name) if read.offered else words("own-tables.use.none")


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
    if any(rule.is_of_list for rule in recipe.rules):
        _privacy()
    with st.expander(words("own-tables.look")):
        st.html(html.paragraph(_title_and_place(read.table), "muted"))
        _table(read.profile)
    with st.container(horizontal=True):
        st.button(words("own-tables.change"), key="own-change", on_click=_change, args=(file.key, read, mapping.CHANGE))
        st.button(words("own-tables.another"), key="own-another", on_click=_change, args=(file.key, read, mapping.ADD))
        label = words("own-tables.leave-out.once" if read.recipe_id else "own-tables.leave-out")
        st.button(label, key="own-leave-out", on_click=_leave_out, args=(file.key, read))


def _ask_year(file: str) -> None:
    """Asks for the year alone, of a table whose recipe is known and which says none."""
    words, key = session.words(), f"own-year:{file}"
    with st.form(f"{key}:form", enter_to_submit=False):
        st.text_input(words("map.year"), key=key, max_chars=4)
        st.form_submit_button(words("map.go-on"), key="own-year-go-on", type="primary", on_click=_set_year, args=(file, key))


def _set_year(file: str, key: str) -> None:
    mine = pending_deliveries.mine()
    mine.meanings[file] = replace(mine.meaning(file), year=mapping_fields.year_of(st.session_state[key]))


def _stored(recipe_id: str, recipe: Recipe) -> None:
    words = session.words()
    known = stored_recipes.active(session.city_store(), session.programme().programme.programme, recipe.unit)
    stored = next((one for one in known if one.recipe_id == recipe_id), None)
    st.html(html.paragraph(words("own-tables.recipe", recipe=recipe.name), "sentence"))
    if stored is not None:
        st.html(html.paragraph(words("own-tables.recipe.stored", by=stored.stored_by, at=session.moment(stored.stored_at)), "muted"))
    st.page_link(frame.link("recipes"), label=words("own-tables.recipe.link"), query_params=frame.here(unit=recipe.unit, recipe=recipe_id))


def _offered(file: str, read: ReadTable, offered: StoredRecipe) -> None:
    """A recipe for a similar table: which headings differ, and whether it is to be used."""
    words, recipe = session.words(), offered.recipe
    st.html(html.paragraph(words("own-tables.offered", recipe=recipe.name), "sentence"))
    now, before = set(read.profile.headings), set(recipe.headings)
    differences = [(words("own-tables.offered.new"), sorted(now - before)), (words("own-tables.offered.gone"), sorted(before - now))]
    st.html(html.facts((name, ", ".join(headings)) for name, headings in differences if headings))
    st.html(recipe_words.recipe(recipe))
    _table(read.profile)
    with st.container(horizontal=True):
        label = markdown.escape(words("own-tables.offered.yes", recipe=recipe.name))
        st.button(label, key="own-offered", type="primary", on_click=mapping.put, args=(file, read.profile, recipe))
        st.button(words("own-tables.offered.no"), key="own-anew", on_click=_change, args=(file, read, ANEW))


def _asked(file: Checked, read: ReadTable, unit: str, mode: str) -> None:
    """The table as it was read, what it seems to be, and the questions about it."""
    words = session.words()
    proposal = mapping.suggested(file.key, read.profile, unit)
    st.html(html.paragraph(_title_and_place(read.table), "strong"))
    _table(read.profile)
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


def _table(profile: TableProfile) -> None:
    """The table's title and place, its headings, the first rows and the last."""
    words, table = session.words(), profile.table
    top, left, bottom, right = boundaries(table.range)
    shown = range(left, min(right, left + MOST_COLUMNS - 1) + 1)
    caption = words("table.caption", sheet=table.sheet.name, range=table.range)
    st.html(html.sheet([address(1, column)[:-1] for column in shown], _rows(profile, top, bottom, shown), words("table.corner"), caption))
    if right > shown[-1]:
        st.html(html.paragraph(words("table.more-columns", n=right - shown[-1]), "muted"))
    confidence, doubts = ("", []) if profile.is_list else recipe_words.doubts(table)
    if doubts:
        st.html(html.paragraph(confidence, "sentence") + html.items(doubts))


def _title(table: Table) -> str:
    """The title of a table, else the name of its sheet."""
    return entries.shortened(table.title.split("\n")[0], LONGEST) or table.sheet.name


def _title_and_place(table: Table) -> str:
    """Sheet and range, and the title where there is one."""
    where = entries.place(table.sheet.name, table.range)
    return f"{_title(table)} · {where}" if table.title else where


def _rows(profile: TableProfile, top: int, bottom: int, shown: range) -> Iterator[tuple[str, list[Place]]]:
    words, table, first = session.words(), profile.table, profile.table.lines[0]
    top = max(top, first - MOST_HEADINGS)
    spans = _spans(table, top, shown)
    for row in range(top, first):
        yield str(row), _row(table, row, shown, spans, "heading")
    yield words("table.holds"), [Place(_column_use(table, column, profile.is_list), kind="note") for column in shown]
    filled = sorted({cell.row for cell in table.sheet.cells if first <= cell.row <= bottom and cell.column in shown})
    for row in filled[:FIRST_ROWS]:
        yield str(row), _row(table, row, shown, spans)
    left_out = len(filled) - FIRST_ROWS - LAST_ROWS
    if left_out > 0:
        yield "…", [Place(words("table.more-rows", n=left_out), across=len(shown), kind="gap")]
    for row in filled[max(FIRST_ROWS, len(filled) - LAST_ROWS) :]:
        yield str(row), _row(table, row, shown, spans)


def _spans(table: Table, first_row: int, shown: range) -> Spans:
    """Of the headings only: what is merged down over data rows would be torn by the rows that are left out."""
    found: Spans = {}
    for named in table.sheet.merged:
        top, left, bottom, right = boundaries(named)
        right = min(right, shown[-1])
        if left not in shown or not first_row <= top <= bottom < table.lines[0]:
            continue
        found |= {(row, column): (0, 0) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        found[top, left] = (right - left + 1, bottom - top + 1)
    return found


def _row(table: Table, row: int, shown: range, spans: Spans, kind: str = "") -> list[Place]:
    language, places = session.words().language, []
    for column in shown:
        across, down = spans.get((row, column), (1, 1))
        if not across:
            continue
        cell = table.sheet.at(row, column)
        text = entries.shortened(cell.shown(language), LONGEST) if cell else ""
        places.append(Place(text, across, down, kind or ("number" if cell and cell.kind == "number" else "")))
    return places


def _column_use(table: Table, number: int, is_list: bool) -> str:
    """What a column was taken for, with the time or the unit of measure that its headings say. Texts of a list are not stored."""
    words = session.words()
    column = next((column for column in table.columns if column.number == number), None)
    if column is None:
        return words("table.holds.nothing")
    is_text = is_list and column.holds in (LABEL, REMARK)
    named = words("table.holds.counted") if is_text else words(f"table.holds.{column.holds}")
    return ", ".join(filter(None, (named, entries.period(column.period), column.unit)))
