"""A flag of what is off topic has a kind of its own, and goes back under what says too little."""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Flask

from portal.app import MIGRATIONS
from portal.core import schema
from portal.core.db import db, unit_of_work
from portal.moderation.checks.models import StoredFlag
from portal.moderation.states import FlagKind


def test_a_flag_of_what_is_off_topic_goes_down_and_comes_back(inside: Flask) -> None:
    told = {
        "thing_kind": "opinion", "field": "text", "of_text": "0" * 64, "check_name": "off_topic", "version": 1,
        "start": 0, "stop": 5, "params": {}, "made_at": datetime(2026, 11, 13, tzinfo=UTC),
    }  # fmt: skip
    with unit_of_work() as session:
        session.add(StoredFlag(thing_id=uuid.uuid4(), kind=FlagKind.OFF_TOPIC, **told))
        session.add(StoredFlag(thing_id=uuid.uuid4(), kind=FlagKind.SHORT, **told | {"check_name": "length"}))
    db.session.remove()
    schema.downgrade(db.engine, MIGRATIONS, "0026")
    with db.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT kind FROM flag")).scalars().all() == ["short", "short"]
    schema.upgrade(db.engine, MIGRATIONS)
    kinds = db.session.scalars(sa.select(StoredFlag.kind).order_by(StoredFlag.check_name))
    assert kinds.all() == [FlagKind.SHORT, FlagKind.OFF_TOPIC]
