"""Streamlit's page with what it says of itself put into it."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from monitoring.words import Words, languages
from monitoring.words import words as words_of
from pages.shared import html
from pages.shared.subjects import Subject

PLACES = re.compile(r'<html lang="[^"]*">|<title>.*?</title>|<noscript>.*?</noscript>', re.DOTALL)
OF_STREAMLIT = ("embed", "embed_options")
"""Parameters that change how a page is framed and not what it says."""


def written(page: str, subject: Subject, place: str, query: QueryParams, words: Words) -> str:
    """The page in the language of `words`. `place` is the address below that of the front page. Raises ValueError where the page is none of
    Streamlit's."""
    new = {
        "html": f'<html lang="{escape(words.language)}">',
        "title": _head(subject, place, query, words),
        "noscript": _noscript(subject, place, query, words),
    }
    if [_tag(found) for found in PLACES.finditer(page)] != list(new):
        raise ValueError("no such places in the page")
    return PLACES.sub(lambda found: new[_tag(found)], page)


def _tag(found: re.Match[str]) -> str:
    return re.match(r"\w+", found[0][1:])[0]


def _head(subject: Subject, place: str, query: QueryParams, words: Words) -> str:
    said = [f"<title>{escape(subject.title)}</title>", _meta("property", "og:title", subject.title)]
    if subject.description:
        said += [_meta("name", "description", subject.description), _meta("property", "og:description", subject.description)]
    said += [_meta("property", "og:type", "website"), _meta("property", "og:locale", str(words.locale))]
    if subject.is_page:
        said.append(f'<link rel="canonical" href="{_address(query, words.language)}" />')
        said += [f'<link rel="alternate" hreflang="{escape(code)}" href="{_address(query, code)}" />' for code in languages()]
    said.append(f'<link rel="service-desc" href="{_up(place)}api/openapi.json" />')
    return "\n    ".join(said)


def _up(place: str) -> str:
    """From `place` to what the front page is in."""
    return "../" * place.count("/")


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}" />'


def _address(query: QueryParams, language: str) -> str:
    """The same page in a language, from here: only the reader's own browser knows the whole address for certain. As it stands in HTML."""
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
    said = "".join(f"<p>{escape(text)}</p>" for text in (subject.description, words("served.noscript")) if text)
    return f"<noscript><h1>{escape(subject.title)}</h1>{said}<ul>{listed}</ul></noscript>"
