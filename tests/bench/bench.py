"""How fast it is, as ratios within one run and seconds, each beside its target. Ends with 1 where a target is missed.

`make bench`. Times vary with what else the machine does: run it alone. What is compared is measured by turns.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from contextlib import ExitStack
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
from playwright.sync_api import Browser, Page

from loaders.example_data import examples
from loaders.files import sandbox
from loaders.files.opening import Refusal
from monitoring import catalogue, settings, snapshot
from monitoring.store import Store
from monitoring.words import words
from tests.bench import own, stores
from tests.bench.measuring import REAL_TABLES, ROOT, TURNS, Result, processor, timed
from tests.browser.running import SETTLED, chromium, dashboard, serving, settle
from tools.form_filling import Form

TIMES = 100
VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
ENGLISH = words("en")
LARGEST_GOAL = max(VAASA.goals, key=lambda goal: len(VAASA.indicators_of(goal)))
# What a page is called → its address; of the goals the one with the most charts.
PAGES = {"overview": "?", "goal": f"goal?goal={LARGEST_GOAL}&"} | {
    name: f"{name}?" for name in ("explore", "deliver", "deliveries", "round", "method")
}


def checking_a_form(folder: Path) -> Result:
    os.environ["MONITORING_DATABASE"] = str(folder / "checking.duckdb")
    form = Form("welcome-office", snapshot.read(Store(folder / "checking.duckdb"), VAASA), "en")
    for indicator in VAASA.reported_by("welcome-office"):
        for component in indicator.components if indicator.kind != "distribution" else ():
            form.figures({f"{indicator.indicator} {component}": dict.fromkeys(VAASA.years, 3 if component == "mean" else 40)})
    path = folder / "form.xlsx"
    path.write_bytes(form.content)
    processor("-m", "loaders", "check", str(path))
    spent = [processor("-m", "loaders", "check", str(path), "--json") - processor("-c", "pass") for _ in range(TURNS)]
    return Result("checking a filled form, beyond starting Python", spent, "s", 0.5)


def large_workbooks(folder: Path) -> list[Path]:
    """One made of 17 sheets, and the largest real one where the real ones are beside this clone."""
    return [made_workbook(folder), *sorted(REAL_TABLES.glob("*.xls[xm]"), key=lambda path: path.stat().st_size)[-1:]]


def made_workbook(folder: Path) -> Path:
    book = openpyxl.Workbook(write_only=True)
    for number in range(17):
        sheet = book.create_sheet(f"Table {number}")
        for row in range(1200):
            sheet.append([f"Row {row} of {number}", *((row * 7919 + column * 104729) % 99991 / 7 for column in range(18))])
    path = folder / "made.xlsx"
    book.save(path)
    return path


def reading_a_workbook(path: Path) -> Result:
    def ours() -> None:
        read = sandbox.read(path)
        if isinstance(read, Refusal):
            raise RuntimeError(read)

    def pandas() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pd.read_excel(path, sheet_name=None)

    ours()
    pandas()
    ratios = [timed(ours) / timed(pandas) for _ in range(TURNS)]
    return Result(f"reading {path.name} ({path.stat().st_size / 1e6:.1f} MB), to pandas", ratios, "×", 1)


def load(browser: Browser, address: str) -> float:
    """Seconds until a page stands, opened by somebody who has never been there."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()

    def work() -> None:
        page.goto(address, wait_until="commit")
        settle(page)

    try:
        return timed(work)
    finally:
        context.close()


def compared(browser: Browser, ours: str, others: str) -> list[float]:
    """How many times as long as the other one our page takes, turn by turn; both have been visited before."""
    load(browser, ours)
    load(browser, others)
    return [load(browser, ours) / load(browser, others) for _ in range(TURNS)]


def choosing_a_filter(browser: Browser, address: str) -> Result:
    """From the press on a theme until its charts stand."""
    spent = []
    for theme in list(VAASA.themes)[:TURNS]:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        page = context.new_page()
        page.goto(f"{address}/explore?lang=en&year=2021")
        settle(page)
        spent.append(chosen(page, theme))
        context.close()
    return Result("choosing a theme on Explore, until the charts stand", spent, "s", 0.4)


def chosen(page: Page, theme: str) -> float:
    """Seconds by the page's own clock. Text is looked for where all else stands: to ask a browser what is shown makes it lay out the page, in each
    frame, and that took as long as a quarter of what is measured."""
    name = ENGLISH.name(VAASA.themes[theme])
    text = ENGLISH("explore.found", n=len([i for i in VAASA.indicators if i.startswith(theme)]), year=2021)
    page.get_by_role("combobox", name=ENGLISH("explore.theme")).fill(name)
    option = page.get_by_role("option", name=name)
    option.wait_for()
    page.evaluate("() => addEventListener('pointerdown', event => { window.pressed = event.timeStamp }, {capture: true, once: true})")
    option.click(no_wait_after=True)
    stands = f"() => ({SETTLED})() && document.body.innerText.split('\\n').includes({text!r}) && performance.now() - window.pressed"
    return page.wait_for_function(stands).json_value() / 1000


def hundredfold(once: Path, target: Path) -> None:
    """The store with every upload accepted TIMES times, earlier each time and with other figures; the newest are those of `once`."""
    shutil.copyfile(once, target)
    with duckdb.connect(str(target)) as connection:
        connection.execute("create temp table copies as select unnest(range(1, $n)) as copy", {"n": TIMES})
        for table, changed in (
            ("uploads", "uploaded_at - to_days(1000 + copy::integer) as uploaded_at, sha256 || '-' || copy as sha256"),
            ("figures", "value + copy as value"),
            ("progress", "comment || copy as comment"),
            ("evaluations", "text || copy as text"),
            ("withdrawals", "reason || copy as reason"),
        ):
            connection.execute(
                f"create temp table more as select * replace (upload_id || '-' || copy as upload_id, {changed}) from (select * from {table}), copies"
            )
            connection.execute(f"insert into {table} by name select * exclude (copy) from more")
            connection.execute("drop table more")


def pages(folder: Path) -> list[Result]:
    once, often = folder / "once" / "monitoring.duckdb", folder / "often" / "monitoring.duckdb"
    for path in (once, often):
        path.parent.mkdir()
    examples.load(Store(once), VAASA)
    hundredfold(once, often)
    results = []
    with ExitStack() as running:
        browser = running.enter_context(chromium())
        bare = running.enter_context(serving(ROOT / "tests" / "bench" / "bare.py"))
        ours = running.enter_context(dashboard(once))
        larger = running.enter_context(dashboard(often))
        for address in (ours, larger):
            load(browser, address)
        for name, place in PAGES.items():
            query = f"{place}lang=en&year=2021"
            results.append(Result(f"{name}, to a bare page with one chart", compared(browser, f"{ours}/{query}", bare), "×", 2))
            often_to_once = compared(browser, f"{larger}/{query}", f"{ours}/{query}")
            results.append(Result(f"{name} with {TIMES} times the data, to once", often_to_once, "×", 1.3))
        results.append(choosing_a_filter(browser, ours))
    return results


with tempfile.TemporaryDirectory() as place:
    measured = [checking_a_form(Path(place)), *map(reading_a_workbook, large_workbooks(Path(place)))]
    measured += [*own.reading_the_real_tables(), own.checking_a_log(Path(place)), *own.the_drill(Path(place)), *stores.comparing(Path(place))]
    for result in measured:
        sys.stdout.write(result.line())
    sys.stdout.flush()
    of_pages = pages(Path(place))
    for result in of_pages:
        sys.stdout.write(result.line())
sys.exit(not all(result.is_met for result in [*measured, *of_pages]))
