"""An act that is a part of a larger one says so in the trail."""

import json
import uuid

import pytest
import sqlalchemy as sa

from portal.core.actor import SYSTEM
from portal.core.audit.models import AuditEntry
from portal.core.audit.trail import TRAIL, part_of, record
from portal.core.db import db, unit_of_work
from portal.core.policy import Permission

pytestmark = pytest.mark.usefixtures("inside")


class Act(Permission):
    DO = "thing:do"


class Thing:
    __tablename__, id = "thing", "1"


def details() -> list[dict[str, str]]:
    return [json.loads(each) for each in db.session.scalars(sa.select(AuditEntry.detail).order_by(AuditEntry.seq))]


def test_what_is_noted_inside_names_the_whole_and_what_comes_after_does_not() -> None:
    whole = uuid.uuid4()
    with unit_of_work():
        with part_of(whole):
            record(SYSTEM, Act.DO, Thing, n=1)
        record(SYSTEM, Act.DO, Thing, n=2)
    assert details() == [{"n": 1, "part_of": str(whole)}, {"n": 2}]
    assert list(TRAIL.faults()) == []


def test_a_part_that_fails_leaves_nothing_behind() -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work(), part_of(uuid.uuid4()):
        raise ZeroDivisionError
    with unit_of_work():
        record(SYSTEM, Act.DO, Thing)
    assert details() == [{}]
