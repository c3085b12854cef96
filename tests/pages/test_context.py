"""A delivered statistic on the pages: beside its indicator, among the sources, in the history and in what a withdrawal would do."""

from __future__ import annotations

from html import escape

import pytest

from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe, Rule
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import languages, words
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_context import statistic
from tests.monitoring.test_snapshot import counted, deliver
from tests.pages.running import Visit, at

NAME, SOURCE = "Työllisten <b>osuus</b>, koko maa", "Tilastokeskus, 115b, CC BY 4.0"


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory):
    own = Store(tmp_path_factory.mktemp("statistics") / "monitoring.duckdb")
    about = {"programme": VAASA.programme.programme, "unit": "henkilostopalvelut", "uploaded_by": "Suunnittelija"}
    deliver(own, 1, counted({"2021": 7}, "TYO3.1"), **about)
    deliver(own, 2, statistic({"2019": 6.25, "2020": 7.5}, "TYO1.1", NAME, SOURCE, sheet="115b", cell="C4"), file_name="115b.xlsx", **about)
    rule = Rule(indicator="SEU1.1", component="context", under=("Suomi",), name=NAME, names={"fi": NAME}, source=SOURCE, sources={"fi": SOURCE})
    recipe = Recipe(unit="henkilostopalvelut", name="115b", headings=("maa",), rules=(rule,))
    stored_recipes.store_recipe(own, VAASA.programme.programme, recipe, local("Suunnittelija"))
    deliver(own, 3, statistic({"2020": 33, "2021": 34}, "SEU1.1", NAME, SOURCE), file_name="115b.xlsx", **about)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITORING_DATABASE", str(own.path))
        yield own


@pytest.mark.parametrize("language", languages())
def test_the_goals_page_shows_the_statistic_and_the_cell_that_it_came_from(language):
    say, visit = words(language), Visit(at("goal", goal="TYO1", lang=language))
    text = visit.page.get("plotly_chart")[0].proto.alt
    assert f"{NAME}: 2019: {say.number(6.25)}, 2020: {say.number(7.5)}" in text and SOURCE in text
    assert any(NAME in table[0] for table in visit.tables())
    (traced,) = visit.rows(f"{say('component.context')} · {NAME}: {say.number(7.5)}")
    assert all(part in " ".join(traced) for part in ("115b.xlsx", "C4", "Suunnittelija"))
    assert SOURCE in visit.text


def test_the_methods_page_names_the_source_and_where_it_was_read():
    text = Visit(at("method", lang="en")).text
    assert f"{SOURCE}. Delivered 12 January 2023: 115b.xlsx, 115b C4" in text
    assert text.count(NAME) == 2


def test_the_history_and_the_withdrawal_call_it_by_its_name():
    say, visit = words("fi"), Visit(at("deliveries", item="TYO1.1", delivery="upload-2", lang="fi"))
    named = visit.rows(f"{say('component.context')} · {NAME}")
    held = [row for row in named if any(say("history.applies") in cell for cell in row)]
    assert len(held) == 2 and SOURCE in " ".join(held[0])
    assert len([row for row in named if any(say("withdraw.none") in cell for cell in row)]) == 2


def test_an_indicator_that_is_worked_out_has_a_history_where_a_statistic_belongs_to_it():
    assert len(Visit(at("deliveries", item="SEU1.1", lang="fi")).rows(NAME)) == 2


@pytest.mark.parametrize("page", ["goal?goal=SEU1", "method?", "deliveries?item=SEU1.1"])
def test_a_statistic_whose_name_and_source_are_not_in_the_readers_language_is_marked_up(page):
    named, credited = (f'<span lang="fi">{escape(text)}</span> ({words("sv").language_name("fi")})' for text in (NAME, SOURCE))
    sent = {language: "".join(each.proto.body for each in Visit(f"{page}&lang={language}").page.get("html")) for language in ("fi", "sv")}
    assert named in sent["sv"] and credited in sent["sv"]
    assert escape(NAME) in sent["fi"] and '<span lang="fi">' not in sent["fi"]
