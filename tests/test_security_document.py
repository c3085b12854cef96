"""docs/security.md: one line for each requirement, and what it says is so: its tests exist, its limits are the code's, its lists are whole."""

from __future__ import annotations

import ast
import csv
import re
from datetime import timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from monitoring.storage.statements import statement
from monitoring.trust.log import Event

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
SELECTION = ROOT.parent / "shared" / "asvs" / "asvs-5.0-selection.csv"
MET, NOT_MET, STATUSES = "met", "not met", {"met", "does not apply", "not met"}
COMMANDS = (".venv/bin/python ", "python -m monitoring ", "pip-audit ", "git ", "openssl ", "stat ")
MOST_NOT_MET = 10


class Line(NamedTuple):
    requirement: str
    level: str
    asks: str
    status: str
    how: str
    shown_by: str


def section(title: str) -> str:
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", DOCUMENT, re.M | re.S)[1]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables' lines, without their heads."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    heads = {place - 1 for place, row in enumerate(cells) if set(row[0]) == {"-"}}
    return [row for place, row in enumerate(cells) if place not in heads and place - 1 not in heads]


LINES = [Line(*row) for row in rows(section("Requirement by requirement"))]


@cache
def functions(path: str) -> set[str]:
    return {node.name for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def test_each_requirement_has_one_line_with_a_status():
    assert len(LINES) == len({line.requirement for line in LINES}) > 100
    assert {line.status for line in LINES} <= STATUSES
    assert [line for line in LINES if not all((line.asks, line.how, line.level in "12"))] == []


def test_few_are_not_met_and_none_of_the_first_level():
    lacking = [line for line in LINES if line.status == NOT_MET]
    assert len(lacking) <= MOST_NOT_MET and {line.level for line in lacking} <= {"2"}
    counts = [sum(line.status == status for line in LINES) for status in ("met", "does not apply", "not met")]
    assert "Of {} requirements {} are met, {} do not apply, {} are not met".format(len(LINES), *counts) in DOCUMENT


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.requirement)
def test_what_is_met_is_shown_by_tests_that_exist_or_a_command(line):
    named = re.findall(r"`([^`]+)`", line.shown_by)
    assert bool(named) == (line.status == MET)
    for one in named:
        path, _, function = one.partition("::")
        assert function in functions(path) if function else one.startswith(COMMANDS), one


def test_the_requirements_are_those_of_the_selection():
    if not SELECTION.exists():
        pytest.skip("the selection is not there")
    with SELECTION.open(encoding="utf-8", newline="") as file:
        assert [(row["req_id"], row["L"]) for row in csv.DictReader(file)] == [(line.requirement, line.level) for line in LINES]


@pytest.mark.parametrize("row", rows(section("Limits")), ids=lambda row: row[0])
def test_limits_are_those_of_the_code(row, monkeypatch):
    for name in ("API_RATE", "UPLOAD_MEMORY", "SESSION_IDLE", "SESSION_LONGEST", "LOG_KEPT"):
        monkeypatch.delenv(f"MONITORING_{name}", raising=False)
    _, amount, where = row
    module, _, name = where.strip("`").rpartition(".")
    found = getattr(import_module(module), name.removesuffix("()"))
    found = found() if name.endswith("()") else found
    number = found / timedelta(minutes=1) if isinstance(found, timedelta) else found
    assert float(re.match(r"[\d,]+", amount)[0].replace(",", "")) == number


def test_every_table_of_the_store_is_classified():
    tables = re.findall(r"create table if not exists (\w+)", statement("schema"))
    named = [name for row in rows(section("Data")) for name in re.findall(r"`(\w+)`", row[1])]
    assert len(tables) > 10 and sorted(named) == sorted(tables)


def test_every_event_of_the_log_is_in_the_inventory():
    told = re.search(r"with what outcome: ([a-z, -]+) \|", section("Logs"))[1].split(", ")
    assert sorted(told) == sorted(Event)


def test_each_class_of_vulnerability_has_its_time():
    text = " ".join(section("Components").split())
    critical, high, other = re.search(r"within (\d+) days where it is critical, (\d+) where it is high, (\d+) otherwise", text).groups()
    assert int(critical) < int(high) < int(other) and "brought up to date twice a year" in text


def test_the_web_server_of_the_readme_is_strict():
    (server,) = re.findall(r"```nginx\n(.*?)```", README, re.S)
    settings = dict(re.findall(r"^\s*((?:proxy_set_header )?[\w-]+) +(.*?);$", server, re.M))
    assert re.findall(r"listen (.*?);", server) == ["443 ssl"] and "return 30" not in server
    assert settings["ssl_protocols"] == "TLSv1.2 TLSv1.3"
    assert all(re.fullmatch(r"ECDHE-(?:ECDSA|RSA)-(?:AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)", one) for one in settings["ssl_ciphers"].split(":"))
    assert settings["proxy_set_header X-Forwarded-For"] == "$remote_addr", "not what the client says"
    assert settings["proxy_set_header X-Forwarded-Proto"] == "$scheme" and settings["server_tokens"] == "off"
    assert settings["proxy_pass"].startswith("http://127.0.0.1:"), "on the same machine"
