"""What is shown, as files. They are made on demand, outside of any run of a page, where neither reader nor language are known any more."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from threading import BoundedSemaphore, Lock

import streamlit as st
from streamlit import runtime

from monitoring import moments
from monitoring.assessed_year import AssessedYear
from monitoring.model import IndicatorView
from monitoring.store import digest
from monitoring.trust import log
from monitoring.trust.people import Person
from pages.shared import identity, session
from publishing import exports
from publishing.documents import chart_workbook, content, pdf, slides

AT_ONCE = 2
"""Files that are made at a time, whoever asks; others wait their turn, and pages are not slower than with these."""
MOST_FILES = 10_000
"""Files that are remembered for whom they were made, the latest ones."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class Files:
    """For whom which file was made: sessions by the SHA-256 of the content; "" is for everybody."""

    def __init__(self, size: int):
        self._size, self._sessions, self._lock = size, OrderedDict[str, set[str]](), Lock()

    def add(self, content: bytes, session: str) -> None:
        with self._lock:
            self._sessions.setdefault(digest(content), set()).add(session)
            self._sessions.move_to_end(digest(content))
            while len(self._sessions) > self._size:
                self._sessions.popitem(last=False)

    def is_for(self, content: bytes, session: str) -> bool:
        with self._lock:
            return bool(self._sessions.get(digest(content), set()) & {"", session})


_FILES = Files(MOST_FILES)
_making = BoundedSemaphore(AT_ONCE)


def is_for(file: str, person: Person) -> bool:
    """Whether a file that Streamlit holds (`file` is its name there) was made for this person, or for everybody."""
    held = runtime.get_instance().media_file_mgr.read_file(file.partition(".")[0])
    return held is None or _FILES.is_for(held.content, person.session)


def button(label: str, make: Callable[[], bytes], name: str, media_type: str, key: str | None = None) -> None:
    """A button for a file. The log tells of what is not public."""
    is_public = session.is_public()

    def asked(person: Person) -> bytes:
        if not is_public:
            log.downloaded(identity.store(), person, "file", name)
        return make()

    asking_button(label, asked, name, media_type, key)


def asking_button(label: str, make: Callable[[Person], bytes], name: str, media_type: str, key: str | None = None) -> None:
    """A button for a file whose `make` asks whether somebody may have it, and tells the log. Who it is is looked up when it is pressed: they may have
    signed out, or lost a role, since the page was drawn."""
    cookies, came_from, is_public = dict(st.context.cookies), st.context.ip_address or "", session.is_public()

    def made() -> bytes:
        person = identity.person(cookies, came_from)
        with _making:
            content = make(person)
        _FILES.add(content, "" if is_public else person.session)
        return content

    st.download_button(label, made, name, media_type, key=key, on_click="ignore")


def figures(assessed: AssessedYear, views: Sequence[IndicatorView], years: Sequence[int], selection: str = "") -> None:
    """Buttons for the shown figures as a workbook and as CSV, which say that they are the example's, and what was chosen of all."""
    words = session.words()
    data = " · ".join(filter(None, [words("banner.example") if session.is_example() else "", selection]))
    title = words("export.title", programme=assessed.catalogue.programme, year=assessed.year)
    name = f"{words('export.file')}-{assessed.catalogue.programme.programme}-{assessed.year}"

    def frame():
        return exports.frame(assessed, views, years, words, data)

    with st.container(horizontal=True):
        button(words("export.xlsx"), lambda: exports.xlsx(frame(), title, words, data), f"{name}.xlsx", XLSX)
        button(words("export.csv"), lambda: exports.csv(frame()), f"{name}.csv", "text/csv")


def materials(assessed: AssessedYear, views: Sequence[IndicatorView], years: range, about: str = "", selection: str = "") -> None:
    """Buttons for documents about the goals of the shown indicators, for a meeting. `about` is a part of the files' names; `selection` says in
    words what a document shows."""
    words, shown, made = session.words(), session.shown(), edition(occasion=selection)
    name = "-".join(filter(None, [words("material.file"), assessed.catalogue.programme.programme, about, str(assessed.year)]))
    with st.container(horizontal=True):
        documents(lambda: content.material(assessed, views, years, words, made(), shown.anew().decisions()), name)


def documents(material: Callable[[], content.Material], name: str) -> None:
    """A button for each kind of document. `name` is the file's, without its ending."""
    words = session.words()

    def made(write: Callable) -> bytes:
        return write(material(), words)

    kinds = {"slides": (slides.pptx, PPTX, "pptx"), "pdf": (pdf.pdf, PDF, "pdf"), "workbook": (chart_workbook.xlsx, XLSX, "xlsx")}
    for kind, (write, media_type, ending) in kinds.items():
        button(words(f"material.{kind}"), partial(made, write), f"{name}.{ending}", media_type, f"material-{kind}")


def edition(as_of: datetime | None = None, occasion: str = "") -> Callable[[], content.Edition]:
    """Makes, on demand, the edition of a document: today, the newest delivery until `as_of` (UTC), the banner of example data; `occasion` is
    the meeting or the choice that a document is made for."""
    words, shown = session.words(), session.shown()
    banner = words("banner.example") if session.is_example() else ""

    def made() -> content.Edition:
        newest = next((row for row in shown.anew().deliveries() if as_of is None or row.uploaded_at <= as_of), None)
        version = words("material.version.none")
        if newest:
            version = words("material.version", moment=words.moment(moments.local(newest.uploaded_at)))
        return content.Edition(moments.today(), version, banner, occasion)

    return made
