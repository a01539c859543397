"""What there is on the list and what else concerns whoever looks at it: all of it in one question."""

from dataclasses import dataclass, field

import sqlalchemy as sa

from portal.core.actor import Actor
from portal.core.db import db
from portal.moderation import queries
from portal.moderation.desk import lineup, named
from portal.moderation.desk.lineup import View, Wish
from portal.moderation.desk.named import NamedView, NamedViews
from portal.moderation.desk.states import ItemKind
from portal.moderation.handover import queries as handovers
from portal.moderation.handover.models import Handover
from portal.moderation.models import Decision
from portal.moderation.notes import queries as notes
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct


@dataclass(frozen=True)
class Glance:
    """Numbers up to `lineup.CEILING`; what is one's own, or nothing."""

    views: dict[View, int] = field(default_factory=dict)
    kinds: dict[ItemKind, int] = field(default_factory=dict)
    mentions: int = 0
    undoable: Decision | HeldAct | None = None  # made by oneself within the last minute
    handover: Handover | None = None  # left by a colleague, and nobody took note of it
    named: list[NamedView] = field(default_factory=list)


def at(wish: Wish, *, by: Actor) -> Glance:
    """How much is in each view and of each kind in the view looked at, and what waits for oneself. One query."""
    views, cells = lineup.cells(wish)
    asked = (
        sa.select(Decision, HeldAct, Handover, NamedViews, notes.unread_of(by.id).label("mentions"), *cells)
        .select_from(sa.select(sa.literal(1)).subquery())
        .outerjoin(Decision, Decision.id == queries.newest_undoable(by))
        .outerjoin(HeldAct, HeldAct.id == undoing.newest(by))
        .outerjoin(Handover, Handover.id == handovers.newest_id())
        .outerjoin(NamedViews, NamedViews.staff_id == by.id)
    )
    decision, act, handover, kept, mentions, *numbers = db.session.execute(asked).one()
    kinds = zip(wish.kinds, numbers[len(views) :], strict=True)
    return Glance(
        dict(zip(views, numbers, strict=False)), {kind: n for kind, n in kinds if n}, mentions, undoing.later(decision, act),
        handovers.open_among(handover, by), named.among(kept),
    )  # fmt: skip
