"""The headers of every answer that bind the browser: what a page may load and run, who may frame it, what is kept of it, what is told about it.

Asked of every server by OWASP's ASVS 5.0 (V3.4). The policy is what Streamlit and Plotly need and no more: no other host, no script but the files of
this server and the few inline ones whose hashes are named. Styles are inline throughout both, so these are allowed.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitoring import settings
from monitoring.trust.people import RESIDENT
from pages.council.meeting import steering
from pages.council.meetings import material
from pages.shared import address, html, identity, registry, suggestions
from pages.shared.registry import Frame
from pages.web import page_head
from pages.web.places import ASSETS, OPEN_DATA, SIGN_IN, first_part, place_of

STREAMLITS = re.findall(r"<script>(.*?)</script>", (Path(st.__file__).parent / "static/index.html").read_text(encoding="utf-8"), re.DOTALL)
"""The inline scripts of Streamlit's page."""
OURS = (
    html.PRINTING,
    html.REDRAWING,
    html.SCHEME,
    html.TOP,
    html.LANGUAGE,
    html.FRAMEWORK,
    html.FOCUS,
    html.POINTING,
    html.LANGUAGES,
    steering.FOLLOWING,
    material.FOLLOWING,
    suggestions.FOLLOWING,
    page_head.CONNECTION,
    page_head.EMPTYING,
    page_head.LETTERS,
)
SCRIPTS = (*STREAMLITS, *OURS)
POLICY = {
    "default-src": "'none'",
    "script-src": " ".join(["'self'", *(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in SCRIPTS)]),
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'none'",
    "base-uri": "'none'",
}
NOT_HTML = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""The policy of what is no page: it is data, whatever a browser takes it for."""
UNUSED = ("camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "serial", "usb")
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
}
TLS_ONLY = "max-age=31536000"
"""Seconds for which a browser that came over TLS asks this host over nothing else (RFC 6797): a year."""
SUBDOMAINS_TOO = "; includeSubDomains"
"""Where the dashboard has the host for itself; below a sub-path others of the host may have hosts below it."""
XSRF, PREFIX = "_streamlit_xsrf=", "__Host-"
"""How Streamlit's cookie against forged requests begins, which its page finds by the end of the name; and the prefix that keeps every other host of
the domain from setting it (RFC 6265bis)."""


class SecurityHeaders:
    """Puts them on every answer, refusals included. Headers of the same name that came from further in are replaced."""

    def __init__(self, app: ASGIApp):
        self._app, self._framed_by, self._sent_to = app, settings.framed_by(), _sent_to()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = _with_xsrf(scope) if scope.get("scheme") in ("https", "wss") else scope
        if scope["type"] != "http":
            await self._app(request, receive, send)
            return
        # A router that sends the request on changes its scope.
        place, is_offered = place_of(scope), identity.is_offered()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                self._mark(headers, place, scope.get("scheme") == "https")
                if not (_is_asset(place, headers) or _is_for_everybody(scope, place)):
                    headers["Cache-Control"] = "no-store"
                if is_offered:
                    headers.add_vary_header("Cookie")
            await send(message)

        await self._app(request, receive, send_with_headers)

    def _mark(self, headers: MutableHeaders, place: str, is_over_tls: bool) -> None:
        headers.update(ALWAYS)
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if first_part(place) == OPEN_DATA else "same-origin"
        if is_over_tls:
            headers["Strict-Transport-Security"] = TLS_ONLY if address.base_path() else TLS_ONLY + SUBDOMAINS_TOO
            _secure_cookies(headers)
        if first_part(place) != OPEN_DATA and headers.get("access-control-allow-origin") not in st.get_option("server.corsAllowedOrigins"):
            del headers["Access-Control-Allow-Origin"], headers["Access-Control-Allow-Credentials"]
        ancestors = self._ancestors(place)
        if headers.get("content-type", "").startswith("text/html"):
            headers["Content-Security-Policy"] = policy(ancestors, self._sent_to)
        else:
            headers["Content-Security-Policy"] = NOT_HTML
        if ancestors == "'none'":
            headers["X-Frame-Options"] = "DENY"

    def _ancestors(self, place: str) -> str:
        page = registry.named(place, RESIDENT)
        return self._framed_by if page is not None and page.frame == Frame.EMBEDDED else "'none'"


def policy(ancestors: str, sent_to: str = "'self'") -> str:
    """The content security policy of a page that `ancestors` may frame and whose forms may lead to `sent_to`."""
    whole = POLICY | {"form-action": sent_to, "frame-ancestors": ancestors}
    return "; ".join(f"{directive} {sources}" for directive, sources in whole.items())


def _sent_to() -> str:
    """Whoever signs out here is sent on to the identity provider, to sign out there."""
    return f"'self' {identity.provider_origin()}" if identity.is_offered() else "'self'"


def _secure_cookies(headers: MutableHeaders) -> None:
    """Streamlit's own go over TLS only where Streamlit itself has the certificate, and have no prefix."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        named = PREFIX + cookie if cookie.startswith(XSRF) else cookie
        headers.append("set-cookie", named if "; secure" in cookie.lower() else f"{named}; Secure")


def _with_xsrf(scope: Scope) -> Scope:
    """The request with Streamlit's cookie as Streamlit knows it. One without the prefix was set by another host, and is left out."""
    return scope | {"headers": [(name, _renamed(value) if name == b"cookie" else value) for name, value in scope["headers"]]}


def _renamed(cookies: bytes) -> bytes:
    pairs = [pair.strip() for pair in cookies.split(b";")]
    prefixed = f"{PREFIX}{XSRF}".encode()
    return b"; ".join(
        pair.removeprefix(PREFIX.encode()) if pair.startswith(prefixed) else pair for pair in pairs if not pair.startswith(XSRF.encode())
    )


def _is_for_everybody(scope: Scope, place: str) -> bool:
    """Whether the answer is what anybody gets: on the public copy, and to whoever shows no session where people sign in."""
    if settings.is_public():
        return True
    return identity.is_offered() and first_part(place) != SIGN_IN and identity.cookie() not in Request(scope).cookies


def _is_asset(place: str, headers: MutableHeaders) -> bool:
    """Whether it is a file of the software, the same for everybody."""
    return first_part(place) in ASSETS or "immutable" in headers.get("cache-control", "")
