"""A new kind of indicator needs no edit where own tables are read: what these modules know of kinds they ask of the registry."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

from monitoring import kinds

ROOT = Path(__file__).parents[3]
ASKING = ("loaders/recipes/**/*.py", "loaders/own_table*.py", "pages/units/recipes/*.py", "pages/units/deliver/mapping*.py")
NOT_KINDS = {"value"}
"""Names of components that are words of other things too: the value in a cell, what a statistic shows."""
WORDS_ON_SHEETS = {"loaders/recipes/lists.py": {"respondents"}}
"""Notions that a sheet is searched for (message `table.words.<notion>`)."""


def test_no_module_that_reads_own_tables_names_a_kind_or_a_component():
    names = {*kinds.KINDS, *kinds.COMPONENTS} - NOT_KINDS
    found = {}
    for path in sorted(path for pattern in ASKING for path in ROOT.glob(pattern)):
        name = path.relative_to(ROOT).as_posix()
        texts = {node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)}
        found[name] = texts & names - WORDS_ON_SHEETS.get(name, set())
    assert len(found) > 15
    assert {name: texts for name, texts in found.items() if texts} == {}


def with_median() -> dict[str, object]:
    """What is made of tables for an indicator of the kind "median", which is one component made of answers. In a process of its own, where the
    kind is in the registry before anybody has read that."""
    import statistics
    from dataclasses import replace
    from datetime import date

    median = kinds.Component("median", kinds.LAST, is_value=True, on_scale=True, counts=False, of_categories=False, of_answers=statistics.median)
    kind = kinds.Kind("median", kinds.SCORES, (median,), lambda parts: parts.get("median"), decimals=1, has_scale=True)
    kinds.KINDS["median"] = kind
    kinds.ALL += (kind,)
    kinds.COMPONENTS += ("median",)
    kinds.OF_ANSWERS["median"] = statistics.median

    from loaders.tables import texts

    known = texts.known
    texts.known = lambda notion: frozenset({"median"}) if notion == "median" else known(notion)

    from loaders.recipes.apply.applying import apply
    from loaders.recipes.recipe import Recipe, problems
    from loaders.recipes.suggest.drafts import draft
    from loaders.recipes.suggest.suggestions import propose
    from loaders.recipes.table_profile import TableProfile
    from monitoring import catalogue, settings
    from pages.units.recipes import recipe_changes
    from tests.loaders.recipes.apply.test_applying_lists import SURVEY
    from tests.loaders.recipes.sheets import one

    vaasa, unit = catalogue.read(settings.DATA / "programmes" / "vaasa-2019-2022"), "kotoutumiskoordinaattori"
    score = next(indicator for indicator in vaasa.reported_by(unit) if indicator.kind == "score")
    changed = score.model_copy(update={"kind": "median"})
    programme = replace(vaasa, indicators={**vaasa.indicators, score.indicator: changed})
    made: dict[str, object] = {"components": recipe_changes.COMPONENTS}
    for name, rows in {"survey": SURVEY, "summary": (("Enkät 2020",), ("Fråga", "Median"), ("Helhetsbetyg", 4))}.items():
        profile = TableProfile(one(rows))
        proposal = propose(profile, unit, programme, score.indicator)
        recipe = draft(profile, unit, programme, proposal.answers)
        assert isinstance(recipe, Recipe) and problems(recipe, programme) == []
        figures = apply(recipe, profile, programme, "fi", date(2021, 12, 31)).figures
        made[name] = (proposal.kind, [(rule.component, rule.how) for rule in recipe.rules], [(one.period, one.value) for one in figures])
    return made


def test_a_new_kind_is_read_from_a_survey_and_from_its_summary():
    code = "import json, sys; from tests.loaders.recipes.test_new_kind import with_median; json.dump(with_median(), sys.stdout)"
    made = json.loads(subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert "median" in made["components"]
    assert made["summary"] == ["survey", [["median", "figure"]], [["2020", 4]]]
    assert made["survey"] == ["survey", [["median", "median"]], [["2020", 4], ["2021-02", 3.5]]]
