"""The catalogue: Vaasa's is whole and as transcribed; every kind of mistake in one is named with its file and line, all of them at once."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest

from monitoring import catalogue, catalogue_checks, context, settings
from monitoring.catalogue import CatalogueError, read
from monitoring.catalogue_checks import Problem
from monitoring.words import LOCALES, languages, words

VAASA = settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME
DECIDED = settings.ROOT.parent / "shared" / "programme"
HARBOUR = Path(__file__).parents[1] / "programmes" / "harbour"
FILES = ("programme", "themes", "goals", "actions", "indicators", "responsibilities", "units")

CROSSINGS = "STR1.1,STR1,street-office,count,crossings,up,each-year,12,2020,2023,,,,,Ombyggda"
SCORE = "BOA2.1,BOA2,port,score,1–5,up,improve,,2020,2023,,,,,"
BERTHS = "count,berths,up,cumulative,8,2020,2023"
RAMP = "BOA1.2,BOA1,port,milestone,,up,done,,,2022,"

# What is changed in which file (a piece of text → another; None: the file is taken away), and the one problem that this makes.
MISTAKES = [
    ("themes", "SAY,Delaktighet,Having a say", "SAY,,", ("themes.csv", 4, "name-missing", {})),
    ("goals", "BOA2,BOA,", "BOA2,BAO,", ("goals.csv", 5, "unknown-code", {"column": "theme", "value": "BAO", "file": "themes.csv"})),
    ("actions", "SAY1-1,SAY1,", "SAY1-1,SAY9,", ("actions.csv", 5, "unknown-code", {"column": "goal", "value": "SAY9", "file": "goals.csv"})),
    ("indicators", "STR1.1,STR1,", "STR1.1,STR7,", ("indicators.csv", 2, "unknown-code", {"column": "goal", "value": "STR7", "file": "goals.csv"})),
    (
        "indicators",
        "SAY1.1,SAY1,youth-council",
        "SAY1.1,SAY1,youths",
        ("indicators.csv", 10, "unknown-code", {"column": "reporting_unit", "value": "youths", "file": "units.csv"}),
    ),
    (
        "responsibilities",
        "SAY1,library,partner",
        "SAY1,libary,partner",
        ("responsibilities.csv", 8, "unknown-code", {"column": "unit", "value": "libary", "file": "units.csv"}),
    ),
    (
        "responsibilities",
        "SAY1,library,partner",
        "SAY2,library,partner",
        ("responsibilities.csv", 8, "unknown-code", {"column": "goal", "value": "SAY2", "file": "goals.csv"}),
    ),
    (
        "responsibilities",
        "SAY1,library,partner",
        "SAY1,library,helper",
        ("responsibilities.csv", 8, "unknown-value", {"column": "role", "value": "helper", "allowed": "lead, partner"}),
    ),
    (
        "indicators",
        CROSSINGS,
        CROSSINGS.replace("count", "number"),
        (
            "indicators.csv",
            2,
            "unknown-value",
            {"column": "kind", "value": "number", "allowed": "count, level, share, score, distribution, milestone, derived"},
        ),
    ),
    (
        "indicators",
        CROSSINGS,
        CROSSINGS.replace("each-year", "yearly"),
        (
            "indicators.csv",
            2,
            "unknown-value",
            {"column": "target_rule", "value": "yearly", "allowed": "each-year, reach, cumulative, improve, keep, done, monitor"},
        ),
    ),
    (
        "indicators",
        CROSSINGS,
        CROSSINGS.replace(",up,", ",more,"),
        ("indicators.csv", 2, "unknown-value", {"column": "direction", "value": "more", "allowed": "up, down"}),
    ),
    (
        "indicators",
        "goals-achieved",
        "goals-reached",
        ("indicators.csv", 11, "unknown-value", {"column": "formula", "value": "goals-reached", "allowed": "goals-achieved, indicators-improved"}),
    ),
    ("actions", "STR2-1,STR2", ",STR2", ("actions.csv", 3, "value-missing", {"column": "action"})),
    ("indicators", CROSSINGS, CROSSINGS.replace(",count,", ",,"), ("indicators.csv", 2, "value-missing", {"column": "kind"})),
    ("responsibilities", "SAY1,library,partner", "SAY1,library,", ("responsibilities.csv", 8, "value-missing", {"column": "role"})),
    ("programme", "2020,2023", ",2023", ("programme.csv", 2, "value-missing", {"column": "first_year"})),
    (
        "indicators",
        CROSSINGS,
        CROSSINGS.replace(",12,", ",12 or,"),
        ("indicators.csv", 2, "not-a-number", {"column": "target_value", "value": "12 or"}),
    ),
    ("indicators", CROSSINGS, CROSSINGS.replace(",2020,", ",20,"), ("indicators.csv", 2, "bad-value", {"column": "from_year", "value": "20"})),
    ("indicators", ",160,2019,", ",160,last year,", ("indicators.csv", 3, "not-a-whole-number", {"column": "baseline_year", "value": "last year"})),
    ("indicators", ",,,,,,1,,Led", ",,,,,,9,,Led", ("indicators.csv", 4, "bad-value", {"column": "decimals", "value": "9"})),
    ("actions", "SAY1-1,", "SAY1 1,", ("actions.csv", 5, "bad-value", {"column": "action", "value": "SAY1 1"})),
    ("actions", ",2021,", ",soon,", ("actions.csv", 3, "neither-year-nor", {"column": "schedule", "value": "soon", "allowed": "continuous"})),
    ("purposes", "BOA1,Skärgården hör till alla.,The islands belong to everyone.", "BOA1,,", ("purposes.csv", 3, "value-missing", {"column": "why"})),
    ("purposes", "BOA1,", "BOA7,", ("purposes.csv", 3, "unknown-code", {"column": "goal", "value": "BOA7", "file": "goals.csv"})),
    ("themes", "BOA,Båtar,Boats", "BOA,Båtar,Boats\nBOA,Skepp,Ships", ("themes.csv", 4, "duplicate", {"value": "BOA"})),
    ("units", "port,Hamnen", "port,Kajen,Quay\nport,Hamnen", ("units.csv", 4, "duplicate", {"value": "port"})),
    ("persons", "STR2.2,no", "STR2.1,no", ("persons.csv", 3, "duplicate", {"value": "STR2.1"})),
    ("persons", "STR2.2,no", "STR2.9,no", ("persons.csv", 3, "unknown-code", {"column": "indicator", "value": "STR2.9", "file": "indicators.csv"})),
    ("persons", "STR2.2,no", "STR2.2,maybe", ("persons.csv", 3, "unknown-value", {"column": "persons", "value": "maybe", "allowed": "yes, no"})),
    ("persons", "STR2.2,no", "STR2.2,", ("persons.csv", 3, "value-missing", {"column": "persons"})),
    ("measures", "kerbs,kant", "berths,kant", ("measures.csv", 6, "duplicate", {"value": "berths"})),
    ("responsibilities", "STR1,library", "STR1,street-office", ("responsibilities.csv", 3, "duplicate", {"value": "STR1 · street-office"})),
    (
        "indicators",
        CROSSINGS,
        CROSSINGS.replace(",12,", ",,"),
        ("indicators.csv", 2, "rule-without-value", {"indicator": "STR1.1", "rule": "each-year"}),
    ),
    (
        "indicators",
        BERTHS,
        BERTHS.replace(",2023", ","),
        ("indicators.csv", 7, "rule-without-year", {"indicator": "BOA1.1", "rule": "cumulative"}),
    ),
    (
        "indicators",
        BERTHS,
        BERTHS.replace(",up,", ",,"),
        ("indicators.csv", 7, "rule-without-direction", {"indicator": "BOA1.1", "rule": "cumulative"}),
    ),
    (
        "indicators",
        CROSSINGS,
        CROSSINGS.replace(",2020,", ",,"),
        ("indicators.csv", 2, "rule-without-first-year", {"indicator": "STR1.1", "rule": "each-year"}),
    ),
    (
        "indicators",
        RAMP,
        RAMP.replace("done", "improve"),
        ("indicators.csv", 8, "rule-of-other-kind", {"indicator": "BOA1.2", "rule": "improve", "kind": "milestone"}),
    ),
    (
        "indicators",
        SCORE,
        SCORE.replace("improve", "done"),
        ("indicators.csv", 9, "rule-of-other-kind", {"indicator": "BOA2.1", "rule": "done", "kind": "score"}),
    ),
    ("indicators", BERTHS, BERTHS.replace("2020,2023", "2023,2020"), ("indicators.csv", 7, "years-reversed", {"indicator": "BOA1.1"})),
    ("programme", "2020,2023", "2023,2020", ("programme.csv", 2, "years-reversed", {})),
    ("indicators", ",160,2019,", ",160,,", ("indicators.csv", 3, "half-a-baseline", {"indicator": "STR1.2"})),
    ("indicators", ",160,2019,", ",,2019,", ("indicators.csv", 3, "half-a-baseline", {"indicator": "STR1.2"})),
    (
        "indicators",
        ",derived,%,up,reach,80,2020,2023,,,,goals-achieved,",
        ",derived,%,up,monitor,,2020,2023,,,,,",
        ("indicators.csv", 11, "formula-missing", {"indicator": "RES1.1", "kind": "derived"}),
    ),
    ("indicators", SCORE, SCORE.replace("1–5", "points"), ("indicators.csv", 9, "score-without-scale", {"indicator": "BOA2.1", "value": "points"})),
    ("units", "port,Hamnen,", 'port,"Hamnen,', ("units.csv", 3, "not-csv", {})),
    (
        "programme",
        "A harbour for everyone 2020–2023",
        "A harbour for everyone\nsecond,2020,2023,Andra,Second",
        ("programme.csv", 2, "one-programme", {}),
    ),
    ("goals", "", None, ("goals.csv", 0, "file-missing", {})),
]


@pytest.fixture
def copy(tmp_path) -> Path:
    return Path(shutil.copytree(HARBOUR, tmp_path / "harbour"))


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(CatalogueError) as caught:
        read(folder)
    return caught.value.problems


def change(folder: Path, stem: str, old: str, new: str | None) -> None:
    path = folder / f"{stem}.csv"
    if new is None:
        path.unlink()
        return
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is not once in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(("stem", "old", "new", "problem"), MISTAKES, ids=[f"{m[3][2]} {m[3][0]}:{m[3][1]} {i}" for i, m in enumerate(MISTAKES)])
def test_a_mistake_is_named_with_its_file_and_line(copy, stem, old, new, problem):
    change(copy, stem, old, new)
    assert problems_of(copy) == [Problem(*problem)]
    for language in languages():
        text = Problem(*problem).text(words(language))
        assert text.startswith(f"{problem[0]}:{problem[1]}: ") and text.endswith(".")
        assert not re.search(r"\{\w+\}", text)


def test_the_sentences_differ_by_language():
    problem = Problem("goals.csv", 5, "unknown-code", {"column": "theme", "value": "BAO", "file": "themes.csv"})
    assert {language: problem.text(words(language)) for language in languages()} == {
        "fi": "goals.csv:5: Sarakkeen theme tunnusta ”BAO” ei ole tiedostossa themes.csv.",
        "sv": problem.text(words("sv")),
        "en": "goals.csv:5: The code “BAO” of column theme is not in themes.csv.",
    }
    assert len({problem.text(words(language)) for language in languages()}) == len(languages())


def test_a_file_in_another_encoding(copy):
    text = (copy / "units.csv").read_text(encoding="utf-8")
    (copy / "units.csv").write_bytes((text + "ö-office,Ö,Ö\n").encode("latin-1"))
    assert problems_of(copy) == [Problem("units.csv", 1, "not-utf8", {})]


def test_a_missing_column_is_missing_on_every_line(copy):
    change(copy, "responsibilities", "goal,unit,role", "goal,unit,part")
    assert problems_of(copy) == [Problem("responsibilities.csv", line, "value-missing", {"column": "role"}) for line in range(2, 10)]


def test_every_problem_that_has_a_message_is_in_the_table():
    of_roles = {"unit-of-other-role"}
    parts = {"broken", "broken.caption", "column.file", "column.line", "column.problem"}
    keys = re.findall(r'^msgid "catalogue\.([\w.\-]+)"$', (LOCALES / "en" / "LC_MESSAGES" / "monitoring.po").read_text(encoding="utf-8"), re.M)
    of_indicators = {"never-negative"}
    of_breakdowns = {"breakdown-of-other-kind", "breakdown-without-name", "breakdown-without-categories"}
    assert (
        set(keys) - parts == {problem[2] for *_, problem in MISTAKES} | {"not-utf8", "statistics-missing"} | of_roles | of_indicators | of_breakdowns
    )


@pytest.mark.parametrize(("kind", "codes"), [("count", []), ("level", []), ("share", ["never-negative"]), ("score", ["never-negative"])])
def test_a_part_of_a_whole_and_a_score_are_never_below_zero(kind, codes):
    indicator = catalogue.read(HARBOUR).indicators["STR1.1"].model_copy(update={"kind": kind, "unit_of_measure": "1–5", "negative": "yes"})
    assert [problem.code for problem in catalogue_checks.of_indicator(indicator)] == codes


def test_all_problems_are_told_at_once_in_the_order_of_files_and_lines(copy):
    change(copy, "themes", "SAY,Delaktighet,Having a say", "SAY,,")
    change(copy, "indicators", CROSSINGS, CROSSINGS.replace(",12,2020,2023,", ",,,,"))
    change(copy, "actions", ",2021,", ",soon,")
    change(copy, "goals", "SAY1,SAY,", "SAY1,SAID,")
    found = [(problem.file, problem.line, problem.code) for problem in problems_of(copy)]
    assert found == [
        ("actions.csv", 3, "neither-year-nor"),
        ("goals.csv", 6, "unknown-code"),
        ("indicators.csv", 2, "rule-without-value"),
        ("indicators.csv", 2, "rule-without-year"),
        ("indicators.csv", 2, "rule-without-first-year"),
        ("themes.csv", 4, "name-missing"),
    ]


def test_a_folder_that_is_not_there_lacks_every_file(tmp_path):
    assert {(problem.file, problem.code) for problem in problems_of(tmp_path / "nowhere")} == {(f"{stem}.csv", "file-missing") for stem in FILES}


def test_what_is_optional_may_be_missing(copy):
    (copy / "measures.csv").unlink()
    (copy / "purposes.csv").unlink()
    (copy / "persons.csv").unlink()
    change(copy, "indicators", "decimals,formula,", "other,further,")
    found = read(copy)
    assert (found.measures, found.purposes, found.persons) == ({}, {}, {})
    assert {indicator.decimals for indicator in found.indicators.values()} == {0}
    assert {indicator.formula for indicator in found.indicators.values()} == {None}


def test_what_a_spreadsheet_program_saves_is_read(copy):
    """With semicolons, a byte order mark and the line ends of Windows."""
    whole = read(copy)
    for path in copy.glob("*.csv"):
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        made = io.StringIO()
        csv.writer(made, delimiter=";", lineterminator="\r\n").writerows(rows)
        path.write_bytes(made.getvalue().encode("utf-8-sig"))
    found = read(copy)
    assert (found.goals, found.indicators, found.units) == (whole.goals, whole.indicators, whole.units)


def test_an_edited_catalogue_is_read_again(copy):
    before = catalogue.current(copy)
    assert catalogue.current(copy) is before
    change(copy, "themes", "Boats", "Boats and ferries")
    after = catalogue.current(copy)
    assert after.themes["BOA"].names["en"] == "Boats and ferries"
    assert after.digest != before.digest


CONTEXT = "indicator,file,area_code,name_en,source_en\nSTR1.1,cars.csv,A1,Cars,Statistics Office\n"
CARS = "area_code,year,value,source\nA1,2020,310,\nA1,2021,305.5,\n"
CARS_FILE = "data/context/cars.csv"


@pytest.fixture
def statistics(copy, tmp_path) -> Path:
    """A folder with the statistic that the programme's context.csv names."""
    (copy / "context.csv").write_text(CONTEXT, encoding="utf-8")
    folder = tmp_path / "statistics"
    folder.mkdir()
    (folder / "cars.csv").write_text(CARS, encoding="utf-8")
    return folder


def test_the_statistics_that_a_catalogue_names_are_read_with_it(copy, statistics):
    (series,) = read(copy, statistics).context
    assert (series.points, series.sources) == ({2020: 310, 2021: 305.5}, {"en": "Statistics Office"})


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (None, [("context.csv", 2, "statistics-missing", {"file": "cars.csv"})]),
        ("", [(CARS_FILE, 1, "value-missing", {"column": "year"})]),
        ("area_code,year\nA1,2020\n", [(CARS_FILE, 2, "value-missing", {"column": "value"})]),
        (CARS.replace("305.5", '"305,5"'), [(CARS_FILE, 3, "not-a-number", {"column": "value", "value": "305,5"})]),
        (CARS.replace("305.5", "many"), [(CARS_FILE, 3, "not-a-number", {"column": "value", "value": "many"})]),
        (CARS.replace("2020", "last"), [(CARS_FILE, 2, "not-a-whole-number", {"column": "year", "value": "last"})]),
        (CARS.replace("A1", "A2"), [("context.csv", 2, "unknown-code", {"column": "area_code", "value": "A1", "file": "cars.csv"})]),
    ],
    ids=["no file", "nothing in it", "no values", "a decimal comma", "no number", "no year", "no such area"],
)
def test_what_is_wrong_with_a_statistic_is_told_with_its_file_and_line(copy, statistics, content, found):
    (statistics / "cars.csv").unlink()
    if content is not None:
        (statistics / "cars.csv").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        read(copy, statistics)
    assert [(problem.file, problem.line, problem.code, problem.values) for problem in refused.value.problems] == found
    for language in languages():
        assert all(problem.text(words(language)) for problem in refused.value.problems)


BY_CATEGORY = "indicator,file,area_code,dimension,category,name_en,source_en\n"
SEXES = "indicator,dimension,category,name_en\nSTR1.1,sex,F,Women\nSTR1.1,sex,M,Men\n"


def test_a_statistic_may_stand_beside_a_category(copy, statistics):
    (copy / "breakdowns.csv").write_text(SEXES, encoding="utf-8")
    lines = "".join(f"STR1.1,cars.csv,A1,{of},{name},Office\n" for of, name in ((",", "Cars"), ("sex,F", "Cars of women"), ("sex,M", "Cars of men")))
    (copy / "context.csv").write_text(BY_CATEGORY + lines, encoding="utf-8")
    (statistics / "cars.csv").write_text("area_code,category,year,value\nA1,,2020,310\nA1,F,2020,150\nA1,M,2020,160\n", encoding="utf-8")
    found = read(copy, statistics)
    assert [(line.dimensions.text, dict(line.points)) for line in context.catalogued(found, "STR1.1")] == [
        ("{}", {2020: 310}),
        ('{"sex":"F"}', {2020: 150}),
        ('{"sex":"M"}', {2020: 160}),
    ]


@pytest.mark.parametrize(("place", "column", "value"), [("sex,X", "category", "X"), ("age,F", "dimension", "age"), ("sex,", "category", "")])
def test_a_statistic_of_a_category_that_is_not_reported_is_refused(copy, statistics, place, column, value):
    (copy / "breakdowns.csv").write_text(SEXES, encoding="utf-8")
    (copy / "context.csv").write_text(f"{BY_CATEGORY}STR1.1,cars.csv,A1,{place},Cars,Office\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        read(copy, statistics)
    assert [(one.file, one.line, one.code, one.values) for one in refused.value.problems] == [
        ("context.csv", 2, "unknown-code", {"column": column, "value": value, "file": "breakdowns.csv"})
    ]


def test_a_statistic_without_any_source_is_refused(copy, statistics):
    (copy / "context.csv").write_text(CONTEXT.replace("Statistics Office", ""), encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        read(copy, statistics)
    assert [str(problem) for problem in refused.value.problems] == ["context.csv:2: value-missing {'column': 'source'}"]


def test_an_edited_statistic_makes_another_catalogue(copy, statistics):
    before = catalogue.current(copy, statistics)
    assert catalogue.current(copy, statistics) is before
    (statistics / "cars.csv").write_text(CARS.replace("310", "3100"), encoding="utf-8")
    after = catalogue.current(copy, statistics)
    assert after.context[0].points[2020] == 3100
    assert after.digest != before.digest


def test_vaasas_programme_is_whole():
    vaasa = read(VAASA)
    counts = {name: len(getattr(vaasa, name)) for name in ("themes", "goals", "actions", "indicators", "units")}
    assert counts == {"themes": 9, "goals": 27, "actions": 43, "indicators": 36, "units": 30}
    assert vaasa.years == range(2019, 2023)
    for named in [vaasa.programme, *(row for name in counts for row in getattr(vaasa, name).values())]:
        assert set(named.names) == {"fi", "sv", "en"}, named
    for indicator in vaasa.indicators.values():
        assert indicator.unit_of_measure in {"", "%", "1–5"} or indicator.unit_of_measure in vaasa.measures
    for goal in vaasa.goals:
        assert len(vaasa.units_of(goal, "lead")) >= 1 and vaasa.indicators_of(goal) and vaasa.actions_of(goal)


@pytest.mark.skipif(not DECIDED.is_dir(), reason="the programme as it was decided is not beside this clone")
@pytest.mark.parametrize("stem", FILES)
def test_vaasas_programme_is_as_decided(stem):
    def rows(folder: Path) -> list[dict[str, str]]:
        with (folder / f"{stem}.csv").open(newline="", encoding="utf-8-sig") as source:
            return list(csv.DictReader(source))

    decided = rows(DECIDED)
    assert decided
    assert [{key: row[key] for key in decided[0]} for row in rows(VAASA)] == decided
