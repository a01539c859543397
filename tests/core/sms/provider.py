"""A text message provider as a real local HTTP server: it keeps what it takes and answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Provider:
    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.status = 202
        self.url = ""


@contextmanager
def serving() -> Iterator[Provider]:
    """A provider at a port of its own."""
    provider = Provider()

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if provider.status < 300:
                provider.taken.append(body | {"headers": dict(self.headers), "path": self.path})
            self.send_response(provider.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    provider.url = f"http://127.0.0.1:{server.server_port}/v1/messages?unicode=1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield provider
    server.shutdown()
    server.server_close()
