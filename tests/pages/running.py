"""The pages within this process, without a browser: what the server sends for an address, and what it answers to whoever uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button, Widget

from pages.shared import registry
from pages.shared.markdown import WORD_JOINER

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
TAG, CODE = re.compile(r"<[^>]*>"), re.compile(r"<(style|script).*?</\1>", re.DOTALL)
TABLE = re.compile(r"<table.*?<caption>(.*?)</caption>(.*?)</table>", re.DOTALL)
ROW, CELL = re.compile(r"<tr>(.*?)</tr>", re.DOTALL), re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
FIELDS = ("text_input", "text_area", "selectbox", "multiselect", "button_group", "checkbox")
NOTICES = ("success", "info", "warning", "error")


def opened(wanted: str) -> AppTest:
    """The page at an address such as `goal?goal=TYO1&lang=sv`, on the store that the environment names."""
    name, _, query = wanted.partition("?")
    page = AppTest.from_file(str(DASHBOARD), default_timeout=300)
    for key, values in parse_qs(query).items():
        page.query_params[key] = values
    page.run()
    if name:
        page.switch_page(next(page.script for page in registry.PAGES if page.name == name)).run()
    assert not page.exception
    return page


def text(page: AppTest) -> str:
    """What its HTML says, and its notices and headings."""
    written = [TAG.sub(" ", CODE.sub(" ", each.proto.body)) for each in page.get("html")]
    boxes = [shown(str(each.value)) for kind in ("title", "header", "subheader", *NOTICES, "markdown") for each in getattr(page, kind)]
    return unescape(" ".join([*written, *boxes]))


def shown(markdown: str) -> str:
    """What a browser shows of a text that pages/shared/markdown.py made."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace(WORD_JOINER, "")


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


class Visit:
    """Somebody at a page: reads it, fills in its fields and presses its buttons by their labels, follows its links."""

    def __init__(self, wanted: str):
        self.page = opened(wanted)

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
            field.run()
        assert not self.page.exception

    def buttons(self, label: str) -> list[Button]:
        """Those whose label holds this."""
        return [each for each in self.page.button if label in shown(each.label)]

    def press(self, label: str) -> None:
        (button,) = [each for each in self.buttons(label) if shown(each.label).startswith(label)] or self.buttons(label)
        assert not button.disabled
        button.click().run()
        assert not self.page.exception


def at(name: str, **parameters: str | int) -> str:
    """The address of a page with these parameters."""
    return f"{name}?{urlencode(parameters)}"


def _plain(markup: str) -> str:
    return unescape(TAG.sub("", markup)).strip()
