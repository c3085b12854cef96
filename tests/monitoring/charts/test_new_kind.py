"""A new kind of indicator needs no edit where charts are drawn and put into words: what they know of kinds they ask of the registry."""

from __future__ import annotations

import ast
import json
from pathlib import Path

from monitoring import charts, kinds
from monitoring.model import Figure
from monitoring.palette import LIGHT
from monitoring.words import Words
from tests.monitoring.charts.made import view

ROOT = Path(__file__).parents[3]
NOT_KINDS = {"value"}
"""Names of components that are words of other things too: the series of values."""


MESSAGES = {"chart.column.value.median": "Median", "chart.value-named.median": "median {value}"}
"""Those that a kind brings to charts."""


class WithMessages(Words):
    """A language with MESSAGES."""

    def __call__(self, key: str, /, **values) -> str:
        return MESSAGES[key].format_map(values) if key in MESSAGES else super().__call__(key, **values)


def test_no_chart_names_a_kind_or_a_component():
    names = {*kinds.KINDS, *kinds.COMPONENTS} - NOT_KINDS
    paths = sorted((ROOT / "monitoring" / "charts").glob("*.py"))
    assert len(paths) > 10
    found = {
        path.name: {node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)} for path in paths
    }
    assert {name: texts & names for name, texts in found.items() if texts & names} == {}


def test_a_new_kind_has_its_chart_its_words_and_its_table(monkeypatch):
    component = kinds.Component("median", kinds.LAST, is_value=True, on_scale=True, counts=False)
    kind = kinds.Kind("median", kinds.SCORES, (component, kinds.RESPONDENTS), decimals=1, has_scale=True, is_named=True)
    monkeypatch.setitem(kinds.KINDS, "median", kind)
    say, shown = WithMessages("en"), view("TUR3.2", {2021: 3.0, 2022: 4.0}, kind="median", target_rule="monitor", target_year=None, direction=None)
    shown.figures[2022] = Figure(2022, 4.0, parts={"median": 4.0, "respondents": 12})
    (values,) = [trace for trace in json.loads(charts.draw(shown, say, LIGHT).to_json())["data"] if trace["meta"] == "values"]
    assert values["x"] == [2021, 2022] and values["hovertext"][1] == "<b>2022</b><br>4.0<br>respondents 12"
    assert "median 4.0" in charts.title(shown, say) and "2022: 4.0, respondents 12" in charts.alternative(shown, say)
    table = charts.table(shown, say)
    assert table.columns[1] == "Median" and table.rows[3][1:3] == ("4.0", "12")
    assert [(series.role, series.name) for series in charts.drawing(shown, say).series] == [("value", "Median")]
