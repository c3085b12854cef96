"""The house rules that a reader of one file cannot see: who may import whom, what stands where."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = ("dashboard.py", "pages", "publishing", "loaders", "monitoring", "tools")
LONGEST_MODULE = 400

# Who may import which of our own; nothing goes back.
ARROWS = {
    "dashboard": {"pages"},
    "pages": {"pages", "publishing", "loaders", "monitoring"},
    "publishing": {"publishing", "monitoring"},
    "loaders": {"loaders", "monitoring"},
    "monitoring": {"monitoring"},
    "tools": {"tools", "loaders", "monitoring"},
}
# A command line is a way in, as dashboard.py is: it may also write files.
WAYS_IN = {"monitoring/__main__.py": {"publishing"}}
# Which library may be imported where: layers, or the only modules; none besides these.
ONLY_IN = {
    "babel": ("monitoring/", "loaders/", "publishing/", "pages/"),
    "streamlit": ("dashboard.py", "pages/"),
    "openpyxl": ("loaders/", "tools/"),
    "python_calamine": ("loaders/files/reading_binary.py",),
    "pandas": ("publishing/exports.py",),
    "pptx": ("publishing/documents/",),
    "docx": ("publishing/documents/",),
    "xlsxwriter": ("publishing/documents/",),
    "typst": ("publishing/documents/",),
    "icalendar": ("publishing/calendar.py",),
    "plotly": ("monitoring/charts/",),
    "starlette": ("pages/web/",),
    "authlib": ("pages/web/sign_in.py",),
    "httpx2": ("pages/web/sign_in.py",),
    "joserfc": ("pages/web/sign_in.py",),
    "uvicorn": ("pages/web/slow_requests.py",),
    "segno": ("pages/council/meeting/steering.py",),
    "duckdb": ("monitoring/store.py", "monitoring/storage/"),
    "prometheus_client": ("pages/shared/metrics.py",),
    "psycopg": ("monitoring/storage/",),
    "adbc_driver_manager": ("monitoring/storage/",),
    "adbc_driver_postgresql": ("monitoring/storage/",),
    "pyarrow": ("monitoring/storage/",),
    "pydantic": ("monitoring/catalogue", "monitoring/programme.py", "loaders/recipes/", "loaders/command_line/recipe_commands.py"),
}
# A chart is given what it draws.
UNKNOWN_TO_CHARTS = ("monitoring.store", "monitoring.snapshot", "monitoring.settings")


@cache
def modules() -> list[Path]:
    found = [path for name in CODE for path in ([ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py")))]
    assert len(found) > 40
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """The module and everything in it."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, full name) of everything that is imported, wherever in the module; `from a import b` is a.b."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


Rule = Callable[[Path], Iterable[object]]
"""What is wrong in a module."""


def wrong(rule: Rule, among: Iterable[Path] | None = None) -> dict[str, list]:
    """What a rule finds wrong in our modules, or in `among`, by name of the module."""
    return {name_of(path): found for path in among or modules() if (found := list(rule(path)))}


def test_imports_go_one_way_down():
    def back(path: Path) -> Iterator[str]:
        allowed = ARROWS[path.relative_to(ROOT).parts[0].removesuffix(".py")] | WAYS_IN.get(name_of(path), set())
        return (f"{line}: {name}" for line, name in imports(path) if name.split(".")[0] in ARROWS.keys() - allowed)

    assert wrong(back) == {}


def test_each_library_stays_in_its_layer():
    def strays(path: Path) -> Iterator[str]:
        for line, name in imports(path):
            library = name.split(".")[0]
            if library not in ARROWS and library not in sys.stdlib_module_names and not name_of(path).startswith(ONLY_IN.get(library, ())):
                yield f"{line}: {name}"

    assert wrong(strays) == {}


def test_nobody_imports_a_neighbours_underscore():
    def private(path: Path) -> Iterator[str]:
        names = [name.split(".") for _, name in imports(path)]
        yield from (".".join(parts) for parts in names if any(part.startswith("_") and part != "__future__" for part in parts))
        ours = {parts[-1] for parts in names if parts[0] in ARROWS}
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ours and re.match(r"_[^_]", node.attr):
                yield f"{node.lineno}: {node.value.id}.{node.attr}"

    assert wrong(private) == {}


def test_a_chart_knows_no_store():
    drawing = [path for path in modules() if name_of(path).startswith("monitoring/charts/")]
    assert len(drawing) > 3
    assert wrong(lambda path: (name for _, name in imports(path) if name.startswith(UNKNOWN_TO_CHARTS)), drawing) == {}


def test_charts_have_one_door():
    def is_inside(name: str) -> bool:
        return name.startswith("monitoring.charts.") and (ROOT / f"{'/'.join(name.split('.')[:3])}.py").exists()

    others = [path for path in modules() if not name_of(path).startswith("monitoring/charts/")]
    assert wrong(lambda path: (name for _, name in imports(path) if is_inside(name)), others) == {}


def test_no_page_lies_directly_in_pages():
    # Streamlit would serve it without dashboard.py, by its older way of finding pages.
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == []
    assert len(list((ROOT / "pages").glob("*/*.py"))) >= 7


def test_a_page_is_a_flat_script():
    pages = [path for path in sorted((ROOT / "pages").glob("*/*.py")) if path.parent.name not in ("shared", "web")]
    made = (ast.FunctionDef, ast.ClassDef)
    assert wrong(lambda path: (node.name for node in nodes(path) if isinstance(node, made)), pages) == {}


def test_a_module_can_be_read_in_one_go():
    lengths = {name_of(path): path.read_text(encoding="utf-8").count("\n") for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_a_module_says_what_it_is():
    assert [name_of(path) for path in modules() if not ast.get_docstring(nodes(path)[0])] == []


def test_nothing_is_printed():
    def printed(path: Path) -> Iterator[int]:
        calls = (node for node in nodes(path) if isinstance(node, ast.Call))
        return (call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("print", "breakpoint"))

    assert wrong(printed) == {}


def texts(path: Path) -> Iterator[ast.Constant]:
    """String constants that are neither a docstring, nor a key of a dict, nor for developers: a log's line, a command's help."""
    skipped: set[ast.AST] = set()
    for node in nodes(path):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        elif isinstance(node, ast.Dict):
            skipped.update(key for key in node.keys if key)
        elif isinstance(node, ast.keyword) and node.arg in ("help", "description"):
            skipped.add(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "log":
            skipped.update(node.args)
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            yield node


def test_sql_is_in_sql_files():
    statement = re.compile(r"^\s*(select|with|insert|update|delete|create|drop|alter|copy|attach)\s", re.I)
    # Statements for whichever table: their names come from a fixed list, their values are bound. A file is attached by a statement in which DuckDB
    # binds nothing.
    found = wrong(lambda path: sorted({node.value.split()[0] for node in texts(path) if statement.search(node.value)}))
    assert found == {
        "monitoring/storage/attached_file.py": ["alter", "copy", "delete", "insert", "select"],
        "monitoring/storage/connections.py": ["insert"],
        "monitoring/storage/contents.py": ["select"],
        "monitoring/storage/duckdb_file.py": ["attach"],
        "monitoring/storage/memory_copy.py": ["attach", "copy"],
        "monitoring/storage/postgresql.py": ["delete", "select"],
        "monitoring/storage/postgresql_rows.py": ["copy", "delete", "insert", "select"],
    }


def test_nothing_runs_text_as_code():
    running, reading = {"eval", "exec", "compile", "__import__"}, {"pickle", "marshal", "shelve", "dill", "yaml", "code", "runpy"}

    def run(path: Path) -> Iterator[str]:
        yield from (f"{line}: {name}" for line, name in imports(path) if name.split(".")[0] in reading)
        calls = (node.func for node in nodes(path) if isinstance(node, ast.Call))
        yield from (f"{called.lineno}: {called.id}" for called in calls if isinstance(called, ast.Name) and called.id in running)

    assert wrong(run) == {}


def test_only_the_sandbox_starts_a_process():
    starting = re.compile(r"os\.(system|popen|exec\w+|spawn\w+|fork|posix_spawn)|.*\.create_subprocess_\w+")

    def started(path: Path) -> Iterator[str]:
        yield from (name for _, name in imports(path) if name.split(".")[0] in ("subprocess", "multiprocessing", "pty"))
        calls = [node for node in nodes(path) if isinstance(node, ast.Call)]
        yield from (ast.unparse(call.func) for call in calls if starting.fullmatch(ast.unparse(call.func)))
        yield from ("shell" for call in calls if any(keyword.arg == "shell" for keyword in call.keywords))

    # The other is for development.
    assert wrong(started) == {"loaders/files/sandbox.py": ["subprocess"], "tools/signed_in.py": ["subprocess"]}


def test_only_signing_in_and_mail_speak_to_another_server():
    speaking = ("authlib", "httpx2", "urllib.request", "urllib3", "requests", "http.client", "socket", "ssl", "ftplib", "smtplib", "websockets")
    speaks = wrong(lambda path: (name for _, name in imports(path) if f"{name}.".startswith(tuple(f"{one}." for one in speaking))))
    assert list(speaks) == ["pages/web/sign_in.py", "publishing/mail.py"]
    unchecked = {"verify", "check_hostname", "verify_mode", "CERT_NONE", "_create_unverified_context"}
    texts = [node for path in speaks for node in nodes(ROOT / path) if {getattr(node, "value", None), getattr(node, "attr", None)} & unchecked]
    pairs = [
        pair for path in speaks for node in nodes(ROOT / path) if isinstance(node, ast.Dict) for pair in zip(node.keys, node.values, strict=True)
    ]
    trusted = [key for key, value in pairs if ast.unparse(value) == "_trusted()"]
    assert texts == trusted, "certificates are validated as the library does by itself"
    (function,) = (node for node in nodes(ROOT / "pages/web/sign_in.py") if getattr(node, "name", "") == "_trusted")
    assert [ast.unparse(node) for node in function.body[1:]] == ["return create_ssl_context()"], "with what it takes by itself"


def test_what_is_put_into_a_pattern_is_escaped_or_ours():
    ours = re.compile(r"[A-Z_]+(\.pattern)?|re\.escape\(.*\)")

    def put_in(path: Path) -> Iterator[str]:
        calls = [node for node in nodes(path) if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args]
        for pattern in (call.args[0] for call in calls if ast.unparse(call.func) != "re.escape"):
            parts = pattern.values if isinstance(pattern, ast.JoinedStr) else [pattern]
            yield from (
                text for part in parts if not isinstance(part, ast.Constant) and not ours.fullmatch(text := ast.unparse(getattr(part, "value", part)))
            )

    # One of two decimal signs, written down beside it.
    assert wrong(put_in) == {"loaders/files/reading_text.py": ["point"]}


def test_a_list_finds_what_holds_the_typed_text():
    """Streamlit's lists otherwise take what has the typed letters anywhere: Enter would take a name that nobody meant."""

    def otherwise(path: Path) -> Iterator[str]:
        yield from (node.attr for node in nodes(path) if isinstance(node, ast.Attribute) and node.attr in ("selectbox", "multiselect"))

    assert wrong(otherwise) == {"pages/shared/select.py": ["selectbox", "multiselect"]}


def test_no_place_of_somebodys_machine():
    place = re.compile(r"(?<![\w.])/(home|Users|root|tmp|mnt|work|opt)/|\b[A-Z]:\\")
    assert wrong(lambda path: (f"{node.lineno}: {node.value}" for node in texts(path) if place.search(node.value))) == {}


def test_importing_the_lower_layers_brings_neither_streamlit_nor_excel():
    """What an import drags in costs every command of the command line its start; so it is looked at in a fresh process."""
    code = "import sys, monitoring.__main__, loaders.__main__; sys.stdout.write(' '.join(sorted({name.split('.')[0] for name in sys.modules})))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert "duckdb" in loaded
    assert {"streamlit", "pandas", "plotly", "openpyxl"} & set(loaded) == set()
