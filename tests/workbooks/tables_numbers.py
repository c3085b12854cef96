"""Sheets that are hard in their figures: texts that are numbers, marks that are none, percentages, formulas."""

from __future__ import annotations

from tests.workbooks.tables_case import Case, Figures, col, row

CASES = (
    Case(
        "numbers-as-text",
        "Asukasluku",
        "numbers as text with plain, non-breaking and narrow spaces, decimal commas and a real minus",
        """
        Väestönmuutos

        Alue | Väkiluku 2019 | Väkiluku 2020 | Muutos, henkilöä | Muutos, %
        Keskusta | "1 234"=1234 | "1\u00a0301"=1301 | "67"=67 | "5,4"=5.4
        Harju | "12\u202f480"=12480 | "12\u2009455"=12455 | "−25"=-25 | "−0,2"=-0.2
        Satama | "␣988␣"=988 | "1 002,0"=1002 | "+14"=14 | "1,4 %"=1.4
        """,
        (
            Figures("B4:B6", 2019, {"Alue": col("A")}),
            Figures("C4:C6", 2020, {"Alue": col("A")}),
            Figures("D4:E6", "", {"Alue": col("A"), "Muutos": row(3)}),
        ),
    ),
    Case(
        "marks-for-nothing",
        "Tabell",
        "every usual mark for nothing, unknown or suppressed gives no figure; what they mean stands below",
        """
        Familjer efter språk och stadsdel

        Stadsdel | 2017 | 2018 | 2019 | 2020
        Centrum | 41 | – | 44 | 47
        Hamnen | - | .. | 12 | ...
        Åsen | . | … | : | x
        Kvarnbacken | X | / | <5 | *
        Skären | n/a | ei tietoa | 0 | −
        Sandvik | "(x)" | "<3" | ≤ 4 | 8

        – inget att redovisa; . uppgift saknas; <5 mindre än 5 familjer, visas inte; x = 2 fall
        """,
        (Figures("B4:E9", row(3), {"Stadsdel": col("A")}),),
    ),
    Case(
        "footnotes-in-figures",
        "Taulukko",
        "footnote marks inside the cells of figures, figures in brackets",
        """
        Työpajojen kävijät1)

        Työpaja | 2019 | 2020 | 2021*
        Puutyö2) | "112 1)"=112 | "12,5 1)"=12.5 | "34*"=34
        Ompelu | "(34)"=34 | "1 204¹"=1204 | "18²"=18
        Pyöräkorjaamo*** | 77 | "61 *"=61 | "(8)"=8

        1) Arvio. 2) Suljettu 4/2020–8/2020. * Ennakkotieto. ( ) epävarma, alle 50 vastaajaa. ¹ Sisältää 3 tapahtumaa. ² Ilman ryhmiä. *** Uusi 2019.
        """,
        (Figures("B4:D6", row(3), {"Työpaja": col("A")}),),
    ),
    Case(
        "percent-format",
        "Osuudet",
        "percentages stored as fractions and shown with a percent sign, beside counts",
        """
        Vieraskielisten osuus henkilöstöstä

        Vuosi | Henkilöstö | Vieraskieliset | Osuus
        2019 | 800 | 100 | 12.5%[0.0%]
        2020 | 840 | 126 | 15%[0%]
        2021 | 850 | 140 | =C6/B6 -> 16.5%

        Osuuden laskutapa: vieraskieliset / henkilöstö
        """,
        (Figures("B4:D6", col("A"), {"Tieto": row(3)}),),
    ),
    Case(
        "formulas",
        "Laskelma",
        "every figure is a formula, the years too",
        """
        Kustannukset, euroa
        Erä | 2019 | =B2+1 -> 2020 | =C2+1 -> 2021
        Tulkkaus | =1000+200 -> 1200 | =B3*1.1 -> 1320 | =C3-20.5 -> 1299.5
        Aineistot | =50*8 -> 400 | =50*9 -> 450 | =C4 -> 450
        Yhteensä | =SUM(B3:B4) -> 1600 | =SUM(C3:C4) -> 1770 | =SUM(D3:D4) -> 1749.5
        """,
        (Figures("B3:D5", {"B": 2019, "C": 2020, "D": 2021}, {"Erä": col("A")}),),
    ),
    Case(
        "currencies-and-formats",
        "Hyror",
        "number formats with currencies, thousands and words",
        """
        Genomsnittlig hyra och boyta

        Uppgift | År | Enhet | Alla | Svenskspråkiga | Övriga
        "1" | "2" | "3" | "4" | "5" | "6"
        Boyta1) | 2018 | m² | 48.7[0.0" m²"] | 51.2[0.0" m²"] | 38[0.0" m²"]
        Hyra | 2018 | €/m² | 11.32[#,##0.00\\ "€"] | 11.1[#,##0.00\\ "€"] | 11.9[#,##0.00\\ "€"]
        Boyta1) | 2020 | m² | 49.25[0.0" m²"] | 52[0.0" m²"] | 39.1[0.0" m²"]
        Hyra2) | 2020 | €/m² | 11.8[#,##0.00\\ "€"] | 11.55[#,##0.00\\ "€"] | 12.4[#,##0.00\\ "€"]

        1) Per person
        2) Utan el
        """,
        (Figures("D5:F8", col("B"), {"Uppgift": col("A"), "Grupp": row(3)}),),
    ),
    Case(
        "unknown-among-words",
        "Seuranta",
        "remarks stand where figures should; a text column of remarks at the right has numbers in it",
        """
        Seurantatiedot

        Mittari | 2019 | 2020 | 2021 | Huomautus
        Kurssit | 6 | peruttu | 5 | 2 kurssia siirtyi vuodelle 2022
        Kävijät | noin 300 | 280 | ei laskettu | ks. raportti 12/2020, s. 14
        Palaute (1–5) | 4.2 | 4,0 | 4.4 | 37 vastausta
        """.replace("4,0", '"4,0"=4.0'),
        (Figures("B4:D6", row(3), {"Mittari": col("A")}),),
    ),
    Case(
        "zero-and-empty",
        "Anmälningar",
        "a zero is a figure, an empty cell is none; a whole row and a whole column are empty",
        """
        Anmälningar om diskriminering

        Grund | 2018 | 2019 | 2020 | 2021
        Språk | 0 | 1 | | 2
        Ursprung | 3 | 0 | | 0
        Religion
        Annat | | 0 | | 1
        """,
        (Figures("B4:E7", row(3), {"Grund": col("A")}),),
    ),
    Case(
        "marks-in-brackets",
        "Salattu",
        "marks in brackets stand in most cells of a column, which still is one of figures",
        """
        Toimeentulotuen saajat asuinalueittain 2021

        Asuinalue | Kotitalouksia | Vieraskielisiä | Muutos
        Keskusta | 310 | (D) | (X)
        Satama | 120 | 41 | (NA)
        Myllymäki | 66 | (D) | ..
        Rantaniitty | 80 | (D) | (X)
        Suokangas | 12 | - | (Z)
        Hietaranta | 95 | (NA) | 3
        """,
        (Figures("B4:D9", 2021, {"Asuinalue": col("A"), "Tieto": row(3)}),),
    ),
    Case(
        "words-for-what-is-missing",
        "Saknas",
        "words in the place of most figures of a column say why there are none",
        """
        Klienter per enhet

        Enhet | 2019 | 2020 | 2021
        Hamnen | uppgift saknas | 140 | 152
        Centrum | uppgift saknas | 388 | 401
        Åsen | sekretess | sekretess | 12
        Kvarnbacken | 66 | 71 | 80
        """,
        (Figures("B4:D7", row(3), {"Enhet": col("A")}),),
    ),
    Case(
        "thousands-with-commas-as-text",
        "Export",
        "numbers stored as text, their thousands parted by commas; one with a point for the decimals tells which is which",
        """
        Kostnader för tolkning, euro

        Språk | 2019 | 2020 | 2021
        ryska | "11,052.4"=11052.4 | "9,120"=9120 | "10,301"=10301
        arabiska | "8,240"=8240 | "7,355.6"=7355.6 | "8,811"=8811
        somaliska | 955.2 | "1,079"=1079 | "1,147.2"=1147.2
        """,
        (Figures("B4:D6", row(3), {"Språk": col("A")}),),
    ),
)
