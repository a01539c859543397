"""Proofs of work that were used: each opens the quick lane once."""

from datetime import timedelta

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs.registry import every
from portal.core.upsert import insert
from portal.nominations.models import SpentProof

LASTS = timedelta(minutes=30)
"""How long a challenge may be answered."""


def spend(signature: str) -> bool:
    """Use a proof, known by the signature of its challenge. False where it was used before."""
    ask = insert(SpentProof).values(signature=signature[:128], spent_at=clock.now())
    ask = ask.on_conflict_do_nothing(index_elements=["signature"])
    return db.session.execute(ask.returning(SpentProof.signature)).scalar_one_or_none() is not None


@every(timedelta(hours=1), "nominations.forget_proofs")
def forget_old() -> None:
    """Drop proofs whose challenge has long run out."""
    with unit_of_work() as session:
        session.execute(sa.delete(SpentProof).where(SpentProof.spent_at < clock.now() - 2 * LASTS))
