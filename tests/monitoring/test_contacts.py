"""The units' contacts: who keeps them, what is no contact, how an address goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitoring import contacts, mails
from monitoring.contacts import Contact
from monitoring.mails import Mail
from monitoring.store import Store
from monitoring.trust import log
from monitoring.trust.people import Grant, Person, Role, local
from monitoring.trust.permissions import Refused
from tests.monitoring.charts.made import VAASA

NO_ADDRESSES = (
    *("", "asa", "asa@town", "a b@town.example", "å@town.example", "a@town.example\n", "a@b.example,c@d.example"),
    f"{'a' * 250}@town.example",
)
SECRETARY = Person("s-1", "Secretary", frozenset({Grant(Role.SECRETARY)}))
ASA = Contact("", "welcome-office", "Åsa Öhman", "asa@town.example", "sv")


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "monitoring.duckdb")


def test_an_address_is_kept_once_a_unit_and_is_gone_from_the_file_with_its_contact(store):
    first = contacts.add(store, VAASA, ASA, SECRETARY)
    assert contacts.add(store, VAASA, replace(ASA, email="ASA@town.example"), SECRETARY) == first
    (mail_id,) = mails.begin(store, VAASA, [Mail("welcome-office", 2021, first, "sv", "Subject", "Body")], SECRETARY)
    mails.finish(store, {mail_id: "later"}, SECRETARY)
    assert [(one.name, one.outcome) for one in mails.known(store, VAASA, 2021, SECRETARY)] == [("Åsa Öhman", "later")]
    contacts.end(store, VAASA, first, SECRETARY)
    assert contacts.known(store, VAASA, SECRETARY) == []
    assert [(one.name, one.subject, one.outcome) for one in mails.known(store, VAASA, 2021, SECRETARY)] == [("", "Subject", "later")]
    with store.reading() as connection:
        assert all(ASA.email not in str(row) and ASA.name not in str(row) for row in (*connection.rows("log_people"), *connection.rows("log_chain")))
    with pytest.raises(contacts.UnknownContact):
        contacts.end(store, VAASA, first, SECRETARY)


@pytest.mark.parametrize(
    ("contact", "wrong"),
    [
        (replace(ASA, unit="nobody"), "unit"),
        (replace(ASA, name=" "), "name"),
        (replace(ASA, name="Åsa\nBcc: all@town.example"), "name"),
        (replace(ASA, name="Å" * 101), "name"),
        (replace(ASA, language="xx"), "language"),
        *((replace(ASA, email=email), "email") for email in NO_ADDRESSES),
    ],
)
def test_what_is_no_contact_is_refused(store, contact, wrong):
    with pytest.raises(contacts.UnfitContact) as refused:
        contacts.add(store, VAASA, contact, SECRETARY)
    assert str(refused.value) == wrong and contacts.known(store, VAASA, SECRETARY) == []


def test_addresses_are_seen_by_the_secretary_alone(store):
    contacts.add(store, VAASA, ASA, SECRETARY)
    for role in (Role.COUNCIL_MEMBER, Role.COORDINATOR, Role.ADMINISTRATOR):
        with pytest.raises(Refused):
            contacts.known(store, VAASA, Person("x", "X", frozenset({Grant(role)})))


def test_who_is_made_anonymous_is_no_contact_any_more(store):
    asa = Person("asa-1", ASA.name, frozenset({Grant(Role.SECRETARY)}), ASA.email)
    contacts.add(store, VAASA, ASA, asa)
    log.anonymise(store, "asa-1", local("Administrator"))
    assert contacts.known(store, VAASA, SECRETARY) == []
    with store.reading() as connection:
        assert [(row.name, row.email, row.added_by) for row in connection.rows("contacts", programme=VAASA.programme.programme)] == [("", "", "–")]
