"""Who has to wait: nothing is refused or lost, but what looks like a machine's work takes the slow lane."""

from collections.abc import Mapping

from portal.core import clock
from portal.core.errors import TooMany
from portal.nominations import limits
from portal.nominations.models import Draft
from portal.nominations.told import Told
from portal.web.kit.limits import meter

TRAP = "website"  # a field that people do not see; programs fill it in
PER_NETWORK, PER_CONTACT, OF_ALL = "30/hour", "6/day", "120/10 minutes"
EVERYBODY = "everybody"


def slow_lane(draft: Draft, told: Told, posted: Mapping[str, str]) -> bool:
    """Whether this story waits behind the others until a moderator has looked at it."""
    contact = told.writer.phone or told.writer.email
    signs = [
        bool(posted.get(TRAP)),
        clock.now() - draft.created_at < limits.QUICKEST,
        _over("send.network", PER_NETWORK),
        bool(contact) and _over("send.contact", PER_CONTACT, contact),
        _over("send.all", OF_ALL, EVERYBODY),
    ]
    return any(signs)


def wanted() -> bool:
    """Whether so many stories come in at once that a proof of work is asked for."""
    return meter.left("send.all", OF_ALL, EVERYBODY) == 0


def _over(act: str, rate: str, key: str = "") -> bool:
    try:
        meter.spend(act, rate, key)
    except TooMany:
        return True
    return False
