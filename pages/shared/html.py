"""The few pieces of HTML that the pages are made of. Every text is escaped here and nowhere else; workbooks' words stay words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count
from pathlib import Path

from monitoring import typography
from monitoring.palette import DARK, LIGHT, STATE_SYMBOLS, SYMBOLS, Palette
from monitoring.words import Words, parts_of

GIVEN = "JSON.parse(document.currentScript.dataset.given)"
"""What a script is given, in its text: the text is the same each time, and the content security policy names its hash."""
LANGUAGE = f"""document.documentElement.lang = {GIVEN}[0];
Object.defineProperty(navigator, "language", {{value: {GIVEN}[1], configurable: true}});"""
"""Streamlit's calendars are in the browser's language, which here is the page's."""
FOCUS = f"""((buttons) => {{
    let until = performance.now() + 2000;
    const leave = (event) => {{
        if (!buttons.some((one) => event.target.matches(one))) until = 0;
    }};
    const give = () => {{
        if (performance.now() > until) return document.removeEventListener("focusin", leave);
        if (document.activeElement === document.body) buttons.map((one) => document.querySelector(one)).find(Boolean)?.focus();
        requestAnimationFrame(give);
    }};
    document.addEventListener("focusin", leave);
    give();
}})({GIVEN}[0]);"""
"""Streamlit puts buttons in place and replaces them a while after the script has run. Who goes elsewhere meanwhile is not called back."""
POINTED = "pointed-at"
"""The key of the field that the place is written into."""
POINTING = f"""window.isPointing ??= (document.addEventListener("click", (event) => {{
    const place = event.target.closest(".m-pointed [data-at]"), field = document.querySelector(".st-key-{POINTED} input");
    if (!place || !field || getSelection().toString()) return;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, place.dataset.at);
    field.dispatchEvent(new Event("input", {{bubbles: true}}));
    field.dispatchEvent(new FocusEvent("focusout", {{bubbles: true}}));
}}), true);"""
"""A click in a table is written into the field as if a person had typed it. Streamlit takes it when the field loses the focus."""
SCHEME = """(() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const tell = () => { document.documentElement.dataset.scheme = getComputedStyle(app).colorScheme; };
    requestAnimationFrame(tell);
    app.schemeWatch ??= new MutationObserver(tell);
    app.schemeWatch.observe(app, {attributeFilter: ["class"]});
})();"""
"""Says, from the next frame on, whether the page is light or dark: a device may turn dark while it is open, and no run of the page follows."""
TOP = f"""((place) => {{
    const before = window.placeShown;
    window.placeShown = place;
    if (before !== undefined && before !== place) document.querySelector('[data-testid="stMain"]').scrollTo({{top: 0, behavior: "instant"}});
}})({GIVEN});"""
"""Another page begins at its top. Streamlit leaves it where the one before was scrolled to."""
FILES = ("style.css", "print.css", "print.js", "redraw.js", "framework.js", "languages.js")
STYLE, PRINT, PRINTING, REDRAWING, REPLACING, MARKING = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in FILES)
FRAMEWORK = f"{REPLACING.strip()}({GIVEN});"
"""Puts the reader's words in place of Streamlit's."""
LANGUAGES = f"{MARKING.strip()}({GIVEN});"
"""Marks up what is in another language than the page where Streamlit takes no HTML (see languages.js)."""


def style(palette: Palette) -> str:
    """The pages' style sheet in the colours of `palette`, or of the other one where the page has become light or dark after it was made; on paper
    always in those of the light one. Charts that were drawn in other colours are turned round."""
    letters = {"text": typography.STACK, "display": f"{typography.DISPLAY}, {typography.SIGNS}, serif", "measure": typography.MEASURE}
    letters |= {f"size-{step}": f"{typography.REM[step]}rem" for step in typography.STEPS}
    turned = "invert(1) hue-rotate(180deg)"
    other, scheme = (DARK, "dark") if palette == LIGHT else (LIGHT, "light")
    paper = {
        "charts": "none" if palette == LIGHT else turned,
        "paper": f"{typography.REPORT['text']}pt",
        "paper-note": f"{typography.REPORT['note']}pt",
    }
    screen = (
        f":root{{{_variables(letters | _colours(palette))}}}:root[data-scheme={scheme}]{{{_variables({'charts': turned} | _colours(other))}}}{STYLE}"
    )
    printed = f"@media print{{:root,:root[data-scheme]{{{_variables(paper | _colours(LIGHT))}}}}}{PRINT}"
    return f"<style>{screen}{printed}</style>{script(PRINTING)}{script(REDRAWING)}{script(SCHEME)}"


def _colours(palette: Palette) -> dict[str, str]:
    colours = {name: getattr(palette, name) for name in ("ink", "muted", "surface", "raised", "line", "accent", "target")}
    return colours | {f"status-{status}": colour for status, colour in palette.status.items()}


def _variables(values: Mapping[str, str]) -> str:
    return "".join(f"--m-{name}:{value};" for name, value in values.items())


def language(words: Words) -> str:
    """Sets the page's language, which Streamlit always gives as English, and that of its calendars."""
    return script(LANGUAGE, [words.language, str(words.locale).replace("_", "-")])


def framework(pairs: Sequence[tuple[str, ...]]) -> str:
    """Puts our words in place of Streamlit's, each of `pairs` theirs and ours (see framework.js)."""
    return script(FRAMEWORK, pairs)


def top(place: str) -> str:
    """Shows the page from its top where `place` is another one than before."""
    return script(TOP, place)


def languages(of: Mapping[str, str]) -> str:
    """Marks up what is emphasised in elements, by their keys, as being in the language given for each (see `markdown.marked`)."""
    return script(LANGUAGES, of)


def script(code: str, given: object = None) -> str:
    """A script, with what it is given as JSON. Its text is one of those that the content security policy allows."""
    return f'<script data-given="{escape(json.dumps(given))}">{code}</script>'


_times = count()


def script_again(code: str, *given: object) -> str:
    """The same, given several things and each time another number: the browser runs none twice."""
    return script(code, [*given, next(_times)])


def focus(keys: Iterable[str]) -> str:
    """Focuses the first enabled button of these keys, once it is drawn and while nothing else has the focus."""
    return script_again(FOCUS, [f".st-key-{key} button:enabled" for key in keys])


def paragraph(text: str, kind: str = "") -> str:
    return f'<p class="m-{kind}">{marked(text)}</p>' if kind else f"<p>{marked(text)}</p>"


def heading(text: str) -> str:
    """The heading of a page whose words are in another language than the page."""
    return f'<h1 class="m-title">{marked(text)}</h1>'


def link(address: str, text: str, aside: bool = False) -> str:
    """A link to a page, a site or (mailto:) an e-mail; `aside` opens it in a new tab."""
    target = ' target="_blank" rel="noopener"' if aside else ""
    return f'<p><a href="{escape(address)}"{target}>{escape(text)}</a></p>'


def button_link(address: str, text: str) -> str:
    """A link that begins something, in the look of a button."""
    return f'<p><a class="m-button" href="{escape(address)}">{escape(text)}</a></p>'


def posting(address: str, name: str, labels: Mapping[str, str]) -> str:
    """A form of buttons alone, by the value of `name` that each sends; the browser goes where the answer leads."""
    buttons = "".join(
        f'<button class="m-button" name="{escape(name)}" value="{escape(value)}">{escape(text)}</button>' for value, text in labels.items()
    )
    return f'<form class="m-posting" method="post" action="{escape(address)}">{buttons}</form>'


def banner(text: str) -> str:
    """The notice on every page that shows example data."""
    return f'<div class="m-banner" role="note">{escape(text)}</div>'


def badge(status: str, words: Words, large: bool = False) -> str:
    """A status: symbol in its shape, and the word."""
    size = " m-large" if large else ""
    symbol = f'<span class="m-symbol" aria-hidden="true">{SYMBOLS[status]}</span>'
    return f'<span class="m-badge m-{status}{size}">{symbol}{escape(words(f"status.{status}"))}</span>'


def verdict(badge: str, sentence: str) -> str:
    """A status made by `badge` and why, beside each other where there is room."""
    return f'<div class="m-verdict">{badge}<p class="m-sentence">{escape(sentence)}</p></div>'


IN_MARKDOWN = str.maketrans({"\r": " ", "\n": " ", ":": "&#58;"})
"""HTML is left alone there but for this: it ends with a blank line, and Streamlit looks for its signs (:material/…) before it is read."""


def standing(badge: str, movement: str = "", trend: str = "", sentence: str = "") -> str:
    """A goal in a list: the status made by `badge` with how it compares with the year before, its `trend` (SVG made by charts), a sentence. For
    st.markdown, as st.html removes SVG."""
    below = f'<span class="m-movement">{escape(movement)}</span>' if movement else ""
    why = f'<p class="m-muted">{escape(sentence)}</p>' if sentence else ""
    return f'<div class="m-standing"><div>{badge}{below}</div>{trend}{why}</div>'.translate(IN_MARKDOWN)


def printed_chart(title: str, badge: str, picture: str) -> str:
    """A chart that is only on paper: its sentence, the status made by `badge`, the `picture` (SVG made by charts or publishing)."""
    return f'<section><h2 class="m-small">{escape(title)}</h2>{badge}<div>{picture}</div></section>'


IN_ATTRIBUTE = str.maketrans({"%": "%25", "<": "%3C", ">": "%3E", "&": "&amp;", "'": "&#39;"})
"""HTML in single quotes: Streamlit removes an attribute in which it sees some tags, so that they are written as in an address."""


def printed(pieces: Iterable[str]) -> str:
    """What is only on paper, made by `printed_chart`: a text until the page is printed (print.js), as a browser need not draw it before."""
    return f"<div class=\"m-printed\" data-pieces='{''.join(pieces).translate(IN_ATTRIBUTE)}'></div>"


def state(code: str, words: Words) -> str:
    """A state of an action or milestone: symbol and word."""
    return f'<span aria-hidden="true">{STATE_SYMBOLS[code]}</span>&nbsp;{escape(words(f"state.{code}"))}'


def tally(counts: Mapping[str, int], words: Words) -> str:
    """How many have each status: a bar in proportion, and the numbers with their words."""
    bar = "".join(f'<span class="m-{status}" style="flex:{n}">{SYMBOLS[status]}</span>' for status, n in counts.items())
    items = "".join(f'<li class="m-{status}"><b>{n}</b>{SYMBOLS[status]} {escape(words(f"status.{status}"))}</li>' for status, n in counts.items())
    return f'<div class="m-bar" aria-hidden="true">{bar}</div><ul class="m-tally">{items}</ul>'


def stacked(statuses: Mapping[str, Sequence[str]], words: Words) -> str:
    """Goals by status: a bar in proportion with their numbers, and which goals these are."""
    bar = "".join(f'<span class="m-{status}" style="flex:{len(codes)}">{SYMBOLS[status]} {len(codes)}</span>' for status, codes in statuses.items())
    items = "".join(
        f'<li class="m-{status}">{SYMBOLS[status]} {escape(words(f"status.{status}"))}: {escape(", ".join(codes))}</li>'
        for status, codes in statuses.items()
    )
    return f'<div class="m-bar" aria-hidden="true">{bar}</div><ul class="m-stacked">{items}</ul>'


def struck(text: str) -> str:
    """What no longer applies; a word next to it has to say so as well."""
    return f"<s>{marked(text)}</s>"


def subheading(text: str) -> str:
    """The sentence over a small chart."""
    return f'<h2 class="m-small">{escape(text)}</h2>'


def example(badge: str, text: str) -> str:
    """A worked example: a status made by `badge`, and its sentence."""
    return f'<div class="m-words">{badge}<p>{escape(text)}</p></div>'


def slide_head(place: str, title: str, badge: str, sentence: str) -> str:
    """The top of a slide: the goal's theme and code, its name, the status made by `badge` and why."""
    status = f'<div class="m-slide-status">{badge}<p>{escape(sentence)}</p></div>'
    return f'<header class="m-slide-head"><p class="m-code">{escape(place)}</p><h1>{escape(title)}</h1>{status}</header>'


@dataclass(frozen=True)
class AgendaItem:
    """A goal on an agenda: its link, code and name, the status made by `badge`, a note."""

    address: str
    code: str
    name: str
    badge: str
    note: str


def agenda(goals: Iterable[AgendaItem]) -> str:
    """The goals of a meeting as links, numbered from 1."""
    rows = "".join(
        f'<li>{item.badge}<a href="{escape(item.address)}" data-place="{at}"><b>{escape(item.code)}</b> {escape(item.name)}</a>'
        f"<span>{escape(item.note)}</span></li>"
        for at, item in enumerate(goals, 1)
    )
    return f'<ol class="m-agenda">{rows}</ol>'


def steering(before: Mapping[str, str], places: Sequence[str], after: Mapping[str, str], name: str, clock: str) -> str:
    """The bar below the slides: buttons by what they do, "0" leading to the first slide; between them one button for each other slide, numbered
    from 1, and the number of the one that is shown; at the end the time so far. The page's script makes them work."""

    def button(does: str, label: str) -> str:
        return f'<button type="button" data-{"place" if does.isdigit() else "does"}="{does}">{escape(label)}</button>'

    first, last = ("".join(button(does, label) for does, label in some.items()) for some in (before, after))
    strip = "".join(button(str(at), place) for at, place in enumerate(places, 1))
    where = '<span class="m-where" aria-hidden="true"></span><span class="m-unseen" role="status"></span>'
    time = f'<span class="m-time" role="timer" aria-label="{escape(clock)}"></span>'
    inner = f'<div>{first}</div><div class="m-places">{strip}</div>{where}<div>{last}{time}</div>'
    return f'<nav class="m-steering" aria-label="{escape(name)}">{inner}</nav>'


def handle(place: int, goal: str, theme: str, label: str) -> str:
    """The place of a goal on an agenda, by which it is dragged, or moved with the arrow keys. The page's script makes it work."""
    data = f'data-goal="{escape(goal)}" data-theme="{escape(theme)}"'
    return f'<button type="button" class="m-handle" {data} aria-label="{escape(label)}"><span aria-hidden="true"><i>↑↓</i> {place}.</span></button>'


def scannable(picture: str, alternative: str, address: str) -> str:
    """A picture (its address or data) that a phone reads, and the address in it as a link."""
    link = f'<a href="{escape(address)}" target="_blank">{escape(address)}</a>'
    return f'<figure class="m-scannable"><img src="{escape(picture)}" alt="{escape(alternative)}"><figcaption>{link}</figcaption></figure>'


def quotation(text: str, source: str) -> str:
    """A text with its author."""
    return f'<blockquote class="m-words">{marked(text)}<footer>{escape(source)}</footer></blockquote>'


def in_language(text: str, language: str) -> str:
    """A text in a language that is not the page's; "" for the page's."""
    return f'<span lang="{escape(language)}">{escape(text)}</span>' if language else escape(text)


def marked(text: str) -> str:
    """A text with those of its parts marked up that are in other languages than the page."""
    return "".join(in_language(part, language) for part, language in parts_of(text))


def written(text: str, language: str) -> str:
    """A text of several lines in a language that need not be the page's."""
    return f'<pre class="m-written" lang="{escape(language)}">{escape(text)}</pre>'


def items(texts: Iterable[str]) -> str:
    """A plain list."""
    return f"<ul>{''.join(f'<li>{marked(text)}</li>' for text in texts)}</ul>"


def facts(pairs: Iterable[tuple[str, str]], is_on_paper: bool = False) -> str:
    """Names and what they are; where `is_on_paper`, only there, in place of fields, which are not."""
    rows = "".join(f"<dt>{marked(name)}</dt><dd>{marked(text)}</dd>" for name, text in pairs)
    return f'<dl class="m-facts{" m-on-paper" if is_on_paper else ""}">{rows}</dl>'


class Markup(str):
    """A table cell that is HTML made by this module already."""


FEW = 2
"""Columns of text that a phone has room for beside each other; twice as many, where most are numbers."""


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], caption: str, numeric: Iterable[int] = (), title: str = "") -> str:
    """A real table: caption, headings, the first column heading its row. `numeric` are the columns set to the right, `title` tells tables of one
    caption apart. Of many columns a phone shows each row as a list; the roles say that it is still a table."""
    right = set(numeric)
    is_listed = len(columns) - len(right) > FEW or len(columns) > 2 * FEW

    def element(tag: str, role: str, inner: str, about: str = "") -> str:
        about += f' role="{role}"' if is_listed else ""
        return f"<{tag}{about}>{inner}</{tag}>"

    def cell(index: int, value: str, scope: str = "") -> str:
        heads = scope or ("row" if index == 0 else "")
        about = ' class="m-number"' if index in right else ""
        about += f' scope="{heads}"' if heads else f' data-column="{escape(columns[index])}"' if is_listed else ""
        role = f"{'column' if scope else heads}header" if heads else "cell"
        return element("th" if heads else "td", role, value if isinstance(value, Markup) else marked(value), about)

    head = element("tr", "row", "".join(cell(index, name, "col") for index, name in enumerate(columns)))
    body = "".join(element("tr", "row", "".join(cell(index, value) for index, value in enumerate(row))) for row in rows)
    inner = f"<caption>{escape(caption)}</caption>{element('thead', 'rowgroup', head)}{element('tbody', 'rowgroup', body)}"
    whole = element("table", "table", inner, ' class="m-table m-listed"' if is_listed else ' class="m-table"')
    return f'<div class="m-scroll" tabindex="0" role="region" aria-label="{escape(title or caption)}">{whole}</div>'


@dataclass(frozen=True)
class Place:
    """The text in a cell of a unit's sheet, and over how many columns and rows it extends. `kind` is heading, number, note, gap or "" for words,
    `at` its address; `marks` are classes of what the cell is taken for: one of TAKEN, LEFT_OUT."""

    text: str
    across: int = 1
    down: int = 1
    kind: str = ""
    at: str = ""
    marks: tuple[str, ...] = ()


TAKEN, LEFT_OUT = ("taken-first", "taken-second"), "left-out"


def sheet(letters: Sequence[str], rows: Iterable[tuple[str, Sequence[Place]]], corner: str, caption: str, is_pointed: bool = False) -> str:
    """A part of a sheet as a spreadsheet shows it: letters over the columns, a number (or a word) before each row. `corner` is a name for these.
    With `is_pointed` a click on a cell, letter or number is written into the field for places (see POINTING)."""

    def cell(place: Place) -> str:
        spans = "".join(f' {name}="{n}"' for name, n in (("colspan", place.across), ("rowspan", place.down)) if n > 1)
        classes = " ".join(f"m-sheet-{each}" for each in (place.kind, *place.marks) if each)
        kind = f' class="{classes}"' if classes else ""
        return f"<td{kind}{spans}{pointed(place.at)}>{escape(place.text)}</td>"

    def pointed(at: str) -> str:
        return f' data-at="{escape(at)}"' if is_pointed and at else ""

    head = "".join(f'<th scope="col"{pointed(letter)}>{escape(letter)}</th>' for letter in letters)
    body = "".join(
        f'<tr><th scope="row"{pointed(name if name.isdecimal() else "")}>{escape(name)}</th>{"".join(map(cell, places))}</tr>'
        for name, places in rows
    )
    first = f'<th scope="col"><span class="m-unseen">{escape(corner)}</span></th>'
    whole = f'<table class="m-sheet"><caption>{escape(caption)}</caption><thead><tr>{first}{head}</tr></thead><tbody>{body}</tbody></table>'
    kind = "m-scroll m-pointed" if is_pointed else "m-scroll"
    return f'<div class="{kind}" tabindex="0" role="region" aria-label="{escape(caption)}">{whole}</div>{script(POINTING) if is_pointed else ""}'


def legend(names: Mapping[str, str]) -> str:
    """What the marks of cells mean, by mark."""
    return f'<p class="m-legend">{" ".join(f"""<span class="m-sheet-{mark}">{escape(text)}</span>""" for mark, text in names.items())}</p>'
