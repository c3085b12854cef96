"""What a recipe takes of a table, year by year: beside the table's own totals and the year before, with what does not agree in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from loaders.entries import FigureEntry
from loaders.recipes import self_check
from loaders.recipes.apply import applying
from loaders.recipes.recipe import Recipe
from loaders.recipes.self_check import YearFigures
from loaders.recipes.table_profile import TableProfile
from monitoring import kinds, moments
from pages.shared import entries, html, markdown, session

GRAINS = {"M": "months", "Q": "quarters"}
LONGEST = 60
"""Characters of the cells that are named."""


@dataclass(frozen=True)
class Taken:
    """A recipe, None where there is none yet, the table, and the figures that it makes of it."""

    recipe: Recipe | None
    profile: TableProfile
    figures: Sequence[FigureEntry]

    @classmethod
    def of(cls, recipe: Recipe, profile: TableProfile, year: int | None) -> Taken:
        """What a recipe makes of a table, whose year is `year` where it says none."""
        made = applying.apply(recipe, profile, session.programme(), session.words().language, moments.today(), year)
        return cls(recipe, profile, made.figures)

    @cached_property
    def years(self) -> list[YearFigures]:
        return self_check.year_figures(self.recipe, self.figures, self.profile, session.programme()) if self.recipe else []


def show(taken: Taken, is_new: bool = True) -> None:
    """The table of years, and sentences about totals; of a recipe that is not stored yet also about departments."""
    words, years = session.words(), taken.years
    if not years:
        st.html(html.paragraph(words("taken.none"), "muted"))
        return
    columns = {
        "what": [_what(one) for one in years] if len({(one.indicator, one.name) for one in years}) > 1 else [],
        "year": [_year(one) for one in years],
        "parts": [_parts(one) for one in years],
        "value": [_value(one, one.value) for one in years],
        "stated": [_stated(one) for one in years],
        "before": [_before(one, years) for one in years],
        "place": [entries.shortened(entries.place("", ",".join(one.cells.values())), LONGEST) for one in years],
    }
    filled = {name: texts for name, texts in columns.items() if any(texts)}
    st.html(html.table([words(f"taken.column.{name}") for name in filled], zip(*filled.values(), strict=True), words("taken.caption")))
    _totals(taken)
    if is_new:
        _departments(taken)


def _totals(taken: Taken) -> None:
    words = session.words()
    for total in self_check.totals_of_list(taken.recipe, taken.figures, taken.profile):
        how = "differs" if total.differs else "left-out" if total.left_out else "agrees"
        numbers = {name: words.number(getattr(total, name)) for name in ("stated", "taken", "left_out")}
        text = words(f"taken.list-total.{how}", cell=total.cell, **numbers)
        if total.differs:
            st.warning(markdown.escape(text))
        else:
            st.html(html.paragraph(text, "muted"))


def _departments(taken: Taken) -> None:
    """Warns of a figure that looks like one department's, with the sum of all."""
    words = session.words()
    for rule in taken.recipe.rules:
        found = self_check.departments(rule, taken.profile)
        if found is not None:
            period = max(found.sums)
            values = {"label": found.label, "n": found.n, "sum": words.number(found.sums[period]), "period": entries.period(period)}
            st.warning(markdown.escape(words("taken.department", **values)))


def _what(one: YearFigures) -> str:
    return " · ".join(filter(None, (entries.named(one.indicator), one.name)))


def _year(one: YearFigures) -> str:
    grain = GRAINS.get(one.grain)
    return session.words()(f"taken.{grain}", n=one.periods, year=str(one.year)) if grain else str(one.year)


def _parts(one: YearFigures) -> str:
    """The components, where the value is not one of them alone."""
    words = session.words()
    if len(one.parts) < 2 and one.value is not None:
        return ""
    return " · ".join(words("changes.part", component=words(f"component.{name}"), number=words.number(number)) for name, number in one.parts.items())


def _value(one: YearFigures, value: float | None) -> str:
    words, kind = session.words(), kinds.of(session.programme().indicators[one.indicator])
    if value is None:
        return ""
    return words("value.percent", number=words.number(value, 1)) if kind.is_percent and not one.name else words.number(value)


def _stated(one: YearFigures) -> str:
    words = session.words()
    return " · ".join(
        words(f"taken.{'differs' if name in one.differing else 'agrees'}", total=words.number(total)) for name, total in one.stated.items()
    )


def _before(one: YearFigures, years: Sequence[YearFigures]) -> str:
    """The value of the year before, in the table or else in the store; that it is far off, where both years are whole."""
    words, kind = session.words(), kinds.of(session.programme().indicators[one.indicator])
    earlier = next((each for each in years if (each.indicator, each.name, each.year) == (one.indicator, one.name, one.year - 1)), None)
    if earlier is not None:
        before, is_whole = earlier.value, earlier.is_whole
    else:
        known = None if one.name else session.city_snapshot().figures.get(one.indicator, {}).get(one.year - 1)
        before, is_whole = (known.value, known.coverage == 1) if known else (None, False)
    if before is None:
        return ""
    shown = _value(one, before)
    is_far = one.is_whole and is_whole and one.value is not None and self_check.is_jump(kind, before, one.value)
    return words("taken.jump", before=shown) if is_far else shown
