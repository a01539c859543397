"""Reads of notes and mentions."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.actor import Actor
from portal.core.db import db
from portal.core.paging import Page, pack, unpack
from portal.moderation.notes.models import Mention, Note
from portal.moderation.things import Thing

PAGE = 30


def one(note_id: uuid.UUID) -> Note | None:
    """A note by its key."""
    return db.session.get(Note, note_id)


def of(thing: Thing) -> Sequence[Note]:
    """The notes on a thing, newest first; what was taken back is gone."""
    mine = sa.select(Note).where(Note.thing_kind == thing.__tablename__, Note.thing_id == thing.id)
    return db.session.scalars(mine.where(Note.taken_back_at.is_(None)).order_by(Note.made_at.desc(), Note.id)).all()


def mention(mention_id: uuid.UUID) -> Mention | None:
    """A mention by its key."""
    return db.session.get(Mention, mention_id)


def unread(by: Actor) -> int:
    """How many mentions of a colleague are still to be read."""
    return db.session.scalar(_UNREAD, {"reader": by.id}) or 0


def unread_of(reader: uuid.UUID | sa.BindParameter[uuid.UUID] | None) -> sa.ScalarSelect[int]:
    """The question for that number."""
    mine = sa.select(sa.func.count()).select_from(Mention).join(Note, Note.id == Mention.note_id)
    unread = (Mention.staff_id == reader, Mention.read_at.is_(None), Note.taken_back_at.is_(None))
    return mine.where(*unread).scalar_subquery()


_UNREAD = sa.select(unread_of(sa.bindparam("reader")))


def mentions(by: Actor, *, after: str | None = None) -> Page[tuple[Mention, Note]]:
    """A colleague's mentions: what is to be read first, then newest first."""
    pick = sa.select(Mention, Note).join(Note, Note.id == Mention.note_id)
    pick = pick.where(Mention.staff_id == by.id, Note.taken_back_at.is_(None))
    key = unpack(after)
    if key is not None:
        here, there = sa.tuple_(Note.made_at, Note.id), sa.tuple_(sa.literal(key[0], Note.made_at.type), sa.literal(key[1]))  # fmt: skip
        pick = pick.where(here < there)
    rows = db.session.execute(pick.order_by(Note.made_at.desc(), Note.id.desc()).limit(PAGE + 1)).all()
    items = [(row[0], row[1]) for row in rows[:PAGE]]
    return Page(items, pack(items[-1][1].made_at, items[-1][1].id) if len(rows) > PAGE else None)
