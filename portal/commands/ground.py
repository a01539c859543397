"""What every command stands on: the app with its data folder, and a database of the present shape."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from portal.app import MIGRATIONS, create_app
from portal.config import read
from portal.core import schema
from portal.core.db import db

DATA = click.option("--data", metavar="DIR", help="Folder of the embedded database and files (default: PORTAL_DATA).")


def application(data: str | None, **overrides: object) -> Flask:
    """The app for a command, with its data folder made. Raises WrongSetting."""
    settings = read(**({"data": data} if data else {}), **overrides)  # type: ignore[arg-type]  # read() says which it knows
    if not settings.database_url:
        settings.folder.mkdir(parents=True, exist_ok=True)
    return create_app(settings)


def must_be_current(app: Flask) -> None:
    """Stop unless the database has the present shape."""
    with app.app_context():
        current = schema.is_current(db.engine, MIGRATIONS)
        db.engine.dispose()
    if not current:
        raise click.ClickException("the database is not up to date: run `portal db upgrade` first")


@contextmanager
def room(app: Flask) -> Iterator[None]:
    """The app's context for a command that ends; connections are closed after it."""
    must_be_current(app)
    with app.app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()
