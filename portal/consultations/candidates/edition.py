"""The turn of a candidate: all who write about one take it first, so that no two can wait for each other for good.

Those who give an opinion share it and do not wait for one another; who counts, verifies or decides has it alone.
"""

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.core.db import db


def share(candidate: Candidate) -> None:
    """Read candidate and round anew, held against being closed or corrected until this unit of work ends."""
    _held(candidate, sa.select(Candidate).with_for_update(read=True))


def hold(candidate: Candidate) -> None:
    """Read candidate and round anew, and have the candidate alone until this unit of work ends."""
    _held(candidate, sa.select(Candidate).with_for_update(key_share=True))


def grow(candidate: Candidate) -> None:
    """Have the candidate alone, and let its page be made anew.

    Past the version counter: what people say is no change of the candidate, and must not make a colleague's stale.
    """
    more = sa.update(Candidate).where(Candidate.id == candidate.id).values(edition=Candidate.edition + 1)
    with db.session.no_autoflush:  # before anything else is written
        db.session.execute(more, execution_options={"synchronize_session": False})
    db.session.expire(candidate, ["edition"])


def _held(candidate: Candidate, pick: sa.Select[Candidate]) -> None:
    with db.session.no_autoflush:
        again = pick.where(Candidate.id == candidate.id).execution_options(populate_existing=True)
        db.session.scalars(again).one()
        db.session.refresh(candidate.round)  # after the wait: its ledger may have been closed meanwhile
