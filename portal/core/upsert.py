"""INSERT … ON CONFLICT in the words of the database that is used."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from portal.core.db import db


def insert(table: Any) -> Any:
    """An insert into the database of the present session that can say what to do where the row is there already."""
    return insert_on(db.session.get_bind().dialect.name, table)


def insert_on(dialect: str, table: Any) -> Any:
    """The same for a database by its name, where a statement is built once for all sessions."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
