"""A file that is handed in is opened in the sandbox once, however often the questions about its tables are answered; a table is shown with what
its reading is not sure of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from loaders.files import sandbox
from monitoring.store import Store
from monitoring.words import words
from tests.loaders.recipes.sheets import VISITS, content
from tests.monitoring.test_snapshot import deliver, figure
from tests.pages.running import XLSX, opened

UNIT = "welcome-office"
LOG = (
    ("Päivä", "Aihe", "Kouluttaja"),
    *((date(2019, 1, 9) + timedelta(days=50 * number), f"Aihe {number}", "Etunimi Sukunimi") for number in range(18)),
)
SAY = words("fi")


@pytest.fixture
def readings(monkeypatch) -> list[str]:
    """The tasks that read a workbook, in the order in which their processes were started."""
    tasks, start = [], sandbox.ask

    def counting(task: str, *more, **options):
        if task == "read":
            tasks.append(task)
        return start(task, *more, **options)

    monkeypatch.setattr(sandbox, "ask", counting)
    return tasks


@pytest.fixture
def page(tmp_path, monkeypatch) -> AppTest:
    """The page for handing in, of a unit that was chosen and has delivered before."""
    own = Store(tmp_path / "monitoring.duckdb")
    deliver(own, 1, [figure("TYO3.1", "2020", 12)], programme="vaasa-2019-2022", unit=UNIT)
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    return opened(f"deliver?lang=fi&unit={UNIT}")


def choose(page: AppTest, label: str, code: str) -> None:
    """Chooses the option that begins with a code."""
    box = next(box for box in page.selectbox if box.label == SAY(label))
    box.select(next(option for option in box.options if option.startswith(code)))


def press(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == SAY(label)).click().run()


def shown(page: AppTest) -> str:
    assert not page.exception
    return "".join(each.proto.body for each in page.get("html"))


def answer(page: AppTest, indicator: str) -> str:
    """What the page shows once a person has said which indicator the table is about."""
    choose(page, "map.indicator", indicator)
    page.run()
    # The element holds the code again, and would send that in place of the option.
    choose(page, "map.indicator", indicator)
    return shown(press(page, "map.go-on"))


def test_a_file_is_opened_once_for_several_answers_about_its_table(page, readings):
    page.file_uploader[0].set_value(("koulutukset.xlsx", content({"Koulutukset": LOG}), XLSX))
    assert SAY("map.indicator.suggested") in shown(page.run())
    assert "Koulutukset A2:A9" in answer(page, "OSA3.1")
    assert "Koulutukset A2:A9" not in shown(press(page, "own-tables.leave-out"))
    assert "Koulutukset A2:A9" in answer(page, "OSA3.1")
    page.query_params["lang"] = "en"
    assert "Koulutukset A2:A9" in shown(page.run())
    assert readings == ["read"]


def test_the_table_is_shown_with_what_its_reading_is_not_sure_of(page):
    page.file_uploader[0].set_value(("kävijät.xlsx", content({"Kävijät": VISITS}), XLSX))
    text = shown(page.run())
    assert SAY("table.confidence.likely") in text
    assert SAY("table.doubt.year-from-title", place="", year=2020) in text
