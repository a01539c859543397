"""Letters about waiting work: to who chose them, once, with numbers only; and the leads when things are late."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.accounts import queries
from portal.accounts.alerts import jobs, services
from portal.accounts.alerts.states import Pace
from portal.accounts.models import RoleGrant, Staff
from portal.core import clock
from portal.core.actor import Actor, Role
from portal.core.db import db, unit_of_work
from portal.core.errors import Unfit
from portal.core.mail.models import Letter
from portal.moderation.desk import backlog
from portal.moderation.desk.models import DeskItem
from tests.staff import staff
from tests.web.moderation.told import enter

NINE = datetime(2026, 11, 30, 2, tzinfo=UTC)  # a Monday, 09:00 in Viet Nam


def known(*roles: Role, email: str | None = "chau@example.vn") -> Actor:
    by = staff(*roles)
    with unit_of_work() as session:
        session.execute(sa.update(Staff).where(Staff.id == by.id).values(email=email))
    db.session.expire_all()
    return by


def choose(by: Actor, pace: Pace) -> None:
    with unit_of_work():
        found = queries.one(by.id) if by.id else None
        assert found
        services.choose(found, pace=pace, quiet_from=18, quiet_to=7, by=by)


def letters(kind: str) -> list[Letter]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Letter).where(Letter.kind == kind)))


def test_new_work_is_told_once_and_says_numbers_only(inside: Flask) -> None:
    with time_machine.travel(NINE, tick=False) as now:
        choose(known(Role.MODERATOR), Pace.AT_ONCE)
        jobs.alert()
        assert not letters("desk_digest")
        now.shift(timedelta(minutes=5))
        with unit_of_work():
            enter(title="Nồi chè trước cổng viện")
        now.shift(timedelta(minutes=5))
        jobs.alert()
        jobs.alert()
    (letter,) = letters("desk_digest")
    assert letter.address == "chau@example.vn" and "1 bài mới" in letter.subject
    assert "chè" not in letter.text and "Tơ" not in letter.text


def test_in_quiet_hours_it_waits_for_the_morning(inside: Flask) -> None:
    with time_machine.travel(NINE, tick=False) as now:
        choose(known(Role.MODERATOR), Pace.AT_ONCE)
        now.shift(timedelta(hours=10))  # 19:00
        with unit_of_work():
            enter()
        jobs.alert()
        assert not letters("desk_digest")
        now.shift(timedelta(hours=13))  # 08:00 on Tuesday
        jobs.alert()
    assert len(letters("desk_digest")) == 1


def test_whoever_lost_the_office_is_told_nothing(inside: Flask) -> None:
    with time_machine.travel(NINE, tick=False) as now:
        by = known(Role.MODERATOR)
        choose(by, Pace.AT_ONCE)
        with unit_of_work() as session:
            session.execute(sa.delete(RoleGrant))
            enter()
        db.session.expire_all()
        now.shift(timedelta(minutes=5))
        jobs.alert()
    assert not letters("desk_digest")


def test_without_an_address_nothing_can_be_chosen(inside: Flask) -> None:
    with pytest.raises(Unfit):
        choose(known(Role.MODERATOR, email=None), Pace.DAILY)


def test_the_leads_are_told_once_a_morning_of_what_is_late_for_days(inside: Flask) -> None:
    with time_machine.travel(NINE, tick=False) as now:
        known(Role.BOARD_LEAD)
        with unit_of_work():
            enter(due_on=clock.today() - timedelta(days=3))  # Friday: one working day late
        jobs.escalate()
        assert not letters("desk_late")
        now.shift(timedelta(days=1))
        jobs.escalate()
        jobs.escalate()
    assert ["1 bài" in letter.subject for letter in letters("desk_late")] == [True]


def test_the_public_is_told_above_a_number_and_no_longer_beneath_it(inside: Flask) -> None:
    with time_machine.travel(NINE, tick=False):
        lead = known(Role.BOARD_LEAD)
        with unit_of_work():
            late = enter(due_on=clock.today() - timedelta(days=3))
            backlog.tell_above(2, by=lead)
        assert backlog.told_since() is None
        with unit_of_work():
            backlog.tell_above(1, by=lead)
        assert backlog.told_since() == NINE
        with unit_of_work() as session:
            session.execute(sa.delete(DeskItem).where(DeskItem.thing_id == late.id))
        backlog.count()
        assert backlog.told_since() is None
