"""Checks on figures that no form can state yet: a component and the other one of its pair are those of the same breakdown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from loaders import checks
from loaders.checks import Subject
from loaders.entries import FigureEntry, Tidied
from monitoring import catalogue
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.model import Key

VAASA = catalogue.read(Path(__file__).parents[2] / "data" / "programmes" / "vaasa-2019-2022")
SHARE = "TYO1.1"
A, B = Dimensions.of(category="a"), Dimensions.of(category="b")


def stated(component: str, value: float, dimensions: Dimensions) -> FigureEntry:
    return FigureEntry(SHARE, "2021", component, value, "Figures", "E5", f"{value:g}", "A5", dimensions)


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
