"""Sheets whose years stand apart from the figures: in the title, the name of the sheet, a row of their own, at their first row alone."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, counted, row, section

CASES = (
    Case(
        "year-in-the-title",
        "Sivu 1",
        "the year stands in the title alone; other years in the notes mean nothing",
        """
        Lehtirannan kaupunki, tilastot 3/2022
        Henkilöstö toimialoittain 31.12.2021

        Toimiala | Henkilöstö | joista vieraskielisiä
        Sivistys | 812 | 61
        Tekninen | 340 | 55
        Hallinto | 96 | 2

        Vuoden 2019 organisaatiouudistus ei vaikuta vertailtavuuteen vuoteen 2015.
        """,
        (Figures("B5:C7", 2021, {"Toimiala": col("A"), "Tieto": row(4)}),),
    ),
    Case(
        "year-in-the-sheet-name",
        "2019",
        "one sheet a year, the year is in the sheet's name alone",
        """
        Medlemmar i föreningarna

        Förening | Kvinnor | Män
        Hamnens vänner | 41 | 22
        Åsens IF | 120 | 161
        """,
        (Figures("B4:C5", 2019, {"Förening": col("A"), "Kön": row(3)}),),
    ),
    Case(
        "year-in-the-sheet-name",
        "Läget 2020",
        "the year among words in the sheet's name",
        """
        Medlemmar i föreningarna

        Förening | Kvinnor | Män
        Hamnens vänner | 44 | 19
        Åsens IF | 98 | 150
        """,
        (Figures("B4:C5", 2020, {"Förening": col("A"), "Kön": row(3)}),),
    ),
    Case(
        "year-alone-over-rows",
        "Ryhmät",
        "a year alone over the rows that it is about, a blank row between the years",
        """
        Suomen kielen ryhmät

        Taso | Ryhmiä | Osallistujia
        2019
        Alkeet | 6 | 84
        Jatko | 4 | 47

        2020
        Alkeet | 5 | 60
        Jatko | 4 | 41

        2021
        Alkeet | 7 | 93
        Jatko | 5 | 52
        """,
        (Figures("B5:C14", section("A"), {"Taso": col("A"), "Tieto": row(3)}),),
    ),
    Case(
        "year-merged-down",
        "Tiedot",
        "the year only at its first row: merged down, then left empty",
        """
        Vuosi | Kieli | Kävijät | Puhelut
        2020 | suomi | 510 | 122
        ^ | venäjä | 88 | 41
        ^ | arabia | 101 | 75
        2021 | suomi | 544 | 130
        | venäjä | 92 | 38
        | arabia | 117 | 70
        """,
        (Figures("C2:D7", {"2:4": 2020, "5:7": 2021}, {"Kieli": col("B"), "Tieto": row(1)}),),
    ),
    Case(
        "year-once-after-the-names",
        "Maat",
        "the year stands after the names and only where a new year begins, the names start again then; a year in the title misleads",
        """
        Lehtirannan integraatioseuranta 2022
        Asukkaat lähtömaan mukaan

        Lähtömaa | Vuosi | Yhteensä | Naiset | Miehet
        Irak | 2020 | 120 | 51 | 69
        Somalia | | 88 | 45 | 43
        Viro | | 240 | 131 | 109
        Irak | 2019 | 112 | 48 | 64
        Somalia | | 90 | 47 | 43
        Viro | | 251 | 135 | 116
        """,
        (Figures("C5:E10", {"5:7": 2020, "8:10": 2019}, {"Lähtömaa": col("A"), "Sukupuoli": row(4)}),),
    ),
    Case(
        "groups-under-years",
        "Utbildning",
        "years above, groups below, a total column for each year",
        """
        Integrationsutbildning: deltagare och avbrott

        | 2019 | < | < | 2020 | < | <
        Utbildning | Kvinnor | Män | Sammanlagt | Kvinnor | Män | Sammanlagt
        Grundkurs | 44 | 31 | =SUM(B5:C5) -> 75 | 40 | 36 | =SUM(E5:F5) -> 76
        Fortsättningskurs | 21 | 18 | =SUM(B6:C6) -> 39 | 25 | 12 | =SUM(E6:F6) -> 37
        Totalt | =SUM(B5:B6) -> 65 | =SUM(C5:C6) -> 49 | =SUM(D5:D6) -> 114 | 65 | 48 | 113
        """,
        (Figures("B5:G7", row(3), {"Utbildning": col("A"), "Kön": row(4)}),),
    ),
    Case(
        "weeks-of-a-year",
        "2021",
        "weeks down, the year in the sheet's name",
        """
        Kävijälaskuri

        Viikko | Kirjasto | Asukastalo
        vko 1 | 310 | 45
        vko 2 | 295 | 51
        vko 3 | 322 | 38
        vko 4 | 340 | 60
        """,
        (Figures("B4:C7", 2021, {"Paikka": row(3)}, week=counted(4)),),
    ),
)
