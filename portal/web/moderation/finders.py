"""How the desk's addresses become things: for @allow(..., of=...)."""

import uuid

from portal.core.actor import Actor
from portal.core.policy import may
from portal.moderation.policy import Moderation
from portal.nominations import queries
from portal.nominations.lineup import Wish
from portal.nominations.models import Nomination


def nomination(nomination_id: uuid.UUID, **_: object) -> Nomination | None:
    """The nomination an address is about, whatever else the address names."""
    return queries.one(nomination_id)


def own_only(by: Actor) -> uuid.UUID | None:
    """A clerk sees what that clerk took in; whoever may read everything has no such bounds."""
    return None if may(by, Moderation.READ) else by.id


def bounded(wish: Wish, by: Actor) -> Wish:
    """The wish, within what this member of staff may see."""
    return Wish(wish.view, wish.words, wish.ward, wish.channel, wish.after, by.id, own_only(by))
