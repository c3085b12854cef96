"""Breakdowns: the catalogue's file with every mistake in it, and the years of categories, worked out by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitoring import catalogue, snapshot, withdrawals
from monitoring.catalogue import Catalogue, CatalogueError
from monitoring.catalogue_checks import Problem
from monitoring.dimensions import Dimensions
from monitoring.model import Figure, Key
from monitoring.store import Store
from monitoring.words import languages, words
from tests.monitoring.test_snapshot import COUNT, HARBOUR, LEVEL, SCORE, SHARE, counted, deliver, figure, months, pairs, withdraw

HEADING = "indicator,dimension,category,name_sv,name_en\n"
BREAKDOWNS = (
    HEADING
    + "".join(f"{code},sex,F,Kvinnor,Women\n{code},sex,M,Män,Men\n" for code in (COUNT, LEVEL, SHARE, SCORE))
    + f"{COUNT},quay,,Kaj,Quay\n{COUNT},quay,inner,Inre,Inner\n{COUNT},quay,outer,Yttre,Outer\n{COUNT},quay,3,Tredje,Third\n"
)
"""Four indicators of the harbour by sex, one of them also by quay, a dimension of the programme's own."""


def with_breakdowns(folder: Path, text: str = BREAKDOWNS) -> Path:
    """A copy of the harbour's programme in `folder`, with breakdowns."""
    copy = Path(shutil.copytree(HARBOUR, folder / "harbour"))
    (copy / "breakdowns.csv").write_text(text, encoding="utf-8")
    return copy


@pytest.fixture
def harbour(tmp_path) -> Catalogue:
    return catalogue.read(with_breakdowns(tmp_path))


def test_the_categories_stand_in_the_order_of_the_file_with_their_names(harbour):
    sex, quay = harbour.breakdowns_of(COUNT)
    assert [(one.dimension, [each.category for each in one.categories]) for one in (sex, quay)] == [
        ("sex", ["F", "M"]),
        ("quay", ["inner", "outer", "3"]),
    ]
    assert [words("sv").breakdown(one) for one in (sex, quay)] == ["Kön", "Kaj"]
    assert words("en").name(quay.category("outer")) == "Outer"
    assert harbour.breakdowns_of("STR1.3") == ()


def test_a_programme_without_the_file_has_none():
    assert catalogue.read(HARBOUR).breakdowns == {}


def test_a_dimension_that_is_named_once_has_that_name_for_every_indicator(tmp_path):
    named = f"{LEVEL},quay,,Kaj,Quay\n{LEVEL},quay,inner,Inre,Inner\n{COUNT},quay,inner,Inre,Inner\n{COUNT},sex,,Juridiskt kön,Legal sex\n"
    found = catalogue.read(with_breakdowns(tmp_path, HEADING + named + f"{COUNT},sex,F,Kvinnor,Women\n"))
    assert [words("en").breakdown(one) for code in (LEVEL, COUNT) for one in found.breakdowns_of(code)] == ["Quay", "Quay", "Legal sex"]


MISTAKES = [
    ("BOA9.1,sex,F,Kvinnor,Women", ("unknown-code", {"column": "indicator", "value": "BOA9.1", "file": "indicators.csv"})),
    *(
        (f"{code},sex,F,Kvinnor,Women", ("breakdown-of-other-kind", {"indicator": code, "dimension": "sex", "kind": kind}))
        for code, kind in (("BOA1.2", "milestone"), ("RES1.1", "derived"), ("SAY1.1", "distribution"))
    ),
    (f"{COUNT},pier,north,Norra,North", ("breakdown-without-name", {"indicator": COUNT, "dimension": "pier"})),
    (f"{COUNT},pier,,Pir,Pier", ("breakdown-without-categories", {"indicator": COUNT, "dimension": "pier"})),
    *((f"{COUNT},{name},a,A,A", ("bad-value", {"column": "dimension", "value": name})) for name in ("category", "statistic", "unit", "Pier", "2nd")),
    (f"{COUNT},age,_T,Alla,All", ("bad-value", {"column": "category", "value": "_T"})),
    (f"{COUNT},age,under 7,Under 7,Under 7", ("bad-value", {"column": "category", "value": "under 7"})),
    (f"{COUNT},,a,A,A", ("value-missing", {"column": "dimension"})),
    (f"{COUNT},age,a,,", ("name-missing", {})),
    (f"{COUNT},quay,outer,Yttre,Outer", ("duplicate", {"value": f"{COUNT} · quay · outer"})),
    (f"{COUNT},quay,4,Yttre,Fourth", ("duplicate", {"value": f"{COUNT} · quay · yttre"})),
    (f"{COUNT},quay,4,Fjärde,Total", ("bad-value", {"column": "name", "value": "Total"})),
    (f"{COUNT},quay,,Kaj,Quay", ("duplicate", {"value": f"{COUNT} · quay"})),
]
"""A line after the others, and what is wrong with it."""


@pytest.mark.parametrize(("line", "problem"), MISTAKES, ids=[line for line, _ in MISTAKES])
def test_a_mistake_is_named_with_its_file_and_line(tmp_path, line, problem):
    with pytest.raises(CatalogueError) as refused:
        catalogue.read(with_breakdowns(tmp_path, f"{BREAKDOWNS}{line}\n"))
    found = Problem("breakdowns.csv", BREAKDOWNS.count("\n") + 1, *problem)
    assert refused.value.problems == [found]
    for language in languages():
        assert "{" not in found.text(words(language))


F, M = {"sex": "F"}, {"sex": "M"}


def of_2021(own: Store, harbour: Catalogue, indicator: str = COUNT) -> Figure:
    return snapshot.read(own, harbour).figures[indicator][2021]


def shown(figure: Figure) -> dict[str, tuple]:
    return {one.category: (one.value, one.coverage, one.status) for one in figure.categories}


# What was delivered for 2021, the value of the total, and of each category value, coverage and status.
YEARS = {
    "count, a year": (
        COUNT,
        [*counted({"2021": 7}), figure(COUNT, "2021", 4, by=F), figure(COUNT, "2021", 3, by=M)],
        7,
        {"F": (4, 1, "A"), "M": (3, 1, "A")},
    ),
    "count, the categories stand for the total": (
        COUNT,
        [figure(COUNT, "2021", 4, by=F), figure(COUNT, "2021", 3, by=M)],
        7,
        {"F": (4, 1, "A"), "M": (3, 1, "A")},
    ),
    "count, months are summed by themselves": (
        COUNT,
        [
            *counted({month: 2 for month in months(1, 12)}),
            *(figure(COUNT, month, 1, by=F) for month in months(1, 12)),
            *(figure(COUNT, month, 1, by=M) for month in months(1, 3)),
        ],
        24,
        {"F": (12, 1, "A"), "M": (3, 3 / 12, "P")},
    ),
    "level, the last quarter": (
        LEVEL,
        [
            *counted({"2021-Q1": 9, "2021-Q2": 8}, LEVEL),
            *(figure(LEVEL, period, n, by=F) for period, n in (("2021-Q1", 5), ("2021-Q2", 6))),
        ],
        8,
        {"F": (6, 2 / 4, "P")},
    ),
    # (1 + 9) / (10 + 30)
    "share, sums by sums": (
        SHARE,
        pairs(SHARE, ("part", "whole"), {"2021-Q1": (3, 20), "2021-Q2": (12, 80)})
        + pairs(SHARE, ("part", "whole"), {"2021-Q1": (1, 10), "2021-Q2": (9, 30)}, F),
        15,
        {"F": (25, 2 / 4, "P")},
    ),
    # (10 × 2 + 30 × 4) / 40
    "score, by respondents": (
        SCORE,
        pairs(SCORE, ("mean", "respondents"), {"2021-01": (3, 50), "2021-02": (3, 50)})
        + pairs(SCORE, ("mean", "respondents"), {"2021-01": (2, 10), "2021-02": (4, 30)}, M),
        3,
        {"M": (3.5, 2 / 12, "P")},
    ),
    "a category without a figure": (
        COUNT,
        [*counted({"2021": 7}), figure(COUNT, "2021", None, by=F), figure(COUNT, "2021", 3, by=M, status="E")],
        7,
        {"F": (None, 1, "M"), "M": (3, 1, "E")},
    ),
    "two breakdowns, in the programme's order": (
        COUNT,
        [
            *counted({"2021": 7}),
            figure(COUNT, "2021", 5, by={"quay": "outer"}),
            figure(COUNT, "2021", 2, by={"quay": "inner"}),
            figure(COUNT, "2021", 3, by=M),
        ],
        7,
        {"M": (3, 1, "A"), "inner": (2, 1, "A"), "outer": (5, 1, "A")},
    ),
    "what is not declared stays a cell": (
        COUNT,
        [
            *counted({"2021": 7}),
            figure(COUNT, "2021", 5, by={"age": "0-17"}),
            figure(COUNT, "2021", 2, by={"sex": "X"}),
            figure(COUNT, "2021", 1, by=F | {"quay": "3"}),
        ],
        7,
        {},
    ),
}


@pytest.mark.parametrize(("indicator", "rows", "total", "expected"), YEARS.values(), ids=YEARS)
def test_what_a_year_of_a_category_is_made_of(own, harbour, indicator, rows, total, expected):
    deliver(own, 1, rows)
    found = of_2021(own, harbour, indicator)
    assert found.value == pytest.approx(total)
    assert [*shown(found)] == [*expected]
    for category, (value, coverage, status) in shown(found).items():
        assert (value and pytest.approx(value), pytest.approx(coverage), status) == expected[category]
    assert len(found.cells) == len(rows)


def test_the_parts_and_the_comment_of_a_category_are_its_own(own, harbour):
    rows = pairs(SHARE, ("part", "whole"), {"2021": (30, 40)}) + [
        row | {"comment": "by hand"} for row in pairs(SHARE, ("part", "whole"), {"2021": (5, 10)}, M)
    ]
    deliver(own, 1, rows)
    found = of_2021(own, harbour, SHARE)
    (men,) = found.categories
    assert (dict(men.parts), men.comment, men.dimensions) == ({"part": 5, "whole": 10}, "by hand", Dimensions.of(sex="M"))
    assert (dict(found.parts), found.comment) == ({"part": 30, "whole": 40}, "")


def test_each_category_follows_its_newest_delivery_and_a_withdrawal_brings_the_older_back(own, harbour):
    deliver(own, 1, [*counted({"2021": 7}), figure(COUNT, "2021", 4, by=F)])
    newer = deliver(own, 2, [figure(COUNT, "2021", 5, by=F)])
    assert shown(of_2021(own, harbour)) == {"F": (5, 1, "A")}
    withdraw(own, newer)
    assert shown(of_2021(own, harbour)) == {"F": (4, 1, "A")}


def test_a_breakdown_may_have_other_periods_than_the_total(own, harbour):
    """A log gives the total by month, the form its categories by year: the total goes on being made of its months."""
    deliver(own, 1, counted({month: 2 for month in months(1, 12)}))
    deliver(own, 2, [figure(COUNT, "2021", 11, by=F), figure(COUNT, "2021", 12, by=M)])
    found = of_2021(own, harbour)
    assert (found.value, found.coverage, shown(found)) == (24, 1, {"F": (11, 1, "A"), "M": (12, 1, "A")})
    deliver(own, 3, counted({"2021": 25}))
    deliver(own, 4, [figure(COUNT, "2021-01", 5, by=F)])
    found = of_2021(own, harbour)
    assert (found.value, found.coverage, shown(found)) == (25, 1, {"F": (5, pytest.approx(1 / 12), "P")}), "one breakdown, one kind of period"


def test_what_a_yearly_form_could_state_of_a_category_is_known_of_months_as_well(own, harbour):
    deliver(own, 1, [*counted({"2021-01": 2, "2021-02": 3}), *(figure(COUNT, month, 1, by=F) for month in months(1, 2))])
    known = snapshot.read(own, harbour).known()
    assert (known[Key(COUNT, "2021", "value")].value, known[Key(COUNT, "2021", "value", Dimensions.of(sex="F"))].value) == (5, 2)


def test_a_withdrawal_says_what_becomes_of_each_category(own, harbour):
    deliver(own, 1, [*counted({"2021": 7}), figure(COUNT, "2021", 4, by=F)])
    newer = deliver(own, 2, [figure(COUNT, "2021", 5, by=F), figure(COUNT, "2021", 2, by=M)])
    effects = withdrawals.effects(snapshot.read(own, harbour), own, newer)
    assert [(dict(effect.key.dimensions), effect.before, effect.after) for effect in effects] == [(F, 5, 4), (M, 2, None)]
