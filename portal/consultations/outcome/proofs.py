"""What anyone can prove of a closed ledger: that one opinion is in it, that no line was changed, what its lines are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from portal.consultations.opinions.models import Opinion
from portal.consultations.outcome.models import LedgerBlock, LedgerLine, Supplement
from portal.consultations.rounds.models import Round
from portal.core.db import db
from portal.engines.ledger import tree


@dataclass(frozen=True)
class Proof:
    """That one opinion is in a ledger: its line, its place, and the steps from it to the public root.

    `key` is for the writer alone: with it and the text as sent, the line's marks can be made anew.
    """

    part: int
    line: str
    position: int
    steps: list[tree.Step]
    root: str
    key: str


def proofs(opinion: Opinion) -> list[Proof]:
    """The proofs for an opinion of a closed ledger, its supplements after it; none before the ledger is closed."""
    mine = sa.select(LedgerLine).where(LedgerLine.opinion_id == opinion.id).order_by(LedgerLine.part)
    return [_proof(row, root, opinion) for row in db.session.scalars(mine).all() if (root := _root(row))]


def _proof(row: LedgerLine, root: str, opinion: Opinion) -> Proof:
    """Reads the block of the line and the roots of all blocks, never all lines."""
    here = (LedgerLine.round_id == row.round_id, LedgerLine.part == row.part)
    start = row.position - row.position % tree.BLOCK
    block = sa.select(LedgerLine.sha256).where(*here, LedgerLine.position.between(start, start + tree.BLOCK - 1))
    roots = sa.select(LedgerBlock.sha256).where(LedgerBlock.round_id == row.round_id, LedgerBlock.part == row.part)
    steps = tree.path_by_blocks(
        _hashes(block.order_by(LedgerLine.position)), _hashes(roots.order_by(LedgerBlock.position)), row.position
    )
    return Proof(row.part, row.line, row.position, steps, root, opinion.receipt_hash)


def _hashes(pick: sa.Select[str]) -> list[bytes]:
    return [bytes.fromhex(each) for each in db.session.scalars(pick)]


def _root(row: LedgerLine) -> str | None:
    if row.part == 0:
        return db.session.scalar(sa.select(Round.root_hash).where(Round.id == row.round_id))
    mine = sa.select(Supplement.root_hash).where(Supplement.round_id == row.round_id, Supplement.part == row.part)
    return db.session.scalar(mine)


def supplements(round: Round) -> Sequence[Supplement]:
    """The supplements of a ledger, the first one first."""
    mine = sa.select(Supplement).where(Supplement.round_id == round.id)
    return db.session.scalars(mine.order_by(Supplement.part)).all()


def lines(round: Round, part: int = 0) -> Iterator[str]:
    """Every line of a ledger or a supplement, in order, some thousand at a time: a reader may be slow."""
    after = -1
    while True:
        mine = sa.select(LedgerLine.position, LedgerLine.line).where(
            LedgerLine.round_id == round.id, LedgerLine.part == part, LedgerLine.position > after
        )
        rows = db.session.execute(mine.order_by(LedgerLine.position).limit(tree.BLOCK)).all()
        db.session.rollback()  # nothing is held open while they travel
        if not rows:
            return
        yield from (line for _, line in rows)
        after = rows[-1][0]


def broken(round: Round, part: int = 0) -> list[int]:
    """Places whose line is not what its hash says; [-1] where the lines together are not what was made public."""
    bad, leaves, roots = [], [], []
    every = sa.select(LedgerLine.position, LedgerLine.line, LedgerLine.sha256)
    mine = every.where(LedgerLine.round_id == round.id, LedgerLine.part == part).order_by(LedgerLine.position)
    for row in db.session.execute(mine.execution_options(yield_per=tree.BLOCK)):
        leaves.append(tree.leaf(row.line))
        if leaves[-1].hex() != row.sha256:
            bad.append(row.position)
    made = sa.select(Supplement.root_hash, Supplement.size).where(
        Supplement.round_id == round.id, Supplement.part == part
    )
    root, size = db.session.execute(made).one() if part else (round.root_hash, round.ledger_size)
    kept = sa.select(LedgerBlock.sha256).where(LedgerBlock.round_id == round.id, LedgerBlock.part == part)
    roots = [tree.root(leaves[at : at + tree.BLOCK]) for at in range(0, len(leaves), tree.BLOCK)]
    whole = tree.root(leaves).hex() == root and len(leaves) == size
    whole = whole and roots == _hashes(kept.order_by(LedgerBlock.position))
    return bad if bad or whole else [-1]
