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
    Case(
        "year-column-after-codes",
        "Lapa 2023",
        "codes without a heading before the names, some of them texts, one changed later; the year follows, its heading in a language "
        "that the software does not have; another year in the title and in the sheet's name",
        """
        | Gada pārskats 2022

        | Pagasts | Gads | Iedzīvotāji | Ieceļotāji
        | ^ | ^ | 1000 | <
        | "1" | "2" | "3" | "4"
        11 | Upmala | 2021 | 8.25 | 0.4
        "12 / 13" | Kalna ciems | 2021 | 3.5 | 0.15
        14 | Liepas | 2021 | 12.75 | 1.2
        1 | Kopā | 2021 | 24.5 | 1.75
        11 | Upmala | 2020 | 8.5 | 0.35
        "12 / 13" | Kalna ciems | 2020 | 3.4 | 0.2
        14 | Liepas | 2020 | 12.8 | 1.1
        1 | Kopā | 2020 | 24.7 | 1.65
        15 | Upmala | 2019 | 8.6 | 0.3
        "12 / 13" | Kalna ciems | 2019 | 3.45 | 0.1
        14 | Liepas | 2019 | 12.9 | 1
        1 | Kopā | 2019 | 24.95 | 1.4

        | 1) Pārrēķināts 2024. gadā
        """,
        (Figures("D6:E17", col("C"), {"Pagasts": col("B"), "Rādītājs": row(3)}),),
    ),
    Case(
        "year-column-at-the-right-end",
        "Raportti 2022",
        "the year stands behind the figures, in the same few years again and again; its heading is in a language that the software does not have",
        """
        Seurantaraportti 2022: kielikahvilat

        Paikka | Ryhmiä | Kävijöitä | Rok
        Kirjasto | 12 | 140 | 2019
        Asukastupa | 7 | 66 | 2019
        Kirjasto | 14 | 171 | 2020
        Asukastupa | 5 | 48 | 2020
        Kirjasto | 9 | 83 | 2021
        Asukastupa | 8 | 71 | 2021
        """,
        (Figures("B4:C9", col("D"), {"Paikka": col("A"), "Tieto": row(3)}),),
    ),
    Case(
        "season-column",
        "Kaudet",
        "seasons in a column, written in four ways; another year in the title",
        """
        Liikuntaseurojen kausikertomus, laadittu 2024

        Seura | Kausi | Jäsenet | Uudet jäsenet
        Jäähalli | 2018/19 | 310 | 24
        Jäähalli | 2019-2020 | 322 | 41
        Jäähalli | 2020–21 | 298 | 12
        Jäähalli | "2021*" | 305 | 33
        Melojat | 2018/19 | 88 | 5
        Melojat | 2019-2020 | 91 | 9
        Melojat | 2020–21 | 90 | 7
        Melojat | "2021*" | 102 | 15

        * Ennakkotieto
        """,
        (Figures("C4:D11", col("B"), {"Seura": col("A"), "Tieto": row(3)}),),
    ),
    Case(
        "years-over-units-and-a-gap",
        "Tabell 2022",
        "years across, below them a merged unit, an empty line and the numbers of the columns as texts, with a name over the codes; "
        "another year in the title",
        """
        | Integrationsbokslut 2022
        | Tabell 4: Beviljade bostäder enligt stadsdel

        Kod | Stadsdel⏎(del) | Beviljade bostäder | < | < | <
        ^ | ^ | 2017 | 2018 | 2019 | 2020
        ^ | ^ | Antal | < | < | <

        Kod | "1" | "2" | "3" | "4" | "5"
        501 | Gamla hamnen | 41 | 44 | 38 | 52
        502 | Kvarnbacken | 17 | 12 | 19 | 23
        503 | Björkudden | 9 | 11 | 8 | 14
        5 | Sammanlagt | 67 | 67 | 65 | 89

        | Källa: bostadsbolaget, uttag 2023
        """,
        (Figures("C9:F12", row(5), {"Stadsdel": col("B")}),),
    ),
    Case(
        "years-over-an-empty-line",
        "Toimipaikat",
        "years across with an empty corner, then only an empty line; another year in the title",
        """
        Yritysraportti 2023

        | "2019*" | 2020 | 2021

        Kauppa | 14 | 17 | 16
        Ravintolat | 22 | 19 | 25
        Kuljetus | 8 | 9 | 12

        * Arvio
        """,
        (Figures("B5:D7", {"B": 2019, "C": 2020, "D": 2021}, {"Ala": col("A")}),),
    ),
    Case(
        "merged-years-over-groups",
        "Report 2022",
        "years merged above groups, a multiplier merged beside the heading of the names, then an empty line and the numbers of the columns",
        """
        Housing report 2022

        | 2018 | < | 2019 | < | 2020 | <
        | Owners | Tenants | Owners | Tenants | Owners | Tenants
        Parish | 1000 | < | < | < | < | <

        1 | 2 | 3 | 4 | 5 | 6 | 7
        Westbrook | 4.1 | 2.2 | 4.25 | 2.3 | 4.3 | 2.45
        Millford | 1.9 | 0.8 | 1.95 | 0.75 | 2 | 0.9
        Both | 6 | 3 | 6.2 | 3.05 | 6.3 | 3.35
        """,
        (Figures("B8:G10", row(3), {"Parish": col("A"), "Tenure": row(4)}),),
    ),
    Case(
        "years-within-the-labels",
        "Taulukko",
        "the year follows the name in the label of each row; another year in the title",
        """
        Nuorisotyön katsaus 2023

        Kohtaamispaikka | Käyntejä | Tapahtumia
        Satama, syksy 2020 | 410 | 12
        Satama, syksy 2021 | 455 | 15
        Asema, syksy 2020 | 233 | 6
        Asema, syksy 2021 | 198 | 7
        """,
        (Figures("B4:C7", col("A"), {"Tieto": row(3)}),),
    ),
    Case(
        "seasons-down",
        "Kauden luvut",
        "seasons under Kausi as spans of two years; another year in the title",
        """
        Liikuntaryhmät, tilasto koottu 2022

        Kausi | Ryhmiä | Osallistujia
        2018–19 | 11 | 164
        2019–20 | 12 | 171
        2020–21 | 7 | 80
        """,
        (Figures("B4:C6", col("A"), {"Tieto": row(3)}),),
    ),
    Case(
        "years-over-numbers-in-brackets-and-a-gap",
        "Tabell 3",
        "years across over numbers of the columns in brackets and an empty row; a later year in the title",
        """
        Integrationsöversikt 2023

        Tjänst | 2019 | 2020 | 2021
        (1) | (2) | (3) | (4)

        Rådgivning | 612 | 580 | 701
        Tolkning | 2210 | 1804 | 2356
        Handledning | 95 | 88 | 120
        """,
        (Figures("B6:D8", row(3), {"Tjänst": col("A")}),),
    ),
    Case(
        "days-within-the-labels",
        "Läget",
        "days within the labels state the time of each row; a later year in the title",
        """
        Personalöversikt, uppdaterad våren 2023

        Läget | Anställda | Främmandespråkiga
        Läget 31.12.2020 | 1204 | 61
        Läget 31.12.2021 | 1222 | 70
        Läget 31.12.2022 | 1190 | 77
        """,
        (Figures("B4:C6", {"4": 2020, "5": 2021, "6": 2022}, {"Uppgift": row(3)}),),
    ),
    Case(
        "year-among-the-names",
        "Områden",
        "the first rows are years of the whole town, the others its parts in the year of the title; years and names share a column",
        """
        Medlemmar i föreningar, delområdena 2021

        År och område | Medlemmar | Föreningar
        2018 | 1204 | 31
        2019 | 1222 | 33
        2020 | 1190 | 33
        Centrum | 610 | 14
        Hamnen | 290 | 9
        Åsen | 340 | 10
        Kvarnbacken | 120 | 3
        """,
        (Figures("B4:C10", {"4": 2018, "5": 2019, "6": 2020, "7:10": 2021}, {"Uppgift": row(3)}),),
    ),
    Case(
        "years-of-prices-and-indices",
        "Kustannukset",
        "a heading names the year whose prices or level it counts in, which is not when the figure is of",
        """
        Kotoutumispalvelujen menot

        Palvelu | Menot vuoden 2015 hinnoin | Indeksi 2015=100 | Asiakkaat 2021
        Ohjaus | 214 | 108.2 | 530
        Tulkkaus | 388 | 121.7 | 2356
        Koulutus | 95 | 99.1 | 120
        """,
        (
            Figures("B4:B6", "", {"Palvelu": col("A"), "Tieto": "Menot vuoden 2015 hinnoin"}),
            Figures("C4:C6", "", {"Palvelu": col("A"), "Tieto": "Indeksi 2015=100"}),
            Figures("D4:D6", 2021, {"Palvelu": col("A"), "Tieto": "Asiakkaat"}),
        ),
    ),
    Case(
        "short-years",
        "TA2022",
        "years of two digits behind the word for what the figures are; the year of the budget in the title and in the sheet's name",
        """
        Kotouttamisen talousarvio 2022, 1000 euroa

        Menolaji | TP20 | TP21 | TA22
        Palkat | 310 | 322 | 340
        Palvelut | 120 | 98 | 133
        Avustukset | 41 | 44 | 40
        """,
        (Figures("B4:D6", {"B": 2020, "C": 2021, "D": 2022}, {"Menolaji": col("A")}),),
    ),
)
