"""Migrations make exactly what the models declare, and can be undone."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from portal.app import MIGRATIONS
from portal.core import schema
from portal.core.db import Base, db


def test_migrations_make_what_the_models_declare(inside: Flask) -> None:
    from alembic.script import ScriptDirectory

    env = ScriptDirectory.from_config(schema.config(MIGRATIONS))
    assert len(env.get_heads()) == 1
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours, "compare_type": _same})
        assert compare_metadata(context, Base.metadata) == []


def test_all_the_way_down_and_up_again(inside: Flask) -> None:
    schema.downgrade(db.engine, MIGRATIONS, "base")
    schema.upgrade(db.engine, MIGRATIONS)
    assert schema.is_current(db.engine, MIGRATIONS)


def _ours(thing: object, name: str, kind: str, reflected: bool, other: object) -> bool:
    return not (reflected and ("_fts" in name or name.startswith(("tsv", "ix_tsv")) or name == "alembic_version"))


def _same(context: object, inspected: object, column: object, was: object, now: object) -> bool | None:
    import sqlalchemy as sa

    return False if isinstance(now, (sa.Enum, sa.Uuid, sa.JSON)) else None
