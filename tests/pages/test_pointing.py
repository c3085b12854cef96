"""A table is mapped by pointing at it, or by typing the place: the field for the place is what a click in the table fills in. With a browser's mouse:
tests/browser/test_own_tables.py."""

from __future__ import annotations

import re
from datetime import date

import pytest

from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe, Rule
from monitoring import snapshot
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import Words, words
from tests.loaders.recipes.sheets import content
from tests.loaders.recipes.suggest.test_pointing import STAFF
from tests.loaders.recipes.test_self_check import DEPARTMENTS, LOG
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import deliver, figure
from tests.pages.running import Visit, at

PROGRAMME, UNIT, STAFF_UNIT = VAASA.programme.programme, "welcome-office", "henkilostopalvelut"
VISITS = (("Yritysvierailut 2020",), ("Paikka", "Vierailuja", "Hinta"), ("Satama", 4, 10), ("Keskusta", 7, 20))


@pytest.fixture
def own(tmp_path, monkeypatch) -> Store:
    """Something was delivered: an empty store would show the example data."""
    store = Store(tmp_path / "monitoring.duckdb")
    deliver(store, 1, [figure("TYO3.1", "2019", 12)], programme=PROGRAMME, unit=UNIT)
    monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
    return store


def delivering(language: str, unit: str, rows, name: str = "Taul1") -> Visit:
    visit = Visit(at("deliver", lang=language, unit=unit))
    visit.hand_in(("sent.xlsx", content({name: rows})))
    return visit


def point(visit: Visit, say: Words, place: str) -> None:
    visit.fill(say("map.point.at"), place)


def taken(visit: Visit, say: Words) -> list[str]:
    """What the answers so far take, by year."""
    (table,) = visit.tables(say("taken.caption"))
    return [" ".join(row) for row in table[1:]]


def stored(store: Store, unit: str = UNIT) -> Recipe:
    (one,) = stored_recipes.active(store, PROGRAMME, unit)
    return one.recipe


def accept(visit: Visit, say: Words) -> None:
    visit.fill(say("deliver.by"), "Koordinaattori")
    visit.press(say("deliver.accept.button"))


def test_a_part_and_its_whole_are_pointed_at_and_seen_at_once(own):
    say, visit = words("fi"), delivering("fi", STAFF_UNIT, STAFF)
    visit.choose(say("map.indicator"), "TYO1.1")
    point(visit, say, "C")
    assert any(notice.startswith(say("map.point.several", place="C", lines="x").split(":")[0]) for notice in visit.notices)
    point(visit, say, "C6")
    point(visit, say, "5")
    assert visit.shown_by(say("map.part")).startswith("Yhteensä · Vieraskieliset")
    assert re.search("2019.*277.*5 842.*4,7 %", taken(visit, say)[0].replace("\xa0", " "))
    assert not [notice for notice in visit.notices if "C" in notice.split()]
    visit.press(say("map.go-on"))
    accept(visit, say)
    assert [rule.under for rule in stored(own, STAFF_UNIT).rules] == [("Yhteensä", "Vieraskieliset"), ("Yhteensä", "Kaikki")]


def test_a_proposal_fills_in_both_with_what_they_make(own):
    say, visit = words("fi"), delivering("fi", STAFF_UNIT, STAFF)
    visit.choose(say("map.indicator"), "TYO1.1")
    (proposals,) = visit.page.radio
    assert re.search(r"Yhteensä · Vieraskieliset / Yhteensä · Kaikki · 2020: 280 / 5.900 = 4,7.%", proposals.options[0])
    visit.fill(say("map.pairs"), proposals.options[0])
    assert re.search("2019.*277", taken(visit, say)[0])


def test_rows_that_were_not_held_are_asked_about_once(own):
    say, visit = words("en"), delivering("en", UNIT, LOG, "Koulutukset")
    visit.choose(say("map.indicator"), "OSA3.1")
    visit.press(say("map.go-on"))
    assert say("map.lacking", fields=say("map.not-held")) in visit.notices
    visit.choose(say("map.says", n=1, word="peruttu", lines="3"), say("map.says.left-out"))
    visit.choose(say("map.says", n=1, word="siirretty", lines="4"), say("map.says.counted"))
    assert re.search("2020 2", taken(visit, say)[0])
    visit.fill(say("map.point"), "rows")
    point(visit, say, "2")
    assert re.search("2020 1", taken(visit, say)[0])
    visit.press(say("map.go-on"))
    accept(visit, say)
    recipe = stored(own)
    assert (recipe.left_out, recipe.counted, len(recipe.rows_left_out)) == (("peruttu",), ("siirretty",), 1)

    visit.press(say("deliver.another"))
    later = (*LOG[:5], (date(2021, 6, 1), "Vielä", "Peruttu", 5), (date(2021, 7, 1), "Taas", "Pidetty", 5))
    visit.hand_in(("later.xlsx", content({"Koulutukset": later})))
    assert say("own-tables.recipe", recipe="Koulutukset") in visit.text
    assert say("finding.ignored-text.not-held.message", n=1, value="peruttu") not in visit.text
    assert [row.split()[:2] for row in taken(visit, say)] == [["2020", "1"], ["2021", "2"]]


def test_a_year_of_a_title_is_agreed_to_or_said(own):
    say, visit = words("fi"), delivering("fi", UNIT, VISITS)
    visit.choose(say("map.indicator"), "TYO3.1")
    point(visit, say, "B3")
    visit.press(say("map.go-on"))
    assert say("map.lacking", fields=say("map.year-from")) in visit.notices
    visit.choose(say("map.year-from"), say("map.year-from.asked"))
    visit.press(say("map.go-on"))
    assert say("map.lacking", fields=say("map.year")) in visit.notices
    visit.fill(say("map.year"), "2021")
    assert re.search("2021.*4", taken(visit, say)[0])
    visit.choose(say("map.year-from"), say("map.year-from.title", year="2020"))
    assert re.search("2020.*4", taken(visit, say)[0])
    visit.press(say("map.go-on"))
    accept(visit, say)
    assert stored(own).year_from == "title"


def test_a_recipe_of_before_is_asked_about_its_year_once(own):
    rule = Rule(indicator="TYO3.1", under=("Satama", "Vierailuja"))
    headings = ("hinta", "paikka", "vierailuja")
    before = Recipe(unit=UNIT, name="Visits", headings=headings, rules=(rule,), title="yritysvierailut #", sheet="taul#")
    stored_recipes.store_recipe(own, PROGRAMME, before, local("Clerk"))
    say, visit = words("sv"), delivering("sv", UNIT, VISITS)
    assert say("own-tables.year-from", year="2020") in visit.notices
    assert re.search("2020.*4", taken(visit, say)[0])
    visit.press(say("own-tables.year-from.yes"))
    assert say("own-tables.year-from", year="2020") not in visit.notices
    accept(visit, say)
    assert stored(own).year_from == "title"
    visit.press(say("deliver.another"))
    visit.hand_in(("later.xlsx", content({"Taul1": (("Yritysvierailut 2021",), *VISITS[1:])})))
    assert say("own-tables.year-from", year="2021") not in visit.notices
    assert re.search("2021.*4", taken(visit, say)[0])


def test_one_department_and_a_jump_are_told_before_anything_is_stored(own):
    rows = (*DEPARTMENTS[:3], ("Konsernihallinto", 30, 30), ("Yhteensä", 190, 201))
    say, visit = words("en"), delivering("en", UNIT, ((*rows[0],), ("Sivistystoimi", 40, 130), *rows[2:]))
    visit.choose(say("map.indicator"), "NEU1.1")
    point(visit, say, "2")
    assert say("taken.department", label="Sivistystoimi", n=3, sum="201", period="2020") in visit.notices
    assert say("taken.jump", before="40") in taken(visit, say)[1]


def test_a_year_of_the_files_name_is_agreed_to_once(own):
    say, rows = words("en"), (("Paikka", "Vierailuja", "Hinta"), ("Satama", 4, 10), ("Keskusta", 7, 20))
    visit = Visit(at("deliver", lang="en", unit=UNIT))
    visit.hand_in(("visits-2020.xlsx", content({"Taul": rows})))
    visit.choose(say("map.indicator"), "TYO3.1")
    point(visit, say, "B2")
    visit.choose(say("map.year-from"), say("map.year-from.file", year="2020"))
    assert re.search("2020.*4", taken(visit, say)[0])
    visit.press(say("map.go-on"))
    accept(visit, say)
    assert stored(own).year_from == "file"
    visit.press(say("deliver.another"))
    visit.hand_in(("visits-2021.xlsx", content({"Taul": rows})))
    assert not [notice for notice in visit.notices if notice == say("own-tables.year-from", year="2021")]
    assert re.search("2021.*4", taken(visit, say)[0])


def test_a_table_whose_reading_is_not_sure_is_looked_at_before_it_is_taken(own):
    rows = (("Vuosi", "Vierailuja", "Vierailuja"), (2019, 4, 5), (2020, 7, 6))
    say, visit = words("en"), delivering("en", UNIT, rows)
    visit.choose(say("map.indicator"), "TYO3.1")
    point(visit, say, "B2")
    visit.press(say("map.go-on"))
    assert say("map.lacking", fields=say("map.checked")) in visit.notices
    visit.fill(say("map.checked"), True)
    visit.press(say("map.go-on"))
    assert say("table.confidence.unsure") in visit.text


STAFF_BY_SEX = {
    2019: {"Naiset": (4, 50), "Miehet": (6, 40), "Ei tietoa": (1, 3), "Yhteensä": (11, 93)},
    2020: {"Naiset": (5, 52), "Miehet": (7, 41), "Ei tietoa": (1, 2), "Yhteensä": (13, 95)},
}
BY_SEX = (
    ("Henkilöstö",),
    ("Ryhmä", "Vuosi", "Ulkomaalaistaustaiset", "Kaikki"),
    *((sex, year, *pair) for year, pairs in STAFF_BY_SEX.items() for sex, pair in pairs.items()),
)


def test_a_breakdown_is_pointed_at_and_its_unknown_labels_are_asked(own):
    say, visit = words("fi"), delivering("fi", STAFF_UNIT, BY_SEX)
    visit.choose(say("map.indicator"), "TYO1.1")
    sex = say("map.by", breakdown=say("breakdown.sex"))
    assert "Naiset" in visit.shown_by(sex), "two of its labels are called as categories are"
    visit.choose(sex, say("map.by.none"))
    visit.fill(say("map.point"), "by:sex")
    point(visit, say, "A4")
    assert "Naiset" in visit.shown_by(sex)
    visit.press(say("map.go-on"))
    assert any(say("map.categories") in notice for notice in visit.notices)
    assert [box.label for box in visit.page.selectbox if "\\" in box.label] == [], "a screen reader is given it as it is written"
    visit.choose(say("map.label", breakdown=say("breakdown.sex"), label="Ei tietoa"), say("map.category.none"))
    for component, line in (("part", "Yhteensä · Ulkomaalaistaustaiset"), ("whole", "Yhteensä · Kaikki")):
        visit.choose(say(f"map.{component}"), line)
    assert re.search("2020.*13.*95", taken(visit, say)[1].replace("\xa0", " "))
    visit.press(say("map.go-on"))
    (brought,) = visit.tables(say("preview.new.caption"))
    assert {"Naiset · osa", "Miehet · osa", "Naiset · kaikki", "Miehet · kaikki"} <= {row[1] for row in brought}
    accept(visit, say)
    (labels,) = stored(own, STAFF_UNIT).breakdowns
    assert (labels.by, labels.dimension, labels.labels) == ("Ryhmä", "sex", {"Ei tietoa": ""})
    figure = snapshot.read(own, VAASA).figures["TYO1.1"][2020]
    assert [(one.category, dict(one.parts)) for one in figure.categories] == [("F", {"part": 5, "whole": 52}), ("M", {"part": 7, "whole": 41})]
    assert dict(figure.parts) == {"part": 13, "whole": 95}
    visit.press(say("deliver.another"))
    later = (*BY_SEX, ("Naiset", 2021, 6, 55), ("Miehet", 2021, 7, 45), ("Yhteensä", 2021, 13, 100))
    visit.hand_in(("later.xlsx", content({"Taul1": later})))
    said = say("rule.breakdown.labels", breakdown=say("breakdown.sex"), column="Ryhmä", labels=f"Ei tietoa: {say('map.category.none')}")
    assert said in visit.text, "the recipe says what it reads"
    visit.press(say("own-tables.change"))
    assert "Naiset" in visit.shown_by(sex)
    assert visit.shown_by(say("map.label", breakdown=say("breakdown.sex"), label="Ei tietoa")) == say("map.category.none"), "as it was answered"
    visit.choose(sex, say("map.by.none"))
    visit.press(say("map.go-on"))
    assert said not in visit.text and "Naiset · osa" not in str(visit.tables(say("preview.new.caption"))), "the total alone"
