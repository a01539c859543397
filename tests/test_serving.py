"""The server of one machine: what is too large for any form is let run past, and refused in the reader's own language."""

import errno
import re
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask, request_started
from waitress.adjustments import Adjustments
from waitress.buffers import TempfileBasedBuffer

from portal import serving
from portal.app import MAX_BODY
from portal.core import turns
from portal.core.db import db
from portal.core.jobs import courtesy
from portal.nominations.models import Draft
from tests.served import served

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PIECE = bytes(1024 * 1024)


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """Where the server listens."""
    with served(app) as port:
        yield port


@pytest.fixture
def line(port: int) -> Iterator[HTTPConnection]:
    """A connection to the server."""
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    yield line
    line.close()


def posted(line: HTTPConnection, address: str, megabytes: int) -> HTTPResponse:
    """The answer to a body of so many megabytes, all of which is sent."""
    line.putrequest("POST", address)
    for name, value in {**FORM, "Content-Length": str(megabytes * len(PIECE))}.items():
        line.putheader(name, value)
    line.endheaders()
    for _ in range(megabytes):
        line.send(PIECE)
    return line.getresponse()


@pytest.mark.parametrize(
    ("address", "words"), [("/theo-doi/", "Nội dung gửi lên quá lớn"), ("/en/theo-doi/", "too much at once")]
)
def test_more_than_any_form_holds_is_refused_in_the_readers_language(
    line: HTTPConnection, address: str, words: str
) -> None:
    answer = posted(line, address, MAX_BODY // len(PIECE) + 1)
    assert answer.status == 413 and words in answer.read().decode()


def test_a_form_beyond_measure_leads_back_to_its_page(line: HTTPConnection) -> None:
    answer = posted(line, "/ke-viec-tot/anh-va-nguoi-biet-chuyen", MAX_BODY // len(PIECE) + 1)
    assert (answer.status, answer.getheader("Location")) == (303, "/ke-viec-tot/anh-va-nguoi-biet-chuyen?loi=1")
    answer.read()
    line.request("GET", "/")  # the same connection goes on
    assert line.getresponse().status == 200


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/ke-viec-tot/anh-va-nguoi-biet-chuyen", "Hiện không còn chỗ nhận thêm tệp"),
        ("/theo-doi/", "chưa ghi lại được"),
    ],
)
def test_a_full_disk_is_told_in_words_and_the_connection_stays(line: HTTPConnection, monkeypatch: pytest.MonkeyPatch, address: str, words: str) -> None:  # fmt: skip
    def full(buffer: object, s: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TempfileBasedBuffer, "append", full)
    answer = posted(line, address, 3)
    assert answer.status == 503 and words in answer.read().decode()
    line.request("GET", "/")
    assert line.getresponse().status == 200


def taking(head: str) -> serving.Taking:
    """The server as it has read the head of a request."""
    request = serving.Taking(Adjustments(max_request_body_size=serving.LARGEST))
    request.received(f"POST /ke-viec-tot/ HTTP/1.1\r\n{head}\r\n\r\n".encode())
    return request


def test_of_a_film_of_five_gigabytes_nothing_is_kept() -> None:
    request = taking(f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {5 * 1024**3}")
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="f.mp4"\r\n\r\n'
    tracemalloc.start()
    for piece in (head, *[PIECE] * 70):
        assert request.received(piece) == len(piece)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (request.error, request.completed) == (None, False)
    assert held < len(PIECE)
    request.close()


def test_of_words_beyond_measure_nothing_is_kept() -> None:
    request = taking(f"Content-Length: {5 * 1024**3}")
    for _ in range(70):
        request.received(PIECE)
    assert (request.error, request.completed, len(request.body_rcv)) == (None, False, 0)
    request.close()


def test_what_a_form_can_hold_is_kept_whole() -> None:
    request = taking(f"Content-Length: {3 * len(PIECE)}")
    for _ in range(3):
        request.received(PIECE)
    assert (len(request.body_rcv), request.completed) == (3 * len(PIECE), True)
    request.close()


def test_what_does_not_say_how_long_it_is_is_cut_off() -> None:
    request = taking("Transfer-Encoding: chunked")
    while not request.completed:
        request.received(b"100000\r\n" + PIECE + b"\r\n")
    assert request.error.code == 413
    assert request.body_bytes_received < MAX_BODY + 2 * len(PIECE)
    request.close()


@pytest.mark.postgres_only
def test_while_all_writers_wait_for_a_lock_pages_are_read(
    app: Flask, port: int, line: HTTPConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "STILL", 0.2)
    line.request("GET", "/ke-viec-tot/")
    page = line.getresponse()
    cookie = (page.getheader("Set-Cookie") or "").split(";")[0]
    token = re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', page.read().decode())[0]
    answers: list[int] = []

    def tell() -> None:
        head = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as own:
            own.request("POST", "/ke-viec-tot/", urlencode({"csrf_token": token, "about": "person"}), head)
            answers.append(own.getresponse().status)

    crowd = [threading.Thread(target=tell) for _ in range(8)]
    with app.app_context(), db.engine.begin() as lock:
        lock.exec_driver_sql(f"LOCK TABLE {Draft.__tablename__} IN EXCLUSIVE MODE")
        for each in crowd:
            each.start()
        while len(answers) < 5:  # three wait for the lock, the others are told at once
            time.sleep(0.01)
        for address in ("/", "/truyen", "/theo-doi/"):
            line.request("GET", address)
            assert line.getresponse().read() and len(answers) == 5
    for each in crowd:
        each.join()
    assert answers == [503] * 5 + [303] * 3


def test_work_in_this_process_waits_while_a_page_is_made(line: HTTPConnection, app: Flask) -> None:
    waits: list[bool] = []

    def look(sender: Flask, **_: object) -> None:
        waits.append(courtesy.served() >= 1)

    with request_started.connected_to(look, app):
        line.request("GET", "/theo-doi/")
        line.getresponse().read()
    assert waits == [True]


def test_a_crowd_that_keeps_its_connections_open_shuts_nobody_out(port: int) -> None:
    crowd = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(150)]
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as one_more:
            one_more.request("GET", "/robots.txt")
            assert one_more.getresponse().status == 200
    finally:
        for each in crowd:
            each.close()


@pytest.mark.parametrize(
    ("ended", "state"),
    [
        (False, {"last_activity": 990.0}),  # between two requests
        (True, {"last_activity": 1_000.0 - serving.IDLE - 1}),
        (False, {"last_activity": 1.0, "requests": ["one"]}),  # that takes long to answer
        (False, {"request": "half", "last_activity": 900.0, "begun": 890.0, "came": 100_000}),  # a tunnel on the way
        (True, {"request": "half", "last_activity": 1_000.0 - serving.SILENT - 1, "begun": 800.0, "came": 10**9}),
        (False, {"request": "half", "last_activity": 999.0, "begun": 950.0, "came": 50}),
        (True, {"request": "half", "last_activity": 999.0, "begun": 900.0, "came": 100}),  # a byte a second
        (
            False,
            {"request": "half", "last_activity": 999.0, "begun": 100.0, "came": 9_000_000},
        ),  # a large photo, slowly
    ],
)
def test_connections_are_let_go_when_nobody_seems_to_be_there(app: Flask, ended: bool, state: dict[str, Any]) -> None:
    line = SimpleNamespace(**{"requests": [], "request": None, "begun": 0.0, "came": 0, "will_close": False} | state)
    server = serving.listening(app, "127.0.0.1", 0)
    with closing(server):
        server.active_channels[-1] = line
        server.maintenance(1_000.0)
        del server.active_channels[-1]
    assert line.will_close is ended
