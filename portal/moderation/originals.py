"""What a thing said before parts of it were covered or edited: kept, and opened by an act of its own that stands in the record.

Whoever opens an original, or works on its covers, reads it for a quarter of an hour; a decision that stands shuts it
at once; every page that shows it meanwhile is a look of its own, and stands in the record too. A thing of which nothing was hidden yet has no other original: who may read it reads it as it was sent.
"""

from datetime import datetime

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.models import AuditEntry
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.policy import require
from portal.moderation import queries
from portal.moderation.limits import OPENED
from portal.moderation.models import EditedText, Redaction
from portal.moderation.policy import Moderation
from portal.moderation.things import Thing, about

# Acts after which somebody has the original before them: each stands in the record under their name.
READING = (Moderation.READ_ORIGINAL, Moderation.REDACT, Moderation.EDIT_TEXT, Moderation.MASK)


def hides(thing: Thing) -> bool:
    """Whether words of it were covered or edited, so that it reads otherwise than it was sent."""
    some = [sa.exists().where(about(model, thing)) for model in (Redaction, EditedText)]
    return bool(db.session.scalar(sa.select(sa.or_(*some))))


def open_until(thing: Thing, by: Actor) -> datetime | None:
    """Until when this person reads the original without opening it anew; none where it is shut for them."""
    E = AuditEntry
    about_it = sa.and_(E.thing_kind == thing.__tablename__, E.thing_id == str(thing.id))
    reading = sa.and_(E.actor_id == by.id, E.act.in_([act.value for act in READING]), E.at > clock.now() - OPENED)
    acts = sa.select(sa.func.max(E.seq).filter(reading), sa.func.max(E.seq).filter(E.act == Moderation.DECIDE.value))
    read, decided = db.session.execute(acts.where(about_it)).one()
    if read is None or (decided is not None and decided > read and queries.standing(thing) is not None):
        return None
    return db.session.get_one(E, read).at + OPENED


def open(thing: Thing, *, by: Actor) -> None:
    """Let somebody read what was sent, and note that they did. Raises Denied."""
    require(by, Moderation.READ_ORIGINAL, thing)
    record(by, Moderation.READ_ORIGINAL, thing)


def look(thing: Thing, *, by: Actor) -> None:
    """Note that somebody has before them once more what they opened: it stays open no longer for that. Raises Denied."""
    require(by, Moderation.LOOK_ORIGINAL, thing)
    record(by, Moderation.LOOK_ORIGINAL, thing)
