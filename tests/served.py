"""The portal behind its own server, in this process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flask import Flask

from portal import serving


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """Serve a test's portal on a free port of this machine, which is given; no jobs are done."""
    server = serving.listening(app, "127.0.0.1", 0, threads=4)

    def run() -> None:
        with suppress(OSError):  # closing takes the sockets away from under it
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        server.close()
        thread.join(timeout=5)
