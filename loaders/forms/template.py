"""The form as a workbook for one unit, prefilled with what is known. What it gives out loads back with no finding."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from itertools import product

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from loaders import numbers
from loaders.forms import sheet_style as style
from loaders.forms.layout import (
    BREAKDOWNS,
    DISTRIBUTIONS,
    EARLIER,
    EVALUATIONS,
    FIGURES,
    GUIDE,
    NO_FIGURE,
    PROGRESS,
    TEXT_LENGTH,
    WRITTEN,
    SheetLayout,
    heading,
    in_language,
)
from monitoring import assessed_year, kinds, moments
from monitoring.catalogue import Catalogue
from monitoring.charts import target_sentence
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.kinds import Component
from monitoring.model import STATES, Key, Report
from monitoring.programme import Indicator
from monitoring.snapshot import Snapshot
from monitoring.words import OFFICIAL, Words

HEADING_ROW = 4
"""Above it are the title, one line of help and the year that is reported."""
GUIDE_ROW = 8
SPARE_DISTRIBUTION_ROWS = 24
GUIDE_STEPS = ("figures", "breakdowns", "empty", "dash", "notes", "numbers", "progress", "distributions", "evaluations", "freedom", "send")
EVALUATION_LINES = 6
"""The room for the words of the year that is reported; those of other years have what they need."""
WIDTHS = {
    "code": 10,
    "indicator": 44,
    "item": 14,
    "measure": 22,
    "target": 34,
    "note": 44,
    "name": 56,
    "schedule": 14,
    "completed": 15,
    "area": 26,
    "category": 26,
    "breakdown": 18,
    "goal": 30,
    "year": 8,
    "evaluation": 50,
    "proposal": 36,
}
SHARE_PARTS = ("part", "whole")
YEAR_WIDTH = {FIGURES: 11, BREAKDOWNS: 11, PROGRESS: 15, DISTRIBUTIONS: 11}


def workbook(unit: str, now: Snapshot, words: Words, year: int | None = None) -> bytes:
    """The form of `unit` (a code of the catalogue) in the language of `words`, as the bytes of an .xlsx file. `year` is the one that is reported;
    without it, the programme's reporting year of today."""
    return _Form(unit, now, words, year or now.catalogue.programme.reporting_year(moments.today())).write()


def file_name(unit: str, catalogue: Catalogue, words: Words) -> str:
    """ "seurantalomake-welcome-office-2019-2022.xlsx", in the reader's language."""
    programme = catalogue.programme
    return f"{words('form.file')}-{unit}-{programme.first_year}-{programme.last_year}.xlsx"


class _Form:
    def __init__(self, unit: str, now: Snapshot, words: Words, year: int):
        self.catalogue: Catalogue = now.catalogue
        self.unit = self.catalogue.units[unit]
        self.now = now
        self.known = now.known()
        self.years_of_figures: dict[tuple[str, str], dict[int, str]] = {}
        self.words = words
        self.evaluations = {(each.goal, each.year): each for each in now.evaluations if each.unit == unit}
        self.other_languages = self._other_languages()
        self.book = Workbook()
        self.book.remove(self.book.active)
        self.years = list(self.catalogue.years)
        self.year = year
        self.views = assessed_year.at(now, year).indicators
        self.indicators = self.catalogue.reported_by(unit)
        self.goals = self.catalogue.goals_with(unit)
        led = {goal.goal for goal in self.catalogue.led_by(unit)}
        self.actions = [action for action in self.catalogue.actions.values() if action.goal in led]

    def write(self) -> bytes:
        on_sheets = {sheet.key: [i for i in self.indicators if kinds.of(i).sheet == sheet.key] for sheet in (FIGURES, PROGRESS, DISTRIBUTIONS)}
        numeric, milestones, distributions = on_sheets.values()
        broken_down = [indicator for indicator in numeric if self.catalogue.breakdowns_of(indicator.indicator)]
        self._guide(figures=bool(numeric), breakdowns=bool(broken_down), progress=bool(milestones or self.actions), distributions=bool(distributions))
        if numeric:
            self._figures(numeric)
        if broken_down:
            self._breakdowns(broken_down)
        if milestones or self.actions:
            self._progress(milestones)
        if distributions:
            self._distributions(distributions)
        self._evaluations(EVALUATIONS.key, [self.year])
        if earlier := [year for year in self.years if year < self.year]:
            self._evaluations(EARLIER, earlier)
        self.book.properties.title = f"{self.words('form.title')}: {self.words.name(self.unit)}"
        self.book.properties.creator = self.words.name(self.catalogue.programme)
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def _guide(self, **has_sheet: bool) -> None:
        sheet = self.book.create_sheet(self.words(f"form.sheet.{GUIDE}"))
        style.page(sheet, landscape=False)
        sheet.column_dimensions["A"].width = 22
        sheet.column_dimensions["B"].width = 74
        style.title(sheet.cell(1, 1, self.words("form.title")))
        rows = [
            (self.words("form.guide.programme"), self.words.name(self.catalogue.programme)),
            (self.words("form.guide.unit"), self.words.name(self.unit)),
            (self.words("form.guide.code"), self.unit.unit),
            (self.words("form.guide.year"), str(self.year)),
        ]
        for number, (label, text) in enumerate(rows, start=3):
            style.label(sheet.cell(number, 1, label))
            style.put(sheet.cell(number, 2), text)
            style.text(sheet.cell(number, 2))
        steps = [step for step in GUIDE_STEPS if has_sheet.get(step, True)]
        for number, step in enumerate(steps, start=GUIDE_ROW):
            style.label(sheet.cell(number, 1, self.words(f"form.guide.{step}.title")))
            style.text(sheet.cell(number, 2, self.words(f"form.guide.{step}.text", longest=TEXT_LENGTH)))
            style.fit_height(sheet, number)
        last = GUIDE_ROW + len(steps)
        style.label(sheet.cell(last, 1, self.words("form.guide.colours.title")))
        style.input_cell(sheet.cell(last, 2, self.words("form.guide.colours.text")))
        style.protect(sheet)

    def _figures(self, indicators: list[Indicator]) -> None:
        sheet = self._sheet(FIGURES)
        whole = self._number_validation(sheet)
        number = HEADING_ROW
        for indicator in indicators:
            for component in kinds.of(indicator).reported:
                number += 1
                values = self._figure(indicator, component)
                values["target"] = target_sentence(self.views[indicator.indicator], self.words) if component.name == indicator.components[0] else ""
                cells = self._row(sheet, FIGURES, number, values, [*self.years, "note"])
                self._asked_years(sheet, cells, indicator, component, whole)
                self.years_of_figures[indicator.indicator, component.name] = {year: cells[year].coordinate for year in self.years}
        style.protect(sheet)

    def _figure(self, indicator: Indicator, component: Component, dimensions: Dimensions = TOTAL) -> dict[str | int, object]:
        """What a row about one figure says: what it is, and what is known of it."""
        return {
            "code": indicator.indicator,
            "indicator": self.words.name(indicator),
            "item": self.words(f"form.item.{component.item}"),
            "measure": self._measure(indicator, component),
            "note": self._figure_note(indicator.indicator, component.name, dimensions),
        } | self._known_years(indicator.indicator, component.name, dimensions)

    def _asked_years(
        self, sheet: Worksheet, cells: Mapping[str | int, ExcelCell], indicator: Indicator, component: Component, whole: DataValidation
    ) -> None:
        """How a row's figures are written and checked by the spreadsheet program."""
        validation = whole
        if component.on_scale:
            validation = self._scale_validation(sheet, indicator)
        elif indicator.negative:
            validation = self._number_validation(sheet, is_signed=True)
        for year in self.years:
            validation.add(cells[year])
            cells[year].number_format = "0.0#" if component.on_scale else "#,##0.######"

    def _breakdowns(self, indicators: list[Indicator]) -> None:
        """A row for each category and figure, below that of the total, which repeats the sheet of figures."""
        sheet = self._sheet(BREAKDOWNS)
        whole = self._number_validation(sheet)
        number = HEADING_ROW
        for indicator in indicators:
            for breakdown in self.catalogue.breakdowns_of(indicator.indicator):
                of_breakdown = {"breakdown": self.words.breakdown(breakdown)}
                for component in kinds.of(indicator).reported:
                    number += 1
                    values = self._figure(indicator, component) | of_breakdown | {"category": self.words("form.category.total"), "note": ""}
                    self._total_row(sheet, number, values | dict.fromkeys(self.years, ""), self.years_of_figures[indicator.indicator, component.name])
                for category, component in product(breakdown.categories, kinds.of(indicator).reported):
                    number += 1
                    dimensions = Dimensions.of(**{breakdown.dimension: category.category})
                    values = self._figure(indicator, component, dimensions) | of_breakdown | {"category": self.words.name(category)}
                    cells = self._row(sheet, BREAKDOWNS, number, values, [*self.years, "note"])
                    self._asked_years(sheet, cells, indicator, component, whole)
        style.protect(sheet)

    def _total_row(self, sheet: Worksheet, number: int, values: dict, places: Mapping[int, str]) -> None:
        """A row of the total: its figures are formulas that say what the sheet of figures says at `places`."""
        cells = self._row(sheet, BREAKDOWNS, number, values, [])
        for year, place in places.items():
            figure = f"{quote_sheetname(self.words(f'form.sheet.{FIGURES.key}'))}!{place}"
            cells[year].value = f'=IF({figure}="","",{figure})'
            cells[year].number_format = "#,##0.######"

    def _known_years(self, code: str, component: str, dimensions: Dimensions = TOTAL) -> dict[int, object]:
        found = {}
        for year in self.years:
            cell = self.known.get(Key(code, str(year), component, dimensions))
            if cell is not None:
                found[year] = NO_FIGURE if cell.value is None else _plain(cell.value)
        return found

    def _figure_note(self, code: str, component: str, dimensions: Dimensions) -> str:
        """The note of the newest year that has a figure, to which a note of this row belongs."""
        for year in reversed(self.years):
            cell = self.known.get(Key(code, str(year), component, dimensions))
            if cell is not None:
                return cell.comment
        return ""

    def _measure(self, indicator: Indicator, component: Component) -> str:
        if component.name in SHARE_PARTS:
            named = indicator.counted.get(component.name)
            return self.words.text(named) if named else self.words(f"form.measure.{component.name}")
        if component.measure != "own":
            return self.words(f"form.measure.{component.measure}")
        return self.words.measure(self.catalogue.measures.get(indicator.unit_of_measure), indicator.unit_of_measure)

    def _progress(self, milestones: list[Indicator]) -> None:
        sheet = self._sheet(PROGRESS)
        states = [self.words(f"state.{state}") for state in STATES]
        listed = self._validation(sheet, type="list", formula1=f'"{",".join(states)}"', error=self.words("form.error.state"))
        dated = self._validation(sheet, type="date", operator="greaterThan", formula1="36526", error=self.words("form.error.date"))
        rows = [(i.indicator, self.words.name(i), self._deadline(i.target_year)) for i in milestones]
        rows += [(a.action, self.words.name(a), self._deadline(a.schedule)) for a in self.actions]
        rows.sort(key=lambda row: (list(self.catalogue.goals).index(self._goal_of(row[0])), row[0]))
        for number, (code, name, schedule) in enumerate(rows, start=HEADING_ROW + 1):
            reports = self.now.reports.get(code, {})
            values = {"code": code, "name": name, "schedule": schedule} | {year: self.words(f"state.{r.state}") for year, r in reports.items()}
            values |= {"completed": _completed_on(reports.values()), "note": _note(reports)}
            cells = self._row(sheet, PROGRESS, number, values, [*self.years, "completed", "note"])
            for year in self.years:
                listed.add(cells[year])
            dated.add(cells["completed"])
            cells["completed"].number_format = "d.m.yyyy"
        style.protect(sheet)

    def _goal_of(self, code: str) -> str:
        return self.catalogue.actions[code].goal if code in self.catalogue.actions else self.catalogue.indicators[code].goal

    def _deadline(self, schedule: int | str | None) -> object:
        return self.words("form.continuous") if schedule == "continuous" else schedule

    def _distributions(self, indicators: list[Indicator]) -> None:
        sheet = self._sheet(DISTRIBUTIONS)
        whole = self._number_validation(sheet)
        number = HEADING_ROW
        for indicator in indicators:
            code = indicator.indicator
            known = dict.fromkeys(key.dimensions for key in self.known if key.indicator == code and "area" in key.dimensions)
            for dimensions in [*known, *[TOTAL] * SPARE_DISTRIBUTION_ROWS]:
                number += 1
                values = {"code": code, "area": dimensions.get("area", ""), "category": dimensions.get("category", "")}
                values |= self._known_years(code, "value", dimensions) if dimensions else {}
                cells = self._row(sheet, DISTRIBUTIONS, number, values, ["area", "category", *self.years])
                for year in self.years:
                    whole.add(cells[year])
                    cells[year].number_format = "#,##0.##"
        style.protect(sheet)

    def _evaluations(self, key: str, years: list[int]) -> None:
        """The sheet `key` with a row for each goal in each of the years."""
        sheet = self._sheet(EVALUATIONS, key)
        lengths = self._validation(
            sheet,
            type="textLength",
            operator="lessThanOrEqual",
            formula1=str(TEXT_LENGTH),
            error=self.words("form.error.length", longest=TEXT_LENGTH),
        )
        texts = self._text_columns()
        number = HEADING_ROW
        for goal in self.goals:
            for year in years:
                number += 1
                values = {"code": goal.goal, "goal": self.words.name(goal), "year": year} | self._known_texts(goal.goal, year)
                cells = self._row(sheet, EVALUATIONS, number, values, texts)
                for name in texts:
                    lengths.add(cells[name])
        style.protect(sheet)

    def _other_languages(self) -> list[str]:
        """Besides the form's own: the town's languages, and those that the unit has written in."""
        written = (one.language for each in self.evaluations.values() for one in each.texts)
        return [language for language in dict.fromkeys((*OFFICIAL, *written)) if language != self.words.language]

    def _text_columns(self) -> list[str]:
        """Each text in the form's language and in the others, side by side."""
        return [in_language(name, language) for name in WRITTEN for language in ("", *self.other_languages)]

    def _known_texts(self, goal: str, year: int) -> dict[str, str]:
        """What the unit has written, in the columns of its language; in the form's own where nobody knows in which it is."""
        if (known := self.evaluations.get((goal, year))) is None:
            return {}
        found = {} if known.language else {"evaluation": known.text, "proposal": known.proposal}
        for one in known.texts:
            language = "" if one.language == self.words.language else one.language
            found |= {in_language("evaluation", language): one.text, in_language("proposal", language): one.proposal}
        return found

    def _sheet(self, layout: SheetLayout, key: str = "") -> Worksheet:
        """An empty sheet of the form, with its title, one line of help, the year that is reported and its headings."""
        key = key or layout.key
        sheet = self.book.create_sheet(self.words(f"form.sheet.{key}"))
        style.page(sheet, landscape=True, title_row=HEADING_ROW, footer=self.words.name(self.unit))
        style.title(sheet.cell(1, 1, f"{self.words(f'form.sheet.{key}')}: {self.words.name(self.unit)}"))
        style.help_line(sheet.cell(2, 1, self.words(f"form.help.{key}")))
        if key != EARLIER:
            style.asked_year(sheet.cell(3, 1, self.words("form.reporting-year", asked_year=self.year)))
        for column, name in enumerate(self._columns(layout), start=1):
            text = name if isinstance(name, int) else heading(name, self.words)
            style.heading(sheet.cell(HEADING_ROW, column, text), is_asked=name == self.year)
            sheet.column_dimensions[get_column_letter(column)].width = YEAR_WIDTH[layout] if isinstance(name, int) else WIDTHS[name.partition("-")[0]]
        sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 2)
        return sheet

    def _columns(self, layout: SheetLayout) -> list[str | int]:
        return [*layout.before, *(self.years if layout.has_years else ()), *(self._text_columns() if layout is EVALUATIONS else layout.after)]

    def _row(self, sheet: Worksheet, layout: SheetLayout, number: int, values: dict, inputs: Iterable[str | int]) -> dict[str | int, ExcelCell]:
        """Writes one row by the names of the columns; `inputs` are the cells for the unit to fill in."""
        cells = {}
        inputs = set(inputs)
        for column, name in enumerate(self._columns(layout), start=1):
            cell = cells[name] = sheet.cell(number, column)
            style.put(cell, values.get(name))
            if name in inputs:
                style.input_cell(cell, is_asked=name == self.year)
            else:
                style.locked_cell(cell)
        style.fit_height(sheet, number, least=EVALUATION_LINES if layout is EVALUATIONS and values["year"] == self.year else 1)
        return cells

    def _validation(self, sheet: Worksheet, error: str, **rule) -> DataValidation:
        """Excel's own check of a cell; a warning, so that a dash for "no figure" can still be typed."""
        validation = DataValidation(
            allow_blank=True, showErrorMessage=True, errorStyle="warning", error=error[:255], errorTitle=self.words("form.error.title"), **rule
        )
        sheet.add_data_validation(validation)
        return validation

    def _number_validation(self, sheet: Worksheet, is_signed: bool = False) -> DataValidation:
        lowest = -numbers.LARGEST if is_signed else 0
        error = self.words("form.error.any-number") if is_signed else self.words("form.error.number")
        return self._validation(sheet, type="decimal", operator="greaterThanOrEqual", formula1=str(lowest), error=error)

    def _scale_validation(self, sheet: Worksheet, indicator: Indicator) -> DataValidation:
        lowest, highest = indicator.scale
        error = self.words("form.error.score", lowest=lowest, highest=highest)
        return self._validation(sheet, type="decimal", operator="between", formula1=str(lowest), formula2=str(highest), error=error)


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _completed_on(reports: Iterable[Report]):
    return next((report.completed_on for report in reports if report.completed_on), None)


def _note(reports: dict[int, Report]) -> str:
    return reports[max(reports)].comment if reports else ""
