"""Shared ground of the tests: one app, a fresh database for each test, SQLite or PostgreSQL."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from hypothesis import HealthCheck, settings

from portal.app import MIGRATIONS, create_app, wire
from portal.config import read
from portal.core import schema
from portal.core.db import db
from portal.core.jobs import trigger
from portal.moderation.desk import backlog
from portal.organisations import queries as organisations
from portal.web.kit import cache_front
from portal.web.public import round_views
from tests.browser import Browser
from tests.postgres import Postgres

POSTGRES = os.environ.get("PORTAL_TEST_DATABASE_URL", "")
NO_SKIPS = os.environ.get("PORTAL_TEST_NO_SKIPS", "")  # "here": but for those that another step of .ci/run is for
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

# what is drawn is the same each run, and no machine is too slow for it: what fails, fails again
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about the other database; on PostgreSQL also what meets no server, for it passed on SQLite."""
    out = [item for item in items if _elsewhere(item)]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]


def _elsewhere(item: pytest.Item) -> bool:
    if not POSTGRES:
        return item.get_closest_marker("postgres_only") is not None
    meets = {"app", "_app"} & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("servers")
    return not meets or item.get_closest_marker("sqlite_only") is not None


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where everything is said to be there (PORTAL_TEST_NO_SKIPS), a skipped test is a failed one."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]  # pluggy's result
    later = NO_SKIPS == "here" and (item.get_closest_marker("servers") or item.get_closest_marker("browser"))
    if report.skipped and NO_SKIPS and not later:
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"


class Ground:
    """Makes the database new before each test by copying a migrated one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file, self.template = folder / "portal.sqlite3", folder / "template.sqlite3"
        self.name = f"portal_test_{WORKER}"
        self.url = str(sa.make_url(POSTGRES).set(database=self.name).render_as_string(False)) if POSTGRES else ""

    def prepare(self, app: Flask) -> None:
        if POSTGRES:
            self.postgres = Postgres(POSTGRES, self.name)
            self.postgres.create()
        with app.app_context():
            schema.upgrade(db.engine, MIGRATIONS)
            db.engine.dispose()
            if POSTGRES:
                sa.event.listen(db.engine, "connect", self._keep_backend)
        if POSTGRES:
            self.postgres.keep()
        else:
            shutil.copy(self.file, self.template)

    def renew(self, app: Flask) -> None:
        with app.app_context():
            db.session.remove()
            if not POSTGRES or self.postgres.renew():
                db.engine.dispose()
        if POSTGRES:
            return
        for suffix in ("-wal", "-shm"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.template, self.file)

    def _keep_backend(self, dbapi: Any, record: object) -> None:
        """The app's own connections outlive a test that leaves them at rest: a new one costs as much as many a test."""
        self.postgres.kept.add(dbapi.info.backend_pid)


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(tmp_path_factory.mktemp("data"))


def _wait_for_no_disk(dbapi: Any, record: object) -> None:
    """Commits of this run alone: its database lives no longer. What outlives a kill is asked of servers of their own."""
    dbapi.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session", autouse=True)
def _files_wait_for_no_disk() -> Iterator[None]:
    """As the database: the files of this run live no longer. That each is flushed is asked in tests/core/storage."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture(scope="session")
def _app(ground: Ground) -> Iterator[Flask]:
    made = create_app(read({}, demo=True, data=str(ground.folder), database_url=ground.url, jobs_here=False))
    made.testing = True
    made.config["PROPAGATE_EXCEPTIONS"] = False  # tests see the pages that people see
    if not POSTGRES:
        with made.app_context():
            sa.event.listen(db.engine, "connect", _wait_for_no_disk)
    ground.prepare(made)
    yield made
    with made.app_context():
        db.engine.dispose()
    if POSTGRES:
        ground.postgres.close()


@pytest.fixture
def app(_app: Flask, ground: Ground) -> Iterator[Flask]:
    """The portal over a fresh, migrated, empty database."""
    ground.renew(_app)
    wire(_app, _app.config["SETTINGS"])  # other tests make apps of their own
    cache_front.warm.forget()
    backlog.forget()
    organisations.forget()
    round_views.calendar_of.cache_clear()
    trigger.hang(None)
    yield _app
    with _app.app_context():
        db.session.remove()
        if not POSTGRES:
            db.engine.dispose()


@pytest.fixture(autouse=True)
def morning(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that sets no clock begins on Monday, 30/11/2026, 09:00 in Viet Nam, and time goes on from there: what it makes
    of a day, a month, a holiday or the date of another thing does not hang on when it is run."""
    if "app" not in request.fixturenames:
        yield
        return
    with time_machine.travel(datetime(2026, 11, 30, 2, tzinfo=UTC)):
        yield


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    """A clock that stands still on 10/11/2026, 09:00 in Viet Nam: before the rounds of the tests open."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    """For tests of rooms: the app's context is entered. Not together with `browse`."""
    with app.app_context():
        yield app


@pytest.fixture
def browse(app: Flask) -> Callable[[], Browser]:
    """Makes browsers without JavaScript; each has its own cookies and checks every page it is given."""
    return lambda: Browser(app)


@pytest.fixture
def browser(browse: Callable[[], Browser]) -> Browser:
    """A browser without JavaScript."""
    return browse()
