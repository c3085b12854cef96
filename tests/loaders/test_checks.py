"""Checks on figures that no form can state yet: a component and the other one of its pair are those of the same breakdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from loaders import checks
from loaders.changes import Change
from loaders.checks import Subject
from loaders.entries import FigureEntry, Tidied
from monitoring import catalogue
from monitoring.catalogue import Catalogue
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.model import Key
from tests.monitoring.test_breakdowns import with_breakdowns
from tests.monitoring.test_snapshot import COUNT, LEVEL

VAASA = catalogue.read(Path(__file__).parents[2] / "data" / "programmes" / "vaasa-2019-2022")
SHARE = "TYO1.1"
A, B = Dimensions.of(category="a"), Dimensions.of(category="b")


def stated(component: str, value: float, dimensions: Dimensions, indicator: str = SHARE) -> FigureEntry:
    return FigureEntry(indicator, "2021", component, value, "Figures", "E5", f"{value:g}", "A5", dimensions)


def found(*figures: FigureEntry, known: Mapping[Key, tuple[float, str]] = MappingProxyType({})) -> list[str]:
    """The codes of what is found of the pairs."""
    return [finding.code for finding in checks.pairs(Subject(Tidied(list(figures)), dict(known), [], VAASA, None))]


def test_a_part_goes_with_the_whole_of_its_own_category():
    assert found(stated("part", 5, A), stated("whole", 60, A)) == []
    assert found(stated("part", 5, A), stated("whole", 60, B)) == ["whole-missing", "part-missing"]
    assert found(stated("part", 50, A), stated("whole", 40, A), stated("whole", 60, TOTAL), stated("part", 55, TOTAL)) == ["part-exceeds-whole"]


def test_a_total_that_is_known_is_not_the_whole_of_a_category():
    known = {Key(SHARE, "2021", "whole"): (100, "")}
    assert found(stated("part", 5, TOTAL), known=known) == []
    assert found(stated("part", 5, A), known=known) == ["whole-missing"]


def of_breakdowns(programme: Catalogue, *figures: FigureEntry, known: Mapping[Key, tuple[float, str]]) -> list[tuple[str, object]]:
    """The codes of what is found of the breakdowns, with the sum of the categories."""
    brought = [Change("figure", e.indicator, e.year, e.period, e.component, e.dimensions, None, e.value, "new", e.sheet, e.cell, e) for e in figures]
    found = checks.breakdowns(Subject(Tidied(list(figures)), dict(known), brought, programme, None))
    return [(finding.code, finding.values["parts"]) for finding in found]


def test_a_percentage_lies_between_those_of_its_categories_and_is_no_sum(tmp_path):
    programme = catalogue.read(with_breakdowns(tmp_path))
    of_percent = programme.indicators[LEVEL].model_copy(update={"unit_of_measure": "%"})
    programme = replace(programme, indicators={**programme.indicators, LEVEL: of_percent})
    women, men = (Dimensions.of(sex=code) for code in "FM")
    figures = [stated("value", 60, women, LEVEL), stated("value", 50, men, LEVEL)]
    assert of_breakdowns(programme, stated("value", 55, TOTAL, LEVEL), *figures, known={}) == []
    assert of_breakdowns(programme, stated("value", 65, TOTAL, LEVEL), *figures, known={}) == [("total-outside-categories", 110)]
    assert of_breakdowns(programme, stated("value", 65, TOTAL, LEVEL), figures[0], known={}) == []
    known = {figure.key: (figure.value, "") for figure in figures}
    assert of_breakdowns(programme, stated("value", 45, TOTAL, LEVEL), known=known) == [("total-outside-categories", 110)]


def test_a_total_that_changes_without_its_categories_is_remarked(tmp_path):
    programme = catalogue.read(with_breakdowns(tmp_path))
    women, men = (Dimensions.of(sex=code) for code in "FM")
    known = {Key(COUNT, "2021", "value", women): (4, ""), Key(COUNT, "2021", "value", men): (3, "")}
    assert of_breakdowns(programme, stated("value", 9, TOTAL, COUNT), known=known) == [("categories-not-updated", 7)]
    assert of_breakdowns(programme, stated("value", 7, TOTAL, COUNT), known=known) == []
    assert of_breakdowns(programme, stated("value", 9, TOTAL, COUNT), known={}) == []
    assert of_breakdowns(programme, stated("value", 9, TOTAL, COUNT), stated("value", 5, women, COUNT), known=known) == [
        ("categories-below-total", 8)
    ]
