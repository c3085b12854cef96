"""An Excel workbook: a summary, a sheet a goal with figures, native charts and sources, then all figures and all sources as plain lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from monitoring.charts import Drawing, Series
from monitoring.palette import LIGHT
from monitoring.words import Words
from publishing.documents import native_charts
from publishing.documents.content import CategoryPanel, Chapter, Material, Panel
from publishing.documents.workbook_sheets import BODY, FLAT, HEADING, Book, Sheet


def xlsx(material: Material, words: Words) -> bytes:
    """The workbook, in the language of `words`."""
    book = Book(material, words)
    cover = book.sheet(words("material.summary"))
    goals = [book.sheet(chapter.code) for chapter in material.chapters]
    _cover(cover, material, goals, words)
    for sheet, chapter in zip(goals, material.chapters, strict=True):
        _goal(sheet, chapter, words)
    _figures(book.sheet(words("workbook.figures"), FLAT), material, words)
    _sources(book.sheet(words("material.sources"), (*FLAT[:2], 100)), material, words)
    return book.bytes()


def _cover(sheet: Sheet, material: Material, goals: list[Sheet], words: Words) -> None:
    sheet.title(material.title)
    sheet.line(material.lead, font_size=12, lines=1.2)
    for line in material.stated:
        sheet.line(line, font_color=LIGHT.muted)
    sheet.banner()
    title_row = sheet.heading(material.summary.caption)
    header = sheet.row
    last = native_charts.BESIDE - 1
    status, number, codes = material.summary.columns
    sheet.over(0, 0, status, **HEADING)
    sheet.over(1, 1, number, align="right", **HEADING)
    sheet.over(2, last, codes, align="left", indent=1, **HEADING)
    sheet.next()
    for count in material.counts:
        sheet.over(0, 0, str(count.mark), font_color=LIGHT.status[count.mark.status], bold=True, **BODY)
        sheet.number(1, len(count.codes), "0", **BODY)
        sheet.over(2, last, ", ".join(count.codes), align="left", indent=1, **BODY)
        sheet.next()
    native_charts.counts_on_sheet(sheet, material.counts, header, title_row, material.alternative)
    sheet.heading(words("workbook.goals"))
    for goal, chapter in zip(goals, material.chapters, strict=True):
        sheet.link(0, chapter.code, goal.name)
        sheet.over(1, 2, str(chapter.mark), font_color=LIGHT.status[chapter.mark.status], bold=True)
        sheet.over(3, len(sheet.widths) - 1, chapter.name)
        sheet.next()
    for table in material.decisions:
        sheet.row += 1
        sheet.table(table)


def _goal(sheet: Sheet, chapter: Chapter, words: Words) -> None:
    sheet.title(f"{chapter.code} {chapter.name}")
    sheet.banner()
    sheet.fact(str(chapter.mark), chapter.sentence, font_color=LIGHT.status[chapter.mark.status])
    for heading, text in chapter.facts:
        sheet.fact(heading, text)
    for panel in chapter.panels:
        _panel(sheet, panel, words)
    if chapter.actions.rows:
        sheet.heading(words("goal.actions"))
        sheet.table(chapter.actions)
    if chapter.evaluations:
        sheet.heading(words("goal.evaluations"))
        for text, whose in chapter.evaluations:
            sheet.fact(whose, text)
    if chapter.decisions:
        sheet.row += 1
        sheet.table(chapter.decisions)


def _panel(sheet: Sheet, panel: Panel, words: Words) -> None:
    """An indicator: its status and why, figures with their chart beside them, the tables with everything else, where it is from."""
    title_row = sheet.heading(panel.title)
    sheet.fact(str(panel.mark), panel.sentence, font_color=LIGHT.status[panel.mark.status])
    if panel.pace:
        sheet.fact(words("pace.title"), panel.pace)
    if panel.drawing:
        _drawn(sheet, panel.drawing, title_row, panel.alternative, words)
    elif not panel.is_milestone:
        sheet.line(words("material.no-figures"), font_color=LIGHT.muted)
    for table in panel.tables:
        sheet.row += 1
        sheet.table(table, is_captioned=table.caption != panel.title)
    for categories in panel.categories:
        _categories(sheet, categories, words)
    if panel.sources:
        sheet.row += 1
        sheet.line(words("material.sources"), bold=True)
        for source in panel.sources:
            sheet.line(source, font_color=LIGHT.muted)


def _categories(sheet: Sheet, panel: CategoryPanel, words: Words) -> None:
    """An indicator by the categories of a breakdown: the gap, figures with their charts beside them, the table with what the figures are made of."""
    title_row = sheet.heading(panel.title)
    if panel.sentence:
        sheet.line(panel.sentence)
    for drawing, text in zip(panel.drawings, panel.alternatives, strict=True):
        name_row = title_row if len(panel.drawings) == 1 else sheet.heading(drawing.lines[0].name)
        _drawn(sheet, drawing, name_row, text, words)
    sheet.row += 1
    sheet.table(panel.table, is_captioned=False)


def _drawn(sheet: Sheet, drawing: Drawing, title_row: int, alternative: str, words: Words) -> None:
    """The drawing's figures as numbers, years down, a series a column; the chart drawn from them."""
    header = sheet.row
    sheet.headings([words("chart.column.year"), *(series.name for series in drawing.series)], range(1, len(drawing.series) + 1))
    for place, year in enumerate(drawing.years):
        sheet.over(0, 0, year.label, **BODY)
        for column, series in enumerate(drawing.series, 1):
            sheet.number(column, series.points[place], _format(drawing, series), **BODY)
        sheet.next()
    native_charts.on_sheet(sheet, drawing, header, title_row, alternative)
    sheet.whole(title_row)


def _format(drawing: Drawing, series: Series) -> str:
    """That of the drawing, with a decimal where a target's path goes between whole numbers."""
    is_between = any(point is not None and round(point, drawing.decimals) != round(point, drawing.decimals + 1) for point in series.points)
    return native_charts.number_format(replace(drawing, decimals=max(1, drawing.decimals)) if is_between else drawing)


def _figures(sheet: Sheet, material: Material, words: Words) -> None:
    """A row a figure, for those who calculate on."""
    columns = ("goal", "indicator", "year", "series", "value")
    _begin(sheet, [words("chart.column.year") if name == "year" else words(f"workbook.column.{name}") for name in columns], (4,))
    header = sheet.row - 1
    for chapter in material.chapters:
        for panel in chapter.panels:
            for title, drawing in _drawings(panel):
                _listed(sheet, chapter.code, title, drawing)
    sheet.file.autofilter(header, 0, sheet.row - 1, len(columns) - 1)


def _drawings(panel: Panel) -> Iterator[tuple[str, Drawing]]:
    """All that is drawn of an indicator, each with its title."""
    if panel.drawing:
        yield panel.title, panel.drawing
    yield from ((categories.title, drawing) for categories in panel.categories for drawing in categories.drawings)


def _listed(sheet: Sheet, code: str, title: str, drawing: Drawing) -> None:
    for series in drawing.series:
        for year, point in zip(drawing.years, series.points, strict=True):
            if point is not None:
                for column, text in enumerate((code, title, year.label, series.name)):
                    sheet.over(column, column, text)
                sheet.number(4, point, _format(drawing, series))
                sheet.next()


def _sources(sheet: Sheet, material: Material, words: Words) -> None:
    columns = ("goal", "indicator", "source")
    _begin(sheet, [words(f"workbook.column.{name}") for name in columns])
    header = sheet.row - 1
    for chapter in material.chapters:
        for panel in chapter.panels:
            for source in panel.sources:
                for column, text in enumerate((chapter.code, panel.title, source)):
                    sheet.over(column, column, text)
                sheet.next()
    sheet.file.autofilter(header, 0, sheet.row - 1, len(columns) - 1)


def _begin(sheet: Sheet, columns: list[str], numeric: tuple[int, ...] = ()) -> None:
    """The headings of a plain list, which stay in view and are repeated on every printed page."""
    sheet.banner()
    sheet.headings(columns, numeric)
    sheet.file.freeze_panes(sheet.row, 0)
    sheet.file.repeat_rows(0, sheet.row - 1)
