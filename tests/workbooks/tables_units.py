"""Sheets that are hard in their units of measure and the numbers of their columns."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row

CASES = (
    Case(
        "unit-row-by-part",
        "Äänioikeutetut",
        "two units in a row of their own, each merged over a part of the columns; the parts have headings of unequal height",
        """
        Kuntavaaleissa äänioikeutetut ulkomaalaistaustaiset asukkaat ikäryhmittäin vuonna 20211)

        Ikäryhmä | Vuosi | Äänioikeutetut | < | Osuus ikäryhmästä | <
        ^ | ^ | Naiset | Miehet | ^ | ^
        ^ | ^ | kpl | < | Naiset␣ | Miehet␣
        ^ | ^ | ^ | ^ | Prosenttia | <
        1 | | 2 | 3 | 4 | 5
        18 – 29 | 2017 | 211 | 240 | 8.1[0.0] | 9[0.0]
        30 – 64 | 2017 | 602 | 655 | 6.4[0.0] | 6.9[0.0]
        65 ja yli | 2017 | 71 | 64 | 1.9[0.0] | 2[0.0]
        18 – 29 | 2021 | 260 | 281 | 9.9[0.0] | 10.4[0.0]
        30 – 64 | 2021 | 744 | 790 | 7.7[0.0] | 8.1[0.0]
        65 ja yli | 2021 | 92 | 85 | 2.3[0.0] | 2.5[0.0]

        1) Vaalipäivänä 13.6.2021.
        """,
        (
            Figures("C8:D13", col("B"), {"Ikäryhmä": col("A"), "Sukupuoli": row(4), "Tieto": "Äänioikeutetut"}),
            Figures("E8:F13", col("B"), {"Ikäryhmä": col("A"), "Sukupuoli": row(5), "Tieto": "Osuus ikäryhmästä"}),
        ),
    ),
    Case(
        "unit-row-thousand",
        "Väestö",
        "the unit row says 1000, as a number, merged over all columns",
        """
        Seutukunnan väestö
        Seutukunta | Vuosi | Väestö | < | <
        ^ | ^ | Yhteensä | siitä naiset | siitä miehet
        ^ | ^ | 1000 | < | <
        Ranta | 2020 | 84.512[# ##0.0] | 42.9[# ##0.0] | 41.612[# ##0.0]
        Sisämaa | 2020 | 31.2[# ##0.0] | 15.9[# ##0.0] | 15.3[# ##0.0]
        Ranta | 2019 | 84 | 43 | 41
        Sisämaa | 2019 | 32 | 16 | 16
        """,
        (Figures("C5:E8", col("B"), {"Seutukunta": col("A"), "Väestö": row(3)}),),
    ),
    Case(
        "unit-column",
        "Näitajad",
        "a column says the unit of each row; a language that the software does not have",
        """
        Lõimumise näitajad 2019–2020

        Näitaja | Ühik | 2019 | 2020
        Keelekursusel osalejad | inimest | 148 | 96
        Keelekursuse lõpetanute osakaal | % | 61.5 | 58.3
        Toetus osaleja kohta | eurot | 412.5 | 455
        Kursuse kestus | h | 80 | 80

        Märkus: 2020. aastal toimus 4 kursust veebis.
        """,
        (Figures("C4:D7", row(3), {"Näitaja": col("A")}),),
    ),
    Case(
        "units-in-brackets",
        "Kustannukset",
        "the unit stands in brackets in the heading, on a line of its own",
        """
        Kotoutumispalveluiden kustannukset

        Palvelu | Vuosi | Menot⏎(1 000 €) | Asiakkaat⏎(hlö) | Menot asiakasta kohti⏎(€/hlö) | Osuus menoista⏎(%)
        Ohjaus | 2020 | 214 | 530 | 403.8 | 41.2
        Tulkkaus | 2020 | 305.5 | 612 | 499.2 | 58.8
        Ohjaus | 2021 | 220 | 561 | 392.2 | 40
        Tulkkaus | 2021 | 330 | 640 | 515.6 | 60
        """,
        (
            Figures(
                "C4:F7",
                col("B"),
                {"Palvelu": col("A"), "Tieto": {"C": "Menot", "D": "Asiakkaat", "E": "Menot asiakasta kohti", "F": "Osuus menoista"}},
            ),
        ),
    ),
    Case(
        "column-numbers-as-text",
        "Kieli",
        "column numbers as texts, one as a number and one twice; years across; a hidden code column before the names",
        """
        | Lehtirannan tilastokatsaus 2021
        Alueet nro | Tabell / Taulukko 7: Vieraskieliset asukkaat

        Tunnus | Alue⏎(suuralue,⏎pienalue) | Vieraskieliset asukkaat 31.12. | < | < | <
        ^ | ^ | 2017 | 2018 | 2019 | 2020
        ^ | ^ | Lukumäärä | < | < | <
        "1" | "2" | "3" | "4" | 4 | "5"
        101 | Keskusta,pohj. | 510 | 533 | 561 | 590
        102 | Keskusta,etelä | 318 | 325 | 350 | 371
        1 | Keskusta yht. | 828 | 858 | 911 | 961
        201 | Satama | 140 | 162 | 155 | 170
        0 | Lehtiranta | 968 | 1020 | 1066 | 1131
        """,
        (Figures("C8:F12", row(5), {"Alue": col("B")}),),
        hidden=("A",),
    ),
    Case(
        "units-of-an-organisation",
        "Yksiköt",
        "the word for a unit of measure over the units of an organisation",
        """
        Toimiala | Yksikkö | Ryhmä | 2020 | 2021
        Sivistys | Opetus | Naiset | 200 | 210
        Sivistys | Opetus | Miehet | 110 | 112
        Sivistys | Varhaiskasvatus | Naiset | 288 | 301
        """,
        (Figures("D2:E4", row(1), {"Toimiala": col("A"), "Yksikkö": col("B"), "Ryhmä": col("C")}),),
    ),
)
