"""The ledger of a round: after the close, one line for each opinion, and one public hash for all of them.

A line holds no text and no name: hashes of the text and of the receipt, what was counted, and what the desk decided.
Whoever holds the receipt can see that their opinion is among the lines.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.models import Opinion
from portal.consultations.outcome.models import LedgerLine
from portal.consultations.rounds.limits import FREEZE_AFTER
from portal.consultations.rounds.models import LAST_SECOND, Round
from portal.consultations.rounds.policy import Rounds
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow
from portal.core.policy import require
from portal.engines.ledger import tree

BATCH = 1_000


def freeze(round: Round, *, by: Actor) -> str:
    """Close the ledger of a round whose window is over, once; gives the root hash. Raises NotNow before that.

    Candidates are locked first: whoever is still giving an opinion that came in time is waited for, and counted.
    """
    require(by, Rounds.FREEZE, round)
    again = sa.select(Round).where(Round.id == round.id).with_for_update()
    db.session.scalars(again.execution_options(populate_existing=True)).one()
    if round.root_hash is not None:
        return round.root_hash
    if round.closes_at is None or clock.now() < round.closes_at + LAST_SECOND + FREEZE_AFTER:
        raise NotNow()
    mine = sa.select(Candidate.id).where(Candidate.round_id == round.id).order_by(Candidate.id)
    db.session.execute(mine.with_for_update()).all()
    round.frozen_at = clock.now()
    round.ledger_size = 0
    round.root_hash = tree.root(_kept(round)).hex()
    round.edition += 1
    record(by, Rounds.FREEZE, round, root=round.root_hash, lines=round.ledger_size)
    return round.root_hash


def _kept(round: Round) -> Iterator[bytes]:
    """Write the lines, and give the leaf of each."""
    rows = []
    for position, (id, values) in enumerate(_values(round)):
        told = tree.line(values)
        leaf = tree.leaf(told)
        rows.append({"round_id": round.id, "position": position, "opinion_id": id, "line": told, "sha256": leaf.hex()})
        round.ledger_size = position + 1
        if len(rows) == BATCH:
            db.session.execute(sa.insert(LedgerLine), rows)
            rows = []
        yield leaf
    if rows:
        db.session.execute(sa.insert(LedgerLine), rows)


def _values(round: Round) -> Iterator[tuple[object, dict[str, object]]]:
    o = Opinion
    pick = (
        sa.select(
            o.id, o.candidate_id, o.edition, o.current, o.state, o.stance, o.how_known, o.verified, o.cluster_id,
            o.coordinated, o.submitted_at, o.receipt_hash, o.text,
        )
        .join(Candidate, Candidate.id == o.candidate_id)
        .where(Candidate.round_id == round.id)
        .order_by(o.submitted_at, o.id)
        .execution_options(yield_per=BATCH)
    )  # fmt: skip
    for row in db.session.execute(pick):
        yield (
            row.id,
            {
                "candidate": str(row.candidate_id),
                "cluster": str(row.cluster_id) if row.cluster_id else None,
                "coordinated": row.coordinated,
                "current": row.current,
                "edition": row.edition,
                "how_known": row.how_known.value,
                "opinion": str(row.id),
                "outcome": row.state.value,
                "receipt": hashlib.sha256(row.receipt_hash.encode()).hexdigest(),
                "stance": row.stance.value,
                "submitted": clock.local(row.submitted_at).date().isoformat(),
                "text": hashlib.sha256(row.text.encode()).hexdigest(),
                "verified": row.verified.value,
            },
        )


@dataclass(frozen=True)
class Proof:
    """That one opinion is in a ledger: its line, its place, and the steps from it to the public root."""

    line: str
    position: int
    steps: list[tree.Step]
    root: str


def proof(opinion: Opinion) -> Proof | None:
    """The proof for an opinion of a frozen round; none before the ledger is closed."""
    row = db.session.scalars(sa.select(LedgerLine).where(LedgerLine.opinion_id == opinion.id)).one_or_none()
    root = opinion.candidate.round.root_hash
    if row is None or root is None:
        return None
    every = sa.select(LedgerLine.sha256).where(LedgerLine.round_id == row.round_id).order_by(LedgerLine.position)
    leaves = [bytes.fromhex(each) for each in db.session.scalars(every)]
    return Proof(row.line, row.position, tree.path(leaves, row.position), root)


def broken(round: Round) -> list[int]:
    """Places whose line is not what its hash says; [-1] where the lines together are not what was made public."""
    bad, leaves = [], []
    every = sa.select(LedgerLine.position, LedgerLine.line, LedgerLine.sha256)
    for row in db.session.execute(every.where(LedgerLine.round_id == round.id).order_by(LedgerLine.position)):
        leaves.append(tree.leaf(row.line))
        if leaves[-1].hex() != row.sha256:
            bad.append(row.position)
    whole = tree.root(leaves).hex() == round.root_hash and len(leaves) == round.ledger_size
    return bad if bad or whole else [-1]
