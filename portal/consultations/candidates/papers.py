"""Public documents beside a candidate: added and taken away while the round is prepared, frozen with it afterwards."""

import uuid

from portal.consultations.candidates.models import Candidate, CandidateDocument
from portal.consultations.candidates.policy import Candidates
from portal.consultations.rounds.states import RoundState
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.core.storage import services as storage
from portal.core.storage.intake import Received
from portal.engines.text import tidy

MOST = 10


def add(candidate: Candidate, received: Received, *, title: str, by: Actor) -> CandidateDocument:
    """Put a document beside a candidate. Raises NotNow once the round is announced, Unfit without a title."""
    require(by, Candidates.EDIT, candidate)
    _still_prepared(candidate)
    said = tidy.line(title)
    if not tidy.has_letters(said) or len(said) > 200:
        raise Unfit(N_("Say in a few words what this document is."), field="title")
    if len(candidate.documents) >= MOST:
        raise Unfit(N_("Up to %(most)s documents."), field="file", most=MOST)
    made = CandidateDocument(
        id=uuid.uuid4(), file_id=storage.keep(received).id, title=said,
        position=1 + max((each.position for each in candidate.documents), default=0),
    )  # fmt: skip
    candidate.documents.append(made)
    candidate.edition += 1
    db.session.flush()
    record(by, Candidates.EDIT, candidate, document=made.id)
    return made


def drop(candidate: Candidate, document_id: uuid.UUID, *, by: Actor) -> None:
    """Take a document away again; one that is gone already is no fault."""
    require(by, Candidates.EDIT, candidate)
    _still_prepared(candidate)
    for each in [d for d in candidate.documents if d.id == document_id]:
        candidate.documents.remove(each)
        storage.forget(each.file)
        candidate.edition += 1
        record(by, Candidates.EDIT, candidate, document=each.id, dropped=True)


def _still_prepared(candidate: Candidate) -> None:
    if candidate.round.state is not RoundState.DRAFT:
        raise NotNow(N_("This round was announced already. Its documents cannot change any more."))
