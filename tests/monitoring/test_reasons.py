"""Reasons in words: each exists in every language, and reads as a person would write it, with the indicator's own unit and decimals."""

from __future__ import annotations

from datetime import date

import pytest

from monitoring import charts
from monitoring.assessment import REASONS, assess
from monitoring.goals import GOAL_REASONS, goal_status
from monitoring.model import Assessment, Figure, IndicatorView, Report, Target
from monitoring.programme import Indicator, Measure
from monitoring.reasons import at_length, goal_sentence, limit, number, pace_sentence, sentence, value
from monitoring.words import languages, words

TRAININGS = Measure(
    unit_of_measure="trainings",
    one_fi="koulutus",
    other_fi="koulutusta",
    one_sv="utbildning",
    other_sv="utbildningar",
    one_en="training",
    other_en="trainings",
)
UP_AND_DOWN_KINDS = ("count", "level", "share", "score", "distribution", "derived")


def indicator(kind: str = "count", unit: str = "trainings", decimals: int = 0, code: str = "A1.1", name: str = "Koulutukset") -> Indicator:
    return Indicator(
        indicator=code,
        goal="A1",
        reporting_unit="u",
        kind=kind,
        unit_of_measure=unit,
        direction="up",
        target_rule="monitor",
        decimals=decimals,
        name_fi=name,
    )


def view_of(target: Target, values: dict[int, float], year: int, coverage: float = 1.0, decimals: int = 0, **names) -> IndicatorView:
    unit = {"count": "trainings", "level": "trainings", "score": "1–5"}.get(target.kind, "%")
    measure = TRAININGS if unit == "trainings" else None
    figures = {y: Figure(y, v, coverage if y == year else 1.0) for y, v in values.items()}
    shown = indicator(target.kind, unit, decimals, **names)
    return IndicatorView(shown, measure, range(2019, 2023), year, target, figures, {}, assess(target, figures, {}, year))


def aim(rule: str, kind: str = "count", target: float | None = 5.0, direction: str = "up", **more) -> Target:
    return Target(kind, rule, direction, target, **{"from_year": 2019, "by_year": 2022} | more)


def output(view: IndicatorView, language: str = "fi") -> str:
    return sentence(view.assessment, view, words(language)).replace("\xa0", " ")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_a_sentence(reason, language):
    facts = {
        "value": 3.0, "target": 5.0, "needed": 4.0, "baseline": 2.0, "baseline_year": 2018, "year": 2021, "from_year": 2019, "by_year": 2022,
        "missing": (2020,), "coverage": 0.5, "completed": date(2020, 5, 3), "completed_year": 2020,
    }  # fmt: skip
    for kind in UP_AND_DOWN_KINDS:
        view = view_of(aim("monitor", kind), {2021: 3}, 2021)
        text = sentence(Assessment("behind", reason, facts), view, words(language))
        assert text[-1] == "." and "{" not in text and "None" not in text
        assert str(facts["year"]) in text or str(facts["by_year"]) in text


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reason", GOAL_REASONS)
@pytest.mark.parametrize("n", [1, 2])
def test_every_goal_reason_has_a_sentence(reason, n, language):
    views = [view_of(aim("reach"), {2020: 3}, 2020, code=f"A1.{i}", name=f"Mittari {i}") for i in range(n)]
    facts = {"n": n, "of": 3, "achieved": 1, "decided": tuple(view.indicator.indicator for view in views)}
    text = goal_sentence(Assessment("behind", reason, facts), views, words(language))
    assert text[-1] == "." and "{" not in text


GOLDEN = [
    (aim("each-year", from_year=2020), {2020: 3}, 2020, 1, "3 koulutusta vuonna 2020; tavoite on vähintään 5 joka vuosi."),
    (aim("each-year", target=1.0), {2020: 1}, 2020, 1, "1 koulutus vuonna 2020 riittää: tavoite on vähintään 1 joka vuosi."),
    (aim("each-year", direction="down"), {2020: 7}, 2020, 1, "7 koulutusta vuonna 2020; tavoite on enintään 5 joka vuosi."),
    (
        aim("each-year", target=4.0), {2020: 1}, 2020, 0.5,
        "1 koulutus vuonna 2020; tähän mennessä tarvittaisiin vähintään 2. Tavoite on vähintään 4 joka vuosi. "
        "Tilanne toistaiseksi: tiedot kattavat vuodesta 2020 vasta 50 %.",
    ),
    (
        aim("reach", "share", 10.0, baseline=(2018, 4.0)), {2020: 6.25}, 2020, 1,
        "6,2 % vuonna 2020; tässä vaiheessa tarvittaisiin vähintään 7 %. Tavoite on vähintään 10 % vuoteen 2022 mennessä.",
    ),
    (
        aim("cumulative"), {2019: 4, 2021: 2}, 2021, 1,
        "Yhteensä 6 koulutusta (2019–2021); tavoite, vähintään 5 vuoteen 2022 mennessä, on saavutettu. Vuoden 2020 tieto puuttuu.",
    ),
    (
        aim("cumulative"), {2021: 2}, 2021, 1,
        "Yhteensä 2 koulutusta (2019–2021), mutta vuosien 2019 ja 2020 tiedot puuttuvat. Tavoite on vähintään 5 vuoteen 2022 mennessä.",
    ),
    (
        aim("improve", "score", None), {2019: 3.7, 2020: 3.9}, 2020, 1,
        "3,9 vuonna 2020 on enemmän kuin lähtötaso, 3,7 vuonna 2019. Tavoitteena on kasvu vuoteen 2022 mennessä.",
    ),
    (
        aim("improve", target=None, direction="down"), {2019: 9, 2022: 9}, 2022, 1,
        "9 koulutusta vuonna 2022 on yhtä paljon kuin lähtötaso vuonna 2019. Tavoitteena oli lasku vuoteen 2022 mennessä.",
    ),
    (
        aim("keep", "distribution", None), {2019: 61.0, 2022: 60.5}, 2022, 1,
        "60,5 % vuonna 2022 on vähemmän kuin lähtötaso, 61,0 % vuonna 2019. Tavoitteena oli, ettei luku laske vuoteen 2022 mennessä.",
    ),
    (aim("monitor", target=None), {2021: 1340}, 2021, 1, "1 340 koulutusta vuonna 2021. Lukua seurataan ilman tavoitetasoa."),
    (aim("each-year", from_year=2020), {}, 2019, 1, "Lukuja seurataan vuodesta 2020 alkaen. Vuodelta 2019 niitä ei ole."),
]  # fmt: skip


@pytest.mark.parametrize(("target", "values", "year", "coverage", "text"), GOLDEN)
def test_sentence_in_finnish(target, values, year, coverage, text):
    assert output(view_of(target, values, year, coverage)) == text


def test_sentence_in_swedish_and_english():
    view = view_of(aim("each-year", from_year=2020), {2020: 3}, 2020)
    assert output(view, "sv") == "3 utbildningar år 2020; målet är minst 5 varje år."
    assert output(view, "en") == "3 trainings in 2020; the target is at least 5 every year."
    down = view_of(aim("reach", "share", 5.0, "down"), {2019: 9.0, 2022: 7.5}, 2022)
    assert output(down, "sv") == "7,5 % år 2022; målet var högst 5 % senast år 2022."
    assert output(down, "en") == "7.5% in 2022; the target was at most 5% by 2022."


def test_milestone_sentence_carries_its_date():
    target = Target("milestone", "done", "up", None, None, 2020)
    reports = {2021: Report(2021, "done", date(2021, 3, 31))}
    view = IndicatorView(indicator("milestone", ""), None, range(2019, 2023), 2021, target, {}, reports, assess(target, {}, reports, 2021))
    assert output(view) == "Valmistui 31.3.2021, myöhässä. Määräaika oli vuosi 2020."
    assert output(view, "en") == "Completed on 31 March 2021, late. The deadline was 2020."


def test_numbers_that_differ_read_differently():
    assert output(view_of(aim("improve", "score", None), {2019: 3.89, 2020: 3.91}, 2020)).startswith(
        "3,91 vuonna 2020 on enemmän kuin lähtötaso, 3,89 "
    )
    assert output(view_of(aim("reach", "share", 10.0), {2019: 1.0, 2022: 9.97}, 2022)).startswith("9,97 % vuonna 2022; tavoite oli vähintään 10 % ")
    assert output(view_of(aim("reach", "level", 6.7), {2019: 0, 2022: 6.66}, 2022)).startswith(
        "6,66 koulutusta vuonna 2022; tavoite oli vähintään 6,7 "
    )
    assert output(view_of(aim("reach", "level", 10.0), {2020: 5.4}, 2020)).startswith("5,4 koulutusta vuonna 2020; tahti riittää, sillä")


def test_values_have_their_unit():
    fi, en = words("fi"), words("en")
    assert value(indicator("share", "%"), None, 12.5, fi) == "12,5\xa0%"
    assert value(indicator("share", "%"), None, 12.5, en) == "12.5%"
    assert value(indicator("level", "%"), None, -9, fi) == "−9\xa0%"
    assert value(indicator("level", "%", 2), None, 7, fi) == "7,00\xa0%"
    assert value(indicator(), TRAININGS, 31, fi) == "31 koulutusta"
    assert value(indicator(), TRAININGS, 1, words("sv")) == "1 utbildning"
    assert value(indicator(decimals=1), TRAININGS, 1, en) == "1.0 trainings"
    assert value(indicator("count", "kpl"), None, 4, fi) == "4 kpl"
    assert value(indicator("score", "1–5"), None, 3.94, fi) == "3,9"
    assert value(indicator("count", ""), None, 4, fi) == "4"
    assert value(indicator(), TRAININGS, None, fi) == "–"


def test_numbers_have_no_unit_and_limits_no_empty_decimals():
    fi = words("fi")
    assert number(indicator("share", "%"), 7, fi) == "7,0"
    assert number(indicator(), 1340, fi) == "1\xa0340"
    assert number(indicator(), None, fi) == "–"
    assert limit(indicator("share", "%"), 10, fi) == "10\xa0%"
    assert limit(indicator(), 7.5, fi) == "7,5"


def test_one_deciding_indicator_speaks_for_its_goal():
    views = [
        view_of(aim("each-year"), {2020: 3}, 2020, code="A1.1", name="Koulutukset"),
        view_of(aim("each-year"), {2020: 6}, 2020, code="A1.2", name="Vierailut"),
    ]
    goal = goal_status({view.indicator.indicator: (view.target.rule, view.assessment) for view in views})
    assert goal_sentence(goal, views, words("fi")) == "Koulutukset: 3 koulutusta vuonna 2020; tavoite on vähintään 5 joka vuosi."


def test_several_deciding_indicators_are_named():
    views = [
        view_of(aim("each-year"), {2020: 3}, 2020, code="A1.1", name="Koulutukset"),
        view_of(aim("each-year"), {2020: 4}, 2020, code="A1.2", name="Vierailut"),
        view_of(aim("each-year"), {2020: 6}, 2020, code="A1.3", name="Infot"),
    ]
    goal = goal_status({view.indicator.indicator: (view.target.rule, view.assessment) for view in views})
    assert goal_sentence(goal, views, words("fi")) == "Tavoitetaso jäi saavuttamatta 2 mittarilla (mittareita on 3): Koulutukset; Vierailut."


NEITHER = [
    ("up", 8, "on lähtötasoa vähemmän (9 vuonna 2019).", "är mindre än utgångsläget, 9 år 2019."),
    ("up", 9, "on yhtä paljon kuin lähtötaso vuonna 2019.", "är lika mycket som utgångsläget år 2019."),
    ("down", 10, "on lähtötasoa enemmän (9 vuonna 2019).", "är mer än utgångsläget, 9 år 2019."),
    ("down", 9, "on yhtä paljon kuin lähtötaso vuonna 2019.", "är lika mycket som utgångsläget år 2019."),
]


@pytest.mark.parametrize("year", [2021, 2022])
@pytest.mark.parametrize(("direction", "now", "fi", "sv"), NEITHER)
def test_what_is_not_better_is_worse_or_the_same(direction, now, fi, sv, year):
    shown = view_of(aim("improve", target=None, direction=direction), {2019: 9, year: now}, year)
    assert fi in output(shown) and sv in output(shown, "sv")


WHOLE = [
    ("level", "up", 10, {2021: 7}, "tässä vaiheessa tarvittaisiin vähintään 8."),
    ("level", "down", 2, {2019: 8, 2021: 7}, "tässä vaiheessa saisi olla enintään 4."),
    ("share", "up", 10, {2019: 1, 2021: 5}, "tässä vaiheessa tarvittaisiin vähintään 7 %."),
    ("share", "up", 11, {2019: 0, 2021: 5}, "tässä vaiheessa tarvittaisiin vähintään 7,3 %."),
]


@pytest.mark.parametrize(("kind", "direction", "target", "values", "wanted"), WHOLE)
def test_what_is_counted_whole_is_asked_for_in_whole_numbers(kind, direction, target, values, wanted):
    based = {"baseline": (2019, 8)} if direction == "down" else {}
    shown = view_of(aim("reach", kind, target, direction, **based), values, 2021)
    assert wanted in output(shown)
    path = [text for text in charts.table(shown, words("fi")).rows[2] if text]
    assert wanted.split()[-1 if kind == "level" else -2].rstrip(".") in " ".join(path)


MOVED = "vuodessa 2019–2021"
AT_PACE = "tällä vauhdilla"
PACES = {
    "late": (
        "reach",
        20,
        (10, 12),
        f"Vähäistä edistystä: +9,5 % {MOVED}, tavoite vaatii +26 %: {AT_PACE} noin vuonna 2027.",
    ),
    "in time": (
        "reach",
        20,
        (10, 16),
        f"Merkittävää edistystä: +26,5 % {MOVED}, tavoite vaatii +26,0 %: {AT_PACE} ajoissa, vuoteen 2022 mennessä.",
    ),
    "far": (
        "reach",
        20,
        (10, 10.2),
        f"Vähäistä edistystä: +1,0 % {MOVED}, tavoite vaatii +26 %: {AT_PACE} menee yli kymmenen vuotta.",
    ),
    "away": ("reach", 20, (10, 9), f"Väärä suunta: −5,1 % {MOVED}, tavoite vaatii +26 %."),
    "lost": (
        "reach",
        10,
        (10, 9),
        "Väärä suunta: tavoite täyttyi vuonna 2019, sen jälkeen −5,1 % vuodessa.",
    ),
    "still": ("reach", 20, (10, 10), "Ei edistystä 2019–2021, tavoite vaatii +26 % vuodessa."),
    "reached": ("reach", 20, (10, 20), ""),
    "from nothing": ("reach", 20, (0, 5), ""),
    "better": ("improve", None, (10, 10.2), f"Kohtalaista edistystä: +1,0 % {MOVED}, merkittävää +1,5 % alkaen."),
    "worse": ("improve", None, (10, 9), f"Väärä suunta: −5,1 % {MOVED}."),
    "the same": ("improve", None, (10, 10), "Ei muutosta 2019–2021."),
    "a trifle": ("improve", None, (10_000, 10_001), f"Vähäistä edistystä: +0,005 % {MOVED}, merkittävää +1,500 % alkaen."),
    "each year": ("each-year", 20, (10, 12), ""),
}


def paced(rule: str, target: float | None, values: tuple[float, float], direction: str = "up", language: str = "fi") -> str:
    shown = view_of(aim(rule, "level", target, direction), dict(zip((2019, 2021), values, strict=True)), 2021)
    return pace_sentence(shown, words(language)).replace("\xa0", " ")


@pytest.mark.parametrize("case", PACES)
def test_the_pace_against_what_the_target_needs_and_when_it_would_be_reached(case):
    *asked, wanted = PACES[case]
    assert paced(*asked) == wanted
    for language in languages():
        assert bool(paced(*asked, language=language)) == bool(wanted)


def test_the_pace_where_less_is_better():
    needed = f"Vähäistä edistystä: −11 % {MOVED}, tavoite vaatii −21 %"
    assert paced("reach", 5, (10, 8), "down") == f"{needed}: tällä vauhdilla noin vuonna 2026."
    assert paced("improve", None, (10, 9.9), "down").endswith("−0,5 % vuodessa 2019–2021, merkittävää −1,5 % alkaen.")


def test_the_pace_of_what_is_measured_in_percent_is_told_from_percentage_points():
    shown = view_of(aim("improve", "share", None), {2019: 10, 2021: 12}, 2021)
    assert f"suhteellisesti +9,5 % {MOVED}," in pace_sentence(shown, words("fi")).replace("\xa0", " ")


def test_at_length_the_pace_follows_the_reason():
    shown = view_of(aim("improve", "level", None), {2019: 10, 2021: 12}, 2021)
    assert at_length(shown, words("fi")) == f"{sentence(shown.assessment, shown, words('fi'))} {pace_sentence(shown, words('fi'))}"
    alone = view_of(aim("improve", "level", None), {2019: 10}, 2019)
    assert at_length(alone, words("fi")) == sentence(alone.assessment, alone, words("fi"))
