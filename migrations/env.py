"""Alembic's entry: runs migrations on the connection that portal/core/schema.py hands over."""

from typing import Any

import sqlalchemy as sa
from alembic import context

import portal.app  # noqa: F401  # knows every model
from portal.core.db import Base, Utc

SEARCH = ("_fts", "_fts_data", "_fts_idx", "_fts_docsize", "_fts_config", "_fts_content")


def ours(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """Leave out what models do not declare: full-text tables and their columns."""
    if kind == "table" and reflected and (name or "").endswith(SEARCH):
        return False
    return not (reflected and kind in ("index", "column") and (name or "").startswith(("tsv", "ix_tsv")))


def render(kind: str, thing: Any, autogen: Any) -> str | bool:
    """Write our own column types as plain ones, so that old migrations do not import the code of today."""
    if kind == "type" and isinstance(thing, Utc):
        return "sa.DateTime(timezone=True)"
    return False


def same_type(
    ctx: Any, inspected: Any, column: Any, was: sa.types.TypeEngine[Any], now: sa.types.TypeEngine[Any]
) -> bool | None:
    """Enums are text with a CHECK: only their length matters."""
    return False if isinstance(now, sa.Enum) else None


connection: sa.Connection = context.config.attributes["connection"]
lite = connection.dialect.name == "sqlite"
context.configure(
    connection=connection, target_metadata=Base.metadata, transactional_ddl=True, render_as_batch=True,
    compare_type=same_type, include_object=ours, render_item=render,
)  # fmt: skip
with context.begin_transaction():
    context.run_migrations()
    if lite and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError("a migration left rows that point nowhere")
