"""What nobody is told yet: acts that are within their minute, whose letters have not left and may never leave.

The pages on which writers follow what they sent ask here how it stood before, so that an act taken back in time was
never seen by them. What is put before the public by such an act may be seen there at once.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db
from portal.moderation import queries, reversals
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision, Reversal
from portal.moderation.things import Thing
from portal.moderation.undoing.models import HeldAct
from portal.moderation.undoing.states import ActKind


@dataclass(frozen=True)
class Told:
    """What whoever follows a thing may know of what was decided."""

    decision: Decision | None  # that stands, as far as they were told
    reversal: Reversal | None  # nothing was decided after it, as far as they were told
    before: str  # the state before all that is not told yet; nothing where everything is


def since() -> datetime:
    """What was done later than this can still be taken back."""
    return clock.now() - UNDO


def fresh(at: datetime | None) -> bool:
    """Whether something was done so lately that its letter waits."""
    return at is not None and at > since()


def of(thing: Thing) -> Told:
    """How the decisions on a thing stand for whoever follows it: as they stood a minute ago."""
    made = [each for each in queries.decisions(thing) if each.undone_at is None]
    back = reversals.of(thing)
    known = next((d for d in made if not fresh(d.made_at) and (d.reversed_at is None or fresh(d.reversed_at))), None)
    last = next((each for each in back if not fresh(each.made_at)), None)
    if last is not None and known is not None and known.made_at >= last.made_at:
        last = None
    return Told(known, last, _before([*made, *back]))


def _before(acts: Sequence[Decision | Reversal]) -> str:
    """The state before the first of those acts that are not told yet."""
    first = min((each for each in acts if fresh(each.made_at)), key=lambda each: each.made_at, default=None)
    return first.state_before if first is not None else ""


def states(kind: str) -> dict[uuid.UUID, str]:
    """The things of one kind of which something is not told yet, each with the state before: two queries for them all."""
    found: dict[uuid.UUID, list[Decision | Reversal]] = {}
    lately: tuple[Any, ...] = (
        sa.select(Decision).where(
            Decision.thing_kind == kind, Decision.made_at > since(), Decision.undone_at.is_(None)
        ),
        sa.select(Reversal).where(Reversal.thing_kind == kind, Reversal.made_at > since()),
    )
    for pick in lately:
        for each in db.session.scalars(pick):
            found.setdefault(each.thing_id, []).append(each)
    return {key: _before(acts) for key, acts in found.items()}


def held(thing: Thing) -> Sequence[HeldAct]:
    """What was done with a thing within the minute and stands, oldest first."""
    mine = sa.select(HeldAct).where(
        HeldAct.thing_kind == thing.__tablename__, HeldAct.thing_id == thing.id, HeldAct.undone_at.is_(None),
        HeldAct.made_at > since(),
    )  # fmt: skip
    return db.session.scalars(mine.order_by(HeldAct.made_at, HeldAct.id)).all()


def changed_covers(thing: Thing) -> dict[str, Any] | None:
    """What was covered in a thing before that was changed within the minute, as its room noted it; none where it was not."""
    changed = (each for each in held(thing) if each.kind in (ActKind.COVER, ActKind.UNCOVER))
    return next((each.before for each in changed), None)
