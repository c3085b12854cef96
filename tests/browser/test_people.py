"""People with something to do: a resident on a phone, a journalist, the secretary the evening before a meeting, a coordinator in Swedish."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pandas as pd
import pptx
import pytest
from docx import Document
from playwright.sync_api import Download, Locator, Page, expect
from pypdf import PdfReader

from monitoring import assessed_year, reasons, rounds, settings, snapshot
from monitoring.rounds import Deadline
from monitoring.store import Store, now
from monitoring.trust.people import local
from monitoring.words import words
from tests.browser.looking import beside
from tests.browser.running import choose, settle
from tests.browser.test_paths import FIGURE
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import counted, deliver
from tools.form_filling import Form

UNIT, OTHER, YEAR = "welcome-office", "pikipruukki", 2021
PROGRAMME = VAASA.programme.programme


def content(download: Download) -> io.BytesIO:
    return io.BytesIO(Path(download.path()).read_bytes())


def taken(page: Page, button: str) -> io.BytesIO:
    with page.expect_download() as downloading:
        page.get_by_role("button", name=button, exact=True).click()
    return content(downloading.value)


def main(page: Page) -> Locator:
    return page.get_by_test_id("stMainBlockContainer")


def test_a_resident_on_a_phone_understands_a_goal_and_where_its_figures_are_from(opened, stores, examples):
    say = words("sv")
    assessed = assessed_year.at(snapshot.read(Store(stores / "examples.duckdb"), VAASA), YEAR)
    # Of those that one could talk about, the first with one indicator that has figures: its reason stands on the page as it is.
    code = next(
        goal
        for goal, view in assessed.goals.items()
        if view.assessment.status == "behind" and len(view.indicators) == 1 and view.indicators[0].figures
    )
    goal, indicator = assessed.goals[code], assessed.goals[code].indicators[0]
    page = opened(f"{examples}/?lang=sv&year={YEAR}", width=390, has_touch=True, is_mobile=True)
    page.get_by_role("link", name=re.compile(f"^{code} ")).first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(say.name(VAASA.goals[code]))
    settle(page)
    expect(main(page).locator(".m-badge").first).to_have_text(re.compile(f"{re.escape(say('status.behind'))}$"))
    expect(main(page).locator(".m-sentence").first).to_contain_text(reasons.goal_sentence(goal.assessment, goal.indicators, say))

    page.get_by_text(say("figures.table"), exact=True).first.tap()
    newest = max(year for year, figure in indicator.figures.items() if figure.value is not None and year <= YEAR)
    twin = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name=say("chart.column.year"), exact=True)).first
    row = twin.get_by_role("row").filter(has_text=re.compile(f"^{newest}"))
    expect(row).to_contain_text(say.number(indicator.figures[newest].value))
    trace = indicator.figures[newest].cells[0].trace
    source = page.get_by_role("table").filter(has=page.locator("caption", has_text=say("figures.source.caption")))
    expect(source.get_by_role("row").filter(has_text=trace.file_name).filter(has_text=trace.cell).first).to_contain_text(trace.uploaded_by)
    settle(page)
    assert beside(page) == 0

    foot = page.locator(".st-key-frame-foot")
    foot.get_by_role("link", name=say("page.method")).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("page.method"))
    meaning = page.get_by_role("table").filter(has=page.locator("caption", has_text=say("method.statuses.caption")))
    expect(meaning).to_contain_text(say("status.behind"))
    settle(page)
    foot.get_by_role("link", name=say("page.accessibility")).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("page.accessibility"))
    settle(page)
    assert beside(page) == 0
    assert "lang=sv" in page.url and f"year={YEAR}" in page.url


def number(text: str) -> float | str:
    """What a cell of an English table says: its number, or its words where it has none."""
    found = re.match(r"[−-]?[\d,]+(\.\d+)?", text)
    return float(found[0].replace(",", "").replace("−", "-")) if found else text


def test_a_journalist_reads_in_the_file_what_the_table_showed(opened, examples):
    say = words("en")
    page = opened(f"{examples}/explore?lang=en&year={YEAR}&theme=TUR&theme=NEU&view=table")
    expect(page.get_by_role("columnheader", name=str(YEAR))).to_be_visible()
    table = page.get_by_role("table").first
    head, *lines = [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in table.get_by_role("row").all()]
    years = [text for text in head if text.isdigit()]
    cells = {(line[0].split()[0], int(year)): line[head.index(year)] for line in lines for year in years}
    shown = {key: number(text) for key, text in cells.items() if text not in ("", say("chart.state.not-reported"))}
    file = pd.read_csv(taken(page, say("export.csv")))
    column = {name: say(f"export.column.{name}") for name in ("indicator", "year", "value", "state", "status", "data")}
    output = {
        (row[column["indicator"]], row[column["year"]]): row[column["state"]] if pd.isna(row[column["value"]]) else float(row[column["value"]])
        for _, row in file.iterrows()
    }
    assert len(shown) > 20 and shown.keys() == output.keys() & shown.keys()
    for key, value in shown.items():
        # The table rounds; the file has all that was delivered.
        assert value == output[key] if isinstance(value, str) else value == pytest.approx(output[key], abs=0.05), key
    assert {key for key, value in output.items() if pd.notna(value)} == shown.keys()
    statuses = {row[column["indicator"]]: row[column["status"]] for _, row in file.iterrows() if row[column["year"]] == YEAR}
    place = head.index(say("explore.column.status"))
    assert all(line[place].endswith(statuses.get(line[0].split()[0], "")) for line in lines) and len(set(statuses.values())) > 2
    (data,) = set(file[column["data"]])
    assert data.startswith(say("banner.example")) and say("explore.theme") in data


@pytest.fixture
def late(served, own_store) -> str:
    """A dashboard where one unit has delivered a part and the deadline was yesterday."""
    figures = [*counted({"2020": 6, str(YEAR): 3}, "TYO3.1"), *counted({"2020": 5, str(YEAR): 9}, "NEU1.1")]
    deliver(own_store, 1, figures, programme=PROGRAMME, unit=UNIT)
    yesterday = datetime.now(settings.zone()).date() - timedelta(days=1)
    rounds.set_deadline(own_store, VAASA, Deadline(YEAR, yesterday, "Sihteeri", now()), local("Sihteeri"))
    return served


def test_the_secretary_the_evening_before(late, opened):
    say = words("fi")
    page = opened(f"{late}/round?lang=fi&year={YEAR}", permissions=["clipboard-read", "clipboard-write"])
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=say.name(VAASA.units[OTHER]), exact=True))
    expect(row).to_contain_text(say("round.state.late-nothing"))
    page.get_by_text(say("reminder.title", unit=VAASA.units[OTHER]), exact=True).click()
    body = page.locator(f".st-key-reminder-{OTHER}").get_by_label(say("reminder.body"))
    body.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    wanted = [code for code, one in VAASA.indicators.items() if one.reporting_unit == OTHER]
    assert wanted and all(f"{code} {say.name(VAASA.indicators[code])}" in copied for code in wanted)
    assert f"{late}/deliver?lang=fi&year={YEAR}&unit={OTHER}" in copied.split()

    page.locator(".st-key-frame-foot").get_by_role("link", name=say("page.meetings")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("page.meetings"))
    settle(page)
    tomorrow = say.date(datetime.now(settings.zone()).date() + timedelta(days=1))
    page.get_by_label(re.compile(f"^{re.escape(say('meetings.day.field', example='§').split('§')[0])}")).fill(tomorrow)
    page.get_by_label(say("meetings.title.field")).fill("Huominen kokous")
    page.get_by_role("radio", name=say("meetings.way.behind"), exact=True).click()
    expect(page.get_by_role("rowheader")).to_have_text([re.compile("^1. TYO3 "), re.compile("^2. SEU1 ")])
    settle(page)
    page.get_by_label(say("meetings.by")).fill("Sihteeri")
    page.get_by_role("button", name=say("meetings.prepare.button")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Huominen kokous")
    settle(page)

    goals = [say.name(VAASA.goals[code]) for code in ("TYO3", "SEU1")]
    pdf = PdfReader(taken(page, say("material.pdf")))
    slides = pptx.Presentation(taken(page, say("material.slides")))
    minutes = Document(taken(page, say("material.minutes")))
    assert pdf.trailer["/Root"]["/Lang"].startswith("fi")
    reported = {
        "pdf": " ".join(page.extract_text() for page in pdf.pages),
        "slides": " ".join(shape.text_frame.text for slide in slides.slides for shape in slide.shapes if shape.has_text_frame),
        "minutes": " ".join([*(one.text for one in minutes.paragraphs), *(c.text for t in minutes.tables for r in t.rows for c in r.cells)]),
    }
    for kind, text in reported.items():
        plain = re.sub(r"\s+", " ", text.replace("\u00ad", ""))
        assert "Huominen kokous" in plain and tomorrow in plain, kind
        assert all(goal in plain for goal in goals), kind
        assert say("banner.example") not in plain


def test_a_coordinator_hands_in_in_swedish(served, opened, own_store):
    say = words("sv")
    page = opened(f"{served}/deliver?lang=sv")
    choose(page, say("unit.choose"), say.name(VAASA.units[UNIT]))
    form = Form.of(taken(page, say("deliver.form.download")).getvalue(), VAASA, "sv")
    form.figures({"TYO3.1": {2019: "tolv", 2020: 14, 2021: -3}})
    hand_in(page, form)
    expect(page.get_by_role("heading", name=say("findings.title"))).to_be_visible()
    wrong = page.get_by_role("table").filter(has_text="tolv")
    place = f"{say('form.sheet.figures')} {form.address('TYO3.1', 2019)}"
    line = wrong.get_by_role("row").filter(has_text=place)
    expect(line).to_contain_text("tolv")
    expect(wrong).to_contain_text(form.address("TYO3.1", 2021))
    expect(page.get_by_role("button", name=say("deliver.accept.button"))).to_be_disabled()
    message, fix = line.get_by_role("cell").all_inner_texts()[-2:]
    settle(page)
    marked = openpyxl.load_workbook(taken(page, say("findings.marked")))
    comment = marked[say("form.sheet.figures")][form.address("TYO3.1", 2019)].comment.text
    assert message in comment and fix in comment

    hand_in(page, form.figures({"TYO3.1": {2019: 12, 2020: 14, 2021: 23}}))
    expect(page.get_by_role("heading", name=say("preview.title"))).to_be_visible()
    expect(page.get_by_text(say("preview.nothing-yet"))).to_be_visible()
    settle(page)
    page.get_by_label(say("deliver.by")).fill("Koordinator")
    assert snapshot.read(own_store, VAASA).is_empty
    page.get_by_test_id("stBaseButton-primaryFormSubmit").click()
    expect(page.get_by_text(say("receipt.stored"))).to_be_visible()
    expect(page.get_by_role("button", name=say("deliver.another"))).to_be_visible()
    assessed = assessed_year.at(snapshot.read(own_store, VAASA), YEAR)
    assert {year: figure.value for year, figure in assessed.indicators["TYO3.1"].figures.items()} == {2019: 12, 2020: 14, 2021: 23}

    settle(page)
    page.get_by_role("link", name=re.compile("^TYO3 ")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say.name(VAASA.goals["TYO3"]))
    view = assessed.goals["TYO3"]
    expect(main(page).locator(".m-sentence").first).to_contain_text(reasons.goal_sentence(view.assessment, view.indicators, say))
    assert "lang=sv" in page.url
    expect(page.get_by_role("note").filter(has_text=say("banner.example"))).to_have_count(0)
    output = page.locator(FIGURE).first.get_attribute("aria-label")
    assert "23" in output and "14" in output
    settle(page)
    page.get_by_text(say("figures.table"), exact=True).first.click()
    expect(page.get_by_role("table").filter(has_text="siffror.xlsx").first).to_contain_text("Koordinator")


def hand_in(page: Page, form: Form) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    given = {"name": "siffror.xlsx", "mimeType": kind, "buffer": form.content}
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(given)
