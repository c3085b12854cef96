"""A breakdown on the pages: the gap, the chart and the table of a goal's indicator, for those who work with it and for the public."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from monitoring import catalogue, settings
from monitoring.council import meetings
from monitoring.council.meetings import Meeting
from monitoring.model import FEWEST
from monitoring.store import Store, now
from monitoring.trust.people import local
from monitoring.words import languages, words
from pages.shared import downloads
from tests.monitoring.test_snapshot import deliver, figure, pairs
from tests.pages.running import Visit, at

SHARE, COUNT = "TYO1.1", "TYO4.1"
CATEGORIES = f"""indicator,dimension,category,name_fi,name_sv,name_en
{SHARE},sex,F,Naiset,Kvinnor,Women
{SHARE},sex,M,Miehet,Män,Men
{COUNT},sex,F,Naiset,Kvinnor,Women
{COUNT},sex,M,Miehet,Män,Men
{COUNT},workplace,,Työpaikka,Arbetsplats,Workplace
{COUNT},workplace,city,Kaupunki,Staden,City
{COUNT},workplace,firm,Yritys,Företag,Company
{COUNT},workplace,other,Muu,Annan,Other
"""


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("breakdowns")
    shutil.copytree(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME, folder / "programme")
    (folder / "programme" / "breakdowns.csv").write_text(CATEGORIES, encoding="utf-8")
    own, parts = Store(folder / "monitoring.duckdb"), ("part", "whole")
    rows = [*pairs(SHARE, parts, {"2021": (140, 2760)}), figure(COUNT, "2021", 40)]
    for sex, numbers, count in (("F", (64, 1550), 37), ("M", (76, 1210), 3)):
        rows += [*pairs(SHARE, parts, {"2021": numbers}, {"sex": sex}), figure(COUNT, "2021", count, by={"sex": sex})]
    rows += [figure(COUNT, "2021", count, by={"workplace": place}) for place, count in (("city", 3), ("firm", 17), ("other", 20))]
    programme = catalogue.read(folder / "programme").programme.programme
    deliver(own, 1, rows, programme=programme, unit="henkilostopalvelut")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITORING_DATABASE", str(own.path))
        patch.setenv("MONITORING_PROGRAMME", str(folder / "programme"))
        yield own


def alternatives(visit: Visit) -> list[str]:
    return [chart.proto.alt for chart in visit.page.get("plotly_chart")]


@pytest.mark.parametrize("language", languages())
def test_the_goals_page_has_the_gap_the_chart_and_the_table(language):
    say, visit = words(language), Visit(at("goal", goal="TYO1", year="2021", lang=language))
    women, men = (catalogue.read(Path(settings.programme_folder())).breakdowns_of(SHARE)[0].category(code) for code in "FM")
    points = say("breakdown.points", number=say.number(2.2, 1))
    shares = {name: say("value.percent", number=say.number(value, 1)) for name, value in (("first_value", 4.1), ("second_value", 6.3))}
    named = {"first": say.name(women).lower(), "second": say.name(men).lower()}
    assert say("breakdown.gap.less", year=2021, difference=points, **named, **shares).replace("\xa0", " ") in visit.text
    assert any(say.name(women) in text and shares["first_value"] in text for text in alternatives(visit)[1:])
    heading, *rows = visit.tables(f"{say.name(indicator(SHARE))}: {say('breakdown.sex')}")[0]
    assert heading[0] == say("breakdown.sex") and [row[0] for row in rows] == [say("breakdown.total"), say.name(women), say.name(men)]
    assert say("chart.parts.part-whole", part=say.number(64), whole=say.number(1550)) in rows[1][3]


def indicator(code: str):
    return catalogue.read(Path(settings.programme_folder())).indicators[code]


def test_those_who_work_with_it_see_every_category():
    text = Visit(at("goal", goal="TYO4", year="2021", lang="en")).text
    assert "Of all in 2021: women 92% (37) and men 8% (3)." in text


def test_the_public_is_not_told_of_few_nor_of_what_would_tell_it(monkeypatch):
    monkeypatch.setenv("MONITORING_PUBLIC", "1")
    visit = Visit(at("goal", goal="TYO4", year="2021", lang="en"))
    sexes, workplaces = (visit.tables(f"{words('en').name(indicator(COUNT))}: {name}")[0] for name in ("Sex", "Workplace"))
    assert ["40" in row[3] for row in sexes[1:]] == [True, False, False]
    assert [row[3].split(";")[0] for row in workplaces[2:]] == ["not published", "not published", "20 persons"]
    drawn = " ".join([visit.text, *alternatives(visit)])
    assert "92%" not in drawn and "(37)" not in drawn and "17 persons" not in drawn
    assert "City" in drawn and "Of all" not in drawn


@pytest.mark.parametrize("language", languages())
def test_explore_shows_by_sex_those_that_are_reported_so_and_counts_the_others(language):
    say, visit = words(language), Visit(at("explore", by="sex", year="2021", lang=language))
    drawn = [say.name(indicator(code)) for code in (SHARE, COUNT)]
    assert len(alternatives(visit)) == 2 and all(name in text for name, text in zip(drawn, alternatives(visit), strict=True))
    others = len(catalogue.read(Path(settings.programme_folder())).indicators) - 2
    assert say("explore.by.others", n=others) in visit.text and visit.address["by"] == "sex"
    assert say("explore.selected", what=say("explore.by"), chosen=say("breakdown.sex")) in visit.text
    assert len(visit.tables(f"{drawn[1]}: {say('breakdown.sex')}")) == 1


def test_explore_s_table_has_a_row_for_each_category():
    visit = Visit(at("explore", by="workplace", view="table", year="2021", lang="en"))
    rows = visit.rows(f"{COUNT}: ")
    assert [(row[0], row[3]) for row in rows] == [
        (f"{COUNT}: City", "3 persons"),
        (f"{COUNT}: Company", "17 persons"),
        (f"{COUNT}: Other", "20 persons"),
    ]
    assert visit.rows(f"{COUNT}: ") and not Visit(at("explore", view="table", year="2021", lang="en")).rows(f"{COUNT}: ")


def test_explore_tells_the_public_of_no_few(monkeypatch):
    monkeypatch.setenv("MONITORING_PUBLIC", "1")
    rows = Visit(at("explore", by="workplace", view="table", year="2021", lang="en")).rows(f"{COUNT}: ")
    assert [row[3] for row in rows] == ["not published", "not published", "20 persons"]


@pytest.mark.parametrize("language", languages())
def test_a_breakdown_stands_in_the_page_of_another_site(language):
    say, visit = words(language), Visit(at("embed", indicator=SHARE, by="sex", year="2021", lang=language))
    name = f"{say.name(indicator(SHARE))}: {say('breakdown.sex')}"
    assert len(alternatives(visit)) == 1 and name in alternatives(visit)[0] and visit.tables(name)
    plain = Visit(at("embed", indicator=SHARE, by="age", year="2021", lang=language))
    assert len(alternatives(plain)) == 1 and name not in alternatives(plain)[0] and not plain.tables(name)


def test_what_is_embedded_tells_the_public_of_no_few(monkeypatch):
    monkeypatch.setenv("MONITORING_PUBLIC", "1")
    visit = Visit(at("embed", indicator=COUNT, by="workplace", year="2021", lang="en"))
    drawn = " ".join([visit.text, *alternatives(visit)])
    assert "20 persons" in drawn and "17 persons" not in drawn and "3 persons" not in drawn


def test_explore_offers_the_breakdown_that_is_shown_to_other_sites_first():
    visit, say = Visit(at("explore", by="sex", indicator=SHARE, year="2021", lang="en")), words("en")
    name = say.name(indicator(SHARE))
    assert visit.field(say("embed.what")).options[:2] == [f"{SHARE} {name}: Sex", f"{SHARE} {name}"]


def test_a_programme_without_breakdowns_has_nothing_to_choose(monkeypatch, tmp_path):
    programme = Path(shutil.copytree(settings.programme_folder(), tmp_path / "plain"))
    (programme / "breakdowns.csv").unlink()
    monkeypatch.setenv("MONITORING_PROGRAMME", str(programme))
    visit = Visit(at("explore", view="table", year="2021", lang="en"))
    assert words("en")("explore.by") not in [field.label for field in visit.page.selectbox]


@pytest.mark.parametrize("language", languages())
def test_the_methods_page_says_which_categories_are_not_published(language):
    assert words(language)("method.withheld.categories", number=FEWEST) in Visit(at("method", lang=language)).text


def test_the_files_of_figures_say_what_was_chosen(monkeypatch):
    made = {}
    monkeypatch.setattr(downloads, "button", lambda label, make, name, kind, key=None: None if key else made.update({kind: make()}))
    say = words("en")
    Visit(at("explore", by="sex", indicator=COUNT, year="2021", lang="en") + "&years=2020&years=2021")
    said = [
        say("explore.selected", what=say("explore.indicator"), chosen=""),
        say("explore.selected", what=say("explore.by"), chosen=say("breakdown.sex")),
        say("explore.selected", what=say("explore.years"), chosen="2020–2021"),
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(made[downloads.XLSX])).active
    assert all(text in sheet["A2"].value for text in said)
    heading, *rows = list(csv.reader(io.StringIO(made["text/csv"].decode("utf-8-sig"))))
    assert rows and all(row[heading.index(say("export.column.data"))] == sheet["A2"].value for row in rows)
    assert {row[heading.index(say("export.column.breakdown"))] for row in rows} == {"", say("breakdown.sex")}, "not those by workplace"


def test_the_screen_of_a_meeting_tells_each_figure_once_and_the_gap_between_categories(store):
    programme = catalogue.read(Path(settings.programme_folder()))
    meetings.write(store, programme, Meeting("spring", "Spring", date(2022, 3, 1), 2021, ("TYO1",), now()), local("Secretary"))
    text = Visit(at("meeting", meeting="spring", goal="TYO1", lang="en")).text
    assert text.count("5.1% in 2021") == 2, "in the goal's sentence, and in the caption of the folded table"
    assert text.count("women 4.1%, men 6.3%") == 1
