"""What a moderator reads about one nomination beside its letters and files."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.db import db
from portal.core.storage.models import StoredFile
from portal.moderation import edited
from portal.nominations.models import Correction, Message, Nomination, Photo, Split, Subject, Witness

TEXTS = ("title", "story", "for_whom", "result")  # what can be covered and edited before it goes on


def subject(nomination: Nomination, subject_id: uuid.UUID) -> Subject | None:
    """One of those a nomination is about."""
    return next((each for each in nomination.subjects if each.id == subject_id), None)


def originals(nomination: Nomination) -> dict[str, str]:
    """The texts as the writer sent them (or last corrected them), by field."""
    return {field: getattr(nomination, field) for field in TEXTS}


def called(*nominations: Nomination) -> dict[uuid.UUID, str]:
    """What testimonies are called at the desk: their titles as they go on, a part by its own; two queries for them all."""
    titles = edited.going_on_all(Nomination.__tablename__, "title", {n.id: n.title for n in nominations})
    return {n.id: titles[n.id] or n.number for n in nominations}


def witnesses(nomination: Nomination) -> Sequence[Witness]:
    """Those who can confirm the deed."""
    order = sa.select(Witness).where(Witness.nomination_id == nomination.id).order_by(Witness.position)
    return db.session.scalars(order).all()


def file(nomination: Nomination, file_id: uuid.UUID) -> StoredFile | None:
    """A photo, a document, the scanned letter or one with an answer, of this very nomination; none that was deleted."""
    living = sa.select(StoredFile).where(StoredFile.id == file_id, StoredFile.deleted_at.is_(None))
    if file_id != nomination.letter_file_id:
        mine = sa.exists().where(Photo.file_id == StoredFile.id, Photo.nomination_id == nomination.id)
        told = sa.exists().where(Message.scan_file_id == StoredFile.id, Message.nomination_id == nomination.id)
        living = living.where(sa.or_(mine, told))
    return db.session.scalars(living).one_or_none()


def letter(nomination: Nomination) -> StoredFile | None:
    """The scan of the letter that a clerk took in."""
    return file(nomination, nomination.letter_file_id) if nomination.letter_file_id else None


def scans(nomination: Nomination) -> Sequence[tuple[Message, StoredFile]]:
    """The scans of letters in which answers came, each with the message that was written down from it."""
    mine = sa.select(Message, StoredFile).join(StoredFile, StoredFile.id == Message.scan_file_id)
    mine = mine.where(Message.nomination_id == nomination.id, StoredFile.deleted_at.is_(None))
    return [(row[0], row[1]) for row in db.session.execute(mine.order_by(Message.sent_at, Message.id))]


def corrected_since(nomination: Nomination, version: int) -> Sequence[Correction]:
    """What the writer corrected from a revision on, oldest first."""
    made = sa.select(Correction).where(Correction.nomination_id == nomination.id, Correction.of_version >= version)
    return db.session.scalars(made.order_by(Correction.made_at)).all()


def others_of(nominee_ids: Sequence[uuid.UUID], nomination: Nomination) -> Sequence[Nomination]:
    """Other testimonies about the same people, oldest first."""
    about = sa.select(Subject.nomination_id).where(Subject.nominee_id.in_(nominee_ids))
    first = sa.select(Split.first_id).where(Split.part_id == nomination.id, Split.joined_at.is_(None)).scalar_subquery()
    whole = sa.func.coalesce(first, nomination.id)
    taken = sa.select(Split.part_id).where(Split.first_id == whole)  # they speak of the same, being the same
    told = sa.select(Nomination).where(
        Nomination.id.in_(about),
        Nomination.id.not_in([nomination.id]),
        Nomination.id != whole,
        Nomination.id.not_in(taken),
    )
    return db.session.scalars(told.order_by(Nomination.received_at).limit(20)).all()
