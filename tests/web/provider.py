"""An identity provider (oidc-provider-mock) within this process, whose answers can be changed on their way out."""

from __future__ import annotations

import json
import re
import threading
import warnings
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import quote

import flask
import requests
import werkzeug.serving
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

Claims = dict[str, object]
STYLESHEET = re.compile(r"<link[^>]*stylesheet[^>]*>", re.DOTALL)
UNSIGNED = urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")


@dataclass
class Provider:
    """`twist` changes the claims of the next tokens; `key` signs them in place of the provider's own, or nothing does where not `is_signed`; `keys`
    are those that are published; whoever asks for the metadata is sent to `leads_on` where it is set."""

    address: str = ""
    twist: Callable[[Claims], Claims] | None = None
    key: RSAKey | OctKey | None = None
    is_signed: bool = True
    keys: tuple[RSAKey, ...] = ()
    headers: dict[str, str] = field(default_factory=lambda: {"alg": "RS256"})
    metadata: dict[str, object] = field(default_factory=dict)
    leads_on: str = ""

    def knows(self, sub: str, **claims: object) -> None:
        """Somebody who can sign in."""
        assert requests.put(f"{self.address}/users/{quote(sub)}", json=claims, timeout=10).status_code == 204

    def agrees(self, asked: str, sub: str | None) -> str:
        """The address that the provider sends somebody back to, who signs in as `sub`, or cancels."""
        form = {"action": "deny"} if sub is None else {"sub": sub}
        return requests.post(asked, form, allow_redirects=False, timeout=10).headers["Location"]

    def changed(self, response: flask.Response) -> flask.Response:
        if flask.request.path == "/oauth2/token" and response.status_code == 200 and (self.twist or self.key or not self.is_signed):
            answer = response.get_json()
            claims = json.loads(_payload(answer["id_token"]))
            key = self.key or RSAKey.import_key(flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True))
            if self.is_signed:
                answer["id_token"] = jwt.encode(self.headers, self.twist(claims) if self.twist else claims, key)
            else:
                answer["id_token"] = f"{UNSIGNED}.{answer['id_token'].split('.')[1]}."
            response.set_data(json.dumps(answer))
        if flask.request.path == "/jwks" and self.keys:
            response.set_data(json.dumps({"keys": [key.as_dict(private=False) for key in self.keys]}))
        if flask.request.path.endswith("/openid-configuration"):
            if self.leads_on and not flask.request.query_string:
                return flask.redirect(self.leads_on)
            response.set_data(json.dumps(response.get_json() | self.metadata))
        if response.mimetype == "text/html":
            # Its pages ask another host for their style.
            response.set_data(STYLESHEET.sub("", response.get_data(as_text=True)))
        return response


def _payload(token: str) -> bytes:
    part = token.split(".")[1]
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


@contextmanager
def running() -> Iterator[Provider]:
    with warnings.catch_warnings():
        # It was made for an older Authlib.
        warnings.simplefilter("ignore")
        from oidc_provider_mock import app

    application, provider = app(), Provider()
    application.debug = False
    application.after_request(provider.changed)
    with suppress(ValueError):
        application.wsgi_app = application.wsgi_app.app
    server = werkzeug.serving.make_server("localhost", 0, application, threaded=True)
    provider.address = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
