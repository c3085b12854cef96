"""For commands that need no pandas: DuckDB imports it with the first value that it binds, and PyArrow with the first array, only to ask whether the
value is one of its; that takes half a second."""

from __future__ import annotations

import sys


class _WithoutPandas:
    """What Python asks for a module before it looks elsewhere."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name, name=name)


def begin() -> None:
    """From here on this process has no pandas."""
    sys.meta_path.insert(0, _WithoutPandas)
