"""The message catalogues: the same keys and placeholders in every language, nothing empty or left in English, nothing missing or unused; and no
sentence in the code."""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest
import streamlit
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from streamlit.elements import exception

from loaders.findings import SEVERITY
from monitoring.words import DOMAIN, LOCALES, languages
from pages.shared import framework_words

ROOT = Path(__file__).parents[1]
FIRST = "en"
TRANSLATED = tuple(language for language in languages() if language != FIRST)
KEY = re.compile(r"[a-z][a-z0-9_\-]*(\.[a-z0-9_\-]+)+")

# Words that are the same in English and in the other language; a message of these alone may be the same too. So may how dates are written.
SHARED_WORDS = {"sv": {"cell", "dd", "gb", "index", "information", "kb", "mb", "mm", "period"}}
PATTERNS = "format."

# Three words beside each other, one of which may be filled in; and a word that a label may consist of.
WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)?"
SENTENCE = re.compile(rf"(?<!\S)[\"'“”(]?(?:{{}}\W?\s+{WORD}|{WORD}[,;:.]?\s+(?:{{}}|{WORD}))[,;:.]?\s+{WORD}")
TAG = re.compile(r"<[^>]*>")
LABEL = re.compile(r"\W*[A-ZÅÄÖ][^\W\d_]+(?![\w-])")
# Words of others that the code knows: what DuckDB says when a file is taken, Python when memory is; and a list of typefaces.
NOT_OUR_SENTENCES = re.compile(r"Could not set lock on file|out of memory|.+, (?:sans-)?serif")


@cache
def messages_of(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as source:
        return read_po(source)


@cache
def messages(language: str) -> dict[str, Message]:
    return {message.id if isinstance(message.id, str) else message.id[0]: message for message in messages_of(language) if message.id}


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_three_languages_are_there_and_first():
    assert languages()[:3] == ["fi", "sv", "en"]
    assert [messages_of(language).locale_identifier for language in ("fi", "sv", "en")] == ["fi_FI", "sv_FI", "en_GB"]
    assert len(messages(FIRST)) > 200


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_same_keys_in_every_language(language):
    assert messages(language).keys() ^ messages(FIRST).keys() == set()


@pytest.mark.parametrize("language", languages())
def test_every_message_says_something_and_its_braces_match(language):
    faulty = []
    for key, message in messages(language).items():
        for text in forms(message):
            if not text.strip() or text != text.strip() or any(not name.isidentifier() for name in placeholders(text)):
                faulty.append((key, text))
    assert faulty == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_same_placeholders_in_every_language(language):
    def used(message: Message) -> set[str]:
        return set().union(*(placeholders(text) for text in forms(message)))

    differing = {key: (used(message), used(messages(language)[key])) for key, message in messages(FIRST).items() if key in messages(language)}
    assert {key: pair for key, pair in differing.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize("language", languages())
def test_plurals_have_the_forms_of_their_language(language):
    assert {key for key, message in messages(language).items() if message.pluralizable != messages(FIRST)[key].pluralizable} == set()
    wanted = messages_of(language).num_plurals
    assert {key for key, message in messages(language).items() if message.pluralizable and len(forms(message)) != wanted} == set()


def words_of(text: str) -> set[str]:
    """The words of a message, without its placeholders."""
    return set(re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", text).lower()))


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_in_english(language):
    same = {
        key: forms(message)
        for key, message in messages(language).items()
        if key in messages(FIRST) and forms(message) == forms(messages(FIRST)[key]) and not key.startswith(PATTERNS)
    }
    assert {key: texts for key, texts in same.items() if any(words_of(text) - SHARED_WORDS.get(language, set()) for text in texts)} == {}


def test_what_streamlit_says_of_an_error_and_of_a_lost_connection_is_not_left_in_english():
    (scripts,) = (path for path in Path(streamlit.__file__).parent.glob("static/static/js/index.*.js") if "Connection error" in path.read_text())
    said = [text for text in re.findall(r"\{message:`((?:[^`$]|\$\{\w+\})*)`[,}]", scripts.read_text()) if "onnect" in text or "Streamlit" in text]
    parts = {part.strip() for text in said for part in re.split(r"\[\w+\]\(\S+\)", text)}
    assert said and parts | {exception._GENERIC_UNCAUGHT_EXCEPTION_TEXT} <= {*framework_words.MESSAGES, *framework_words.DROPPED}


@pytest.mark.parametrize("language", languages())
def test_the_messages_stand_sorted_by_key(language):
    assert list(messages(language)) == sorted(messages(language))


def _sources() -> list[Path]:
    folders = ("pages", "publishing", "loaders", "monitoring", "tools")
    return [ROOT / "dashboard.py", *(path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))]


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a module."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def _docstrings(nodes: tuple[ast.AST, ...]) -> set[int]:
    return {id(node.value) for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}


def _pattern(node: ast.JoinedStr) -> str | None:
    """A key that is put together, as a regular expression; None where nothing of it is fixed."""
    parts = [re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w.\-]+" for part in node.values]
    fixed = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
    return "".join(parts) if re.fullmatch(r"[a-z0-9.\-_]*[a-z][a-z0-9.\-_]*", fixed) and "." in fixed else None


@cache
def mentioned() -> tuple[dict[str, str], dict[str, str]]:
    """What the code names: ({key: where}, {pattern of a key that is put together: where})."""
    keys: dict[str, str] = {}
    patterns: dict[str, str] = {}
    for path in _sources():
        docstrings, name = _docstrings(_nodes(path)), path.relative_to(ROOT).as_posix()
        for node in _nodes(path):
            where = f"{name}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings and KEY.fullmatch(node.value):
                keys.setdefault(node.value, where)
            elif isinstance(node, ast.JoinedStr) and (pattern := _pattern(node)):
                patterns.setdefault(pattern, where)
    return keys, patterns


def _for_developers(node: ast.AST) -> list[ast.AST | None]:
    """What of `node` no user reads: a bare text beside the code, a dict's keys, a command's help, a log's line, what an exception says."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return [node.value]
        case ast.Dict():
            return node.keys
        case ast.keyword(arg="help" | "description" | "prog"):
            return [node.value]
        case ast.Call(func=ast.Attribute(value=ast.Name(id="log"))):
            return node.args
        case ast.Raise(exc=ast.Call(func=ast.Name(id="KeyError" | "LookupError" | "ValueError" | "TypeError" | "RuntimeError"))):
            return node.exc.args
    return []


SQL = re.compile(r"(insert into|alter table|copy|copy \(select|select \{\} from|copy from database) \{\}")
"""A statement for whichever table."""


def sentences(code: str) -> dict[int, str]:
    """Texts in a module that a person could be meant to read, by line; what is filled in is written {}."""
    tree = ast.parse(code)
    nodes = list(ast.walk(tree))
    skipped = {id(one) for node in nodes for one in _for_developers(node)}
    skipped |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    found = {}
    for node in nodes:
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        else:
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if SENTENCE.search(TAG.sub(" ", text)) and not SQL.match(text) and not NOT_OUR_SENTENCES.fullmatch(text):
            found[node.lineno] = text
    return found


def labels(code: str) -> dict[int, str]:
    """Words with a capital letter that are given to something that shows them, by line."""
    given = [
        argument
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") != "TypeVar"
        for argument in (*node.args, *(keyword.value for keyword in node.keywords))
    ]
    return {one.lineno: one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str) and LABEL.match(one.value)}


SENTENCES = [
    ('st.write("Nothing was delivered yet")', True),
    ('st.write("Ei vielä lukuja")', True),
    ('st.caption(f"{count} rows found")', True),
    ('st.caption(f"Inlämnat av {person} på måndag")', True),
    ('note = "The figure is smaller, look again."', True),
    ('raise Refused("this is not a workbook")', True),
    ('def f():\n    "Gives back what was asked"', False),
    ('log.info("the store was opened anew")', False),
    ('parser.add_argument("file", help="a workbook or a folder")', False),
    ('raise ValueError("nobody has such a thing")', False),
    ("st.html(f\"<div class='{one} two three'>\")", False),
    ('words("goal.reason", n=3)', False),
]


@pytest.mark.parametrize(("code", "output"), SENTENCES)
def test_a_sentence_is_told_from_what_nobody_reads(code, output):
    assert bool(sentences(code)) == output


def test_no_sentence_is_in_the_code():
    assert {path.relative_to(ROOT).as_posix(): found for path in _sources() if (found := sentences(path.read_text(encoding="utf-8")))} == {}


def test_no_page_has_a_word_of_its_own_on_a_button():
    assert labels('st.button("Save")') and labels('column.metric(label="Åtgärder", value=n)') and not labels('st.form("deadline")')
    pages = [path for path in _sources() if path.is_relative_to(ROOT / "pages") and not path.is_relative_to(ROOT / "pages" / "web")]
    assert len(pages) > 40
    assert {path.name: found for path in pages if (found := labels(path.read_text(encoding="utf-8")))} == {}


@cache
def calls() -> tuple[tuple[str, str, ast.Call], ...]:
    """(key, where, call) of every `words("key", …)`, `say("key", …)`, `session.words()("key", …)`."""
    found = []
    for path in _sources():
        for node in _nodes(path):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            output = node.func.func if isinstance(node.func, ast.Call) else node.func
            name = output.attr if isinstance(output, ast.Attribute) else getattr(output, "id", "")
            first = node.args[0]
            if name in ("words", "say", "words_of") and isinstance(first, ast.Constant) and KEY.fullmatch(str(first.value)):
                found.append((first.value, f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node))
    return tuple(found)


def test_every_key_that_the_code_says_exists():
    assert len(calls()) > 100
    assert {key: where for key, where, _ in calls() if key not in messages(FIRST)} == {}


def test_every_placeholder_is_given_its_value():
    lacking = {}
    for key, where, call in calls():
        given = {keyword.arg for keyword in call.keywords}
        wanted = set().union(*(placeholders(text) for text in forms(messages(FIRST)[key]))) | ({"n"} if messages(FIRST)[key].pluralizable else set())
        if None not in given and wanted - given:
            lacking[where] = (key, wanted - given)
    assert lacking == {}


def test_every_key_that_the_code_puts_together_can_exist():
    _, patterns = mentioned()
    assert len(patterns) > 10
    prefixes = {key.split(".")[0] for key in messages(FIRST)}
    lost = {
        pattern: where
        for pattern, where in patterns.items()
        if pattern.split("\\.")[0] in prefixes and not any(re.fullmatch(pattern, key) for key in messages(FIRST))
    }
    assert lost == {}


def test_every_message_is_used():
    keys, patterns = mentioned()
    unused = [key for key in messages(FIRST) if key not in keys and not any(re.fullmatch(pattern, key) for pattern in patterns)]
    assert unused == []


def test_every_finding_has_its_sentence_and_its_advice():
    keys = [key for key in messages(FIRST) if key.startswith("finding.")]
    stems = {key.removesuffix(".message").removesuffix(".fix") for key in keys}
    assert set(keys) == {f"{stem}.{part}" for stem in stems for part in ("message", "fix")}
    assert {stem.split(".")[1] for stem in stems} == set(SEVERITY)
