"""Many processes that hand in at once: `python -m tests.bench.at_once [--times 50] [--database]`.

Each is a `python -m loaders load` of its own with a form of its own. Every one must be stored or told in words to look again; nothing is lost,
nothing is there twice, the commits have no gap, and the log is whole.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from monitoring.store import Store
from monitoring.trust import log
from monitoring.trust.people import local
from tests import postgresql
from tests.bench.load import forms
from tests.browser.running import ROOT


def loading(path: Path, environment: dict[str, str]) -> subprocess.Popen:
    command = [sys.executable, "-m", "loaders", "load", str(path), "--by", "Coordinator", "--json"]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--database", action="store_true")
    options = parser.parse_args()
    server = postgresql.started() if options.database else None
    with tempfile.TemporaryDirectory() as folder:
        environment = {"MONITORING_DATABASE": f"{folder}/monitoring.duckdb"} | ({"MONITORING_STORE": server.empty()} if server else {})
        paths = []
        for number, (_, content) in enumerate(forms(options.times)):
            paths.append(Path(folder) / f"{number}.xlsx")
            paths[-1].write_bytes(content)
        try:
            return report(environment, paths)
        finally:
            if server:
                server.end()


def report(environment: dict[str, str], paths: list[Path]) -> int:
    began, stored, ended, lost = time.monotonic(), [], Counter(), []
    for process in [loading(path, environment) for path in paths]:
        printed, error = process.communicate()
        ended[f"exit {process.returncode}" + (f": {error.strip()}" if process.returncode else "")] += 1
        if process.returncode == 0:
            stored.append(json.loads(printed)["upload_id"])
        elif not error.strip():
            lost.append(process.returncode)
    spent = time.monotonic() - began
    store = Store(environment.get("MONITORING_STORE", environment["MONITORING_DATABASE"]))
    contents = store.contents()
    with store.reading() as connection:
        held = [row.upload_id for row in connection.rows("uploads", programme="vaasa-2019-2022", unit=None, at_most=None)]
    for how, times in ended.most_common():
        sys.stdout.write(f"{times:4} times {how}\n")
    faults = [
        *(["what was reported as stored is not what is there"] if sorted(held) != sorted(stored) else []),
        *([f"gaps in the numbers of commits: {contents.gaps}"] if contents.gaps else []),
        *log.verify(store, local("Coordinator")),
        *(f"ended with {code} and no word" for code in lost),
    ]
    sys.stdout.write(f"{len(paths)} at once in {spent:.0f} s: {len(stored)} stored; {'; '.join(map(str, faults)) or 'nothing lost, nothing twice'}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
