"""Counting what a page asks the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.db import db


@pytest.fixture
def asked(app: Flask) -> Callable[..., object]:
    """A context manager that gathers the SELECTs of what runs inside it."""

    @contextmanager
    def gathering() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
            if statement.lstrip().upper().startswith(("SELECT", "WITH", "INSERT", "UPDATE")):
                seen.append(statement)

        with app.app_context():
            engine = db.engine
        sa.event.listen(engine, "before_cursor_execute", note)
        yield seen
        sa.event.remove(engine, "before_cursor_execute", note)

    return gathering
