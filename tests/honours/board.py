"""The Board's staff and what they type, for tests of honours."""

import uuid
from datetime import date
from typing import Any

from portal.core.actor import Actor, Kind, Role
from portal.core.db import unit_of_work
from portal.honours import calendars, queries
from portal.honours.calendars import DaySaid
from portal.honours.models import CalendarVersion, Honour
from portal.honours.services import Terms
from portal.honours.states import DayKind, Level, PublicAsked, Recipient

OFFICER = Actor(Kind.STAFF, id=uuid.uuid4(), name="Vũ Lan Anh", roles=frozenset({Role.APPRAISER}))
MODERATOR = Actor(Kind.STAFF, id=uuid.uuid4(), name="Đỗ Minh Châu", roles=frozenset({Role.MODERATOR}))
WHY = "Theo thông báo mới của Chính phủ."
SWAPPED = DaySaid(date(2026, 11, 23), DayKind.SWAP_OFF, "Nghỉ hoán đổi", "Day off by swap", "Thông báo thử")


def one(code: str, on: date | None = None) -> Honour:
    found = queries.honour(code, on)
    assert found is not None
    return found


def terms(**values: Any) -> Terms:
    told: dict[str, Any] = {
        "level": Level.STATE, "name_vi": "Huân chương thử", "name_en": "Trial Order", "source": "Văn bản thử",
        "recipients": [Recipient.INDIVIDUAL], "public_asked": PublicAsked.YES, "min_working_days": 10,
    }  # fmt: skip
    return Terms(**told | values)


def as_it_stands(row: Honour, **values: Any) -> Terms:
    return terms(**{name: getattr(row, name) for name in Terms.__dataclass_fields__} | {"recipients": row.who} | values)


def version() -> CalendarVersion:
    found = queries.present_version()
    assert found is not None
    return found


def swap(said: DaySaid = SWAPPED) -> CalendarVersion:
    with unit_of_work():
        return calendars.add_day(said, by=OFFICER, of_version=version().name, note=WHY)
