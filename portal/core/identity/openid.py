"""Sign-in with an OpenID Connect provider: code flow with PKCE, state and nonce, found by discovery.

All that comes out is a mark of who it is: no name, no address, no token is kept or even read.
"""

import json
import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import structlog

from portal.core import marks
from portal.core.errors import Refusal, Unavailable
from portal.core.i18n import N_

log = structlog.get_logger()
SIGNED = (
    "RS256",
    "PS256",
    "ES256",
    "RS384",
    "PS384",
    "ES384",
    "RS512",
    "PS512",
    "ES512",
    "EdDSA",
)  # never none, never HS
SKEW = 120  # seconds that two clocks may differ
OLDEST = 600  # seconds since an id token was made
TIMEOUT = 8
KEPT_FOR = 3600.0  # seconds that discovery and keys are kept
REST = 10.0  # seconds in which a provider that did not answer is left alone
LARGEST = 256 * 1024


class NotShown(Refusal):
    """The sign-in proved nothing; trying again may."""

    msgid = N_("The sign-in could not be confirmed. Nothing you wrote is lost. Please try again, or use another way.")


class Stopped(Refusal):
    """The person, or the provider, broke the sign-in off."""

    msgid = N_("You did not finish signing in. Nothing you wrote is lost. Try again, or use another way.")


class Silent(Unavailable):
    """The provider does not answer, or not as it should."""

    msgid = N_(
        "The sign-in service does not answer right now. Nothing you wrote is lost. Please use another way, or try again later."
    )


@dataclass(frozen=True)
class Begun:
    """What must come back, kept by the browser that began."""

    state: str
    nonce: str
    verifier: str


class Service(Protocol):
    """Tells who somebody is."""

    name: str

    def begin(self, back: str) -> tuple[str, Begun]: ...

    def finish(self, back: str, begun: Begun, code: str, issuer: str = "") -> str: ...


class Provider:
    """One OpenID Connect provider. `issuer` is compared to the letter with what it says of itself."""

    def __init__(self, issuer: str, client_id: str, secret: str, name: str) -> None:
        self.issuer, self.client_id, self.secret, self.name = issuer, client_id, secret, name
        self._known: dict[str, tuple[float, dict[str, Any]]] = {}
        self._turn = threading.Lock()
        self._silent_until = 0.0

    def begin(self, back: str) -> tuple[str, Begun]:
        """Where to send the browser, and what to compare afterwards. Raises Silent."""
        begun = Begun(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))
        with self._session(back) as session:
            url, _ = session.create_authorization_url(
                self._place("authorization_endpoint"), state=begun.state, nonce=begun.nonce,
                code_verifier=begun.verifier,
            )  # fmt: skip
        return str(url), begun

    def finish(self, back: str, begun: Begun, code: str, issuer: str = "") -> str:
        """The mark of who signed in. Raises NotShown where that is not proved, Silent where nobody answers."""
        if issuer and issuer != self.issuer:
            raise self._no("issuer of the answer")
        claims = self._claims(self._id_token(back, begun, code))
        audience = claims.get("aud")
        listed = audience if isinstance(audience, list) else [audience]
        now = time.time()
        sound = {
            "issuer": claims.get("iss") == self.issuer,
            "audience": self.client_id in listed and claims.get("azp", self.client_id) == self.client_id,
            "party": len(listed) == 1 or "azp" in claims,
            "expiry": _seconds(claims, "exp") + SKEW > now,
            "age": now - OLDEST - SKEW < _seconds(claims, "iat") < now + SKEW,
            "begin": _seconds(claims, "nbf") < now + SKEW,
            "nonce": secrets.compare_digest(str(claims.get("nonce", "")).encode(), begun.nonce.encode()),
            "subject": isinstance(claims.get("sub"), str) and 0 < len(claims["sub"]) <= 255,
        }
        if wrong := [name for name, right in sound.items() if not right]:
            raise self._no(*wrong)
        return marks.of("identity", self.issuer, claims["sub"])

    def _id_token(self, back: str, begun: Begun, code: str) -> str:
        import requests
        from authlib.integrations.base_client.errors import OAuthError

        try:
            with self._session(back) as session:
                told = session.fetch_token(
                    self._place("token_endpoint"), code=code, code_verifier=begun.verifier,
                    grant_type="authorization_code", redirect_uri=back, allow_redirects=False,
                )  # fmt: skip
        except OAuthError as fault:
            raise self._no("code", str(fault.error)[:40]) from None
        except (requests.RequestException, ValueError, KeyError, TypeError) as fault:
            raise self._silent(fault) from None
        token = told.get("id_token")
        if not isinstance(token, str):
            raise self._no("no id token")
        return token

    def _claims(self, token: str) -> dict[str, Any]:
        """What a token says, if the provider signed it. Keys are asked for anew once: providers change them."""
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        for fresh in (False, True):
            told: Any = self._document(self._place("jwks_uri"), fresh=fresh)
            try:
                keys = KeySet.import_key_set(told)
                return dict(jwt.decode(token, keys, algorithms=list(SIGNED)).claims)
            except (JoseError, ValueError, TypeError, KeyError) as fault:
                why = type(fault).__name__
        raise self._no("signature", why)

    def _session(self, back: str) -> Any:
        from authlib.integrations.requests_client import OAuth2Session

        offered = self._about().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        way = "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"
        return OAuth2Session(
            self.client_id, self.secret, scope="openid", redirect_uri=back, token_endpoint_auth_method=way,
            code_challenge_method="S256", default_timeout=TIMEOUT,
        )  # fmt: skip

    def _about(self) -> dict[str, Any]:
        about = self._document(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if about.get("issuer") != self.issuer:
            raise self._silent(ValueError("another issuer"))
        return about

    def _place(self, name: str) -> str:
        place = str(self._about().get(name, ""))
        if not safe(place):
            raise self._silent(ValueError(name))
        return place

    def _document(self, url: str, *, fresh: bool = False) -> dict[str, Any]:
        """A JSON document of the provider's, kept for an hour; `fresh` asks again, at most once in a minute. Where it did
        not answer a moment ago nobody waits for it."""
        if not self._turn.acquire(timeout=TIMEOUT):
            raise self._silent(TimeoutError())
        try:
            at, known = self._known.get(url, (-KEPT_FOR, {}))
            if known and time.monotonic() - at < (60 if fresh else KEPT_FOR):
                return known
            if time.monotonic() < self._silent_until:
                raise Silent()
            self._known[url] = time.monotonic(), _fetched(url)
            return self._known[url][1]
        except (ValueError, OSError) as fault:  # what requests raises is an OSError too
            self._silent_until = time.monotonic() + REST
            raise self._silent(fault) from None
        finally:
            self._turn.release()

    def _no(self, *why: str) -> NotShown:
        log.warning("identity.not_shown", why=list(why))
        return NotShown()

    def _silent(self, fault: Exception) -> Silent:
        log.warning("identity.silent", fault=type(fault).__name__)
        return Silent()


def _fetched(url: str) -> dict[str, Any]:
    """A JSON object from an address, without following anybody elsewhere. Raises ValueError and OSError."""
    import requests

    with requests.get(url, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
        if answer.status_code != 200:
            raise ValueError(f"answered {answer.status_code}")
        body = b""
        for piece in answer.iter_content(64 * 1024):
            body += piece
            if len(body) > LARGEST:
                raise ValueError("too long")
    told = json.loads(body)
    if not isinstance(told, dict):
        raise ValueError("not an object")
    return told


def _seconds(claims: dict[str, Any], name: str) -> float:
    told = claims.get(name, 0)
    return float(told) if isinstance(told, int | float) and not isinstance(told, bool) else 0.0


def safe(url: str) -> bool:
    """Whether an address is worth a secret: TLS, or this very machine."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost"))
    )


_chosen: list[Service] = []


def choose(service: Service | None) -> None:
    """Set who tells this process who somebody is; none where the portal has nobody."""
    _chosen[:] = [service] if service else []


def ready() -> bool:
    """Whether one can sign in at all."""
    return bool(_chosen)


def name() -> str:
    """What people call the provider; empty where there is none."""
    return _chosen[0].name if _chosen else ""


def service() -> Service:
    """Who tells who somebody is. Raises Silent where there is nobody."""
    if not _chosen:
        raise Silent()
    return _chosen[0]
