"""Sheets as statistical offices print and export them."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row, section

CASES = (
    Case(
        "output-of-a-statistics-program",
        "2019",
        "output of a statistics program: a column that says Sum in each row, a full stop for the total, cells of one space, numbered headings",
        """
        C2 Työllisyys taustan mukaan, 15–64-vuotiaat

        ␣ | | Työllisyysaste | < | < | Osallistumisaste | < | <
        | | Tausta | < | < | Tausta | < | <
        | | 1 Kaikki | 2 Kantaväestö⏎(15–64) | 3 Ulkomaalais-⏎taustaiset | 1 Kaikki | 2 Kantaväestö⏎(15–64) | 3 Ulkomaalais-⏎taustaiset
        Sukupuoli | ␣ | ␣ | ␣
        "." | Sum | 71.96 | 74.22 | 55.71 | 77.9 | 79.35 | 68.2
        miehet | Sum | 73.01 | 74.8 | 61.06 | 79.02 | 80.1 | 73.3
        naiset | Sum | 70.88 | 73.61 | 50.12 | 76.75 | 78.55 | 62.87
        """,
        (Figures("C7:H9", 2019, {"Mittari": row(3), "Tausta": row(5), "Sukupuoli": {"8": "miehet", "9": "naiset"}}),),
    ),
    Case(
        "counts-shares-and-population",
        "Raakadata",
        "codes, names in two columns, and the same years three times over: counts, shares, population; no space between the blocks",
        """
        © Lehtirannan kaupunki
        Lehtirannan\u00a0tilastopalvelu
        Ulkomaan\u00a0kansalaiset\u00a0
        -\u00a0väestötietojärjestelmä\u00a0-

        Koodi | Lehtiranta | Ulkomaan kansalaiset | < | < | Osuus väestöstä | < | < | Väestö yhteensä | < | <
        | Suuralue*, pienalue* | 2018 | 2019 | 2020 | 2018 | 2019 | 2020 | 2018 | 2019 | 2020
        | | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
        0 | Lehtiranta | 910 | 955 | 1020 | 5.06[0.0] | 5.28[0.0] | 5.6[0.0] | 17990 | 18085 | 18204
        1 | Keskusta | 610 | 640 | 691 | 6.6[0.0] | 6.85[0.0] | 7.34[0.0] | 9240 | 9341 | 9412
        11 | Keskusta,pohj. | 402 | 431 | 470 | 7.9[0.0] | 8.3[0.0] | 8.9[0.0] | 5090 | 5190 | 5280
        12 | Keskusta,etelä | 208 | 209 | 221 | 5[0.0] | 5.03[0.0] | 5.35[0.0] | 4150 | 4151 | 4132
        2 | Maaseutu | 300 | 315 | 329 | 3.43[0.0] | 3.6[0.0] | 3.74[0.0] | 8750 | 8744 | 8792
        """,
        (Figures("C9:K13", row(7), {"Tieto": row(6), "Alue": col("B")}),),
    ),
    Case(
        "sections-with-column-numbers",
        "Taul5",
        "a wide table with column numbers over the figures alone, sections, dashes and bullets for depth; the year and the unit in two title rows",
        """
        5 Väestö 2019 taustan ja alueen mukaan
        Kaikki, 1 000 henkilöä
        Yksityiskohtainen tausta | Koko maa | Etelä ja⏎länsi | Pohjoinen | Ranta-⏎Suomi

        | 1 | 2 | 3 | 4
        Tausta
        Väestö yhteensä | 5525.292 | 4012.5 | 640.1 | 872.692
        Ulkomaalaistaustaiset | 423.494 | 360.2 | 22.294 | 41
        – Syntynyt ulkomailla | 353.2 | 301 | 18.9 | 33.3
        • Ulkomaan kansalaiset␣ | 248.5 | 211.75 | 12.15 | 24.6
        Ikä
        alle 5 | 240.9 | 178.4 | 27 | 35.5
        5 – 10 | 299.1 | 220 | 33.25 | 45.85
        65 ja yli | 1231.274 | 880.5 | 158 | /␣␣␣
        """,
        (Figures("B7:E14", 2019, {"Luokka": col("A"), "Aihe": section("A"), "Alue": row(3)}),),
    ),
    Case(
        "same-total-on-two-levels",
        "4-2-1",
        "groups and sexes both have a column of the same name for all of them; years down, decimals and whole numbers mixed",
        """
        Lehtirannan integraatioseuranta 2021

        Mittari 4.2.1: Oppisopimuksessa olevien osuus

        Vuosi | Oppisopimuksessa olevien osuus1) 18–20-vuotiaista | < | < | < | < | <
        ^ | Kaikki | < | < | Ulkomaalaiset | < | <
        ^ | Kaikki | Miehet | Naiset | Kaikki | Miehet | Naiset
        ^ | Prosenttia | < | < | < | < | <
        "1" | "2" | "3" | "4" | "5" | "6" | "7"
        2020 | 25 | 31.4[0.0] | 18.1[0.0] | 12.1[0.0] | 14.2[0.0] | 9.3[0.0]
        2019 | 26.3[0.0] | 32.5[0.0] | 19.4[0.0] | 12.6[0.0] | 15 | 9.2[0.0]
        2018 | 26.2[0.0] | 32 | 19.7[0.0] | 11.5[0.0] | 13.5[0.0] | 8.6[0.0]

        1) Osuus samanikäisistä 31.12.
        """,
        (Figures("B10:G12", col("A"), {"Ryhmä": {"B:D": "Kaikki", "E:G": "Ulkomaalaiset"}, "Sukupuoli": row(7)}),),
    ),
    Case(
        "spacer-columns",
        "Print",
        "narrow empty columns between groups of columns and after the stub, an empty row under the headings",
        """
        Table 7. Housing tenure of households

        Area | | 2019 | < | | 2020 | < | | Change
        | | Owned | Rented | | Owned | Rented | | 2019–2020, %

        Harbour | | 410 | 388 | | 402 | 411 | | 2.1
        Old Town | | 655 | 1204 | | 650 | 1250 | | -0.8
        All | | 1065 | 1592 | | 1052 | 1661 | | 1.2
        """,
        (
            Figures("C6:D8", 2019, {"Area": col("A"), "Tenure": row(4)}),
            Figures("F6:G8", 2020, {"Area": col("A"), "Tenure": row(4)}),
            Figures("I6:I8", "", {"Area": col("A")}),
        ),
    ),
    Case(
        "levels-in-columns",
        "Alueet",
        "each level of areas has a column of its own; a name stands in the column of its level",
        """
        Työttömyysaste alueittain, %

        Alue | | | 2019 | 2020
        Maakunta | | | 7.1 | 10.2
        | Lehtiranta | | 8.4 | 11.9
        | | Keskusta | 9.5 | 13
        | | Satama | 7.7 | 10.4
        | Naapurikunta | | 6.2 | 8.8
        """,
        (
            Figures(
                "D4:E8",
                row(3),
                {"Maakunta": "Maakunta", "Kunta": {"5:7": "Lehtiranta", "8": "Naapurikunta"}, "Kunnan osa": {"6": "Keskusta", "7": "Satama"}},
            ),
        ),
    ),
    Case(
        "numbers-as-categories",
        "Hushåll",
        "categories are numbers: the size of households across, which are no column numbers",
        """
        Hushåll efter storlek 31.12.2020

        Stadsdel | Antal personer i hushållet | < | < | < | < | Sammanlagt
        ^ | 1 | 2 | 3 | 4 | 5+ | ^
        Centrum | 612 | 480 | 151 | 120 | 44 | 1407
        Hamnen | 140 | 122 | 60 | 71 | 38 | 431
        """,
        (Figures("B5:G6", 2020, {"Stadsdel": col("A"), "Storlek": {"B": "1", "C": "2", "D": "3", "E": "4", "F": "5+", "G": "Sammanlagt"}}),),
    ),
    Case(
        "flag-columns",
        "Data",
        "a column of flags without a heading beside each year, as European statistics come",
        """
        Persons at risk of poverty, per cent

        GEO | 2018 | | 2019 | | 2020 |
        Northport | 15.2 | | 15.9 | b | 16.1 | p
        Westshire | 12 | e | 12.2 | e | : | u
        Country | 13.4 | | 13.1 | | 13 | p

        b break in time series; e estimated; p provisional; u low reliability; : not available
        """,
        (Figures("B4:F6", row(3), {"GEO": col("A")}),),
    ),
    Case(
        "two-languages",
        "Alue–Område",
        "names and headings in two languages side by side and below each other; years shown with a star by their number format",
        """
        Vieraskieliset asukkaat
        Invånare med främmande språk

        Kaupunginosa | Stadsdel | Naiset – Kvinnor | < | Miehet – Män | <
        | | 2019 | 2020[0"*"] | 2019 | 2020[0"*"]
        Keskusta | Centrum | 310 | 322 | 335 | 350
        Satama | Hamnen | 88 | 95 | 101 | 97
        Yhteensä | Sammanlagt | 398 | 417 | 436 | 447

        *) Ennakkotieto – Preliminär uppgift
        """,
        (Figures("C6:F8", row(5), {"Kaupunginosa": col("A"), "Stadsdel": col("B"), "Sukupuoli": row(4)}),),
    ),
    Case(
        "tidy-already",
        "CSV-vienti",
        "a tidy list already: year and value first, the labels after them",
        """
        Vuosi | Arvo | Kieli | Sukupuoli
        2019 | 61 | arabia | Naiset
        2019 | 72.5 | arabia | Miehet
        2019 | 2020 | venäjä | Naiset
        2020 | 66 | arabia | Naiset
        2020 | 70 | arabia | Miehet
        2020 | 1995 | venäjä | Naiset
        """,
        (Figures("B2:B7", col("A"), {"Kieli": col("C"), "Sukupuoli": col("D")}),),
    ),
    Case(
        "area-by-category",
        "Asumismuodot",
        "areas down, categories across, counts and shares side by side; the year in the title",
        """
        Asuntokunnat hallintaperusteen mukaan suuralueittain 31.12.2020

        Suuralue | Omistus | | Vuokra | | Asumisoikeus | | Yhteensä
        | lkm | % | lkm | % | lkm | % | lkm
        Keskusta | 1630 | 33.5 | 3120 | 64.1 | 120 | 2.5 | 4870
        Harju | 1210 | 44.7 | 1480 | 54.7 | 15 | 0.6 | 2705
        Satama | 2210 | 71.1 | 900 | 28.9 | – | – | 3110
        Koko kaupunki | 5050 | 47.3 | 5500 | 51.5 | 135 | 1.3 | 10685
        """,
        (Figures("B5:H8", 2020, {"Suuralue": col("A"), "Hallintaperuste": row(3)}),),
    ),
    Case(
        "indicators-across",
        "Mittarit",
        "the table is turned: indicators across, years down, units in the row below",
        """
        Mittareiden seuranta

        | Kielikurssit | Kävijät | Tyytyväisyys | Vieraskielisten osuus henkilöstöstä
        | kpl | hlö | 1–5 | %
        2019 | 11 | 1840 | 4.1 | 5.5
        2020 | 6 | 922 | 3.9 | 5.9
        2021 | 9 | 1310 | 4.2 | 6.4
        Tavoite | 12 | 2000 | 4 | 8
        """,
        (
            Figures("B5:E7", col("A"), {"Mittari": row(3)}),
            Figures("B8:E8", "", {"Mittari": row(3), "Rivi": "Tavoite"}),
        ),
    ),
)
