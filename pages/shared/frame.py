"""What stands around every page: the list of pages, language and year, the banner over example data."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import streamlit as st

from loaders.example_data import examples
from monitoring import catalogue, settings
from monitoring.words import languages
from monitoring.words import words as words_of
from pages.shared import address, html, page_titles, session

ICON = f"data:image/png;base64,{b64encode(Path(__file__).with_name('icon.png').read_bytes()).decode()}"
"""In the page itself: Streamlit would serve it as a file that may be gone before the browser asks for it."""

PAGES = {
    "council": ("overview", "goal", "changes", "explore", "timeline", "meetings", "meeting", "embed"),
    "units": ("deliver", "deliveries", "recipes", "round"),
    "about": ("method", "accessibility"),
}
ALONE = ("meeting", "embed")
"""Pages that are reached from another one and fill the screen: no place in the menu, no year, no foot."""
ASIDE = ("deliveries", "recipes", "accessibility")
"""Pages that the foot and other pages lead to: the menu has what fits on a screen, or Streamlit folds the rest behind an English word."""
BARE = ("embed",)
"""Pages that stand inside another site's page: of the frame only the banner over example data."""
WORKING = ("meetings", "meeting", "deliver", "deliveries", "recipes", "round")
"""Pages of those who work with the programme; the public copy does not have them."""


def shown() -> dict[str, tuple[str, ...]]:
    """The pages that this copy has, by who reads them."""
    known = {folder: tuple(name for name in names if has(name)) for folder, names in PAGES.items()}
    return {folder: names for folder, names in known.items() if names}


def has(name: str) -> bool:
    """Whether this copy has the page."""
    return not (settings.is_public() and name in WORKING)


def pages() -> list:
    """The pages in the order of who reads them; the address of each is its file's name. Without sections: on a phone Streamlit makes of those a
    list that is none to a screen reader."""
    words = session.words()

    def page(name: str):
        seen = "hidden" if name in (*ALONE, *ASIDE) else "visible"
        return st.Page(link(name), title=words(f"page.{name}"), url_path=name, default=name == "overview", visibility=seen)

    return [page(name) for names in shown().values() for name in names]


def link(name: str) -> str:
    """The script of a page, as Streamlit's links want it."""
    folder = next(folder for folder, names in PAGES.items() if name in names)
    return f"pages/{folder}/{name}.py"


def here(**more: str) -> dict[str, str]:
    """The address parameters that go along to another page: language, year, and `more`."""
    return {"lang": session.language(), "year": str(session.year())} | more


def head(page) -> None:
    """Style, title, banner, language and year."""
    words = session.words()
    address.confirm()
    st.html(html.style(session.palette()) + html.language(words.language), unsafe_allow_javascript=True)
    _prepare_examples()
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="bottom", key="frame-choices"):
        if session.is_example():
            st.html(html.banner(words("banner.example")))
        if page.url_path not in ALONE:
            _year()
        if page.url_path not in BARE:
            _language()
    title(page.title)


def title(about: str) -> None:
    """What the browser and a shared link call the page; a page that is about one thing says which."""
    st.set_page_config(page_title=page_titles.in_full(about, session.programme(), session.words()))


def foot(page) -> None:
    """All pages by who reads them, and whose figures these are."""
    words = session.words()
    if page.url_path in ALONE:
        return
    with st.container(key="frame-foot"):
        for column, (folder, names) in zip(st.columns(len(shown())), shown().items(), strict=True):
            with column:
                st.html(html.paragraph(words(f"nav.{folder}"), "muted"))
                for name in (each for each in names if each not in ALONE):
                    st.page_link(link(name), label=words(f"page.{name}"), query_params=here())
        st.html(html.paragraph(words("foot.source", programme=session.programme().programme), "muted"))


def refuse_broken_catalogue() -> None:
    """Without a catalogue there is nothing to show: says what is wrong in which line, and stops."""
    try:
        session.programme()
    except catalogue.CatalogueError as error:
        words = session.words()
        st.error(words("catalogue.broken", folder=settings.programme_folder().name))
        rows = [(problem.file, str(problem.line), words(f"catalogue.{problem.code}", **problem.values)) for problem in error.problems]
        columns = [words("catalogue.column.file"), words("catalogue.column.line"), words("catalogue.column.problem")]
        st.html(html.table(columns, rows, words("catalogue.broken.caption")))
        st.stop()


def _prepare_examples() -> None:
    """Makes the example data's store where it is to be shown and is missing or older than its workbooks."""
    words, target, programme = session.words(), session.example_store(), session.programme()
    if not session.own().is_empty or not examples.exist(programme) or examples.are_loaded(target, programme):
        return
    bar = st.progress(0.0, words("examples.loading"))
    try:
        examples.load(target, programme, bar.progress)
    except examples.ExampleError as error:
        st.warning(words("examples.broken", file=error.checked.file_name))
    bar.empty()
    session.begin()


def _year() -> None:
    def chosen() -> None:
        st.session_state["chosen_year"] = st.session_state["frame-year"]
        st.query_params["year"] = str(st.session_state["frame-year"])

    year = session.year()
    st.session_state["frame-year"] = year
    address.keep("year", [str(year)])
    st.selectbox(session.words()("frame.year"), list(session.programme().years), key="frame-year", on_change=chosen, width=110, format_func=str)


def _language() -> None:
    def chosen() -> None:
        st.session_state["language"] = st.session_state["frame-language"] or session.language()
        st.query_params["lang"] = st.session_state["language"]

    code = session.language()
    st.session_state["language"] = code
    st.session_state["frame-language"] = code
    address.keep("lang", [code])
    st.segmented_control(
        session.words()("frame.language"),
        languages(),
        key="frame-language",
        on_change=chosen,
        required=True,
        format_func=lambda each: words_of(each)("language.name"),
    )
