"""The frame of every page: the list of pages, language and year, the banner over example data, what is wrong with the store or the catalogue."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import streamlit as st

from loaders.example_data import examples
from monitoring import catalogue, settings
from monitoring.storage.errors import StoreError
from monitoring.trust import log
from monitoring.trust.permissions import Refused
from monitoring.words import languages
from monitoring.words import words as words_of
from pages.shared import address, framework_words, html, identity, markdown, registry, select, session, shown_data
from pages.shared.registry import Frame, Place

server_log = logging.getLogger(__name__)
ICON = f"data:image/png;base64,{b64encode(Path(__file__).with_name('icon.png').read_bytes()).decode()}"
"""In the page itself: Streamlit would serve it as a file that may be gone before the browser asks for it."""


SUBJECTS = {"goal": "goal", "meetings": "meeting"}
"""The parameter that names what a page is about, where that makes it another page to its reader."""


def has(name: str) -> bool:
    """Whether the reader has the page."""
    return registry.named(name, session.reader()) is not None


def pages() -> list:
    """The pages in the order of who reads them; the address of each is its script's name. Where people sign in also those of others, so that whoever
    comes by a link is told why it does not open. Without sections: on a phone Streamlit makes of those a list that is none to a screen reader."""
    return list(_pages().values())


@session.once
def _pages() -> dict:
    words, own = session.words(), registry.of(session.reader())
    return {
        page.name: st.Page(
            page.script,
            title=words(f"page.{page.name}"),
            url_path=page.name,
            default=page.name == registry.FRONT,
            visibility="visible" if page in own and page.linked == Place.MENU else "hidden",
        )
        for page in (registry.PAGES if identity.is_offered() else own)
    }


def link(name: str):
    """One of the reader's pages, for a link: with the page itself Streamlit need not search for its script."""
    return _pages()[name]


def is_for_reader(page) -> bool:
    """Whether the reader has a page of st.navigation; the front page's address is empty."""
    return has(page.url_path or registry.FRONT)


def refusal(page) -> None:
    """In place of a page that the reader does not have: why, and the way in."""
    words, reader = session.words(), session.reader()
    is_signed_in = bool(reader.session)
    st.title(page.title)
    if is_signed_in:
        wanted = next(each for each in registry.PAGES if each.name == page.url_path)
        # The log tells of it; whoever is not signed in may come by any link.
        with suppress(Refused):
            log.ask(identity.store(), reader, wanted.permission)
    st.html(html.paragraph(words("account.page.no-role" if is_signed_in else "account.page.sign-in")))
    if not is_signed_in:
        st.html(html.button_link(_sign_in(page), words("account.sign-in")))


def here(**more: str) -> dict[str, str]:
    """The address parameters that go along to another page: language, year, and `more`."""
    return {"lang": session.language(), "year": str(session.year())} | more


def head(page) -> None:
    """Style, title, banner, language and year."""
    words, around = session.words(), _frame(page)
    address.confirm(page.url_path)
    made = html.style(session.palette()) + html.language(words) + html.framework(framework_words.pairs(words))
    made += html.top("/".join([page.url_path, *address.given(SUBJECTS.get(page.url_path, ""))]))
    st.html(made, unsafe_allow_javascript=True)
    _prepare_examples()
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="frame-choices"):
        if session.is_example():
            st.html(html.banner(words("banner.example")))
        if around == Frame.WHOLE:
            _year()
        if around != Frame.EMBEDDED:
            _language()
        if around == Frame.WHOLE and identity.is_offered():
            _account(page)
    if session.has_other_roles():
        st.info(words("account.changed"))
    if around != Frame.EMBEDDED and identity.is_over(st.context.cookies, session.reader()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(words("account.over"))
            st.html(html.button_link(_sign_in(page), words("account.sign-in")), width="content")
    if since := session.behind_since():
        st.info(words("store.behind", at=session.moment(since)))
    title(page.title)


def title(text: str) -> None:
    """The page's title in the browser and in a shared link; a page about one thing names it."""
    st.set_page_config(page_title=registry.in_full(text, session.programme(), session.words()))


def foot(page) -> None:
    """All pages by who reads them, and whose figures these are."""
    words = session.words()
    if _frame(page) != Frame.WHOLE:
        return
    linked = [each for each in registry.of(session.reader()) if each.linked != Place.PAGES]
    folders = list(dict.fromkeys(each.folder for each in linked))
    with st.container(key="frame-foot"):
        for column, folder in zip(st.columns(len(folders)), folders, strict=True):
            with column:
                st.html(html.paragraph(words(f"nav.{folder}"), "muted"))
                for each in linked:
                    if each.folder == folder:
                        st.page_link(link(each.name), label=words(f"page.{each.name}"), query_params=here())
        st.html(html.paragraph(words("foot.source", programme=session.programme().programme), "muted"))


def _frame(page) -> Frame:
    return next(each.frame for each in registry.PAGES if each.name == (page.url_path or registry.FRONT))


def refuse_broken_catalogue() -> None:
    """Stops without a catalogue, or where the file of roles is wrong, with what is wrong in which line."""
    try:
        session.programme()
        # The mapping of roles is checked with it.
        session.reader()
    except catalogue.CatalogueError as error:
        words = session.words()
        if _is_seen_by_others():
            server_log.error("broken: %s", error.problems)
            st.error(words("store.unreadable"))
            st.stop()
        st.error(markdown.escape(words("catalogue.broken", folder=settings.programme_folder().name)))
        rows = [(problem.file, str(problem.line), words(f"catalogue.{problem.code}", **problem.values)) for problem in error.problems]
        columns = [words("catalogue.column.file"), words("catalogue.column.line"), words("catalogue.column.problem")]
        st.html(html.table(columns, rows, words("catalogue.broken.caption")))
        st.stop()


@contextmanager
def store_trouble() -> Iterator[None]:
    """Stops the page with a message where the reader may not see it, or the store is busy or no store."""
    words = session.words()
    try:
        yield
    except Refused:
        st.error(words("permission.refused"))
        st.stop()
    except StoreError as error:
        if error.may_pass:
            st.warning(words(error.key))
        else:
            server_log.error("no store: %s: %s", error.code, error)
            st.error(words("store.unreadable") if _is_seen_by_others() else markdown.escape(error.text(words)))
        st.stop()


def _is_seen_by_others() -> bool:
    """Whether readers are others than the one who runs the server: where its files are is not for them, its own messages say it."""
    return settings.is_public() or identity.is_offered()


def _prepare_examples() -> None:
    """Makes the example data's store where it is to be shown and is missing or older than its workbooks."""
    words, programme = session.words(), session.programme()
    if session.is_example() or not session.city_snapshot().is_empty or not examples.exist(programme):
        return
    bar = st.progress(0.0, words("examples.loading"))
    try:
        examples.load(shown_data.example_store(), programme, bar.progress)
    except examples.ExampleError as error:
        st.warning(markdown.escape(words("examples.broken", file=error.checked.file_name)))
    bar.empty()
    session.begin()


def _account(page) -> None:
    """The way in, or the name of whoever is signed in, which leads to their account."""
    words, reader = session.words(), session.reader()
    if reader.session:
        st.page_link(link("account"), label=markdown.escape(reader.name), query_params=here(), width="content")
    else:
        st.html(html.link(_sign_in(page), words("account.sign-in")), width="content")


def _sign_in(page) -> str:
    name = page.url_path or registry.FRONT
    back = next(iter(address.given("back")), "") if name == "account" else address.here(name)
    return address.sign_in(back, session.language())


def _year() -> None:
    def chosen() -> None:
        st.session_state["chosen_year"] = st.session_state["frame-year"]
        st.query_params["year"] = str(st.session_state["frame-year"])

    year = session.year()
    st.session_state["frame-year"] = year
    address.put("year", [str(year)])
    select.one(
        session.words()("frame.year"),
        list(session.programme().years),
        key="frame-year",
        on_change=chosen,
        width=110,
        format_func=str,
    )


def _language() -> None:
    def chosen() -> None:
        st.session_state["language"] = st.session_state["frame-language"] or session.language()
        st.query_params["lang"] = st.session_state["language"]

    code = session.language()
    st.session_state["language"] = code
    st.session_state["frame-language"] = code
    address.put("lang", [code])
    st.segmented_control(
        session.words()("frame.language"),
        languages(),
        key="frame-language",
        on_change=chosen,
        required=True,
        format_func=lambda each: words_of(each)("language.name"),
    )
