"""The pages within this process, without a browser: what the server sends for an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from pages.shared import registry

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
TAG = re.compile(r"<[^>]*>")


def opened(wanted: str) -> AppTest:
    """The page at an address such as `goal?goal=TYO1&lang=sv`, on the store that the environment names."""
    name, _, query = wanted.partition("?")
    page = AppTest.from_file(str(DASHBOARD), default_timeout=300)
    for key, values in parse_qs(query).items():
        page.query_params[key] = values
    page.run()
    if name:
        page.switch_page(registry.named(name, is_public=False).script).run()
    assert not page.exception
    return page


def text(page: AppTest) -> str:
    """What its HTML says, and its notices and headings."""
    written = [TAG.sub(" ", each.proto.body) for each in page.get("html")]
    boxes = [
        str(each.value) for kind in (page.title, page.header, page.subheader, page.info, page.warning, page.error, page.markdown) for each in kind
    ]
    return unescape(" ".join([*written, *boxes]))


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
