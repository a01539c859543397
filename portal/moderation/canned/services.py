"""Write canned replies and reword them; every wording is kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation.canned import blanks
from portal.moderation.canned.models import Canned, CannedWording
from portal.moderation.canned.policy import CannedReplies
from portal.moderation.limits import TITLE, WORDS
from portal.moderation.states import Kind


@dataclass(frozen=True)
class Wording:
    """What a reply says and what it is offered for."""

    title: str
    text_vi: str
    text_en: str
    kinds: Sequence[Kind]


def add(wording: Wording, *, by: Actor) -> Canned:
    """A new reply, offered last. Raises Unfit for a blank that nothing fills, a text that is missing or too long."""
    require(by, CannedReplies.WRITE)
    said = checked(wording)
    last = db.session.scalar(sa.select(sa.func.max(Canned.position))) or 0
    made = Canned(id=uuid.uuid4(), title=said.title, kinds=[k.value for k in said.kinds], position=last + 1, newest=1)
    db.session.add(made)
    db.session.flush()
    _keep(made, said, by)
    record(by, CannedReplies.WRITE, made, added=True)
    return made


def reword(reply: Canned, wording: Wording, *, by: Actor, of_version: int) -> None:
    """Give a reply another wording; the ones before stay readable. Raises Clash where a colleague was quicker."""
    require(by, CannedReplies.WRITE, reply)
    if reply.version != of_version:
        raise Clash()
    said = checked(wording)
    reply.title, reply.kinds, reply.newest = said.title, [k.value for k in said.kinds], reply.newest + 1
    db.session.flush()
    _keep(reply, said, by)
    record(by, CannedReplies.WRITE, reply, wording=reply.newest)


def retire(reply: Canned, *, by: Actor) -> None:
    """Offer a reply no longer, or again."""
    require(by, CannedReplies.WRITE, reply)
    reply.retired_at = None if reply.retired_at else clock.now()
    record(by, CannedReplies.WRITE, reply, retired=reply.retired_at is not None)


def checked(wording: Wording) -> Wording:
    """What was typed, tidied. Raises Unfit as add does."""
    title, text_vi, text_en = tidy.line(wording.title), tidy.prose(wording.text_vi), tidy.prose(wording.text_en)
    if not title or len(title) > TITLE:
        raise Unfit(N_("Name it in at most %(most)s characters."), field="title", most=TITLE)
    for field, text in (("text_vi", text_vi), ("text_en", text_en)):
        if not text:
            raise Unfit(N_("Write this in both languages: the writer may read either."), field=field)
        if len(text) > WORDS:
            raise Unfit(N_("Write at most %(most)s characters."), field=field, most=WORDS)
        blanks.check(text, field)
    if not wording.kinds:
        raise Unfit(N_("Choose what it is offered for."), field="kinds")
    return Wording(title, text_vi, text_en, wording.kinds)


def _keep(reply: Canned, said: Wording, by: Actor) -> None:
    db.session.add(
        CannedWording(
            id=uuid.uuid4(), canned_id=reply.id, number=reply.newest, text_vi=said.text_vi, text_en=said.text_en,
            made_by=by.id, made_by_name=by.name, made_at=clock.now(),
        )
    )  # fmt: skip
