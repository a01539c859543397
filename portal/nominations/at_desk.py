"""A nomination as the list of the desk shows it."""

from collections.abc import Iterator

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation import edited
from portal.moderation.desk import entering, keeping
from portal.moderation.desk.entering import Facts
from portal.moderation.desk.states import ItemKind, Turn
from portal.moderation.matters import Matter
from portal.nominations import queries
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState

S = NominationState
TURNS = {
    S.RECEIVED: Turn.DESK,
    S.VERIFYING: Turn.DESK,
    S.AWAITING_CONSENT: Turn.DESK,
    S.QUESTIONED: Turn.WRITER,
    S.ACCEPTED: Turn.EDITOR,
}


def enter(nomination: Nomination) -> None:
    """Put one that has just come in on the list."""
    entering.enter(facts(nomination, going_on=False))


def show(nomination: Nomination) -> None:
    """Let the list say how it stands now."""
    with db.session.no_autoflush:  # its move is not over: what the table asks for may still be missing
        entering.show(facts(nomination, answered=_answered(nomination)))


def matter(nomination: Nomination) -> Matter:
    """A testimony as the list names an appeal that is about it."""
    n = nomination
    return Matter(
        thing_kind=n.__tablename__, thing_id=n.id, title=edited.going_on(n, {"title": n.title})["title"] or n.number, number=n.number, ward_code=n.ward_code,
        nominee_id=n.subjects[0].nominee_id,
    )  # fmt: skip


def facts(nomination: Nomination, *, answered: bool = False, going_on: bool = True) -> Facts:
    """What the list shows of a nomination, covers in place. Of one that was withdrawn nothing that was told.

    `going_on` is false where nothing of it can be covered or edited yet.
    """
    n, first = nomination, nomination.subjects[0]
    gone = n.state is S.WITHDRAWN
    told = {"title": n.title, "story": n.story}
    if going_on:
        told = edited.going_on(n, told)
    return Facts(
        thing_kind=n.__tablename__, thing_id=n.id, kind=ItemKind.NOMINATION, turn=TURNS.get(n.state, Turn.DONE),
        stage=n.state.value, number=n.number, title=n.number if gone else told["title"] or n.number,
        who="" if gone else first.name, place="" if gone else n.place, opening="" if gone else told["story"],
        ward_code=None if gone else n.ward_code, nominee_id=first.nominee_id, clerk_id=n.clerk_id,
        language=n.language, channel=n.channel.value, minor=any(s.minor for s in n.subjects), slow_lane=n.slow_lane,
        entered_at=n.received_at, due_on=n.due_on, answered=answered,
    )  # fmt: skip


def _answered(nomination: Nomination) -> bool:
    """Whether the writer has answered a question and now waits for us."""
    return nomination.state is S.VERIFYING and queries.last_question(nomination) is not None


@keeping.source
def every() -> Iterator[Facts]:
    """Every nomination as the list should show it."""
    for nomination in db.session.scalars(sa.select(Nomination).order_by(Nomination.id)).yield_per(500):
        yield facts(nomination, answered=_answered(nomination))
