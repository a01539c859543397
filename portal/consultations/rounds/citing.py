"""The legal basis of rounds still to open: what is in force on the day they open, also where that changes meanwhile."""

from collections.abc import Sequence

from portal.consultations.rounds import basis, queries
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.scheduling import standing
from portal.consultations.rounds.states import Phase
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.policy import require
from portal.engines.calendar.window import day_of

MOST = 500  # rounds still to open


def anew(*, by: Actor) -> Sequence[Round]:
    """Let every round still to open cite what is in force on its day; gives those whose basis changed.

    What has opened keeps what it was opened with: the public was asked under that law.
    """
    changed = []
    for round in queries.in_phase(Phase.COMING, limit=MOST):
        require(by, Rounds.SCHEDULE, round)
        assert round.opens_at is not None  # it is announced
        told = list(basis.cited(day_of(round.opens_at), (each.honour_code for each in standing(round))))
        if told != round.legal_basis:
            was, round.legal_basis = [each["number"] for each in round.legal_basis], told
            round.edition += 1
            record(by, Rounds.SCHEDULE, round, basis_was=was, basis=[each["number"] for each in told])
            changed.append(round)
    db.session.flush()
    return changed
