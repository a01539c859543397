"""Reports of stories move to the room of reports and back without a loss."""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Flask

from portal.app import MIGRATIONS
from portal.core import schema
from portal.core.db import db
from portal.moderation.reports.models import ReaderReport, ReportCase
from portal.moderation.reports.states import Outcome
from portal.stories.models import Story
from tests.web.public.shelves import put

WHEN = datetime(2026, 11, 13, 3, tzinfo=UTC)  # a Friday
OLD = sa.table(
    "story_report", sa.column("id", sa.Uuid()), sa.column("version"), sa.column("story_id", sa.Uuid()), sa.column("kind"),
    sa.column("text"), sa.column("contact"), sa.column("made_at", sa.DateTime(timezone=True)),
    sa.column("settled_at", sa.DateTime(timezone=True)), sa.column("settled_by", sa.Uuid()),
)  # fmt: skip


def test_open_reports_of_a_story_become_one_item_and_those_dealt_with_stay_apart(app: Flask) -> None:
    put(app, "Một")
    with app.app_context():
        story_id = db.session.scalars(sa.select(Story.id)).one()
        db.session.remove()
        schema.downgrade(db.engine, MIGRATIONS, "0021")
        row = {"version": 1, "story_id": story_id, "kind": "privacy", "contact": "", "made_at": WHEN}
        rows = [
            row | {"id": uuid.uuid4(), "text": text, "settled_at": done, "settled_by": done and uuid.uuid4()}
            for text, done in (("Một", None), ("Hai", None), ("Ba", WHEN))
        ]
        with db.engine.begin() as connection:
            connection.execute(sa.insert(OLD), rows)
        schema.upgrade(db.engine, MIGRATIONS)
        cases = db.session.scalars(sa.select(ReportCase).order_by(ReportCase.count)).all()
        assert [(c.count, c.outcome, c.weight) for c in cases] == [(1, Outcome.MOVED_ON, 100), (2, None, 200)]
        assert str(cases[1].due_on) == "2026-11-17" and cases[1].title == "Một"
        numbers = db.session.execute(sa.select(ReaderReport.number, ReaderReport.told_at)).all()
        assert sorted((number, told is not None) for number, told in numbers) == [(1, False), (1, True), (2, False)]
        db.session.remove()
        schema.downgrade(db.engine, MIGRATIONS, "0021")
        with db.engine.connect() as connection:
            kept = connection.execute(sa.select(OLD.c.id, OLD.c.text, OLD.c.settled_at)).all()
        assert {(k.id, k.text, k.settled_at is not None) for k in kept} == {
            (r["id"], r["text"], r["settled_at"] is not None) for r in rows
        }
        schema.upgrade(db.engine, MIGRATIONS)
