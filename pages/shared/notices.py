"""What a page says when there is nothing to show, or when the store cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from monitoring.store import NotAStore, StoreBusy
from pages.shared import session


@contextmanager
def store_trouble() -> Iterator[None]:
    """Says in words that the store is busy or no store, instead of breaking; stops the page there."""
    words = session.words()
    try:
        yield
    except StoreBusy:
        st.warning(words("store.busy"))
        st.stop()
    except NotAStore as error:
        st.error(words("store.not-a-store", path=str(error)))
        st.stop()


def nothing_reported(year: int) -> None:
    """No figure at all for the year."""
    st.info(session.words()("notice.nothing-reported", year=year))


def nothing_found() -> None:
    """The filters leave nothing."""
    st.info(session.words()("notice.nothing-found"))
