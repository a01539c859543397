"""What a browser or a form holds for us, signed with the portal's keys, and the cookies of this host in which it lies."""

from flask import current_app, request
from itsdangerous import URLSafeTimedSerializer
from werkzeug.wrappers import Response


def keys() -> list[str]:
    """The keys that are good: the one before, if it still is, and the present one, which signs."""
    return [*(current_app.config["SECRET_KEY_FALLBACKS"] or []), current_app.config["SECRET_KEY"]]


def signer(purpose: str) -> URLSafeTimedSerializer:
    """Signs for one purpose: what was signed for another is not good for it."""
    return URLSafeTimedSerializer(keys(), salt=purpose)


def cookie(name: str) -> str:
    """What the browser sends back under a name; empty where it has nothing."""
    return request.cookies.get(_full(name), "")


def give(response: Response, name: str, value: str, lasts: int) -> None:
    """Let the browser hold a value for so many seconds; no script reads it and no other site makes it be sent."""
    response.set_cookie(_full(name), value, max_age=lasts, httponly=True, samesite="Lax", secure=_secure(), path="/")


def take_back(response: Response, name: str) -> None:
    """Let the browser forget it."""
    response.delete_cookie(_full(name), httponly=True, samesite="Lax", secure=_secure(), path="/")


def _full(name: str) -> str:
    """Under TLS its name holds browsers to this very host."""
    return f"__Host-{name}" if _secure() else name


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
