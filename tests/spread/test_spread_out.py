"""Spread out: PostgreSQL, Redis, an S3-compatible store, gunicorn with two web processes, a worker of its own."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
import requests
import sqlalchemy as sa
from flask import Flask
from moto.server import ThreadedMotoServer

from portal.app import create_app
from portal.config import read
from portal.core.db import db, unit_of_work
from portal.core.errors import TooMany
from portal.core.jobs import trigger
from portal.core.jobs.models import Job, State
from portal.core.jobs.queue import enqueue
from portal.web.kit.limits import Meter
from tests.conftest import WORKER
from tests.postgres import admin
from tests.served import free_port

ROOT = Path(__file__).resolve().parents[2]
POSTGRES = os.environ.get("PORTAL_TEST_DATABASE_URL", "")
DATABASES = 16  # of a Redis, where nobody set it otherwise


def redis_of_its_own(url: str, worker: str) -> str:
    """A Redis database for each process of a test run: a portal's workers take whatever waits in theirs."""
    server = urlsplit(url)
    taken = int(worker.removeprefix("gw")) if worker.startswith("gw") else 0
    return server._replace(path=f"/{(int(server.path.strip('/') or 0) - taken) % DATABASES}").geturl()


REDIS = os.environ.get("PORTAL_TEST_REDIS_URL", "")
OWN = redis_of_its_own(REDIS, WORKER) if REDIS else ""
WORK = "huey.redis.portal"  # where workers wait
NAME = f"portal_spread_{WORKER}"
pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(
        not (POSTGRES and REDIS),
        reason="needs PostgreSQL and Redis: set PORTAL_TEST_DATABASE_URL and PORTAL_TEST_REDIS_URL",
    ),
    pytest.mark.skipif(
        shutil.which("gunicorn", path=str(Path(sys.executable).parent)) is None, reason="gunicorn is not there"
    ),
]


def until(true: Callable[[], object], seconds: float = 45) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def surroundings() -> Iterator[dict[str, str]]:
    """The servers around the portal, and the settings that lead to them."""
    admin(POSTGRES, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME}")
    store = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port())
    store.start()
    host, port = store.get_host_and_port()
    yield {
        "PORTAL_DEMO": "1",
        "PORTAL_DATABASE_URL": sa.make_url(POSTGRES).set(database=NAME).render_as_string(False),
        "PORTAL_REDIS_URL": OWN,
        "PORTAL_S3_BUCKET": "portal",
        "PORTAL_S3_ENDPOINT": f"http://{host}:{port}",
        "PORTAL_S3_KEY_ID": "x",
        "PORTAL_S3_SECRET": "x",
        "PORTAL_SMTP_HOST": "127.0.0.1",
        "PORTAL_SMTP_PORT": str(free_port()),
        "PORTAL_SMTP_SECURITY": "none",
    }
    store.stop()
    admin(POSTGRES, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


@pytest.fixture(scope="module")
def here(surroundings: dict[str, str]) -> Iterator[Flask]:
    """The portal in this process, over the same servers."""
    run(surroundings, "-m", "portal", "db", "upgrade")
    app = create_app(read(surroundings))
    yield app
    trigger.hang(None)
    with app.app_context():
        db.engine.dispose()


def run(settings: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, *words], env=os.environ | settings, cwd=ROOT, check=True, capture_output=True)


def start(settings: dict[str, str], *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *words], env=os.environ | settings, cwd=ROOT, stderr=subprocess.DEVNULL)


def end(process: subprocess.Popen[bytes], sign: int = signal.SIGTERM) -> None:
    process.send_signal(sign)
    process.wait(timeout=20)


def opened(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except OSError:  # not there yet, or slow to wake
        return 0


def asked_for_notices(url: str) -> None:
    """What a resident does at a web process that makes work for another one."""
    resident = requests.Session()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', resident.get(url, timeout=10).text)
    assert token is not None
    asked = {"csrf_token": token[1], "email": f"lan-{uuid.uuid4().hex}@example.vn"}  # nobody gets more than a few a day
    assert resident.post(url, asked, timeout=10, allow_redirects=False).status_code == 303


def test_two_web_processes_serve_from_postgresql(surroundings: dict[str, str], here: Flask) -> None:
    port = free_port()
    web = start(
        surroundings, "-m", "gunicorn", "--preload", "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}",
        "wsgi:app",
    )  # fmt: skip
    try:
        until(lambda: opened(f"http://127.0.0.1:{port}/cau-chuyen") == 200)
        assert {
            opened(f"http://127.0.0.1:{port}{path}") for path in ("/", "/en/", "/theo-doi/", "/tai-khoan/dang-nhap")
        } == {200}
        workers = redis.Redis.from_url(OWN)
        workers.delete(WORK)
        asked_for_notices(f"http://127.0.0.1:{port}/lay-y-kien/bao-tin")
        assert workers.llen(WORK) == 1, "the letter would wait for the sweep of the next minute"
    finally:
        end(web)


def test_a_worker_elsewhere_is_woken_and_one_that_was_killed_loses_nothing(
    surroundings: dict[str, str], here: Flask
) -> None:
    def states() -> list[State]:
        with here.app_context():
            found = list(
                db.session.scalars(sa.select(Job.state).where(Job.kind == "mail.forget", Job.unique_key.like("test:%")))
            )
            db.session.remove()
            return found

    def ask(key: str) -> None:
        with here.app_context(), unit_of_work():
            enqueue("mail.forget", unique_key=key)

    worker = start(surroundings, "-m", "portal", "worker")
    try:
        ask("test:1")
        until(lambda: states() == [State.DONE])
        end(worker, signal.SIGKILL)
        ask("test:2")
        worker = start(surroundings, "-m", "portal", "worker")
        until(lambda: states() == [State.DONE, State.DONE])
    finally:
        end(worker)


def test_limits_are_counted_together(here: Flask) -> None:
    one, two = Meter(), Meter()
    key = str(time.monotonic())
    for meter in (one, two):
        meter.install(here, OWN, "salt")
    for meter in (one, two, one):
        meter.spend("test", "3/minute", key)
    with pytest.raises(TooMany):
        two.spend("test", "3/minute", key)


def test_limits_go_on_when_redis_is_away(here: Flask) -> None:
    meter = Meter()
    meter.install(here, f"redis://127.0.0.1:{free_port()}/0", "salt")
    meter.spend("test", "1/minute", "x")
    with pytest.raises(TooMany):
        meter.spend("test", "1/minute", "x")
