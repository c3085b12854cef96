"""A bare Streamlit page with one Plotly chart: what our pages are measured against."""

import plotly.graph_objects as go
import streamlit as st

st.title("Bare")
st.plotly_chart(go.Figure(go.Scatter(x=[2019, 2020, 2021, 2022], y=[3, 5, 4, 6])))
