"""The clocks of the letters: every few minutes who is to be told, each working morning what the leads must know."""

from datetime import datetime, time, timedelta

import sqlalchemy as sa

from portal.accounts import queries
from portal.accounts.alerts import timing
from portal.accounts.alerts.models import AlertChoice
from portal.accounts.alerts.states import Pace
from portal.accounts.models import Staff
from portal.core import clock
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.jobs.registry import every
from portal.core.mail import post
from portal.honours.queries import calendar
from portal.moderation.desk import backlog

ESCALATE = 2  # working days late after which the leads are told
MORNING = time(8, 0)


@every(timedelta(minutes=5), "accounts.alerts")
def alert() -> None:
    """Write to everybody whose time it is, each in a unit of work of their own: one bad row holds nobody up."""
    now, days = clock.now(), calendar()
    choices = db.session.execute(
        sa.select(AlertChoice, Staff)
        .join(Staff, Staff.id == AlertChoice.staff_id)
        .where(AlertChoice.pace != Pace.OFF, Staff.disabled_at.is_(None), Staff.email.is_not(None))
    ).all()
    due = [
        staff.id for choice, staff in choices
        if timing.due(choice.pace, choice.told_at, at=now, since=choice.quiet_from, until=choice.quiet_to, days=days)
    ]  # fmt: skip
    soon = days.add(clock.today(), 1)
    db.session.rollback()
    for staff_id in due:
        with unit_of_work() as session:
            choice, staff = session.get_one(AlertChoice, staff_id), session.get_one(Staff, staff_id)
            _tell(choice, staff, now, backlog.standing(since=choice.told_at, soon=soon))


def _tell(choice: AlertChoice, staff: Staff, now: datetime, work: backlog.Standing) -> None:
    """One letter, unless there is nothing to say. Whoever lost their offices is told nothing."""
    if not queries.roles_today(staff) & {Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD}:
        return
    if not (work.new or (choice.pace is Pace.DAILY and (work.soon or work.late))):
        return
    told = choice.told_at.isoformat() if choice.told_at else "first"
    post.write("desk_digest", staff.email or "", once=f"digest:{staff.id}:{told}", name=staff.name, work=work)
    choice.told_at = now


@every(timedelta(minutes=30), "accounts.escalate")
def escalate() -> None:
    """Tell the leads, once each working morning, of what is late for days."""
    days, today = calendar(), clock.today()
    if not days.is_working(today) or clock.local(clock.now()).time() < MORNING:
        return
    late = backlog.late_by(timing.days_before(today, ESCALATE, days))
    db.session.rollback()
    if not late.number:
        return
    with unit_of_work():
        for lead in queries.holding(Role.BOARD_LEAD):
            if lead.email:
                post.write(
                    "desk_late", lead.email, once=f"late:{lead.id}:{today}", name=lead.name, late=late, days=ESCALATE
                )
