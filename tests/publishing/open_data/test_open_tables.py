"""The open tables' words: every table and field is described, in every language, and nothing is described that no table has."""

from __future__ import annotations

import pytest

from monitoring.words import languages, words
from publishing.open_data.open_tables import CATALOGUE_LIST, TABLES
from tests.test_words import forms, messages

ALL = (*TABLES.values(), CATALOGUE_LIST)


@pytest.mark.parametrize("language", languages())
def test_every_message_of_the_open_data_is_said_by_a_table(language):
    say = words(language)
    output = {text for table in ALL for text in (table.title(say), table.description(say))}
    output |= {field.description(say) for table in ALL for field in table.fields}
    kept = {key: forms(message)[0] for key, message in messages(language).items() if key.startswith("opendata.")}
    assert len(kept) > 60
    named = {text.format(language=code) for text in kept.values() for code in languages()}
    assert output - named == set()
    assert {key: text for key, text in kept.items() if not output & {text.format(language=code) for code in languages()}} == {}


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_table_holds_no_column_twice_and_knows_its_key(table):
    assert len(set(table.columns)) == len(table.columns)
    assert set(table.key) <= set(table.columns)
