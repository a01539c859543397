"""Migrations on a database that people have used: step by step down, nothing else is lost; then up again."""

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask

from portal.app import MIGRATIONS
from portal.core import schema
from portal.core.audit import verify
from portal.core.db import Base, db
from portal.demo.seed import seed

AS_MANY = (
    "0026",
    "0027",
    "0028",
    "0030",
    "0031",
    "0032",
    "0033",
    "0034",
    "0035",
)  # the steps down to these take columns or indexes or narrow what may be, and take no table


def counts() -> dict[str, int]:
    """How many rows each of our tables holds, of those that are there."""
    with db.engine.connect() as inside:
        present = set(sa.inspect(inside).get_table_names()) & set(Base.metadata.tables)
        return {
            name: inside.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
            for name in present
        }


@pytest.fixture
def used(app: Flask) -> Flask:
    """A portal with the demo's data."""
    seed(app)
    return app


def test_each_step_down_takes_only_its_own_tables(used: Flask) -> None:
    with used.app_context():
        before = counts()
        filled = {name for name, rows in before.items() if rows}
        assert len(filled) > 25, sorted(set(before) - filled)
        assert list(verify.faults()) == []
        db.session.remove()
        steps = [s.revision for s in ScriptDirectory.from_config(schema.config(MIGRATIONS)).walk_revisions()]
        for revision in steps[1:]:
            schema.downgrade(db.engine, MIGRATIONS, revision)
            left = counts()
            assert left == {name: before[name] for name in left}, revision
            assert len(left) < len(before) or revision in AS_MANY
        assert list(verify.faults()) == []
        db.session.remove()
        schema.upgrade(db.engine, MIGRATIONS)
        assert schema.is_current(db.engine, MIGRATIONS)
        assert {name for name, rows in counts().items() if rows} >= {"audit_entry", "audit_head", "job"}
