"""The head of a page as it is sent before any script runs, for search engines, previews of shared links and readers without JavaScript: its
language, title and description, put into Streamlit's one page. `place` is a page's address below that of the front page, without slashes
around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit
from starlette.datastructures import QueryParams

from monitoring import settings
from monitoring.catalogue import CatalogueError
from monitoring.words import Words, languages
from monitoring.words import words as words_of
from pages.shared import html, identity, registry, shown_data
from pages.shared.registry import FRONT, PAGES, Given, Page, Subject

REPLACED = re.compile(r'<html lang="[^"]*">|<title>.*?</title>|<noscript>.*?</noscript>', re.DOTALL)
OF_STREAMLIT = ("embed", "embed_options")
"""Parameters that change how a page is framed and not what it says."""
DRAWING = [path.name for path in (Path(streamlit.__file__).parent / "static/static/js").glob("PlotlyChart.*.js")]
"""Streamlit's code for charts, 4.7 MB: a browser would load it only once the first chart has come."""
CONNECTION = Path(__file__).with_name("connection.js").read_text(encoding="utf-8")
EMPTYING = Path(__file__).with_name("emptying.js").read_text(encoding="utf-8")
"""Takes everything off a page that nobody has touched for so many milliseconds, and says why. It does not ask the server, for which that would be a
use of the session."""
FACES = [dict(face) for face in streamlit.get_option("theme.fontFaces") or ()]
"""The fonts that Streamlit is told of, as they are set: it takes their weights away when it sends the first page."""
LETTERS = Path(__file__).with_name("letters.js").read_text(encoding="utf-8")


def plain_subject(words: Words) -> Subject:
    """The programme's name, for any address; the tool's where the programme cannot be read."""
    try:
        programme = shown_data.programme().programme
    except CatalogueError:
        return Subject(words("app.title"))
    return Subject(words.name(programme))


def asks_the_store(place: str, cookies: Mapping[str, str]) -> bool:
    """Whether `subject` reads the store at this place for these cookies, which can take time."""
    page = _page(place)
    return identity.cookie() in cookies or (page is not None and page.subject is not None)


def subject(place: str, given: Given, words: Words, cookies: Mapping[str, str]) -> Subject:
    """Title and description of the page at `place` for whoever asks with these cookies; the plain subject where they have no such page.

    Raises StoreError, CatalogueError.
    """
    page, person = _page(place), identity.person(cookies)
    if page not in registry.of(person):
        return plain_subject(words)
    programme = shown_data.programme()
    found = page.subject(shown_data.now(programme, identity.is_public(person)), given, words) if page.subject else None
    found = found or Subject(words(f"page.{page.name}"), words(f"{page.name}.lead") if page.has_lead else "")
    lead = words("served.lead", goals=len(programme.goals), themes=len(programme.themes))
    return Subject(registry.in_full(found.title, programme, words), found.description or lead, is_page=True)


def _page(place: str) -> Page | None:
    """The page at `place`, whoever has it. The front page is at "" and not at its name."""
    return next((page for page in PAGES if page.name == (place or FRONT) and place != FRONT), None)


def emptying(cookies: Mapping[str, str], words: Words) -> str:
    """The script that empties a page of whoever is signed in once it was left alone for as long as their session may be; nothing for others."""
    if not identity.is_offered() or identity.cookie() not in cookies:
        return ""
    return html.script(EMPTYING, [settings.session_idle().total_seconds() * 1000, words("account.over")])


def written(page: str, subject: Subject, place: str, query: QueryParams, words: Words, script: str = "") -> str:
    """Streamlit's page with the subject, in the language of `words`, also for its calendars, which ask before the page's own script has run; and
    another script. Raises ValueError where the page is none of Streamlit's."""
    scripts = (html.language(words), html.script(CONNECTION, _up(place)), html.script(LETTERS, _letters(place)), script)
    new = {
        "html": f'<html lang="{escape(words.language)}">',
        "title": _head(subject, place, query, words) + "".join(scripts),
        "noscript": _noscript(subject, place, query, words),
    }
    if [_tag(match) for match in REPLACED.finditer(page)] != list(new):
        raise ValueError("no such places in the page")
    return REPLACED.sub(lambda match: new[_tag(match)], page)


def _tag(match: re.Match[str]) -> str:
    return re.match(r"\w+", match[0][1:])[0]


def _head(subject: Subject, place: str, query: QueryParams, words: Words) -> str:
    tags = [f"<title>{escape(subject.title)}</title>", _meta("property", "og:title", subject.title)]
    if subject.description:
        tags += [_meta("name", "description", subject.description), _meta("property", "og:description", subject.description)]
    tags += [_meta("property", "og:type", "website"), _meta("property", "og:locale", str(words.locale))]
    if subject.is_page:
        tags.append(f'<link rel="canonical" href="{_address(query, words.language)}" />')
        tags += [f'<link rel="alternate" hreflang="{escape(code)}" href="{_address(query, code)}" />' for code in languages()]
    tags.append(f'<link rel="service-desc" href="{_up(place)}api/openapi.json" />')
    feed, title = f"{_up(place)}api/changes.atom?{urlencode({'lang': words.language})}", words("page.changes")
    tags.append(f'<link rel="alternate" type="application/atom+xml" title="{escape(title)}" href="{escape(feed)}" />')
    page = _page(place)
    if page is not None and page.has_charts:
        tags += [f'<link rel="modulepreload" crossorigin href="{_up(place)}static/js/{name}" />' for name in DRAWING]
    return "\n    ".join(tags)


def _letters(place: str) -> list[tuple[str, str, dict[str, str]]]:
    """The family, address and descriptors of every font that Streamlit is told of."""
    return [
        (face["family"], f"{_up(place)}{face['url'].lstrip('/')}", {name: str(face[name]) for name in face.keys() - {"family", "url"}})
        for face in FACES
    ]


def _up(place: str) -> str:
    """The relative address from `place` to the folder of the front page."""
    return "../" * place.count("/")


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}" />'


def _address(query: QueryParams, language: str) -> str:
    """The relative address of the same page in a language, escaped for HTML: only the reader's browser knows the whole address for certain."""
    kept = [(name, value) for name, value in query.multi_items() if name not in ("lang", *OF_STREAMLIT)]
    return escape(f"?{urlencode([*kept, ('lang', language)])}")


def _noscript(subject: Subject, place: str, query: QueryParams, words: Words) -> str:
    up, same = _up(place), urlencode({"lang": words.language})
    links = [
        html.link(f"{up}api/?{same}", words("served.open-data")),
        html.link(f"{up}accessibility?{same}", words("page.accessibility")),
    ]
    for code in languages():
        links.append(
            f'<a href="{_address(query, code)}" hreflang="{escape(code)}" lang="{escape(code)}">{escape(words_of(code)("language.name"))}</a>'
        )
    listed = "".join(f"<li>{link}</li>" for link in links)
    texts = "".join(f"<p>{escape(text)}</p>" for text in (subject.description, words("served.noscript")) if text)
    return f"<noscript><h1>{escape(subject.title)}</h1>{texts}<ul>{listed}</ul></noscript>"
