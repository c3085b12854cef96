"""Sheets whose rows stand in groups: under a name that stands once, a section, a larger whole."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row, section

CASES = (
    Case(
        "stub-at-first-occurrence",
        "Tietokanta",
        "three label columns with values only at their first occurrence, as statistical databases export them; notes below",
        """
        Työllisyys muuttujina Alue, Sukupuoli, Ikä, Tiedot ja Vuosi

        | | | 2019 | 2020 | 2021
        Lehtiranta | Naiset | 18–29 | 71.2 | 68 | 70.4
        | | 30–64 | 80.1 | 79.5 | 80.9
        | Miehet | 18–29 | 69.9 | 66.1 | 69
        | | 30–64 | 79.4 | 78 | 79.8
        Naapurikunta | Naiset | 18–29 | 65 | 61.7 | ..
        | | 30–64 | 77.3 | 77.1 | 77.7
        | Miehet | 18–29 | ... | 60.4 | 62.2
        | | 30–64 | 75.5 | 74 | 75.1

        Tiedot ovat vuoden 2021 aluejaolla.
        Merkkien selitykset:
        .. Tietoa ei ole saatu

        Päivitetty viimeksi:
        20220314 09:00

        Lähde:
        Oma tilasto

        Yhteystiedot:
        06 555 0100
        Yksikkö:
        Prosenttia
        """,
        (Figures("D4:F11", row(3), {"Alue": col("A"), "Sukupuoli": col("B"), "Ikä": col("C")}),),
    ),
    Case(
        "stub-merged-down",
        "Henkilöstö",
        "label columns merged down, each group closed by a subtotal",
        """
        Henkilöstöryhmät

        Toimiala | Ryhmä | 2020 | < | 2021 | <
        ^ | ^ | Kaikki | Vieraskieliset | Kaikki | Vieraskieliset
        Sivistys | Opettajat | 310 | 12 | 315 | 15
        ^ | Ohjaajat | 120 | 21 | 118 | 24
        ^ | Yhteensä | 430 | 33 | 433 | 39
        Tekninen | Kiinteistönhoito | 44 | 6 | 45 | 7
        ^ | Siivous | 80 | 38 | 76 | 40
        ^ | Yhteensä | 124 | 44 | 121 | 47
        Koko kaupunki | < | 554 | 77 | 554 | 86
        """,
        (
            Figures("C5:F10", row(3), {"Toimiala": col("A"), "Ryhmä": col("B"), "Henkilöstö": row(4)}),
            Figures("C11:F11", row(3), {"Toimiala": "Koko kaupunki", "Henkilöstö": row(4)}),
        ),
    ),
    Case(
        "sections-two-deep",
        "Jakauma",
        "words alone over some rows, nested two deep, blank rows between the groups",
        """
        Asukastyytyväisyys, vastaajien määrä

        | 2018 | 2020
        Keskusta
        Naiset
        Tyytyväisiä | 61 | 58
        Tyytymättömiä | 20 | 25
        Miehet
        Tyytyväisiä | 55 | 51
        Tyytymättömiä | 30 | 29

        Satama
        Naiset
        Tyytyväisiä | 18 | 22
        Tyytymättömiä | 15 | 12
        Miehet
        Tyytyväisiä | 17 | 16
        Tyytymättömiä | 14 | 20
        """,
        (
            Figures(
                "B4:C18",
                row(3),
                {
                    "Alue": {"4:10": "Keskusta", "12:18": "Satama"},
                    "Sukupuoli": {"5:7": "Naiset", "8:10": "Miehet", "13:15": "Naiset", "16:18": "Miehet"},
                    "Mielipide": col("A"),
                },
            ),
        ),
    ),
    Case(
        "sections-merged-across",
        "Service",
        "section names merged over the whole width and centred",
        """
        Servicens kunder

        Kundgrupp | 2019 | 2020 | 2021
        Rådgivning | < | < | <
        Svenskspråkiga | 210 | 190 | 205
        Finskspråkiga | 540 | 498 | 530
        Övriga | 330 | 301 | 356
        Tolkning | < | < | <
        Svenskspråkiga | 3 | 1 | 0
        Övriga | 410 | 377 | 402
        """,
        (Figures("B5:D10", row(3), {"Tjänst": section("A"), "Kundgrupp": col("A")}),),
    ),
    Case(
        "hierarchy-by-indent",
        "Maat",
        "countries under continents by leading spaces, dashes and bullets; x for states that did not exist; no figures in the row below the units",
        """
        Kansalaisuuden saaneet entisen kansalaisuuden mukaan

        Entinen⏎kansalaisuus1,2) | Kansalaisuuden saaneet | < | < | <
        ^ | 2005 | 2010 | 2015 | 2020
        ^ | Lukumäärä | < | < | <

        Eurooppa yhteensä␣␣␣␣␣␣ | 41 | 38 | 60 | 71
        ␣␣Serbia 1) | x | 4 | 6 | 5
        ␣␣Venäjä␣␣␣ | 30 | 22 | 35 | 41
        – EU-maat␣ | 8 | 10 | 15 | 22
        • Ruotsi | 5 | 4 | 6 | 9
        Aasia yhteensä | 12 | 25 | 33 | 58
        ␣␣Irak | 7 | 14 | 20 | 31
        ␣ | ␣
        Kaikki | 53 | 63 | 93 | 129

        1) Vuoteen 2006 Serbia ja Montenegro.
        2) Kansalaisuus hakemushetkellä
        """,
        (Figures("B7:E15", row(4), {"Maa": col("A")}),),
    ),
    Case(
        "sections-over-the-figures",
        "Antal och andel",
        "the heading of a section stands over the figures instead of over the names, and says what is measured",
        """
        Arbetslösa arbetssökande

        Stadsdel | 2019 | 2020 | 2021
        | Antal
        Centrum | 412 | 610 | 488
        Hamnen | 120 | 171 | 133
        Åsen | 66 | 91 | 70
        | Procent
        Centrum | 7.9 | 11.8 | 9.4
        Hamnen | 9.6 | 13.5 | 10.7
        Åsen | 4.1 | 5.7 | 4.3
        """,
        (Figures("B5:D7,B9:D11", row(3), {"Stadsdel": col("A"), "Uppgift": {"5:7": "Antal"}}),),
    ),
    Case(
        "sections-with-figures",
        "Ryhmät",
        "the heading of a section has figures too, those of the whole section, and the names below are indented",
        """
        Toimiala ja kieliryhmä | 2020 | 2021
        Sivistys | 812 | 820
        ␣␣␣suomi | 600 | 604
        ␣␣␣ruotsi | 151 | 148
        ␣␣␣muu | 61 | 68
        Tekninen | 340 | 333
        ␣␣␣suomi | 240 | 231
        ␣␣␣ruotsi | 45 | 44
        ␣␣␣muu | 55 | 58
        """,
        (Figures("B2:C9", row(1), {"Ryhmä": col("A")}),),
    ),
    Case(
        "years-of-sections-in-two-languages",
        "Vuosittain",
        "each section's year stands in its heading, in two languages",
        """
        Neuvonta – Rådgivning

        Aihe – Ämne | Asiakkaita – Klienter | Käyntejä – Besök
        Vuosi 2020 – År 2020
        Asuminen – Boende | 120 | 310
        Työ – Arbete | 88 | 140
        Terveys – Hälsa | 41 | 66
        Vuosi 2021 – År 2021
        Asuminen – Boende | 133 | 350
        Työ – Arbete | 97 | 166
        Terveys – Hälsa | 52 | 71
        """,
        (Figures("B5:C7,B9:C11", {"5:7": 2020, "9:11": 2021}, {"Aihe": col("A"), "Tieto": row(3)}),),
    ),
)
