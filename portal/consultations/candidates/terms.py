"""What decides whether a candidate takes an opinion: values, so that who gives one need not load a whole candidate."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.consultations.candidates.states import CandidateState
from portal.consultations.rounds.models import LAST_SECOND
from portal.consultations.rounds.states import RoundState


@dataclass(frozen=True)
class Terms:
    """A candidate's window, who it is and by whom put up, the state of its round, and what the round offers."""

    id: uuid.UUID
    round_id: uuid.UUID
    state: CandidateState
    opens_at: datetime | None
    closes_at: datetime | None
    name: str
    nominee_id: uuid.UUID
    proposed_by_id: uuid.UUID | None
    round_state: RoundState
    frozen_at: datetime | None  # when the ledger was closed
    displays: Sequence[str]  # ways of showing a name that a writer may choose from; empty: all

    def takes(self, at: datetime) -> bool:
        """Whether an opinion sent at this instant is in time."""
        return (
            self.state is CandidateState.LISTED
            and self.round_state is RoundState.SCHEDULED
            and self.opens_at is not None
            and self.closes_at is not None
            and self.opens_at <= at < self.closes_at + LAST_SECOND
        )
