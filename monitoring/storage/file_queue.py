"""Who may have a store file next: a lock of the operating system on a small file beside it, `<name>.newest`, which also says up to which commit was
reported as stored. Where the store has less, something was lost, as when DuckDB drops a damaged write-ahead log. A process that was killed holds up
nobody, and the file may be deleted."""

from __future__ import annotations

import fcntl
import os
import threading
from contextlib import suppress
from pathlib import Path

from monitoring.storage import turns
from monitoring.storage.backend import Mark
from monitoring.storage.errors import StoreBusy


class FileQueue:
    """A place in the queue for a store file, and up to which commit (`told`) it was reported as stored. Where nobody may write beside the store
    there is no queue, and nobody who could write."""

    def __init__(self, store: Path, patience: float, to_write: bool):
        self.path = store.with_name(f"{store.name}.newest")
        self.told = 0
        self._patience, self._handle, self._store, self._to_write = patience, None, store, to_write

    def __enter__(self) -> FileQueue:
        self._handle = _opened(self.path, self._to_write or self._store.exists())
        if self._handle is not None:
            if not _locked(self._handle, self._patience):
                raise StoreBusy(self._store)
            number, *_ = _content(self._handle).split(maxsplit=1) or [""]
            self.told = int(number) if number.isdecimal() else 0
        return self

    def __exit__(self, *_) -> None:
        if self._handle is not None:
            os.close(self._handle)

    def tell(self, mark: Mark) -> None:
        """Says that everything up to a commit is stored."""
        if self._handle is not None:
            with suppress(OSError):
                os.pwrite(self._handle, f"{mark.number} {mark.commit_id}".ljust(60).encode("ascii"), 0)


def _content(handle: int) -> str:
    return os.pread(handle, 100, 0).decode("ascii", "replace")


def _opened(path: Path, is_made: bool) -> int | None:
    """The file, for writing where that is allowed; it is made where it `is_made`."""
    for flags in (os.O_RDWR | (os.O_CREAT if is_made else 0), os.O_RDONLY):
        with suppress(OSError):
            return os.open(path, flags | os.O_CLOEXEC, 0o664)
    return None


def _locked(handle: int, patience: float) -> bool:
    """Waits for the lock in the order in which the operating system lets processes have it, as long as others go on storing. Where it comes too
    late, nobody has it, and the handle is closed."""
    with suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    came, guard, is_awaited = threading.Event(), threading.Lock(), [True]

    def wait() -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with guard:
            if is_awaited[0]:
                came.set()
            else:
                os.close(handle)

    threading.Thread(target=wait, daemon=True).start()
    turns.comes(came.wait, lambda: _content(handle), patience)
    with guard:
        is_awaited[0] = came.is_set()
    return is_awaited[0]
