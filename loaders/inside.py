"""The inside of the sandbox, a process of its own: the workbook on standard input, the answer as JSON on standard output, and the share
that has been read, one number a line, on standard error. loaders.sandbox starts it; nothing imports it."""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
from zipfile import BadZipFile, ZipFile

from loaders.opening import Refusal, Refused, refusal


def main() -> None:
    """`python -m loaders.inside MEMORY SECONDS`: bytes of address space and seconds of processor that it may use."""
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (most, most))
    try:
        answer = _answer()
    except MemoryError:
        answer = refusal("out-of-memory")
    if isinstance(answer, Refusal):
        answer = {"detail": answer.detail, "values": dict(answer.values)}
    json.dump(answer, sys.stdout)
    sys.stdout.flush()
    # Freeing a large workbook object by object takes longer than ending.
    os._exit(0)


def _answer() -> dict | Refusal:
    try:
        ZipFile(sys.stdin.buffer).close()
    except BadZipFile:
        return refusal("truncated")
    reading = _lean_reading()
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    gc.disable()
    try:
        return reading.read(sys.stdin.buffer, _tell)
    except Refused as refused:
        return refused.refusal
    except MemoryError:
        return refusal("out-of-memory")
    except Exception as error:  # zipfile, the XML parser and openpyxl raise whatever a damaged part leads them to
        sys.stderr.write(f"{type(error).__name__}: {error!r:.500}\n")
        return refusal("out-of-memory" if "out of memory" in str(error) else "damaged")


def _lean_reading():
    """openpyxl without what it only uses when it is there: numpy and PIL double the time to import it, and defusedxml makes it parse with
    the pure Python parser. `opening` has refused every document type before openpyxl parses anything."""
    for unneeded in ("numpy", "PIL"):
        sys.modules[unneeded] = None
    os.environ["OPENPYXL_DEFUSEDXML"] = "False"
    from loaders import reading

    return reading


def _tell(share: float) -> None:
    sys.stderr.write(f"{share:.3f}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
