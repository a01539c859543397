"""Run the portal: web and jobs in one process, or jobs alone."""

import signal
import threading
from contextlib import ExitStack

import structlog
import waitress
from flask import Flask

from portal.core.db import db
from portal.core.jobs import engine, runner

log = structlog.get_logger()
THREADS = 8
LARGEST = 600 * 1024 * 1024  # bytes; taken in (to a temporary file) only so that the app can refuse it with words


def serve(app: Flask, host: str, port: int) -> None:
    """Serve until interrupted; jobs run here too unless the settings say otherwise."""
    with ExitStack() as closing:
        if app.config["SETTINGS"].jobs_here:
            start_jobs(app, closing)
        server = waitress.create_server(
            app, host=host, port=port, threads=THREADS, ident="portal", max_request_body_size=LARGEST,
            clear_untrusted_proxy_headers=not app.config["SETTINGS"].proxies,
        )  # fmt: skip
        closing.callback(server.close)
        log.info("serving", host=host, port=server.effective_port)
        try:
            server.run()
        except (KeyboardInterrupt, SystemExit):
            log.info("stopping")


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
