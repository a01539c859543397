"""The photo of a candidate: hung by the Board with words for those who cannot see it and with who agreed to it.

Hung while the round is prepared, frozen with the page from then on; taken down at any time, for consent can end.
"""

import uuid

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.policy import Candidates
from portal.consultations.rounds import publicity
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.queries import ANNOUNCED
from portal.consultations.rounds.states import RoundState
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.core.storage import looks
from portal.core.storage import services as storage
from portal.core.storage.intake import Received
from portal.core.storage.models import StoredFile
from portal.engines.text import tidy

LONGEST = 300


def hang(
    candidate: Candidate, received: Received | None, *, alt: str, agreed: str, focus: tuple[int, int], by: Actor
) -> None:
    """Hang a photo, or change the words and the focus of the one that hangs. The one before it is deleted.

    Raises NotNow once the round is announced; Unfit without a photo, a description, or a word on who agreed.
    """
    require(by, Candidates.EDIT, candidate)
    if candidate.round.state is not RoundState.DRAFT:
        raise NotNow(N_("This round was announced already. Its photos can only be taken down."))
    is_described(alt)
    is_agreed_to(agreed)
    is_there(candidate, received)
    if not all(0 <= side <= 100 for side in focus):
        raise Unfit(N_("Write a number from 0 to 100."), field="focus_x")
    if received is not None:
        _forget(candidate)
        candidate.photo = storage.keep(received)
    candidate.photo_alt, candidate.photo_agreed = tidy.line(alt), tidy.line(agreed)
    candidate.photo_x, candidate.photo_y = focus
    candidate.edition += 1
    db.session.flush()
    record(by, Candidates.EDIT, candidate, photo=candidate.photo_file_id)


def take_down(candidate: Candidate, *, by: Actor) -> None:
    """Take the photo down; what was shown with it stays proved by its hash. No photo is no fault."""
    require(by, Candidates.EDIT, candidate)
    if candidate.photo is None:
        return
    record(by, Candidates.EDIT, candidate, photo=candidate.photo_file_id, dropped=True)
    _forget(candidate)
    candidate.photo_alt = candidate.photo_agreed = ""
    candidate.edition += 1
    candidate.round.edition += 1
    db.session.flush()
    if candidate.round.state is RoundState.SCHEDULED and candidate.takes(
        max(clock.now(), candidate.opens_at or clock.now())
    ):
        publicity.show(candidate, since=max(clock.now(), candidate.opens_at or clock.now()))


def public(file_id: uuid.UUID) -> StoredFile | None:
    """A photo that hangs with a candidate of an announced round; None for every other file."""
    hangs = sa.exists().where(
        Candidate.photo_file_id == StoredFile.id, Candidate.round_id == Round.id, Round.state.in_(ANNOUNCED)
    )
    living = StoredFile.deleted_at.is_(None)
    return db.session.scalars(sa.select(StoredFile).where(StoredFile.id == file_id, living, hangs)).one_or_none()


@looks.watch
def remade(file: StoredFile) -> None:
    """Its public copies were made: every page that shows it has a new version, past the counter of its versions."""
    mine = sa.select(Candidate.id, Candidate.round_id).where(Candidate.photo_file_id == file.id)
    for candidate_id, round_id in db.session.execute(mine).all():
        for kind, id in ((Candidate, candidate_id), (Round, round_id)):
            more = sa.update(kind).where(kind.id == id).values(edition=kind.edition + 1)
            db.session.execute(more, execution_options={"synchronize_session": False})


def is_described(alt: str) -> None:
    """Raise Unfit for a photo without words for those who cannot see it."""
    if not _says(alt):
        raise Unfit(N_("Describe the photo in a few words for those who cannot see it."), field="alt")


def is_agreed_to(agreed: str) -> None:
    """Raise Unfit for a photo of which nobody says who agreed to it."""
    if not _says(agreed):
        raise Unfit(N_("Write who agreed that this photo is shown, when, and how."), field="agreed")


def is_there(candidate: Candidate, received: object) -> None:
    """Raise Unfit where none was chosen and none hangs."""
    if not received and candidate.photo is None:
        raise Unfit(N_("Choose a photo."), field="file")


def _says(text: str) -> bool:
    said = tidy.line(text)
    return tidy.has_letters(said) and len(said) <= LONGEST


def _forget(candidate: Candidate) -> None:
    if candidate.photo is not None:
        storage.forget(candidate.photo)
        candidate.photo = None
