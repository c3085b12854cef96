"""What a stranger meets first: the README's commands, the pins, the settings, the licence."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.metadata import distribution, version
from pathlib import Path

import pytest

from monitoring import settings
from monitoring.catalogue import FILES
from monitoring.kinds import KINDS
from monitoring.programme import FORMULAS
from monitoring.rules import RULES
from tests.test_architecture import imports, modules

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PINNED = re.compile(r"[a-z0-9\-]+==[0-9.]+")


def requirements(name: str) -> dict[str, str]:
    lines = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith(("#", "-r "))]
    assert all(PINNED.fullmatch(line) for line in lines), lines
    return dict(line.split("==") for line in lines)


def commands() -> list[str]:
    """The commands of the README's blocks, in their order, without what is said beside them."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.S)
    return [line.partition("#")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_the_readmes_first_command_runs_the_dashboard_and_the_next_the_tests():
    assert commands()[:3] == ["make run", "make test", "make test-fast"]


def test_the_makefile_has_what_is_promised():
    made = subprocess.run(["make", "--dry-run", "--always-make", "run", "PORT=8765"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "streamlit run pages/web/app.py" in made.stdout and "--server.port 8765" in made.stdout and "127.0.0.1" in made.stdout
    fast = 'pytest -n 3 --dist worksteal -m "not browser"'
    for target, tool in (("test", "pytest"), ("test-fast", fast), ("lint", "ruff check"), ("bench", "tests.bench.bench")):
        made = subprocess.run(["make", "--dry-run", "--always-make", target], cwd=ROOT, capture_output=True, text=True, check=True)
        assert tool in made.stdout


def test_what_every_change_must_pass_calls_the_readmes_commands():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    calls = [line for line in script.read_text(encoding="utf-8").splitlines() if line.startswith("make ")]
    assert calls == ["make lint", "make test"]


def test_a_machine_with_a_browser_gets_no_other(tmp_path):
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\n", encoding="utf-8")
    browser.chmod(0o755)
    installing = ROOT / "tests" / "browser" / "install-browser"
    assert os.access(installing, os.X_OK)
    done = subprocess.run([installing, "no-python"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_what_is_pinned_is_what_is_installed(name):
    pins = requirements(name)
    assert {package: version(package) for package in pins} == pins


def test_what_the_code_imports_is_pinned_and_nothing_else():
    names = {name.split(".")[0] for path in modules() for _, name in imports(path)}
    foreign = names - set(sys.stdlib_module_names) - {"pages", "publishing", "loaders", "monitoring", "tools"}
    # Psycopg imports by itself what it needs of PostgreSQL's own library.
    wanted = requirements("requirements.txt").keys() - {"psycopg-binary"}
    brought = {package: {Path(file.parts[0]).stem for file in distribution(package).files} & foreign for package in wanted}
    assert set().union(*brought.values()) == foreign and all(brought.values())


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_readme_says_what_each_package_is_for(name):
    assert [package for package in requirements(name) if package not in README.lower()] == []


def test_the_readme_names_every_file_kind_and_rule_of_a_programme():
    assert [stem for stem in FILES if f"`{stem}.csv`" not in README] == []
    assert [word for word in (*KINDS, *RULES) if f"`{word}`" not in README] == []
    assert [word for word in FORMULAS if word not in README] == []


def test_the_readme_names_every_setting():
    tree = ast.parse(Path(settings.__file__).read_text(encoding="utf-8"))
    names = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and re.fullmatch(r"MONITORING_[A-Z_]+", str(node.value))}
    assert len(names) >= 2
    assert [name for name in names if f"`{name}`" not in README] == []


def test_the_commands_of_the_readme_exist(capsys):
    for command in commands()[3:]:
        _, _, module, name = command.split()[:4]
        with pytest.raises(SystemExit) as ended:
            import_module(f"{module}.__main__").main([name, "--help"])
        assert ended.value.code == 0, command
        reported = capsys.readouterr().out
        assert [option for option in re.findall(r"--[a-z]+", command) if option not in reported] == [], command


def test_the_paths_of_the_readme_exist():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures and all((ROOT / picture).stat().st_size for picture in pictures)
    named = set(re.findall(r"`([\w.\-/]+(?:/|\.py))`", README)) - {"parts/", "sql/"}
    assert len(named) > 8
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_licence_is_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("European Union Public Licence v. 1.2")
    assert [int(number) for number in re.findall(r"^(\d+)\. [A-Z]", text, re.M)] == list(range(1, 16))
    assert "Appendix" in text and "EUPL-1.2" in README


def test_the_dashboard_listens_to_this_machine_only_and_tells_nobody():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none" and config["client"]["toolbarMode"] == "viewer"
    assert config["client"]["showErrorLinks"] is False
    assert config["server"]["headless"] is True, "or Streamlit would install what it likes for programs that write code"
    assert config["server"]["fileWatcherType"] == "none" and "global" not in config


def test_settings_come_from_the_environment(monkeypatch, tmp_path):
    for name in ("MONITORING_PROGRAMME", "MONITORING_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    assert settings.programme_folder() == ROOT / "data" / "programmes" / "vaasa-2019-2022"
    assert settings.database() == ROOT / "data" / "monitoring.duckdb"
    monkeypatch.setenv("MONITORING_PROGRAMME", "another")
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "own.duckdb"))
    assert settings.programme_folder() == ROOT / "data" / "programmes" / "another"
    assert (settings.database(), settings.example_database()) == (tmp_path / "own.duckdb", tmp_path / "examples.duckdb")
    monkeypatch.setenv("MONITORING_PROGRAMME", str(tmp_path))
    assert settings.programme_folder() == tmp_path
