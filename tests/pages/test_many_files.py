"""Many files at once: the store is read once for all of them, a person sees how long it takes and can stop it."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from loaders import delivery
from loaders.recipes import stored_recipes
from monitoring import snapshot
from monitoring.store import Store
from monitoring.words import languages, words
from pages.units.deliver import handing_in
from tests.monitoring.test_snapshot import deliver, figure
from tests.pages.running import opened, shown, text

UNIT = "welcome-office"
FILES = 4
SAY = words("fi")


@pytest.fixture
def page(tmp_path, monkeypatch) -> AppTest:
    """The page for handing in, of a unit that has delivered before."""
    own = Store(tmp_path / "monitoring.duckdb")
    deliver(own, 1, [figure("TYO3.1", "2020", 12)], programme="vaasa-2019-2022", unit=UNIT)
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    return opened(f"deliver?lang=fi&unit={UNIT}")


def hand_in(page: AppTest) -> AppTest:
    """A zip of small tables."""
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for number in range(FILES):
            archive.writestr(f"log-{number}.csv", "Date;Course\n2021-01-02;Finnish\n2021-03-04;Swedish\n")
    page.file_uploader[0].set_value(("logs.zip", content.getvalue(), "application/zip"))
    page.run()
    assert not page.exception
    return page


def buttons(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def test_the_store_is_read_once_for_all_files(page, monkeypatch):
    readings: list[str] = []

    def counted(name: str, function):
        def counting(*arguments):
            readings.append(name)
            return function(*arguments)

        return counting

    monkeypatch.setattr(delivery.snapshot, "read", counted("snapshot", snapshot.read))
    monkeypatch.setattr(stored_recipes, "active", counted("recipes", stored_recipes.active))
    shown = text(hand_in(page))
    assert all(f"log-{number}.csv" in shown for number in range(FILES))
    assert sorted(set(readings)) == ["recipes", "snapshot"] and readings.count("recipes") == 1
    assert readings.count("snapshot") <= 2, "the files', and the page's own"


def test_a_person_can_stop_and_go_on(page, monkeypatch):
    reading, names = delivery.open_file, []

    def stopping(path, name=None, progress=None):
        names.append(name)
        return reading(path, name, progress)

    shown: list[str] = []

    def stopped_at_the_third(self, key, found):
        """What a press of the button does: the session's state changes, and the run ends where it next draws something."""
        shown.append(key)
        if len(shown) == 3 and not self.mine.is_stopped:
            self.mine.is_stopped = True
            handing_in.st.rerun()
        put(self, key, found)

    put = handing_in._Checking._put
    monkeypatch.setattr(delivery, "open_file", stopping)
    monkeypatch.setattr(handing_in._Checking, "_put", stopped_at_the_third)
    stopped = text(hand_in(page))
    assert SAY("deliver.stopped", n=FILES - 2) in stopped
    assert [f"log-{number}.csv" in stopped for number in range(FILES)] == [True, True, False, False]
    assert SAY("deliver.stop") not in buttons(page)
    page.query_params["lang"] = "sv"
    in_swedish = text(page.run())
    assert words("sv")("deliver.stopped", n=FILES - 2) in in_swedish and "log-1.csv" in in_swedish, "what was read is checked in the other language"
    page.query_params["lang"] = "fi"
    page.run()
    next(button for button in page.button if button.label == SAY("deliver.go-on")).click().run()
    assert all(f"log-{number}.csv" in text(page) for number in range(FILES)) and SAY("deliver.go-on") not in buttons(page)
    assert not page.exception


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    ("seconds", "key", "values"),
    [(3.0, "seconds", {"seconds": 5}), (61.0, "seconds", {"seconds": 65}), (91.0, "minutes", {"minutes": 2}), (540.0, "minutes", {"minutes": 9})],
)
def test_a_person_sees_how_long_it_takes(monkeypatch, language, seconds, key, values):
    monkeypatch.setattr(handing_in.session, "words", lambda: words(language))
    assert handing_in._remaining(seconds) == words(language)(f"deliver.remaining.{key}", **values)
    assert handing_in._remaining(None) == ""


def test_a_file_that_found_no_place_is_tried_again(monkeypatch, tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("Date;Course\n2021-01-02;Finnish\n", encoding="utf-8")
    answers = [delivery.OpenedFile("log.csv", refusal=delivery.Finding("unreadable-file", detail="busy"))] * 2
    reading = delivery.open_file
    monkeypatch.setattr(delivery, "open_file", lambda *arguments: answers.pop() if answers else reading(*arguments))
    checking = handing_in._Checking(handing_in.PendingDeliveries(), {"a": handing_in.Given("log.csv", path)}, (), None)
    assert checking._opened_at_last("a").workbook is not None


def test_what_the_unit_handed_in_last_is_named_with_the_way_to_it(page):
    beginning, _ = SAY("deliver.latest", file="|", at="").split("|")
    (latest,) = (link.proto for link in page.get("page_link") if shown(link.proto.label).startswith(beginning))
    assert "delivery=upload-1" in latest.query_string
