"""The notes on one item, as its side panel shows them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.core.actor import Actor
from portal.core.policy import may
from portal.moderation.notes import queries, services
from portal.moderation.notes.models import Note
from portal.moderation.notes.policy import Notes as Permission
from portal.moderation.things import Thing


@dataclass(frozen=True)
class Notes:
    """Notes newest first, and what this member of staff may do with them."""

    table: str
    thing_id: uuid.UUID
    reads: bool
    writes: bool
    rows: Sequence[Note] = ()
    fresh: frozenset[uuid.UUID] = field(default_factory=frozenset)  # one's own that can still be taken back


def of(thing: Thing, by: Actor) -> Notes:
    """The notes on a thing, for those who may read them."""
    if not may(by, Permission.READ, thing):
        return Notes(thing.__tablename__, thing.id, reads=False, writes=False)
    rows = queries.of(thing)
    fresh = frozenset(n.id for n in rows if n.made_by == by.id and services.can_be_taken_back(n))
    writes = may(by, Permission.WRITE, thing)
    return Notes(thing.__tablename__, thing.id, reads=True, writes=writes, rows=rows, fresh=fresh)
