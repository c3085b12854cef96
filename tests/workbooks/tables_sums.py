"""Sheets whose totals are not called so, or where what is called so is none."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row

CASES = (
    Case(
        "total-without-a-name",
        "Huvudmän",
        "the last row is the sum of the others and bears the town's name; no line parts it",
        """
        Elever i modersmålsundervisning

        Skola | 2019 | 2020 | 2021
        Hamnskolan | 41 | 44 | 52
        Åsens skola | 17 | 19 | 15
        Kvarnskolan | 88 | 90 | 97
        Björkby | 146 | 153 | 164
        """,
        (Figures("B4:D7", row(3), {"Skola": col("A")}),),
    ),
    Case(
        "total-first-without-a-name",
        "Koko kunta",
        "the first row and the first column are the sums of the others, neither is called so",
        """
        Varhaiskasvatuksen lapset 2021

        Alue | Lapset | Suomenkieliset | Ruotsinkieliset | Vieraskieliset
        Lehtiranta | 1240 | 720 | 390 | 130
        Keskusta | 610 | 380 | 150 | 80
        Satama | 290 | 150 | 100 | 40
        Myllymäki | 340 | 190 | 140 | 10
        """,
        (Figures("B4:E7", 2021, {"Alue": col("A"), "Tieto": row(3)}),),
    ),
)
