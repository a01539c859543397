"""Work at the opening of a round."""

import uuid

from portal.consultations.rounds import followers, queries
from portal.consultations.rounds.scheduling import OPENED
from portal.consultations.rounds.states import Phase
from portal.core import clock
from portal.core.db import unit_of_work
from portal.core.jobs.registry import handler


@handler(OPENED)
def opened(round_id: str) -> None:
    """Tell those who follow, if the round is really open: its announcement may have been taken back."""
    with unit_of_work():
        round = queries.one(uuid.UUID(round_id))
        if round is not None and round.phase(clock.now()) is Phase.OPEN:
            followers.tell(round)
