"""The ledger of a round: after the close (freezing.py), one line for each opinion, and one public hash for all of them.

A line holds no text and no name: marks of the text and of the receipt that only its holder can recompute, what was
counted, and what the desk decided. What changed until the outcome was public stands in a supplement with a date and a
root of its own. The format is in portal/engines/ledger/README.md.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.models import Opinion
from portal.consultations.outcome.models import LedgerBlock, LedgerLine, Supplement
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.states import RoundState
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow
from portal.core.policy import require
from portal.engines.ledger import tree

BATCH = 1_000
CHANGING = ("cluster", "coordinated", "current", "edition", "outcome", "verified")  # what a supplement tells anew
LINES: Any = LedgerLine.__table__  # entered past the ORM, which is a third faster
Line = tuple[uuid.UUID, str]  # an opinion's key and its line


@dataclass(frozen=True)
class Changed:
    """What no longer stands as it was told last, and after which part that was found."""

    after: int
    lines: list[Line]


def changed(round: Round) -> Changed:
    """Compare a closed ledger and its supplements with the opinions of today. Reads only, for it may take a while."""
    return Changed(_last(round), list(_lines_anew(round, clock.today().isoformat())))


def supplement(round: Round, found: Changed, *, by: Actor) -> Supplement | None:
    """Seal what changed since the ledger or its last supplement was closed; none where nothing did.

    Raises NotNow before the outcome is public, and where another supplement was sealed meanwhile.
    """
    require(by, Rounds.FREEZE, round)
    _hold(round)
    if round.root_hash is None or round.state is not RoundState.ANSWERED or _last(round) != found.after:
        raise NotNow()
    if not found.lines:
        return None
    made = Supplement(round_id=round.id, part=found.after + 1, sealed_at=clock.now(), size=0, root_hash="")
    made.size, made.root_hash = _seal(round, made.part, found.lines)
    db.session.add(made)
    round.edition += 1  # every page of the round names it
    record(by, Rounds.FREEZE, round, root=made.root_hash, lines=made.size, part=made.part)
    return made


def _last(round: Round) -> int:
    return db.session.scalar(sa.select(sa.func.max(Supplement.part)).where(Supplement.round_id == round.id)) or 0


def _hold(round: Round) -> None:
    again = sa.select(Round).where(Round.id == round.id).with_for_update()
    db.session.scalars(again.execution_options(populate_existing=True)).one()


def _seal(round: Round, part: int, lines: Iterable[Line]) -> tuple[int, str]:
    """Write lines and the roots of their blocks; gives how many there are, and the hash that stands for all."""
    roots: list[bytes] = []
    size = 0
    for block in blocks(lines):
        roots.append(write(round.id, part, len(roots), block))
        size += len(block)
    return size, tree.root(roots).hex()  # blocks are a power of two, so their roots make the root of all lines


def write(round_id: uuid.UUID, part: int, number: int, block: Sequence[Line]) -> bytes:
    """Write one block of lines; gives its root."""
    leaves = [tree.leaf(line) for _, line in block]
    same = {"round_id": round_id, "part": part}
    rows = [
        {**same, "position": number * tree.BLOCK + at, "opinion_id": id, "line": line, "sha256": leaves[at].hex()}
        for at, (id, line) in enumerate(block)
    ]
    root = tree.root(leaves)
    db.session.execute(sa.insert(LINES), rows)
    db.session.execute(sa.insert(LedgerBlock), [{**same, "position": number, "sha256": root.hex()}])
    return root


def blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines in blocks, the last of which may be shorter."""
    rest = iter(lines)
    while block := list(islice(rest, tree.BLOCK)):
        yield block


def lines(round_id: uuid.UUID, reader: sa.Connection) -> Iterator[Line]:
    """The ledger as its reader sees the opinions: in the order in which they came."""
    return ((id, tree.line(told)) for id, told in _values(round_id, reader))


def _values(round_id: uuid.UUID, reader: sa.Connection) -> Iterator[tuple[uuid.UUID, dict[str, object]]]:
    o = Opinion
    pick = (
        sa.select(
            o.id, o.candidate_id, o.edition, o.current, o.state, o.stance, o.how_known, o.verified, o.cluster_id,
            o.coordinated, o.submitted_at, o.receipt_hash, o.text,
        )
        .join(Candidate, Candidate.id == o.candidate_id)
        .where(Candidate.round_id == round_id)
        .order_by(o.submitted_at, o.id)
        .execution_options(yield_per=BATCH)
    )  # fmt: skip
    for row in reader.execute(pick):
        yield row.id, _told(row)


def _told(row: Any) -> dict[str, object]:
    """What a line says. It has no key of the opinion: nothing public leads from a line to a page."""
    key = bytes.fromhex(row.receipt_hash)
    return {
        "candidate": str(row.candidate_id),
        "cluster": str(row.cluster_id) if row.cluster_id else None,
        "coordinated": row.coordinated,
        "current": row.current,
        "edition": row.edition,
        "how_known": row.how_known.value,
        "outcome": row.state.value,
        "receipt": hashlib.sha256(key).hexdigest(),
        "stance": row.stance.value,
        "submitted": clock.local(row.submitted_at).date().isoformat(),
        "text": hashlib.sha256(key + row.text.encode()).hexdigest(),  # without the key nobody can try out texts
        "verified": row.verified.value,
    }


def _lines_anew(round: Round, day: str) -> Iterator[Line]:
    """A line for each opinion that no longer stands as it was told last, in the order of the ledger."""
    mine = sa.select(LedgerLine.opinion_id, LedgerLine.position, LedgerLine.line).where(LedgerLine.round_id == round.id)
    later = mine.where(LedgerLine.part > 0).order_by(LedgerLine.part)
    since = {id: json.loads(line) for id, _, line in db.session.execute(later)}
    first = mine.where(LedgerLine.part == 0).order_by(LedgerLine.position).execution_options(yield_per=BATCH)
    rest = iter(db.session.execute(first))
    known = next(rest, None)
    for id, told in _values(round.id, db.session.connection()):
        place: dict[str, object] = {}
        was = since.get(id)
        if known is not None and id == known.opinion_id:
            place, was, known = {"line": known.position}, was or json.loads(known.line), next(rest, None)
        if was is None:  # on paper in time, written down after the close
            yield id, tree.line(told | {"sealed": day})
        elif any(told[name] != was[name] for name in CHANGING):
            kept = {name: told[name] for name in (*CHANGING, "receipt")}
            yield id, tree.line(kept | place | {"sealed": day})
    if known is not None:
        raise RuntimeError("the opinions are not those of the ledger")
