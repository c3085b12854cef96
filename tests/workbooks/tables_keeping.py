"""Sheets as units keep them for themselves."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, counted, row

CASES = (
    Case(
        "year-in-a-cell-of-its-own",
        "Tilasto",
        "the year and the unit are filled in above the table: a word, and beside it the year",
        """
        KUUKAUSITILASTO
        Yksikkö: | Kirjasto
        Vuosi: | 2021
        Täyttäjä: | vahtimestari

        | Kävijät | Lainat | Tapahtumat
        Tammikuu | 1204 | 3310 | 4
        Helmikuu | 1180 | 3125 | 6
        Maaliskuu | 1333 | 3490 | 5
        Yhteensä | 3717 | 9925 | 15
        """,
        (
            Figures("B7:D9", 2021, {"Tieto": row(6)}, month=counted(7)),
            Figures("B10:D10", 2021, {"Tieto": row(6), "Rivi": "Yhteensä"}),
        ),
    ),
    Case(
        "year-and-month-columns",
        "Tolkningar",
        "year and month in two columns, the year at its first row; months as words",
        """
        År | Månad | Timmar | Uppdrag
        2020 | November | 41.5 | 30
        | December | 38 | 27
        2021 | Januari | 44 | 35
        | Februari | 40.5 | 31
        """,
        (
            Figures("C2:D3", 2020, {"Uppgift": row(1)}, month={"2": 11, "3": 12}),
            Figures("C4:D5", 2021, {"Uppgift": row(1)}, month=counted(4)),
        ),
    ),
    Case(
        "months-under-merged-years",
        "Kävijät",
        "years merged over their abbreviated months, across; names at the left",
        """
        Avointen ovien kävijät
        Paikka | 2020 | < | < | 2021 | <
        ^ | loka | marras | joulu | tammi | helmi
        Asukastupa | 40 | 38 | 12 | 31 | 35
        Nuorisotila | 110 | 105 | 64 | 98 | 101
        """,
        (
            Figures("B4:D5", 2020, {"Paikka": col("A")}, month={"B": 10, "C": 11, "D": 12}),
            Figures("E4:F5", 2021, {"Paikka": col("A")}, month=counted("E")),
        ),
    ),
    Case(
        "outturn-and-budget",
        "Talous",
        "years with what kind of figure they hold before them: outturn, budget, plan; a column of changes",
        """
        Maahanmuuttopalvelut, 1 000 euroa

        | TP 2019 | TP 2020 | TA 2021 | TS 2022 | Muutos-%⏎TP 2020/TA 2021
        Toimintatuotot | 410 | 395.5 | 400 | 405 | 1.1
        Toimintamenot | -1210 | -1180.4 | -1250 | -1260 | 5.9
        Netto | -800 | -784.9 | -850 | -855 | 8.3
        """,
        (
            Figures("B4:E6", row(3), {"Erä": col("A")}),
            Figures("F4:F6", "", {"Erä": col("A")}),
        ),
    ),
    Case(
        "numbers-with-units",
        "Tavoitteet",
        "units written behind the numbers in their cells",
        """
        Mittari | 2019 | 2020
        Avustukset | "12 500 €"=12500 | "9 800 €"=9800
        Kurssit | "35 kpl"=35 | "28 kpl"=28
        Osuus | "14 %"=14 | "13,5 %"=13.5
        Kesto | "3,5 h"=3.5 | "3 h"=3
        """,
        (Figures("B2:C5", row(1), {"Mittari": col("A")}),),
    ),
    Case(
        "thousands-with-points",
        "Ausgaben",
        "thousands with points and decimal commas, and the other way round, where there is no doubt which is which",
        """
        Ausgaben in Euro
        Bereich | 2019 | 2020
        Beratung | "1.234,50"=1234.5 | "1.310.000,00"=1310000
        Dolmetschen | "2,034.5"=2034.5 | "1,200,000.00"=1200000
        """,
        (Figures("B3:C4", row(2), {"Bereich": col("A")}),),
    ),
    Case(
        "errors-in-cells",
        "Beräkning",
        "cells with errors give no figure and do not end the table",
        """
        Andel som slutfört kursen, %
        Kurs | 2019 | 2020 | 2021
        Grundkurs | 71.5 | #DIV/0! | 80.5
        Fortsättning | #REF! | 66 | #N/A
        Alla | #DIV/0! | #DIV/0! | 79
        """,
        (Figures("B3:D5", row(2), {"Kurs": col("A")}),),
    ),
    Case(
        "not-yet-filled-in",
        "Pohja",
        "a sheet with headings and no figure yet: years, column numbers and a due date are none",
        """
        Seurantataulukko, palautus 31.1.2023 mennessä

        Mittari | Yksikkö | 2019 | 2020 | 2021 | 2022
        1 | 2 | 3 | 4 | 5 | 6
        Kurssit | kpl
        Osallistujat | hlö
        Tyytyväisyys | 1–5
        """,
        (),
    ),
    Case(
        "pivot-table",
        "Pivot",
        "a pivot table with its captions and grand totals on both sides",
        """
        Alue | (Kaikki)

        Summa / Lkm | Sarakeotsikot
        Riviotsikot | 2019 | 2020 | Kaikki yhteensä
        Arabia | 14 | 22 | 36
        Naiset | 9 | 12 | 21
        Miehet | 5 | 10 | 15
        Venäjä | 31 | 27 | 58
        Naiset | 20 | 16 | 36
        Miehet | 11 | 11 | 22
        Kaikki yhteensä | 45 | 49 | 94
        """,
        (
            Figures("B5:C11", row(4), {"Rivi": col("A")}),
            Figures("D5:D11", "", {"Rivi": col("A"), "Sarake": "Kaikki yhteensä"}),
        ),
    ),
    Case(
        "each-value-with-its-year",
        "Mittarit",
        "each row has years of its own: a year column before each column of figures, under one heading",
        """
        Seurannan mittarit

        Mittari | Lähtötaso | < | Viimeisin tieto | <
        ^ | Vuosi | Arvo | Vuosi | Arvo
        Työllisyysaste | 2018 | 51.2 | 2021 | 55
        Kielitutkinnot | 2019 | 44 | 2020 | 31
        Jäsenyydet | 2017 | 1985 | 2021 | 2012
        """,
        (
            Figures("C5:C7", {"5": 2018, "6": 2019, "7": 2017}, {"Mittari": col("A"), "Tieto": "Lähtötaso"}),
            Figures("E5:E7", {"5": 2021, "6": 2020, "7": 2021}, {"Mittari": col("A"), "Tieto": "Viimeisin tieto"}),
        ),
    ),
    Case(
        "survey-export",
        "Vastaukset",
        "one row an answer with its day, one column a question on a scale, free text at the end; the numbers of the answers are no figures",
        """
        Nro | Vastauspäivä | Sain apua omalla kielelläni (1–5) | Palvelu oli helppo löytää (1–5) | Mitä voisimme parantaa?
        1 | @2021-03-01 | 5 | 4 | Enemmän aikoja
        2 | @2021-03-01 | 4 | 2
        3 | @2021-03-04 | 3 | | 2 tulkkia lisää
        4 | @2021-03-09 | 5 | 5
        """,
        (Figures("C2:D5", labels={"Kysymys": row(1)}, day=col("B")),),
    ),
    Case(
        "names-broken-over-rows",
        "Toimialat",
        "a long name is broken over two rows, the figures stand beside the second; totals stand first",
        """
        Henkilöstön kielitaito, henkilöä

        Toimiala | 2020 | 2021
        Kaikki | 1310 | 1342
        Sivistys | 804 | 820
        Sosiaali- ja
        terveystoimi | 402 | 411
        Tekninen toimi | 104 | 111
        """,
        (Figures("B4:C8", row(3), {"Toimiala": {"4": "Kaikki", "5": "Sivistys", "7": "Sosiaali- ja terveystoimi", "8": "Tekninen toimi"}}),),
    ),
    Case(
        "one-table-a-year",
        "Kaikki vuodet",
        "the same table again for each year below each other, the year in each one's title",
        """
        Ryhmätoiminta 2019
        Ryhmä | Kerrat | Kävijät
        Kielikahvila | 30 | 310
        Perhekerho | 22 | 190

        Ryhmätoiminta 2020
        Ryhmä | Kerrat | Kävijät
        Kielikahvila | 14 | 122
        Perhekerho | 11 | 77

        Ryhmätoiminta 2021
        Ryhmä | Kerrat | Kävijät
        Kielikahvila | 25 | 240
        """,
        (
            Figures("B3:C4", 2019, {"Ryhmä": col("A"), "Tieto": row(2)}),
            Figures("B8:C9", 2020, {"Ryhmä": col("A"), "Tieto": row(7)}),
            Figures("B13:C13", 2021, {"Ryhmä": col("A"), "Tieto": row(12)}),
        ),
    ),
)
