"""Sheets of units with numbers that count nothing: postal codes, cost centres, ranks, running numbers, years of birth, telephone numbers."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row

NAME = "messy-codes"

CASES = (
    Case(
        NAME,
        "Postinumerot",
        "postal codes that lost their zeros, before the area's name",
        """
        Palvelun käyttäjät postinumeroittain 2021
        Postinumero | Alue | Käyttäjiä
        65100 | Keskusta | 310
        65200 | Kotiranta | 121
        65230 | Lehtiranta | 88
        65280 | Purola | 45
        """,
        (Figures("C3:C6", 2021, {"Alue": col("B"), "Tieto": row(2)}),),
    ),
    Case(
        NAME,
        "Kustannuspaikat",
        "numbers of cost centres after the names, without a heading that says so",
        """
        Yksikkö | KP | Menot 2020 | Menot 2021
        Neuvonta | 4410 | 120500 | 131200
        Tulkkaus | 4420 | 88300 | 90100
        Koulutus | 4455 | 45000 | 47700
        Hallinto | 4490 | 61250 | 60400
        """,
        (Figures("C2:D5", row(1), {"Yksikkö": col("A"), "Tieto": "Menot"}),),
    ),
    Case(
        NAME,
        "Sijoitukset",
        "a rank before the names and another one after the figures",
        """
        Suosituimmat kurssit 2021
        Sija | Kurssi | Osallistujia | Sija 2020
        1 | Suomi 1 | 210 | 1
        2 | Ruotsi 1 | 144 | 3
        3 | Suomi 2 | 130 | 2
        4 | Tietotekniikka | 61 | 5
        5 | Keramiikka | 40 | 4
        """,
        (Figures("C3:C7", 2021, {"Kurssi": col("B"), "Tieto": row(2)}),),
    ),
    Case(
        NAME,
        "Löpnummer",
        "running numbers with a point, and a date of registration",
        """
        Projekt 2021
        Nr | Projekt | Diarienummer | Deltagare | Kostnad (euro)
        1. | Språkvän | 1021/2021 | 35 | 12000
        2. | Simskola | 1045/2021 | 48 | 8500
        3. | Läxhjälp | 1102/2021 | 61 | 4300
        """,
        (Figures("D3:E5", 2021, {"Projekt": col("B"), "Uppgift": row(2)}),),
    ),
    Case(
        NAME,
        "Kunnat",
        "numbers of municipalities with their zeros kept as text",
        """
        Kuntanumero | Kunta | Vieraskielisiä 2019 | Vieraskielisiä 2020
        "019" | Aarnila | 210 | 230
        "142" | Lehtola | 402 | 410
        "499" | Merisalo | 988 | 1031
        "905" | Rantakylä | 5103 | 5330
        """,
        (Figures("C2:D5", row(1), {"Kunta": col("B")}),),
    ),
    Case(
        NAME,
        "Puhelin",
        "telephone numbers as numbers",
        """
        Toimipisteiden kävijät vuonna 2020
        Toimipiste | Puhelin | Kävijät | Aukiolotunnit
        Keskusta | 63251111 | 4031 | 1800
        Satama | 63251134 | 1205 | 900
        Myllymäki | 63259002 | 640 | 450
        """,
        (Figures("C3:D5", 2020, {"Toimipiste": col("A"), "Tieto": row(2)}),),
    ),
    Case(
        NAME,
        "Merkit",
        "columns of figures in which marks outnumber the numbers",
        """
        Ryhmä | 2019 | 2020 | 2021
        Naiset | .. | 12 | 15
        Miehet | .. | - | 7
        Muut | .. | … | .
        Yhteensä | .. | 14 | 24
        """,
        (Figures("B2:D5", row(1), {"Ryhmä": col("A")}),),
    ),
    Case(
        NAME,
        "Enhet",
        "a column of units of measure between the names and the figures",
        """
        Mått | Enhet | 2020 | 2021
        Besök | st | 310 | 355
        Nöjdhet | 1–5 | 3.9[0.0] | 4.1[0.0]
        Kostnad | 1 000 euro | 120 | 131
        Andel kvinnor | % | 52.1[0.0] | 53.4[0.0]
        """,
        (Figures("C2:D5", row(1), {"Mått": col("A")}),),
    ),
    Case(
        NAME,
        "Luokat",
        "numbers of classes that are also the order of the rows, with gaps",
        """
        Ammattiluokitus 2021
        Koodi | Ammatti | Naisia | Miehiä
        11 | Johtajat | 4 | 9
        12 | Hallintojohtajat | 6 | 5
        22 | Terveydenhuollon asiantuntijat | 31 | 8
        51 | Palvelutyöntekijät | 77 | 20
        911 | Siivoojat | 40 | 12
        """,
        (Figures("C3:D7", 2021, {"Ammatti": col("B"), "Sukupuoli": row(2)}),),
    ),
    Case(
        NAME,
        "Huoneet",
        "numbers of rooms after the names, with letters in some",
        """
        Tilojen käyttö 2021
        Tila | Huone | Varaukset | Tunnit
        Kokoustila | 101 | 77 | 154
        Juhlasali | 120 | 31 | 120
        Keittiö | 101B | 12 | 40
        Työpaja | 214 | 55 | 165
        """,
        (Figures("C3:D6", 2021, {"Tila": col("A"), "Tieto": row(2)}),),
    ),
    Case(
        NAME,
        "Byggår",
        "years of building as a column of labels",
        """
        Lokaler som används 2021
        Lokal | Byggår | Bokningar | Besökare
        Strandgården | 1962 | 41 | 900
        Kvarnen | 1978 | 30 | 640
        Navet | 2004 | 77 | 2100
        """,
        (Figures("C3:D5", 2021, {"Lokal": col("A"), "Uppgift": row(2)}),),
    ),
    Case(
        NAME,
        "Y-tunnus",
        "business identities and numbers of accounts",
        """
        Avustukset 2021
        Yhdistys | Y-tunnus | Tili | Avustus | Jäseniä
        Ystävät ry | 1234567-8 | 4760 | 2000 | 61
        Soihtu ry | 2345678-9 | 4760 | 3500 | 120
        Silta ry | 3456789-0 | 4761 | 1500 | 44
        Kielisilta ry | 0456789-1 | 4760 | 2200 | 35
        """,
        (Figures("D3:E6", 2021, {"Yhdistys": col("A"), "Tieto": row(2)}),),
    ),
    Case(
        NAME,
        "Syntymävuodet",
        "years of birth down the first column are no years of the figures",
        """
        Aloittaneet oppilaat 2021
        Syntymävuosi | Tytöt | Pojat
        2013 | 31 | 28
        2014 | 40 | 37
        2015 | 22 | 30
        """,
        (Figures("B3:C5", 2021, {"Syntymävuosi": col("A"), "Sukupuoli": row(2)}),),
    ),
)
