"""Reads of canned replies."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation.canned.models import Canned, CannedWording
from portal.moderation.states import Kind


@dataclass(frozen=True)
class Offer:
    """A reply as it is offered for an item."""

    id: uuid.UUID
    title: str
    text_vi: str
    text_en: str

    def text(self, language: str) -> str:
        """The words in the language the writer reads."""
        return self.text_en if language == "en" else self.text_vi


def one(canned_id: uuid.UUID) -> Canned | None:
    """A reply by its key."""
    return db.session.get(Canned, canned_id)


def everything() -> Sequence[tuple[Canned, CannedWording]]:
    """All replies with the wording that is offered, those no longer offered at the end."""
    newest = sa.and_(CannedWording.canned_id == Canned.id, CannedWording.number == Canned.newest)
    pick = sa.select(Canned, CannedWording).join(CannedWording, newest)
    rows = db.session.execute(pick.order_by(Canned.retired_at.is_not(None), Canned.position, Canned.id)).all()
    return [(row[0], row[1]) for row in rows]


def offered(kind: Kind) -> list[Offer]:
    """What can be put into a letter about a thing of this kind."""
    return [
        Offer(reply.id, reply.title, words.text_vi, words.text_en)
        for reply, words in everything()
        if reply.retired_at is None and kind.value in reply.kinds
    ]


def wordings(reply: Canned) -> Sequence[CannedWording]:
    """Every wording a reply had, newest first."""
    mine = sa.select(CannedWording).where(CannedWording.canned_id == reply.id)
    return db.session.scalars(mine.order_by(CannedWording.number.desc())).all()
