"""A bucket that falls silent, breaks off or sends nonsense: said in time, and nothing half kept or half read is taken for whole."""

import io
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import pytest
from flask import Flask

from portal.core.db import db, unit_of_work
from portal.core.storage import services
from portal.core.storage.faults import StoreUnavailable
from portal.core.storage.intake import receive
from portal.core.storage.s3 import Bucket, S3Store
from portal.core.storage.store import choose, chosen, contents, key_for
from portal.web.kit import downloads
from tests.core.storage import shots

DATA = b"mot tep " * 20_000
KEY = key_for(DATA)
Way = Callable[[socket.socket, threading.Event], None]


def head(line: socket.socket) -> None:
    """Read the request up to its body, and let the body come."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += line.recv(4096)
    if b"100-continue" in got:
        line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def silent(line: socket.socket, over: threading.Event) -> None:
    head(line)
    over.wait(30)


def stuck_in_the_body(line: socket.socket, over: threading.Event) -> None:
    """Takes a few bytes of what is sent and no more."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    head(line)
    over.wait(30)


def hangs_up(line: socket.socket, over: threading.Event) -> None:
    head(line)


def half_and_silent(line: socket.socket, over: threading.Event) -> None:
    head(line)
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(DATA) + DATA[:50_000])
    over.wait(30)


def half_and_gone(line: socket.socket, over: threading.Event) -> None:
    head(line)
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(DATA) + DATA[:50_000])


def nonsense(line: socket.socket, over: threading.Event) -> None:
    head(line)
    line.sendall(b"<html>nginx is here\r\n\r\n")


def no_xml(line: socket.socket, over: threading.Event) -> None:
    head(line)
    line.sendall(b"HTTP/1.1 500 Oops\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>")


@contextmanager
def bucket(way: Way) -> Iterator[S3Store]:
    """A bucket that answers every request this way."""
    over = threading.Event()

    def answer(line: socket.socket) -> None:
        with closing(line), suppress(OSError):
            way(line, over)

    def listen(server: socket.socket) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(server.accept()[0],), daemon=True).start()

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        threading.Thread(target=listen, args=(server,), daemon=True).start()
        where = f"http://127.0.0.1:{server.getsockname()[1]}"
        yield S3Store(Bucket("b", endpoint=where, access_key="k", secret_key="s", connect_seconds=1, read_seconds=0.3))
        over.set()


@pytest.mark.parametrize("way", [silent, stuck_in_the_body, hangs_up, nonsense, no_xml])
def test_what_cannot_be_put_is_said(way: Way) -> None:
    with bucket(way) as store, pytest.raises(StoreUnavailable):
        store.put(KEY, DATA * 50, "image/jpeg")


@pytest.mark.parametrize("way", [silent, hangs_up, half_and_silent, half_and_gone, nonsense, no_xml])
def test_half_a_file_is_never_taken_for_whole(way: Way) -> None:
    with bucket(way) as store, pytest.raises(StoreUnavailable):
        contents(store, KEY)


@pytest.mark.parametrize("way", [silent, hangs_up, nonsense, no_xml])
def test_nothing_is_said_to_be_gone_that_could_not_be_asked_for(way: Way) -> None:
    with bucket(way) as store:
        for verb in (lambda: store.exists(KEY), lambda: store.delete(KEY), lambda: list(store.entries())):
            with pytest.raises(StoreUnavailable):
                verb()


@pytest.mark.parametrize("way", [half_and_silent, half_and_gone])
def test_a_reader_of_half_a_file_is_cut_off_and_not_told_it_is_whole(app: Flask, way: Way) -> None:

    with app.test_request_context():
        here = chosen()
        received = receive(io.BytesIO(shots.PDF), name="x.pdf", store=here)
        with unit_of_work():
            file = services.keep(received)
        with bucket(way) as store:
            choose(store)
            try:
                with closing(downloads.send_stored(file)) as answer, pytest.raises(StoreUnavailable):
                    list(answer.iter_encoded())
            finally:
                choose(here)
        db.session.remove()
