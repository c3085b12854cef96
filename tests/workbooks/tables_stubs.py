"""Sheets that are hard at their left: what the rows are called, how rows are grouped, what is no label."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row, section

CASES = (
    Case(
        "code-column",
        "Områden",
        "a column of codes, numbers without a pattern, between the names and the years",
        """
        Områdesstatistik

        Område | Kod | 2018 | 2019 | 2020
        Centrum | 1011 | 810 | 812 | 820
        Hamnen | 1024 | 233 | 241 | 250
        Åsen | 2003 | 140 | 144 | 139
        Hela staden | 999 | 1183 | 1197 | 1209
        """,
        (Figures("C4:E7", row(3), {"Område": col("A")}),),
    ),
    Case(
        "year-alone-in-the-code-column",
        "Alueittain",
        "a column of codes before the names; a year stands alone in it over the rows that it is about",
        """
        Varhaiskasvatuksen vieraskieliset lapset alueittain

        Tunnus | Alue | Vieraskielisten osuus | Tuen tarve
        ^ | ^ | Prosenttia | <
        1 | 1 | 2 | 3
        2020
        101 | Keskusta | 36.08[0.0] | 22.06[0.0]
        102 | Harju | 45.1[0.0] | 34.5[0.0]
        0 | Koko kaupunki | 39.7[0.0] | 26.9[0.0]
        2021
        101 | Keskusta | 37.2[0.0] | 23[0.0]
        102 | Harju | 44.93[0.0] | 33.8[0.0]
        0 | Koko kaupunki | 40.1[0.0] | 27.4[0.0]
        """,
        (Figures("C7:D13", section("A"), {"Alue": col("B"), "Tieto": row(3)}),),
    ),
    Case(
        "codes-across",
        "Områden på tvären",
        "areas across with their codes in a row above the names, years down",
        """
        Utländska medborgare

        Kod | 101 | 102 | 201 | 0
        Område | Centrum,norra | Centrum,södra | Hamnen | Hela staden
        2018 | 510 | 318 | 140 | 968
        2019 | 533 | 325 | 162 | 1020
        2020 | 561 | 350 | 155 | 1066
        """,
        (Figures("B5:E7", col("A"), {"Område": row(4)}),),
    ),
    Case(
        "ordinal-column",
        "Lista",
        "an ordinal before the names, with full stops; remarks after the figures",
        """
        Suurimmat kieliryhmät 2021

        Sija | Kieli | Puhujia | Huom.
        1. | venäjä | 412 | kasvussa
        2. | arabia | 288
        3. | viro | 190 | ml. 12 kaksikielistä
        4. | somali | 151
        """,
        (Figures("C4:C7", 2021, {"Kieli": col("B")}),),
    ),
    Case(
        "running-number-column",
        "Kurssit",
        "a running number before the names, as numbers",
        """
        Nro | Kurssi | 2020 | 2021
        1 | Suomen alkeet | 22 | 31
        2 | Suomen jatko | 18 | 20
        3 | Ruotsin alkeet | 9 | 14
        4 | Digitaidot | 12 | 7
        5 | Kansalaistaidot | 30 | 25
        """,
        (Figures("C2:D6", row(1), {"Kurssi": col("B")}),),
    ),
    Case(
        "headings-again-after-a-page",
        "Tuloste",
        "the headings again in the middle, where a page of the print ended, with the page's number",
        """
        Tukea saaneet yhdistykset

        Yhdistys | 2020 | 2021
        Ystävätupa | 1200 | 1500
        Kulttuurisilta | 800 | 950
        Naapurit | 640 | 640

        | | sivu 1

        Yhdistys | 2020 | 2021
        Urheiluseura Kataja | 2000 | 2500
        Kirjapiiri | 300 | 275
        Yhteensä | 4940 | 5865

        | | sivu 2
        """,
        (Figures("B4:C6,B11:C13", row(3), {"Yhdistys": col("A")}),),
    ),
    Case(
        "ages-as-labels",
        "Ages",
        "the rows are ages, as plain numbers and ranges that look like figures",
        """
        Learners of the national language by age in 2021

        Age | Women | Men
        16 | 4 | 6
        17 | 9 | 7
        18 | 15 | 21
        19-24 | 40 | 52
        25-64 | 133 | 98
        65+ | 12 | 5
        Total | 213 | 189
        """,
        (Figures("B4:C10", 2021, {"Age": col("A"), "Sex": row(3)}),),
    ),
)
