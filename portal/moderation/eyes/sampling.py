"""The weekly sample: some of last week's decisions, drawn by a recorded seed and judged again by somebody else.

Whoever judges again sees the thing as it was judged and nothing of the decision. What differs is shown to the lead;
nothing changes by itself.
"""

import math
import random
import uuid
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import SYSTEM, Actor
from portal.core.audit.trail import record
from portal.core.audit.verify import head
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, NotNow
from portal.core.jobs.registry import every
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation import services
from portal.moderation.desk.models import DeskItem
from portal.moderation.eyes import subjects
from portal.moderation.eyes.models import Draw, Proposal, Sample
from portal.moderation.eyes.policy import Eyes
from portal.moderation.eyes.states import SampleState
from portal.moderation.limits import SAMPLED, SAMPLED_LEAST
from portal.moderation.models import Decision
from portal.moderation.states import Outcome

KINDS = ("opinion", "nomination")
MOST = 200


def size(eligible: int) -> int:
    """How many of so many decisions are judged again."""
    return min(eligible, max(SAMPLED_LEAST, math.ceil(eligible * SAMPLED)))


def pick(ids: Sequence[uuid.UUID], seed: str) -> list[uuid.UUID]:
    """The sample that a seed draws: the same from the same decisions, in whatever order they are given."""
    return random.Random(seed).sample(sorted(ids), size(len(ids)))  # fair, and repeatable by anyone


@every(timedelta(hours=3), "eyes.draw")
def draw() -> None:
    """Draw the sample of the week that is over, once."""
    week = monday(clock.today()) - timedelta(days=7)
    if db.session.get(Draw, week) is not None:
        return
    with unit_of_work():
        draw_week(week, by=SYSTEM)
        _void(by=SYSTEM)


def draw_week(week: date, *, by: Actor) -> Draw:
    """Draw the sample of the week that begins on this Monday. The seed is the last link of the audit trail: until it
    is drawn nobody can know it, and afterwards anyone can draw again.
    """
    require(by, Eyes.DRAW)
    found = {row.Decision.id: row for row in db.session.execute(_eligible(week))}
    made = Draw(week=week, seed=f"{week}:{_link()}", eligible=len(found), taken=0, drawn_at=clock.now())
    db.session.add(made)
    db.session.flush()
    for key in pick(list(found), made.seed):
        decision, stance = found[key]
        db.session.add(
            Sample(
                id=uuid.uuid4(), week=week, decision_id=key, thing_kind=decision.thing_kind, thing_id=decision.thing_id,
                stance=stance, outcome=decision.outcome.value, reason_code=decision.reason_code,
                decided_by=decision.made_by, state=SampleState.WAITING,
            )
        )  # fmt: skip
        made.taken += 1
    db.session.flush()
    record(by, Eyes.DRAW, _Week(week), seed=made.seed, eligible=made.eligible, taken=made.taken)
    return made


def one(id: uuid.UUID) -> Sample | None:
    """One of a sample by its key."""
    return db.session.get(Sample, id)


def waiting(by: Actor) -> list[tuple[Sample, Any]]:
    """What this member of staff may judge again, oldest week first, with its thing: not what they decided or proposed."""
    own = sa.exists().where(Proposal.decision_id == Sample.decision_id, Proposal.first_by == by.id)
    there = sa.exists().where(DeskItem.thing_id == Sample.thing_id, DeskItem.stage != "withdrawn")
    rows = sa.select(Sample).where(Sample.state == SampleState.WAITING, Sample.decided_by != by.id, ~own, there)
    found = db.session.scalars(rows.order_by(Sample.week, Sample.id).limit(MOST))
    return [(row, thing) for row in found if (thing := subjects.found(row.thing_kind, row.thing_id)) is not None]


def differing(limit: int = 50) -> Sequence[Sample]:
    """What the second look saw otherwise, newest first."""
    rows = sa.select(Sample).where(Sample.state == SampleState.DIFFERED)
    return db.session.scalars(rows.order_by(Sample.reviewed_at.desc(), Sample.id).limit(limit)).all()


def draws(limit: int = 12) -> Sequence[Draw]:
    """The samples drawn, newest first."""
    return db.session.scalars(sa.select(Draw).order_by(Draw.week.desc()).limit(limit)).all()


def review(sample: Sample, *, outcome: Outcome, reason_code: str, note: str, by: Actor) -> None:
    """Keep what somebody else would have decided. Raises NotNow where it was judged again meanwhile, Unfit without a reason."""
    require(by, Eyes.REVIEW, sample)
    db.session.refresh(sample, with_for_update=True)
    if sample.state is not SampleState.WAITING:
        raise NotNow()
    if _proposed(sample) == by.id:
        raise Clash()
    note = tidy.prose(note)
    services.check_reason(outcome, reason_code, note)
    services.check_lengths("", note)
    agreed = outcome.move == Outcome(sample.outcome).move
    sample.state = SampleState.AGREED if agreed else SampleState.DIFFERED
    sample.reviewed_by, sample.reviewed_name, sample.reviewed_at = by.id, by.name, clock.now()
    sample.found, sample.found_reason, sample.note = outcome.value, reason_code or None, note
    db.session.flush()
    record(by, Eyes.REVIEW, sample, agreed=agreed)


def _void(*, by: Actor) -> None:
    """What its writer took back meanwhile is judged by nobody any more."""
    there = sa.exists().where(DeskItem.thing_id == Sample.thing_id, DeskItem.stage != "withdrawn")
    for sample in db.session.scalars(sa.select(Sample).where(Sample.state == SampleState.WAITING, ~there)):
        sample.state = SampleState.VOID
        record(by, Eyes.DRAW, sample, void=True)


def monday(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def _eligible(week: date) -> sa.Select[Any, Any]:
    """Decisions of a week that stand, on things that are still there to be read. A question decides nothing yet."""
    first, last = (clock.instant(day, time()) for day in (week, week + timedelta(days=7)))
    D = DeskItem
    return (
        sa.select(Decision, D.stance)
        .join(D, sa.and_(D.thing_id == Decision.thing_id, D.thing_kind == Decision.thing_kind))
        .where(Decision.thing_kind.in_(KINDS), Decision.made_at >= first, Decision.made_at < last)
        .where(Decision.undone_at.is_(None), Decision.outcome != Outcome.ASK, D.stage != "withdrawn")
        .order_by(Decision.id)
    )  # fmt: skip


def _proposed(sample: Sample) -> uuid.UUID | None:
    return db.session.scalar(sa.select(Proposal.first_by).where(Proposal.decision_id == sample.decision_id))


def _link() -> str:
    return head()[1]


class _Week:
    """A week as the audit trail names it."""

    __tablename__ = "sample_draw"

    def __init__(self, week: date) -> None:
        self.id = week.isoformat()
