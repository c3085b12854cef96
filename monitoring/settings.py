"""Where things are on this machine: from the environment, else beside the code."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
STATISTICS = DATA / "context"
"""Where the statistics are that a programme's context.csv names."""
SCOPES = ("openid", "profile", "email")
"""What an identity provider is asked for (OpenID Connect Core 1.0, 5.4)."""
MAIL_PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""How a connection to a mail server is protected, with the usual port (RFC 6409, RFC 8314)."""
DEFAULT_PROGRAMME = "vaasa-2019-2022"
DEFAULT_LICENCE = "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/"


class BadSetting(Exception):
    """A setting's value cannot be used."""

    def __init__(self, name: str, value: str):
        super().__init__(name, value)
        self.name, self.value = name, value


@dataclass(frozen=True)
class Licence:
    """What others may do with the data: an identifier of spdx.org, and where its text is."""

    name: str
    address: str


@dataclass(frozen=True)
class SignIn:
    """The identity provider that signs people in (OpenID Connect), and how it knows this dashboard. `roles_claim` is the claim that holds somebody's
    roles or groups."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    roles_claim: str
    scopes: str


@dataclass(frozen=True)
class MailServer:
    """The server that takes the dashboard's mail (SMTP). `security` is one of MAIL_PORTS; `user` is empty where nobody signs in there; `sender` is
    the address that mail comes from."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    sender: str


def programme_folder() -> Path:
    """The catalogue's folder: MONITORING_PROGRAMME is the id of a folder of data/programmes/, or a path."""
    named = os.environ.get("MONITORING_PROGRAMME", DEFAULT_PROGRAMME)
    return Path(named) if os.sep in named else DATA / "programmes" / named


def store() -> str:
    """The city's own store: MONITORING_STORE is the address of a PostgreSQL database (postgresql://…), else it is the file `database`. Raises
    BadSetting."""
    address = os.environ.get("MONITORING_STORE", "").strip()
    if address and not address.startswith(("postgresql://", "postgres://")):
        raise BadSetting("MONITORING_STORE", address)
    return address or str(database())


def database() -> Path:
    """Where the city's own store is a file: MONITORING_DATABASE, or data/monitoring.duckdb. The example data's is always beside it."""
    return Path(os.environ.get("MONITORING_DATABASE") or DATA / "monitoring.duckdb")


def example_database() -> Path:
    """The example data's store, beside the city's own and never it."""
    return database().with_name("examples.duckdb")


def is_public() -> bool:
    """Whether this is the public copy, which only reads, and only what is published: MONITORING_PUBLIC=1."""
    return os.environ.get("MONITORING_PUBLIC", "").strip().lower() in ("1", "true", "yes")


def sign_in() -> SignIn | None:
    """MONITORING_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET or _CLIENT_SECRET_FILE, _ROLES_CLAIM and _SCOPES; None where there is no issuer, and nobody
    signs in. Raises BadSetting where the rest is missing, and for an issuer on another machine that is not asked over TLS."""
    issuer = os.environ.get("MONITORING_OIDC_ISSUER", "").strip().rstrip("/")
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if not parts.hostname or parts.scheme not in ("http", "https") or (parts.scheme == "http" and not is_loopback(parts.hostname)):
        raise BadSetting("MONITORING_OIDC_ISSUER", issuer)
    client_id, secret = os.environ.get("MONITORING_OIDC_CLIENT_ID", "").strip(), _secret("MONITORING_OIDC_CLIENT_SECRET")
    if not client_id:
        raise BadSetting("MONITORING_OIDC_CLIENT_ID", "")
    claim = os.environ.get("MONITORING_OIDC_ROLES_CLAIM", "").strip() or "groups"
    scopes = os.environ.get("MONITORING_OIDC_SCOPES", "").split() or SCOPES
    return SignIn(issuer, client_id, secret, claim, " ".join(scopes))


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def mail_server() -> MailServer | None:
    """MONITORING_SMTP_HOST, _PORT, _SECURITY (starttls, tls, or none on this machine), _USER with _PASSWORD_FILE or _PASSWORD, and _FROM; None where
    there is no host, and no mail is sent. Raises BadSetting."""
    host = os.environ.get("MONITORING_SMTP_HOST", "").strip()
    if not host:
        return None
    security = os.environ.get("MONITORING_SMTP_SECURITY", "").strip().lower() or "starttls"
    if security not in MAIL_PORTS or (security == "none" and not is_loopback(host)):
        raise BadSetting("MONITORING_SMTP_SECURITY", security)
    user, sender = (os.environ.get(name, "").strip() for name in ("MONITORING_SMTP_USER", "MONITORING_SMTP_FROM"))
    if not sender:
        raise BadSetting("MONITORING_SMTP_FROM", sender)
    password = _secret("MONITORING_SMTP_PASSWORD") if user else ""
    return MailServer(host, _count("MONITORING_SMTP_PORT", MAIL_PORTS[security]), security, user, password, sender)


def address() -> str:
    """Where readers find the dashboard, without a slash at the end: MONITORING_ADDRESS, such as https://monitoring.harbour.example; "" where nobody
    has said. Raises BadSetting."""
    named = os.environ.get("MONITORING_ADDRESS", "").strip().rstrip("/")
    parts = urlsplit(named)
    if named and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise BadSetting("MONITORING_ADDRESS", named)
    return named


def contact(language: str) -> str:
    """Whom somebody asks for a role: MONITORING_CONTACT is a name, an e-mail address or a phone number; "" where nobody has said."""
    return (_in(language, "MONITORING_CONTACT") or "").strip()


def metrics_token() -> str | None:
    """What whoever asks for the server's figures must bring: MONITORING_METRICS_TOKEN, or a file that MONITORING_METRICS_TOKEN_FILE names; None where
    there is neither, and nobody gets them. Raises BadSetting."""
    if not any(os.environ.get(f"MONITORING_METRICS_TOKEN{ending}", "").strip() for ending in ("", "_FILE")):
        return None
    return _secret("MONITORING_METRICS_TOKEN")


def log_kept() -> int:
    """For how many days a row of the log is kept: MONITORING_LOG_KEPT, or three years. Raises BadSetting."""
    return _count("MONITORING_LOG_KEPT", 3 * 365)


def roles_file() -> Path | None:
    """Which role goes with which value of the identity provider's claim: MONITORING_ROLES is a CSV file; None where there is none."""
    named = os.environ.get("MONITORING_ROLES", "").strip()
    return Path(named) if named else None


def session_idle() -> timedelta:
    """After how long without use a session is over: MONITORING_SESSION_IDLE in minutes, or half an hour. Raises BadSetting."""
    return timedelta(minutes=_count("MONITORING_SESSION_IDLE", 30))


def session_longest() -> timedelta:
    """After how long a session is over however much it is used: MONITORING_SESSION_LONGEST in minutes, or ten hours. Raises BadSetting."""
    return timedelta(minutes=_count("MONITORING_SESSION_LONGEST", 600))


def framed_by() -> str:
    """Which sites may show the page for embedding inside theirs: MONITORING_FRAMED_BY has their origins, with spaces between; else any site."""
    return " ".join(os.environ.get("MONITORING_FRAMED_BY", "").split()) or "*"


def api_rate() -> int:
    """Requests to the open data that one client may send a minute: MONITORING_API_RATE, or 300. Raises BadSetting."""
    return _count("MONITORING_API_RATE", 300)


def upload_memory() -> int:
    """Megabytes of uploaded files that the server holds in memory at most: MONITORING_UPLOAD_MEMORY, or 300. Raises BadSetting."""
    return _count("MONITORING_UPLOAD_MEMORY", 300)


def zone() -> ZoneInfo:
    """The municipality's time zone: MONITORING_TIMEZONE, or Finland's."""
    return ZoneInfo(os.environ.get("MONITORING_TIMEZONE") or "Europe/Helsinki")


def licence() -> Licence:
    """The open data's licence: MONITORING_LICENCE is its identifier and its address, with a space between (without one, spdx.org's page of it);
    else CC BY 4.0."""
    name, _, address = (os.environ.get("MONITORING_LICENCE", "").strip() or DEFAULT_LICENCE).partition(" ")
    return Licence(name, address.strip() or f"https://spdx.org/licenses/{name}.html")


def operator(language: str) -> str:
    """Who answers for the site, as its readers know it: MONITORING_OPERATOR, or "" where nobody has said."""
    return (_in(language, "MONITORING_OPERATOR") or "").strip()


def feedback(language: str) -> str:
    """Where to write about the site's accessibility: MONITORING_FEEDBACK is an e-mail address or a web address; "" where nobody has said."""
    return (_in(language, "MONITORING_FEEDBACK") or "").strip()


def authority(language: str) -> str | None:
    """Who supervises accessibility: MONITORING_AUTHORITY, which may be empty for none; None where nobody has said, which means Finland's."""
    named = _in(language, "MONITORING_AUTHORITY")
    return None if named is None else named.strip()


def _in(language: str, name: str) -> str | None:
    """A setting that readers see: with the language's code after it (MONITORING_OPERATOR_SV) for that language, else the same for all."""
    return os.environ.get(f"{name}_{language.upper()}", os.environ.get(name))


def _secret(name: str) -> str:
    """A secret, which is better in a file that only the server may read than in its environment. Raises BadSetting."""
    file = os.environ.get(f"{name}_FILE", "").strip()
    try:
        secret = Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(name, "").strip()
    except (OSError, UnicodeDecodeError):
        raise BadSetting(f"{name}_FILE", file) from None
    if not secret:
        raise BadSetting(f"{name}_FILE" if file else name, file)
    return secret


def _count(name: str, otherwise: int) -> int:
    """A setting that is a whole number above zero. Raises BadSetting."""
    text = os.environ.get(name, "").strip()
    if text and not (text.isdecimal() and int(text)):
        raise BadSetting(name, text)
    return int(text or otherwise)
