"""The page's address: it holds what is chosen, so that a link shows the same view to somebody else.

Streamlit's own binding of widgets writes the labels into the address; those differ by language. Here it is codes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from urllib.parse import urlencode, urljoin

import streamlit as st

PAGE = "address:page"
"""The key of the page that the reader was on in the run before."""


def given(name: str) -> tuple[str, ...]:
    """The values of one parameter of the address."""
    return tuple(st.query_params.get_all(name))


def whole(page: str, dashboard: str = "", **parameters: str) -> str:
    """The whole address of a page, for links outside of the pages. `dashboard` is where readers find them, without a slash at the end; without it
    they are where this reader is."""
    return f"{urljoin(f'{dashboard}/' if dashboard else st.context.url or '', page)}?{urlencode(parameters)}"


def here(page: str) -> str:
    """The address of a page with all that is chosen there."""
    given_all = [(name, value) for name in st.query_params for value in given(name)]
    return f"{page}?{urlencode(given_all)}"


def sign_in(back: str, language: str) -> str:
    """The address that leads to the identity provider, and then back to one of ours."""
    return f"sign-in/start?{urlencode({'back': back, 'lang': language})}"


def base_path() -> str:
    """What comes before the address of every page: "" on a host of its own, "/city/monitoring" with `--server.baseUrlPath city/monitoring`."""
    return f"/{st.get_option('server.baseUrlPath').strip('/')}".rstrip("/")


def put(name: str, values: Sequence[str]) -> None:
    """Writes a parameter into the address; without values takes it out."""
    if given(name) == tuple(values):
        return
    if values:
        st.query_params[name] = list(values)
    else:
        del st.query_params[name]


def confirm(page: str) -> None:
    """Sends the address to the browser where the reader stays on a page. After a link to the page that one is on, Streamlit shows its old address,
    and returns to it with the next click. After a link to another page it would put the new parameters behind the old page's address into the
    history, and the way back would lead there."""
    if st.session_state.get(PAGE) == page:
        st.query_params.from_dict({name: given(name) for name in st.query_params})
    st.session_state[PAGE] = page


def several(name: str, key: str, options: Sequence[str], widget: Callable[[str], object]) -> list[str]:
    """Any number of `options` (codes), chosen with the widget that `widget` draws under `key`; none at first."""
    _from_address(name, key, lambda values: [value for value in values if value in options])
    chosen = list(widget(key) or [])
    _to_address(name, key, chosen)
    return chosen


def one(name: str, key: str, options: Sequence[str], widget: Callable[[str], object], default: str | None = None) -> str | None:
    """One of `options` (codes), `default` at first."""
    _from_address(name, key, lambda values: next((value for value in values if value in options), default))
    chosen = widget(key)
    _to_address(name, key, [chosen] if chosen is not None and chosen != default else [])
    return chosen


def day(name: str, key: str, default: date, reach: tuple[date, date], widget: Callable[[str], date]) -> date:
    """A day, `default` at first; one out of `reach` (first, last) is the nearest that is not."""
    _from_address(name, key, lambda values: next(filter(None, map(_day, values)), default))
    within = min(max(st.session_state[key], reach[0]), reach[1])
    if within != st.session_state[key]:
        st.session_state[key] = within
    chosen = widget(key)
    _to_address(name, key, [chosen.isoformat()] if chosen != default else [])
    return chosen


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def span(name: str, key: str, options: Sequence[str], widget: Callable[[str, tuple[str, str]], object]) -> tuple[str, str]:
    """The first and the last of a run of `options`; at first all of them. `widget` draws it under a key, with these at first.

    A slider has two ends only if its default has, and no value may be set besides a default: a new value in the address makes a new
    slider.
    """
    whole = (options[0], options[-1])

    def read(values: tuple[str, ...]) -> tuple[str, str]:
        known = sorted((value for value in values if value in options), key=options.index)
        return (known[0], known[-1]) if known else whole

    times = st.session_state.get(f"{key}:times", 0)
    if st.session_state.get(f"{key}:address") != given(name):
        times += 1
        st.session_state[key] = read(given(name))
    chosen = tuple(widget(f"{key}-{times}", st.session_state[key]))
    st.session_state.update({key: chosen, f"{key}:times": times})
    _to_address(name, key, chosen if chosen != whole else ())
    return chosen


def _from_address(name: str, key: str, read: Callable[[tuple[str, ...]], object]) -> None:
    """The widget takes over the value in the address, where that is new."""
    in_address = given(name)
    if key not in st.session_state or (in_address and st.session_state.get(f"{key}:address") != in_address):
        st.session_state[key] = read(in_address)


def _to_address(name: str, key: str, values: Sequence[str]) -> None:
    """The address takes over the value of the widget."""
    put(name, values)
    st.session_state[f"{key}:address"] = given(name)
