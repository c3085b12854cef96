"""How fast a unit's own tables are read: the real ones beside openpyxl alone, and a long log with its recipe."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import warnings
from datetime import date, timedelta
from pathlib import Path

import openpyxl

from loaders import tables
from loaders.example_data import examples
from loaders.files import sandbox
from loaders.recipes import stored_recipes
from loaders.recipes.suggest.drafts import Answers, draft
from loaders.recipes.table_profile import TableProfile
from monitoring import catalogue, settings
from monitoring.store import Store
from monitoring.trust import copies
from monitoring.trust.people import local
from tests.bench.measuring import REAL_TABLES, ROOT, TURNS, Result, timed

VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
ROWS = 20_000
UNIT, INDICATOR = "kotouttamispalvelut", "TUR1.1"


def reading_the_real_tables() -> list[Result]:
    """All of them together, each workbook opened whole; nothing where they are not beside this clone."""
    index = REAL_TABLES / "index.csv"
    if not index.exists():
        return []
    with index.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))

    def ours() -> None:
        for row in rows:
            book = sandbox.read(REAL_TABLES / row["workbook"])
            for table in tables.read(next(sheet for sheet in book.sheets if sheet.name == row["sheet"])):
                _ = table.rows

    def alone() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for row in rows:
                openpyxl.load_workbook(REAL_TABLES / row["workbook"], data_only=True)

    ours()
    alone()
    return [Result(f"reading the {len(rows)} real tables, to openpyxl", [timed(ours) / timed(alone) for _ in range(TURNS)], "×", 2)]


def the_drill(folder: Path) -> list[Result]:
    """A backup of the example data's store, restored into an empty place and checked."""
    store, person = Store(folder / "drilled.duckdb"), local("Bench")
    examples.load(store, VAASA)
    backing_up, restoring = [], []
    for turn in range(TURNS):
        copy, empty = folder / f"copy-{turn}.duckdb", Store(folder / f"empty-{turn}" / "monitoring.duckdb")
        backing_up.append(timed(lambda copy=copy: copies.back_up(store, copy, person)))
        restoring.append(timed(lambda copy=copy, empty=empty: copies.restore(empty, copy, person)))
        if empty.data_version[1:] != store.data_version[1:]:
            raise RuntimeError(empty.path)
    return [Result("backing up the example data", backing_up, "s", 1), Result("restoring it into an empty place", restoring, "s", 1)]


def checking_a_log(folder: Path) -> Result:
    """A log of trainings that a kept recipe counts, from the command line."""
    path = folder / "log.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Loki")
    sheet.append(["Päivä", "Aihe", "Kohderyhmä", "Osallistujia", "Kouluttaja", "Huomautus"])
    for number in range(ROWS):
        day = date(2019, 1, 2) + timedelta(days=number % 1400)
        sheet.append([day, "Tasapainoinfo" if number % 3 else "Valmennus", "asiakkaat", 5 + number % 30, "A. B.", f"vapaa teksti {number}"])
    book.save(path)
    os.environ["MONITORING_DATABASE"] = str(folder / "log.duckdb")
    (table,) = tables.read(sandbox.read(path).sheets[0])
    recipe = draft(TableProfile(table), UNIT, VAASA, Answers(INDICATOR, where=("Aihe", "Tasapainoinfo")))
    stored_recipes.store_recipe(Store(folder / "log.duckdb"), VAASA.programme.programme, recipe, local("bench"))

    def check() -> None:
        subprocess.run([sys.executable, "-m", "loaders", "check", str(path)], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)

    check()
    return Result(f"checking a log of {ROWS} rows, the process with it", [timed(check) for _ in range(TURNS)], "s", 3)
