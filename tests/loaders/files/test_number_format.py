"""Numbers and dates as their cell shows them."""

from __future__ import annotations

import random
from datetime import datetime

import pytest

from loaders.files import number_format
from monitoring.words import words

NUMBERS = [
    # value, format code, as a Finn sees it, as an English reader sees it
    (0.125, "0.0%", "12,5 %", "12.5%"),
    (0.125, "0.0 %", "12,5 %", "12.5%"),
    (0.125, "", "0,125", "0.125"),
    (1234.5, "#,##0.00", "1 234,50", "1,234.50"),
    (1234567, "#,##0", "1 234 567", "1,234,567"),
    (2021, "", "2021", "2021"),
    (2021, "0", "2021", "2021"),
    (12, "000", "012", "012"),
    (1500000, "#,##0,", "1 500", "1,500"),
    (12.345, "0.##", "12,35", "12.35"),
    (12, "0.##", "12", "12"),
    (-3, "0;[Red]-0", "-3", "-3"),
    (-3, "0;(0)", "(3)", "(3)"),
    (-3, "0", "-3", "-3"),
    (0, '0;-0;"–"', "–", "–"),
    (-5, "0;;", "", ""),
    (0, "0;;", "", ""),
    (5, "0;;", "5", "5"),
    (5, ";;;", "", ""),
    (-5, ";;;", "", ""),
    (0, ";;;", "", ""),
    (1e300, ";;;", "", ""),
    (-5, "0;", "", ""),
    (0, "0;", "0", "0"),
    (0, ";;0", "0", "0"),
    (-5, "General;;", "", ""),
    (2.5, "General;;", "2,5", "2.5"),
    (2.5, 'General" kpl"', "2,5 kpl", "2.5 kpl"),
    (-2.5, "General;General", "2,5", "2.5"),
    (5, '"kyllä";"ei";"ei tiedossa"', "kyllä", "kyllä"),
    (-5, '"kyllä";"ei";"ei tiedossa"', "ei", "ei"),
    (0, '"kyllä";"ei";"ei tiedossa"', "ei tiedossa", "ei tiedossa"),
    (-5, '"velka"', "-velka", "-velka"),
    (5, '"a;b"', "a;b", "a;b"),
    (5, r"\;0", ";5", ";5"),
    (-3, "0;[Red]0", "3", "3"),
    (-3, "[Blue]0;[Red]\\-0;[Color10]0", "-3", "-3"),
    (100, "[>=100]0;0.0", "100", "100"),
    (99.5, "[>=100]0;0.0", "99,5", "99.5"),
    (-5, "[>=100]0;0.0", "-5,0", "-5.0"),
    (-5, "[<0]0;0.0", "5", "5"),
    (1, '[=1]0" vuosi";0" vuotta"', "1 vuosi", "1 vuosi"),
    (2, '[=1]0" vuosi";0" vuotta"', "2 vuotta", "2 vuotta"),
    (5, "[<1]0.00;[<10]0.0;0", "5,0", "5.0"),
    (50, "[<1]0.00;[<10]0.0;0", "50", "50"),
    (50, "[<1]0.00;[<10]0.0", "50", "50"),
    (-7, "0;@", "-7", "-7"),
    (-7, "0;-0;0;@", "-7", "-7"),
    (7, '"n = "@', "7", "7"),
    (1234.5, '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "1 234,50", "1,234.50"),
    (-1234.5, '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "(1 234,50)", "(1,234.50)"),
    (0, '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "-", "-"),
    (5, "0_;", "5", "5"),
    (0, "#", "", ""),
    (0.5, "#.00", ",50", ".50"),
    (-5, "000", "-005", "-005"),
    (-5, "[$€-40B] 0", "-€ 5", "-€ 5"),
    (5, '0" %"', "5 %", "5 %"),
    (0.5, r"0\%", "1%", "1%"),
    (0, "dd.mm.yyyy", "0", "0"),
    (0.5, "yyyy", "0,5", "0.5"),
    (12, '0 "henkilöä"', "12 henkilöä", "12 henkilöä"),
    (12, r"0\ \€", "12 €", "12 €"),
    (12, "[$€-40B] 0.00", "€ 12,00", "€ 12.00"),
    (12, "_-* #,##0_-", "12", "12"),
    (0.5, "# ?/?", "0,5", "0.5"),
    (12345, "0.00E+00", "12345", "12345"),
    (7, "@", "7", "7"),
    (1 / 3, "", "0,3333333333", "0.3333333333"),
    (0.1 + 0.2, "", "0,3", "0.3"),
    (1e300, "0.00", "1E+300", "1E+300"),
    (2.5e-12, "", "2,5E-12", "2.5E-12"),
    (123456789012, "", "123456789012", "123456789012"),
]


@pytest.mark.parametrize(("value", "code", "finnish", "english"), NUMBERS)
def test_number_as_its_cell_shows_it(value, code, finnish, english):
    assert _plain(number_format.number(value, code, words("fi"))) == finnish
    assert _plain(number_format.number(value, code, words("en"))) == english


MOMENTS = [
    ("2021-03-31T00:00:00", "dd.mm.yyyy", "31.3.2021"),
    ("2021-03-31T12:30:00", "dd.mm.yyyy", "31.3.2021"),
    ("2021-03-31T12:30:00", "dd.mm.yyyy hh:mm", "31.3.2021 12.30"),
    ("2021-03-31T00:00:00", "yyyy", "2021"),
    ("2021-03-31T00:00:00", "mmmm yyyy", "maaliskuu 2021"),
    ("2021-03-31T00:00:00", '"vuosi" yyyy', "2021"),
    ("2021-03-31T00:00:00", "[$-40B]d. mmmm yyyy", "31.3.2021"),
    ("2021-03-31T00:00:00", "dd.mm.yyyy;;", "31.3.2021"),
    ("2021-03-31T00:00:00", "yyyy;@", "2021"),
]


@pytest.mark.parametrize(("value", "code", "finnish"), MOMENTS)
def test_moment_as_its_cell_shows_it(value, code, finnish):
    assert number_format.moment(datetime.fromisoformat(value), code, words("fi")) == finnish


def test_no_format_code_and_no_number_is_too_odd():
    """A format code is text from the workbook: it reaches this in the dashboard's own process."""
    chance = random.Random(20)
    pieces = [
        "0",
        "#",
        "?",
        ".",
        ",",
        "%",
        ";",
        '"',
        "\\",
        "[",
        "]",
        "$",
        "-",
        "_",
        "*",
        "E+",
        "@",
        "/",
        " ",
        "€",
        "yyyy",
        "h",
        "[Red]",
        "{",
        "}",
        "%s",
    ]
    values = [0, -0.0, 1, -1, 0.125, 1e300, -1e300, 1e-300, 5e-324, 1.7976931348623157e308, 999999999999999, 10**15, -(10**14), 2019]
    for _ in range(3000):
        code = "".join(chance.choices(pieces, k=chance.randrange(1, 25)))[:255]
        assert isinstance(number_format.number(chance.choice(values), code, words(chance.choice(["fi", "sv", "en"]))), str)
    for code in ("0" * 255, "0." + "0" * 253, "#" * 255, "," * 255, "0" + "," * 254, "%" * 255, '"' * 255, ";" * 255, "\\" * 255, "[" * 255):
        for value in values:
            assert len(number_format.number(value, code, words("fi"))) < 1000
            assert number_format.moment(datetime(2021, 3, 31, 12), code, words("fi"))


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
