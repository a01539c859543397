"""Rows put into their tables as they stand are rows like those that the session flushes."""

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.db import db, unit_of_work
from portal.core.rows import put
from portal.nominees.models import Nominee
from portal.nominees.states import Honorific, NomineeKind, PositionGroup


def _one(name: str) -> Nominee:
    return Nominee(
        id=uuid.uuid4(), kind=NomineeKind.PERSON, name=name, name_fold=name, given_fold=name, honorific=Honorific.BA,
        position_group=PositionGroup.CITIZEN, minor=False, created_at=datetime(2026, 11, 10, 2, tzinfo=UTC),
    )  # fmt: skip


def test_a_group_is_put_in_and_defaults_are_filled_in(inside: Flask) -> None:
    two, one = [_one("a"), _one("b")], _one("c")
    with unit_of_work() as session:
        put(two, [], [one])
        assert not session.new
    flushed = _one("d")
    with unit_of_work() as session:
        session.add(flushed)
    rows = {row.name: row for row in db.session.execute(sa.select(Nominee.__table__))}
    assert set(rows) == {"a", "b", "c", "d"} and rows["c"].id == one.id
    for name in "abc":
        assert [v for k, v in rows[name]._mapping.items() if k not in ("id", "name", "name_fold", "given_fold")] == [
            v for k, v in rows["d"]._mapping.items() if k not in ("id", "name", "name_fold", "given_fold")
        ]


def test_what_is_put_is_undone_with_the_unit_of_work(inside: Flask) -> None:
    with pytest.raises(RuntimeError), unit_of_work():
        put([_one("a")])
        raise RuntimeError
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Nominee)) == 0
