"""What a measurement is, and how it is made."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
TURNS = 7
REAL_TABLES = ROOT.parent / "shared" / "real-tables"


@dataclass(frozen=True)
class Result:
    """What was measured: single values in `unit`, of which the median may be at most `target`."""

    name: str
    values: Sequence[float]
    unit: str
    target: float

    @property
    def is_met(self) -> bool:
        return median(self.values) <= self.target

    def line(self) -> str:
        spread = f"{min(self.values):.2f}–{max(self.values):.2f}"
        verdict = "ok" if self.is_met else "MISSED"
        return f"{self.name:58s} {median(self.values):6.2f} {self.unit:4s} ({spread})   at most {self.target:g}   {verdict}\n"


def timed(work: Callable[[], object]) -> float:
    """Seconds by the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def processor(*arguments: str) -> float:
    """Processor seconds of a Python process and all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
