"""The database: base class, types, and the one unit of work. The only module that commits, but for
migrations (schema.py), which run alone before anybody is served.
"""

import contextvars
import uuid
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from portal.core.turns import turn

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
Answer = TypeVar("Answer")
BUSY_MS = 10_000  # how long a write waits for another writer before the person is told to try again


class Base(DeclarativeBase):
    """Base of every model."""

    metadata = sa.MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class Utc(TypeDecorator[datetime]):
    """An aware instant, stored in UTC on every database (SQLite itself forgets the zone)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(kind: type[StrEnum], name: str) -> sa.Enum:
    """A column type for a StrEnum: its values as text, held to them by a CHECK called `name`."""
    return sa.Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda e: [m.value for m in e],
    )


def only_with(name: str, *columns: str, there: str) -> sa.Index:
    """An index of the rows in which a column is not empty: all others, mostly nearly all, cost it nothing."""
    some = sa.text(f"{there} IS NOT NULL")
    return sa.Index(name, *columns, sqlite_where=some, postgresql_where=some)


class Keyed:
    """Mixin: a random key, safe to show in an address because it cannot be counted."""

    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True, default=uuid.uuid4)


class Versioned:
    """Mixin: a counter that makes a stale write fail instead of overwriting."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


_writing: contextvars.ContextVar[bool] = contextvars.ContextVar("writing", default=False)


@event.listens_for(Engine, "connect")
def _prepare(dbapi: Any, record: object) -> None:
    if type(dbapi).__module__.split(".")[0] != "sqlite3":
        return
    dbapi.isolation_level = None  # BEGIN is ours: pysqlite's own comes too late
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        "temp_store=MEMORY",
    ):
        dbapi.execute(f"PRAGMA {pragma}")


class Lite(SQLiteDialect_pysqlite):
    """SQLite, begun by us. Listening for the engine's own "begin" does it too, but then every statement looks for listeners."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: DBAPIConnection) -> None:
        dbapi_connection.cursor().execute("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


registry.register("sqlite", __name__, Lite.__name__)


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Keep everything done inside, or nothing. A unit inside a unit joins it.

    Raises Unavailable when other writers hold the database for longer than BUSY_MS.
    """
    session = db.session()
    if _writing.get():
        yield session
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were made before the unit of work began")
    session.rollback()  # what was read before may be stale: inside, everything is read again
    with turn(db.engine, BUSY_MS / 1000):
        token = _writing.set(True)
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            _writing.reset(token)
    _after(session)


def on_kept(call: Callable[[], None]) -> None:
    """Do this once the present unit of work has been kept; dropped if it is undone."""
    db.session().info.setdefault("kept", []).append(call)


def _after(session: Session) -> None:
    for call in session.info.pop("kept", []):
        call()


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("kept", None)


def once(question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question that a page asks several times: asked once, kept until the transaction is over.

    Whoever writes asks every time: inside a unit of work others may have been waited for, and what is written changes
    answers.
    """
    session = db.session()
    if _writing.get() or session.new or session.dirty or session.deleted:
        session.info.pop("known", None)
        return ask()
    within, known = session.info.get("known", (None, {}))
    if within is None or within is not session.get_transaction():
        known = {}
    if question not in known:
        known[question] = ask()
    session.info["known"] = session.get_transaction(), known
    answer: Answer = known[question]
    return answer
