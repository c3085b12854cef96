"""Indicators of the programme that the project ships, with made-up figures: whatever a chart can be asked to draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import product
from pathlib import Path

from monitoring import catalogue, context
from monitoring.assessment import assess
from monitoring.council import council_targets
from monitoring.model import Area, ContextLine, CouncilTarget, Figure, IndicatorView, Report
from monitoring.programme import Indicator
from monitoring.targets import target_of

VAASA = catalogue.read(Path(__file__).parents[3] / "data" / "programmes" / "vaasa-2019-2022")

HOUSING = ("Omistusasunto", "Vuokra-asunto", "Asumisoikeusasunto", "Muu tai tuntematon")
AREAS = {
    "Keskusta": (2100, 5400, 300, 210),
    "Gerby": (3200, 900, 410, 40),
    "Ristinummi": (900, 3300, 520, 130),
    "Huutoniemi ja Asevelikylä": (1500, 800, 90, 30),
    "Suvilahti": (700, 700, 120, 10),
    "Sundom": (980, 20, 0, 5),
}


def indicator(code: str, **changes) -> Indicator:
    return VAASA.indicators[code].model_copy(update=changes)


def view(
    code: str,
    values: Mapping[int, float | None] | None = None,
    year: int = 2022,
    marks: Mapping[int, Mapping] | None = None,
    reports: Mapping[int, Report] | None = None,
    years: range = VAASA.years,
    **changes,
) -> IndicatorView:
    """An indicator of the programme, changed as given, with a figure for each of `values` (None: the unit says that it has none).

    `marks` changes single figures: `{2022: {"coverage": 0.5}}`.
    """
    changed = indicator(code, **changes)
    target = target_of(changed, VAASA.programme)
    figures = {when: figure(changed, when, value, **(marks or {}).get(when, {})) for when, value in (values or {}).items()}
    assessment = assess(target, figures, reports or {}, year)
    measure = VAASA.measures.get(changed.unit_of_measure)
    return IndicatorView(changed, measure, years, year, target, figures, reports or {}, assessment, context.catalogued(VAASA, code))


def figure(changed: Indicator, year: int, value: float | None, **more) -> Figure:
    if value is None:
        return Figure(year, None, **{"status": "M"} | more)
    parts = {
        "share": {"part": value * 8, "whole": 800.0},
        "score": {"mean": value, "respondents": 34 + year % 7 * 11},
        "derived": {"part": value * 24 / 100, "whole": 24},
    }.get(changed.kind, {})
    return Figure(year, value, **{"parts": parts} | more)


def areas(shares: Mapping[str, tuple[float, ...]] = AREAS, names: tuple[str, ...] = HOUSING) -> tuple[Area, ...]:
    found = []
    for area, numbers in shares.items():
        total = sum(numbers)
        index = 100 * (1 - sum((number / total) ** 2 for number in numbers))
        found.append(Area(area, {name: number for name, number in zip(names, numbers, strict=False) if number}, total, index))
    return tuple(found)


def statistics(number: int) -> tuple[ContextLine, ...]:
    """Delivered statistics from 2020 on, each a little higher than the one before."""
    return tuple(
        ContextLine({"": f"Tilasto {n + 1}"}, {2020: 8.0 + n, 2021: 9.25 + n, 2022: 10.0 + n}, {"": "Tilastokeskus, CC BY 4.0"}, in_own_unit=False)
        for n in range(number)
    )


def reported(states: str) -> dict[int, Report]:
    """ "2019:not-started 2020:done" as reports."""
    return {int(year): Report(int(year), state) for year, state in (pair.split(":") for pair in states.split())}


CODES = {"count": "NEU1.1", "level": "SOS2.3", "share": "TYO1.1", "score": "TUR3.2", "distribution": "TUR4.1", "derived": "SEU1.2"}
RULES = ("each-year", "reach", "cumulative", "improve", "keep", "monitor")
SCALES = {"count": 100.0, "level": 1.0, "score": 0.4}
"""What a kind's values are multiplied with, so that they are as large as its real ones."""

PATTERNS = {
    "nothing": {},
    "one": {2019: 6.0},
    "all": {2019: 4.0, 2020: 5.0, 2021: 9.0, 2022: 8.0},
    "gap": {2019: 4.0, 2021: 9.0, 2022: 3.0},
    "last missing": {2019: 4.0, 2020: 5.0},
    "stated missing": {2019: 4.0, 2020: None, 2022: 9.0},
    "outside": {2017: 3.0, 2018: 4.0, 2020: 5.0, 2023: 9.0},
    "equal": {2019: 7.0, 2020: 7.0, 2021: 7.0, 2022: 7.0},
    "falling": {2019: 9.0, 2020: 7.0, 2021: 6.0, 2022: 3.0},
}
EXTREMES = {"zeros": dict.fromkeys(VAASA.years, 0.0), "huge": {2019: 1234567.0, 2022: 3456789.0}, "tiny": {2020: 0.002, 2021: 0.004}}
MARKS = {
    "settled": {},
    "provisional": {2022: {"status": "P"}, 2020: {"status": "E", "comment": "vain arvio"}},
    "under way": {2022: {"coverage": 0.5, "status": "P"}, 2019: {"coverage": 0.25}},
}


def made(kind: str, rule: str, values: Mapping[int, float | None], direction: str = "up", year: int = 2022, **more) -> IndicatorView:
    """An indicator of `kind` with `rule`; its target is 6 times what its kind is scaled with, its values are scaled too."""
    scale = SCALES.get(kind, 5.0)
    scaled = {when: None if value is None else value * scale for when, value in values.items()}
    target = {
        "target_rule": rule,
        "target_value": 6 * scale if rule in ("each-year", "reach", "cumulative") else None,
        "from_year": 2019,
        "target_year": None if rule == "monitor" else 2022,
        "direction": None if rule == "monitor" else direction,
    }
    return view(CODES[kind], scaled, year, **target | more)


def whole_range() -> Iterator[tuple[str, IndicatorView]]:
    """Every kind with every rule, direction, pattern of figures and standing of a figure, and with some extremes: name and view."""
    for kind, rule in product(CODES, RULES):
        for pattern, values in PATTERNS.items():
            yield f"{kind} {rule} down, {pattern}", made(kind, rule, values, "down")
            for mark, marked in MARKS.items() if pattern in ("all", "gap") else [("settled", {})]:
                known = {year: how for year, how in marked.items() if values.get(year) is not None}
                yield f"{kind} {rule} up, {pattern}, {mark}", made(kind, rule, values, marks=known)
        for extreme, values in EXTREMES.items() if kind != "score" else ():
            yield f"{kind} {rule}, {extreme}", made(kind, rule, values)


def with_council(shown: IndicatorView, rule: str, value: float | None = None, from_year: int = 2021, by_year: int = 2022) -> IndicatorView:
    """The same with a target that the council set besides the programme's, which is applied where the year asked about is `from_year` or later."""
    code = shown.indicator.indicator
    catalogue = replace(VAASA, indicators=VAASA.indicators | {code: shown.indicator})
    target = council_targets.made(catalogue, code, rule, shown.target.direction or "up", value, from_year, by_year)
    council = CouncilTarget(code, target, from_year, "Resources were cut", "m1", "Secretary", datetime(2022, 3, 1, 12))
    applied, other = (target, shown.target) if from_year <= shown.year else (shown.target, target)
    assessment = assess(applied, shown.figures, shown.reports, shown.year)
    return replace(shown, target=applied, council=council, other=other, assessment=assessment)
