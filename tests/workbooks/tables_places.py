"""Sheets that are hard as a whole: where a table stands, what else is there, how many there are, how small they are."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row

CASES = (
    Case(
        "far-from-the-corner",
        "Taul1",
        "the table starts at F20, with nothing before it; a formatted empty cell at the far end of the sheet",
        """
        Alue | 2019 | 2020
        Keskusta | 12 | 15
        Harju | 7 | 6
        """,
        (Figures("G21:H22", row(20), {"Alue": col("F")}),),
        at="F20",
        formatted=("XFD1048576",),
    ),
    Case(
        "one-row",
        "Rad",
        "a table of one row",
        """
        Deltagare i SFI-kurser
        | 2018 | 2019 | 2020 | 2021
        Deltagare | 61 | 70 | 44 | 58
        """,
        (Figures("B3:E3", row(2), {"Uppgift": col("A")}),),
    ),
    Case(
        "one-column",
        "Sarake",
        "a table of one column of figures, years down, with a note",
        """
        Pakolaisten vastaanotto, henkilöä

        2018 | 54
        2019 | 61
        2020 | 22
        2021 | 49

        Kuntapaikkoja on 60 vuodessa.
        """,
        (Figures("B3:B6", col("A")),),
    ),
    Case(
        "one-number",
        "Number",
        "a table of one number",
        """
        Clients of the advice point, 2021

        Clients | 412
        """,
        (Figures("B3", 2021, {"Figure": col("A")}),),
    ),
    Case(
        "noise-in-the-corners",
        "Raportti",
        "a logo's text, a telephone number, a print date, a page number and a file number around the table",
        """
        LEHTIRANTA | | | | 4 (7)
        Sosiaali- ja terveystoimi | | | | @2022-01-17
        PL 3, 65100 Lehtiranta | | | | Dnro 114/05.08.00/2022
        puh. 06 555 0123

        Tulkkipalvelun tilaukset

        Kieli | Tilauksia 2020 | Tilauksia 2021
        arabia | 212 | 240
        dari | 118 | 95
        venäjä | 61 | 70
        Yhteensä | 391 | 405

        | | | | Tulostettu 17.1.2022 klo 14.05
        © Lehtiranta 2022 | | | | Sivu 4
        """,
        (Figures("B9:C12", {"B": 2020, "C": 2021}, {"Kieli": col("A")}),),
    ),
    Case(
        "tables-below-each-other",
        "Yhteenveto",
        "three tables below each other, each with its own title and headings",
        """
        1. Ohjauskäynnit

        Toimipiste | 2020 | 2021
        Keskusta | 310 | 355
        Satama | 90 | 104


        2. Ryhmät ja osallistujat 2021

        Ryhmä | Kertoja | Osallistujia
        Kielikahvila | 38 | 402
        Läksykerho | 30 | 288


        3. Henkilötyövuodet

        Vuosi | Vakinaiset | Määräaikaiset
        2020 | 4.5 | 1
        2021 | 5 | 0.5
        """,
        (
            Figures("B4:C5", row(3), {"Toimipiste": col("A")}),
            Figures("B11:C12", 2021, {"Ryhmä": col("A"), "Tieto": row(10)}),
            Figures("B18:C19", col("A"), {"Palvelussuhde": row(17)}),
        ),
    ),
    Case(
        "tables-below-under-one-title",
        "Sammandrag",
        "two tables below each other under one title with the year, the second without headings of its own",
        """
        Kunder och besök 2020

        Verksamhet | Kunder | Besök
        Rådgivning | 210 | 580
        Tolkning | 95 | 101

        Föreningshuset | 140 | 921
        Sommarläger | 36 | 180
        """,
        (Figures("B4:C8", 2020, {"Verksamhet": col("A"), "Uppgift": row(3)}),),
    ),
    Case(
        "tables-beside-each-other",
        "Vertailu",
        "two tables beside each other with an empty column between, of different heights and kinds",
        """
        Naiset | | | | Miehet
        Kieli | 2020 | 2021 | | Kieli | 2020 | 2021
        arabia | 40 | 44 | | arabia | 51 | 50
        venäjä | 88 | 91 | | viro | 70 | 68
        viro | 52 | 49
        """,
        (
            Figures("B3:C5", row(2), {"Kieli": col("A"), "Sukupuoli": "Naiset"}),
            Figures("F3:G4", row(2), {"Kieli": col("E"), "Sukupuoli": "Miehet"}),
        ),
    ),
    Case(
        "helper-table-of-a-chart",
        "Kuvio",
        "a chart's helper table stands aside: the same figures again, another way round",
        """
        Työttömyysaste, %

        Ryhmä | 2019 | 2020 | 2021
        Kaikki | 7.9 | 12.1 | 9.8
        Vieraskieliset | 17.2 | 24.8 | 20.5
        """,
        (
            Figures("B4:D5", row(3), {"Ryhmä": col("A")}),
            Figures("I5:J7", col("H"), {"Ryhmä": row(4)}),
        ),
        more={
            "H3": """
            kuvion tiedot
            | Kaikki | Vieraskieliset
            2019 | 7.9 | 17.2
            2020 | 12.1 | 24.8
            2021 | 9.8 | 20.5
            """
        },
    ),
    Case(
        "hidden-rows-and-columns",
        "Budget",
        "a hidden row and a hidden column of figures belong to the table; what is hidden is warned about, not left out",
        """
        Anslag och utfall, 1 000 euro

        Post | 2019 | 2020 | 2021
        Personal | 310 | 322 | 330
        Köpta tjänster | 120 | 98 | 111
        Material | 12 | 9 | 14
        """,
        (Figures("B4:D6", row(3), {"Post": col("A")}),),
        hidden=("5", "C"),
    ),
    Case(
        "notes-full-of-numbers",
        "Tabell 9",
        "notes and sources below are lists of numbers, dates and years, partly in the columns of the figures",
        """
        Tabell 9. Utkomststöd, hushåll
        Typ | 2019 | 2020
        Ensamboende | 212 | 230
        Familjer | 98 | 104
        Anm.:
        1) | Från 1.1.2017 beviljas grundstödet av staten.
        2) | Omfattar 12 månader.
        Källa: | Egen statistik 2021, s. 14–15
        Uppgifterna hämtade | @2021-02-11
        Telefon | 06 555 01 23
        """,
        (Figures("B3:C4", row(2), {"Typ": col("A")}),),
    ),
    Case(
        "nothing-to-read",
        "Anvisning",
        "a sheet of words has no figures, though there are numbers in it",
        """
        Så här fyller du i blanketten
        1. Välj din enhet.
        2. Fyll i åren 2019–2022.
        3. Skicka senast 31.1.2023 till kansliet.
        Frågor: 06 555 0123
        """,
        (),
    ),
    Case(
        "halves-of-a-list-abreast",
        "Kommuner",
        "a long list in two halves abreast, with no empty column between: names and figures come again",
        """
        Utländska medborgare 2021

        Kommun | Antal | Kommun | Antal
        Björkby | 612 | Lövnäs | 44
        Hamnskär | 95 | Näsby | 301
        Kvarnlax | 88 | Solsund | 27
        Långvik | 120 | Åminne | 19
        """,
        (
            Figures("B4:B7", 2021, {"Kommun": col("A")}),
            Figures("D4:D7", 2021, {"Kommun": col("C")}),
        ),
    ),
    Case(
        "halves-with-ranks-abreast",
        "Kielet",
        "the same with a rank before each name, the second half shorter",
        """
        Puhutuimmat kielet

        Sija | Kieli | 2020 | 2021 | Sija | Kieli | 2020 | 2021
        1 | venäjä | 412 | 420 | 5 | englanti | 140 | 151
        2 | arabia | 288 | 301 | 6 | thai | 133 | 139
        3 | viro | 190 | 188 | 7 | kurdi | 97 | 104
        4 | somali | 151 | 190
        """,
        (
            Figures("C4:D7", row(3), {"Kieli": col("B")}),
            Figures("G4:H6", row(3), {"Kieli": col("F")}),
        ),
    ),
    Case(
        "names-again-at-the-right-end",
        "Ikä–Ålder",
        "the names again at the right end in the second language, with no figures behind them",
        """
        Ikä | 2019 | 2020 | 2021 | Ålder
        alle kouluikäiset | 410 | 398 | 402 | under skolåldern
        kouluikäiset | 980 | 991 | 1012 | skolåldern
        työikäiset | 6120 | 6233 | 6301 | arbetsföra
        eläkeikäiset | 544 | 580 | 612 | pensionärer
        """,
        (Figures("B2:D5", row(1), {"Ikä": col("A")}),),
    ),
    Case(
        "lists-of-others-abreast",
        "Deltagare",
        "two lists of different things side by side with no empty column between, one of them shorter",
        """
        Deltagare i kurserna 2021

        Språk | Deltagare | Åldersgrupp | Deltagare
        ryska | 61 | under 18 år | 20
        arabiska | 40 | 18–29 år | 71
        somaliska | 22 | 30–64 år | 58
        engelska | 18 | |
        thailändska | 8 | |
        """,
        (
            Figures("B4:B8", 2021, {"Språk": col("A")}),
            Figures("D4:D6", 2021, {"Åldersgrupp": col("C")}),
        ),
    ),
    Case(
        "years-over-tables-abreast",
        "Rinnakkain",
        "two tables abreast, each with its year above it",
        """
        Neuvonnan kävijät 2020 | | | | Neuvonnan kävijät 2021
        Kieli | Naiset | Miehet | | Kieli | Naiset | Miehet
        arabia | 40 | 51 | | arabia | 44 | 50
        venäjä | 88 | 70 | | venäjä | 91 | 68
        viro | 52 | 47 | | viro | 49 | 41
        """,
        (
            Figures("B3:C5", 2020, {"Kieli": col("A"), "Sukupuoli": row(2)}),
            Figures("F3:G5", 2021, {"Kieli": col("E"), "Sukupuoli": row(2)}),
        ),
    ),
)
