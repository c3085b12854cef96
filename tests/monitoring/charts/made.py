"""Indicators of the programme that the project ships, with made-up figures: whatever a chart can be asked to draw."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from monitoring import catalogue
from monitoring.assessment import assess
from monitoring.catalogue import Indicator
from monitoring.model import Area, Figure, IndicatorView, Report
from monitoring.snapshot import context
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
    return IndicatorView(changed, measure, years, year, target, figures, reports or {}, assessment, context(VAASA, code))


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


def reported(states: str) -> dict[int, Report]:
    """ "2019:not-started 2020:done" as reports."""
    return {int(year): Report(int(year), state) for year, state in (pair.split(":") for pair in states.split())}
