"""Files that never change at their address: the address carries a hash of the content."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

YEAR = 31_536_000


@cache
def fingerprint(path: Path) -> str:
    """The first characters of a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """The address of a static file with its fingerprint. Raises FileNotFoundError for a file that is not there."""
    known: dict[str, str] = current_app.extensions["assets"]
    if name not in known:
        known[name] = url_for("static", filename=name, v=fingerprint(Path(current_app.static_folder or "") / name))
    return known[name]


def install(app: Flask) -> None:
    """Give templates `asset`, and let browsers keep fingerprinted files for good."""
    app.extensions["assets"] = {}
    app.jinja_env.globals["asset"] = asset

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 304):
            life = f"public, max-age={YEAR}, immutable" if "v" in request.args else "public, max-age=300"
            response.headers["Cache-Control"] = life
        return response
