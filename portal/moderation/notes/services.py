"""Write a note, mention colleagues by their sign-in name, take one's own back while it is fresh."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import may, require
from portal.engines.text import tidy
from portal.moderation.limits import NOTE
from portal.moderation.notes.models import Mention, Note
from portal.moderation.notes.policy import Notes
from portal.moderation.things import Thing

NAMED = re.compile(r"(?<![\w.@])@([A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9])")  # no part of an e-mail address
FRESH = timedelta(minutes=10)  # how long a note can be taken back
MENTIONED = 10  # colleagues in one note
Find = Callable[[str], Actor | None]


def named(text: str) -> list[str]:
    """The sign-in names that a text mentions, each once, as they are typed."""
    return list(dict.fromkeys(found.lower() for found in NAMED.findall(text)))


def add(thing: Thing, *, text: str, find: Find, by: Actor) -> Note:
    """Write a note; whoever is mentioned finds it. `find` knows colleagues by their sign-in name.

    Raises Unfit for no or too many words, a name that nobody has, and a colleague who may not read notes.
    """
    require(by, Notes.WRITE, thing)
    text = tidy.prose(text)
    if not text:
        raise Unfit(N_("Write the note first."), field="text")
    if len(text) > NOTE:
        raise Unfit(N_("Write at most %(most)s characters."), field="text", most=NOTE)
    meant = [_colleague(name, find) for name in _few(named(text))]
    made = Note(
        id=uuid.uuid4(), thing_kind=thing.__tablename__, thing_id=thing.id, text=text, made_by=by.id,
        made_by_name=by.name, made_at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    db.session.add_all(Mention(id=uuid.uuid4(), note_id=made.id, staff_id=id) for id in dict.fromkeys(meant))
    record(by, Notes.WRITE, thing, note=made.id, mentions=len(meant))
    return made


def take_back(note: Note, *, by: Actor) -> None:
    """Take one's own note back within ten minutes: its words are dropped. Raises NotNow later."""
    require(by, Notes.TAKE_BACK, note)
    if not can_be_taken_back(note):
        raise NotNow(N_("A note can be taken back for ten minutes. Write another one that puts it right."))
    note.taken_back_at, note.text = clock.now(), ""
    db.session.execute(sa.delete(Mention).where(Mention.note_id == note.id))
    record(by, Notes.TAKE_BACK, note)


def can_be_taken_back(note: Note) -> bool:
    """Whether a note is still fresh."""
    return note.taken_back_at is None and clock.now() < note.made_at + FRESH


def mark(mention: Mention, *, by: Actor) -> None:
    """Note that a mention was read."""
    require(by, Notes.MARK, mention)
    mention.read_at = mention.read_at or clock.now()


def mark_all(*, by: Actor) -> None:
    """Note that every mention of oneself was read."""
    require(by, Notes.MARK)
    mine = sa.update(Mention).where(Mention.staff_id == by.id, Mention.read_at.is_(None))
    db.session.execute(mine.values(read_at=clock.now()))


def _few(names: list[str]) -> list[str]:
    if len(names) > MENTIONED:
        raise Unfit(N_("Mention at most %(most)s colleagues in one note."), field="text", most=MENTIONED)
    return names


def _colleague(name: str, find: Find) -> uuid.UUID:
    found = find(name)
    if found is None or found.id is None:
        raise Unfit(
            N_("Nobody signs in as “%(name)s”. Write the name as it is used to sign in."), field="text", name=name
        )
    if not may(found, Notes.READ):
        raise Unfit(
            N_("%(name)s does not work at this desk and could not read the note."), field="text", name=found.name
        )
    return found.id


def forget(thing: Thing) -> None:
    """Drop what colleagues noted about a thing that is gone: it quotes it, or says what it was taken for."""
    mine = sa.select(Note.id).where(Note.thing_kind == thing.__tablename__, Note.thing_id == thing.id)
    db.session.execute(sa.delete(Mention).where(Mention.note_id.in_(mine)))
    db.session.execute(sa.delete(Note).where(Note.id.in_(mine)))
