"""Sheets with columns of numbers that count nothing: codes of areas and classes, postal codes, running numbers, ranks, telephone numbers, units."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row

CASES = (
    Case(
        "codes-of-municipalities",
        "Kunnat",
        "the number of each municipality after its name, the whole region without one",
        """
        Vieraskielinen väestö 31.12.2021

        Kunta | Kuntanumero | Väkiluku | Vieraskielisiä
        Lehtiranta | 905 | 67552 | 6120
        Koivusaari | 499 | 19453 | 1204
        Hietakylä | 152 | 4406 | 97
        Pajulahti | 280 | 2024 | 388
        Suokangas | 399 | 7817 | 301
        Koko seutu | | 101252 | 8110
        """,
        (Figures("C4:D9", 2021, {"Kunta": col("A"), "Tieto": row(3)}),),
    ),
    Case(
        "postal-codes",
        "Postnummer",
        "postal codes as numbers in the first column, no other name of the area",
        """
        Invånare efter postnummerområde

        Postnummerområde | 2019 | 2020 | 2021
        88100 | 9140 | 9202 | 9188
        88200 | 6233 | 6120 | 6095
        88230 | 3815 | 3907 | 4011
        88300 | 4480 | 4466 | 4470
        88320 | 1052 | 1060 | 1049
        """,
        (Figures("B4:D8", row(3)),),
    ),
    Case(
        "postal-codes-before-names",
        "Toimipaikat",
        "postal codes before the names, two areas with one code",
        """
        Postinumero | Kaupunginosa | Talouksia | Vieraskielisiä talouksia
        88100 | Keskusta | 5210 | 610
        88100 | Kauppatori | 830 | 122
        88200 | Satama | 3100 | 402
        88230 | Myllymäki | 1890 | 95
        88300 | Rantaniitty | 2044 | 310
        """,
        (Figures("C2:D6", "", {"Kaupunginosa": col("B"), "Tieto": row(1)}),),
    ),
    Case(
        "ranks-beside-figures",
        "Rang",
        "a rank beside each year's figures, ties share one",
        """
        De största språkgrupperna

        Språk | 2020 | < | 2021 | <
        | Talare | Rang | Talare | Rang
        ryska | 412 | 1 | 420 | 1
        arabiska | 288 | 2 | 301 | 2
        estniska | 190 | 3 | 188 | 4
        somaliska | 151 | 4 | 190 | 3
        engelska | 140 | 5 | 151 | 5
        thailändska | 140 | 5 | 139 | 6
        """,
        (Figures("B5:B10,D5:D10", row(3), {"Språk": col("A")}),),
    ),
    Case(
        "rank-at-the-right-end",
        "Sijoitus",
        "a rank behind the figures that it orders, in another order than the rows",
        """
        Kirjaston lainaajat asuinalueittain 2021

        Asuinalue | Lainaajia | Lainoja | Sija
        Keskusta | 3110 | 40212 | 1
        Satama | 890 | 9120 | 4
        Myllymäki | 1204 | 15031 | 3
        Rantaniitty | 2200 | 21990 | 2
        Suokangas | 310 | 4021 | 5
        """,
        (Figures("B4:C8", 2021, {"Asuinalue": col("A"), "Tieto": row(3)}),),
    ),
    Case(
        "codes-of-classes",
        "Näringsgrenar",
        "codes of branches behind their names, some of them a range or a letter, under a heading that says so",
        """
        Företag med utländskt ägande

        Näringsgren | SNI-kod | Företag 2020 | Anställda 2020
        Tillverkning | 10-33 | 14 | 1210
        Livsmedel | 10 | 4 | 320
        Metallvaror | 25 | 6 | 610
        Maskiner | 28 | 4 | 280
        Handel | 45-47 | 22 | 190
        Partihandel | 46 | 9 | 101
        Detaljhandel | 47 | 13 | 89
        Övriga | X | 3 | 12
        """,
        (Figures("C4:D11", 2020, {"Näringsgren": col("A")}),),
    ),
    Case(
        "telephone-numbers",
        "Föreningar",
        "running numbers with gaps and telephone numbers as numbers are none",
        """
        Nr | Förening | Telefon | Medlemmar 2020 | Medlemmar 2021
        1 | Hamnens vänner | 405550101 | 63 | 70
        2 | Åsens IF | 405550199 | 281 | 266
        4 | Språkcaféet | 505550123 | 19 | 31
        7 | Kvarnkören | 405550145 | 44 | 40
        """,
        (Figures("D2:E5", row(1), {"Förening": col("B")}),),
    ),
    Case(
        "units-of-rows-with-thousands",
        "Mittarit",
        "the unit of each row in a column, some of the units numbers",
        """
        Mittari | Yksikkö | 2019 | 2020 | 2021
        Asukkaita | 1000 | 67.6 | 67.5 | 67.7
        Vieraskielisiä | % | 8.4 | 8.8 | 9.1
        Tulkkauksia | kpl | 2210 | 1804 | 2356
        Kotoutumisen menot | 1000 € | 1420 | 1391 | 1512
        Työpaikkoja | 1000 | 36.1 | 35.2 | 36
        """,
        (Figures("C2:E6", row(1), {"Mittari": col("A")}),),
    ),
    Case(
        "codes-in-the-order-of-names",
        "Seutu",
        "codes under a heading that nobody knows go up with the names, which are in the order of the alphabet; the region has code nought",
        """
        Vieraskieliset asukkaat

        Kunta | KU | Miehet | Naiset
        Koko seutu | 0 | 3188 | 2910
        Hietakylä | 152 | 51 | 46
        Kallioranta | 231 | 140 | 133
        Koivusaari | 287 | 610 | 594
        Lehtiranta | 399 | 2090 | 1840
        Pajulahti | 440 | 188 | 200
        Suokangas | 499 | 109 | 97
        """,
        (Figures("C4:D10", "", {"Kunta": col("A"), "Sukupuoli": row(3)}),),
    ),
    Case(
        "classes-in-the-order-of-texts",
        "Grenar",
        "classes and their parts under a heading that nobody knows: 11, 113, 114, 12",
        """
        Anställda efter näringsgren 2021

        Gren | Klass | Anställda | Utländska
        Jordbruk | 11 | 310 | 41
        Odling | 113 | 190 | 30
        Djurhållning | 114 | 120 | 11
        Skogsbruk | 12 | 88 | 9
        Tillverkning | 31 | 1210 | 160
        Livsmedel | 311 | 320 | 88
        Metall | 332 | 890 | 72
        """,
        (Figures("C4:D10", 2021, {"Gren": col("A"), "Uppgift": row(3)}),),
    ),
    Case(
        "counts-that-go-up",
        "Kasvavat",
        "counts go up from row to row and all are different: they are figures, and so are places that nobody takes",
        """
        Palvelupisteiden kävijät ja paikat

        Palvelupiste | Paikkoja | Kävijöitä
        Satama | 8 | 95
        Keskusta | 12 | 310
        Myllymäki | 15 | 402
        Rantaniitty | 20 | 518
        Hietaranta | 24 | 610
        Suokangas | 30 | 733
        """,
        (Figures("B4:C9", "", {"Palvelupiste": col("A"), "Tieto": row(3)}),),
    ),
    Case(
        "ways-of-contact",
        "Kontakter",
        "headings that may name a column of codes or telephone numbers, over counts",
        """
        Kontakter till rådgivningen efter kanal

        Vecka | Telefon | E-post | Besök | Antal nummer i kön
        Vecka 7/2021 | 120 | 41 | 88 | 14
        Vecka 8/2021 | 133 | 38 | 91 | 12
        Vecka 9/2021 | 98 | 52 | 70 | 9
        """,
        (Figures("B4:E6", 2021, {"Kanal": row(3)}),),
    ),
    Case(
        "ranks-of-two-years",
        "Placering",
        "the places of this year and of the year before",
        """
        Kommun | Placering 2021 | Placering 2020 | Betyg
        Norrvik | 3 | 5 | 4.1
        Malmsund | 1 | 2 | 4.5
        Näsby | 2 | 1 | 4.4
        Kornholm | 4 | 3 | 3.9
        Vörnäs | 5 | 4 | 3.7
        """,
        (Figures("D2:D6", "", {"Kommun": col("A"), "Uppgift": row(1)}),),
    ),
    Case(
        "chapters-before-names",
        "Mittarit",
        "numbers of chapters with a point under a word for codes",
        """
        Koodi | Mittari | 2020 | 2021
        1.1 | Kävijät | 1200 | 1300
        1.2 | Osuus | 12.5 | 13
        2.1 | Tunnit | 300 | 310
        """,
        (Figures("C2:D4", row(1), {"Koodi": col("A"), "Mittari": col("B")}),),
    ),
    Case(
        "areas-named-by-letters",
        "Alueet",
        "letters that elsewhere are marks in the place of a number",
        """
        Alue | 2020 | 2021
        A | 10 | 11
        C | 30 | 31
        X | 13 | 22
        """,
        (Figures("B2:C4", row(1), {"Alue": col("A")}),),
    ),
)
