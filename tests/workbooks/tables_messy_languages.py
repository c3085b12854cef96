"""Sheets of towns that write everything in two languages, over merged cells, below each name or with a stroke between; and times that are easily
misread: changes between years, the year before, quarters as titles."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, counted, row

NAME = "messy-languages"

CASES = (
    Case(
        NAME,
        "Ryhmät",
        "merged years, and the finer headings twice, in either language",
        """
        Asiakkaat ryhmän mukaan / Klienter enligt grupp

        Ryhmä | 2020 | < | 2021 | <
        Grupp | Naiset | Miehet | Naiset | Miehet
        ^ | Kvinnor | Män | Kvinnor | Män
        Lapset – Barn | 41 | 44 | 39 | 50
        Nuoret – Unga | 30 | 28 | 33 | 27
        Aikuiset – Vuxna | 95 | 103 | 99 | 110
        """,
        (Figures("B6:E8", row(3), {"Ryhmä": col("A"), "Sukupuoli": row(4), "Kön": row(5)}),),
    ),
    Case(
        NAME,
        "Palvelut",
        "merged headings twice, one of them also a unit of measure, and each name again below it in the other language",
        """
        Palvelu | Asiakkaat | < | < | Käynnit | < | <
        Tjänst | Klienter | < | < | Besök | < | <
         | 2019 | 2020 | 2021 | 2019 | 2020 | 2021
        Neuvonta | 120 | 133 | 141 | 510 | 480 | 560
        Rådgivning
        Tulkkaus | 61 | 58 | 70 | 212 | 205 | 260
        Tolkning
        """,
        (
            Figures("B4:G4", row(3), {"Palvelu": "Neuvonta", "Tjänst": "Rådgivning", "Tieto": row(1), "Uppgift": row(2)}),
            Figures("B6:G6", row(3), {"Palvelu": "Tulkkaus", "Tjänst": "Tolkning", "Tieto": row(1), "Uppgift": row(2)}),
        ),
    ),
    Case(
        NAME,
        "Väestö",
        "all headings and units once more below, merged alike",
        """
        Väestö ja vieraskieliset 31.12.2021
        Alue | Väestö | Vieraskieliset | <
        ^ | ^ | Lkm | %
        Område | Befolkning | Personer med annat språk | <
        ^ | ^ | Antal | %
        Keskusta | 12400 | 1580 | 12.7
        Gerby | 8200 | 410 | 5
        Variska | 3100 | 905 | 29.2
        """,
        (
            Figures("B6:B8", 2021, {"Alue": col("A"), "Tieto": "Väestö", "Uppgift": "Befolkning"}),
            Figures(
                "C6:D8", 2021, {"Alue": col("A"), "Tieto": "Vieraskieliset", "Uppgift": "Personer med annat språk", "Yksikkö": row(5, fill=False)}
            ),
        ),
    ),
    Case(
        NAME,
        "Kieliryhmät",
        "the names in the other language at the right end, under a merged heading",
        """
        Taulukko 4. Opiskelijat kielen mukaan
        Tabell 4. Studerande enligt språk
        Opetuskieli | Syksy / Höst | < | < | Undervisningsspråk
        ^ | 2019 | 2020 | 2021 | ^
        suomi | 1204 | 1188 | 1201 | finska
        ruotsi | 611 | 630 | 645 | svenska
        muu | 97 | 130 | 152 | annat
        Yhteensä | 1912 | 1948 | 1998 | Totalt
        """,
        (Figures("B5:D8", row(4), {"Opetuskieli": col("A"), "Kausi": row(3), "Språk": col("E")}),),
    ),
    Case(
        NAME,
        "Toimialat",
        "the whole heading with its years twice",
        """
        Toimiala | Henkilöstö yhteensä | < | joista vieraskielisiä | <
        ^ | 2020 | 2021 | 2020 | 2021
        Sektor | Personal totalt | < | varav med annat språk | <
        ^ | 2020 | 2021 | 2020 | 2021
        Sivistys | 1810 | 1822 | 120 | 131
        Sosiaali | 2204 | 2190 | 230 | 251
        Tekninen | 610 | 604 | 41 | 44
        """,
        (Figures("B5:E7", row(2), {"Toimiala": col("A"), "Tieto": row(1), "Uppgift": row(3)}),),
    ),
    Case(
        NAME,
        "Ikäryhmät",
        "the other language's merged headings below the years",
        """
        Ikäryhmä | Miehet | < | Naiset | <
         | 2020 | 2021 | 2020 | 2021
        Åldersgrupp | Män | < | Kvinnor | <
        0–14 | 5100 | 5050 | 4890 | 4850
        15–64 | 21500 | 21480 | 20100 | 20080
        65– | 5400 | 5520 | 6900 | 7010
        """,
        (Figures("B4:E6", row(2), {"Ikäryhmä": col("A"), "Sukupuoli": row(1), "Kön": row(3)}),),
    ),
    Case(
        NAME,
        "Kotoutuminen",
        "years down under a word in two languages, units in both below the headings",
        """
        Vuosi | Kotoutujia | Suorittanut tutkinnon | <
        År | Integrationsklienter | Avlagt examen | <
        ^ | ^ | B1 | B2
        ^ | ^ | Lkm / Antal | Lkm / Antal
        2019 | 310 | 120 | 35
        2020 | 280 | 98 | 30
        2021 | 295 | 110 | 41
        """,
        (
            Figures("B5:B7", col("A"), {"Tieto": "Kotoutujia", "Uppgift": "Integrationsklienter"}),
            Figures("C5:D7", col("A"), {"Tieto": row(1), "Uppgift": row(2), "Taso": row(3, fill=False), "Yksikkö": "Lkm / Antal"}),
        ),
    ),
    Case(
        NAME,
        "Kuukaudet",
        "months in two languages with a stroke between",
        """
        Kuukausi / Månad | 2020 | 2021
        tammikuu / januari | 21 | 33
        helmikuu / februari | 19 | 30
        maaliskuu / mars | 25 | 41
        Yhteensä / Totalt | 65 | 104
        """,
        (Figures("B2:C4", row(1), month=counted(2)), Figures("B5:C5", row(1), {"Tieto": col("A")})),
    ),
    Case(
        NAME,
        "Kvartal",
        "quarters as titles of tables abreast",
        """
        Q1 2021 | | | Q2 2021 | |
        Enhet | Besök | Klienter | Enhet | Besök | Klienter
        Norra | 120 | 44 | Norra | 131 | 47
        Södra | 98 | 40 | Södra | 101 | 38
        Västra | 77 | 21 | Västra | 80 | 25
        """,
        (
            Figures("B3:C5", 2021, {"Enhet": col("A"), "Uppgift": row(2)}, quarter=1),
            Figures("E3:F5", 2021, {"Enhet": col("D"), "Uppgift": row(2)}, quarter=2),
        ),
    ),
    Case(
        NAME,
        "Muutos",
        "the change between two years, and both years together, are of neither",
        """
        Alue | 2020 | 2021 | Muutos 2020–2021 | 2020–2021
        Pohjoinen | 1200 | 1180 | -20 | 2380
        Etelä | 900 | 940 | 40 | 1840
        """,
        (Figures("B2:C3", row(1), {"Alue": col("A")}), Figures("D2:E3", "", {"Alue": col("A"), "Tieto": row(1)})),
    ),
    Case(
        NAME,
        "Edellinen",
        "a column for the year before that of the title",
        """
        Tunnusluvut 2021
        Mittari | Tämä vuosi | Edellinen vuosi
        Kotoutujat | 310 | 290
        Työllistyneet | 90 | 77
        """,
        (
            Figures("B3:B4", 2021, {"Mittari": col("A"), "Tieto": row(2)}),
            Figures("C3:C4", 2020, {"Mittari": col("A"), "Tieto": row(2, fill=False)}),
        ),
    ),
    Case(
        NAME,
        "Läsår",
        "school years written in full beside a change since the first",
        """
        Kommunkod | Kommun | 2018–2019 | 2019–2020 | 2020–2021 | Förändring sedan 2018
        5114 | Norrvik | 1204 | 1231 | 1199 | -5
        5115 | Söderby | 988 | 1002 | 1010 | 22
        5117 | Östnäs | 1402 | 1420 | 1433 | 31
        """,
        (
            Figures("C2:E4", row(1), {"Kommunkod": col("A"), "Kommun": col("B")}),
            Figures("F2:F4", "", {"Kommunkod": col("A"), "Kommun": col("B"), "Uppgift": row(1)}),
        ),
    ),
)
