"""The person's workbook back: findings on their cells, everything of theirs still there."""

from __future__ import annotations

import io
from dataclasses import replace
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from loaders import marking
from loaders.files.opening import Refusal
from loaders.files.workbook import FORMULA_WITHOUT_VALUE
from loaders.findings import Finding
from monitoring.words import words
from tests.loaders.files.packages import content_types, packed, parts, relations, row

FI = words("fi")
FIGURES = FI("form.sheet.figures")
RED, YELLOW, BLUE = "FFF4B6B0", "FFFFD98A", "FFBFE3F2"


def text(content: str) -> str:
    return f'<c t="inlineStr"><is><t>{content}</t></is></c>'


def small_form(*figures: str, more: str = "") -> dict[str, str | bytes]:
    """The least that is recognised: TYO3.1, counted by one office, in three years."""
    headings = row(text("Tunnus"), text("Tieto"), *[f"<c><v>{year}</v></c>" for year in (2019, 2020, 2021)])
    return parts(headings + row(text("TYO3.1"), text("määrä"), *figures, number=2) + more)


def opened(content: bytes | Refusal, **how):
    assert isinstance(content, bytes), content
    return openpyxl.load_workbook(io.BytesIO(content), **how)


@pytest.fixture
def wrong(form):
    """A form with an error, and its cell."""
    sent = form().figures({"TYO3.1": {2020: "noin viisitoista", 2021: "12,0"}})
    return sent, sent.address("TYO3.1", 2020)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_cell_says_what_is_wrong_and_what_to_do(wrong, check, language):
    sent, address = wrong
    delivery = check(sent)
    (error,) = [finding for finding in delivery.findings if finding.cell == address]
    cell = opened(marking.marked(delivery, words(language)))[FIGURES][address]
    assert cell.value == "noin viisitoista"
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment.text == "\n".join(
        (words(language)("marking.heading"), error.message(words(language)), error.fix(words(language))),
    )


def test_each_cell_wears_its_gravest_finding(wrong, check):
    sent, address = wrong
    delivery = check(sent)
    more = (
        Finding("large-change", FIGURES, address, "12", values={"before": 1, "after": 2, "previous_year": 2019}),
        Finding("unused-sheet", FIGURES, "A9", "x"),
    )
    marked = opened(marking.marked(replace(delivery, findings=delivery.findings + more), FI))[FIGURES]
    assert marked[address].fill.fgColor.rgb == RED
    assert more[0].fix(FI) in marked[address].comment.text
    assert marked["A9"].fill.fgColor.rgb == BLUE


def test_the_marked_workbook_checks_as_before(wrong, check):
    delivery = check(wrong[0])
    marked = marking.marked(delivery, FI)
    again = check(marked, name="marked.xlsx")
    assert delivery.findings
    assert again.findings == delivery.findings
    assert [change.to_json() for change in again.changes] == [change.to_json() for change in delivery.changes]


def test_what_the_person_made_stays(wrong, check):
    sent, address = wrong
    figures = sent.book[FIGURES]
    figures[address].font = Font(bold=True, color="FF123456")
    figures["A1"].comment = Comment("Kysy tästä Kaisalta", "Toimisto")
    figures[address].comment = Comment("Laskettu käsin", "Toimisto")
    figures.row_dimensions[9].hidden = True
    notes = sent.book.create_sheet("Muistiinpanot")
    notes["A1"], notes["A2"], notes.sheet_state = 4, "=A1*2", "hidden"
    validations = [validation.formula1 for found in sent.book for validation in found.data_validations.dataValidation]
    delivery = check(sent)

    marked = opened(marking.marked(delivery, FI))
    assert marked.sheetnames == sent.book.sheetnames
    assert marked["Muistiinpanot"].sheet_state == "hidden"
    assert marked["Muistiinpanot"]["A2"].value == "=A1*2"
    assert marked[FIGURES].row_dimensions[9].hidden
    assert marked[FIGURES].protection.sheet == figures.protection.sheet
    assert validations
    assert [validation.formula1 for found in marked for validation in found.data_validations.dataValidation] == validations
    cell = marked[FIGURES][address]
    assert (cell.font.bold, cell.font.color.rgb) == (True, "FF123456")
    assert marked[FIGURES]["A1"].comment.text == "Kysy tästä Kaisalta"
    assert cell.comment.author == "Toimisto"
    assert cell.comment.text.startswith(f"Laskettu käsin\n\n{FI('marking.heading')}\n")


def test_marks_of_an_earlier_check_go(wrong, check):
    sent, address = wrong
    sent.book[FIGURES][address].comment = Comment("Laskettu käsin", "Toimisto")
    first = check(sent)
    once = marking.marked(first, words("sv"))
    twice = opened(marking.marked(check(once, name="once.xlsx"), FI))[FIGURES][address]
    assert twice.comment.text.count(FI("marking.heading")) == 1
    assert words("sv")("marking.heading") not in twice.comment.text

    clean = opened(marking.marked(replace(first, content=once, findings=()), FI))
    left = [cell.comment.text for found in clean for cells in found.iter_rows() for cell in cells if cell.comment]
    assert left == ["Laskettu käsin"]
    assert clean[FIGURES][address].fill.fgColor.rgb not in (RED, YELLOW, BLUE)


def test_formulas_keep_what_they_made(check):
    """openpyxl writes a formula without its result; a preview, and our own check, would find none."""
    figures = ('<c r="C2"><f>5+6</f><v>11</v></c>', '<c r="D2" t="str"><f>"a&amp;b"&amp;"&lt;"</f><v>a&amp;b&lt;</v></c>', '<c r="E2"><f>1+1</f></c>')
    delivery = check(packed(small_form(*figures, more=row('<c r="A9" t="str"><f>""</f></c>', '<c r="B9" t="b"><f>1=1</f><v>1</v></c>', number=9))))
    assert FORMULA_WITHOUT_VALUE in [finding.code for finding in delivery.findings]
    marked = marking.marked(delivery, FI)
    results, formulas = opened(marked, data_only=True).active, opened(marked).active
    assert [results.cell(2, column).value for column in (3, 4, 5)] == [11, "a&b<", None]
    assert [formulas.cell(2, column).value for column in (3, 4, 5)] == ["=5+6", '="a&b"&"<"', "=1+1"]
    assert (formulas["B9"].value, results["B9"].value) == ("=1=1", True)
    assert check(marked, name="marked.xlsx").findings == delivery.findings


def test_macros_and_the_kind_of_file_stay(check):
    macros = b"\xd0\xcf\x11\xe0" + bytes(range(256))
    types = content_types().replace("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", "vnd.ms-excel.sheet.macroEnabled.main")
    types = types.replace("</Types>", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>')
    contents = small_form(text("viisi")) | {
        "[Content_Types].xml": types,
        "xl/_rels/workbook.xml.rels": relations([("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "vbaProject", "vbaProject.bin")]),
        "xl/vbaProject.bin": macros,
    }
    delivery = check(packed(contents), name="sent.xlsm")
    marked = marking.marked(delivery, FI)
    with ZipFile(io.BytesIO(marked)) as archive:
        assert archive.read("xl/vbaProject.bin") == macros
        assert b"macroEnabled.main" in archive.read("[Content_Types].xml")
    book = opened(marked, keep_vba=True)
    # openpyxl leaves this one open, and its memory may be gone before it is.
    book.vba_archive.close()
    assert book.active["C2"].fill.fgColor.rgb == RED
    assert check(marked, name="marked.xlsm").findings == delivery.findings


def test_findings_without_a_cell_go_to_the_first_that_is_seen(check):
    made = openpyxl.Workbook()
    made.active.title, made.active.sheet_state = "Piilossa", "hidden"
    made.create_sheet("Näkyvissä")
    made.create_sheet("Muu")
    buffer = io.BytesIO()
    made.save(buffer)
    delivery = check(buffer.getvalue())
    assert [finding.code for finding in delivery.findings] == ["unknown-layout"]
    more = (*delivery.findings, Finding("unused-sheet", "Muu", "", "Muu"))
    marked = opened(marking.marked(replace(delivery, findings=more), FI))
    assert more[0].message(FI) in marked["Näkyvissä"]["A1"].comment.text
    assert more[1].message(FI) in marked["Muu"]["A1"].comment.text
    assert marked["Piilossa"]["A1"].comment is None


def test_a_cell_inside_a_merged_range_is_marked_where_the_range_begins(check):
    contents = small_form(text("viisi"))
    contents["xl/worksheets/sheet1.xml"] = contents["xl/worksheets/sheet1.xml"].replace(
        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="E5:G8"/></mergeCells>'
    )
    delivery = replace(
        check(packed(contents)), findings=(Finding("missing-figure", "Luvut", "F7", values={"indicator": "TYO3.1", "figure_year": 2021}),)
    )
    assert opened(marking.marked(delivery, FI)).active["E5"].comment.text.startswith(FI("marking.heading"))


def test_comments_and_marks_are_bounded(wrong, check):
    delivery = check(wrong[0])
    long = [Finding("not-a-number", FIGURES, "B2", "x" * 900, "text") for _ in range(50)]
    many = [Finding("not-a-number", FIGURES, f"Z{number}", "x", "text") for number in range(1, marking.CELLS + 500)]
    marked = opened(marking.marked(replace(delivery, findings=(*long, *many)), FI))[FIGURES]
    assert marking.TEXT <= len(marked["B2"].comment.text) < marking.TEXT + 200
    assert marked["B2"].comment.text.endswith("…")
    assert sum(cell.comment is not None for (cell,) in marked["Z1:Z4000"]) == marking.CELLS - 1


def test_text_from_the_workbook_is_only_text(check):
    delivery = check(packed(small_form(text("=HYPERLINK(&quot;http://localhost&quot;) &lt;b&gt;{value} _x000D_"))))
    comment = opened(marking.marked(delivery, FI)).active["C2"].comment.text
    assert '=HYPERLINK("http://localhost") <b>{value}' in comment


@pytest.mark.parametrize("change", [{"xl/workbook.xml": "<workbook"}, {"xl/worksheets/sheet1.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}])
def test_what_cannot_be_written_back_is_a_refusal(change, check):
    contents = small_form(text("viisi"))
    delivery = replace(check(packed(contents)), content=packed(contents | change))
    assert marking.marked(delivery, FI) == Refusal("unreadable-file", "not-marked")


def test_a_print_setting_that_openpyxl_does_not_know_is_read_and_not_written_back(check):
    contents = small_form(text("viisi"))
    contents["xl/worksheets/sheet1.xml"] = contents["xl/worksheets/sheet1.xml"].replace(
        "</sheetData>", '</sheetData><pageSetup orientation="sideways"/>'
    )
    delivery = check(packed(contents))
    assert [finding.code for finding in delivery.findings if finding.cell == "C2"] == ["not-a-number"]
    assert marking.marked(delivery, FI) == Refusal("unreadable-file", "not-marked")
