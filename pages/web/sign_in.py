"""Signing in and out: the way to the identity provider and back (OpenID Connect Core 1.0, authorization code with PKCE), which ends in a session of
our own. No token of the provider's reaches the browser, and none is kept.

The provider's metadata and keys are asked for each time: one that has changed or taken back a key is believed at once.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from ssl import SSLContext
from urllib.parse import parse_qsl, urlencode, urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.base_client.errors import MismatchingStateError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from httpx2 import HTTPError, create_ssl_context
from joserfc.errors import ClaimError, JoseError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from monitoring import settings
from monitoring.catalogue import CatalogueError
from monitoring.storage.errors import StoreError
from monitoring.trust import sessions
from monitoring.trust.people import LONGEST_NAME, RESIDENT, Person
from monitoring.trust.sessions import Session
from pages.shared import address, identity, registry, shown_data
from pages.web.places import SIGN_IN
from pages.web.request_limits import client_of
from pages.web.same_origin import is_same_origin

SIGNED = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""How a provider may sign: with a key of which only it has the secret half."""
LEEWAY = 120
"""Seconds that the provider's clock and ours may differ."""
OF_TIME = ("exp", "nbf", "iat")
"""The claims that a clock is compared with."""
PATIENCE = 5.0
"""Seconds that the provider may take for an answer."""
MEANWHILE = 600
"""Seconds that somebody may take at the provider."""
LONGEST_WAY_BACK = 1500
"""Characters; a longer address leads back to its page without what was chosen there. It must fit into a cookie."""

log = logging.getLogger(__name__)


class NotSignedIn(Exception):
    "Somebody was not let in; the argument is the code of the reason, whose words are `sign-in.trouble.<code>`."


def way_back(wanted: str) -> str:
    """The address below the front page's to return to: one of our pages with its query, and nothing of another site."""
    parts = urlsplit(wanted)
    names = {page.name for page in registry.PAGES}
    if parts.scheme or parts.netloc or parts.path not in names or len(wanted) > LONGEST_WAY_BACK:
        return parts.path if parts.path in names else ""
    query = urlencode(parse_qsl(parts.query, keep_blank_values=True))
    return f"{parts.path}?{query}" if query else parts.path


async def start(request: Request) -> Response:
    """Leads to the provider, which leads back to `answer`. Whoever another site sends here is asked first: the provider may know them already, and
    nobody shall be signed in who did not want it."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        wanted = {name: request.query_params[name] for name in ("back", "lang") if name in request.query_params}
        return RedirectResponse(_address(request, f"account?{urlencode(wanted)}"), 303)
    request.session["back"] = way_back(request.query_params.get("back", ""))
    request.session["lang"] = language = shown_data.language(request.query_params.getlist("lang"), request.headers.get("accept-language", ""))

    async def lead() -> Response:
        if request.url.scheme != "https" and not settings.is_loopback(request.url.hostname or ""):
            raise NotSignedIn("insecure")
        return await (await _provider()).authorize_redirect(request, _address(request, f"{SIGN_IN}/answer"), ui_locales=language)

    return await _or_trouble(request, lead)


async def answer(request: Request) -> Response:
    """Begins a session for whom the provider names, and leads back to where they came from."""

    async def let_in() -> Response:
        if request.query_params.get("error") == "access_denied":
            raise NotSignedIn("cancelled")
        claims = await _claims(request)
        secret = await run_in_threadpool(_begin, request, claims)
        response = RedirectResponse(_address(request, request.session.get("back", "")), 303)
        request.session.clear()
        response.set_cookie(identity.cookie(), secret, path="/", secure=True, httponly=True, samesite="lax")
        return response

    return await _or_trouble(request, let_in)


async def end(request: Request) -> Response:
    """Signs out here, or from all devices, and then from the provider where it has an address for that."""
    if not is_same_origin(request.scope) or "origin" not in request.headers:
        return PlainTextResponse(status_code=403)
    form = await request.form()
    await run_in_threadpool(_end, request, form.get("from") == "everywhere")
    response = RedirectResponse(await _provider_end(request), 303)
    response.delete_cookie(identity.cookie(), path="/", secure=True, httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def mount() -> Mount | None:
    """The addresses, where people sign in. Raises BadSetting."""
    if not identity.is_offered():
        return None
    # The way there and back is remembered in a cookie that only we can write; its key needs no setting of its own.
    key = sha256(b"monitoring sign-in\0" + settings.sign_in().client_secret.encode()).hexdigest()
    cookie = f"{identity.cookie()}-sign-in"
    kept = Middleware(SessionMiddleware, secret_key=key, session_cookie=cookie, max_age=MEANWHILE, same_site="lax", https_only=True)
    return Mount(
        f"/{SIGN_IN}",
        Starlette(routes=[Route("/start", start), Route("/answer", answer), Route("/end", end, methods=["POST"])], middleware=[kept]),
    )


@cache
def _trusted() -> SSLContext:
    """The certificates that this machine trusts, read once: Authlib asks with a new client each time, which would read all of them."""
    return create_ssl_context()


async def _provider() -> StarletteOAuth2App:
    """The provider as its metadata describes it now. Raises NotSignedIn, HTTPError."""
    setting = settings.sign_in()
    provider = OAuth().register(
        "provider",
        client_id=setting.client_id,
        client_secret=setting.client_secret,
        server_metadata_url=f"{setting.issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": setting.scopes, "code_challenge_method": "S256", "timeout": PATIENCE, "verify": _trusted()},
    )
    metadata = await provider.load_server_metadata()
    if str(metadata.get("issuer", "")).rstrip("/") != setting.issuer:
        raise NotSignedIn("not-trusted")
    if not all(_is_over_tls(str(place)) for name, place in metadata.items() if name.endswith(("_endpoint", "jwks_uri")) and place):
        raise NotSignedIn("not-trusted")
    metadata["id_token_signing_alg_values_supported"] = [
        one for one in metadata.get("id_token_signing_alg_values_supported", ("RS256",)) if one in SIGNED
    ]
    return provider


def _is_over_tls(place: str) -> bool:
    """Whether nobody on the way reads what goes to an address: by TLS, or because it does not leave this machine."""
    parts = urlsplit(place)
    return parts.scheme == "https" or (parts.scheme == "http" and settings.is_loopback(parts.hostname or ""))


async def _claims(request: Request) -> dict:
    """What the provider says of whoever came back from it, checked: its signature, issuer, audience, times, nonce, and that they left from here.

    Raises NotSignedIn, OAuthError, JoseError, HTTPError.
    """
    provider = await _provider()
    metadata = provider.server_metadata
    if metadata.get("authorization_response_iss_parameter_supported") and request.query_params.get("iss") != metadata["issuer"]:
        raise NotSignedIn("not-trusted")
    essential = {
        "iss": {"essential": True, "value": metadata["issuer"]},
        "aud": {"essential": True, "value": provider.client_id},
        "nonce": {"essential": True},
        "sub": {"essential": True},
    }
    token = await provider.authorize_access_token(request, claims_options=essential, leeway=LEEWAY)
    claims = dict(token.get("userinfo") or {})
    if not claims.get("sub"):
        raise NotSignedIn("not-trusted")
    if metadata.get("userinfo_endpoint") and not {"name", "email", settings.sign_in().roles_claim} <= claims.keys():
        more = await provider.userinfo(token=token)
        if more.get("sub") != claims["sub"]:
            raise NotSignedIn("not-trusted")
        claims = more | claims
    return claims


def _begin(request: Request, claims: dict) -> str:
    """Begins the session and gives its id; one that the browser had before is over. Raises StoreError."""
    names = (claims.get(name) for name in ("name", "preferred_username", "email", "sub"))
    name = next(str(one).strip() for one in names if str(one or "").strip())[:LONGEST_NAME]
    is_verified = claims.get("email_verified") in (True, "true")
    email = str(claims.get("email") or "") if is_verified else ""
    person = Person(str(claims["sub"]), name, email=email, address=client_of(request.scope))
    before, store = identity.session(request.cookies), identity.store()
    if before is not None:
        sessions.end(store, _of(before, request))
    return sessions.begin(store, person, tuple(_groups(claims.get(settings.sign_in().roles_claim))))


def _groups(claim: object) -> Iterable[str]:
    return [claim] if isinstance(claim, str) else [one for one in claim if isinstance(one, str)] if isinstance(claim, list) else []


def _end(request: Request, everywhere: bool) -> None:
    found = identity.session(request.cookies)
    if found is None:
        return
    person = _of(found, request)
    if everywhere:
        sessions.end_all(identity.store(), person, person.subject)
    else:
        sessions.end(identity.store(), person)


def _of(session: Session, request: Request) -> Person:
    """Whoever ends their own session; no role is needed for that."""
    return Person(session.subject, session.name, email=session.email, session=session.session, address=client_of(request.scope))


async def _provider_end(request: Request) -> str:
    """Where the provider signs somebody out (OpenID Connect RP-Initiated Logout 1.0); our front page where it cannot be asked."""
    front = _address(request, "")
    try:
        provider = await _provider()
    except (HTTPError, ValueError, NotSignedIn) as error:
        log.info("signed out here, but not from the provider: %r", error)
        return front
    place = provider.server_metadata.get("end_session_endpoint")
    # The content security policy lets a form lead to the issuer's host and to no other.
    if not str(place).startswith(f"{identity.provider_origin()}/"):
        return front
    return f"{place}?{urlencode({'client_id': provider.client_id, 'post_logout_redirect_uri': front})}"


async def _or_trouble(request: Request, do: Callable[[], Awaitable[Response]]) -> Response:
    """The answer, or the account's page, which says in words why somebody was not let in; the log says it too."""
    try:
        return await do()
    except NotSignedIn as error:
        trouble, cause = str(error), error
    except (StoreError, CatalogueError) as error:
        trouble, cause = "store", error
    except MismatchingStateError as error:
        trouble, cause = "not-from-here", error
    except OAuthError as error:
        trouble, cause = _of_oauth(error), error
    except ClaimError as error:
        trouble, cause = "clock" if error.claim in OF_TIME else "not-trusted", error
    except (JoseError, KeyError, TypeError) as error:
        trouble, cause = "not-trusted", error
    except (HTTPError, ValueError, RuntimeError) as error:
        trouble, cause = "provider", error
    log.info("not signed in: %s: %r", trouble, cause)
    await run_in_threadpool(_tell, replace(RESIDENT, address=client_of(request.scope)), trouble)
    query = {"trouble": trouble, "back": request.session.pop("back", ""), "lang": request.session.pop("lang", "")}
    return RedirectResponse(_address(request, f"account?{urlencode({name: value for name, value in query.items() if value})}"), 303)


def _of_oauth(error: OAuthError) -> str:
    """The code of the reason, by the error's own (RFC 6749, 4.1.2.1 and 5.2)."""
    return {"invalid_grant": "code", "invalid_client": "client", "unauthorized_client": "client"}.get(error.error, "provider")


def _tell(person: Person, trouble: str) -> None:
    try:
        sessions.refuse(identity.store(), person, trouble)
    except StoreError as error:
        log.warning("the log does not tell that somebody was not let in: %r", error)


def _address(request: Request, place: str) -> str:
    """The whole address of a place of ours, as the browser knows it."""
    return f"{request.url.scheme}://{request.url.netloc}{address.base_path()}/{place}"
