"""The turn of a candidate: all who write about one take it first, so that no two can wait for each other for good.

Those who give an opinion share it and do not wait for one another; who counts, verifies or decides has it alone.
"""

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from portal.consultations.candidates.models import Candidate
from portal.consultations.rounds.models import Round
from portal.core.db import db
from portal.core.errors import Missing

ONE = sa.select(Candidate).where(Candidate.id == sa.bindparam("one")).execution_options(populate_existing=True)
SHARED, ALONE = ONE.with_for_update(read=True), ONE.with_for_update(key_share=True)


def share(candidate: Candidate) -> None:
    """Read candidate and round anew, held against being closed or corrected until this unit of work ends."""
    _held(candidate, SHARED)


def hold(candidate: Candidate) -> None:
    """Read candidate and round anew, and have the candidate alone until this unit of work ends."""
    _held(candidate, ALONE)


def grow(candidate: Candidate) -> None:
    """Have the candidate alone, and let its page be made anew.

    Past the version counter: what people say is no change of the candidate, and must not make a colleague's stale.
    """
    more = sa.update(Candidate).where(Candidate.id == candidate.id).values(edition=Candidate.edition + 1)
    with db.session.no_autoflush:  # before anything else is written
        db.session.execute(more, execution_options={"synchronize_session": False})
    db.session.expire(candidate, ["edition"])


def _held(candidate: Candidate, pick: sa.Select[Candidate]) -> None:
    """Read it by the key that its session knows it by: one from before this unit of work holds nothing else."""
    key = sa.inspect(candidate).identity
    with db.session.no_autoflush:
        if key is None or db.session.scalars(pick, {"one": key[0]}).one_or_none() is None:
            raise Missing()
        # after the wait: its ledger may have been closed meanwhile
        round = db.session.get_one(Round, candidate.round_id, populate_existing=True)
    set_committed_value(candidate, "round", round)  # it is kept as long as its candidate
