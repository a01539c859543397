"""Bring the database's tables to the present shape, and know whether they are."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

LOCK = 7_242_026  # advisory lock on PostgreSQL: several nodes may start at once


def config(folder: Path, connection: sa.Connection | None = None) -> Config:
    """Alembic's configuration for our migrations."""
    made = Config()
    made.set_main_option("script_location", str(folder).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def upgrade(engine: sa.Engine, folder: Path, to: str = "head") -> None:
    """Run the migrations up to a revision, alone among all nodes."""
    _run(engine, folder, to, command.upgrade)


def downgrade(engine: sa.Engine, folder: Path, to: str) -> None:
    """Run the migrations down to a revision."""
    _run(engine, folder, to, command.downgrade)


def is_current(engine: sa.Engine, folder: Path) -> bool:
    """Whether the database is at the newest revision."""
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_heads()
    return set(present) == set(ScriptDirectory.from_config(config(folder)).get_heads())


def _run(engine: sa.Engine, folder: Path, to: str, act: Callable[[Config, str], None]) -> None:
    with engine.connect() as connection:
        lite = connection.dialect.name == "sqlite"
        if lite:  # outside any transaction, or batch changes would cascade deletes
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]  # sqlite3's own
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK})")
            connection.commit()
        try:
            act(config(folder, connection), to)
        finally:
            connection.rollback()
            if lite:
                connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]  # sqlite3's own
            else:
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({LOCK})")
                connection.commit()
