"""Work after the close. Nothing depends on its being on time: the window ended by the clock."""

import uuid
from contextlib import suppress
from datetime import timedelta

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.jobs import ANSWERED
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState
from portal.consultations.outcome import freezing, ledger
from portal.consultations.outcome.services import TELL_ALL
from portal.consultations.rounds import queries
from portal.consultations.rounds.limits import FREEZE_AFTER
from portal.consultations.rounds.models import LAST_SECOND, Round
from portal.consultations.rounds.scheduling import FREEZE, SUPPLEMENT
from portal.core import clock
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.core.errors import NotNow
from portal.core.jobs.queue import enqueue
from portal.core.jobs.registry import every, handler

BATCH = 500


@handler(FREEZE, lease=freezing.LONG)
def freeze(round_id: str) -> None:
    """Close the ledger of a round that is over; one whose window has grown meanwhile waits for its new end."""
    round = queries.one(uuid.UUID(round_id))
    if round is not None and _over(round):
        freezing.freeze(round.id, by=SYSTEM)


@every(timedelta(minutes=10), "rounds.freeze_swept", lease=freezing.LONG)
def sweep() -> None:
    """Close ledgers that should have been closed already."""
    late = clock.now() - LAST_SECOND - FREEZE_AFTER
    pick = sa.select(Round.id).where(
        Round.state.in_(queries.ANNOUNCED), Round.closes_at <= late, Round.root_hash.is_(None)
    )
    for round_id in db.session.scalars(pick.limit(20)).all():
        with suppress(NotNow):  # its own job is at it
            freezing.freeze(round_id, by=SYSTEM)


@handler(SUPPLEMENT, lease=freezing.LONG)
def supplement(round_id: str) -> None:
    """Seal what changed since the ledger or its last supplement; done twice, the second finds nothing new."""
    round = queries.one(uuid.UUID(round_id))
    if round is None or round.root_hash is None:
        return
    found = ledger.changed(round)
    with unit_of_work():
        if (fresh := queries.one(round.id)) is not None:
            ledger.supplement(fresh, found, by=SYSTEM)


@handler(TELL_ALL)
def tell_all(round_id: str, after: str = "") -> None:
    """Ask for a letter to every writer of an answered round, some hundreds at a time."""
    with unit_of_work() as session:
        pick = (
            sa.select(Opinion.id)
            .join(Candidate, Candidate.id == Opinion.candidate_id)
            .where(Candidate.round_id == uuid.UUID(round_id), Opinion.current, Opinion.state != OpinionState.CLOSED)
            .order_by(Opinion.id)
            .limit(BATCH)
        )
        if after:
            pick = pick.where(Opinion.id > uuid.UUID(after))
        ids = session.scalars(pick).all()
        for id in ids:
            enqueue(ANSWERED, unique_key=f"{ANSWERED}:{id}", opinion_id=str(id))
        if len(ids) == BATCH:
            last = str(ids[-1])
            enqueue(TELL_ALL, unique_key=f"{TELL_ALL}:{round_id}:{last}", round_id=round_id, after=last)


def _over(round: Round) -> bool:
    return (
        round.state in queries.ANNOUNCED
        and round.closes_at is not None
        and clock.now() >= round.closes_at + LAST_SECOND + FREEZE_AFTER
    )
