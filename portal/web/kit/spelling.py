"""Before everything else: what an address asks is spelt in ASCII, whatever bytes were sent.

Servers hand raw bytes on as they came. Werkzeug reads the question of an address strictly, so that such a request could
not even be refused with a page.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ASCII = "".join(map(chr, range(128)))  # stays as it came


def install(app: Flask) -> None:
    """Stand before the pages that are kept in memory, which go by the address."""
    inner: WSGIApplication = app.wsgi_app

    def spelt(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if not (asked := environ.get("QUERY_STRING", "")).isascii():
            environ["QUERY_STRING"] = quote(asked.encode("latin1"), safe=ASCII)
        return inner(environ, start)

    app.wsgi_app = spelt  # type: ignore[assignment, method-assign]  # as Flask tells us to wrap an application
