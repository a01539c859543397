"""Nominations as residents sent them, for tests of the desk."""

import itertools
import uuid
from datetime import date, datetime
from typing import Any

from flask import Flask

from portal.core import clock
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.engines.text.fold import fold
from portal.nominations import at_desk
from portal.nominations.models import Nomination, Photo, Subject, Witness, Writer
from portal.nominations.states import Channel, ConsentSaid, HowKnown, NominationState
from portal.nominees import services
from portal.nominees.states import Honorific, NomineeKind, PositionGroup

STORY = (
    "Sáng nào bà Tơ cũng nấu nồi chè xanh đặt trước cổng bệnh viện cho người nhà bệnh nhân, đã mười hai năm nay.\n\n"
    "Ai muốn rõ cứ gọi tôi 0912 345 275, nhà ở ngõ 25 phố Bạch Mai."
)
_numbers = itertools.count(1)  # of two hundred drawn ones two would be the same at one run in 200,000


def tell(app: Flask, *, title: str = "Nồi chè trước cổng viện", name: str = "Nguyễn Thị Tơ", **more: Any) -> uuid.UUID:
    """Put a nomination into the database; its key. Not inside an app context."""
    with app.app_context(), unit_of_work():
        return enter(title=title, name=name, **more).id


def enter(
    *,
    title: str = "Nồi chè trước cổng viện",
    name: str = "Nguyễn Thị Tơ",
    state: NominationState = NominationState.RECEIVED,
    received_at: datetime | None = None,
    minor: bool = False,
    email: str = "lan@example.vn",
    **more: Any,
) -> Nomination:
    """The same inside a unit of work."""
    nominee = services.found(
        name, kind=NomineeKind.PERSON, position_group=PositionGroup.CITIZEN, by=SYSTEM, honorific=Honorific.BA,
        minor=minor,
    )  # fmt: skip
    closed = state in (NominationState.DECLINED, NominationState.WITHDRAWN, NominationState.FORWARDED)
    made = Nomination(
        **{
            "id": uuid.uuid4(), "number": f"NT26-{next(_numbers):08}", "state": state, "channel": Channel.WEB,
            "title": title, "story": STORY, "how_known": HowKnown.SAW, "consent_said": ConsentSaid.NOT_ASKED,
            "receipt_hash": uuid.uuid4().hex, "received_at": received_at or clock.now(), "due_on": date(2026, 12, 30),
            "folded": fold(f"{title} {name}"), "closed_at": clock.now() if closed else None,
            "reason_code": "too_little" if closed else None,
        }
        | more
    )  # fmt: skip
    made.subjects.append(
        Subject(
            id=uuid.uuid4(), nominee_id=nominee.id, position=0, kind=NomineeKind.PERSON, name=nominee.name,
            honorific=Honorific.BA, position_group=PositionGroup.CITIZEN, minor=minor,
        )
    )  # fmt: skip
    made.writer = Writer(name="Trần Thị Lan", phone="+84987654321", email=email)
    db.session.add(made)
    db.session.flush()
    db.session.add(Witness(nomination_id=made.id, position=0, name="Bác Hợi", contact="0912000111"))
    at_desk.enter(made)
    return made


def add_photo(nomination_id: uuid.UUID, file_id: uuid.UUID, **values: Any) -> None:
    """Attach a kept photo. Inside a unit of work."""
    db.session.add(Photo(nomination_id=nomination_id, file_id=file_id, position=0, added_at=clock.now(), **values))
