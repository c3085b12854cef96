"""Why each goal matters: an optional file of a catalogue, complete in Vaasa's, its mistakes named by file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitoring import catalogue, settings
from monitoring.catalogue import Catalogue, CatalogueError
from monitoring.words import languages, words

VAASA = settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME
LONGEST = 160

MISTAKES = {
    "unknown goal": ("TYO9,Siksi,,", "unknown-code", {"column": "goal", "value": "TYO9", "file": "goals.csv"}),
    "the same goal again": ("TYO1,Siksi,,", "duplicate", {"value": "TYO1"}),
    "no words in any language": ("TYO2,,,", "value-missing", {"column": "why"}),
    "no goal": (",Siksi,Därför,Because", "value-missing", {"column": "goal"}),
}


@pytest.fixture(scope="module")
def vaasa() -> Catalogue:
    return catalogue.read(VAASA)


@pytest.fixture
def copied(tmp_path) -> Path:
    return Path(shutil.copytree(VAASA, tmp_path / "programme"))


def test_every_goal_of_vaasa_says_why_it_matters_in_every_language(vaasa):
    assert list(vaasa.purposes) == list(vaasa.goals)
    for purpose in vaasa.purposes.values():
        assert purpose.why.keys() == set(languages())
        assert all(0 < len(text) <= LONGEST for text in purpose.why.values()), purpose.goal


def test_no_two_goals_matter_for_the_same_reason(vaasa):
    for language in languages():
        assert len({purpose.why[language] for purpose in vaasa.purposes.values()}) == len(vaasa.goals)


def test_a_catalogue_without_purposes_is_whole(copied):
    (copied / "purposes.csv").unlink()
    read = catalogue.read(copied)
    assert read.purposes == {} and len(read.goals) == 27


def test_purposes_are_a_part_of_what_the_catalogue_is(copied, vaasa):
    assert catalogue.read(copied).digest == vaasa.digest
    (copied / "purposes.csv").write_text("goal,why_sv\nTYO1,Därför\n", encoding="utf-8")
    changed = catalogue.read(copied)
    assert changed.digest != vaasa.digest and changed.purposes["TYO1"].why == {"sv": "Därför"}


@pytest.mark.parametrize(("line", "code", "values"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_file_and_line(copied, line, code, values):
    (copied / "purposes.csv").write_text(f"goal,why_fi,why_sv,why_en\nTYO1,Siksi,Därför,Because\n{line}\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as raised:
        catalogue.read(copied)
    assert [(p.file, p.line, p.code, p.values) for p in raised.value.problems] == [("purposes.csv", 3, code, values)]
    for language in languages():
        assert raised.value.problems[0].text(words(language)).startswith("purposes.csv:3: ")
