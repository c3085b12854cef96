"""The page's address: what is chosen is in it, so that a link shows the same view to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st


def given(name: str) -> tuple[str, ...]:
    """The values of one parameter of the address."""
    return tuple(st.query_params.get_all(name))


def keep(name: str, values: Sequence[str]) -> None:
    """Writes a parameter into the address, or takes it out where there is nothing to say."""
    if given(name) == tuple(values):
        return
    if values:
        st.query_params[name] = list(values)
    else:
        del st.query_params[name]


def bound(name: str, key: str, options: Sequence[str], default: Sequence[str], widget: Callable[[str], object]) -> list[str]:
    """The value of a choice that follows the address and that the address follows.

    `widget` draws it under the key that it gets; `options` and values are codes, the same in every language.
    """
    in_address, seen = given(name), f"{key}:address"
    if key not in st.session_state or (in_address and st.session_state.get(seen) != in_address):
        wanted = [value for value in in_address if value in options] or list(default)
        st.session_state[key] = wanted
    chosen = widget(key)
    values = [chosen] if isinstance(chosen, str) else list(chosen or [])
    keep(name, values if values != list(default) else [])
    st.session_state[seen] = given(name)
    return values
