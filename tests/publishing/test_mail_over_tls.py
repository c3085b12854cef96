"""Mail over TLS to a real server: it goes to the one that is meant, which has the password, and nothing is told anybody else."""

from __future__ import annotations

import base64
import ssl
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitoring import mails
from monitoring.settings import MailServer
from monitoring.words import languages, words
from publishing import mail
from publishing.mail import OutgoingMail
from tests.publishing import mail_server
from tests.publishing.certificates import Authority

MAIL = OutgoingMail("Åsa Öhman", "asa@harbour.example", "Reminder", "Two figures are missing.", "en")
USER = "monitoring"
SECURITY = pytest.mark.parametrize("security", ["starttls", "tls"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("certificates")


@pytest.fixture(scope="module")
def authority(folder) -> Authority:
    return Authority(folder)


@pytest.fixture
def server(authority, monkeypatch) -> MailServer:
    """By its name, and the authority of its certificate is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return MailServer("localhost", mail_server.free_port(), "starttls", USER, mail_server.PASSWORD, "Harbour <monitoring@harbour.example>")


@pytest.fixture(scope="module")
def certificate(authority) -> ssl.SSLContext:
    return authority.server("localhost")


def is_told_nothing(box: mail_server.Box) -> bool:
    """Whether the server, and whoever listens, heard neither what is written, to whom, nor who signs in."""
    login = base64.b64encode(f"\0{USER}\0{mail_server.PASSWORD}".encode())
    return box.messages == [] and not any(secret in box.in_clear for secret in (b"AUTH", b"MAIL FROM", b"asa@", b"figures", login))


@SECURITY
def test_a_mail_goes_out_encrypted_to_a_server_that_is_trusted(server, certificate, security):
    with mail_server.running(server.port, security, certificate) as box:
        assert list(mail.send([MAIL, MAIL], replace(server, security=security))) == ["sent", "sent"]
    assert [arrived["subject"] for arrived in box.messages] == ["Reminder", "Reminder"]
    assert box.in_clear.split() == ([] if security == "tls" else [b"ehlo", box.in_clear.split()[1], b"STARTTLS"])


@SECURITY
@pytest.mark.parametrize("wrong", ["untrusted", "expired", "name"])
def test_a_server_with_a_wrong_certificate_is_told_nothing(server, authority, tmp_path, security, wrong):
    shown = {
        "untrusted": lambda: Authority(tmp_path).server("localhost"),
        "expired": lambda: authority.server("localhost", -timedelta(days=1)),
        "name": lambda: authority.server("mail.elsewhere.example"),
    }
    with mail_server.running(server.port, security, shown[wrong]()) as box:
        assert list(mail.send([MAIL], replace(server, security=security))) == [f"certificate-{wrong}"]
    assert is_told_nothing(box)


def test_an_address_in_numbers_needs_a_certificate_of_it(server, certificate):
    with mail_server.running(server.port, "tls", certificate) as box:
        assert list(mail.send([MAIL], replace(server, security="tls", host="127.0.0.1"))) == ["certificate-name"]
    assert is_told_nothing(box)


@SECURITY
def test_a_server_that_does_not_encrypt_is_told_nothing(server, security):
    with mail_server.running(server.port) as box:
        assert list(mail.send([MAIL], replace(server, security=security))) == ["no-tls"]
    assert is_told_nothing(box)


@SECURITY
def test_a_wrong_password_is_told_as_that_and_no_mail_goes_out(server, certificate, security):
    with mail_server.running(server.port, security, certificate) as box:
        assert list(mail.send([MAIL], replace(server, security=security, password="open barley"))) == ["sign-in"]
        assert is_told_nothing(box)
        assert list(mail.send([MAIL], replace(server, security=security))) == ["sent"]


@pytest.mark.parametrize("language", languages())
def test_each_outcome_is_said_in_words_of_its_own(language):
    said = [words(language)(f"sending.outcome.{outcome}") for outcome in (*mails.OUTCOMES, "unknown")]
    assert len({*said}) == len(said)
