"""Leave a note for the next shift, take note of it, and put everything back that one holds."""

import uuid
from dataclasses import dataclass

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation.handover import queries
from portal.moderation.handover.models import Handover
from portal.moderation.handover.policy import Handovers
from portal.moderation.limits import WORDS
from portal.moderation.policy import Moderation


@dataclass(frozen=True)
class _Held:
    """A thing that is held, as the record knows it."""

    __tablename__: str
    id: uuid.UUID


def leave(text: str, *, by: Actor) -> Handover:
    """Leave a note for the next shift. Raises Unfit for no or too many words."""
    require(by, Handovers.WRITE)
    text = tidy.prose(text)
    if not text:
        raise Unfit(N_("Write what is left to do, or that nothing is."), field="text")
    if len(text) > WORDS:
        raise Unfit(N_("Write at most %(most)s characters."), field="text", most=WORDS)
    made = Handover(id=uuid.uuid4(), text=text, made_by=by.id, made_by_name=by.name, made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    record(by, Handovers.WRITE, made)
    return made


def acknowledge(note: Handover, *, by: Actor) -> None:
    """Take note of what a colleague left; a second one who does changes nothing. Raises NotNow for one's own."""
    require(by, Handovers.ACKNOWLEDGE, note)
    if note.made_by == by.id:
        raise NotNow(N_("You wrote this yourself. A colleague takes note of it."))
    if note.read_at is None:
        note.read_by, note.read_by_name, note.read_at = by.id, by.name, clock.now()
        record(by, Handovers.ACKNOWLEDGE, note)


def release_all(*, by: Actor) -> int:
    """Put back everything one holds; how many there were."""
    require(by, Handovers.RELEASE_ALL)
    held = queries.held_by(by)
    for claim in held:
        claim.until = clock.now()
        record(by, Moderation.RELEASE, _Held(claim.thing_kind, claim.thing_id), note="")
    db.session.flush()
    return len(held)
