"""Rounds and opinions for tests, made through the services; with the people who act on them."""

import hashlib
import itertools
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from portal.consultations.candidates import services as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.services import Particulars
from portal.consultations.candidates.states import CandidateKind
from portal.consultations.opinions import services as opinions
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.said import Said, Sent
from portal.consultations.opinions.states import HowKnown, Stance
from portal.consultations.rounds import scheduling
from portal.consultations.rounds import services as rounds
from portal.consultations.rounds.law import Law, Rule
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.services import Plan
from portal.core import clock
from portal.core.actor import RESIDENT, Actor, Kind, Role
from portal.core.db import db, unit_of_work
from portal.engines.calendar.workdays import standard
from portal.nominees import services as nominees
from portal.nominees.states import Honorific, NomineeKind, PositionGroup

BOARD = Actor(Kind.STAFF, id=uuid.uuid4(), name="Vũ Lan Anh", roles=frozenset({Role.APPRAISER}))
MODERATOR = Actor(Kind.STAFF, id=uuid.uuid4(), name="Đỗ Minh Châu", roles=frozenset({Role.MODERATOR}))
LEAD = Actor(Kind.STAFF, id=uuid.uuid4(), name="Trần Hữu Nghĩa", roles=frozenset({Role.BOARD_LEAD}))
LABOUR = Rule("Huân chương Lao động hạng Ba", "Labour Order, third class", 10, "Nghị định 152/2025/NĐ-CP, Điều 44")
LAW = Law([LABOUR], standard())
OPENS = datetime(2026, 11, 16, 1, tzinfo=UTC)  # Monday, 08:00 in Viet Nam
CLOSES_ON = date(2026, 12, 1)  # ten working days later: 24/11 is a holiday
COUNCIL_ON = date(2026, 12, 7)
TEXT = "Tôi ở cùng ngõ, sáng nào cũng thấy chị quét sạch cả đoạn phố trước khi trời sáng."
_keys = itertools.count(1)


def drafted(*names: str) -> Round:
    """A round being prepared, with candidates of these names."""
    with unit_of_work():
        made = rounds.begin(
            Plan("Huân chương Lao động, đợt 2 năm 2026", officer_id=BOARD.id, officer_name=BOARD.name), by=BOARD
        )
        for name in names or ("Trần Thị Nhài",):
            candidates.put_up(made, particulars(name), by=BOARD)
    return made


def particulars(name: str = "Trần Thị Nhài", **values: Any) -> Particulars:
    """What is public of a candidate. Call it inside a unit of work."""
    nominee = nominees.found(
        name, kind=NomineeKind.PERSON, position_group=PositionGroup.DIRECT_WORKER, honorific=Honorific.BA, by=RESIDENT
    )
    told: dict[str, Any] = {
        "nominee_id": nominee.id, "name": name, "kind": CandidateKind.DIRECT_WORKER, "honour_code": "labour-3",
        "honour_vi": LABOUR.honour_vi, "honour_en": LABOUR.honour_en, "proposed_by": "UBND phường Hai Bà Trưng",
        "honorific": Honorific.BA, "birth_year": 1968, "office": "công nhân vệ sinh môi trường",
        "unit": "phường Hai Bà Trưng", "headline": "Ba mươi hai năm quét ca đêm.",
    }  # fmt: skip
    return Particulars(**told | values)


def announced(*names: str, **when: Any) -> Round:
    """A round that was announced. Without a frozen clock its window must lie ahead."""
    return announce(drafted(*names), **when)


def announce(round: Round, **when: Any) -> Round:
    """A round being prepared is announced."""
    told = {"opens_at": OPENS, "closes_on": CLOSES_ON, "council_on": COUNCIL_ON, "law": LAW} | when
    with unit_of_work():
        scheduling.schedule(round, by=BOARD, **told)
    return round


def working(day: date) -> date:
    """The first working day from a day on: no window ends on another."""
    return standard().add(day - timedelta(days=1), 1)


def candidate_of(round: Round) -> Candidate:
    """Its first candidate."""
    return scheduling.standing(round)[0]


def said(**values: Any) -> Said:
    """An opinion as typed."""
    told: dict[str, Any] = {
        "stance": Stance.SUPPORT,
        "text": TEXT,
        "how_known": HowKnown.SAW,
        "email": "lua@example.vn",
    }
    return Said(**told | values)


def sent(**values: Any) -> Sent:
    """How one came, from a form of its own."""
    key = hashlib.sha256(str(next(_keys)).encode()).hexdigest()
    return Sent(**{"form_key": key, "receipt_hash": hashlib.sha256(key.encode()).hexdigest()} | values)


def opinion(candidate: Candidate, *, at: datetime | None = None, by: Actor = RESIDENT, **values: Any) -> Opinion:
    """One that has just come in."""
    how = {k: values.pop(k) for k in ("form_key", "receipt_hash", "channel", "network", "device") if k in values}
    with unit_of_work():
        made = opinions.give(candidate, said=said(**values), sent=sent(**how), at=at or clock.now(), by=by)
    db.session.expire_all()
    return made
