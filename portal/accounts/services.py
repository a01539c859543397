"""What is done with accounts. Passwords are hashed before the unit of work begins: hashing is slow."""

import re
import secrets
import uuid
from datetime import timedelta

import sqlalchemy as sa

from portal.accounts import queries
from portal.accounts.models import RoleGrant, Staff, StaffSession
from portal.accounts.policy import Accounts
from portal.core import clock
from portal.core.actor import Actor, Role
from portal.core.audit.trail import record
from portal.core.db import db, unit_of_work
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.core.jobs.registry import every
from portal.core.policy import require

SIGN_IN_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]")
KEEP_SESSIONS = timedelta(days=90)


def add(
    sign_in_name: str, *, name: str, password_hash: str, by: Actor, email: str | None = None, must_change: bool = False
) -> Staff:
    """Open an account for a member of staff. Raises Unfit for a name that is taken or cannot be typed anywhere."""
    require(by, Accounts.ADD)
    sign_in_name = sign_in_name.strip().lower()
    if not SIGN_IN_NAME.fullmatch(sign_in_name):
        raise Unfit(N_("A sign-in name has 3 to 64 letters a–z, digits, dots, dashes."), field="sign_in_name")
    if queries.by_sign_in_name(sign_in_name):
        raise Unfit(N_("This sign-in name is taken."), field="sign_in_name")
    now = clock.now()
    staff = Staff(
        id=uuid.uuid4(), sign_in_name=sign_in_name, name=" ".join(name.split()), email=email, password_hash=password_hash,
        password_changed_at=now, must_change_password=must_change, created_at=now,
    )  # fmt: skip
    db.session.add(staff)
    record(by, Accounts.ADD, staff)
    return staff


def grant(staff: Staff, role: Role, *, by: Actor) -> None:
    """Give an office from today on; nothing happens where it is held already."""
    require(by, Accounts.GRANT, staff)
    if queries.grant_of(staff, role) is None:
        staff.grants.append(RoleGrant(role=role, valid_from=clock.today()))
        record(by, Accounts.GRANT, staff, role=role, given=True)


def revoke(staff: Staff, role: Role, *, by: Actor) -> None:
    """End an office; it is gone at once, and the row keeps until when it was held."""
    require(by, Accounts.GRANT, staff)
    held = queries.grant_of(staff, role)
    if held is None:
        return
    yesterday = clock.today() - timedelta(days=1)
    if held.valid_from > yesterday:  # held since today only: there is no day on which it was held to the end
        staff.grants.remove(held)
    else:
        held.valid_to = yesterday
    record(by, Accounts.GRANT, staff, role=role, given=False)


def disable(staff: Staff, *, by: Actor) -> None:
    """Close an account; its sessions end at once."""
    require(by, Accounts.DISABLE, staff)
    staff.disabled_at = clock.now()
    _end_all(staff)
    record(by, Accounts.DISABLE, staff)


def begin_session(staff: Staff) -> str:
    """Start a session after the password was found right; the token for the cookie, which is kept nowhere else."""
    token, now = secrets.token_urlsafe(32), clock.now()
    db.session.add(StaffSession(staff_id=staff.id, token_hash=queries.token_hash(token), begun_at=now, seen_at=now))
    record(queries.as_actor(staff), Accounts.SIGN_IN, staff)
    return token


def seen(session_id: uuid.UUID) -> None:
    """Put off the idle end of a session."""
    db.session.execute(sa.update(StaffSession).where(StaffSession.id == session_id).values(seen_at=clock.now()))


def end_session(token: str, *, by: Actor) -> None:
    """End one session."""
    wanted = sa.select(StaffSession).where(
        StaffSession.token_hash == queries.token_hash(token), StaffSession.ended_at.is_(None)
    )
    session = db.session.scalars(wanted).one_or_none()
    if session is not None:
        session.ended_at = clock.now()
        record(by, Accounts.SIGN_OUT, session)


def sign_out_everywhere(staff: Staff, *, by: Actor) -> None:
    """End every session of an account."""
    require(by, Accounts.OWN, staff)
    _end_all(staff)
    record(by, Accounts.SIGN_OUT, staff, everywhere=True)


def change_password(staff: Staff, *, password_hash: str, by: Actor) -> None:
    """Set a new password; every session ends, and the browser at hand begins a fresh one."""
    require(by, Accounts.OWN, staff)
    staff.password_hash, staff.password_changed_at, staff.must_change_password = password_hash, clock.now(), False
    _end_all(staff)
    record(by, Accounts.OWN, staff, what="password")


def _end_all(staff: Staff) -> None:
    live = sa.update(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.ended_at.is_(None))
    db.session.execute(live.values(ended_at=clock.now()))


@every(timedelta(days=1), "accounts.forget_sessions")
def forget_sessions() -> None:
    """Drop rows of sessions long over; the audit trail keeps who signed in when."""
    with unit_of_work() as session:
        session.execute(sa.delete(StaffSession).where(StaffSession.seen_at < clock.now() - KEEP_SESSIONS))
