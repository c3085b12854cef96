"""The derived indicators, computed from all the others, and with them the whole programme's assessment. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from monitoring import kinds, rules
from monitoring.assessment import assess, ends, is_known_better
from monitoring.catalogue import Catalogue
from monitoring.goals import goal_status
from monitoring.model import Assessment, Figure, Report, Target
from monitoring.programme import Indicator

FiguresByCode = Mapping[str, Mapping[int, Figure]]
ReportsByCode = Mapping[str, Mapping[int, Report]]
TargetsByYear = Mapping[int, Mapping[str, Target]]


class Assessed(NamedTuple):
    """A programme in one year: assessments by indicator and by goal, and the derived indicators' figures by indicator and year."""

    indicators: dict[str, Assessment]
    goals: dict[str, Assessment]
    derived: dict[str, dict[int, Figure]]


def assess_programme(catalogue: Catalogue, figures: FiguresByCode, reports: ReportsByCode, year: int, targets: TargetsByYear) -> Assessed:
    """How every indicator and goal stands in `year`. `figures` and `reports` are what units reported, `targets` has every indicator's, for each
    year from the programme's first to `year`."""
    derived = derived_figures(catalogue, figures, reports, year, targets)
    assessments = _assess(catalogue.indicators, {**figures, **derived}, reports, year, targets[year])
    return Assessed(assessments, _goals(catalogue, assessments, targets[year]), derived)


def derived_figures(
    catalogue: Catalogue, figures: FiguresByCode, reports: ReportsByCode, year: int, targets: TargetsByYear
) -> dict[str, dict[int, Figure]]:
    """Every derived indicator's figures, from the programme's first year to `year`; years without a value are left out.

    Goals are judged after the shares of improved indicators are known, since one of those may measure a goal too.
    """
    years = range(catalogue.programme.first_year, year + 1)
    improved = {
        code: _by_year(indicators_improved(catalogue, figures, targets[y], y) for y in years)
        for code, indicator in catalogue.indicators.items()
        if formula(indicator) == "indicators-improved"
    }
    achieved = {code: indicator for code, indicator in catalogue.indicators.items() if formula(indicator) == "goals-achieved"}
    if not achieved:
        return improved
    known = {**figures, **improved}
    others = [code for code in catalogue.indicators if code not in achieved]
    reported = [y for y in years if _is_reported(figures, reports, y)]
    goals_by_year = {y: _goals(catalogue, _assess(others, known, reports, y, targets[y]), targets[y]) for y in reported}
    return improved | {
        code: _by_year(goals_achieved(catalogue, indicator, goals, figures, targets[y], y) for y, goals in goals_by_year.items())
        for code, indicator in achieved.items()
    }


def formula(indicator: Indicator) -> str | None:
    """What a derived indicator computes: as the catalogue says, else goals achieved where a share is to be reached, else indicators improved."""
    if kinds.of(indicator).is_reported:
        return None
    return indicator.formula or rules.RULES[indicator.target_rule].formula


def goals_achieved(
    catalogue: Catalogue, indicator: Indicator, goals: Mapping[str, Assessment], figures: FiguresByCode, targets: Mapping[str, Target], year: int
) -> Figure | None:
    """100 × achieved goals / goals that have a target, in percent; `parts` are those two numbers. None where no goal counts.

    `goals` are the goals' assessments in `year`. A goal counts that has an indicator with a rule other than `monitor`; the derived
    indicator's own theme is left out (the design's assessment chapter), and so is a goal that only such a share measures.
    """
    own_theme = catalogue.goals[indicator.goal].theme
    aimed = {i.goal for code, i in catalogue.indicators.items() if rules.of(targets[code]).counts_for_goal and formula(i) != "goals-achieved"}
    counted = {goal for goal in aimed if catalogue.goals[goal].theme != own_theme}
    if any(goals[goal].reason == "goal.withheld" for goal in counted):
        return _withheld(year)
    part = sum(goals[goal].status == "achieved" for goal in counted)
    return _share(year, part, len(counted), [code for code, i in catalogue.indicators.items() if i.goal in counted], figures)


def indicators_improved(catalogue: Catalogue, figures: FiguresByCode, targets: Mapping[str, Target], year: int) -> Figure | None:
    """100 × indicators that moved in the right direction since the year before / indicators that can be compared, in percent.

    Those compared are numeric, have a direction, and a value in both years (the design's assessment chapter). None without any.
    """
    part, compared = 0, []
    for code, indicator in catalogue.indicators.items():
        direction = targets[code].direction
        if not kinds.of(indicator).is_compared or direction is None:
            continue
        before, after = (figures.get(code, {}).get(y) for y in (year - 1, year))
        if ends(before) and ends(after):
            better = is_known_better(after, before, direction)
            if better is None:
                return _withheld(year)
            compared.append(code)
            part += better
    return _share(year, part, len(compared), compared, figures)


def _share(year: int, part: int, whole: int, sources: Iterable[str], figures: FiguresByCode) -> Figure | None:
    """A derived figure; provisional while one of the indicators behind it covers only a part of the year."""
    if whole == 0:
        return None
    behind = [figure for code in sources if (figure := figures.get(code, {}).get(year)) and figure.value is not None]
    coverage = min((figure.coverage for figure in behind), default=1.0)
    return Figure(year, 100 * part / whole, coverage, "P" if coverage < 1 else "A", {"part": part, "whole": whole})


def _withheld(year: int) -> Figure:
    """A derived figure that depends on what is not published: none is told, since another one than the right one would be wrong."""
    return Figure(year, None, status="Q", withheld={"value": "other"}, within=(0, 100))


def _by_year(figures: Iterable[Figure | None]) -> dict[int, Figure]:
    return {figure.year: figure for figure in figures if figure is not None}


def _is_reported(figures: FiguresByCode, reports: ReportsByCode, year: int) -> bool:
    """Whether anything at all was reported for the year: else no goal can be said to be achieved or not, and the share has no value."""
    return any(ends(by_year.get(year)) for by_year in figures.values()) or any(year in by_year for by_year in reports.values())


def _assess(codes: Iterable[str], figures: FiguresByCode, reports: ReportsByCode, year: int, targets: Mapping[str, Target]) -> dict[str, Assessment]:
    return {code: assess(targets[code], figures.get(code, {}), reports.get(code, {}), year) for code in codes}


def _goals(catalogue: Catalogue, assessments: Mapping[str, Assessment], targets: Mapping[str, Target]) -> dict[str, Assessment]:
    """Every goal's status, from those of its indicators that are in `assessments`."""
    measured: dict[str, dict[str, tuple[str, Assessment]]] = {goal: {} for goal in catalogue.goals}
    for code, assessment in assessments.items():
        measured[catalogue.indicators[code].goal][code] = (targets[code].rule, assessment)
    return {goal: goal_status(indicators) for goal, indicators in measured.items()}
