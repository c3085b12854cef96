"""The domain of a municipal programme: what was promised, what was reported, how it stands.

In: a programme's CSV files and accepted figures. Out: figures a year, assessments with reasons, charts, exports.
Knows neither Streamlit nor Excel; nothing here imports `loaders` or `pages`.
"""
