"""The files that were checked: in one table the state of each, and of the one that is looked at its findings and what it would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

import streamlit as st

from loaders import marking, own_tables
from loaders.changes import Change
from loaders.delivery import Delivery
from loaders.files.opening import Refusal
from loaders.files.workbook import boundaries
from loaders.findings import ORDER, Finding, has_errors
from loaders.own_tables import ReadTable
from loaders.recipes.recipe import Rule
from monitoring.model import CONTEXT, EvaluationText
from monitoring.store import digest
from monitoring.words import Written
from monitoring.words import words as words_of
from pages.shared import address, downloads, entries, html, recipe_words, select, session
from pages.units.deliver import pending_deliveries
from pages.units.deliver.pending_deliveries import Checked

KEY = "deliver-one"
MOST_FINDINGS = 200
"""Findings of one severity on the page; the marked workbook has the others as well."""
CHANGES_AT_ONCE = 40
"""Changes of one kind; the others open on demand."""


def chosen(files: Sequence[Checked]) -> Checked | None:
    """The file to look at: the only one, or of several the chosen one, after the table of all."""
    if len(files) < 2:
        address.put("file", [])
        return files[0] if files else None
    words = session.words()
    st.html(html.paragraph(words("batch.counts", n=len(files), ready=sum(_is_ready(file) for file in files)), "sentence"))
    st.html(_file_table(files))
    names = {str(number): file.delivery.file_name for number, file in enumerate(files, 1)}

    def draw(key: str) -> str | None:
        label = words("batch.choose")
        return select.one(label, list(names), index=None, key=key, placeholder=words("batch.choose.none"), format_func=names.__getitem__)

    number = address.one("file", KEY, list(names), draw)
    return files[int(number) - 1] if number else None


def _is_ready(file: Checked) -> bool:
    return file.is_ready and file.key not in pending_deliveries.mine().stored


def _file_table(files: Sequence[Checked]) -> str:
    words = session.words()
    columns = [words(f"batch.column.{name}") for name in ("file", "state", "what", "errors", "warnings", "new", "changed")]
    return html.table(columns, [_file_row(file) for file in files], words("batch.caption"), numeric=(3, 4, 5, 6))


def _file_row(file: Checked) -> list[str]:
    words, delivery = session.words(), file.delivery
    severities = [finding.severity for finding in delivery.findings]
    kinds = [change.kind for change in delivery.changes]
    is_judged = not (file.is_asking or file.is_skipped)
    counts = [severities.count("error"), severities.count("warning"), kinds.count("new"), kinds.count("changed")]
    return [delivery.file_name, words(f"batch.state.{_state(file)}"), _what(file), *(words.number(count) if is_judged else "" for count in counts)]


def _what(file: Checked) -> str:
    """What the file is: the form, an own table by the name of its recipe, or neither."""
    words, delivery = session.words(), file.delivery
    names = dict.fromkeys(recipe_words.name(table.recipe) for table in delivery.tables if table.recipe)
    if names:
        return words.around("batch.what.own", "names", Written.joined(", ", names))
    if delivery.layout == own_tables.LAYOUT:
        return words("batch.what.own.unnamed")
    if delivery.layout:
        return words("batch.what.form")
    return words("batch.what.unknown") if delivery.tables else words("batch.what.nothing")


def _state(file: Checked) -> str:
    """The state of the file: stored, skipped, asking, errors, ready or nothing new."""
    if file.key in pending_deliveries.mine().stored:
        return "stored"
    if file.is_skipped:
        return "skipped"
    if file.is_asking:
        return "asking"
    if has_errors(file.delivery.findings):
        return "errors"
    return "ready" if file.is_ready else "nothing"


def findings(delivery: Delivery) -> None:
    """All findings by severity, each with its place, its value, what is wrong and what to do."""
    words = session.words()
    if not delivery.findings:
        st.html(html.paragraph(words("findings.none")))
    for severity in ORDER:
        found = [finding for finding in delivery.findings if finding.severity == severity]
        if found:
            st.subheader(words(f"findings.{severity}", n=len(found)))
            st.html(_finding_table(found[:MOST_FINDINGS], words(f"findings.{severity}.about")))
        if len(found) > MOST_FINDINGS:
            st.html(html.paragraph(words("findings.more", n=len(found) - MOST_FINDINGS)))


def _finding_table(found: Sequence[Finding], caption: str) -> str:
    """A column for place and value only where a finding has one: a refusal is about the whole file."""
    words = session.words()
    columns = {
        "place": _places(found),
        "value": [entries.shortened(finding.value, 80) for finding in found],
        "message": [finding.message(words) for finding in found],
        "fix": [finding.fix(words) for finding in found],
    }
    filled = {name: texts for name, texts in columns.items() if any(texts)}
    return html.table([words(f"findings.column.{name}") for name in filled], zip(*filled.values(), strict=True), caption)


def _places(found: Sequence[Finding]) -> list[str]:
    places = [entries.place(finding.sheet, finding.cell) for finding in found]
    return [place or session.words()("findings.whole") for place in places] if any(places) else places


def marked_workbook(delivery: Delivery) -> None:
    """The person's own workbook with its cells marked, to download, or why there is none. Writing a large one takes seconds."""
    words = session.words()
    if not delivery.findings or delivery.is_unreadable:
        return
    name = f"{PurePath(delivery.file_name).stem}-{words('findings.marked.file')}{PurePath(delivery.file_name).suffix or '.xlsx'}"
    with st.spinner(words("findings.marked.making")):
        key = digest(delivery.content), digest(str(delivery.findings).encode()), words.language, delivery
        made = _marked(*key)
    if isinstance(made, Refusal):
        _marked.clear(*key)
        refused = Finding.of(made)
        st.html(html.paragraph(f"{refused.message(words)} {refused.fix(words)}"))
        return
    st.html(html.paragraph(words("findings.marked.about")))
    downloads.button(words("findings.marked"), lambda: made, name, downloads.XLSX, "marked")


@st.cache_resource(max_entries=8, show_spinner=False)
def _marked(content: str, findings: str, language: str, _delivery: Delivery) -> bytes | Refusal:
    """Marked once for all reruns of the page; `content` and `findings` are digests."""
    return marking.marked(_delivery, words_of(language))


def preview(delivery: Delivery) -> None:
    """What accepting would change, by kind, and that nothing is stored yet."""
    words = session.words()
    kinds = {kind: [change for change in delivery.changes if change.kind == kind] for kind in ("changed", "new", "same")}
    st.info(words("preview.nothing-yet"))
    st.html(html.paragraph(words("preview.counts", **{kind: len(of_kind) for kind, of_kind in kinds.items()}), "sentence"))
    for kind in ("changed", "new"):
        if kinds[kind]:
            st.subheader(words(f"preview.{kind}", n=len(kinds[kind])))
            changes(kinds[kind], words(f"preview.{kind}.caption"), delivery.tables)
    if kinds["same"]:
        with st.expander(words("preview.same", n=len(kinds["same"]))):
            st.html(_change_table(kinds["same"], words("preview.same.caption"), delivery.tables))


def changes(of_kind: Sequence[Change], caption: str, tables: Sequence[ReadTable] = ()) -> None:
    """A table of changes, the first ones at once. With the own tables that they come from also how each figure was made."""
    st.html(_change_table(of_kind[:CHANGES_AT_ONCE], caption, tables))
    if len(of_kind) > CHANGES_AT_ONCE:
        with st.expander(session.words()("preview.more", n=len(of_kind) - CHANGES_AT_ONCE)):
            st.html(_change_table(of_kind[CHANGES_AT_ONCE:], caption, tables))


def _change_table(of_kind: Sequence[Change], caption: str, tables: Sequence[ReadTable]) -> str:
    before = ["before"] if any(change.kind == "changed" for change in of_kind) else []
    names = ["what", "item", "period", *before, "after", *(["how"] if tables else []), "place"]
    columns = [session.words()(f"preview.column.{name}") for name in names]
    return html.table(columns, [list(_change_row(change, bool(before), tables)) for change in of_kind], caption)


def _change_row(change: Change, has_before: bool, tables: Sequence[ReadTable]) -> Iterator[str]:
    rule = _rule(change, tables)
    yield entries.named(change.indicator)
    yield entries.item(change.indicator, change.component, change.dimensions)
    yield entries.period(change.period)
    if has_before:
        yield _content(change, change.before, change.texts_before) if change.kind == "changed" else ""
    yield _after(change, rule)
    if tables:
        yield _how(change, rule)
    yield entries.place(change.sheet, change.cell)


def _after(change: Change, rule: Rule | None) -> str:
    """What would hold, with what the value alone does not tell: the day of completion, the note or the source of a statistic."""
    words, entry = session.words(), change.entry
    texts = [_content(change, change.after, getattr(entry, "written", ()))]
    if completed_on := getattr(entry, "completed_on", None):
        texts.append(words.date(completed_on))
    if comment := getattr(entry, "comment", ""):
        texts.append(entries.written(rule.texts("source") if rule and change.component == CONTEXT else {entry.note_language: comment}))
    return Written.joined(" · ", texts)


def _content(change: Change, content: float | str | None, texts: Iterable[EvaluationText]) -> str:
    """A figure or a state, or the texts of an evaluation, each in its language."""
    if change.of != "evaluation":
        return entries.value(change.component, content)
    words, parts = session.words(), [(part, one.language) for one in texts for part in (one.text, one.proposal) if part]
    return Written.joined("\n\n", (words.written(entries.shortened(part), language) for part, language in parts))


def _how(change: Change, rule: Rule | None) -> str:
    """One line on how a figure was made, "" where no recipe made it."""
    if rule is None:
        return ""
    words, value = session.words(), change.after if isinstance(change.after, float) else 0
    if value == int(value):
        # A plural is of a whole number.
        value = int(value)
    if rule.is_of_list:
        texts = ", ".join(f"{column}: {text}" for column, text in rule.where.items())
        key = f"origin.{rule.how}.where" if texts else f"origin.{rule.how}"
        return words(key, n=value, column=rule.column, where=texts)
    if rule.how == "percent":
        return words("origin.percent")
    count = _cells(change.cell)
    return words("origin.cells", n=count) if count > 1 else words("origin.cell")


def _rule(change: Change, tables: Sequence[ReadTable]) -> Rule | None:
    """The rule that made the figure: that of its component, of a table on its sheet."""
    of_sheet = [one.recipe for one in tables if one.recipe and one.table.sheet.name == change.sheet]
    mine = [rule for recipe in of_sheet for rule in recipe.rules if (rule.indicator, rule.component) == (change.indicator, change.component)]
    named = [rule for rule in mine if rule.name == change.dimensions.get("statistic", "")]
    return next(iter(named or mine), None)


def _cells(named: str) -> int:
    """How many cells "B4:B9,B12" names: 7."""
    ranges = [boundaries(part) for part in named.split(",") if part]
    return sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in ranges)
