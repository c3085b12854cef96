"""Sheets of units with tables beside each other, repeated label columns, sections, and headings in two languages."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row, section

NAME = "messy-groups"

CASES = (
    Case(
        NAME,
        "Rinnakkain",
        "two tables beside each other with an empty column between, each with its title",
        """
        Kävijät 2020 | | | | Kävijät 2021
        Paikka | Naiset | Miehet | | Paikka | Naiset | Miehet
        Kirjasto | 120 | 98 | | Kirjasto | 130 | 101
        Nuorisotalo | 45 | 77 | | Nuorisotalo | 51 | 80
        Uimahalli | 210 | 190 | | Uimahalli | 222 | 205
        """,
        (
            Figures("B3:C5", 2020, {"Paikka": col("A"), "Sukupuoli": row(2)}),
            Figures("F3:G5", 2021, {"Paikka": col("E"), "Sukupuoli": row(2)}),
        ),
    ),
    Case(
        NAME,
        "Toistuva",
        "the label column comes again without a gap",
        """
        Osallistujat 2021
        Kurssi | Lkm | Kurssi | Lkm
        Suomi 1 | 20 | Ruotsi 1 | 11
        Suomi 2 | 17 | Ruotsi 2 | 9
        Suomi 3 | 12 | Ruotsi 3 | 5
        """,
        (Figures("B3:B5", 2021, {"Kurssi": col("A")}), Figures("D3:D5", 2021, {"Kurssi": col("C")})),
    ),
    Case(
        NAME,
        "Kaksikielinen",
        "headings in a second language in the row below",
        """
        Asiakkaat kielen mukaan / Klienter enligt språk

        Kieli | 2019 | 2020 | 2021 | Yhteensä
        Språk | | | | Totalt
        suomi | 120 | 133 | 141 | 394
        ruotsi | 61 | 58 | 70 | 189
        muu | 210 | 240 | 262 | 712
        """,
        (Figures("B5:D7", row(3), {"Kieli": col("A")}), Figures("E5:E7", "", {"Kieli": col("A"), "Tieto": row(3)})),
    ),
    Case(
        NAME,
        "Kaksi kieltä",
        "labels in a second language in a column of their own",
        """
        Ryhmä | Grupp | 2020 | 2021
        Lapset | Barn | 41 | 44
        Nuoret | Unga | 30 | 28
        Aikuiset | Vuxna | 95 | 103
        """,
        (Figures("C2:D4", row(1), {"Ryhmä": col("A"), "Grupp": col("B")}),),
    ),
    Case(
        NAME,
        "Osiot",
        "sections whose heading is a row, two deep",
        """
        Henkilöstö
        Ryhmä | 2020 | 2021
        Sivistystoimi
        Opetus
        Naiset | 310 | 322
        Miehet | 102 | 99
        Varhaiskasvatus
        Naiset | 288 | 301
        Miehet | 12 | 15
        """,
        (Figures("B5:C6,B8:C9", row(2), {"Osio": section("A"), "Ryhmä": col("A")}),),
    ),
    Case(
        NAME,
        "Sisennys",
        "groups that are named at the first of their rows only, merged",
        """
        Toimiala | Ryhmä | 2020 | 2021
        Sosiaali | Naiset | 120 | 125
        ^ | Miehet | 40 | 44
        Tekninen | Naiset | 22 | 25
        ^ | Miehet | 88 | 91
        """,
        (Figures("C2:D5", row(1), {"Toimiala": col("A"), "Ryhmä": col("B")}),),
    ),
    Case(
        NAME,
        "Allekkain",
        "two tables under each other, the second without an empty row before it",
        """
        Kävijät 2021
        Kuukausi | Aamu | Ilta
        tammikuu | 41 | 30
        helmikuu | 38 | 33
        Puhelut 2021
        Kuukausi | Suomi | Ruotsi
        tammikuu | 90 | 41
        helmikuu | 85 | 39
        """,
        (
            Figures("B3:C4", 2021, {"Aika": row(2)}, month=lambda drawn, place, block: place[0] - 2),
            Figures("B7:C8", 2021, {"Kieli": row(6)}, month=lambda drawn, place, block: place[0] - 6),
        ),
    ),
    Case(
        NAME,
        "Kolme vierekkäin",
        "three tables abreast with years as titles and no empty column",
        """
        2019 | < | 2020 | < | 2021 | <
        Ryhmä | Lkm | Ryhmä | Lkm | Ryhmä | Lkm
        A1 | 12 | A1 | 14 | A1 | 9
        A2 | 20 | A2 | 18 | A2 | 22
        B1 | 7 | B1 | 11 | B1 | 13
        """,
        (
            Figures("B3:B5", 2019, {"Ryhmä": col("A")}),
            Figures("D3:D5", 2020, {"Ryhmä": col("C")}),
            Figures("F3:F5", 2021, {"Ryhmä": col("E")}),
        ),
    ),
    Case(
        NAME,
        "Tre rubriker",
        "three lines of headings, the uppermost merged over the others",
        """
        Deltagare | Vuxna | < | < | < | Barn | <
        ^ | 2020 | < | 2021 | < | 2020 | 2021
        ^ | Kv. | M. | Kv. | M. | Alla | Alla
        Simning | 31 | 22 | 35 | 26 | 90 | 101
        Gymnastik | 50 | 12 | 48 | 15 | 66 | 70
        """,
        (Figures("B4:G5", row(2), {"Aktivitet": col("A"), "Grupp": row(1), "Kön": row(3, fill=False)}),),
    ),
    Case(
        NAME,
        "Ristiin",
        "areas across, indicators down, with their own total rows in the middle",
        """
        Alueet 2021
         | Pohjoinen | Etelä | Koko kaupunki
        Väestö | 1200 | 2300 | 3500
        Siitä vieraskielisiä | 120 | 410 | 530
        Työttömät | 88 | 190 | 278
        """,
        (Figures("B3:D5", 2021, {"Tieto": col("A"), "Alue": row(2)}),),
    ),
    Case(
        NAME,
        "Muistio",
        "words beside the table and a remark between its rows",
        """
        Ryhmä | 2020 | 2021 | | Huom.
        Alle 18 | 41 | 44 | | tarkistettu
        (luvut sisältävät etäkäynnit)
        18–64 | 300 | 312 | | arvio
        65– | 77 | 80
        """,
        (Figures("B2:C2,B4:C5", row(1), {"Ryhmä": col("A")}),),
    ),
    Case(
        NAME,
        "Käännetty",
        "years down, groups across, and the total first",
        """
        Opiskelijat
        Vuosi | Yhteensä | Suomi | Ruotsi | Muu
        2019 | 120 | 60 | 35 | 25
        2020 | 133 | 64 | 37 | 32
        2021 | 141 | 70 | 36 | 35
        """,
        (Figures("B3:E5", col("A"), {"Kieli": row(2)}),),
    ),
)
