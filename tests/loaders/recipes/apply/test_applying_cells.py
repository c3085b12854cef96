"""How the cells of a figure are named, and which days, answers and months their words mean."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.files.workbook import DATE, NUMBER, TEXT, Cell
from loaders.recipes import lists
from loaders.recipes.apply.application import LONGEST_RANGES, ranges
from loaders.recipes.lists import Moment, moment
from loaders.recipes.series import month_of

RANGES = {
    "one": ([(4, 2)], "B4"),
    "none": ([], ""),
    "a run and one more": ([(12, 2), *((row, 2) for row in range(4, 10))], "B4:B9,B12"),
    "across": ([(4, column) for column in (2, 3, 4, 6)], "B4:D4,F4"),
    "the same twice": ([(4, 2), (4, 2), (5, 2)], "B4:B5"),
    "too many to be listed": ([(row, 2) for row in range(1, 400, 2)], "B1:B399"),
}


@pytest.mark.parametrize(("places", "text"), RANGES.values(), ids=RANGES)
def test_cells_are_named_as_short_as_possible(places, text):
    assert ranges(places) == text
    assert len(text) <= LONGEST_RANGES


DAYS = {
    ("14.3.2021", None): date(2021, 3, 14),
    ("14. 3. 2021", None): date(2021, 3, 14),
    ("ma 14.3.2021", None): date(2021, 3, 14),
    ("14.3.2021 klo 9.30", None): date(2021, 3, 14),
    ("2021-03-14T09:30", None): date(2021, 3, 14),
    ("3.–4.5.2021", None): date(2021, 5, 3),
    ("30.4. - 1.5.2021", None): date(2021, 4, 30),
    ("30.12.–2.1.2021", None): date(2020, 12, 30),
    ("14.3.", 2021): date(2021, 3, 14),
    ("14.3.", None): None,
    ("31.2.2021", None): None,
    ("31.2.", 2021): None,
    ("14.13.2021", None): None,
    ("keväällä", 2021): None,
    ("3", 2021): None,
}


@pytest.mark.parametrize(("output", "day"), DAYS.items(), ids=lambda value: str(value))
def test_days_as_people_write_them(output, day):
    text, year = output
    found = moment(Cell(1, 1, text, TEXT), year)
    assert (found.day if found else None) == day


MONTHS = {"maaliskuu 2021": Moment(2021, 3), "mars": Moment(2020, 3), "3/2021": Moment(2021, 3), "2021": Moment(2021)}


@pytest.mark.parametrize(("text", "when"), MONTHS.items())
def test_months_and_years_as_people_write_them(text, when):
    assert moment(Cell(1, 1, text, TEXT), 2020) == when


def test_a_date_counts_as_far_as_it_is_shown():
    assert moment(Cell(1, 1, "2021-03-01", DATE, "d.m.yyyy"), None) == Moment(2021, 3, date(2021, 3, 1))
    assert moment(Cell(1, 1, "2021-03-01", DATE, "mmm yy"), None) == Moment(2021, 3)
    assert moment(Cell(1, 1, "2021-01-01", DATE, "yyyy"), None) == Moment(2021)


GIVEN = {
    "4": 4,
    "4 - Melko samaa mieltä": 4,
    "5 Mycket bra": 5,
    "3: Neutral": 3,
    "Agree (4)": 4,
    "4,5": 4.5,
    "En osaa sanoa": None,
    "Vet ej": None,
    "Don't know": None,
    "-": None,
    "hyvä": None,
    "kolmesta 4 asiasta pidin": None,
}


@pytest.mark.parametrize(("text", "number"), GIVEN.items())
def test_answers_as_survey_tools_write_them(text, number):
    assert lists.answer(Cell(1, 1, text, TEXT)) == number


@pytest.mark.parametrize("text", ["En osaa sanoa", "EOS", "Vet ej", "Don't know", "-", "…"])
def test_no_answer_is_told_from_one_that_cannot_be_read(text):
    assert lists.is_no_answer(Cell(1, 1, text, TEXT))
    assert not lists.is_no_answer(Cell(1, 1, "hyvä", TEXT))
    assert not lists.is_no_answer(Cell(1, 1, 3, NUMBER))


WEEKS = {
    "2021-W01": "2021-01",
    "2021-W05": "2021-02",
    "2020-W53": "2020-12",
    "2021-W53": "2022-01",
    "2021-05-31": "2021-05",
    "2021": "2021",
    "2021-Q2": "2021-Q2",
}


@pytest.mark.parametrize(("period", "month"), WEEKS.items())
def test_a_week_lies_in_the_month_of_its_thursday(period, month):
    assert month_of(period) == month
