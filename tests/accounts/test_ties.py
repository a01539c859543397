"""Whom staff are related to: declared with a word why, ended and never deleted, and part of who acts."""

import uuid

import pytest
import sqlalchemy as sa

from portal.accounts import queries, ties
from portal.accounts.models import Staff, Tie
from portal.accounts.policy import Accounts
from portal.accounts.states import TieKind
from portal.core.actor import SYSTEM, Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, NotNow, Unfit
from portal.core.policy import may
from tests.staff import staff

pytestmark = pytest.mark.usefixtures("inside")
SISTER = uuid.UUID(int=7)


def account(role: Role = Role.MODERATOR) -> Staff:
    made = queries.one(staff(role).id)  # type: ignore[arg-type]  # staff have a key
    assert made is not None
    return made


def declare(mine: Staff, why: str = "Em gái tôi", **whom: uuid.UUID) -> Tie:
    with unit_of_work():
        return ties.declare(
            mine, kind=TieKind.FAMILY, name="Trần Thị Nhài", why=why, by=queries.as_actor(mine),
            **(whom or {"nominee_id": SISTER}),
        )  # fmt: skip


def test_what_was_declared_stands_with_who_acts_until_it_is_ended() -> None:
    mine = account()
    tie = declare(mine)
    assert queries.as_actor(mine).ties == {SISTER}
    with unit_of_work():
        ties.end(tie, by=queries.as_actor(mine))
    assert queries.as_actor(mine).ties == frozenset()
    assert db.session.get_one(Tie, tie.id).ended_at is not None
    with pytest.raises(NotNow), unit_of_work():
        ties.end(tie, by=queries.as_actor(mine))


def test_the_same_twice_is_one_and_a_word_why_is_asked_for() -> None:
    mine = account()
    assert declare(mine).id == declare(mine).id
    with pytest.raises(Unfit):
        declare(mine, why=" ", nominee_id=uuid.uuid4())


def test_nobody_declares_or_ends_for_somebody_else_and_only_leads_read_all() -> None:
    mine, other = account(), staff(Role.EDITOR)
    tie = declare(mine)
    with pytest.raises(Denied), unit_of_work():
        ties.end(tie, by=other)
    assert not may(other, Accounts.READ_TIES) and may(staff(Role.BOARD_LEAD), Accounts.READ_TIES)


def test_the_trail_says_that_something_was_declared_and_not_what() -> None:
    declare(account())
    told = db.session.scalars(sa.select(AuditEntry.detail).where(AuditEntry.act == "account:declare")).one()
    assert told == '{"kind":"family"}'


def test_unit_and_ward_are_entered_by_who_looks_after_accounts() -> None:
    mine = account()
    with pytest.raises(Denied), unit_of_work():
        ties.place(mine, unit=None, ward=None, by=queries.as_actor(mine))
    with unit_of_work():
        ties.place(mine, unit=None, ward=None, by=SYSTEM)
    assert queries.as_actor(mine).ward_code is None
