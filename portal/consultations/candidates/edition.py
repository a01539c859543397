"""The turn of a candidate: all who write about one take it first, so that no two can wait for each other for good.

Those who give an opinion share it and do not wait for one another; who counts, verifies or decides has it alone.
"""

import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.queries import HERE
from portal.consultations.candidates.terms import Terms
from portal.consultations.rounds.models import Round
from portal.core.db import db
from portal.core.errors import Missing

ONE = sa.select(Candidate).where(Candidate.id == sa.bindparam("one")).execution_options(populate_existing=True)
ALONE = ONE.with_for_update(key_share=True)
# Built once and of tables, for every opinion asks: no more than decides whether it is taken, and the round only after the wait.
_C, _R = Candidate.__table__.c, Round.__table__.c
_WINDOW = sa.select(
    _C.id, _C.round_id, _C.state, _C.opens_at, _C.closes_at, _C.name, _C.nominee_id, _C.proposed_by_id
).select_from(Candidate.__table__)
SHARED = _WINDOW.where(_C.id == sa.bindparam("one")).with_for_update(read=True)
SHARED_AT = _WINDOW.join(Round.__table__).where(HERE).with_for_update(read=True, of=Candidate.__table__)
ROUND = sa.select(_R.state, _R.frozen_at, _R.displays).where(_R.id == sa.bindparam("round"))
OF_WINDOW, OF_ROUND = len(_WINDOW.selected_columns), len(ROUND.selected_columns)


def share(candidate_id: uuid.UUID) -> Terms:
    """The terms of a candidate, held against being closed or corrected until this unit of work ends."""
    return _shared(SHARED, {"one": candidate_id}, ROUND)[0]


def share_at(round_slug: str, slug: str, then: sa.Select[Any], **values: object) -> tuple[Terms, Sequence[Any]]:
    """The same, for the candidate of an announced round at this address.

    `then` is ROUND with more columns, which the caller must know after the wait as well: what they hold comes beside.
    """
    connection, which = db.session.connection(), {"round": round_slug, "slug": slug}
    if connection.dialect.name != "sqlite":
        return _shared(SHARED_AT, which, then, **values)
    row = connection.execute(_at_once(then), values | which).one_or_none()
    if row is None:
        raise Missing()
    known = OF_WINDOW + OF_ROUND
    return Terms(*row[:known]), row[known:]


@cache
def _at_once(then: sa.Select[Any]) -> sa.Select[Any]:
    """Candidate and round in one: who writes on SQLite has the database alone by now, and waits for nobody between them."""
    return _WINDOW.add_columns(*then.selected_columns).join(Round.__table__).where(HERE)


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


def _shared(
    pick: sa.Select[Any], which: Mapping[str, object], then: sa.Select[Any], **values: object
) -> tuple[Terms, Sequence[Any]]:
    connection = db.session.connection()
    window = connection.execute(pick, which).one_or_none()
    if window is None:
        raise Missing()
    # after the wait: its ledger may have been closed meanwhile
    round = connection.execute(then, values | {"round": window.round_id}).one()
    return Terms(*window, *round[:OF_ROUND]), round[OF_ROUND:]


def _held(candidate: Candidate, pick: sa.Select[Candidate]) -> None:
    """Read it by the key that its session knows it by: one from before this unit of work holds nothing else."""
    key = sa.inspect(candidate).identity
    with db.session.no_autoflush:
        if key is None or db.session.scalars(pick, {"one": key[0]}).one_or_none() is None:
            raise Missing()
        # after the wait: its ledger may have been closed meanwhile
        round = db.session.get_one(Round, candidate.round_id, populate_existing=True)
    set_committed_value(candidate, "round", round)  # it is kept as long as its candidate
