"""Sheets of units in which several things are awkward at once: pairs of words and numbers above the table, gaps, budgets beside outcomes."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row, section

NAME = "messy-sheets"

CASES = (
    Case(
        NAME,
        "Lomake",
        "pairs of words and values above the table",
        """
        Yksikkö: | Kotouttamispalvelut
        Raportoija: | Etunimi Sukunimi
        Pvm: | 12.1.2022
        Vuosi: | 2021

        Palvelu | Asiakkaita | Käyntejä
        Alkukartoitus | 120 | 133
        Ohjaus | 310 | 702
        Ryhmät | 45 | 260
        """,
        (Figures("B7:C9", 2021, {"Palvelu": col("A"), "Tieto": row(6)}),),
    ),
    Case(
        NAME,
        "Vuosisarakkeet",
        "years with an abbreviation before them, figures as text",
        """
        Ryhmä | v. 2019 | v. 2020 | v. 2021
        Lapset | "1 204"=1204 | "1 310"=1310 | "1 295"=1295
        Nuoret | "988"=988 | "1 002"=1002 | "1 040"=1040
        Osuus | "12,5 %"=12.5 | "12,9 %"=12.9 | "13,1 %"=13.1
        """,
        (Figures("B2:D4", row(1), {"Ryhmä": col("A")}),),
    ),
    Case(
        NAME,
        "Talousarvio",
        "a budget and a forecast beside what came true",
        """
        Menolaji | TP 2019 | TP 2020 | TA 2021 | Enn. 2021
        Henkilöstö | 120500 | 131200 | 140000 | 138700
        Palvelut | 88300 | 90100 | 95000 | 97250
        Tilat | 45000 | 47700 | 48000 | 48000
        """,
        (Figures("B2:E4", row(1), {"Menolaji": col("A"), "Laji": {"B": "TP", "C": "TP", "D": "TA", "E": "Enn."}}),),
    ),
    Case(
        NAME,
        "Välisummat",
        "a total in each section and one of all",
        """
        Kurssit 2021
        Ryhmä | Kursseja | Osallistujia
        Kielet
        Suomi | 12 | 210
        Ruotsi | 7 | 96
        Yhteensä | 19 | 306
        Taidot
        ATK | 4 | 41
        Keramiikka | 3 | 30
        Yhteensä | 7 | 71
        Kaikki yhteensä | 26 | 377
        """,
        (
            Figures("B4:C6,B8:C10", 2021, {"Osio": section("A"), "Ryhmä": col("A"), "Tieto": row(2)}),
            Figures("B11:C11", 2021, {"Ryhmä": col("A"), "Tieto": row(2)}),
        ),
    ),
    Case(
        NAME,
        "Rivivälit",
        "an empty row after every row",
        """
        Toimipiste | 2020 | 2021

        Keskusta | 110 | 120

        Satama | 40 | 46

        Purola | 33 | 30
        """,
        (Figures("B3:C7", row(1), {"Toimipiste": col("A")}),),
    ),
    Case(
        NAME,
        "Månader",
        "months with short years down, and a total of the year",
        """
        Besök på kontoret

        Månad | Svenska | Finska
        jan-21 | 41 | 90
        feb-21 | 38 | 85
        mar-21 | 44 | 97
        """,
        (Figures("B4:C6", 2021, {"Språk": row(3)}, month=lambda drawn, place, block: place[0] - 3),),
    ),
    Case(
        NAME,
        "Sivunvaihto",
        "the headings again in the middle, without a title",
        """
        Yhdistys | 2020 | 2021
        Ystävät | 2000 | 2100
        Soihtu | 3500 | 3000

        Yhdistys | 2020 | 2021
        Silta | 1500 | 1700
        Kielisilta | 2200 | 2200
        """,
        (Figures("B2:C3,B6:C7", row(1), {"Yhdistys": col("A")}),),
    ),
    Case(
        NAME,
        "Sarakesisennys",
        "groups in the first column, their members in the second",
        """
        Palvelut | | 2020 | 2021
        Neuvonta | | 402 | 431
         | puhelin | 260 | 280
         | käynti | 142 | 151
        Tulkkaus | | 180 | 199
         | etä | 120 | 140
         | paikan päällä | 60 | 59
        """,
        (
            Figures("C2:D2,C5:D5", row(1), {"Palvelut": col("A")}),
            Figures("C3:D4,C6:D7", row(1), {"Palvelut": {"3:4": "Neuvonta", "6:7": "Tulkkaus"}, "Tapa": col("B")}),
        ),
    ),
    Case(
        NAME,
        "Kysely",
        "answers by question, how many gave each and their mean",
        """
        Asiakaskysely 2021, vastaajia 61
        Väittämä | 1 | 2 | 3 | 4 | 5 | Keskiarvo
        Sain apua | 2 | 3 | 9 | 21 | 26 | 4.08[0.00]
        Palvelu oli selkeää | 4 | 6 | 11 | 20 | 20 | 3.75[0.00]
        Sain tulkin | 1 | 2 | 5 | 19 | 34 | 4.36[0.00]
        """,
        (Figures("B3:G5", 2021, {"Väittämä": col("A"), "Vastaus": row(2)}),),
    ),
    Case(
        NAME,
        "Osuudet",
        "counts with the share of women in brackets of the heading",
        """
        Johtajat
        Toimiala | 2020 | josta naisia (%) | 2021 | josta naisia (%)
        Sivistys | 22 | 63.6[0.0] | 23 | 65.2[0.0]
        Tekninen | 14 | 21.4[0.0] | 13 | 23.1[0.0]
        """,
        (Figures("B3:E4", {"B:C": 2020, "D:E": 2021}, {"Toimiala": col("A"), "Osuus": {"C": "josta naisia (%)", "E": "josta naisia (%)"}}),),
    ),
    Case(
        NAME,
        "Förändring",
        "signs before numbers, a minus of its own kind, changes beside the years",
        """
        Område | 2020 | 2021 | Förändring
        Centrum | 4031 | 4102 | "+71"=71
        Hamnen | 1205 | 1190 | "−15"=-15
        Kvarnbacken | 640 | 640 | 0
        """,
        (Figures("B2:C4", row(1), {"Område": col("A")}), Figures("D2:D4", "", {"Område": col("A"), "Uppgift": row(1)})),
    ),
    Case(
        NAME,
        "Kumulatiivinen",
        "months so far of two years beside each other",
        """
        Yöpymiset 1–9/2021
        Kohde | 2020 | 2021 | Muutos-%
        Leirintäalue | 1204 | 1377 | 14.4[0.0]
        Hostelli | 880 | 790 | -10.2[0.0]
        """,
        (Figures("B3:C4", row(2), {"Kohde": col("A")}), Figures("D3:D4", "", {"Kohde": col("A"), "Tieto": row(2)})),
    ),
    Case(
        NAME,
        "Vastuut",
        "persons and remarks between the figures",
        """
        Toimenpide | Vastuuhenkilö | 2020 | 2021 | Lisätieto
        Kielikahvila | E. Sukunimi | 12 | 15 | jatkuu 2022
        Läksykerho | Kutsu Malli | 30 | 28 | ks. liite 3
        Uimakoulu | E. Sukunimi | 4 | 6
        """,
        (Figures("C2:D4", row(1), {"Toimenpide": col("A")}),),
    ),
    Case(
        NAME,
        "Jalkautuminen",
        "the title between an empty corner and merged headings, units in words",
        """
         | Kontaktit, kpl | < | Tunnit, h | <
        Jalkautuva työ 2020–2021 | 2020 | 2021 | 2020 | 2021
        Keskusta | 310 | 355 | 122 | 140
        Kauppakeskus | 95 | 101 | 60 | 66
        """,
        (Figures("B3:E4", row(2), {"Paikka": col("A"), "Tieto": {"B:C": "Kontaktit", "D:E": "Tunnit"}}),),
    ),
)
