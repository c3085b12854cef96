"""The pages within this process, without a browser: what the server sends for an address, and what it answers to whoever uses it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner
from streamlit.testing.v1.element_tree import Button, Selectbox, Widget
from streamlit.util import calc_hash

from pages.shared import suggestions
from pages.shared.markdown import WORD_JOINER

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
TAG, CODE = re.compile(r"<[^>]*>"), re.compile(r"<(style|script).*?</\1>", re.DOTALL)
TABLE = re.compile(r"<table.*?<caption>(.*?)</caption>(.*?)</table>", re.DOTALL)
ROW, CELL = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL), re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
FIELDS = ("text_input", "text_area", "selectbox", "multiselect", "button_group", "checkbox", "radio")
COMPONENTS = BidiComponentManager()
"""None. Each AppTest would look through all installed packages for components of others."""
SCRIPTS = ScriptCache()
"""One for all, as a server has. Each AppTest would compile the scripts anew."""
local_script_runner.ScriptCache = app_test.ScriptCache = lambda: SCRIPTS
AT_AN_END = local_script_runner.require_widgets_deltas
"""Looks a thousand times a second whether the run is over; one that takes too long is stopped, and an error."""


def _ended(runner: local_script_runner.LocalScriptRunner, timeout: float) -> None:
    runner._script_thread.join(timeout)
    AT_AN_END(runner, timeout=1)


local_script_runner.require_widgets_deltas = _ended
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTICES = ("success", "info", "warning", "error")


def opened(wanted: str) -> AppTest:
    """The page at an address such as `goal?goal=TYO1&lang=sv`, on the store that the environment names."""
    name, _, query = wanted.partition("?")
    page = AppTest.from_file(str(DASHBOARD), default_timeout=300)
    page._bidi_component_manager = COMPONENTS
    # As a browser names it. `switch_page` needs a run of the first page before.
    page._page_hash = name and calc_hash(name)
    for key, values in parse_qs(query).items():
        page.query_params[key] = values
    page.run()
    assert not page.exception
    return page


def text(page: AppTest) -> str:
    """What its HTML says, and its notices and headings."""
    written = [TAG.sub(" ", CODE.sub(" ", each.proto.body)) for each in page.get("html")]
    boxes = [shown(str(each.value)) for kind in ("title", "header", "subheader", *NOTICES, "markdown") for each in getattr(page, kind)]
    boxes = [TAG.sub(" ", box) if box.startswith("<") else box for box in boxes]
    return unescape(" ".join([*written, *boxes]))


def shown(markdown: str) -> str:
    """What a browser shows of a text that pages/shared/markdown.py made."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace(WORD_JOINER, "")


def given(page: AppTest, script: str) -> list:
    """What a script of the page is given."""
    (found,) = (each.proto.body for each in page.get("html") if script in each.proto.body)
    return json.loads(unescape(found.partition('data-given="')[2].partition('"')[0]))


def suggested(page: AppTest) -> list[list[list[str]]]:
    """The entries that are offered below a text field: of each the parts of its label, a text and its language."""
    return [parts for _, parts in given(page, suggestions.FOLLOWING)[1]]


def sent(page: AppTest) -> list[tuple[str, bytes]]:
    """All that the browser would get to draw the page from, by kind; but for the names of files that are made when somebody wants them."""
    found = []
    for node in below(page._tree):
        proto = getattr(node, "proto", None)
        if proto is not None:
            if hasattr(proto, "deferred_file_id"):
                proto.ClearField("deferred_file_id")
            found.append((type(node).__name__, proto.SerializeToString(deterministic=True)))
    return found


def below(node) -> Iterator:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from below(child)


class List(Selectbox):
    """A list as a browser sends it: by what it shows. Outside of a run AppTest's element does not know what that is for its value."""

    shown: str | None

    @property
    def _widget_state(self) -> WidgetState:
        return WidgetState(id=self.id) if self.shown is None else WidgetState(id=self.id, string_value=self.shown)


class Visit:
    """Somebody at a page: reads it, fills in its fields and presses its buttons by their labels, follows its links."""

    def __init__(self, wanted: str):
        self.page = opened(wanted)
        self._shown: dict[str, str | None] = {}
        self._chosen: dict[str, str] = {}
        self._look_at_lists()

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", text(self.page))

    @property
    def address(self) -> dict[str, str]:
        """The first value of each parameter."""
        return {key: values[0] if isinstance(values, list) else values for key, values in self.page.query_params.items()}

    @property
    def title(self) -> str:
        return shown(self.page.title[0].value)

    @property
    def notices(self) -> list[str]:
        return [shown(str(each.value)) for kind in NOTICES for each in getattr(self.page, kind)]

    def tables(self, caption: str = "") -> list[list[list[str]]]:
        """The rows of every table whose caption begins so; the first has the headings."""
        bodies = (each.proto.body for each in self.page.get("html"))
        found = (match.groups() for body in bodies for match in TABLE.finditer(body))
        wanted = [table for name, table in found if _plain(name).startswith(caption)]
        return [[[_plain(cell) for cell in CELL.findall(row)] for row in ROW.findall(table)] for table in wanted]

    def rows(self, holding: str) -> list[list[str]]:
        """The rows of all tables with a cell that holds this."""
        return [row for table in self.tables() for row in table if any(holding in cell for cell in row)]

    def links(self, holding: str = "") -> list[tuple[str, dict[str, list[str]]]]:
        """The words of every link to a page that holds this, and the parameters of its address."""
        protos = (each.proto for each in self.page.get("page_link"))
        found = ((shown(proto.label), parse_qs(proto.query_string)) for proto in protos)
        return [(label, parameters) for label, parameters in found if holding in label]

    def field(self, label: str) -> Widget:
        """The one whose label begins so."""
        found = [each for kind in FIELDS for each in self.page.get(kind) if shown(each.proto.label).startswith(label)]
        (field,) = found
        return field

    def fill(self, label: str, value: object) -> None:
        """What is filled in inside of a form is sent with its button."""
        field = self.field(label).set_value(value)
        if not field.proto.form_id:
            self._run(field)

    def choose(self, label: str, option: str) -> None:
        """The first option of a list whose text holds this."""
        box = self.field(label)
        self._chosen[box.id] = next(text for text in box.options if option in text)
        if not box.proto.form_id:
            self._run(box)

    def shown_by(self, label: str) -> str:
        """What a list shows."""
        return self._shown[self.field(label).id]

    def _run(self, changed: Widget) -> None:
        """What is in a form is sent with its button."""
        for box in self.page.selectbox:
            if box.proto.form_id in ("", changed.proto.form_id):
                self._shown[box.id] = self._chosen.pop(box.id, self._shown[box.id])
            box.__class__, box.shown = List, self._shown[box.id]
        changed.run()
        assert not self.page.exception
        self._look_at_lists()

    def _look_at_lists(self) -> None:
        """A list goes on showing what it did, unless the page sets it."""
        for box in self.page.selectbox:
            if box.proto.set_value:
                self._shown[box.id] = box.proto.raw_value or None
            elif box.id not in self._shown:
                self._shown[box.id] = box.options[box.proto.default] if box.proto.HasField("default") else None

    def buttons(self, label: str) -> list[Button]:
        """Those whose label holds this."""
        return [each for each in self.page.button if label in shown(each.label)]

    def hand_in(self, *files: tuple[str, bytes]) -> None:
        """Gives workbooks, each (name, content), to the field for files."""
        self._run(self.page.file_uploader[0].set_value([(*file, XLSX) for file in files]))

    def press(self, label: str) -> None:
        (button,) = [each for each in self.buttons(label) if shown(each.label).startswith(label)] or self.buttons(label)
        assert not button.disabled
        self._run(button.click())


def at(name: str, **parameters: str | int) -> str:
    """The address of a page with these parameters."""
    return f"{name}?{urlencode(parameters)}"


def _plain(markup: str) -> str:
    return unescape(TAG.sub("", markup)).strip()
