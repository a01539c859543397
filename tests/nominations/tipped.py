"""A nomination for tests, as if it had just come in; with the people who act on it."""

import hashlib
import itertools
import uuid
from typing import Any

from portal.core import clock
from portal.core.actor import RESIDENT, Actor, Kind, Role, holder_of
from portal.core.db import db, unit_of_work
from portal.nominations import deadlines, folding
from portal.nominations.models import Nomination, Subject, Writer
from portal.nominations.states import Channel, ConsentSaid, HowKnown, NominationState
from portal.nominees import services as nominees
from portal.nominees.states import Honorific, NomineeKind, PositionGroup

MODERATOR = Actor(Kind.STAFF, id=uuid.uuid4(), name="Đỗ Minh Châu", roles=frozenset({Role.MODERATOR}))
LEAD = Actor(Kind.STAFF, id=uuid.uuid4(), name="Trần Hữu Nghĩa", roles=frozenset({Role.BOARD_LEAD}))
EDITOR = Actor(Kind.STAFF, id=uuid.uuid4(), name="Nguyễn Khánh Linh", roles=frozenset({Role.EDITOR}))
STORY = ("Bà nấu nước chè cho người nhà bệnh nhân trước cổng bệnh viện. " * 8).strip()
_numbers = itertools.count(90_001)  # far from those that the portal counts up itself


def tip(*, email: str = "ngo@example.vn", names: tuple[str, ...] = ("Đặng Thị Tơ",), **values: Any) -> Nomination:
    """A nomination that has just been received. Call it inside an app context."""
    number = f"NT26-{next(_numbers):05d}"
    told: dict[str, Any] = {
        "number": number, "title": "Nấu nước chè miễn phí", "story": STORY, "channel": Channel.WEB,
        "how_known": HowKnown.SAW, "consent_said": ConsentSaid.NOT_ASKED, "received_at": clock.now(),
        "due_on": deadlines.due_on(NominationState.RECEIVED), "place": "Ngõ 12 phố Hàng Bông",
        "receipt_hash": hashlib.sha256(number.encode()).hexdigest(), "state": NominationState.RECEIVED,
    }  # fmt: skip
    with unit_of_work() as session:
        made = Nomination(**told | values)
        made.subjects = [_subject(name, position) for position, name in enumerate(names)]
        made.writer = Writer(name="Nguyễn Thị Ngọ", phone="+84900000001", email=email)
        made.folded = folding.of(made)
        session.add(made)
    db.session.rollback()
    return made


def holder(nomination: Nomination) -> Actor:
    """The resident who holds its receipt."""
    return holder_of(nomination.id)


def _subject(name: str, position: int) -> Subject:
    nominee = nominees.found(
        name, kind=NomineeKind.PERSON, position_group=PositionGroup.CITIZEN, honorific=Honorific.BA, by=RESIDENT
    )
    return Subject(
        nominee_id=nominee.id, position=position, kind=NomineeKind.PERSON, name=name, honorific=Honorific.BA,
        position_group=PositionGroup.CITIZEN,
    )  # fmt: skip
