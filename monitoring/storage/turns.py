"""How long somebody waits for a store that others want too: their turn comes, however many are before them, as long as those get on."""

from __future__ import annotations

import time
from collections.abc import Callable

LONGEST = 120.0
"""Seconds after which somebody is told that the store is busy, even where others get on."""


def comes(wait: Callable[[float], bool], progress: Callable[[], object], patience: float) -> bool:
    """Whether `wait`, which takes seconds, had what it waits for. It waits on while `progress` changes within `patience` seconds."""
    until, before = time.monotonic() + LONGEST, progress()
    while not wait(patience):
        after = progress()
        if after == before or time.monotonic() > until:
            return False
        before = after
    return True
