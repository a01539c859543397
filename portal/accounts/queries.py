"""Reads of accounts."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.accounts.models import RoleGrant, Staff, StaffSession, Tie
from portal.core import clock
from portal.core.actor import Actor, Kind, Role
from portal.core.db import db

WHOLE = (joinedload(Staff.grants), joinedload(Staff.ties))  # with offices and relations, in one question
LIVE = (  # every page of staff asks: no question more for offices and relations, and nothing to put together
    sa.select(StaffSession, Staff)
    .join(Staff, Staff.id == StaffSession.staff_id)
    .where(StaffSession.token_hash == sa.bindparam("token"), StaffSession.ended_at.is_(None))
    .where(StaffSession.seen_at > sa.bindparam("seen"), StaffSession.begun_at > sa.bindparam("begun"))
    .where(Staff.disabled_at.is_(None))
    .options(*WHOLE)
)


def by_sign_in_name(name: str) -> Staff | None:
    """The account with this sign-in name, in any spelling of its letters."""
    return db.session.scalars(sa.select(Staff).where(Staff.sign_in_name == name.strip().lower())).one_or_none()


def one(id: uuid.UUID) -> Staff | None:
    """An account by its key."""
    return db.session.get(Staff, id)


def roles_today(staff: Staff) -> frozenset[Role]:
    """The offices held on this day."""
    today = clock.today()
    return frozenset(
        g.role for g in staff.grants if g.valid_from <= today and (g.valid_to is None or g.valid_to >= today)
    )


def as_actor(staff: Staff) -> Actor:
    """A member of staff as the one who acts."""
    related = [tie.nominee_id or tie.organisation_id for tie in staff.ties if tie.ended_at is None]
    return Actor(
        Kind.STAFF, staff.id, staff.name, roles_today(staff), staff.organisation_id, ward_code=staff.ward_code,
        ties=frozenset(id for id in related if id),
    )  # fmt: skip


def tie(id: uuid.UUID) -> Tie | None:
    """A declared relation by its key."""
    return db.session.get(Tie, id)


def ties(staff: Staff | None = None) -> Sequence[tuple[Tie, Staff]]:
    """What was declared, those that stand first, then the newest; of one member of staff or of all."""
    every = sa.select(Tie, Staff).join(Staff, Staff.id == Tie.staff_id)
    if staff is not None:
        every = every.where(Tie.staff_id == staff.id)
    order = (Tie.ended_at.is_not(None), Tie.declared_at.desc(), Tie.id)
    return [(row[0], row[1]) for row in db.session.execute(every.order_by(*order))]


def token_hash(token: str) -> str:
    """How a session's token is kept: it is 256 random bits, so that one SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def live_session(token: str, *, idle: timedelta, longest: timedelta) -> tuple[StaffSession, Staff] | None:
    """The session of a token with its account, unless it ended, was idle or lasted too long, or the account is disabled."""
    now = clock.now()
    wanted = {"token": token_hash(token), "seen": now - idle, "begun": now - longest}
    row = db.session.execute(LIVE, wanted).unique().one_or_none()
    return (row[0], row[1]) if row else None


def open_sessions(staff: Staff, since: datetime) -> Sequence[StaffSession]:
    """Sessions of an account that have not ended and were used since a moment, newest first."""
    wanted = sa.select(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.ended_at.is_(None))
    return db.session.scalars(wanted.where(StaffSession.seen_at > since).order_by(StaffSession.begun_at.desc())).all()


def everyone() -> Sequence[Staff]:
    """All accounts by sign-in name."""
    return db.session.scalars(sa.select(Staff).order_by(Staff.sign_in_name)).all()


def holding(*roles: Role) -> Sequence[Staff]:
    """Those who hold one of these offices today and can sign in, by name."""
    today = clock.today()
    held = sa.select(RoleGrant.staff_id).where(
        RoleGrant.role.in_(roles), RoleGrant.valid_from <= today,
        sa.or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= today),
    )  # fmt: skip
    those = sa.select(Staff).where(Staff.id.in_(held), Staff.disabled_at.is_(None)).options(*WHOLE)
    return db.session.scalars(those.order_by(Staff.name, Staff.id)).unique().all()


def grant_of(staff: Staff, role: Role) -> RoleGrant | None:
    """The office as held today, if it is."""
    today = clock.today()
    held = (g for g in staff.grants if g.role is role and g.valid_from <= today)
    return next((g for g in held if g.valid_to is None or g.valid_to >= today), None)
