"""Run the portal: web and jobs in one process, or jobs alone."""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from typing import Any

import structlog
import waitress
from flask import Flask
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.task import WSGITask
from waitress.utilities import RequestEntityTooLarge
from werkzeug.http import parse_options_header

from portal.app import MAX_BODY
from portal.core.db import db
from portal.core.jobs import courtesy, engine, runner
from portal.core.storage.faults import StoreFull
from portal.web.kit.parcels import FORM, Parcel

log = structlog.get_logger()
THREADS = 8
CONNECTIONS, FILES = 2_000, 200  # open at once; of the files a process may have, how many are left for all else
IDLE, SILENT, SLOW = 20, 120, 60  # seconds: between requests, within one, and before it must have come at its RATE
RATE = 500  # bytes a second; the worst of telephone lines brings ten times as many
EVERY = 5  # seconds after which connections are looked over
# Seconds for which a thread goes on while another wants the interpreter back, as after each of its statements. With Python's
# ten times as many, a page beside work took ten times as long. A process that only works is better off with Python's.
SWITCH = 0.0005
LARGEST = 64 * 1024**3  # bytes; more than a form can hold is let run past only so that the app can refuse it with words


class _Nothing(OverflowableBuffer):
    """Keeps nothing of a body that the app refuses by its length."""

    def append(self, s: bytes) -> None:
        pass


class _Form(Parcel):
    """Keeps of a form with files what a parcel keeps, as it comes: no large body lies on a disk, and no word is lost."""

    came = 0

    def append(self, s: bytes) -> None:
        self.came += len(s)
        self.feed(s)

    def __len__(self) -> int:
        return self.came

    def getfile(self) -> "_Form":
        self.finish()
        return self

    def read(self, size: int = -1) -> bytes:
        """Nothing: the app takes the parcel itself."""
        return b""


class _Unread:
    """A body there was no room for."""

    def read(self, size: int = -1) -> bytes:
        """Raises StoreFull: of an OSError werkzeug thinks that the reader has gone, and answers nobody."""
        raise StoreFull()

    readline = readlines = readinto = read


class _Whole(OverflowableBuffer):
    """Keeps a body; where there is no room for it, lets it run past, so that the app is asked and says so."""

    lost = False

    def append(self, s: bytes) -> None:
        if self.lost:
            return
        try:
            super().append(s)
        except OSError as fault:
            self.lost = True
            log.error("serving.no_room", code=fault.errno)

    def getfile(self) -> Any:
        return _Unread() if self.lost else super().getfile()


class Taking(HTTPRequestParser):
    """Takes a body in, or lets one that is too large for any form run past: no disk is filled by it.

    A server that answers before the body has come is cut off by most browsers, which then show words of their own.
    """

    body_rcv: Any
    handed_on = False

    def parse_header(self, header_plus: bytes) -> None:
        """See HTTPRequestParser."""
        super().parse_header(header_plus)
        kind, options = parse_options_header(self.headers.get("CONTENT_TYPE"))
        if self.body_rcv is None:
            return
        if kind == FORM and options.get("boundary"):
            self.body_rcv.buf = _Form(options["boundary"])
        elif self.content_length > MAX_BODY:
            self.body_rcv = FixedStreamReceiver(self.content_length, _Nothing(0))
        else:
            self.body_rcv.buf = _Whole(self.adj.inbuf_overflow)

    def received(self, data: bytes) -> int:
        """See HTTPRequestParser. A body that does not say how long it is comes from no browser: it is cut off."""
        consumed: int = super().received(data)
        if self.chunked and self.body_bytes_received > MAX_BODY:
            self.error = RequestEntityTooLarge(f"more than {MAX_BODY} bytes")
            self.completed = True
        return consumed

    def begun(self) -> bool:
        """Whether this is a form of which words have come, and not the end."""
        form = self.body_rcv.getbuf() if self.body_rcv else None
        return isinstance(form, _Form) and bool(form.words) and not self.completed


class _Rest:
    """A form whose sender is gone: the app is asked to keep its words, and nobody hears the answer."""

    def __init__(self, channel: HTTPChannel, request: Taking) -> None:
        self.channel, self.request = channel, request

    def service(self) -> None:
        """See waitress's tasks."""
        environ = WSGITask(self.channel, self.request).get_environment()
        answer = self.channel.server.application(environ, lambda *_: lambda _: None)
        try:
            for _ in answer:
                pass
        finally:
            answer.close()
            self.request.close()

    def cancel(self) -> None:
        """See waitress's tasks."""
        self.request.close()


class _Channel(HTTPChannel):
    """A connection that is let go once nobody seems to be at its other end."""

    parser_class = Taking
    begun, came = 0.0, 0  # when the request that is coming in began, and how many bytes have come since

    def received(self, data: bytes) -> bool:
        """See HTTPChannel."""
        if self.request is None:
            self.begun, self.came = time.time(), 0
        self.came += len(data)
        taken: bool = super().received(data)
        return taken

    def handle_close(self) -> None:
        """See HTTPChannel. Whoever sits in a train has written all the same."""
        super().handle_close()
        if self.request is not None and self.request.begun() and not self.request.handed_on:
            self.request.handed_on = True
            self.server.add_task(_Rest(self, self.request))


def outlasted(line: Any, now: float) -> bool:
    """Whether a connection may be let go: idle, gone silent within a request, or dripping one in.

    A crowd of browsers keeps its connections open, and there are only so many for all.
    """
    if line.requests:  # one is being answered
        return False
    quiet, taking = now - line.last_activity, now - line.begun
    if line.request is None:
        return quiet > IDLE
    return quiet > SILENT or (taking > SLOW and line.came < RATE * taking)


def _tidy(server: Any, now: float) -> None:
    for line in list(server.active_channels.values()):
        if outlasted(line, now):
            line.will_close = True


def _connections() -> int:
    """How many may be open at once: not more than the system lets a process have, files beside them."""
    try:
        import resource  # not on every system
    except ImportError:
        return 200
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return CONNECTIONS if allowed == resource.RLIM_INFINITY else max(100, min(CONNECTIONS, allowed - FILES))


def serve(app: Flask, host: str, port: int) -> None:
    """Serve until interrupted; jobs run here too unless the settings say otherwise."""
    sys.setswitchinterval(SWITCH)
    with ExitStack() as closing:
        if app.config["SETTINGS"].jobs_here:
            start_jobs(app, closing)
        server = listening(app, host, port)
        closing.callback(server.close)
        log.info("serving", host=host, port=server.effective_port)
        try:
            server.run()
        except (KeyboardInterrupt, SystemExit):
            log.info("stopping")


def listening(app: Flask, host: str, port: int, threads: int = THREADS) -> Any:
    """A web server bound to its address, to be run."""
    server = waitress.create_server(
        _before_work(app), host=host, port=port, threads=threads, ident="portal", max_request_body_size=LARGEST,
        clear_untrusted_proxy_headers=not app.config["SETTINGS"].proxies,
        connection_limit=_connections(), asyncore_use_poll=True, cleanup_interval=EVERY,
    )  # fmt: skip
    for one in getattr(server, "map", {0: server}).values():  # one for each address of the host
        one.channel_class, one.maintenance = _Channel, partial(_tidy, one)
    return server


def _before_work(app: Flask) -> Callable[..., Iterable[bytes]]:
    """The app, so that work in this process gives way to whoever waits for a page."""

    def served(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        with courtesy.serving():
            return app(environ, start)

    return served


def work(app: Flask, threads: int) -> None:
    """Do jobs until told to stop; what is running is finished first."""
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    with ExitStack() as closing:
        start_jobs(app, closing, threads)
        log.info("working", threads=threads)
        stop.wait()


def start_jobs(app: Flask, closing: ExitStack, threads: int = 2) -> None:
    """Start worker threads, and first of all a sweep for what an earlier process left behind."""
    huey = engine.build(app.app_context, app.config["SETTINGS"].redis_url)
    consumer = engine.consumer(huey, threads)
    consumer.start()
    closing.callback(consumer.stop, graceful=True)
    with app.app_context():
        runner.ask_for_slots()
        for id in runner.queue.due():
            runner.queue.poke(id)
        db.session.rollback()
