"""What is wrong with a catalogue: each problem with its file and line, all of them at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitoring import dimensions, kinds, rules
from monitoring.programme import Category, ContextSeries, Indicator, Row, Statistic
from monitoring.words import Words, languages, words

KEYS = {
    "themes": "theme",
    "units": "unit",
    "goals": "goal",
    "purposes": "goal",
    "actions": "action",
    "indicators": "indicator",
    "measures": "unit_of_measure",
    "persons": "indicator",
}
REFERENCES = (
    ("goals", "theme", "themes"),
    ("purposes", "goal", "goals"),
    ("actions", "goal", "goals"),
    ("indicators", "goal", "goals"),
    ("indicators", "reporting_unit", "units"),
    ("responsibilities", "goal", "goals"),
    ("responsibilities", "unit", "units"),
    ("context", "indicator", "indicators"),
    ("persons", "indicator", "indicators"),
    ("breakdowns", "indicator", "indicators"),
)
NEEDED = {
    "target_value": "rule-without-value",
    "target_year": "rule-without-year",
    "direction": "rule-without-direction",
    "from_year": "rule-without-first-year",
}
"""What is said where a column is empty that the indicator's rule needs."""


@dataclass(frozen=True)
class Problem:
    """What is wrong in one line of one catalogue file; `code` is a message `catalogue.<code>` and `values` fill it."""

    file: str
    line: int
    code: str
    values: dict

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.values}"

    def text(self, words: Words) -> str:
        """File, line and a sentence in the reader's language."""
        return f"{self.file}:{self.line}: {words(f'catalogue.{self.code}', **self.values)}"


def of_column(file: str, line: int, errors: list[dict]) -> Problem:
    """What pydantic says of one column of a line, in our words; of a column that can be of several types it says something for each."""
    error = errors[0]
    column = str(error["loc"][0]) if error["loc"] else ""
    if column == "names":
        return Problem(file, line, "name-missing", {})
    value = error.get("input")
    if error["type"] == "missing" or value in ("", None, {}):
        return Problem(file, line, "value-missing", {"column": column})
    is_whole, is_number = (any(each["type"].startswith(kind) for each in errors) for kind in ("int_", "float_"))
    expected = next((each["ctx"]["expected"] for each in errors if "expected" in each.get("ctx", {})), "")
    values = {"column": column, "value": value}
    if expected:
        allowed = expected.replace("'", "").replace(" or ", ", ")
        return Problem(file, line, "neither-year-nor" if is_whole else "unknown-value", values | {"allowed": allowed})
    if is_whole or is_number:
        return Problem(file, line, "not-a-whole-number" if is_whole else "not-a-number", values)
    return Problem(file, line, "bad-value", values)


def check_keys(rows: dict[str, list[Row]], problems: list[Problem]) -> None:
    keys = [(stem, lambda row, key=key: getattr(row, key)) for stem, key in KEYS.items()]
    keys.append(("responsibilities", lambda row: f"{row.goal} · {row.unit}"))
    keys.append(("breakdowns", lambda row: " · ".join(filter(None, (row.indicator, row.dimension, row.category)))))
    for stem, key in keys:
        count = Counter()
        for row in rows[stem]:
            count[key(row)] += 1
            if count[key(row)] == 2:
                problems.append(Problem(f"{stem}.csv", row.line, "duplicate", {"value": key(row)}))


def check_references(rows: dict[str, list[Row]], codes: dict[str, set[str]], problems: list[Problem]) -> None:
    """Codes that their own file does not name; of a file that could not be read nobody can say."""
    for stem, column, target in REFERENCES:
        for row in rows[stem]:
            code = getattr(row, column)
            if target in codes and code not in codes[target]:
                problems.append(Problem(f"{stem}.csv", row.line, "unknown-code", {"column": column, "value": code, "file": f"{target}.csv"}))


def of_statistic(series: ContextSeries, rows: list[Statistic] | None, of_area: list[Statistic]) -> list[Problem]:
    """What is wrong with a line of context.csv: its file is not there (`rows` None), has nothing of its area, or nobody says where it comes from."""

    def wrong(code: str, **values) -> list[Problem]:
        return [Problem("context.csv", series.line, code, values)]

    if rows is None:
        return wrong("statistics-missing", file=series.file)
    if rows and not of_area:
        return wrong("unknown-code", column="area_code", value=series.area_code, file=series.file)
    if of_area and not series.sources and not of_area[0].source:
        return wrong("value-missing", column="source")
    return []


def of_statistics_by_category(context: Sequence[ContextSeries], breakdowns: Sequence[Category]) -> Iterator[Problem]:
    """Statistics beside a category that the indicator is not reported by."""
    known = {(row.indicator, row.dimension, row.category) for row in breakdowns if row.category}
    for series in context:
        if (series.dimension or series.category) and (series.indicator, series.dimension, series.category) not in known:
            column = "category" if any((series.indicator, series.dimension) == place[:2] for place in known) else "dimension"
            values = {"column": column, "value": getattr(series, column), "file": "breakdowns.csv"}
            yield Problem("context.csv", series.line, "unknown-code", values)


def of_breakdowns(rows: Sequence[Category], indicators: Sequence[Indicator]) -> Iterator[Problem]:
    """Breakdowns of what no unit reports as one figure a period, names that are taken, dimensions without a name or without categories; each once."""
    by_code = {indicator.indicator: indicator for indicator in indicators}
    named = {*dimensions.STANDARD, *(row.dimension for row in rows if not row.category)}
    filled = {(row.indicator, row.dimension) for row in rows if row.category}
    first = {(row.indicator, row.dimension): row for row in reversed(rows)}
    for row in sorted(first.values(), key=lambda row: row.line):
        indicator, values = by_code.get(row.indicator), {"indicator": row.indicator, "dimension": row.dimension}
        if indicator and not kinds.of(indicator).has_breakdowns:
            yield Problem("breakdowns.csv", row.line, "breakdown-of-other-kind", values | {"kind": indicator.kind})
        if row.dimension in dimensions.TAKEN:
            yield Problem("breakdowns.csv", row.line, "bad-value", {"column": "dimension", "value": row.dimension})
        elif row.dimension not in named:
            yield Problem("breakdowns.csv", row.line, "breakdown-without-name", values)
        if (row.indicator, row.dimension) not in filled:
            yield Problem("breakdowns.csv", row.line, "breakdown-without-categories", values)
    yield from _alike_categories([row for row in rows if row.category])


def _alike_categories(rows: Sequence[Category]) -> Iterator[Problem]:
    """Names that two categories of a breakdown have, and those that a sheet has for the total: nobody could tell which is meant."""
    totals = {words(language)("form.category.total").casefold() for language in languages()}
    named: dict[tuple[str, ...], str] = {}
    for row in rows:
        for name in dict.fromkeys(row.names.values()):
            of = (row.indicator, row.dimension, name.casefold())
            if name.casefold() in totals:
                yield Problem("breakdowns.csv", row.line, "bad-value", {"column": "name", "value": name})
            elif named.setdefault(of, row.category) != row.category:
                yield Problem("breakdowns.csv", row.line, "duplicate", {"value": " · ".join(of)})


def of_indicator(indicator: Indicator) -> list[Problem]:
    found = []

    def wrong(code: str, **values) -> None:
        found.append(Problem("indicators.csv", indicator.line, code, {"indicator": indicator.indicator} | values))

    rule = rules.RULES[indicator.target_rule]
    for column, code in NEEDED.items():
        if column in rule.needs and getattr(indicator, column) is None:
            wrong(code, rule=rule.code)
    if rule.has_states != kinds.of(indicator).has_states:
        wrong("rule-of-other-kind", rule=rule.code, kind=indicator.kind)
    if indicator.from_year and indicator.target_year and indicator.from_year > indicator.target_year:
        wrong("years-reversed")
    if (indicator.baseline_value is None) != (indicator.baseline_year is None):
        wrong("half-a-baseline")
    if not kinds.of(indicator).is_reported and not (indicator.formula or rule.formula):
        wrong("formula-missing", kind=indicator.kind)
    if indicator.negative and not kinds.of(indicator).can_be_negative:
        wrong("never-negative", kind=indicator.kind)
    if kinds.of(indicator).has_scale and indicator.scale is None:
        wrong("score-without-scale", value=indicator.unit_of_measure)
    return found
