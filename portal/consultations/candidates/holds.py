"""Holds: a dossier stands still while something about the candidate is looked into (Decree 152/2025, Art 4(4)).

The ground is seen by the Board's staff only; the public page, the window and the tallies do not change by a hair.
"""

import uuid

from portal.consultations.candidates import queries
from portal.consultations.candidates.models import Candidate, Hold
from portal.consultations.candidates.policy import Candidates
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy

GONE = N_("This candidate was withdrawn: there is no dossier left to hold.")


def place(candidate: Candidate, *, ground: str, by: Actor) -> Hold:
    """Hold a dossier. One that is held already stays as it is: the same hold is given back.

    Raises NotNow for a candidate that was withdrawn, Unfit without a ground.
    """
    require(by, Candidates.HOLD, candidate)
    if candidate.withdrawn_at is not None:
        raise NotNow(GONE)
    if (present := queries.hold_of(candidate)) is not None:
        return present
    if not tidy.has_letters(said := tidy.prose(ground)):
        raise Unfit(N_("Say on what ground."), field="ground")
    made = Hold(id=uuid.uuid4(), candidate_id=candidate.id, ground=said[:600], placed_by=by.id, placed_at=clock.now())
    db.session.add(made)
    db.session.flush()
    record(by, Candidates.HOLD, candidate, hold=made.id)
    return made


def release(hold: Hold, candidate: Candidate, *, why: str, by: Actor) -> None:
    """Let a dossier go on. Raises NotNow for a hold that was released already, Unfit without a reason."""
    require(by, Candidates.RELEASE, candidate)
    if hold.released_at is not None:
        raise NotNow()
    if not tidy.has_letters(said := tidy.prose(why)):
        raise Unfit(N_("Say why it is released."), field="why")
    hold.released_by, hold.released_at, hold.released_why = by.id, clock.now(), said[:600]
    record(by, Candidates.RELEASE, candidate, hold=hold.id)
