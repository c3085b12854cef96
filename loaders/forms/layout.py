"""The form, declared once: its sheets and columns. The writer, the reader, the checks and the guide all go by this."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from loaders.normalisation import normalised
from monitoring import kinds
from monitoring.model import STATES
from monitoring.words import Words, languages, words

LAYOUT = "form"
WRITTEN = ("evaluation", "proposal")
"""Columns of text in the form's own language; each can have others beside it for the same in another language: `evaluation-sv`."""


@dataclass(frozen=True)
class SheetLayout:
    """One sheet: columns before the years, whether it has a column a year, columns after; `needs` tells it from the others."""

    key: str
    before: tuple[str, ...]
    has_years: bool
    after: tuple[str, ...]
    needs: frozenset[str]

    @property
    def columns(self) -> tuple[str, ...]:
        others = (in_language(name, language) for name in self.after if name in WRITTEN for language in languages())
        return (*self.before, *self.after, *others)


def in_language(column: str, language: str) -> str:
    """The column beside one of WRITTEN that has the same in a language; of the form's own, "", the column itself."""
    return f"{column}-{language}" if language else column


FIGURES = SheetLayout("figures", ("code", "indicator", "item", "measure"), True, ("target", "note"), frozenset({"code", "item"}))
BREAKDOWNS = SheetLayout(
    "breakdowns", ("code", "indicator", "breakdown", "category", "item", "measure"), True, ("note",), frozenset({"code", "breakdown", "category"})
)
PROGRESS = SheetLayout("progress", ("code", "name", "schedule"), True, ("completed", "note"), frozenset({"code", "completed"}))
DISTRIBUTIONS = SheetLayout("distributions", ("code", "area", "category"), True, (), frozenset({"code", "area", "category"}))
EVALUATIONS = SheetLayout("evaluations", ("code", "goal", "year"), False, ("evaluation", "proposal"), frozenset({"code", "year", "evaluation"}))
SHEETS = (BREAKDOWNS, FIGURES, PROGRESS, DISTRIBUTIONS, EVALUATIONS)
"""In the order in which a sheet is compared with them: a breakdown has the columns of a figure too."""
GUIDE = "guide"
EARLIER = "earlier"
"""Another sheet of evaluations: those of the years before the one that is asked about."""
FOR_PEOPLE = frozenset({"indicator", "measure", "target", "name", "schedule", "goal"})
"""Columns that say what a row is about; the reader goes by the code alone."""

RENAMED = ("note", "completed", "category")
"""Columns that had another heading in one of the languages: forms with it are still being filled in."""

COMMENT_LENGTH = 500
TEXT_LENGTH = 4000
NO_FIGURE = "–"


@lru_cache
def readings(prefix: str, names: tuple[str, ...]) -> dict[str, str]:
    """Every language's word for each of `names`: the normalised message `<prefix>.<name>` → name."""
    return {normalised(words(language)(f"{prefix}.{name}")): name for language in languages() for name in names}


def heading(column: str, words_of_form: Words) -> str:
    """What a column is called in a language."""
    name, _, language = column.partition("-")
    if language:
        return words_of_form(f"form.column.{name}.other", language=words(language)("language.name"))
    return words_of_form(f"form.column.{name}")


@lru_cache
def columns() -> dict[str, str]:
    """Headings in every language → column; also those of forms that were given out earlier."""
    names = dict.fromkeys(column for sheet in SHEETS for column in sheet.columns)
    now = {normalised(heading(name, words(language))): name for language in languages() for name in names}
    return readings("form.column.earlier", RENAMED) | now


def items() -> dict[str, str]:
    """Words of the column `item` → the item of a kind's component: number, part, whole, mean, respondents."""
    return readings("form.item", kinds.ITEMS)


def states() -> dict[str, str]:
    """Words for a state in every language → the state."""
    return readings("state", STATES)


def sheet_titles() -> dict[str, SheetLayout]:
    """Titles of the sheets in every language → the sheet."""
    of_key = {sheet.key: sheet for sheet in SHEETS}
    return {title: of_key[key] for title, key in readings("form.sheet", tuple(of_key)).items()}


def guide_titles() -> dict[str, str]:
    return readings("form.sheet", (GUIDE,))
