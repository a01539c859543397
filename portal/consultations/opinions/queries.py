"""Reads of opinions."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.consultations.opinions.models import Opinion, OpinionFile, Question, Reply, Verification
from portal.core.db import db
from portal.core.storage.models import StoredFile
from portal.moderation.reasons import used_by

FORM = sa.select(Opinion.id).where(Opinion.form_key == sa.bindparam("form"))


def one(opinion_id: uuid.UUID) -> Opinion | None:
    """An opinion by its key."""
    return db.session.get(Opinion, opinion_id)


def reply(reply_id: uuid.UUID) -> Reply | None:
    """An answer of the nominee or the unit by its key."""
    return db.session.get(Reply, reply_id)


def by_receipt(*receipt_hashes: str) -> Opinion | None:
    """The opinion that a receipt opens, by any hash that may be kept of it."""
    return db.session.scalars(sa.select(Opinion).where(Opinion.receipt_hash.in_(receipt_hashes))).one_or_none()


def by_number(number: str) -> Opinion | None:
    """An opinion by the number that stands on its letters."""
    return db.session.scalars(sa.select(Opinion).where(Opinion.number == number)).one_or_none()


def by_form(form_key: str) -> Opinion | None:
    """The opinion that a form became, if it was sent before."""
    return db.session.get(Opinion, id) if (id := came_of(form_key)) else None


def came_of(form_key: str) -> uuid.UUID | None:
    """Which opinion a form became: every sending asks, and hardly one was sent before."""
    return db.session.scalars(FORM, {"form": form_key}).one_or_none()


def files_of(opinion: Opinion) -> Sequence[OpinionFile]:
    """What was handed in with it, in order."""
    mine = sa.select(OpinionFile).where(OpinionFile.opinion_id == opinion.id)
    return db.session.scalars(mine.order_by(OpinionFile.position)).all()


def handed_in(opinion: Opinion) -> Sequence[StoredFile]:
    """Every file of an opinion, the scan of a letter first."""
    letter = db.session.get(StoredFile, opinion.letter_file_id) if opinion.letter_file_id else None
    return [*([letter] if letter else []), *(entry.file for entry in files_of(opinion))]


def scans(opinion: Opinion) -> Sequence[StoredFile]:
    """The scans of letters in which its writer answered what was asked: for staff only."""
    mine = sa.select(StoredFile).join(Question, Question.scan_file_id == StoredFile.id)
    mine = mine.where(Question.opinion_id == opinion.id, StoredFile.deleted_at.is_(None))
    return db.session.scalars(mine.order_by(Question.asked_at, Question.id)).all()


def verification(link_hash: str) -> Verification | None:
    """What a link that was sent out asks to verify."""
    return db.session.scalars(sa.select(Verification).where(Verification.link_hash == link_hash)).one_or_none()


def sent_for(opinion: Opinion) -> Sequence[Verification]:
    """Links and codes sent out for an opinion, newest first."""
    mine = sa.select(Verification).where(Verification.opinion_id == opinion.id)
    return db.session.scalars(mine.order_by(Verification.sent_at.desc(), Verification.id)).all()


@used_by
def cites(code: str) -> bool:
    """Whether an opinion, or an answer to one, cites a reason."""
    said = sa.exists().where(Opinion.reason_code == code)
    return bool(db.session.scalar(sa.select(sa.or_(said, sa.exists().where(Reply.reason_code == code)))))
