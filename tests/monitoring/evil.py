"""A programme and a store in which every text that a person or a file brings is one that programs could read as markup, a formula or an address."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from loaders import delivery
from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe, Rule
from monitoring import catalogue, contacts, mails, rounds
from monitoring.catalogue import Catalogue
from monitoring.council import council_targets, decisions, meetings
from monitoring.council.decisions import Wording
from monitoring.council.meetings import Meeting, Record
from monitoring.mails import Mail
from monitoring.model import CouncilTarget
from monitoring.rounds import Deadline
from monitoring.store import Store
from monitoring.trust import grants, sessions
from monitoring.trust.people import Grant, Person, Role, local
from tests.monitoring.test_snapshot import HARBOUR, START, areas, deliver, figure, pairs, state

SIGN, HOST = "evil", "evil.invalid"
"""What is in every part of the text that is long enough, and the host that nothing may be asked of."""
EVIL = (
    f'=HYPERLINK("http://{HOST}") ![x](http://{HOST}/p.png) [l](http://{HOST}) <img src="http://{HOST}/q.png"> <b>b</b> $x^2$ **f** _u_ ~~s~~ `c`'
    f" :material/delete: :streamlit: :red[r] :smile: www.{HOST} a@{HOST} http://{HOST} -> # h - l 1. n | t | \\ &amp; {{x}} %{{y}} &R"
)
WRITER = local(EVIL)
GOAL, INDICATOR = f"www.{HOST}", f"www.{HOST}.1"
"""Codes that browsers would take for addresses, in place of two of the harbour's."""
RENAMED = {"STR1": GOAL, "STR1.1": INDICATOR, "kerbs": EVIL}
NAME = re.compile(r"\w+_(sv|en)")
STATISTICS = f"""indicator,file,area_code,dimension,category,name_en,source_en
{INDICATOR},vaasa-foreign-language-share.csv,KU905,,,"{{0}}","{{0}}"
{INDICATOR},vaasa-foreign-language-share.csv,KU905,pier,a,"{{0}} a","{{0}}"
"""
BREAKDOWNS = "indicator,dimension,category,name_en\n" + "".join(f'{INDICATOR},pier,{category},"{{0}} {category}"\n' for category in ("", "a", "b"))
CLOSED, PREPARED, CANCELLED = "m1", "m2", "m3"
WORKBOOK = {"uploaded_by": EVIL, "file_name": EVIL, "note": EVIL}
PLACE = {"comment": EVIL, "sheet": EVIL}


def programme(folder: Path) -> Catalogue:
    """The harbour with other names and with sources, one goal and one indicator with another code, a unit of measure without words."""
    for file in HARBOUR.glob("*.csv"):
        with file.open(newline="", encoding="utf-8") as given, (folder / file.name).open("w", newline="", encoding="utf-8") as made:
            rows = [_changed(row, file.stem) for row in csv.DictReader(given)]
            written = csv.DictWriter(made, rows[0])
            written.writeheader()
            written.writerows(rows)
    for name, text in (("context", STATISTICS), ("breakdowns", BREAKDOWNS)):
        (folder / f"{name}.csv").write_text(text.format(EVIL.replace('"', '""')), encoding="utf-8")
    return catalogue.read(folder)


def _changed(row: dict[str, str], stem: str) -> dict[str, str]:
    """Names differ by their code: a list tells its options apart by what it shows."""
    name = f"{EVIL} {next(iter(row.values()))}"
    made = {column: name if NAME.fullmatch(column) and text else RENAMED.get(text, text) for column, text in row.items()}
    if stem == "measures" and made["unit_of_measure"] == EVIL:
        return {"unit_of_measure": EVIL}
    return made | ({"source_en": EVIL} if stem == "programme" else {})


def store(path: Path, known: Catalogue) -> Store:
    """Everything that can be written, by the functions that the pages and the command line use where there is one."""
    own = Store(path)
    for place, (rows, table) in enumerate(_deliveries(), 1):
        deliver(own, place, rows, table, **WORKBOOK)
    delivery.withdraw("upload-7", own, WRITER, {"fi": EVIL}, START + timedelta(days=20))
    for place, recipe in enumerate(_recipes()):
        recipe_id = stored_recipes.store_recipe(own, known.programme.programme, recipe, WRITER)
        with own.writing() as connection:
            stored_recipes.record_use(connection, "upload-8", [recipe_id])
        if not place:
            stored_recipes.delete(recipe_id, own, WRITER)
    for by, on in ((EVIL, date(2022, 3, 1)), (EVIL, date(2022, 4, 1))):
        rounds.set_deadline(own, known, Deadline(2021, on, by, datetime(2022, 1, on.month)), WRITER)
    _council(own, known)
    _people(own, known)
    return own


def _deliveries() -> Iterator[tuple[list[dict], str]]:
    """A withdrawn one is the seventh, one of the units' own tables the eighth."""
    of_piers = [figure(INDICATOR, str(year), 3 + year % 3, by={"pier": pier}, **PLACE) for year in (2020, 2021) for pier in "ab"]
    yield [*(figure(INDICATOR, str(year), 9 + year % 3, **PLACE) for year in (2020, 2021)), *of_piers], "figures"
    yield [figure("STR2.1", "2021", None, **PLACE), figure("BOA1.1", "2020", 4, **PLACE), figure("BOA1.1", "2021", 5, **PLACE)], "figures"
    yield [row | PLACE for row in areas("2021", {EVIL: {EVIL: 9, "a": 30}, "South": {EVIL: 40, "a": 50}})], "figures"
    yield [row | PLACE for row in pairs("STR2.2", ("part", "whole"), {"2021": (9, 40)})], "figures"
    yield [state("BOA1.2", 2021, "in-progress") | PLACE, state("STR1-1", 2021, "not-started") | PLACE], "progress"
    words = {"year": 2021, "text": EVIL, "proposal": EVIL, "sheet": EVIL, "cell": "D5"}
    yield [{"goal": goal} | words for goal in (GOAL, "STR2")], "evaluations"
    yield [figure(INDICATOR, "2021", 13, **PLACE)], "figures"
    yield [figure(INDICATOR, "2021", 7, "context", {"statistic": EVIL}, **PLACE)], "figures"


def _recipes() -> Iterator[Recipe]:
    """One to be deleted, one that can be used, one that cannot."""
    where = Rule(indicator="BOA1.1", how="sum", column=EVIL, where={EVIL: EVIL})
    spread = Rule(indicator="SAY1.1", area=EVIL, category=EVIL, without=(EVIL,))
    beside = Rule(indicator="BOA1.1", component="context", under=(EVIL,), name=EVIL, names={"fi": EVIL}, source=EVIL, sources={"fi": EVIL})
    left_out = {"names": {"fi": EVIL}, "left_out": (EVIL,), "counted": (EVIL,), "rows_left_out": (EVIL,)}
    for rules in ((where,), (where, spread, beside), (Rule(indicator=EVIL),)):
        yield Recipe(unit="port", name=EVIL, headings=(EVIL,), rules=rules, sheet=EVIL, title=EVIL, **left_out)


def _council(own: Store, known: Catalogue) -> None:
    for place, (meeting, state_now) in enumerate(((CLOSED, "closed"), (PREPARED, "prepared"), (CANCELLED, "cancelled")), 1):
        at, agenda = datetime(2023, 3, place), (GOAL, "STR2", "BOA1", "SAY1")
        record = Record(EVIL, "17:00", "18:30", EVIL, EVIL, EVIL, EVIL, 3)
        first = Meeting(meeting, EVIL, date(2023, 4, place), 2021, agenda, at, "prepared", EVIL, EVIL, at, record=record)
        meetings.write(own, known, first, WRITER)
        title = f"{EVIL} {place}"
        last = replace(first, title=title, state=state_now, at=at + timedelta(hours=2), titles=(("sv", title), ("en", EVIL)))
        meetings.write(own, known, last, WRITER)
        if state_now != "cancelled":
            wording = Wording(EVIL, EVIL, date(2023, 5, place), "open", EVIL, meeting, EVIL, at)
            decisions.decide(own, known, GOAL, "agreed", wording, WRITER, f"d{place}")
            wording = replace(wording, texts=(("fi", EVIL), ("en", EVIL)), comments=(("sv", EVIL),))
            decisions.rewrite(own, known, f"d{place}", replace(wording, due=date(2023, 6, place), at=at + timedelta(hours=1)), WRITER)
            wanted = council_targets.made(known, INDICATOR, "each-year", "up", 10 + place, 2021, 2023)
            council_targets.set_target(own, known, CouncilTarget(INDICATOR, wanted, 2021, EVIL, meeting, EVIL, at, (("fi", EVIL),)), WRITER)
    decisions.decide(own, known, "STR2", "noted", wording, WRITER, "n1")


def _people(own: Store, known: Catalogue) -> None:
    written = {"upload_id": "upload-6", "goal": GOAL, "year": 2021, "language": "fi", "text": EVIL, "proposal": EVIL}
    with own.writing() as connection:
        connection.insert("evaluation_texts", [written | {"written_by": EVIL, "written_at": START + timedelta(days=6)}])
        connection.insert("upload_notes", [{"upload_id": "upload-5", "language": "fi", "note": EVIL}])
        connection.insert("note_languages", [{"upload_id": "upload-6", "sheet": EVIL, "cell": "D5", "language": "fi"}])
    row = {"programme": known.programme.programme, "unit": "port", "name": EVIL, "language": "en", "added_by": EVIL, "added_at": START}
    with own.writing() as connection:
        connection.insert("contacts", [row | {"contact_id": one, "email": f"{one}@harbour.example"} for one in ("c1", "c2")])
    mails.finish(own, dict.fromkeys(mails.begin(own, known, [Mail("port", 2021, "c1", "en", EVIL, EVIL)], WRITER), "later"), WRITER)
    contacts.end(own, known, "c2", WRITER)
    person = Person(EVIL, EVIL, frozenset({Grant(Role.ADMINISTRATOR)}), EVIL, address=EVIL)
    sessions.begin(own, person, (EVIL,))
    sessions.end_all(own, person, EVIL)
    for kind in grants.KINDS:
        grants.end(own, grants.give(own, known, kind, EVIL, Grant(Role.SECRETARY), person), person)
