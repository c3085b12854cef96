"""What the public copy withholds of breakdowns. One attacker adds and subtracts all that was ever published, over every margin and year's state,
and bounds each count that is not; another one knows the rule too, and tries every number that could be behind it."""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from monitoring import kinds
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.disclosure import released
from monitoring.model import CategoryFigure, Cell, Figure
from monitoring.published_counts import REST, is_few
from tests.monitoring.test_disclosure import COUNT, LEVEL, SCORE, SHARE, TRACE, VAASA, certain, public, snapshot_of, visible

FAR = 1e9
Numbers = Mapping[str, float]
"""The components of a figure."""


def value_of(code: str, numbers: Numbers) -> float | None:
    return kinds.of(VAASA.indicators[code]).value(numbers)


def stated(numbers: Numbers, period: str, of: Dimensions = TOTAL) -> list[Cell]:
    return [Cell(name, period, of, number, TRACE, "3 of them") for name, number in numbers.items()]


def parts_of(numbers: Numbers) -> dict[str, float]:
    return {name: number for name, number in numbers.items() if name != "value"}


def broken_down(code: str, total: Numbers, **dimensions: Mapping[str, Numbers]) -> Figure:
    """A year's figure with its categories by dimension, stated as one year."""
    cells, categories = stated(total, "2021"), []
    for dimension, by in dimensions.items():
        for category, numbers in by.items():
            cells += stated(numbers, "2021", Dimensions.of(**{dimension: category}))
            categories.append(CategoryFigure(dimension, category, value_of(code, numbers), parts=parts_of(numbers), comment="3 of them"))
    return Figure(2021, value_of(code, total), parts=parts_of(total), cells=tuple(cells), categories=tuple(categories))


def count_by(total: float, *by: float, dimension: str = "sex") -> Figure:
    """A count with its categories a, b, c …"""
    return broken_down(COUNT, {"value": total}, **{dimension: {name: {"value": number} for name, number in zip("abcdefgh", by, strict=False)}})


def by_month(months: Sequence[Sequence[float]], first: int = 1, of_year: int = 12) -> Figure:
    """A count whose months have a number a category."""
    cells, sums = [], [sum(numbers) for numbers in zip(*months, strict=True)]
    for month, numbers in enumerate(months, first):
        period = f"2021-{month:02}"
        cells += stated({"value": sum(numbers)}, period)
        for name, number in zip("abcdefgh", numbers, strict=False):
            cells += stated({"value": number}, period, Dimensions.of(sex=name))
    coverage = len(months) / of_year
    categories = [CategoryFigure("sex", name, number, coverage) for name, number in zip("abcdefgh", sums, strict=False)]
    return Figure(2021, sum(sums), coverage, cells=tuple(cells), categories=tuple(categories))


def values(figure: Figure) -> list[float | None]:
    return [one.value for one in figure.categories]


# The cases of the rule.


@pytest.mark.parametrize(
    ("total", "by", "shown"),
    [
        (60, (20, 10, 30, 0), [20, 10, 30, 0]),
        (60, (3, 17, 40), [None, None, 40]),
        (60, (17, 3, 40), [17, None, None]),
        (60, (40, 17, 3), [None, 17, None]),
        (60, (1, 2, 17, 40), [None, None, None, 40]),
        (60, (3, 4, 23, 30), [None, None, 23, 30]),
        (60, (3, 0, 17, 40), [None, 0, None, 40]),
        (40, (3, 37), [None, None]),
        (40, (20, 18), [None, None]),
        (60, (3, 17, 20), [None, None, 20]),
        (60, (20, 20, 18), [None, None, 18]),
        (20, (20, 20), [None, None]),
    ],
    ids=[
        *("none-few", "next-goes-too", "next-in-order", "first-after-last", "few-together-few", "few-together-enough", "nobody-hides-nobody"),
        *("of-two-both", "few-in-none", "many-in-none", "few-in-none-of-three", "more-than-all"),
    ],
)
def test_as_few_categories_go_as_are_needed(total, by, shown):
    figure = public(COUNT, count_by(total, *by))
    assert figure.value == total and values(figure) == shown
    assert [cell.value for cell in figure.cells if cell.dimensions] == shown
    assert all(one.status == "Q" and one.withheld == {"value": "other"} and not one.comment for one in figure.categories if one.value is None)


@pytest.mark.parametrize(
    ("by", "shown"),
    [
        ([(20, 60), (30, 50), (10, 40)], ["a", "b", "c"]),
        ([(2, 60), (30, 50), (10, 40)], ["c"]),
        ([(58, 60), (30, 50), (10, 40)], ["c"]),
        ([(1, 3), (30, 50), (10, 40)], ["c"]),
        ([(2, 60), (0, 50), (10, 40), (9, 40)], ["b", "d"]),
        ([(2, 60), (0, 50), (0, 40), (30, 30)], ["b", "c"]),
        ([(3, 6), (30, 30), (0, 40), (30, 60)], ["b", "c"]),
    ],
    ids=["none-few", "part", "those-outside", "whole", "no-part-hides-no-part", "part-of-all", "one-for-both"],
)
def test_a_share_goes_for_its_part_its_whole_and_those_outside(by, shown):
    total = {"part": sum(part for part, _ in by), "whole": sum(whole for _, whole in by)}
    made = {name: {"part": part, "whole": whole} for name, (part, whole) in zip("abcd", by, strict=False)}
    figure = public(SHARE, broken_down(SHARE, total, age=made))
    assert figure.parts == total
    assert [one.category for one in figure.categories if one.value is not None] == shown
    hidden = [one for one in figure.categories if one.value is None]
    assert all(one.parts == {} and one.withheld == dict.fromkeys(("value", "part", "whole"), "other") for one in hidden)


def test_a_mean_goes_where_few_answered_and_where_nobody_says_how_many_did():
    made = {"a": {"mean": 3.0, "respondents": 3}, "b": {"mean": 4.0, "respondents": 27}, "c": {"mean": 3.5, "respondents": 30}}
    figure = public(SCORE, broken_down(SCORE, {"mean": 3.7, "respondents": 60}, sex=made))
    assert values(figure) == [None, None, 3.5]
    without = {name: {"mean": numbers["mean"]} for name, numbers in made.items()}
    assert values(public(SCORE, broken_down(SCORE, {"mean": 3.7, "respondents": 60}, sex=without))) == [None] * 3


def test_each_breakdown_has_its_own_total_to_hold_against():
    sexes = {"a": {"value": 3}, "b": {"value": 57}}
    ages = {"y": {"value": 20}, "m": {"value": 20}, "o": {"value": 20}}
    figure = public(COUNT, broken_down(COUNT, {"value": 60}, sex=sexes, age=ages))
    assert values(figure) == [None, None, 20, 20, 20]


def test_no_category_of_a_total_that_is_not_published_is():
    assert values(public(COUNT, count_by(3, 3, 0))) == [None, None]
    assert values(public(LEVEL, broken_down(LEVEL, {"value": 4}, sex={"a": {"value": 4}, "b": {"value": 0}}))) == [None, None]


def crossed(code_of: Mapping[tuple[str, str], float], total: float) -> Figure:
    """Sex by age, with both margins."""
    margins = {}
    for dimension, place in (("sex", 0), ("age", 1)):
        names = sorted({pair[place] for pair in code_of})
        margins[dimension] = {name: {"value": sum(n for pair, n in code_of.items() if pair[place] == name)} for name in names}
    figure = broken_down(COUNT, {"value": total}, **margins)
    inner = [cell for (sex, age), n in code_of.items() for cell in stated({"value": n}, "2021", Dimensions.of(sex=sex, age=age))]
    return replace(figure, cells=(*figure.cells, *inner))


def test_a_cross_table_goes_where_it_or_a_margin_of_it_tells_few():
    for numbers, is_shown in (((20, 10, 30, 40), True), ((20, 3, 30, 40), False), ((20, 0, 30, 3), False)):
        figure = public(COUNT, crossed(dict(zip(product("ab", "yo"), numbers, strict=True)), sum(numbers)))
        inner = {cell.value for cell in figure.cells if len(cell.dimensions) == 2}
        assert (inner == set(numbers)) is is_shown and (inner == {None}) is not is_shown


@pytest.mark.parametrize(
    "months", [[(10, 20)] * 12, [*[(10, 20)] * 11, (3, 20)], [(3, 20), *[(10, 20)] * 11]], ids=["none-few", "last-few", "first-few"]
)
def test_of_categories_that_come_by_month_whole_years_are_told_and_nothing_else(months):
    figure = public(COUNT, by_month(months))
    assert values(figure) == [sum(numbers) for numbers in zip(*months, strict=True)]
    assert {cell.value for cell in figure.cells if cell.dimensions} == {None} and figure.value == sum(map(sum, months))
    for so_far in (months[:1], months[:6], months[:11]):
        assert values(public(COUNT, by_month(so_far))) == [None, None]
    few = [(0, 20)] * 11 + [(3, 20)]
    assert values(public(COUNT, by_month(few))) == [None, None]


def test_what_counts_no_persons_is_told_by_category():
    figure = broken_down("TUR1.1", {"value": 5}, area={"a": {"value": 1}, "b": {"value": 4}})
    assert values(public("TUR1.1", figure)) == [1, 4]


def test_what_a_unit_wrote_goes_with_a_category_that_is_not_told():
    assert not any(one.comment for one in public(COUNT, count_by(60, 3, 17, 40)).categories)
    assert all(one.comment for one in public(COUNT, count_by(60, 20, 40)).categories)


# The attacker who adds and subtracts.


def bounds(unknown: Iterable[str], equations: Sequence[tuple[set, float]]) -> dict[object, tuple[float, float]]:
    """What the sums of counts that are zero or more say of each, by narrowing until nothing changes; a sum that holds another one gives a third."""
    found = dict.fromkeys(unknown, (0, FAR))
    sums = {(frozenset(names), number) for names, number in equations if names}
    sums |= {(one - other, number - less) for (one, number), (other, less) in product(sums, sums) if other < one}
    is_changed = True
    while is_changed:
        is_changed = False
        for names, number in sums:
            for name in names:
                low, high = found[name]
                others = [found[other] for other in names if other != name]
                new = max(low, number - sum(high for _, high in others)), min(high, number - sum(low for low, _ in others))
                if new != (low, high):
                    found[name], is_changed = new, True
    return found


def counts_of(code: str, figure: Figure) -> dict[tuple[str, str, Dimensions], float]:
    """Every count of a figure by component, period and category."""
    kind = kinds.of(VAASA.indicators[code])
    totals = {"value": figure.value, **figure.parts}
    found = {(name, "2021", TOTAL): number for name, number in totals.items()}
    found |= {(name, "2021", one.dimensions): number for one in figure.categories for name, number in {"value": one.value, **one.parts}.items()}
    found |= {(cell.component, cell.period, cell.dimensions): cell.value for cell in figure.cells}
    found = {of: number for of, number in found.items() if number is not None and of[0] in kind.counted}
    for name, period, of in list(found):
        if kind.is_part and name == "part" and ("whole", period, of) in found:
            found[REST, period, of] = found["whole", period, of] - found["part", period, of]
    return found


def told(code: str, whole: Figure, knows: Mapping) -> list[tuple]:
    """The counts of few that an attacker who knows some of a figure's counts works out. All categories of a breakdown may or may not be the total."""
    true = counts_of(code, whole)
    equations, unknown = [], set(true) - set(knows)
    for (name, period, of), number in true.items():
        for dimension in sorted({next(iter(each)) for _, _, each in true if len(each) == 1} - set(of)):
            within = [
                (name, period, each)
                for n, p, each in true
                if (n, p) == (name, period) and set(each) == {*of, dimension} and of.items() <= each.items()
            ]
            rest = number - sum(true[each] for each in within)
            if within:
                outside = ("outside", name, period, of, dimension)
                unknown |= {outside} if rest else set()
                equations.append(({(name, period, of), *within, *([outside] if rest else [])}, of, name, period))
    system = []
    for names, of, name, period in equations:
        total = (name, period, of)
        if total in knows:
            system.append((names - {total} - set(knows), knows[total] - sum(knows[each] for each in names - {total} if each in knows)))
    for name, period, of in true:
        if name == REST and ("whole", period, of) in knows:
            system.append(
                (
                    {(REST, period, of), ("part", period, of)} - set(knows),
                    knows["whole", period, of] - sum(knows.get((n, period, of), 0) for n in (REST, "part")),
                )
            )
    known = bounds(unknown, system)
    return [of for of in unknown if of in true and is_few(true[of]) and known[of][0] >= 1 and known[of][1] < 5]


def test_the_adding_attacker_finds_what_is_not_withheld():
    whole = count_by(60, 3, 17, 40)
    sex_a = ("value", "2021", Dimensions.of(sex="a"))
    knows = {of: number for of, number in counts_of(COUNT, whole).items() if of != sex_a}
    assert told(COUNT, whole, knows) == [sex_a]


def a_number(chance: random.Random) -> int:
    return chance.choice((0, 1, 2, 3, 4, 5, 6, 9, 15, 40))


def a_figure(code: str, chance: random.Random) -> Figure:
    """A year by sex and age, at times with some in no category of either, at times crossed."""

    def one() -> dict[str, float]:
        if code == SHARE:
            part, rest = a_number(chance), a_number(chance)
            return {"part": part, "whole": part + rest}
        return {"mean": 3.5, "respondents": a_number(chance)} if code == SCORE else {"value": a_number(chance)}

    def added(several: Iterable[Numbers]) -> dict[str, float]:
        several = list(several)
        return {name: 3.5 if name == "mean" else sum(numbers[name] for numbers in several) for name in several[0]}

    inner = {pair: one() for pair in product("abc"[: chance.randint(2, 3)], "xyz"[: chance.randint(2, 3)])}
    nobody = one() if chance.random() < 0.4 else dict.fromkeys(next(iter(inner.values())), 0)
    sexes = {name: added(n for (sex, _), n in inner.items() if sex == name) for name in "abc" if any(sex == name for sex, _ in inner)}
    ages = {name: added(n for (_, age), n in inner.items() if age == name) for name in "xyz" if any(age == name for _, age in inner)}
    total = added([*inner.values(), nobody])
    if code == SHARE and not total["whole"]:
        total = {"part": 5, "whole": 10}
    figure = broken_down(code, total, sex=sexes, age=ages)
    if chance.random() < 0.4:
        cells = [cell for (sex, age), numbers in inner.items() for cell in stated(numbers, "2021", Dimensions.of(sex=sex, age=age))]
        figure = replace(figure, cells=(*figure.cells, *cells))
    return figure


@pytest.mark.parametrize("code", [COUNT, LEVEL, SHARE, SCORE])
def test_no_margin_tells_few(code):
    chance, shown = random.Random(15), 0
    for _ in range(300):
        whole = a_figure(code, chance)
        knows = counts_of(code, public(code, whole))
        assert not any(is_few(number) and of[2] for of, number in knows.items())
        assert told(code, whole, knows) == [], whole
        shown += any(of[2] for of in knows)
    assert shown > 60


def changed(code: str, figure: Figure, chance: random.Random) -> Figure:
    """The same delivered again with one category corrected, or only the total."""
    by = {"sex": {}, "age": {}}
    for one in figure.categories:
        by[one.dimension][one.category] = dict(one.parts) or {"value": one.value}
    total = dict(figure.parts) or {"value": figure.value}
    more = chance.choice((0, 1, 3, 8, 20))
    for by_category in by.values():
        if chance.random() < 0.7:
            numbers = by_category[chance.choice(sorted(by_category))]
            numbers.update({name: number + more for name, number in numbers.items() if name in total})
    total.update({name: number + more for name, number in total.items()})
    return broken_down(code, total, **by)


@pytest.mark.parametrize("code", [COUNT, SHARE])
def test_no_state_of_a_year_tells_few_of_another_one(code):
    """A reader takes what did not change for what it was."""
    chance = random.Random(4)
    for _ in range(250):
        first = replace(a_figure(code, chance))
        first = replace(first, cells=tuple(cell for cell in first.cells if len(cell.dimensions) < 2))
        states = [first]
        for _ in range(chance.randint(1, 2)):
            states.append(changed(code, states[-1], chance))
        seen = [counts_of(code, of_state(code, states[: place + 1])) for place in range(len(states))]
        for whole, own in zip(states, seen, strict=True):
            true = counts_of(code, whole)
            knows = own | {of: number for other in seen for of, number in other.items() if of[2] and true.get(of) == number}
            if any(not of[2] for of in own):
                assert told(code, whole, knows) == [], states


def of_state(code: str, states: Sequence[Figure]) -> Figure:
    """What is published of the last of a year's states."""
    *before, last = states
    return released(snapshot_of(code, last), {(code, 2021): before}).figures[code][2021]


def months_and_year(months: Sequence[float], *by: float, of_year: int = 12) -> Figure:
    """A count whose total comes by month, its categories by year: from a log and from the form."""
    cells = [cell for month, number in enumerate(months, 1) for cell in stated({"value": number}, f"2021-{month:02}")]
    cells += [cell for name, number in zip("abcdefgh", by, strict=False) for cell in stated({"value": number}, "2021", Dimensions.of(sex=name))]
    categories = tuple(CategoryFigure("sex", name, number) for name, number in zip("abcdefgh", by, strict=False))
    return Figure(2021, sum(months), len(months) / of_year, cells=tuple(cells), categories=categories)


def test_categories_of_a_year_beside_a_total_of_months():
    assert values(public(COUNT, months_and_year([10] * 12, 50, 60))) == [50, 60]
    assert values(public(COUNT, months_and_year([10] * 12, 50, 67))) == [None, None], "three are in neither"
    assert values(public(COUNT, months_and_year([10] * 5, 20, 20))) == [None, None], "the total is not of the same months"


def test_no_total_of_months_tells_few_of_the_categories_of_its_year():
    chance, shown = random.Random(7), 0
    for _ in range(200):
        months = [chance.choice((0, 5, 6, 9, 15, 3 if chance.random() < 0.1 else 7)) for _ in range(12)]
        women = chance.randint(0, int(sum(months)))
        nobody = chance.choice((0, 0, 2, 7))
        whole = months_and_year(months, women, max(sum(months) - women - nobody, 0))
        knows = counts_of(COUNT, public(COUNT, whole))
        assert told(COUNT, whole, knows) == [], whole
        shown += any(of[2] for of in knows)
    assert shown > 60


# The attacker who knows the rule.


def seen(figure: Figure) -> Hashable:
    return visible(figure), tuple((one.value, tuple(one.parts.items())) for one in figure.categories)


@cache
def seen_of(by: tuple[float, ...], total: float) -> Hashable:
    return seen(public(COUNT, count_by(total, *by)))


@pytest.mark.parametrize("is_by_month", [True, False], ids=["months", "year"])
def test_no_year_so_far_and_whole_year_tell_a_count(is_by_month):
    """Two categories in the first half of a year, told then, and in the second one, told with the year."""

    @cache
    def early(*half):
        return seen(of_state(COUNT, [by_month([half], of_year=2)]))

    def late(first, second):
        whole = by_month([first, second], of_year=2) if is_by_month else count_by(sum((*first, *second)), *map(sum, zip(first, second, strict=True)))
        return seen(of_state(COUNT, [by_month([first], of_year=2), whole]))

    def few(numbers):
        a, b, c, d = numbers
        return a, b, c, d, a + b, c + d, a + c, b + d

    known = certain(product(range(7), repeat=4), lambda numbers: (early(*numbers[:2]), late(numbers[:2], numbers[2:])), few)
    assert [one for one in known if max(one[0]) <= 4] == []


@pytest.mark.parametrize("of_three", [True, False], ids=["of-three", "of-two-and-none"])
def test_no_pattern_of_what_is_withheld_tells_a_count(of_three):
    """Three categories that are all of the total; two, and those in neither."""
    known = certain(product(range(13), repeat=3), lambda by: seen_of(by if of_three else by[:2], sum(by)), lambda by: by)
    assert [one for one in known if max(one[0]) <= 8] == []


def test_no_pattern_tells_a_part_or_those_outside_of_it():
    pairs = [(part, whole) for whole in range(10) for part in range(whole + 1)]

    def published(by):
        made = {name: {"part": part, "whole": whole} for name, (part, whole) in zip("ab", by, strict=True)}
        total = {"part": sum(part for part, _ in by), "whole": sum(whole for _, whole in by)}
        return seen(public(SHARE, broken_down(SHARE, total, sex=made)))

    known = certain(product(pairs, repeat=2), published, lambda by: tuple(count for part, whole in by for count in (part, whole, whole - part)))
    assert [one for one in known if max(whole for _, whole in one[0]) <= 5] == []
