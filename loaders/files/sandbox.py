"""Reading a file that nobody should trust: in a process of its own, with little memory and little time."""

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
from dataclasses import replace
from math import ceil
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import BinaryIO

from loaders.files import opening
from loaders.files.opening import Refusal, refusal
from loaders.files.workbook import Workbook, unpack

ROOT = Path(__file__).parents[2]
SECONDS = 8.0
"""Of the ten that a person waits at most; the rest is for what comes after reading."""
MEMORY = 1024**3
AT_ONCE = 2
WAITED = 1.0
"""Seconds in the queue after which it is the queue that took too long, not the workbook."""
PIECE = 64 * 1024
INHERITED = ("LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PATH")
"""What the process gets of the environment: no settings, among which there are secrets."""
DONE, REFUSED = 0, 3
NOT_IN_SHEET_NAMES, SHEET_NAME = "[]:*?/\\", 31
"""Characters that the name of a sheet may not have, and how many it may have."""

Progress = Callable[[float], None]

_places = threading.BoundedSemaphore(AT_ONCE)
log = logging.getLogger(__name__)


def read(
    path: Path, progress: Progress | None = None, *, name: str | None = None, seconds: float = SECONDS, memory: int = MEMORY
) -> Workbook | Refusal:
    """The workbook at `path`, or why it is not read. `progress` gets the share that has been read, from 0 to 1, in the caller's thread.

    A table of text (.csv, .tsv, .txt, .px) is a workbook with one sheet, which is called like the file. `name` is what its sender calls
    the file, where `path` says something else. `seconds` bound the waiting and the reading, `memory` (bytes) the process. Safe to call
    from many threads. Raises OSError where the file cannot be opened.
    """
    name = name or path.name
    with path.open("rb") as content:
        answer = opening.glance(name, content)
        if answer is None:
            answer = ask(opening.task(name, content), content, progress=progress, seconds=seconds, memory=memory)
    if isinstance(answer, Refusal):
        return answer
    workbook = unpack(json.loads(answer))
    return replace(workbook, sheets=tuple(replace(sheet, name=sheet.name or _sheet_name(name)) for sheet in workbook.sheets))


def _sheet_name(name: str) -> str:
    """What Excel calls the one sheet of a file that has no sheets."""
    stem = "".join(character if character.isprintable() and character not in NOT_IN_SHEET_NAMES else " " for character in PurePath(name).stem)
    return " ".join(stem.split()).strip("' ")[:SHEET_NAME] or "1"


def ask(
    task: str,
    content: BinaryIO,
    attached: BinaryIO | None = None,
    progress: Progress | None = None,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> bytes | Refusal:
    """What a task of loaders.files.inside makes of a workbook, or why it makes nothing. `content`, and what the task needs `attached` to it, are open
    files of the operating system. While AT_ONCE others are being read it waits, at most half of `seconds`."""
    started_at = time.monotonic()
    if not _places.acquire(timeout=seconds / 2):
        return refusal("busy")
    waited = time.monotonic() - started_at
    try:
        with TemporaryDirectory() as scratch:
            process = _start([task, str(memory), str(ceil(seconds) + 1)], content, attached, scratch)
            answer = _outcome(process, progress or _unreported, started_at + seconds)
    finally:
        _places.release()
    if answer is None:
        return refusal("busy" if waited > WAITED else "took-too-long")
    return answer


def _unreported(share: float) -> None:
    pass


def _start(arguments: list[str], content: BinaryIO, attached: BinaryIO | None, scratch: str) -> subprocess.Popen:
    handed = [] if attached is None else [attached.fileno()]
    return subprocess.Popen(
        [sys.executable, "-E", "-s", "-W", "ignore", "-m", "loaders.files.inside", *arguments, *map(str, handed)],
        cwd=ROOT,
        env={name: os.environ[name] for name in INHERITED if name in os.environ} | {"TMPDIR": scratch},
        stdin=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        pass_fds=handed,
        start_new_session=True,
    )


def _outcome(process: subprocess.Popen, progress: Progress, deadline: float) -> bytes | Refusal | None:
    """The process's answer, whole, or a refusal; None where it was not ready at the deadline."""
    # The caller's progress may raise: a page stops its script that way.
    try:
        answer, noise = _listen(process, progress, deadline)
        ended = None if answer is None else _ended(process)
    finally:
        _end(process)
    if ended == DONE:
        progress(1.0)
        return answer
    if ended == REFUSED:
        document = json.loads(answer)
        log.info("workbook refused as %s: %r", document["detail"], noise)
        return refusal(document["detail"], **document["values"])
    log.warning("reading process ended with %s: %r", ended, noise)
    return None if ended is None else refusal("damaged" if ended == -signal.SIGSEGV else "out-of-memory")


def _listen(process: subprocess.Popen, progress: Progress, deadline: float) -> tuple[bytes | None, bytes]:
    """(answer, the last other lines of the process); no answer at the deadline. Progress is reported meanwhile."""
    pieces: list[bytes] = []
    noise = b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        waiting.register(process.stderr, selectors.EVENT_READ)
        while waiting.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                return None, noise
            for key, _ in waiting.select(left):
                piece = os.read(key.fd, PIECE)
                if not piece:
                    waiting.unregister(key.fileobj)
                elif key.fileobj is process.stdout:
                    pieces.append(piece)
                else:
                    noise = _report(noise + piece, progress)
    return b"".join(pieces), noise


def _report(output: bytes, progress: Progress) -> bytes:
    """Reports the newest share among the complete lines, and returns what is no share."""
    *lines, rest = output.split(b"\n")
    shares = [line for line in lines if line.replace(b".", b"").isdigit()]
    if shares:
        progress(float(shares[-1]))
    return b"\n".join([line for line in lines if line not in shares] + [rest])[-4096:]


def _ended(process: subprocess.Popen) -> int | None:
    """The exit code, negative for a signal; None where the process closed its ends and lingers."""
    try:
        return process.wait(1.0)
    except subprocess.TimeoutExpired:
        return None


def _end(process: subprocess.Popen) -> None:
    """Kills what still runs, with all that it started, and closes our ends."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    process.stdout.close()
    process.stderr.close()
