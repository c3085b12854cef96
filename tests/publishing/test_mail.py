"""Mail over SMTP to a real server: what arrives, what is refused and why, what never becomes a header."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitoring import settings
from monitoring.settings import BadSetting, MailServer
from publishing import mail
from publishing.mail import Attachment, OutgoingMail
from tests.publishing import mail_server

FORM = Attachment("lomake å.xlsx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
MAIL = OutgoingMail("Åsa Öhman", "asa@harbour.example", "Siffror för 2021", "Hej!\n\nDet saknas två.", "sv", (FORM,))


@pytest.fixture
def server() -> MailServer:
    return MailServer("127.0.0.1", mail_server.free_port(), "none", "", "", "Harbour <monitoring@harbour.example>")


def test_a_mail_arrives_in_its_language_with_the_form(server):
    with mail_server.running(server.port) as box:
        assert list(mail.send([MAIL], server)) == ["sent"]
    (arrived,) = box.messages
    assert (arrived["to"], arrived["from"], arrived["subject"]) == ("Åsa Öhman <asa@harbour.example>", server.sender, MAIL.subject)
    assert (arrived["content-language"], arrived["message-id"][-len("@harbour.example>") :]) == ("sv", "@harbour.example>")
    assert arrived.get_body().get_content().splitlines() == MAIL.body.splitlines()
    (form,) = arrived.iter_attachments()
    assert (form.get_filename(), form.get_content(), form.get_content_type()) == (FORM.name, FORM.content, FORM.media_type)


def test_one_that_is_refused_keeps_no_other_from_going_out(server):
    others = [replace(MAIL, email=f"{name}@harbour.example") for name in ("gone", "full", "here")]
    with mail_server.running(server.port) as box:
        box.refused = {"gone@harbour.example": "550 No such user", "full@harbour.example": "452 Mailbox full"}
        assert list(mail.send([MAIL, *others], server)) == ["sent", "address", "later", "sent"]
    assert [arrived["to"].addresses[0].username for arrived in box.messages] == ["asa", "here"]


def test_without_a_server_at_the_other_end_each_is_unreachable(server):
    assert list(mail.send([MAIL, MAIL], server)) == ["unreachable", "unreachable"]


@pytest.mark.parametrize(
    "odd",
    [
        replace(MAIL, subject="Hello\nBcc: everybody@harbour.example"),
        replace(MAIL, name="Eve\r\nBcc: everybody@harbour.example"),
        replace(MAIL, email="asa@harbour.example\r\nBcc: everybody@harbour.example"),
        replace(MAIL, email="asa@harbour.example, everybody@harbour.example"),
    ],
)
def test_nothing_that_is_written_becomes_another_header(server, odd):
    with mail_server.running(server.port) as box:
        assert list(mail.send([odd, MAIL], server)) == ["address", "sent"]
    assert [arrived["bcc"] for arrived in box.messages] == [None]


@pytest.mark.parametrize(
    ("named", "bad"),
    [
        ({"FROM": ""}, "MONITORING_SMTP_FROM"),
        ({"SECURITY": "none"}, "MONITORING_SMTP_SECURITY"),
        ({"SECURITY": "ssl"}, "MONITORING_SMTP_SECURITY"),
        ({"USER": "monitoring"}, "MONITORING_SMTP_PASSWORD"),
        ({"PORT": "many"}, "MONITORING_SMTP_PORT"),
    ],
)
def test_a_mail_server_that_is_half_set_is_refused(monkeypatch, named, bad):
    for name, value in ({"HOST": "mail.harbour.example", "FROM": "monitoring@harbour.example"} | named).items():
        monkeypatch.setenv(f"MONITORING_SMTP_{name}", value)
    with pytest.raises(BadSetting) as refused:
        settings.mail_server()
    assert refused.value.name == bad


def test_the_password_is_in_a_file_and_in_no_text_of_the_setting(monkeypatch, tmp_path):
    (tmp_path / "password").write_text("secret\n")
    values = {"HOST": "mail.harbour.example", "FROM": "m@harbour.example", "USER": "m", "PASSWORD_FILE": str(tmp_path / "password")}
    for name, value in values.items():
        monkeypatch.setenv(f"MONITORING_SMTP_{name}", value)
    found = settings.mail_server()
    assert (found.password, found.port, found.security) == ("secret", 587, "starttls") and "secret" not in repr(found)
    monkeypatch.delenv("MONITORING_SMTP_HOST")
    assert settings.mail_server() is None
