"""Where a form was sent from: a form on another site is refused, even with a right token."""

from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFError

READING = ("GET", "HEAD", "OPTIONS")


def install(app: Flask) -> None:
    """Refuse what writes and comes from another site."""

    @app.before_request
    def refuse_foreign() -> None:
        at = app.view_functions.get(request.endpoint or "")
        if request.method not in READING and not getattr(at, "by_key", False) and foreign():
            raise CSRFError("The form was sent from another site.")


def foreign() -> bool:
    """Whether a form says that it was sent from another site. Old browsers name no origin: for them the token alone decides."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    origin = request.headers.get("Origin", "null")
    at_home = urlsplit(current_app.config["SETTINGS"].site_url).netloc
    return origin != "null" and urlsplit(origin).netloc not in (request.host, at_home)
