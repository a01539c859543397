"""What keeps a member of staff from judging: their unit, their home ward, and whom they said they are related to."""

import uuid

from portal.accounts.models import Staff, Tie
from portal.accounts.policy import Accounts
from portal.accounts.states import TieKind
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy

WHY = (3, 300)  # characters


def place(staff: Staff, *, unit: uuid.UUID | None, ward: str | None, by: Actor) -> None:
    """Say where somebody works and lives: nothing from there is theirs to judge."""
    require(by, Accounts.PLACE, staff)
    if (staff.organisation_id, staff.ward_code) != (unit, ward):
        staff.organisation_id, staff.ward_code = unit, ward
        record(by, Accounts.PLACE, staff, unit=unit, ward=ward)


def declare(
    staff: Staff, *, kind: TieKind, name: str, why: str, by: Actor, nominee_id: uuid.UUID | None = None,
    organisation_id: uuid.UUID | None = None,
) -> Tie:  # fmt: skip
    """Say that one is related to somebody or some unit; from now on nothing about them is shown to judge.

    The same declared twice is one. Raises Unfit without a word why.
    """
    made = Tie(
        id=uuid.uuid4(), staff_id=staff.id, kind=kind, nominee_id=nominee_id, organisation_id=organisation_id,
        name=name[:200], why=tidy.line(why), declared_at=clock.now(),
    )  # fmt: skip
    require(by, Accounts.DECLARE, made)
    if not WHY[0] <= len(made.why) <= WHY[1]:
        raise Unfit(N_("Say why, in %(least)s to %(most)s characters."), field="why", least=WHY[0], most=WHY[1])
    if again := _standing(staff, nominee_id, organisation_id):
        return again
    staff.ties.append(made)
    db.session.flush()
    record(by, Accounts.DECLARE, made, kind=kind)  # not who: that is for the leads alone
    return made


def end(tie: Tie, *, by: Actor) -> None:
    """Say that it is over; the row keeps from when to when it stood. Raises NotNow where it ended before."""
    require(by, Accounts.DECLARE, tie)
    if tie.ended_at is not None:
        raise NotNow()
    tie.ended_at = clock.now()
    record(by, Accounts.DECLARE, tie, ended=True)


def _standing(staff: Staff, nominee_id: uuid.UUID | None, organisation_id: uuid.UUID | None) -> Tie | None:
    same = (t for t in staff.ties if (t.nominee_id, t.organisation_id) == (nominee_id, organisation_id))
    return next((tie for tie in same if tie.ended_at is None), None)
