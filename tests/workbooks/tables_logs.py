"""Sheets that are lists: a row a day, an event, a respondent; and the summaries that surveys come as."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row

CASES = (
    Case(
        "log-of-days",
        "Koulutukset",
        "one row a training, real dates; texts on both sides of the figures, the list runs over two years",
        """
        Henkilöstön koulutukset

        Päivä | Aihe | Järjestäjä | Osallistujia | Kesto (h) | Palaute
        @2020-03-02 | Selkokieli | Viestintä | 18 | 3 | hyvä
        @2020-10-14 | Kohtaaminen | Neuvonta | 25 | 2.5 | ks. kooste 2020
        @2021-02-08 | Selkokieli | Viestintä | 31 | 3
        @2021-05-20 | Tulkin kanssa työskentely | Neuvonta | 14 | 1.5 | tila liian pieni
        @2021-09-09 | Kohtaaminen | | 22 | 2
        """,
        (Figures("D4:E8", labels={"Aihe": col("B", fill=False), "Tieto": row(3)}, day=col("A")),),
    ),
    Case(
        "log-of-written-days",
        "Besök",
        "one row a visit, dates as texts in two ways, a total below that is not a day",
        """
        Datum | Grupp | Antal
        4.2.2021 | Skolklass | 24
        18.02.2021 | Förening | 12
        3.3.2021 | Skolklass | 27
        Totalt | | =SUM(C2:C4) -> 63
        """,
        (
            Figures("C2:C4", labels={"Grupp": col("B")}, day={"2": "2021-02-04", "3": "2021-02-18", "4": "2021-03-03"}),
            Figures("C5", "", {"Grupp": "Totalt"}),
        ),
    ),
    Case(
        "survey-summary",
        "Tulokset",
        "a survey's summary: mean and respondents by question; the year in the title, a scale in the heading",
        """
        Asiakaskysely 2021 (N = 84)

        Väittämä | Keskiarvo (1–5) | Vastaajia | Täysin samaa mieltä, %
        Sain apua omalla kielelläni | 4.21 | 81 | 52.4%
        Palvelu oli helppo löytää | 3.6 | 84 | 21.5%
        Suosittelisin palvelua muille | 4.4 | 79 | 61%
        """,
        (Figures("B4:D6", 2021, {"Väittämä": col("A"), "Tieto": row(3)}),),
    ),
    Case(
        "survey-distribution",
        "Enkät",
        "answers across from one to five with their words, two years below each other",
        """
        Hur nöjd är du med servicen? Antal svar

        År | 1 = mycket missnöjd | 2 | 3 | 4 | 5 = mycket nöjd | Svar totalt
        2019 | 2 | 5 | 14 | 30 | 21 | 72
        2021 | 1 | 6 | 11 | 38 | 29 | 85
        """,
        (Figures("B4:G5", col("A"), {"Svar": {"B": "1 = mycket missnöjd", "F": "5 = mycket nöjd", "G": "Svar totalt"}}),),
    ),
)
