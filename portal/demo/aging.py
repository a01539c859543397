"""Set what was just made back in time: a demo needs a past, and no page may write one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.moderation.models import Decision
from portal.nominations import at_desk, deadlines
from portal.nominations.models import Message, Nomination
from portal.nominees.models import Consent


def received(nomination: Nomination, at: datetime, *, moved: datetime | None = None) -> None:
    """Let a nomination have come in then, and have reached its present stage at `moved`; its deadline follows."""
    moved = moved or at
    with unit_of_work() as session:
        nomination.received_at = at
        if nomination.due_on is not None:
            nomination.due_on = deadlines.due_on(nomination.state, clock.local(moved).date())
        if nomination.closed_at:
            nomination.closed_at = moved
        at_desk.show(nomination)
        mine = (Decision.thing_kind == Nomination.__tablename__, Decision.thing_id == nomination.id)
        session.execute(sa.update(Decision).where(*mine).values(made_at=moved))
        session.execute(sa.update(Message).where(Message.nomination_id == nomination.id).values(sent_at=moved))
        people = [subject.nominee_id for subject in nomination.subjects]
        asked = sa.update(Consent).where(Consent.nominee_id.in_(people))
        session.execute(asked.values(recorded_at=moved, given_on=clock.local(moved).date()))
    db.session.expire_all()


def days_ago(days: float) -> datetime:
    """The moment so many days before now."""
    return clock.now() - timedelta(days=days)


@contextmanager
def then(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at that moment: the clock of this one process stands there meanwhile."""
    present = clock.now
    clock.now = lambda: moment  # the services read the clock through this module
    try:
        yield
    finally:
        clock.now = present
