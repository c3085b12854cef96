"""A file that is written whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from monitoring.storage.errors import StoreError

HALF = ".duckdb-half"
"""Ends the name of a file that is not yet written whole."""


@contextmanager
def _begun(half: Path) -> Iterator[None]:
    """Holds a file that is being written; those beside it that nobody holds were left by processes that were killed, and go."""
    with half.open("wb") as ours:
        fcntl.flock(ours, fcntl.LOCK_EX)
        for left in half.parent.glob(f"*{HALF}"):
            with suppress(OSError), left.open("rb") as other:
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()
        yield


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `target` when the block is done and is gone when it fails. Raises StoreError about `target`."""
    half = target.with_name(target.name + HALF)
    try:
        with _begun(half):
            yield half
            os.replace(half, target)
    except OSError as error:
        code = {errno.ENOSPC: "full", errno.EACCES: "unwritable", errno.EROFS: "unwritable"}.get(error.errno)
        if code is None:
            raise
        raise StoreError(target, code) from error
    finally:
        half.unlink(missing_ok=True)
