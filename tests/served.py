"""The portal behind its own server, in this process."""

import itertools
import os
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from flask import Flask

from portal import serving
from tests.browser import Browser

_ports = itertools.count(os.getpid() * 97)  # tests run in several processes: each begins elsewhere


def free_port() -> int:
    """A port for a server that is yet to start: none of those that the system gives to whoever asks for any meanwhile."""
    for tried in _ports:
        port = 20_000 + tried % 10_000
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("there is always another")


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


Part = str | int | bytes  # a word, a file of so many megabytes, a small file


def sent_over(port: int, browser: Browser, address: str, parts: Sequence[tuple[str, Part]], *, cut: int = 0) -> str:
    """Send a form with files to the server as this browser; the address it leads to. `cut` so many bytes before its end."""
    body = [piece for name, part in parts for piece in _written(name, part)]
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    with closing(line):
        held = [cookie for name in COOKIES if (cookie := browser.client.get_cookie(name))]
        line.putrequest("POST", address)
        line.putheader("Cookie", "; ".join(f"{cookie.key}={cookie.value}" for cookie in held))
        line.putheader("Content-Type", "multipart/form-data; boundary=b")
        line.putheader("Content-Length", str(sum(map(len, body)) + len(END) + cut))
        line.endheaders()
        for piece in body:
            line.send(piece)
        if cut:
            return ""
        line.send(END)
        answer = line.getresponse()
        said = answer.read().decode()
        for fresh in answer.msg.get_all("Set-Cookie", ()):
            name, _, value = fresh.split(";")[0].partition("=")
            browser.client.set_cookie(name, value)
    assert answer.status == 303, said
    return answer.getheader("Location") or ""


COOKIES = ("portal", "draft")
END = b"--b--\r\n"
_MEGABYTE = bytes(1024 * 1024)


def _written(name: str, part: Part) -> Iterator[bytes]:
    """A part as browsers write it; the same megabyte over and over is held once."""
    file = "" if isinstance(part, str) else f'; filename="{name}.jpg"\r\nContent-Type: image/jpeg'
    yield f'--b\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode()
    if isinstance(part, int):
        yield from (_MEGABYTE for _ in range(part))
    else:
        yield part.encode() if isinstance(part, str) else part
    yield b"\r\n"


def no_room(*_: object, **__: object) -> Any:
    """Stands in for tempfile.TemporaryFile: a file on a disk that is full."""
    return Path("/dev/full").open("w+b", buffering=0)  # closed by whoever asked for it
