"""Close the ledger of a round in steps, so that no writer of the portal waits for a million lines to be written.

First the instant: candidates are locked, from now on no opinion is taken, and a reader begins who keeps seeing all as it
is. What it sees is told into a file. Then lines are written, some thousands at a time, between the writes of others. The
root comes last, in one short act: until then nothing shows. Whoever takes over from a killed worker begins anew.
"""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from typing import IO

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.consultations.outcome import ledger
from portal.consultations.outcome.models import LedgerBlock, LedgerLine
from portal.consultations.rounds.limits import FREEZE_AFTER
from portal.consultations.rounds.models import LAST_SECOND, Round
from portal.consultations.rounds.policy import Rounds
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Missing, NotNow
from portal.core.policy import require
from portal.engines.ledger import tree

TOGETHER = 8  # blocks written in one act: others wait for them less than a second
LONG = timedelta(minutes=15)  # a million took seven on a busy machine; then whoever began is taken for lost


def freeze(round_id: uuid.UUID, *, by: Actor) -> str:
    """Close the ledger of a round whose window is over, once; gives the root hash. Opens its units of work itself.

    Raises NotNow before that, and while somebody else is at it.
    """
    with tempfile.TemporaryFile("w+", encoding="utf8", prefix="ledger-") as told:
        with _reader() as reader:
            with unit_of_work():
                began = begin(round_id, reader, by=by)
            if isinstance(began, str):
                return began
            with _tried(round_id, began):
                told.writelines(f"{id.hex}{line}\n" for id, line in ledger.lines(round_id, reader))
        with _tried(round_id, began):
            _forget(round_id, began)
            return _write(round_id, began, told, by=by)


def begin(round_id: uuid.UUID, reader: sa.Connection, *, by: Actor) -> datetime | str:
    """Fix the instant, in a unit of work: the reader sees what was kept up to it. Gives it, or the root if there is one.

    Candidates are locked first: whoever is still giving an opinion that came in time is waited for, and counted.
    """
    require(by, Rounds.FREEZE)
    round = _held(round_id)
    if round.root_hash is not None:
        return round.root_hash
    now = clock.now()
    if round.closes_at is None or now < round.closes_at + LAST_SECOND + FREEZE_AFTER:
        raise NotNow()
    if round.frozen_at is not None and now < round.frozen_at + LONG:
        raise NotNow()  # somebody is at it
    mine = sa.select(Candidate.id).where(Candidate.round_id == round_id).order_by(Candidate.id)
    db.session.execute(mine.with_for_update()).all()
    round.frozen_at = now
    reader.execute(sa.select(sa.func.count(Round.id))).one()  # a reader sees what was there at its first look
    return now


def _write(round_id: uuid.UUID, began: datetime, told: IO[str], *, by: Actor) -> str:
    told.seek(0)
    parts = ledger.blocks((uuid.UUID(each[:32]), each[32:-1]) for each in told)
    roots: list[bytes] = []
    size = 0
    while some := list(islice(parts, TOGETHER)):
        with unit_of_work():
            _ours(round_id, began)
            for block in some:
                roots.append(ledger.write(round_id, 0, len(roots), block))
                size += len(block)
    with unit_of_work():
        round = _ours(round_id, began)
        round.ledger_size, round.root_hash = size, tree.root(roots).hex()
        round.edition += 1
        record(by, Rounds.FREEZE, round, root=round.root_hash, lines=size)
        return round.root_hash


def _forget(round_id: uuid.UUID, began: datetime) -> None:
    """Drop what somebody left who was killed over it; hardly ever is there anything."""
    mine, roots = (sa.and_(each.round_id == round_id, each.part == 0) for each in (LedgerLine, LedgerBlock))
    while True:
        with unit_of_work() as session:
            _ours(round_id, began)
            session.execute(sa.delete(LedgerBlock).where(roots))
            last = session.scalar(sa.select(sa.func.max(LedgerLine.position)).where(mine))
            if last is None:
                return
            some = LedgerLine.position > last - TOGETHER * tree.BLOCK
            session.execute(sa.delete(LedgerLine).where(mine, some))


@contextmanager
def _tried(round_id: uuid.UUID, began: datetime) -> Iterator[None]:
    """Whatever goes wrong, it may be tried again at once."""
    try:
        yield
    except BaseException:
        mine = sa.update(Round).where(Round.id == round_id, Round.frozen_at == began, Round.root_hash.is_(None))
        with unit_of_work() as session:
            session.execute(mine.values(frozen_at=None), execution_options={"synchronize_session": False})
        raise


def _ours(round_id: uuid.UUID, began: datetime) -> Round:
    """Raises Clash where another one has begun anew meanwhile."""
    round = _held(round_id)
    if round.root_hash is not None or round.frozen_at != began:
        raise Clash()
    return round


def _held(round_id: uuid.UUID) -> Round:
    again = sa.select(Round).where(Round.id == round_id).with_for_update()
    found = db.session.scalars(again.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing()
    return found


@contextmanager
def _reader() -> Iterator[sa.Connection]:
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's readers always see one instant
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection
