"""Makes the workbooks of findings/: forms as two units would send them, each with one mistake. Run as `python -m tests.workbooks.make`.

`accepted-*.xlsx` are the deliveries that the store holds already when the others are checked.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from loaders import delivery
from monitoring import catalogue, settings, snapshot
from monitoring.store import Store
from monitoring.trust.people import local
from tools.form_filling import Form

FOLDER = Path(__file__).with_name("findings")
OFFICE, ESTATE = "welcome-office", "tekninen-virasto"
FIGURES, PROGRESS, EVALUATIONS, DISTRIBUTIONS = "Luvut", "Toteutuminen", "Arviot", "Jakaumat"


def accepted_office(form: Form) -> None:
    form.figures(
        {
            "TYO3.1": {2019: 24, 2020: 11},
            "OSA3.1": {2020: 5},
            "SOS1.2 part": {2020: 61},
            "SOS1.2 whole": {2020: 84},
            "SOS1.3 mean": {2020: 3.6},
            "SOS1.3 respondents": {2020: 47},
            "NEU1.1": {2019: 1904, 2020: 1312},
        }
    )
    form.note("NEU1.1", "Neuvonta oli suljettu maaliskuusta toukokuuhun 2020.")
    form.states("SOS1.1", {2019: "in-progress", 2020: "done"}, date(2020, 11, 16))
    form.evaluation("SOS1", 2020, "Järjestötarjotin avattiin syksyllä. Tiedot päivittää järjestö itse.", "Muistutus järjestöille keväisin.")


def accepted_estate(form: Form) -> None:
    for area, owned, rented in (("Ristinummi", 1630, 3120), ("Olympia", 1210, 1480), ("Suvilahti", 2210, 900)):
        form.distribution("TUR4.1", area, "omistus", {2019: owned}).distribution("TUR4.1", area, "vuokra", {2019: rented})


def new_year(form: Form) -> None:
    """A delivery of the next year in which nothing is wrong."""
    form.figures(
        {
            "TYO3.1": {2021: 15},
            "OSA3.1": {2021: 6},
            "SOS1.2 part": {2021: 70},
            "SOS1.2 whole": {2021: 88},
            "SOS1.3 mean": {2021: 3.9},
            "SOS1.3 respondents": {2021: 52},
            "NEU1.1": {2021: 1560},
            "NEU4.1": {2021: 2310},
        }
    )


def put(sheet: str, cell: str, value: object, number_format: str = ""):
    """A mistake that is one cell."""

    def make(form: Form) -> None:
        form.book[sheet][cell].value = value
        if number_format:
            form.book[sheet][cell].number_format = number_format

    return make


def several(*steps):
    """A mistake that takes several steps."""

    def make(form: Form) -> None:
        for step in steps:
            step(form)

    return make


def figures(values: dict):
    return lambda form: form.figures(values)


def states(code: str, by_year: dict, completed: date | None = None):
    return lambda form: form.states(code, by_year, completed)


def distribution(*rows: tuple):
    return lambda form: [form.distribution("TUR4.1", area, category, {2020: value}) for area, category, value in rows]


def again(sheet: str, row: int, **changed: object):
    """Repeats a row below the last one, with some of its cells changed."""

    def make(form: Form) -> None:
        table = form.book[sheet]
        table.append([cell.value for cell in table[row]])
        for column, value in changed.items():
            table[f"{column}{table.max_row}"].value = value

    return make


def hide_row(sheet: str, row: int):
    def make(form: Form) -> None:
        form.book[sheet].row_dimensions[row].hidden = True

    return make


def own_sheet(form: Form) -> None:
    form.book.create_sheet("Omat muistiinpanot")["A1"].value = "kysy luvut arkistosta"


OFFICE_MISTAKES = {
    "no-mistake": new_year,
    "unknown-indicator": put(FIGURES, "A5", "TYO31"),
    "other-units-indicator": again(FIGURES, 5, A="TER1.1", E=310, F=320, G=330),
    "not-a-number": put(FIGURES, "G5", "noin viisitoista"),
    "not-a-number-ambiguous": put(FIGURES, "G11", "1.560"),
    "not-a-whole-number": put(FIGURES, "G5", 15.5),
    "negative-value": put(FIGURES, "G6", -6),
    "part-exceeds-whole": figures({"SOS1.2 part": {2021: 90}}),
    "whole-missing": figures({"SOS1.2 whole": {2021: None}}),
    "part-missing": figures({"SOS1.2 part": {2021: None}}),
    "whole-missing-respondents": figures({"SOS1.3 respondents": {2021: None}}),
    "part-missing-mean": figures({"SOS1.3 mean": {2021: None}}),
    "score-out-of-range": figures({"SOS1.3 mean": {2021: 39}}),
    "formula-error": put(FIGURES, "G5", "#DIV/0!"),
    "formula-without-value": put(FIGURES, "G5", "=12+3"),
    "year-missing": several(put(EVALUATIONS, "C7", None), put(EVALUATIONS, "D7", "Vierailuja tehtiin etänä.")),
    "year-missing-heading": put(FIGURES, "G4", None),
    "year-out-of-range": put(FIGURES, "G4", 2035),
    "year-out-of-range-evaluation": several(put(EVALUATIONS, "C7", 2031), put(EVALUATIONS, "D7", "Vierailuja tehtiin etänä.")),
    "duplicate-row": again(FIGURES, 5),
    "unknown-state": put(PROGRESS, "G5", "melkein"),
    "completed-without-date": states("NEU6.1", {2021: "done"}),
    "not-a-date": several(states("NEU6.1", {2021: "done"}), lambda form: form.completion("NEU6.1", "loppuvuodesta")),
    "date-in-future": states("NEU6.1", {2021: "done"}, date(2199, 1, 31)),
    "text-too-long": put(EVALUATIONS, "D7", "Neuvontaa annettiin. " * 200),
    "changed-value": put(FIGURES, "E5", 22),
    "large-change": put(FIGURES, "G5", 152),
    "same-as-last-year": figures(
        {
            "TYO3.1": {2021: 11},
            "OSA3.1": {2021: 5},
            "SOS1.2 part": {2021: 61},
            "SOS1.2 whole": {2021: 84},
            "SOS1.3 mean": {2021: 3.6},
            "SOS1.3 respondents": {2021: 47},
            "NEU1.1": {2021: 1312},
            "NEU4.1": {2021: None},
        }
    ),
    "hidden-content": hide_row(FIGURES, 5),
    "ignored-text": again(FIGURES, 5, A=None),
    "ignored-text-remark": put(FIGURES, "A15", "Luvut on tarkistettu arkistosta."),
    "ignored-text-note": several(put(FIGURES, "G12", None), put(FIGURES, "J12", "Luku tulee syksyllä.")),
    "ignored-text-date": lambda form: form.completion("NEU6.1", date(2021, 5, 4)),
    "duplicate-row-year": several(put(FIGURES, "H4", 2021), put(FIGURES, "H5", 15)),
    "suspected-percent": put(FIGURES, "G5", 15, "0.0%"),
    "missing-figure": put(FIGURES, "G5", None),
    "missing-figure-no-note": put(FIGURES, "G5", "–"),
    "completed-in-future-year": states("NEU6.1", {2021: "done"}, date(2022, 3, 1)),
    "completed-in-earlier-year": states("NEU6.1", {2019: "in-progress", 2021: "done"}, date(2020, 3, 1)),
    "converted-text": put(FIGURES, "G11", "1 560"),
    "unused-sheet": own_sheet,
}
ESTATE_MISTAKES = {
    "shares-do-not-add-up": distribution(("Gerby", "omistus", "34,5 %"), ("Gerby", "vuokra", "55,5 %")),
    "shares-do-not-add-up-mixed": distribution(
        ("Gerby", "omistus", 34.5), ("Gerby", "vuokra", 65.5), ("Olympia", "omistus", 1250), ("Olympia", "vuokra", 1500)
    ),
    "shares-do-not-add-up-whole": distribution(("Gerby", "omistus", 34), ("Gerby", "vuokra", 60)),
    "ignored-text-area": put(DISTRIBUTIONS, "E20", 130),
}


def accept(content: bytes, name: str, store: Store, programme: catalogue.Catalogue) -> None:
    """Checks and accepts one workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        delivery.accept(delivery.check(delivery.open_file(path), store, programme, "fi"), store, programme, local("Welcome Office"))


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    programme = catalogue.read(settings.programme_folder())
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store.duckdb")
        for unit, fill, mistakes in ((OFFICE, accepted_office, OFFICE_MISTAKES), (ESTATE, accepted_estate, ESTATE_MISTAKES)):
            form = Form(unit, snapshot.read(store, programme), "fi")
            fill(form)
            (FOLDER / f"accepted-{unit}.xlsx").write_bytes(form.content)
            accept(form.content, f"accepted-{unit}.xlsx", store, programme)
            for name, make in mistakes.items():
                form = Form(unit, snapshot.read(store, programme), "fi")
                if unit == OFFICE:
                    new_year(form)
                make(form)
                (FOLDER / f"{name}.xlsx").write_bytes(form.content)


if __name__ == "__main__":
    main()
