"""A flag of what reaches somebody on a network has a kind of its own, and goes back under links."""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Flask

from portal.app import MIGRATIONS
from portal.core import schema
from portal.core.db import db, unit_of_work
from portal.moderation.checks.models import StoredFlag
from portal.moderation.states import FlagKind


def test_a_flag_of_a_name_on_a_network_goes_down_and_comes_back(inside: Flask) -> None:
    told = {
        "thing_kind": "opinion", "field": "text", "of_text": "0" * 64, "version": 1, "start": 0, "stop": 5, "params": {},
        "made_at": datetime(2026, 11, 13, tzinfo=UTC),
    }  # fmt: skip
    with unit_of_work() as session:
        session.add(StoredFlag(thing_id=uuid.uuid4(), kind=FlagKind.CONTACT, check_name="personal", **told))
        session.add(StoredFlag(thing_id=uuid.uuid4(), kind=FlagKind.LINK, check_name="adverts", **told))
    db.session.remove()
    schema.downgrade(db.engine, MIGRATIONS, "0034")
    with db.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT kind FROM flag")).scalars().all() == ["link", "link"]
    schema.upgrade(db.engine, MIGRATIONS)
    kinds = db.session.scalars(sa.select(StoredFlag.kind).order_by(StoredFlag.check_name))
    assert kinds.all() == [FlagKind.LINK, FlagKind.CONTACT]
