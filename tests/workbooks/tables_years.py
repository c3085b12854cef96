"""Sheets that are hard in their years: where they stand, how they are written, what only looks like one."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row

CASES = (
    Case(
        "years-down-descending",
        "Muutto",
        "years down, newest first, three rows a year; negative differences",
        """
        Muuttoliike ikäryhmittäin 2018–2020

        Vuosi | Tulomuutto⏎Lähtömuutto⏎Nettomuutto | Kaikki | Ikäryhmä, vuotta | < | <
        ^ | ^ | ^ | 0 - 14 | 15 - 29 | 30+
        "1" | "2" | "3" | "4" | "5" | "6"
        2020 | Tulomuutto | 912 | 130 | 511 | 271
        2020 | Lähtömuutto | 948 | 121 | 560 | 267
        2020 | Nettomuutto | -36 | 9 | -49 | 4
        2019 | Tulomuutto | 1011 | 150 | 570 | 291
        2019 | Lähtömuutto | 980 | 128 | 588 | 264
        2019 | Nettomuutto | 31 | 22 | -18 | 27
        2018 | Tulomuutto | 1040 | 161 | 577 | 302
        2018 | Lähtömuutto | 930 | 120 | 549 | 261
        2018 | Nettomuutto | 110 | 41 | 28 | 41
        """,
        (Figures("C6:F14", col("A"), {"Muutto": col("B"), "Ikä": {"C": "Kaikki", "D": "0 - 14", "E": "15 - 29", "F": "30+"}}),),
    ),
    Case(
        "years-with-footnotes",
        "Elever",
        "years as text with footnote marks of every kind, in the headings",
        """
        Elever med annat modersmål i den grundläggande utbildningen

        Språk | 2016 | 2017 1) | "20181)" | 2019* | v. 2020 | 2021²
        Arabiska | 31 | 44 | 52 | 58 | 61 | 66
        Ryska | 70 | 68 | 71 | 65 | 63 | 60
        Övriga | 112 | 120 | 131 | 140 | 155 | 149

        1) Statistikföringen ändrades hösten 2017.
        * Preliminär uppgift
        ² Läget 20.9.2021
        """,
        (Figures("B4:G6", {"B": 2016, "C": 2017, "D": 2018, "E": 2019, "F": 2020, "G": 2021}, {"Språk": col("A")}),),
    ),
    Case(
        "years-with-footnotes-down",
        "B7",
        "years as text run together with their footnote in a column after the labels, label columns with footnotes",
        """
        Indikaattori B7: Korkein tutkinto ikäryhmittäin⏎

        Ikäryhmä⏎(v.) | Tutkinto | Vuosi | Kaikki | Vieraskieliset | Muut
        ^ | ^ | ^ | % | < | <
        1 | 2 | 3 | 4 | 5 | 6
        18 – 24 | Ei tutkintoa2) | "20201)" | 14.2[0.0] | 24.9[0.0] | 13.1[0.0]
        25 – 34 | Ei tutkintoa2) | "20201)" | 11.75[0.0] | 28.125[0.0] | 9[0.0]
        18 – 24 | Toinen aste | "20201)" | 77.6667[0.0] | 68.4[0.0] | 78.2[0.0]
        25 – 34 | Toinen aste | "20201)" | 49.3[0.0] | 38.3[0.0] | 51.2[0.0]
        18 – 24 | Ei tutkintoa2) | "2019" | 14.9[0.0] | 25.5[0.0] | 13.7[0.0]
        25 – 34 | Ei tutkintoa2) | "2019" | 12[0.0] | 29.3[0.0] | 9.2[0.0]
        18 – 24 | Toinen aste | "2019" | 76.4[0.0] | 67.1[0.0] | 77[0.0]
        25 – 34 | Toinen aste | "2019" | 49[0.0] | 37.9[0.0] | 50.6[0.0]
        | | ␣

        1) Ennakkotieto. 2) Pelkkä peruskoulu tai tutkinto tuntematon.
        """,
        (Figures("D6:F13", col("C"), {"Ikäryhmä": col("A"), "Tutkinto": col("B"), "Kieli": row(3)}),),
    ),
    Case(
        "school-years",
        "Läsår",
        "school years: 2019/20 is about the year in which it begins",
        """
        Förberedande undervisning, antal elever

        Skola | 2018/19 | 2019/20 | 2020/21
        Kvarnens skola | 22 | 27 | 19
        Havets skola | 14 | 11 | 16
        Sammanlagt | 36 | 38 | 35
        """,
        (Figures("B4:D6", row(3), {"Skola": col("A")}),),
    ),
    Case(
        "dates-as-headings",
        "Asukkaat",
        "the last day of the year in the heading, as real dates and as texts",
        """
        Asuntokuntien määrä

        Alue | @2018-12-31 | @2019-12-31 | 31.12.2020 | 31.12.2021
        Keskusta | 1511 | 1530 | 1544 | 1560
        Harju | 702 | 715 | 714 | 731
        """,
        (Figures("B4:E5", row(3), {"Alue": col("A")}),),
    ),
    Case(
        "dates-down",
        "Asiakkaat",
        "the day of counting beside each row, as a date",
        """
        Pvm | Neuvonta | Omakieliset ryhmät
        @2019-12-31 | 340 | 12
        @2020-12-31 | 289 | 4
        @2021-12-31 | 402 | 9
        """,
        (Figures("B2:C4", col("A"), {"Palvelu": row(1)}),),
    ),
    Case(
        "counts-like-years",
        "Luvut",
        "every figure lies between 1900 and 2100; years down",
        """
        Työttömät vuoden lopussa

        Vuosi | Lehtiranta | Naapurikunta | Yhteensä
        2017 | 1998 | 2003 | 4001
        2018 | 2018 | 2019 | 4037
        2019 | 1950 | 2020 | 3970
        2020 | 2099 | 2021 | 4120
        """,
        (Figures("B4:D7", col("A"), {"Kunta": row(3)}),),
    ),
    Case(
        "counts-like-years-across",
        "Blad2",
        "every figure lies between 1900 and 2100; years across, one row of figures repeats the years",
        """
        Besökare | 2018 | 2019 | 2020 | 2021
        Biblioteket | 1985 | 2001 | 1910 | 2004
        Simhallen | 2018 | 2019 | 2020 | 2021
        Museet | 1999 | 2045 | 1932 | 1990
        """,
        (Figures("B2:E4", row(1), {"Plats": col("A")}),),
    ),
    Case(
        "projected-years",
        "Ennuste",
        "years of a projection, five years apart, far in the future; population within the range of years",
        """
        Väestöennuste 2025–2040

        Kylä | 2025 | 2030 | 2035 | 2040
        Ranta-aho | 2010 | 2035 | 2051 | 2080
        Myllykoski | 840 | 815 | 802 | 790
        Koko alue | 2850 | 2850 | 2853 | 2870

        Lähde: oma ennuste, laadittu 2022
        """,
        (Figures("B4:E6", row(3), {"Kylä": col("A")}),),
    ),
    Case(
        "year-within-a-heading",
        "Barn",
        "the year stands within a longer heading",
        """
        Commune | Enfants au 31.12.2019 | Enfants au 31.12.2020 | Places en crèche en 2020
        Valmont | 812 | 830 | 95
        Rochefort-le-Haut | 340 | 331 | 40
        """,
        (Figures("B2:D3", {"B": 2019, "C:D": 2020}, {"Commune": col("A")}),),
    ),
    Case(
        "years-in-no-order",
        "Jämförelse",
        "years across in no order and far from each other, a row of words below them",
        """
        Jämförelseår

        Tjänst | 2021 | 2000 | 2019
        Rådgivning
        Klienter | 612 | 95 | 580
        Besök | 1410 | 320 | 1333
        """,
        (Figures("B5:D6", row(3), {"Tjänst": col("A")}),),
    ),
    Case(
        "figures-before-the-years",
        "Ennuste",
        "a column of figures stands before the years and is as large as they are: it is no code",
        """
        Alue | Keskimäärin | 2019 | 2020 | 2021
        Keskusta | 312 | 310 | 318 | 308
        Satama | 120 | 118 | 121 | 122
        Myllymäki | 69 | 66 | 70 | 71
        Rantaniitty | 204 | 199 | 203 | 210
        """,
        (Figures("C2:E5", row(1), {"Alue": col("A")}), Figures("B2:B5", "", {"Alue": col("A"), "Tieto": "Keskimäärin"})),
    ),
    Case(
        "short-school-years",
        "Elever",
        "school years with two digits of each year",
        """
        Skola | 18/19 | 19/20 | 20/21
        Norra | 120 | 131 | 140
        Södra | 98 | 101 | 108
        """,
        (Figures("B2:D3", {"B": 2018, "C": 2019, "D": 2020}, {"Skola": col("A")}),),
    ),
)
