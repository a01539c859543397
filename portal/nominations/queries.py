"""Nominations read: one of them, its letters to and fro, its files and its way so far."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core.audit.models import AuditEntry
from portal.core.db import db
from portal.core.storage.models import StoredFile
from portal.moderation.reasons import used_by
from portal.nominations.models import Correction, Message, Nomination, Photo
from portal.nominations.policy import Nominations
from portal.nominations.states import NominationState


@dataclass(frozen=True)
class Step:
    """One move on the way of a nomination: when, from where to where, and what was due before it."""

    at: datetime
    was: NominationState
    now: NominationState
    due_was: date | None


def one(nomination_id: uuid.UUID) -> Nomination | None:
    """A nomination by key."""
    return db.session.get(Nomination, nomination_id)


def with_people(nomination_id: uuid.UUID) -> Nomination | None:
    """A nomination with those it is about and its writer, in one statement."""
    return db.session.scalars(_with_people(), {"wanted": nomination_id}).unique().one_or_none()


@cache  # built once, when every table is known
def _with_people() -> sa.Select[Nomination]:
    one = sa.select(Nomination).where(Nomination.id == sa.bindparam("wanted"))
    return one.options(joinedload(Nomination.subjects), joinedload(Nomination.writer))


def by_receipt_hash(receipt_hash: str) -> Nomination | None:
    """The nomination whose receipt has this slow hash."""
    return db.session.scalars(sa.select(Nomination).where(Nomination.receipt_hash == receipt_hash)).one_or_none()


def by_number(number: str) -> Nomination | None:
    """A nomination by the number that stands on its letters."""
    return db.session.scalars(sa.select(Nomination).where(Nomination.number == number)).one_or_none()


def thread(nomination: Nomination) -> Sequence[Message]:
    """All messages between the Board and the writer, oldest first."""
    of_it = sa.select(Message).where(Message.nomination_id == nomination.id)
    return db.session.scalars(of_it.order_by(Message.sent_at, Message.id)).all()


def last_message(nomination: Nomination) -> Message | None:
    """The newest message of either side."""
    return _newest(nomination, sa.true())


def last_question(nomination: Nomination) -> Message | None:
    """The newest question of the Board."""
    return _newest(nomination, Message.asks)


def to_answer(nomination: Nomination) -> Message | None:
    """The question that its writer can answer now."""
    return last_question(nomination) if nomination.state is NominationState.QUESTIONED else None


def last_of_board(nomination: Nomination) -> Message | None:
    """The newest message of the Board, whether it asks something or not."""
    return _newest(nomination, Message.staff_id.is_not(None))


def _newest(nomination: Nomination, which: sa.ColumnElement[bool] | sa.SQLColumnExpression[bool]) -> Message | None:
    found = sa.select(Message).where(Message.nomination_id == nomination.id, which)
    return db.session.scalars(found.order_by(Message.sent_at.desc(), Message.id.desc()).limit(1)).first()


def files(nomination: Nomination) -> Sequence[tuple[Photo, StoredFile]]:
    """The photos and documents sent with the story and after it, in order; without those that were deleted."""
    held = sa.select(Photo, StoredFile).join(StoredFile, StoredFile.id == Photo.file_id)
    mine = held.where(Photo.nomination_id == nomination.id, StoredFile.deleted_at.is_(None))
    return [(row[0], row[1]) for row in db.session.execute(mine.order_by(Photo.position))]


def corrections(nomination: Nomination) -> Sequence[Correction]:
    """What the writer corrected, newest first, with what it said before."""
    of_it = sa.select(Correction).where(Correction.nomination_id == nomination.id)
    return db.session.scalars(of_it.order_by(Correction.made_at.desc(), Correction.id)).all()


def steps(nomination: Nomination) -> list[Step]:
    """The moves that stand, oldest first, as the audit trail has them; a move taken back is left out."""
    standing: list[Step] = []
    for row in db.session.execute(_acts(nomination)):
        told = json.loads(row.detail)
        if row.act == Nominations.RESTORE and standing:
            standing.pop()
        elif "was" in told and "now" in told:
            standing.append(_step(row.at, told))
    return standing


def last_step(nomination: Nomination) -> Step | None:
    """The last move that stands."""
    return next(reversed(steps(nomination)), None)


def _acts(nomination: Nomination) -> sa.Select[str, datetime, str]:
    entry = sa.select(AuditEntry.act, AuditEntry.at, AuditEntry.detail)
    of_it = entry.where(AuditEntry.thing_kind == nomination.__tablename__, AuditEntry.thing_id == str(nomination.id))
    return of_it.where(AuditEntry.act.startswith("nomination:")).order_by(AuditEntry.seq)


def _step(at: datetime, told: dict[str, Any]) -> Step:
    due = told.get("due_was")
    return Step(
        at,
        NominationState(told["was"]),
        NominationState(told["now"]),
        date.fromisoformat(due) if due not in (None, "None") else None,
    )


@used_by
def cites(code: str) -> bool:
    """Whether a nomination cites a reason."""
    return bool(db.session.scalar(sa.select(sa.exists().where(Nomination.reason_code == code))))
