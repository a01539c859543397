"""A moderator says that a flag is wrong, or takes that back; from this the precision of each check is counted."""

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.policy import require
from portal.moderation.checks import noticed
from portal.moderation.checks.models import StoredFlag
from portal.moderation.policy import Moderation


def mark_wrong(flag: StoredFlag, *, by: Actor) -> None:
    """Say that what was flagged is not what the check took it for. Twice is once; the first one's name stands."""
    require(by, Moderation.MARK_FLAG, flag)
    if flag.wrong_at is None:
        flag.wrong_by, flag.wrong_at = by.id, clock.now()
        record(by, Moderation.MARK_FLAG, flag, wrong=True)
        noticed.show(flag.thing_kind, flag.thing_id)


def take_back(flag: StoredFlag, *, by: Actor) -> None:
    """Let the flag stand again."""
    require(by, Moderation.MARK_FLAG, flag)
    if flag.wrong_at is not None:
        flag.wrong_by = flag.wrong_at = None
        record(by, Moderation.MARK_FLAG, flag, wrong=False)
        noticed.show(flag.thing_kind, flag.thing_id)
