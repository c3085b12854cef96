"""Lists to choose from: what is typed finds the options that hold it, in their order, and not those that have other letters in between."""

from __future__ import annotations

from functools import partial

import streamlit as st

one = partial(st.selectbox, filter_mode="contains")
several = partial(st.multiselect, filter_mode="contains")
