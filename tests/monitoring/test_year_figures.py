"""What a year is made of: months, quarters, categories and areas; worked out by hand here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from monitoring import kinds, year_figures
from monitoring.catalogue import Catalogue
from monitoring.dimensions import Dimensions
from monitoring.model import Cell, Figure, Trace
from tests.monitoring.test_snapshot import (
    COUNT,
    DISTRIBUTION,
    LEVEL,
    SCORE,
    SHARE,
    START,
    areas,
    by_category,
    counted,
    figure,
    months,
    pairs,
)


def made(harbour: Catalogue, indicator: str, rows: Iterable[dict]) -> Figure | None:
    """What rows of 2021 make of an indicator."""
    cells = [
        Cell(
            row["component"],
            row["period"],
            Dimensions.parsed(row["dimensions"]),
            row["value"],
            Trace("upload-1", "form.xlsx", row["sheet"], row["cell"], "Clerk", START),
            row["comment"],
            status=row["status"],
        )
        for row in rows
    ]
    return year_figures.figure(harbour.indicators[indicator], 2021, (), cells)


QUARTERS = {"2021-Q1": 2, "2021-Q2": 3, "2021-Q3": 0, "2021-Q4": 4}

# What was delivered for 2021, and what it makes: value, coverage, status.
YEARS = {
    "count, a year": (counted({"2021": 7}), COUNT, (7, 1, "A")),
    "count, twelve months are summed": (counted({month: 2 for month in months(1, 12)}), COUNT, (24, 1, "A")),
    "count, five months are a part of the year": (counted({month: 2 for month in months(1, 5)}), COUNT, (10, 5 / 12, "P")),
    "count, a month without a figure is not covered": (counted({"2021-01": 2, "2021-02": None, "2021-03": 5}), COUNT, (7, 2 / 12, "P")),
    "count, four quarters are summed": (counted(QUARTERS), COUNT, (9, 1, "A")),
    "count, one quarter": (counted({"2021-Q1": 2}), COUNT, (2, 1 / 4, "P")),
    "count, no figure": (counted({"2021": None}), COUNT, (None, 1, "M")),
    "level, the last month": (counted({"2021-02": 150, "2021-11": 120, "2021-06": 140}, LEVEL), LEVEL, (120, 3 / 12, "P")),
    "level, the last quarter": (counted(QUARTERS, LEVEL), LEVEL, (4, 1, "A")),
    "share, a year": (pairs(SHARE, ("part", "whole"), {"2021": (3, 40)}), SHARE, (7.5, 1, "A")),
    # (1 + 9) / (10 + 30), not the mean of 10 % and 30 %
    "share, sums by sums": (pairs(SHARE, ("part", "whole"), {"2021-Q1": (1, 10), "2021-Q2": (9, 30)}), SHARE, (25, 2 / 4, "P")),
    "share, a quarter without its part is not covered": (
        pairs(SHARE, ("part", "whole"), {"2021-Q1": (1, 10), "2021-Q2": (None, 30)}),
        SHARE,
        (10, 1 / 4, "P"),
    ),
    "share, of nothing": (pairs(SHARE, ("part", "whole"), {"2021": (0, 0)}), SHARE, (None, 1, "A")),
    # (10 × 2 + 30 × 4) / 40
    "score, by respondents": (pairs(SCORE, ("mean", "respondents"), {"2021-01": (2, 10), "2021-02": (4, 30)}), SCORE, (3.5, 2 / 12, "P")),
    # 1 − (0,5² + 0,3² + 0,2²) = 0,62
    "distribution, one area": (areas("2021", {"North": {"a": 5, "b": 3, "c": 2}}), DISTRIBUTION, (62, 1, "A")),
    # North 1 − 0,5 = 50 % of 20 people, South 1 − 1 = 0 % of 5: (50 × 20 + 0 × 5) / 25
    "distribution, areas by their totals": (areas("2021", {"North": {"a": 10, "b": 10}, "South": {"a": 5, "b": 0}}), DISTRIBUTION, (40, 1, "A")),
    "distribution, percentages": (areas("2021", {"North": {"a": 25, "b": 75}}), DISTRIBUTION, (37.5, 1, "A")),
    "distribution, an estimate in one of its areas": (
        [*areas("2021", {"North": {"a": 5}}), figure(DISTRIBUTION, "2021", 5, by={"area": "South", "category": "a"}, status="E")],
        DISTRIBUTION,
        (0, 1, "E"),
    ),
    "distribution, the last quarter": (
        areas("2021-Q2", {"North": {"a": 5, "b": 5}}) + areas("2021-Q1", {"North": {"a": 9, "b": 0}}),
        DISTRIBUTION,
        (50, 2 / 4, "P"),
    ),
    # (30 + 5) / (40 + 60), not the largest part by the largest whole
    "share, categories are added up": (
        pairs(SHARE, ("part", "whole"), {"2021": (30, 40)}, {"category": "a"})
        + pairs(SHARE, ("part", "whole"), {"2021": (5, 60)}, {"category": "b"}),
        SHARE,
        (35, 1, "A"),
    ),
    # (10 × 2 + 30 × 4) / 40
    "score, categories by their respondents": (
        pairs(SCORE, ("mean", "respondents"), {"2021": (2, 10)}, {"area": "North"})
        + pairs(SCORE, ("mean", "respondents"), {"2021": (4, 30)}, {"area": "South"}),
        SCORE,
        (3.5, 1, "A"),
    ),
    "count, categories are added up": (by_category({"a": 3, "b": 4}), COUNT, (7, 1, "A")),
    "level, categories are added up": (by_category({"a": 3, "b": 4}, indicator=LEVEL), LEVEL, (7, 1, "A")),
    "count, a total that is reported goes before its categories": (counted({"2021": 8}) + by_category({"a": 3, "b": 4}), COUNT, (8, 1, "A")),
    "count, the breakdown with the fewest dimensions": (
        by_category({"a": 3, "b": 4}) + [figure(COUNT, "2021", n, by={"area": "North", "category": name}) for name, n in (("a", 1), ("b", 1))],
        COUNT,
        (7, 1, "A"),
    ),
    "count, one of two breakdowns": ([*by_category({"a": 3, "b": 4}), figure(COUNT, "2021", 8, by={"area": "North"})], COUNT, (8, 1, "A")),
    "count, a category without a figure leaves no sum": (by_category({"a": 3, "b": None}), COUNT, (None, 1, "A")),
    "count, months of categories": (by_category({"a": 3, "b": 4}, "2021-01") + by_category({"a": 1, "b": 1}, "2021-02"), COUNT, (9, 2 / 12, "P")),
    "count, a month's total and another's categories": (
        by_category({"a": 3, "b": 4}, "2021-01") + counted({"2021-02": 5}),
        COUNT,
        (12, 2 / 12, "P"),
    ),
    "an estimate stays one": ([figure(COUNT, "2021", 7, status="E")], COUNT, (7, 1, "E")),
    "a provisional figure stays one": ([figure(LEVEL, "2021", 7, status="P")], LEVEL, (7, 1, "P")),
}


@pytest.mark.parametrize(("rows", "indicator", "expected"), YEARS.values(), ids=YEARS)
def test_what_a_year_is_made_of(harbour, rows, indicator, expected):
    found = made(harbour, indicator, rows)
    assert (found.value, found.coverage, found.status) == (pytest.approx(expected[0]), pytest.approx(expected[1]), expected[2])
    assert len(found.cells) == len(rows)


def test_categories_do_not_make_a_component_that_its_kind_takes_as_a_total_only(harbour, monkeypatch):
    (value,) = kinds.KINDS["level"].components
    median = replace(kinds.KINDS["level"], components=(replace(value, of_categories=False),))
    monkeypatch.setitem(kinds.KINDS, "level", median)
    assert made(harbour, LEVEL, by_category({"a": 3, "b": 4}, indicator=LEVEL)) is None
    assert made(harbour, LEVEL, [*by_category({"a": 3, "b": 4}, indicator=LEVEL), figure(LEVEL, "2021", 3.5)]).value == 3.5


def test_percentages_of_categories_make_no_total(harbour):
    of_percent = harbour.indicators[LEVEL].model_copy(update={"unit_of_measure": "%"})
    harbour = replace(harbour, indicators={**harbour.indicators, LEVEL: of_percent})
    assert made(harbour, LEVEL, by_category({"a": 60, "b": 50}, indicator=LEVEL)) is None
    assert made(harbour, LEVEL, [*by_category({"a": 60, "b": 50}, indicator=LEVEL), figure(LEVEL, "2021", 55)]).value == 55
