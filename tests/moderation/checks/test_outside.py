"""The check outside: signed, dotted out, last; whatever goes wrong there is "not checked" here."""

import contextlib
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from portal.config import WrongSetting, read
from portal.moderation.checks import outside, pipeline
from portal.moderation.checks.found import Subject
from portal.moderation.checks.outside import Outside
from portal.moderation.states import Ended

KEY = "k" * 32
TEXT = "Anh Bình nói: gọi 0912 345 678 để rõ hơn nhé."
Answer = Callable[[BaseHTTPRequestHandler], None]
Serve = Callable[[Answer], str]


def _say(body: bytes, status: int = 200) -> Answer:
    def answer(line: BaseHTTPRequestHandler) -> None:
        line.send_response(status)
        line.send_header("Location", "/elsewhere")
        line.end_headers()
        line.wfile.write(body)

    return answer


def _hang(line: BaseHTTPRequestHandler) -> None:
    over.wait(60)


def _drip(line: BaseHTTPRequestHandler) -> None:
    line.send_response(200)
    line.end_headers()
    for _ in range(600):
        line.wfile.write(b" ")
        line.wfile.flush()
        time.sleep(0.1)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """A real server on this machine that answers so; its address. What it was sent stands in `asked`."""
    servers: list[ThreadingHTTPServer] = []
    asked.clear()
    over.clear()

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                asked.append((dict(self.headers), body))
                with contextlib.suppress(OSError):  # the portal may have gone
                    answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/check?v=1"

    yield start
    over.set()
    for server in servers:
        server.shutdown()
        server.server_close()
    outside.choose(None)


asked: list[tuple[dict[str, str], bytes]] = []
over = threading.Event()  # the test that a server hangs in


def result(url: str, seconds: float = 20.0) -> pipeline.Result:
    outside.choose(Outside(url, KEY, seconds=seconds))
    (made,) = pipeline.run(Subject(TEXT), outside.chosen())
    return made


def test_what_it_says_is_kept_with_its_place(serve: Serve) -> None:
    made = result(serve(_say(b'{"flags": [{"start": 0, "end": 3, "label": "toxic"}]}')))
    assert made.ended is Ended.DONE and [(f.start, f.stop, f.params["label"]) for f in made.found] == [(0, 3, "toxic")]


def test_it_is_signed_and_never_sees_private_details(serve: Serve) -> None:
    result(serve(_say(b'{"flags": []}')))
    (headers, body), at = asked[0], asked[0][0]["X-Portal-Time"]
    mine = hmac.new(KEY.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["X-Portal-Signature"] == f"sha256={mine}" and abs(int(at) - time.time()) < 5
    sent = json.loads(body)["text"]
    assert "0912" not in sent and len(sent) == len(TEXT) and sent.startswith("Anh Bình nói")


@pytest.mark.parametrize(
    "answer",
    [_say(b"", 500), _say(b"", 302), _say(b"<html>"), _say(b"[]"), _say(b'{"flags": 3}'), _say(b'{"flags": [{"start": 0}]}'), _say(b"[" * 60_000),
     _say(b'{"flags": [{"start": 5, "end": 900, "label": "x"}]}'), _say(b'{"flags": [{"start": 0, "end": 3, "label": "<b>"}]}'), _say(b" " * 200_000)],
    ids=["500", "redirect", "garbage", "list", "number", "half", "deep", "beyond", "label", "huge"],
)  # fmt: skip
def test_anything_else_is_not_checked(serve: Serve, answer: Answer) -> None:
    assert result(serve(answer)).ended is Ended.FAILED


@pytest.mark.parametrize("answer", [_hang, _drip])
def test_it_waits_no_longer_than_it_may(serve: Serve, answer: Answer) -> None:
    start = time.monotonic()
    assert result(serve(answer), seconds=0.3).ended in (Ended.SLOW, Ended.FAILED)
    assert time.monotonic() - start < 20  # a slow machine may take its time; the server would take a minute


def test_nobody_there_is_not_checked() -> None:
    assert result("http://127.0.0.1:9/").ended is Ended.FAILED
    outside.choose(None)


def test_it_is_off_unless_both_settings_are_there() -> None:
    assert read({}, DEMO=True).check_url == "" and outside.chosen() == ()
    with pytest.raises(WrongSetting, match="PORTAL_CHECK_KEY is not set"):
        read({"PORTAL_CHECK_URL": "https://c.example"}, DEMO=True)
