"""Sheets of months and quarters, with their yearly totals."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, counted, row, section

CASES = (
    Case(
        "months-across-years-down",
        "Kävijät",
        "Finnish months across, years down, a yearly total at the end; the year under way is not full",
        """
        Info-pisteen kävijät kuukausittain

        V. | Tammikuu | Helmikuu | Maaliskuu | Huhtikuu | Toukokuu | Kesäkuu | Heinäkuu | Elokuu | Syyskuu | Lokakuu | Marraskuu | Joulukuu | Yhteensä
        2019 | 120 | 131 | 140 | 128 | 119 | 80 | 44 | 101 | 133 | 140 | 138 | 90 | 1364
        2020 | 125 | 130 | 61 | 0 | 0 | 42 | 39 | 88 | 97 | 105 | 110 | 71 | 868
        2021 | 80 | 84 | 92 | 95 | – | … | | | | | | | 351
        """,
        (
            Figures("B4:M6", col("A"), month=counted("B")),
            Figures("N4:N6", col("A"), {"Kuukausi": "Yhteensä"}),
        ),
    ),
    Case(
        "months-down-years-across",
        "Besök",
        "Swedish months down, years across, a total row",
        """
        Besök vid servicepunkten

        Månad | 2019 | 2020 | 2021
        januari | 88 | 90 | 41
        februari | 79 | 85 | 44
        mars | 92 | 40 | 51
        april | 85 | . | 50
        maj | 80 | . | 62
        juni | 51 | 33 | 40
        juli | 20 | 18 | 22
        augusti | 66 | 49 | 58
        september | 91 | 70 | 77
        oktober | 95 | 74 | 80
        november | 90 | 66 | 79
        december | 60 | 38 | 52
        Sammanlagt | 897 | 563 | 656
        """,
        (
            Figures("B4:D15", row(3), month=counted(4)),
            Figures("B16:D16", row(3), {"Månad": "Sammanlagt"}),
        ),
    ),
    Case(
        "month-abbreviations",
        "Visits",
        "English abbreviations across, the year in the title, two label columns",
        """
        Walk-in advice, number of visits 2021

        Site | Language | Jan | Feb | Mar | Apr | May | Jun | Jul | Aug | Sep | Oct | Nov | Dec
        Town hall | English | 31 | 28 | 40 | 22 | 35 | 18 | 9 | 25 | 37 | 41 | 33 | 20
        | Arabic | 12 | 15 | 11 | 14 | 19 | 8 | 5 | 13 | 21 | 18 | 16 | 9
        Library | English | 7 | 10 | 9 | 6 | 8 | 5 | 2 | 4 | 9 | 11 | 7 | 3
        """,
        (Figures("C4:N6", 2021, {"Site": col("A"), "Language": col("B")}, month=counted("C")),),
    ),
    Case(
        "words-in-the-place-of-a-number",
        "Info",
        "a remark where a number is missing, in the only column of numbers: neither a heading nor the end of the table",
        """
        Neuvonnan kävijät 2021

        Kuukausi | Kävijät
        tammikuu | 120
        helmikuu | 118
        maaliskuu | ei tietoa
        huhtikuu | ei tietoa
        toukokuu | 96
        yhteensä | 334
        """,
        (
            Figures("B4:B8", 2021, {"Tieto": "Kävijät"}, month=counted(4)),
            Figures("B9", 2021, {"Kuukausi": "yhteensä", "Tieto": "Kävijät"}),
        ),
    ),
    Case(
        "months-as-numbers",
        "Puhelut",
        "months written 1/2021",
        """
        Kuukausi | Puhelut | Chat
        11/2020 | 54 | 12
        12/2020 | 41 | 20
        1/2021 | 60 | 33
        2/2021 | 58 | 29
        """,
        (
            Figures("B2:C3", 2020, {"Kanava": row(1)}, month={"2": 11, "3": 12}),
            Figures("B4:C5", 2021, {"Kanava": row(1)}, month=counted(4)),
        ),
    ),
    Case(
        "months-with-short-years",
        "Tulkkaukset",
        "months written tammi.21, across",
        """
        Tilatut tulkkaukset, tuntia
        Kieli | marras.20 | joulu.20 | tammi.21 | helmi.21
        somali | 40.5 | 31 | 44 | 39.5
        dari | 22 | 18.5 | 27 | 30
        """,
        (
            Figures("B3:C4", 2020, {"Kieli": col("A")}, month={"B": 11, "C": 12}),
            Figures("D3:E4", 2021, {"Kieli": col("A")}, month=counted("D")),
        ),
    ),
    Case(
        "months-as-dates",
        "Kurser",
        "months are real dates, the first of the month, shown as mmm yy",
        """
        Språkcaféer | @2020-11-01[mmm yy] | @2020-12-01[mmm yy] | @2021-01-01[mmm yy] | @2021-02-01[mmm yy]
        Träffar | 4 | 2 | 4 | 5
        Deltagare | 51 | 20 | 48 | 66
        """,
        (
            Figures("B2:C3", 2020, {"Uppgift": col("A")}, month={"B": 11, "C": 12}),
            Figures("D2:E3", 2021, {"Uppgift": col("A")}, month=counted("D")),
        ),
    ),
    Case(
        "months-under-years",
        "Ilmoitukset",
        "a year alone over its months, each year closed by a total",
        """
        Uudet asiakkaat

        | Naiset | Miehet
        2020
        lokakuu | 11 | 9
        marraskuu | 14 | 12
        joulukuu | 6 | 8
        yhteensä | 31 | 29
        2021
        tammikuu | 10 | 15
        helmikuu | 9 | 11
        yhteensä | 19 | 26
        """,
        (
            Figures("B5:C7", section("A"), {"Sukupuoli": row(3)}, month={"5": 10, "6": 11, "7": 12}),
            Figures("B10:C11", 2021, {"Sukupuoli": row(3)}, month=counted(10)),
            Figures("B8:C8,B12:C12", {"8": 2020, "12": 2021}, {"Sukupuoli": row(3), "Kuukausi": "yhteensä"}),
        ),
    ),
    Case(
        "quarters-across",
        "Neljännekset",
        "quarters under a merged year, with a total for each year",
        """
        Kotoutumissuunnitelmat neljänneksittäin

        Toimipiste | 2020 | < | < | < | < | 2021 | < | < | < | <
        ^ | I | II | III | IV | Yht. | I | II | III | IV | Yht.
        Keskusta | 20 | 14 | 9 | 22 | 65 | 25 | 21 | 12 | 19 | 77
        Satama | 8 | 5 | 4 | 11 | 28 | 9 | 7 | 3 | 10 | 29
        """,
        (
            Figures("B5:E6", 2020, {"Toimipiste": col("A")}, quarter=counted("B")),
            Figures("F5:F6", 2020, {"Toimipiste": col("A")}),
            Figures("G5:J6", 2021, {"Toimipiste": col("A")}, quarter=counted("G")),
            Figures("K5:K6", 2021, {"Toimipiste": col("A")}),
        ),
    ),
    Case(
        "quarters-down",
        "Quarterly",
        "quarters written Q1 2021 and I/2021 down",
        """
        Period | New clients | Closed cases
        Q3 2020 | 31 | 20
        Q4 2020 | 28 | 33
        Q1 2021 | 40 | 25
        II/2021 | 37 | 30
        """,
        (
            Figures("B2:C3", 2020, {"Figure": row(1)}, quarter={"2": 3, "3": 4}),
            Figures("B4:C5", 2021, {"Figure": row(1)}, quarter=counted(4)),
        ),
    ),
    Case(
        "statistics-months",
        "Työttömät",
        "months as statistical offices write them, 2021M01",
        """
        Työttömät työnhakijat kuukausittain

        | | 2020M12 | 2021M01 | 2021M02
        Lehtiranta | Kotimaiset | 1204 | 1240 | 1198
        | Ulkomaalaiset | 210 | 222 | 215
        Naapurikunta | Kotimaiset | 560 | 571 | 549
        | Ulkomaalaiset | 48 | 45 | 51

        Lähde: oma tilasto
        """,
        (
            Figures("C4:C7", 2020, {"Alue": col("A"), "Ryhmä": col("B")}, month=12),
            Figures("D4:E7", 2021, {"Alue": col("A"), "Ryhmä": col("B")}, month=counted("D")),
        ),
    ),
    Case(
        "half-years",
        "Vuosipuoliskot",
        "a year's halves have no month; only the year is asked of them",
        """
        Avustushakemukset

        Laji | Kevät 2020 | Syksy 2020 | Kevät 2021
        Toiminta-avustus | 22 | 18 | 25
        Kohdeavustus | 9 | 14 | 11
        """,
        (Figures("B4:D5", row(3), {"Laji": col("A"), "Kausi": {"B": "Kevät", "C": "Syksy", "D": "Kevät"}}),),
    ),
    Case(
        "month-numbers-beside-years",
        "Kuukaudet",
        "numbers of months in a column of their own behind that of the years, which are no figures",
        """
        Paikka | Vuosi | Kk | Käynnit | Asiakkaat
        Keskusta | 2020 | 11 | 120 | 44
        Keskusta | 2020 | 12 | 98 | 40
        Keskusta | 2021 | 1 | 77 | 21
        Satama | 2020 | 11 | 12 | 7
        Satama | 2020 | 12 | 9 | 5
        Satama | 2021 | 1 | 8 | 3
        """,
        (Figures("D2:E7", col("B"), {"Paikka": col("A"), "Tieto": row(1)}, month=lambda drawn, place, block: drawn[place[0], 3].value),),
    ),
    Case(
        "quarter-numbers-before-years",
        "Kvartal",
        "numbers of quarters in the first column",
        """
        Kvartal | År | Besök | Samtal
        3 | 2020 | 120 | 44
        4 | 2020 | 98 | 40
        1 | 2021 | 77 | 21
        """,
        (Figures("C2:D4", col("B"), {"Uppgift": row(1)}, quarter=lambda drawn, place, block: drawn[place[0], 1].value),),
    ),
    Case(
        "women-and-men-abbreviated",
        "Kön",
        "counts of women under an abbreviation that elsewhere is a quarter",
        """
        Grupp | Kv. | M.
        Styrelse | 3 | 4
        Arbetsgrupp | 1 | 2
        Nämnd | 4 | 1
        """,
        (Figures("B2:C4", "", {"Grupp": col("A"), "Kön": row(1)}),),
    ),
    Case(
        "spans-of-months",
        "Osavuosi",
        "spans of months: three are a quarter, twelve are the year, others are a part of it that is named",
        """
        Palvelu | tammi–maalis 2021 | tammi–kesä 2021 | tammi–joulu 2021
        Neuvonta | 120 | 231 | 440
        Tulkkaus | 98 | 201 | 408
        """,
        (
            Figures("B2:B3", 2021, {"Palvelu": col("A")}, quarter=1),
            Figures("C2:C3", 2021, {"Palvelu": col("A"), "Jakso": "tammi–kesä"}),
            Figures("D2:D3", 2021, {"Palvelu": col("A")}),
        ),
    ),
    Case(
        "halves-in-roman-numbers",
        "Halvår",
        "I and II of several years without III are halves, not quarters",
        """
        Enhet | I/2020 | II/2020 | I/2021 | II/2021
        Norra | 120 | 131 | 125 | 140
        Södra | 98 | 101 | 99 | 108
        """,
        (Figures("B2:E3", {"B:C": 2020, "D:E": 2021}, {"Enhet": col("A"), "Halvår": {"B": "I", "C": "II", "D": "I", "E": "II"}}),),
    ),
)
