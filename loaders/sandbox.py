"""Reading a workbook that nobody should trust: in a process of its own, with little memory and little time."""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import BinaryIO

from loaders import opening
from loaders.opening import Refusal, refusal
from loaders.workbook import Workbook, unpack

ROOT = Path(__file__).parent.parent
SECONDS = 8.0
"""Of the ten that a person waits at most; the rest is for what comes after reading."""
MEMORY = 1024**3
ANSWER_SIZE = 128 * 1024**2
PATIENCE = 30.0
AT_ONCE = 2
PIECE = 64 * 1024

_places = threading.BoundedSemaphore(AT_ONCE)
log = logging.getLogger(__name__)


def read(
    path: Path,
    progress: Callable[[float], None] | None = None,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    patience: float = PATIENCE,
) -> Workbook | Refusal:
    """The workbook at `path`, or why it is not read. `progress` hears the share that has been read, from 0 to 1, in the caller's thread.

    `seconds` bound the reading, `memory` (bytes) the process, `patience` (seconds) the wait while AT_ONCE others are being read.
    Safe to call from many threads. Raises OSError where the file cannot be opened.
    """
    with path.open("rb") as content:
        refused = opening.glance(path.name, content)
        if refused:
            return refused
        if not _places.acquire(timeout=patience):
            return refusal("busy")
        try:
            answer = _ask(content, progress or _unheard, seconds, memory)
        finally:
            _places.release()
    return answer if isinstance(answer, Refusal) else _received(answer)


def _unheard(share: float) -> None:
    pass


def _received(answer: bytes) -> Workbook | Refusal:
    document = json.loads(answer)
    return refusal(document["detail"], **document["values"]) if "detail" in document else unpack(document)


def _ask(content: BinaryIO, progress: Callable[[float], None], seconds: float, memory: int) -> bytes | Refusal:
    """The answer of a reading process, whole, or a refusal where it gave none."""
    command = [sys.executable, "-E", "-s", "-W", "ignore", "-m", "loaders.inside", str(memory), str(ceil(seconds) + 1)]
    deadline = time.monotonic() + seconds
    process = subprocess.Popen(command, cwd=ROOT, stdin=content, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, start_new_session=True)
    # The caller's progress may raise: a page stops its script that way.
    try:
        answer, noise, is_late = _listen(process, progress, deadline)
        ended = None if is_late else _ended(process, deadline)
    finally:
        _end(process)
    if ended == 0:
        progress(1.0)
        return answer
    log.warning("reading process ended with %s: %r", ended, noise)
    if is_late or ended in (None, -signal.SIGXCPU):
        return refusal("took-too-long")
    return refusal("damaged" if ended == -signal.SIGSEGV else "out-of-memory")


def _listen(process: subprocess.Popen, progress: Callable[[float], None], deadline: float) -> tuple[bytes, bytes, bool]:
    """(answer, the last of what else was said, is it late). Progress is told meanwhile."""
    pieces: list[bytes] = []
    noise = b""
    size = 0
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        waiting.register(process.stderr, selectors.EVENT_READ)
        while waiting.get_map():
            left = deadline - time.monotonic()
            if left <= 0 or size > ANSWER_SIZE:
                return b"", noise, True
            for key, _ in waiting.select(left):
                piece = os.read(key.fd, PIECE)
                if not piece:
                    waiting.unregister(key.fileobj)
                elif key.fileobj is process.stdout:
                    pieces.append(piece)
                    size += len(piece)
                else:
                    noise = _told(noise + piece, progress)
    return b"".join(pieces), noise, False


def _told(said: bytes, progress: Callable[[float], None]) -> bytes:
    """Tells the newest share among the complete lines, and returns what is no share."""
    *lines, rest = said.split(b"\n")
    shares = [line for line in lines if line.replace(b".", b"").isdigit()]
    if shares:
        progress(float(shares[-1]))
    return b"\n".join([line for line in lines if line not in shares] + [rest])[-4096:]


def _ended(process: subprocess.Popen, deadline: float) -> int | None:
    """The exit code, negative for a signal; None where the process closed its ends and lingers."""
    try:
        return process.wait(max(deadline - time.monotonic(), 1.0))
    except subprocess.TimeoutExpired:
        return None


def _end(process: subprocess.Popen) -> None:
    """Kills what still runs, with all that it started, and closes our ends."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    process.stdout.close()
    process.stderr.close()
