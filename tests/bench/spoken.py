"""Very many opinions on one candidate, put straight into the tables: counters as the services would have left them."""

import random
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from flask import Flask

from portal.app import MIGRATIONS
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import tallies
from portal.consultations.opinions.models import Opinion, OpinionWriter, Tally
from portal.consultations.opinions.states import Channel, Display, HowKnown, OpinionState, Relation, Stance, Verified
from portal.consultations.rounds.models import Round
from portal.core import clock, schema
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.engines.synthesis import tally
from portal.engines.synthesis.tally import Cell
from portal.organisations import reference
from portal.organisations.services import load_reference
from tests.bench.ground import BATCH, _put
from tests.bench.paper import say
from tests.consultations.held import announced, candidate_of, working

TOLD = 100_000  # opinions after which a word is said
NOT_YET = {"reason_code": None, "point_id": None}
TALE = (
    "tôi ở cùng ngõ với chị từ năm hai nghìn không trăm mười sáng nào cũng thấy chị quét sạch cả đoạn phố trước khi trời "
    "sáng mưa phùn hay nắng gắt cũng vậy bà con trong tổ dân phố ai cũng quý chị còn giúp cụ bà neo đơn cuối ngõ đi chợ "
    "nấu cơm khi ốm đau tôi mong thành phố xem xét vì những người làm việc lặng lẽ như thế ít khi được nhắc đến"
)
WORDS = TALE.split()


def lay(app: Flask, opinions: int) -> str:
    """Make the tables and fill them, unless they hold as many opinions; the address of the candidate's page."""
    with app.app_context():
        schema.upgrade(db.engine, MIGRATIONS)
        candidate = db.session.scalars(sa.select(Candidate)).first()
        if candidate is not None and (lacking := opinions - _stored()) > 0:
            raise RuntimeError(
                f"a run before was cut off, {lacking} opinions are missing: remove {app.config['SETTINGS'].folder}"
            )
        if candidate is None:
            candidate = _open()
            _fill(candidate.id, opinions)
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("ANALYZE")
        address = f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}"
        db.session.remove()
        db.engine.dispose()
    return address


def _stored() -> int:
    return db.session.scalar(sa.select(sa.func.count(Opinion.id))) or 0


def _open() -> Candidate:
    """A round that has been open for a week, though it was announced today."""
    with unit_of_work():
        load_reference(by=SYSTEM)
    now = clock.now()
    round = announced(opens_at=now + timedelta(days=1), closes_on=working(clock.local(now + timedelta(days=40)).date()),
                      council_on=clock.local(now + timedelta(days=60)).date())  # fmt: skip
    since = {"opens_at": now - timedelta(days=7)}
    with unit_of_work() as session:
        session.execute(sa.update(Round).values(since))
        session.execute(sa.update(Candidate).values(since))
    db.session.expire_all()
    return candidate_of(round)


def _fill(candidate_id: uuid.UUID, opinions: int) -> None:
    counted: Counter[Cell] = Counter()
    rows, laid = _rows(candidate_id, opinions), 0
    while batch := list(islice(rows, BATCH)):
        with unit_of_work():
            _put(Opinion, batch)
            _put(OpinionWriter, [_writer(row) for row in batch])
        if (laid := laid + len(batch)) % TOLD == 0:
            say(f"{laid} of {opinions}")
        counted.update(cell for row in batch for cell in tally.cells(tallies.facts(SimpleNamespace(**NOT_YET | row))))
    with unit_of_work() as session:
        told = [
            {"candidate_id": candidate_id, "axis": c.axis.value, "key": c.key, "grp": c.group.value, "n": n}
            for c, n in counted.items()
        ]
        if told:
            session.execute(sa.insert(Tally), told)


def _rows(candidate_id: uuid.UUID, opinions: int) -> Iterator[dict[str, Any]]:
    chance, now = random.Random(opinions), clock.now()
    wards = sorted({place.code for place in reference.places() if not place.successors})
    for n in range(opinions):
        yield _row(n, candidate_id, chance, now - timedelta(seconds=(opinions - n) * 0.6), chance.choice(wards))


def _row(n: int, candidate_id: uuid.UUID, chance: random.Random, at: datetime, ward: str) -> dict[str, Any]:
    text = " ".join(chance.choices(WORDS, k=60))
    published = chance.random() < 0.7
    return {
        "id": uuid.UUID(int=n << 96 | chance.getrandbits(96), version=4),  # in order: a million in no order take hours
        "version": 1, "number": f"B{n:07}", "candidate_id": candidate_id,
        "state": OpinionState.PUBLISHED if published else OpinionState.WAITING, "verified": Verified.EMAIL,
        "verified_at": at, "person_key": f"{n:064x}", "edition": 1, "current": True,
        "stance": chance.choice(list(Stance)), "text": text, "folded": "", "how_known": chance.choice(list(HowKnown)),
        "relation": Relation.NONE, "relation_text": "", "ward_code": ward, "display": Display.STAFF, "language": "vi",
        "channel": Channel.WEB, "slow_lane": False, "receipt_hash": f"{n:064x}", "form_key": f"{n:064x}",
        "submitted_at": at, "decided_at": at if published else None, "shown_text": text if published else None,
        "masked": False, "shown_as": "", "coordinated": False, "unused_why": "",
    }  # fmt: skip


def _writer(row: dict[str, Any]) -> dict[str, Any]:
    return {"opinion_id": row["id"], "name": "", "phone": "", "email": f"{row['number']}@example.vn"}
