"""The inside of the sandbox, a process of its own: the file on standard input, the answer on standard output, and the share that has
been read, one number a line, on standard error. loaders.files.sandbox starts it; nothing imports it."""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import sys
from zipfile import BadZipFile, ZipFile

from loaders.files import opening
from loaders.files.opening import Refused

DONE, REFUSED = 0, 3
TASKS = {
    "read": "loaders.files.reading",
    "mark": "loaders.files.marking_inside",
    "csv": "loaders.files.reading_text",
    "px": "loaders.files.reading_px",
    "xls": "loaders.files.reading_binary",
    "xlsb": "loaders.files.reading_binary",
    "ods": "loaders.files.reading_ods",
}
ZIPPED = ("read", "mark")
UNNEEDED = ("numpy", "lxml")
"""What openpyxl, which writes the marks, only uses when it is there, and which doubles the time to import it."""
WRITES = {"mark": opening.UNPACKED_SIZE}
"""The largest file that it may write: openpyxl makes each sheet in a temporary one."""
NICE = 5
"""The dashboard's pages go before."""


def main() -> None:
    """`python -m loaders.files.inside TASK MEMORY SECONDS [DESCRIPTOR]`: bytes of address space and seconds of processor that it may use, and
    the open file that holds what the task needs with the workbook."""
    task, memory, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (most, most))
    os.nice(NICE)
    gc.disable()
    try:
        code, answer = DONE, _answer(task)
    except Refused as refused:
        code, answer = REFUSED, json.dumps({"detail": refused.refusal.detail, "values": dict(refused.refusal.values)}).encode()
    sys.stdout.buffer.write(answer)
    sys.stdout.flush()
    # Freeing a large workbook object by object takes longer than ending.
    os._exit(code)


def _answer(task: str) -> bytes:
    """Raises Refused, whatever is wrong with the file."""
    try:
        if task in ZIPPED:
            task = _task_of_zip(task)
        module = _lean(task)
        resource.setrlimit(resource.RLIMIT_FSIZE, (WRITES.get(task, 0),) * 2)
        return module.answer(sys.stdin.buffer, *map(int, sys.argv[4:]), progress=_report)
    except Refused:
        raise
    except MemoryError:
        raise Refused("out-of-memory") from None
    except Exception as error:  # zipfile, the XML parser and openpyxl raise whatever a damaged part leads them to
        # Not the error's own words: they may be a cell's.
        place = error.__traceback__
        while place.tb_next:
            place = place.tb_next
        sys.stderr.write(f"{type(error).__name__}: {place.tb_frame.f_code.co_name}:{place.tb_lineno}\n")
        raise Refused("out-of-memory" if "out of memory" in str(error) else "damaged") from None


def _task_of_zip(task: str) -> str:
    """The task, for the kind of workbook that the zip is. Raises Refused, also where marks can be written in no such workbook."""
    try:
        archive = ZipFile(sys.stdin.buffer)
    except BadZipFile:
        raise Refused("truncated") from None
    kind = opening.look_inside(archive)
    if kind == opening.XLSX:
        return task
    if task != opening.WORKBOOK:
        raise Refused("not-marked")
    return kind


def _lean(task: str):
    """The task's module; openpyxl with what it needs, parsing with expat, since `opening` has refused every document type."""
    sys.modules.update(dict.fromkeys(UNNEEDED))
    os.environ |= {"OPENPYXL_DEFUSEDXML": "False", "OPENPYXL_LXML": "False"}
    return importlib.import_module(TASKS[task])


def _report(share: float) -> None:
    sys.stderr.write(f"{share:.3f}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
