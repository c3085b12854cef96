"""The domain of a municipal programme: what was promised, what was reported, how it stands.

In: a programme's CSV files and accepted figures. Out: figures a year, assessments with reasons, charts, exports.
Knows neither Streamlit nor Excel; nothing here imports `loaders` or `pages`.
"""

import os

# Pydantic would look through all installed packages for plug-ins of others each time a process starts.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")
