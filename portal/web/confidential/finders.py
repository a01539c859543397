"""Things by address. Whoever may not see the list is refused before anything is looked for."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.accounts import queries as accounts
from portal.confidential import queries
from portal.confidential.models import ConfidentialEntry, Report
from portal.confidential.policy import Confidential
from portal.confidential.reading import Opened
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.states import CandidateState
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.queries import ANNOUNCED
from portal.core.db import db
from portal.core.policy import require
from portal.web.kit.session import actor

MOST = 1000


def report(report_id: uuid.UUID, **_: object) -> Report | None:
    """A report; others than its offices are refused whether or not there is one."""
    require(actor(), Confidential.LIST)
    return queries.one(report_id)


def candidates() -> Sequence[tuple[uuid.UUID, str]]:
    """Everybody who stands in an announced round, by name."""
    standing = sa.select(Candidate.id, Candidate.name, Candidate.unit, Round.name_vi).join(Candidate.round)
    standing = standing.where(Round.state.in_(ANNOUNCED), Candidate.state == CandidateState.LISTED)
    rows = db.session.execute(standing.order_by(Candidate.name_fold).limit(MOST))
    return [(id, " · ".join(part for part in (name, unit, round) if part)) for id, name, unit, round in rows]


def mover(opened: Opened) -> str:
    """Who on the staff moved it here, by name."""
    person = accounts.one(opened.moved_by) if opened.moved_by else None
    return person.name if person else ""


def acts(of: Report) -> Sequence[tuple[ConfidentialEntry, str]]:
    """What was done with a report, each with the name of who did it."""
    entries = queries.acts(of)
    known = {id: person.name for id in {e.actor_id for e in entries if e.actor_id} if (person := accounts.one(id))}
    return [(entry, known.get(entry.actor_id, "") if entry.actor_id else "") for entry in entries]
