"""This room's own log: append-only, chained, and apart from the general audit trail, where nothing of it may show."""

from datetime import datetime, time
from typing import Any

from portal.confidential.models import ConfidentialEntry, ConfidentialHead
from portal.confidential.policy import Confidential
from portal.core import clock
from portal.core.actor import Actor, Kind
from portal.core.audit.chain import Chain

LOG = Chain("confidential log", ConfidentialEntry, ConfidentialHead)


def record(by: Actor, act: Confidential, thing: Any, **detail: object) -> None:
    """Note who did what. Only acts of officers carry their time; others' the day. `detail` holds states and purposes."""
    LOG.record(by, act, thing, detail, at=None if by.kind is Kind.STAFF else _day())


def _day() -> datetime:
    return datetime.combine(clock.today(), time.min, clock.VIETNAM)
