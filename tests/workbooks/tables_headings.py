"""Sheets that are hard above their figures: titles, headings in several rows, units, column numbers."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row

CASES = (
    Case(
        "merged-headings",
        "Asukkaat",
        "title merged over the table, headings merged across and the stub's heading down",
        """
        Asukkaat äidinkielen ja sukupuolen mukaan Lehtirannassa 31.12.2021 | < | < | < | < | <

        Kaupunginosa | Suomi tai ruotsi | < | Muu kieli | < | Yhteensä
        ^ | Naiset | Miehet | Naiset | Miehet | ^
        Keskusta | 1204 | 1187 | 231 | 254 | 2876
        Harju | 845 | 861 | 97 | 88 | 1891
        Satama | 402 | 455 | 160 | 171 | 1188

        Lähde: Lehtirannan väestörekisteriote 3.1.2022, sivu 4
        """,
        (
            Figures("B5:E7", 2021, {"Kaupunginosa": col("A"), "Kieli": row(3), "Sukupuoli": row(4)}),
            Figures("F5:F7", 2021, {"Kaupunginosa": col("A"), "Kieli": "Yhteensä"}),
        ),
    ),
    Case(
        "repeated-headings",
        "Folkmängd",
        "upper headings repeated in every cell instead of merged",
        """
        Tabell 4. Folkmängd efter språk

        Stadsdel | Svenska | Svenska | Finska | Finska | Övriga | Övriga
        | 2019 | 2020 | 2019 | 2020 | 2019 | 2020
        Centrum | 310 | 305 | 1450 | 1461 | 98 | 112
        Hamnen | 122 | 119 | 640 | 652 | 75 | 81
        Kvarnbacken | 87 | 90 | 512 | 509 | 20 | 26
        """,
        (Figures("B5:G7", row(4), {"Stadsdel": col("A"), "Språk": row(3)}),),
    ),
    Case(
        "spanning-without-merge",
        "Lapset",
        "an upper heading stands over its first column only, the cells beside it are empty",
        """
        Varhaiskasvatuksen lapset

        Päiväkoti | 2020 | | | 2021 | |
        | Kaikki | Vieraskieliset | Osuus (%) | Kaikki | Vieraskieliset | Osuus (%)
        Mesikko | 84 | 12 | 14.3 | 86 | 15 | 17.4
        Tuulenpesä | 61 | 20 | 32.8 | 59 | 21 | 35.6
        Yhteensä | 145 | 32 | 22.1 | 145 | 36 | 24.8
        """,
        (Figures("B5:G7", row(3), {"Päiväkoti": col("A"), "Tieto": row(4)}),),
    ),
    Case(
        "phrase-over-rows",
        "Table 3.2",
        "a heading phrase is broken over rows: with, without over their common noun",
        """
        Northport integration monitor
        Table 3.2: Persons in employment by background¹

        Year | Persons, total | with | without
        ^ | ^ | foreign background² | <
        ^ | Per cent | < | <
        1 | 2 | 3 | 4
        2021 | 71.4[0.0] | 58.2[0.0] | 74.9[0.0]
        2020 | 70.8[0.0] | 55.1[0.0] | 74.6[0.0]
        2019 | 72 | 57.3[0.0] | 75.5[0.0]

        ¹ Aged 15 to 64.
        ² Born abroad or both parents born abroad; since 2018 in the wider sense.
        """,
        (Figures("B8:D10", col("A"), {"Background": {"B": "Persons, total", "C": "with foreign background", "D": "without foreign background"}}),),
    ),
    Case(
        "phrase-broken-in-the-middle",
        "Työssäkäynti",
        "a heading goes on in the next row without any line or merge",
        """
        Työssäkäyvät koulutuksen mukaan, henkilöä

        Vuosi | Perusaste | Toinen | Korkea-
        | | aste | aste
        2019 | 410 | 1872 | 905
        2020 | 402 | 1850 | 931
        """,
        (Figures("B5:D6", col("A"), {"Koulutus": {"B": "Perusaste", "C": "Toinen aste", "D": "Korkea- aste"}}),),
    ),
    Case(
        "four-heading-rows",
        "C2",
        "headings nested four deep, totals merged down to different depths, column numbers with mistakes",
        """
        Lehtirannan kotoutumisen seuranta – Osa C
        Taulukko C2: Työllisyys ja työttömyys taustan mukaan1)

        Vuosi | Sukupuoli | Työllisyysaste2) | < | < | < | Työttömyysaste2) | < | < | <
        ^ | ^ | Kaikki | Tausta3) | < | < | Kaikki | Tausta3) | < | <
        ^ | ^ | ^ | kantaväestö | ulkomaalaistaustaiset | < | ^ | kantaväestö | ulkomaalaistaustaiset | <
        ^ | ^ | ^ | ^ | syntynyt ulkomailla | syntynyt Suomessa | ^ | ^ | syntynyt ulkomailla | syntynyt Suomessa
        ^ | ^ | Prosenttia | < | < | < | < | < | < | <
        1 | 2 | 3 | 4 | 5 | 6 | 5 | 6 | 11 | 12
        2020 | Naiset␣ | 70.1[0.0] | 73.2[0.0] | 48.3[0.0] | 61.5[0.0] | 8.8[0.0] | 7.1[0.0] | 21.9[0.0] | 13.4[0.0]
        2020 | Miehet | 72.3[0.0] | 74[0.0] | 59.9[0.0] | 60.2[0.0] | 9.4[0.0] | 8.3[0.0] | 18.7[0.0] | 15
        2019 | Naiset␣ | 71.6[0.0] | 74.4[0.0] | 49.2[0.0] | 62.8[0.0] | 7.2[0.0] | 5.9[0.0] | 19[0.0] | 11.1[0.0]
        2019 | Miehet | 73.5[0.0] | 75.1[0.0] | 62.4[0.0] | 63.3[0.0] | 7.9[0.0] | 6.8[0.0] | 16.2[0.0] | 12.6[0.0]

        1) Tiedot perustuvat työvoimatutkimukseen, jonka otantaa uudistettiin vuonna 2021.
        2) Laskettu 15–64-vuotiaista.
        3) Kotimaa tai vanhempien kotimaa.
        """,
        (
            Figures("C10:F13", col("A"), {"Mittari": "Työllisyysaste", "Sukupuoli": col("B"), "Tausta": {"C": "Kaikki", "D": "kantaväestö"}}),
            Figures("G10:J13", col("A"), {"Mittari": "Työttömyysaste", "Sukupuoli": col("B"), "Tausta": {"G": "Kaikki", "H": "kantaväestö"}}),
        ),
    ),
    Case(
        "gap-within-the-headings",
        "B7",
        "an empty row within the headings, nothing merged: a noun and a unit stand alone further down, then column numbers",
        """
        Mittari B7: Korkein tutkinto taustan mukaan

        Ikäryhmä⏎vuotta | Tutkinto | Vuosi | Yhteensä | kotimainen | ulkomainen

        | | | | tausta 2)
        | | | Prosenttia
        "1" | "2" | 3 | 4 | 5 | 6
        18 – 24 | Ei tutkintoa | 2020 | 14.2[0.0] | 13.1[0.0] | 24.9[0.0]
        25 – 34 | Ei tutkintoa | 2020 | 11.75[0.0] | 9[0.0] | 28.125[0.0]
        18 – 24 | Toinen aste | 2020 | 77.6667[0.0] | 78.2[0.0] | 68.4[0.0]
        25 – 34 | Toinen aste | 2020 | 49.3[0.0] | 51.2[0.0] | 38.3[0.0]
        """,
        (Figures("D8:F11", col("C"), {"Ikäryhmä": col("A"), "Tutkinto": col("B"), "Tausta": {"D": "Yhteensä"}}),),
    ),
    Case(
        "long-heading-texts",
        "Tabelle",
        "very long headings with line breaks, double and trailing spaces, a language that the software does not have",
        """
        Gemeinde Seefeld⏎Amt für Soziales
        Sprachförderung⏎in den Kindertagesstätten

        Kita␣␣/⏎Träger␣ | Jahr⏎(Stichtag: 1. 3.) | Kinder, die␣␣zu Hause⏎nicht Deutsch sprechen␣ | davon mit Anspruch auf⏎zusätzliche Förderung
        Am Anger␣␣ | 2020 | 18 | 11
        Seestern | 2020 | 25 | 9
        Am Anger␣␣ | 2021 | 21 | 12
        Seestern | 2021 | 24 | 10
        """,
        (
            Figures(
                "C5:D8",
                col("B"),
                {
                    "Kita": col("A"),
                    "Kinder": {
                        "C": "Kinder, die zu Hause nicht Deutsch sprechen",
                        "D": "davon mit Anspruch auf zusätzliche Förderung",
                    },
                },
            ),
        ),
    ),
    Case(
        "no-heading-over-the-stub",
        "Blad1",
        "nothing stands over the names, there is no title",
        """
        | 2018 | 2019 | 2020
        Rådgivning | 812 | 850 | 611
        Tolkning | 440 | 467 | 389
        Språkcafé | 96 | 120 | 34
        """,
        (Figures("B2:D4", row(1), {"Tjänst": col("A")}),),
    ),
    Case(
        "headings-apart",
        "Personal",
        "several empty rows between the lines of headings, whose cells are not merged any more; the corner stands in the uppermost",
        """
        Personalstatistik 2023

        Sektor | 2020 | | 2021



        | Kvinnor | Män | Kvinnor | Män


        Bildning | 612 | 200 | 620 | 198
        Teknik | 88 | 252 | 91 | 240
        Förvaltning | 60 | 36 | 58 | 39
        """,
        (Figures("B10:E12", row(3), {"Sektor": col("A"), "Kön": row(7)}),),
    ),
    Case(
        "units-under-the-headings",
        "Tunnusluvut",
        "a line of units in brackets with a word before it, below an empty row; one of the units is a number",
        """
        Alue | Koodi | Asukkaita | Vieraskielisiä | Menot

        Yksikkö | | (1 000) | (%) | (milj. euroa)
        Keskusta | 1000 | 24.1 | 8.8 | 1.4
        Satama | 2000 | 9.4 | 12.1 | 0.8
        Rantaniitty | 4000 | 5 | 4.2 | 0.3
        """,
        (Figures("C4:E6", "", {"Alue": col("A"), "Tieto": row(1)}),),
    ),
    Case(
        "lines-drawn-with-dashes",
        "Utskrift",
        "lines are drawn with dashes, a cell or many; a dash among figures still is none",
        """
        Klienter vid rådgivningen
        - | - | - | -
        | Antal klienter | < | <
        | ------------ | - | -
        Språk | 2019 | 2020 | 2021
        - | - | - | -
        ryska | 61 | 58 | 70
        arabiska | 40 | - | 52
        somaliska | 22 | 31 | 18
        - | - | - | -
        """,
        (Figures("B7:D9", row(5), {"Språk": col("A"), "Uppgift": row(3)}),),
    ),
    Case(
        "years-over-flags",
        "Liput",
        "each year stands over the column of remarks before its figures",
        """
        Alue | 2019 | | 2020 | | 2021 |
        Keskusta | | 310 | e | 318 | | 325
        Satama | | 120 | | 118 | p | 122
        Myllymäki | e | 66 | e | 70 | p | 71
        """,
        (Figures("C2:C4,E2:E4,G2:G4", {"C": 2019, "E": 2020, "G": 2021}, {"Alue": col("A")}),),
    ),
    Case(
        "empty-cells-as-words",
        "Export",
        "a program wrote a word for every empty cell",
        """
        Enhet | 2020 | None | 2021 | None
        None | Besök | Klienter | Besök | Klienter
        None | None | None | None | None
        Hamnen | 140 | 61 | 152 | 66
        Centrum | 388 | 171 | 401 | 180
        Åsen | 66 | 30 | 71 | 35
        """,
        (Figures("B4:E6", row(1), {"Enhet": col("A"), "Uppgift": row(2)}),),
    ),
    Case(
        "foreign-footnote-marks",
        "Tuloksia",
        "footnotes are marked with a backslash and a number, behind years, names and figures",
        """
        Ryhmä | 2019 | "2020 \\1" | "2021 \\2" | Muutos \\3
        Aikuiset \\4 | 412 | 388 | "401 \\5"=401 | 13
        Nuoret | 120 | 99 | 131 | 32
        Lapset | 88 | 70 | 93 | 23
        """,
        (
            Figures("B2:D4", row(1), {"Ryhmä": {"2": "Aikuiset", "3": "Nuoret", "4": "Lapset"}}),
            Figures("E2:E4", "", {"Ryhmä": {"2": "Aikuiset", "3": "Nuoret", "4": "Lapset"}, "Tieto": "Muutos"}),
        ),
    ),
)
