"""What the public copy withholds: no count of one to four persons, and nothing that tells one. The attacker here knows the rules and everything
that was ever published, and tries every number that could be behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from monitoring import assessed_year, catalogue, charts, disclosure, kinds, reasons
from monitoring.assessed_year import AssessedYear
from monitoring.assessment import assess
from monitoring.charts import draw
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.disclosure import released
from monitoring.model import Area, Cell, ContextLine, Evaluation, Figure, Report, Target, Trace
from monitoring.palette import LIGHT
from monitoring.programme import Indicator
from monitoring.published_counts import is_few
from monitoring.snapshot import Snapshot
from monitoring.words import words
from publishing import exports

VAASA = catalogue.read(Path(__file__).parents[2] / "data" / "programmes" / "vaasa-2019-2022")
TRACE = Trace("u1", "kavijat.xlsx", "Luvut", "D4", "Coordinator", datetime(2022, 1, 31))
COUNT, LEVEL, SHARE, SCORE, AREAS, SESSIONS = "TYO4.1", "OSA2.1", "TYO1.1", "TUR3.2", "TUR4.1", "TUR1.1"
THIRDS = ("2021-01", "2021-02", "2021-03")
SAY = words("en")


def cells(period: str, **values: float) -> tuple[Cell, ...]:
    return tuple(Cell(name, period, TOTAL, value, TRACE, "of them 3 from Vaasa") for name, value in values.items())


def counted(values: Iterable[float], periods: Iterable[str] = ("2021",)) -> Figure:
    """A count made of these periods' counts, as many as there are of them."""
    stated = [cell for period, value in zip(periods, values, strict=False) for cell in cells(period, value=value)]
    coverage = len(stated) / len(tuple(periods))
    return Figure(2021, sum(cell.value for cell in stated), coverage, "A" if coverage == 1 else "P", comment="3 of Vaasa", cells=tuple(stated))


def shared(part: float, whole: float, year: int = 2021) -> Figure:
    return Figure(year, 100 * part / whole, parts={"part": part, "whole": whole}, cells=cells(str(year), part=part, whole=whole))


def scored(mean: float, respondents: float) -> Figure:
    return Figure(2021, mean, parts={"mean": mean, "respondents": respondents}, cells=cells("2021", mean=mean, respondents=respondents))


def snapshot_of(code: str, *figures: Figure, **more) -> Snapshot:
    return Snapshot(VAASA, {code: {figure.year: figure for figure in figures}}, {}, (), 1, **more)


def public(code: str, *figures: Figure) -> Figure:
    """The last of these figures of an indicator, as the public has it."""
    return released(snapshot_of(code, *figures)).figures[code][figures[-1].year]


def visible(figure: Figure) -> Hashable:
    """Everything that is published of a figure."""
    certain = [(cell.component, cell.period, cell.value, cell.withheld, cell.comment) for cell in figure.cells]
    return figure.value, tuple(sorted(figure.parts.items())), tuple(sorted(figure.withheld.items())), figure.coverage, figure.comment, tuple(certain)


def certain(behind: Iterable[tuple[float, ...]], published: Callable[[tuple[float, ...]], Hashable], few: Callable) -> list:
    """The counts of a few that an attacker knows for certain: those that are the same in everything that looks the same from outside."""
    alike = defaultdict(list)
    for numbers in behind:
        alike[published(numbers)].append(numbers)
    known = []
    for group in alike.values():
        for place, values in enumerate(zip(*map(few, group), strict=True)):
            if len(set(values)) == 1 and is_few(values[0]):
                known.append((group[0], place))
    return known


def test_the_attacker_finds_what_is_not_withheld():
    assert certain([(3,), (7,)], lambda numbers: numbers, lambda numbers: numbers) == [((3,), 0)]


def test_no_year_tells_a_month_or_itself_not_even_month_by_month():
    @cache
    def so_far(months):
        return visible(public(COUNT, counted(months, THIRDS)))

    def published(months):
        return tuple(so_far(months[:n]) for n in range(1, 4))

    def few(months):
        """The months, and every sum of months after each other: a year so far, the rest of it."""
        return [sum(months[first:last]) for first in range(3) for last in range(first + 1, 4)]

    known = certain(product(range(17), repeat=3), published, few)
    assert [one for one in known if max(one[0]) <= 8] == []


def in_succession(code: str, *figures: Figure) -> list[Figure]:
    """A year's figures as they were published one after the other, each read as of its own moment."""
    return [published_last(code, *figures[: place + 1]) for place in range(len(figures))]


def published_last(code: str, *figures: Figure) -> Figure:
    """The last of a year's figures as it was published after the others."""
    *before, figure = figures
    return released(snapshot_of(code, figure), {(code, figure.year): before}).figures[code][figure.year]


@pytest.mark.parametrize("grains", ["mmy", "ymm", "mym", "yMm"])
def test_no_yearly_figure_tells_what_came_after_the_months_before_it_nor_the_other_way_round(grains):
    """Of a year with three months, what was told one after the other: y the whole year as one figure; m its months until then, one more each
    time; M the first two of them."""

    @cache
    def last(*states):
        """What is published of the last state: each is the counts of the months until then, or the one of the whole year."""
        return visible(published_last(COUNT, *(counted(counts, THIRDS if is_months else ("2021",)) for is_months, counts in states)))

    def published(months):
        so_far = iter(((True, months[:1]), (True, months[:2])))
        made = {"y": lambda: (False, (sum(months),)), "m": lambda: next(so_far), "M": lambda: (True, months[:2])}
        states = tuple(made[grain]() for grain in grains)
        return tuple(last(*states[:place]) for place in range(1, len(states) + 1))

    def few(months):
        return [sum(months[first:last]) for first in range(3) for last in range(first + 1, 4)]

    known = certain(product(range(13), repeat=3), published, few)
    assert [one for one in known if max(one[0]) <= 8] == []


@pytest.mark.parametrize("grains", ["my", "ym"])
def test_no_yearly_share_tells_what_came_after_its_month_nor_the_other_way_round(grains):
    """A month's (part, whole) and the rest of the year's; y the whole year as one figure, m the month."""

    def month(part, whole):
        return replace(shared(part, whole), coverage=1 / 12, cells=cells("2021-01", part=part, whole=whole))

    @cache
    def last(*states):
        """What is published of the last state, each a grain with its (part, whole)."""
        return visible(published_last(SHARE, *({"y": shared, "m": month}[grain](*pair) for grain, pair in states)))

    def published(pairs):
        of = {"y": tuple(map(sum, zip(*pairs, strict=True))), "m": pairs[0]}
        states = tuple((grain, of[grain]) for grain in grains)
        return last(states[0]), last(*states)

    def few(pairs):
        return [count for part, whole in (*pairs, tuple(map(sum, zip(*pairs, strict=True)))) for count in (part, whole, whole - part)]

    pairs = [(part, whole) for whole in range(1, 10) for part in range(whole + 1)]
    known = certain(product(pairs, repeat=2), published, few)
    assert [one for one in known if max(whole for _, whole in one[0]) <= 5] == []


EIGHT = tuple(f"2021-{month:02}" for month in range(1, 9))
SO_FAR = {
    "a count": (COUNT, counted((10,) * 8, (*EIGHT, *("",) * 4)), lambda more: counted((80 + more,))),
    "a share": (
        SHARE,
        replace(shared(400, 800), coverage=2 / 3, cells=tuple(cell for month in EIGHT for cell in cells(month, part=50, whole=100))),
        lambda more: shared(400, 800 + more),
    ),
    "a part of a share": (
        SHARE,
        replace(shared(400, 800), coverage=2 / 3, cells=tuple(cell for month in EIGHT for cell in cells(month, part=50, whole=100))),
        lambda more: shared(400 + more, 820 + more),
    ),
    "a survey": (
        SCORE,
        replace(scored(3.5, 80), coverage=2 / 3, cells=tuple(cell for month in EIGHT for cell in cells(month, mean=3.5, respondents=10))),
        lambda more: scored(3.6, 80 + more),
    ),
}


@pytest.mark.parametrize("name", SO_FAR)
@pytest.mark.parametrize(("more", "is_told"), [(0, True), (1, False), (3, False), (4, False), (5, True), (40, True)])
def test_a_year_is_told_where_it_tells_no_few_after_its_months(name, more, is_told):
    code, so_far, whole = SO_FAR[name]
    before, after = in_succession(code, so_far, whole(more))
    assert before.value == so_far.value
    if is_told:
        assert after.value == whole(more).value and after.parts == whole(more).parts
    else:
        assert (after.value, after.status, after.parts) == (None, "Q", {}) and {cell.value for cell in after.cells} == {None}
        _, _, later = in_succession(code, so_far, whole(more), whole(60))
        assert later.value == whole(60).value


def test_a_correction_of_the_same_months_is_told():
    assert in_succession(COUNT, counted((80,)), counted((83,)))[1].value == 83


def test_no_share_tells_its_part_or_those_outside_of_it():
    behind = [(part, whole) for whole in range(1, 16) for part in range(whole + 1)]
    known = certain(behind, lambda pair: visible(public(SHARE, shared(*pair))), lambda pair: (pair[0], pair[1], pair[1] - pair[0]))
    assert known == []


@pytest.mark.parametrize("year", [("2021-01", "2021-02"), THIRDS], ids=["whole", "so-far"])
def test_no_year_of_a_share_tells_a_month(year):
    """Two months' (part, whole), the second published after the first."""

    def so_far(months):
        part, whole = map(sum, zip(*months, strict=True))
        stated = [cell for period, (few, of) in zip(year, months, strict=False) for cell in cells(period, part=few, whole=of)]
        return replace(shared(part, whole), coverage=len(months) / len(year), cells=tuple(stated))

    def few(months):
        return [count for part, whole in (*months, tuple(map(sum, zip(*months, strict=True)))) for count in (part, whole, whole - part)]

    pairs = [(part, whole) for whole in range(1, 12) for part in range(whole + 1)]
    first = {pair: visible(public(SHARE, so_far((pair,)))) for pair in pairs}
    known = certain(product(pairs, repeat=2), lambda months: (first[months[0]], visible(public(SHARE, so_far(months)))), few)
    assert [one for one in known if max(whole for _, whole in one[0]) <= 7] == []


def test_no_mean_tells_how_few_answered():
    behind = [(total / respondents, respondents) for respondents in range(1, 8) for total in range(respondents, 5 * respondents + 1)]
    assert certain(behind, lambda pair: visible(public(SCORE, scored(*pair))), lambda pair: (pair[1],)) == []


@cache
def three_years(numbers: tuple[float, ...]) -> tuple[Mapping[int, Figure], tuple[Hashable, ...]]:
    """The counts of three years as the public has them, whatever target they are held against."""
    figures = [replace(counted((number,), (str(2019 + place),)), year=2019 + place) for place, number in enumerate(numbers)]
    of_public = released(snapshot_of(COUNT, *figures)).figures[COUNT]
    return of_public, tuple(map(visible, of_public.values()))


@pytest.mark.parametrize("rule", ["each-year", "reach", "cumulative", "improve", "keep", "monitor"])
@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 12])
def test_no_status_tells_a_count_of_three_years(rule, direction, limit):
    target = Target("count", rule, direction, limit, 2019, 2022)

    def published(numbers):
        of_public, looks = three_years(numbers)
        found = [assess(target, of_public, {}, year) for year in (2019, 2020, 2021)]
        return tuple((one.status, one.reason, tuple(sorted(one.values.items(), key=str))) for one in found), looks

    assert certain(product((0, 1, 2, 3, 4, 5, 6), repeat=3), published, lambda numbers: numbers) == []


@cache
def two_years(parts: tuple[float, ...], whole: float) -> tuple[Mapping[int, Figure], tuple[Hashable, ...]]:
    """The shares of two years as the public has them, whatever target they are held against."""
    figures = [shared(part, whole, 2020 + place) for place, part in enumerate(parts)]
    of_public = released(snapshot_of(SHARE, *figures)).figures[SHARE]
    return of_public, tuple(map(visible, of_public.values()))


@pytest.mark.parametrize("rule", ["each-year", "reach", "improve", "keep"])
@pytest.mark.parametrize("whole", [6, 9, 14])
def test_no_status_tells_the_part_of_a_share(rule, whole):
    target = Target("share", rule, "up", 25, 2019, 2022)

    def published(parts):
        of_public, looks = two_years(parts, whole)
        found = [assess(target, of_public, {}, year) for year in (2020, 2021)]
        return tuple((one.status, one.reason, tuple(sorted(one.values.items(), key=str))) for one in found), looks

    behind = product(range(whole + 1), repeat=2)
    assert certain(behind, published, lambda parts: (*parts, *(whole - part for part in parts))) == []


@pytest.mark.parametrize("rule", ["each-year", "reach", "cumulative", "improve", "keep", "monitor"])
def test_a_status_of_the_public_is_the_true_one_or_no_data(rule):
    target = Target("count", rule, "up", 4, 2019, 2022)
    for numbers in product((0, 1, 3, 4, 5, 9), repeat=3):
        figures = {2019 + place: replace(counted((number,)), year=2019 + place) for place, number in enumerate(numbers)}
        of_public = released(snapshot_of(COUNT, *figures.values())).figures[COUNT]
        true, told_ = assess(target, figures, {}, 2021), assess(target, of_public, {}, 2021)
        assert told_.status in (true.status, "no_data")
        hidden = "withheld.same" if of_public[2021].is_withheld else "withheld.earlier"
        assert told_ == true or told_.reason in (hidden, "withheld.open")


def test_a_count_is_shown_as_fewer_than_five():
    figure = public(COUNT, counted((3,)))
    assert (figure.value, figure.status, figure.withheld, figure.within, figure.comment) == (None, "Q", {"value": "few"}, (1, 4), "")
    assert [(cell.value, cell.withheld, cell.comment) for cell in figure.cells] == [(None, "few", "")]
    assert reasons.figure(VAASA.indicators[COUNT], None, figure, SAY) == "<5"


@pytest.mark.parametrize("number", [0, 5, 12])
def test_a_count_of_nobody_or_of_more_is_shown(number):
    assert public(COUNT, counted((number,))).value == number


def test_what_counts_no_persons_is_shown():
    assert public(SESSIONS, counted((3,))).value == 3
    assert not VAASA.counts_persons(SESSIONS) and VAASA.counts_persons(COUNT) and VAASA.counts_persons(SHARE) and not VAASA.counts_persons("SOS1.2")


def test_a_share_of_a_few_keeps_its_whole():
    figure = public(SHARE, shared(2, 400))
    assert figure.parts == {"whole": 400} and figure.withheld == {"value": "other", "part": "few"}
    assert figure.within == pytest.approx((0.25, 1.0))
    assert [reasons.component(figure, name, SAY) for name in ("part", "whole")] == ["<5", "400"]
    assert reasons.figure(VAASA.indicators[SHARE], None, figure, SAY) == SAY("value.withheld.other", number="5")


def by_language(period: str, **values: Mapping[str, float]) -> tuple[Cell, ...]:
    """Each component's numbers by a category."""
    return tuple(Cell(name, period, Dimensions.of(category=of), n, TRACE) for name, by in values.items() for of, n in by.items())


def values_of(figure: Figure, *, total: bool) -> set[float | None]:
    return {cell.value for cell in figure.cells if bool(cell.dimensions) != total}


def test_the_counts_that_a_year_is_made_of_are_those_of_all_categories_together():
    """A month of 2 and 9 is one of 11, which tells nobody; a year's rest of 1 and 2 is one of 3."""
    spring, rest = by_language("2021-01", value={"fi": 2, "sv": 9}), by_language("2021-02", value={"fi": 30, "sv": 30})
    figure = public(COUNT, Figure(2021, 71, cells=(*spring, *rest)))
    assert figure.value == 71 and values_of(figure, total=False) == {None}
    few = by_language("2021-03", value={"fi": 1, "sv": 2})
    assert public(COUNT, Figure(2021, 74, cells=(*spring, *rest, *few))).is_withheld


def test_a_total_counts_once_and_not_again_with_its_categories():
    stated = (*cells("2021-01", value=30), *cells("2021-02", value=3), *by_language("2021-02", value={"fi": 3, "sv": 0}))
    figure = public(COUNT, Figure(2021, 33, cells=stated))
    assert figure.is_withheld and values_of(figure, total=False) == {None}


@pytest.mark.parametrize(
    ("total", "by"),
    [(40, {"fi": 3, "sv": 37}), (40, {"fi": 20, "sv": 18})],
    ids=["a-category", "those-without-one"],
)
def test_no_category_is_told_where_one_or_what_none_of_them_has_is_few(total, by):
    figure = public(COUNT, Figure(2021, total, cells=(*cells("2021", value=total), *by_language("2021", value=by))))
    assert figure.value == total and values_of(figure, total=True) == {total} and values_of(figure, total=False) == {None}


def test_no_category_of_a_share_is_told_where_those_outside_of_its_part_are_few():
    broken_down = by_language("2021", part={"fi": 10, "sv": 47}, whole={"fi": 100, "sv": 50})
    figure = public(SHARE, replace(shared(57, 150), cells=(*cells("2021", part=57, whole=150), *broken_down)))
    assert figure.parts == {"part": 57, "whole": 150} and values_of(figure, total=False) == {None}


def test_categories_of_more_are_told():
    figure = public(COUNT, Figure(2021, 40, cells=(*cells("2021", value=40), *by_language("2021", value={"fi": 30, "sv": 10, "en": 0}))))
    assert values_of(figure, total=False) == {30, 10, 0}


def test_a_category_is_not_called_few_because_their_sum_is():
    figure = public(COUNT, Figure(2021, 3, cells=by_language("2021", value={"fi": 3, "sv": 0})))
    assert {cell.withheld for cell in figure.cells} == {"other"}


def test_a_survey_without_a_mean_still_does_not_tell_how_few_answered():
    figure = replace(scored(1, 3), value=None, status="M", parts={"respondents": 3})
    assert public(SCORE, figure).parts == {} and {cell.value for cell in public(SCORE, figure).cells if cell.component == "respondents"} == {None}


@pytest.mark.parametrize("code", [COUNT, LEVEL])
def test_a_note_on_a_month_that_is_hidden_goes_with_it(code):
    for first, noted in ((3, ""), (8, "3 of Vaasa")):
        figure = public(code, counted((first, 30), ("2021-01", "2021-02")))
        assert figure.value is not None and figure.comment == noted


def test_an_area_with_a_few_goes_and_with_it_the_mean_of_all():
    of_persons = replace(VAASA, persons=VAASA.persons | {AREAS: VAASA.persons[AREAS].model_copy(update={"persons": "yes"})})
    small, large = Area("Sundom", {"own": 40, "rented": 2}, 42, 9.1), Area("Gerby", {"own": 60, "rented": 40}, 100, 48.0)
    stated = [
        Cell("value", "2021", Dimensions.of(area=area.area, category=name), n, TRACE)
        for area in (small, large)
        for name, n in area.categories.items()
    ]
    whole = replace(snapshot_of(AREAS, Figure(2021, 36.5, areas=(small, large), cells=tuple(stated))), catalogue=of_persons)
    figure = released(whole).figures[AREAS][2021]
    assert (figure.value, figure.areas) == (None, (large,))
    assert {cell.dimensions["area"] for cell in figure.cells if cell.value is not None} == {"Gerby"}
    view = assessed_year.at(released(whole), 2021).indicators[AREAS]
    assert "Sundom" not in str(charts.areas(view, SAY, LIGHT)) and "Gerby" in str(charts.areas(view, SAY, LIGHT))


def test_a_delivered_statistic_beside_persons_loses_its_counts_of_a_few():
    stated = tuple(
        Cell("context", str(year), Dimensions.of(statistic="S2"), value, TRACE) for year, value in ((2020, 3.0), (2021, 3.5), (2022, 12.0))
    )
    line = ContextLine({"": "S2"}, {2020: 3.0, 2021: 3.5, 2022: 12.0}, {"": ""}, stated)
    told_ = released(snapshot_of(COUNT, counted((9,)), context={COUNT: (line,), SESSIONS: (line,)})).context
    assert told_[COUNT][0].points == {2021: 3.5, 2022: 12.0} and [cell.value for cell in told_[COUNT][0].cells] == [None, 3.5, 12.0]
    assert told_[SESSIONS][0].points == line.points


def test_a_units_own_words_go_with_the_figure_that_they_may_tell():
    written = tuple(Evaluation(VAASA.indicators[COUNT].goal, "lyseon-lukio", year, f"{year}", "", TRACE) for year in (2020, 2021, 2022))
    other = Evaluation("TYO1", "henkilostopalvelut", 2021, "other", "", TRACE)
    for figure in (counted((3,)), counted((3, 30), ("2021-01", "2021-02"))):
        whole = replace(snapshot_of(COUNT, figure), evaluations=(*written, other))
        assert [one.text for one in released(whole).evaluations] == ["2020", "other"]


def test_what_a_unit_writes_on_other_figures_actions_and_milestones_of_the_goal_goes_too():
    goal = VAASA.indicators[COUNT].goal
    action = VAASA.actions_of(goal)[0].action
    reports = {item: {year: Report(year, "done", comment="3 passed") for year in (2020, 2021, 2022)} for item in (action, "PER1.1")}
    for figure in (counted((3,)), counted((3, 30), ("2021-01", "2021-02"))):
        told_ = released(replace(snapshot_of(COUNT, figure, replace(counted((30,), ("2022",)), year=2022)), reports=reports))
        assert [report.comment for report in told_.reports[action].values()] == ["3 passed", "", ""]
        assert [report.comment for report in told_.reports["PER1.1"].values()] == ["3 passed"] * 3
        later = told_.figures[COUNT][2022]
        assert later.value == 30 and not later.comment and not any(cell.comment for cell in later.cells)


def test_nobody_is_named():
    report = Report(2021, "done", trace=TRACE)
    whole = replace(snapshot_of(COUNT, counted((30,))), reports={"TYO2.1": {2021: report}})
    assert "Coordinator" in str(whole) and "Coordinator" not in str(released(whole))


def numbers_of(now: AssessedYear, code: str) -> str:
    """Everything that is shown of an indicator: chart, hovers, table, alternative text, reason, export."""
    view = now.indicators[code]
    drawn = draw(view, SAY, LIGHT).to_dict()
    hovers = [text for trace in drawn["data"] for text in (trace.get("hovertext") or ())]
    values = [value for trace in drawn["data"] for value in (trace.get("y") or ()) if trace["meta"] in ("values", "labels", "before")]
    shown = (hovers, values, charts.table(view, SAY).rows, charts.alternative(view, SAY), charts.title(view, SAY))
    return str((shown, reasons.sentence(view.assessment, view, SAY), exports.frame(now, [view], range(2019, 2023), SAY).to_csv()))


@pytest.mark.parametrize(
    ("code", "figure", "secret"),
    [
        (COUNT, counted((3,)), ("3.0", "3 persons")),
        (LEVEL, replace(counted((4,)), cells=cells("2021", value=4)), ("4.0", "4 persons")),
        (SHARE, shared(3, 800), ("0.375", "part 3,")),
        (SHARE, shared(796, 800), ("99.5", "796")),
        (SCORE, scored(3.25, 4), ("3.25", "3.3", "respondents 4")),
    ],
    ids=["count", "level", "share", "those-outside", "score"],
)
def test_nothing_that_is_shown_has_the_number(code, figure, secret):
    whole = snapshot_of(code, figure)
    in_the_house, outside = (numbers_of(assessed_year.at(one, 2021), code) for one in (whole, released(whole)))
    assert any(text in in_the_house for text in secret)
    assert not any(text in outside for text in secret)


def test_a_year_that_is_withheld_stands_in_a_frame_with_its_sign():
    view = assessed_year.at(released(snapshot_of(COUNT, replace(counted((9,)), year=2020), counted((3,)))), 2021).indicators[COUNT]
    for compact in (False, True):
        missing = next(trace for trace in draw(view, SAY, LIGHT, compact=compact).data if trace.meta == "missing")
        assert dict(zip(missing.x, missing.text, strict=True))[2021] == "&lt;5"
    assert charts.value_status(view, 2021) == "withheld"
    assert charts.title(view, SAY).endswith("2021: <5")


def test_the_shares_of_goals_and_indicators_are_right_or_withheld():
    """Where one of the indicators hangs on a number that is not published, so does the programme's own share."""
    before, after = replace(counted((3,)), year=2020), counted((2,))
    whole = snapshot_of(COUNT, before, after)
    assert assessed_year.at(whole, 2021).indicators["SEU1.2"].figures[2021].value == 0
    outside = assessed_year.at(released(whole), 2021)
    assert outside.indicators["SEU1.2"].figures[2021].is_withheld
    larger = released(snapshot_of(COUNT, replace(counted((30,)), year=2020), after))
    assert assessed_year.at(larger, 2021).indicators["SEU1.2"].figures[2021].value == 0


def test_a_goal_that_hangs_on_it_says_so():
    outside = assessed_year.at(released(snapshot_of(COUNT, replace(counted((3,)), year=2019), counted((2,)))), 2021)
    goal = outside.goals[VAASA.indicators[COUNT].goal]
    assert (goal.assessment.status, goal.assessment.reason) == ("no_data", "goal.withheld")
    assert SAY("reason.withheld.open", year=2021) in reasons.goal_sentence(goal.assessment, goal.indicators, SAY)
    assert outside.indicators["SEU1.1"].figures[2021].is_withheld


def test_without_a_word_of_the_programme_a_share_is_one_of_persons():
    bare = replace(VAASA, persons={})
    wanted = {code for code in VAASA.indicators if bare.counts_persons(code)}
    assert {"TYO1.1", "SOS1.2", "SOS1.3", "TUR4.1", "TYO4.1"} <= wanted and not {"TUR1.1", "TER1.1", "PER1.1"} & wanted


def test_the_rules_know_every_kind_that_units_report():
    reported = [kind for kind in kinds.ALL if kind.reported]
    assert {kind.withholding for kind in reported} == set(disclosure.RULES)
    assert isinstance(VAASA.indicators[COUNT], Indicator)
