"""The open data beside the pages: of the store that the pages show, the example data too, and said so."""

from __future__ import annotations

import csv
import io

import pytest
import requests

from monitoring.words import languages, words
from publishing.open_data.open_tables import TABLES
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import counted, deliver

TOLD = ("observations", "cells", "progress", "assessments")
BY_CATEGORY = ("breakdowns", "observations_by_category")


def get(address: str, path: str) -> requests.Response:
    answer = requests.get(f"{address}/api/{path}", timeout=120)
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("language", languages())
def test_example_data_says_that_it_is_made_up(examples, language):
    notice = words(language)("banner.example")
    index = get(examples, f"?lang={language}").json()
    assert (index["data"]["state"], index["data"]["notice"]) == ("example", notice)
    assert get(examples, f"datapackage.json?lang={language}").json()["description"] == notice


@pytest.mark.parametrize("name", TOLD)
def test_every_row_of_example_data_says_so(examples, name):
    assert {row["example"] for row in get(examples, name).json()["rows"]} == {True}
    assert {row["example"] for row in csv.DictReader(io.StringIO(get(examples, f"{name}.csv").text))} == {"true"}


@pytest.mark.parametrize("name", TABLES)
def test_keys_tell_the_rows_of_the_whole_programme_apart(examples, name):
    rows = get(examples, name).json()["rows"]
    keys = {tuple(row[column] for column in TABLES[name].key) for row in rows}
    assert len(keys) == len(rows) and (rows or (name in BY_CATEGORY and not VAASA.breakdowns))


def test_with_the_first_delivery_the_town_s_own_data_is_there(examples, own_store):
    """Beside the example data, which is loaded and no longer shown."""
    deliver(own_store, 2, counted({"2021": 7}, "TYO3.1"), programme=VAASA.programme.programme, unit="henkilostopalvelut")
    assert get(examples, "").json()["data"]["state"] == "own"
    assert [(row["indicator"], row["value"], row["example"]) for row in get(examples, "cells").json()["rows"]] == [("TYO3.1", 7, False)]
