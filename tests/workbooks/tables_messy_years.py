"""Sheets of units whose years are easily mistaken: another year in the title, short years, school years, years among other words."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row, section

NAME = "messy-years"

CASES = (
    Case(
        NAME,
        "Budjettivuosi",
        "the title names the year of the report, the column Vuosi those of the figures",
        """
        Vuosiraportti 2023, neuvontapiste
        Laadittu 12.1.2024

        Vuosi | Käynnit | Puhelut
        2020 | 1204 | 880
        2021 | 1377 | 912
        2022 | 1590 | 1005
        """,
        (Figures("B5:C7", col("A"), {"Tieto": row(4)}),),
    ),
    Case(
        NAME,
        "Läsår",
        "school years beside the schools, another year in the title",
        """
        Modersmålsundervisning (uppdaterad 2022)

        Skola | Läsår | Elever | Grupper
        Norra skolan | 2018/19 | 41 | 5
        Norra skolan | 2019/20 | 44 | 6
        Södra skolan | 2018/19 | 17 | 2
        Södra skolan | 2019/20 | 21 | 3
        """,
        (Figures("C4:D7", {"4": 2018, "5": 2019, "6": 2018, "7": 2019}, {"Skola": col("A"), "Uppgift": row(3)}),),
    ),
    Case(
        NAME,
        "Kaudet",
        "seasons across above a line of units",
        """
        Uimahallin kävijät, tilanne 2023
        Ryhmä | 2019/2020 | < | 2020/2021 | <
         | kpl | % | kpl | %
        Lapset | 1200 | 40.5[0.0] | 900 | 39.1[0.0]
        Aikuiset | 1763 | 59.5[0.0] | 1402 | 60.9[0.0]
        """,
        (Figures("B4:E5", {"B:C": 2019, "D:E": 2020}, {"Ryhmä": col("A"), "Yksikkö": row(3, fill=False)}),),
    ),
    Case(
        NAME,
        "Lyhyet",
        "years of two digits with an apostrophe",
        """
        Kielikahvilat
        Paikka | '19 | '20 | '21
        Kirjasto | 12 | 7 | 15
        Nuorisotalo | 20 | 11 | 18
        Seurakunta | 9 | 4 | 10
        """,
        (Figures("B3:D5", {"B": 2019, "C": 2020, "D": 2021}, {"Paikka": col("A")}),),
    ),
    Case(
        NAME,
        "Rivillä",
        "each row says its year among other words",
        """
        Asumisneuvonta 2018–2021
        Jakso | Asiakkaat | Käynnit
        Vuosi 2018 | 210 | 402
        Vuosi 2019 | 244 | 431
        Vuosi 2020 (poikkeusolot) | 180 | 260
        Vuosi 2021 | 251 | 448
        """,
        (Figures("B3:C6", col("A"), {"Tieto": row(2)}),),
    ),
    Case(
        NAME,
        "Väliotsikot",
        "years stand alone between the rows, and the title names a plan's years",
        """
        Toimintasuunnitelma 2022–2025: toteuma
        Palvelu | Tunnit | Asiakkaat
        2020
        Tulkkaus | 310 | 95
        Neuvonta | 122 | 60
        2021
        Tulkkaus | 355 | 101
        Neuvonta | 140 | 66
        """,
        (Figures("B4:C5,B7:C8", section("A"), {"Palvelu": col("A"), "Tieto": row(2)}),),
    ),
    Case(
        NAME,
        "Tavoite",
        "a column for the target's year among the years reported",
        """
        Indikator | Utfall 2020 | Utfall 2021 | Målvärde 2025
        Besök | 310 | 355 | 500
        Kurser | 12 | 14 | 20
        Deltagare | 140 | 166 | 240
        """,
        (Figures("B2:D4", row(1), {"Indikator": col("A")}),),
    ),
    Case(
        NAME,
        "Tilanne",
        "days as headings, of the state at the year's end",
        """
        Jonossa olevat

        Palvelu | 31.12.2019 | 31.12.2020 | 31.12.2021
        Kotoutumiskoulutus | 44 | 71 | 39
        Alkukartoitus | 12 | 25 | 9
        Lukutaito | 8 | 13 | 11
        """,
        (Figures("B4:D6", row(3), {"Palvelu": col("A")}),),
    ),
    Case(
        NAME,
        "Sarakenumerot",
        "a line of column numbers between the years and the figures",
        """
        Taulu 4. Työllistyneet 2022 julkaistuissa tilastoissa
        Kieliryhmä | 2019 | 2020 | 2021
        1 | 2 | 3 | 4
        arabia | 41 | 52 | 63
        somali | 30 | 28 | 35
        venäjä | 77 | 81 | 90
        """,
        (Figures("B4:D6", row(2), {"Kieliryhmä": col("A")}),),
    ),
    Case(
        NAME,
        "Född",
        "years of birth are classes, the year of the figures is in the title",
        """
        Deltagare i språkkafé 2021
        Födelseår | Kvinnor | Män
        1940–1959 | 4 | 2
        1960–1979 | 17 | 9
        1980–1999 | 31 | 22
        2000– | 12 | 14
        """,
        (Figures("B3:C6", 2021, {"Födelseår": col("A"), "Kön": row(2)}),),
    ),
    Case(
        NAME,
        "Kvartaalit",
        "quarters under years that stand at the first of them only",
        """
        Asiakasmäärät

         | 2020 | | | | 2021 | | |
        Toimipiste | Q1 | Q2 | Q3 | Q4 | Q1 | Q2 | Q3 | Q4
        Keskusta | 110 | 60 | 71 | 90 | 101 | 99 | 108 | 120
        Lehtiranta | 40 | 22 | 30 | 35 | 38 | 41 | 44 | 46
        """,
        (
            Figures("B5:E6", 2020, {"Toimipiste": col("A")}, quarter=lambda drawn, place, block: place[1] - 1),
            Figures("F5:I6", 2021, {"Toimipiste": col("A")}, quarter=lambda drawn, place, block: place[1] - 5),
        ),
    ),
    Case(
        NAME,
        "Ennakko",
        "a preliminary year with a star, and a change between two years",
        """
        Muuttajat
        Suunta | 2020 | 2021* | Muutos 2020–2021
        Tulo | 412 | 466 | 54
        Lähtö | 365 | 371 | 6
        Netto | 47 | 95 | 48
        * ennakkotieto
        """,
        (Figures("B3:C5", {"B": 2020, "C": 2021}, {"Suunta": col("A")}), Figures("D3:D5", "", {"Suunta": col("A"), "Tieto": row(2)})),
    ),
)
