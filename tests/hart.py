"""Makes a programme of the key performance indicators of a real council, from the table of its public dashboard: the folder of CSV files that any
programme is, and what was reported. Each service is a theme, a goal and a unit; a figure of the quarter is how the year stands so far."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.monitoring.test_snapshot import figure

TABLE = Path(__file__).parents[2] / "shared" / "second-programme" / "hart-2016-kpis.csv"
PROGRAMME, YEAR_BEFORE, YEAR = "hart-2013-2014", 2013, 2014
PERIODS = {"year": str(YEAR_BEFORE), "quarter_before": f"{YEAR}-Q1", "quarter": f"{YEAR}-Q2"}
"""The columns with figures, by the period that they are of: the notes of the table are of October 2014."""
LESS_IS_BETTER = {"ETS01", "HR11", "HS01", "RB07", "RB08", "RB09", "SNH03", "SNH04", "SNH06"}
WITHOUT_TARGET = {"no target", "unknown"}


def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder: Path) -> Path:
    """The programme's folder."""
    rows, services = table(), list(dict.fromkeys(row["service"] for row in table()))
    codes = {service: f"S{number:02}" for number, service in enumerate(services, 1)}
    folder.mkdir(parents=True)
    _write(folder, "programme", [{"programme": PROGRAMME, "first_year": YEAR_BEFORE, "last_year": YEAR, "name_en": "Hart 2013–2014"}])
    _write(folder, "themes", [{"theme": code, "name_en": service} for service, code in codes.items()])
    _write(folder, "goals", [{"goal": f"{code}1", "theme": code, "name_en": f"{service} perform as agreed"} for service, code in codes.items()])
    _write(folder, "units", [{"unit": code.lower(), "name_en": service} for service, code in codes.items()])
    _write(folder, "responsibilities", [{"goal": f"{code}1", "unit": code.lower(), "role": "lead"} for code in codes.values()])
    _write(folder, "actions", [], ("action", "goal", "schedule", "name_en"))
    _write(folder, "indicators", [_indicator(row, codes[row["service"]]) for row in rows])
    return folder


def figures() -> list[dict]:
    """Everything that the table reports, as rows of the store."""
    return [figure(row["code"], period, float(row[column])) for row in table() for column, period in PERIODS.items() if row[column]]


def _indicator(row: Mapping[str, str], service: str) -> dict[str, object]:
    is_followed = row["shown_as"] in WITHOUT_TARGET
    return {
        "indicator": row["code"],
        "goal": f"{service}1",
        "reporting_unit": service.lower(),
        "kind": "level",
        "unit_of_measure": "%" if row["measure"] == "%" else "",
        "direction": "down" if row["code"] in LESS_IS_BETTER else "up",
        "target_rule": "monitor" if is_followed else "each-year",
        "target_value": "" if is_followed else row["target"],
        "from_year": YEAR_BEFORE,
        "target_year": YEAR,
        "baseline_value": "",
        "baseline_year": "",
        "negative": "yes" if any(row[column].startswith("-") for column in PERIODS) else "",
        "decimals": max(len(row[column].partition(".")[2]) for column in ("target", *PERIODS)),
        "formula": "",
        "name_en": row["indicator"],
    }


def _write(folder: Path, name: str, rows: Iterable[Mapping[str, object]], columns: Sequence[str] = ()) -> None:
    rows = list(rows)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
