"""The portal over a ground of its own, on SQLite or on PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from portal.app import create_app
from portal.config import read
from tests.bench import ground
from tests.bench.paper import say
from tests.postgres import admin

POSTGRES = os.environ.get("PORTAL_TEST_DATABASE_URL", "")
NAME = "portal_bench"


def on_sqlite(folder: Path, stories: int) -> Flask:
    """The portal with this many stories in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(read({}, demo=True, data=str(folder), jobs_here=False))
    say(f"laying {stories} stories on SQLite")
    ground.lay(app, stories)
    return app


@contextmanager
def on_postgres(folder: Path, stories: int) -> Iterator[Flask | None]:
    """The portal with this many stories on the server that PORTAL_TEST_DATABASE_URL names; none without one."""
    if not POSTGRES:
        yield None
        return
    admin(POSTGRES, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME}")
    url = sa.make_url(POSTGRES).set(database=NAME).render_as_string(False)
    try:
        app = create_app(read({}, demo=True, data=str(folder), database_url=url, jobs_here=False))
        say(f"laying {stories} stories on PostgreSQL")
        ground.lay(app, stories)
        yield app
    finally:
        admin(POSTGRES, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
