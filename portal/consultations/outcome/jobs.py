"""Work after the close. Nothing depends on its being on time: the window ended by the clock."""

import uuid
from datetime import timedelta

import sqlalchemy as sa

from portal.consultations.outcome import ledger
from portal.consultations.rounds import queries
from portal.consultations.rounds.limits import FREEZE_AFTER
from portal.consultations.rounds.models import LAST_SECOND, Round
from portal.consultations.rounds.scheduling import FREEZE
from portal.core import clock
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.core.jobs.registry import every, handler


@handler(FREEZE)
def freeze(round_id: str) -> None:
    """Close the ledger of a round that is over; one whose window has grown meanwhile waits for its new end."""
    with unit_of_work():
        round = queries.one(uuid.UUID(round_id))
        if round is not None and _over(round):
            ledger.freeze(round, by=SYSTEM)


@every(timedelta(minutes=10), "rounds.freeze_swept")
def sweep() -> None:
    """Close ledgers that should have been closed already."""
    late = clock.now() - LAST_SECOND - FREEZE_AFTER
    pick = sa.select(Round).where(
        Round.state.in_(queries.ANNOUNCED), Round.closes_at <= late, Round.root_hash.is_(None)
    )
    with unit_of_work():
        for round in db.session.scalars(pick.limit(20)).all():
            ledger.freeze(round, by=SYSTEM)


def _over(round: Round) -> bool:
    return (
        round.state in queries.ANNOUNCED
        and round.closes_at is not None
        and clock.now() >= round.closes_at + LAST_SECOND + FREEZE_AFTER
    )
