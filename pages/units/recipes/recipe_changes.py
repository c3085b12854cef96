"""A stored recipe is changed or deleted. What was delivered with it stays as it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Rule, problems
from loaders.recipes.stored_recipes import StoredRecipe
from monitoring import kinds
from monitoring.model import CONTEXT
from monitoring.storage.errors import FOR_ALL, StoreError
from monitoring.trust.people import Person
from monitoring.trust.permissions import Refused
from pages.shared import address, entries, forms, html, markdown, recipe_words, select, session

BY, DELETE_BY, SURE, NAME = "recipe-by", "recipe-delete-by", "recipe-sure", "recipe-name"
LONGEST_NAME, LONGEST = 100, 300
COMPONENTS = (*kinds.COMPONENTS, CONTEXT)
TEXTS, OF_STATISTIC = ("column", "area", "category"), ("name", "source")
SEVERAL = ("under", "without")
WORDS_OF_ROWS = ("left_out", "counted")
BETWEEN = ": "
CHANGED, DELETED = "recipes.changed", "recipes.deleted"


@dataclass
class Attempt:
    """The last change or deletion (`what`): the message that it was done, or those that say what went wrong. Changed in place by one
    run at a time, as pending deliveries are."""

    what: str = ""
    done: str = ""
    trouble: tuple[str, ...] = ()
    taken: threading.Lock = field(default_factory=threading.Lock)


def _attempt() -> Attempt:
    return st.session_state.setdefault("recipe-attempt", Attempt())


def done() -> None:
    """Says once what was done last."""
    attempt = _attempt()
    if attempt.done:
        st.success(session.words()(attempt.done))
        attempt.done = ""


def _trouble(what: str) -> bool:
    """Says what went wrong with the last change or deletion; whether anything did."""
    attempt = _attempt()
    if attempt.what != what:
        return False
    for text in attempt.trouble:
        st.error(markdown.escape(text))
    return bool(attempt.trouble)


def change(stored: StoredRecipe) -> None:
    """A small form for the name and what each rule names; not for example data."""
    words, recipe = session.words(), stored.recipe
    if session.is_example():
        st.html(html.paragraph(words("recipes.example")))
        return
    with st.expander(words("recipes.change"), expanded=_trouble(CHANGED)), st.form(f"recipe-{stored.recipe_id}", enter_to_submit=False):
        forms.texts(words("recipes.name"), f"{NAME}-{stored.recipe_id}", recipe.texts("name"), LONGEST_NAME, is_line=True)
        for name in WORDS_OF_ROWS:
            if held := getattr(recipe, name):
                st.text_area(words(f"recipes.{name}"), "\n".join(held), key=f"recipe-{stored.recipe_id}-{name}")
        for place, rule in enumerate(recipe.rules):
            st.html(html.paragraph(recipe_words.sentence(rule), "strong"))
            _rule_fields(f"recipe-{stored.recipe_id}-{place}-", rule, recipe.unit)
        forms.name_field(words("recipes.by"), BY)
        st.form_submit_button(words("recipes.change.button"), key="recipe-change", on_click=_change, args=(stored,))


def _rule_fields(key: str, rule: Rule, unit: str) -> None:
    """Only what the rule says: its other fields have no meaning for it."""
    words, codes = session.words(), [one.indicator for one in session.programme().reported_by(unit) if one.components]
    codes = codes if rule.indicator in codes else [rule.indicator, *codes]
    label = words("map.indicator")
    select.one(label, codes, codes.index(rule.indicator), key=f"{key}indicator", format_func=entries.named)
    at, shown = COMPONENTS.index(rule.component), lambda component: words(f"component.{component}")
    select.one(words("recipes.component"), COMPONENTS, at, key=f"{key}component", format_func=shown)
    for name in SEVERAL:
        if held := getattr(rule, name):
            st.text_area(words(f"recipes.{name}"), "\n".join(held), key=f"{key}{name}")
    if rule.component == CONTEXT:
        for name in OF_STATISTIC:
            forms.texts(words(f"map.{name}"), f"{key}{name}", rule.texts(name), LONGEST, is_line=True)
    for name in TEXTS:
        if held := getattr(rule, name):
            st.text_input(words(f"recipes.{name}"), held, max_chars=LONGEST, key=f"{key}{name}")
    if rule.where:
        st.text_area(words("recipes.where"), "\n".join(f"{column}{BETWEEN}{text}" for column, text in rule.where.items()), key=f"{key}where")


def _filled_in(key: str, rule: Rule) -> Rule:
    """The rule with what the fields hold now."""
    fields: dict[str, object] = {name: st.session_state[f"{key}{name}"] for name in ("indicator", "component")}
    for name in TEXTS:
        if f"{key}{name}" in st.session_state:
            fields[name] = st.session_state[f"{key}{name}"].strip()
    for name in SEVERAL:
        if f"{key}{name}" in st.session_state:
            fields[name] = _lines(st.session_state[f"{key}{name}"])
    if f"{key}where" in st.session_state:
        pairs = (line.rpartition(BETWEEN) for line in _lines(st.session_state[f"{key}where"]))
        fields["where"] = {column.strip(): text.strip() for column, _, text in pairs if column.strip()}
    for name in OF_STATISTIC if rule.component == CONTEXT else ():
        rule = rule.worded(name, forms.retyped(f"{key}{name}", rule.texts(name)))
    return rule.model_copy(update=fields)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in text.splitlines())))


def _change(stored: StoredRecipe) -> None:
    words, attempt, person = session.words(), _attempt(), forms.person(BY)
    rules = tuple(_filled_in(f"recipe-{stored.recipe_id}-{place}-", rule) for place, rule in enumerate(stored.recipe.rules))
    rows = {each: _lines(st.session_state[key]) for each in WORDS_OF_ROWS if (key := f"recipe-{stored.recipe_id}-{each}") in st.session_state}
    names = forms.retyped(f"{NAME}-{stored.recipe_id}", stored.recipe.texts("name"))
    changed = stored.recipe.worded("name", names).model_copy(update={"rules": rules, **rows})
    trouble = [problem.text(words) for problem in problems(changed, session.programme())]
    trouble += [] if changed.name else [words("recipes.trouble.name")]
    store, programme = session.city_store(), session.programme().programme.programme

    def store_it() -> None:
        address.put("recipe", [stored_recipes.store_recipe(store, programme, changed, person, stored.recipe_id)])

    _attempted(attempt, person, trouble, store_it, CHANGED)


def deletion(stored: StoredRecipe) -> None:
    """Deletes a recipe, once a person has confirmed it."""
    words = session.words()
    if session.is_example():
        return
    with st.expander(words("recipes.delete"), expanded=_trouble(DELETED)), st.form(f"recipe-delete-{stored.recipe_id}", enter_to_submit=False):
        st.html(html.paragraph(words("recipes.delete.about")))
        forms.name_field(words("recipes.by"), DELETE_BY)
        st.checkbox(words("recipes.delete.sure"), key=f"{SURE}-{stored.recipe_id}")
        st.form_submit_button(words("recipes.delete.button"), key="recipe-delete", on_click=_delete, args=(stored,))


def _delete(stored: StoredRecipe) -> None:
    words, attempt, person, store = session.words(), _attempt(), forms.person(DELETE_BY), session.city_store()
    trouble = [] if st.session_state[f"{SURE}-{stored.recipe_id}"] else [words("recipes.trouble.sure")]
    _attempted(attempt, person, trouble, lambda: stored_recipes.delete(stored.recipe_id, store, person), DELETED)


def _attempted(attempt: Attempt, person: Person, trouble: list[str], act: Callable[[], None], what: str) -> None:
    """Does it where there is no trouble, and remembers how it went."""
    words = session.words()
    with attempt.taken:
        attempt.what, attempt.done = what, ""
        attempt.trouble = tuple(trouble + ([] if person.name else [words("recipes.trouble.by")]))
        if attempt.trouble:
            return
        try:
            act()
            attempt.done = what
        except stored_recipes.UnknownRecipe:
            attempt.trouble = (words("recipes.trouble.gone"),)
        except Refused:
            attempt.trouble = (words("permission.refused"),)
        except StoreError as error:
            attempt.trouble = (words(error.key if error.code in FOR_ALL else "withdraw.trouble.store"),)
