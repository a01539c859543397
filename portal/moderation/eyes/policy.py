"""Who looks a second time, who settles what two see differently, and who reads how that goes."""

from typing import Any

from portal.core.actor import Actor, Role
from portal.core.policy import Permission, allow, either, only_system, staff
from portal.moderation.eyes.recusal import free


class Eyes(Permission):
    QUEUE = "eyes:queue"  # what waits for a second person
    JUDGE = "eyes:judge"  # as the second, or as the lead
    PROPOSE = "eyes:propose"
    AGREE = "eyes:agree"
    DISPUTE = "eyes:dispute"
    SETTLE = "eyes:settle"
    LAPSE = "eyes:lapse"
    RETRACT = "eyes:retract"
    REOPEN = "eyes:reopen"
    DRAW = "eyes:draw"  # the weekly sample
    SAMPLE = "eyes:sample"  # read it
    REVIEW = "eyes:review"  # judge one of it again
    READ = "eyes:read"  # how often people agree


_judges = staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD, Role.APPRAISER)
_deciders = staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD)


def _made_it(by: Actor, thing: Any) -> bool:
    return _judges(by, thing) and (thing is None or thing.first_by == by.id)


def _another(by: Actor, thing: Any) -> bool:
    """Any decider but the one who decided."""
    return _deciders(by, thing) and (thing is None or thing.decided_by != by.id)


allow(Eyes.QUEUE, when=_judges)
allow(Eyes.JUDGE, Eyes.PROPOSE, Eyes.AGREE, Eyes.DISPUTE, when=free(_judges))
allow(Eyes.SETTLE, when=free(staff(Role.BOARD_LEAD)))
allow(Eyes.RETRACT, when=_made_it)
allow(Eyes.LAPSE, Eyes.DRAW, Eyes.REOPEN, when=only_system)
allow(Eyes.SAMPLE, when=either(_deciders, staff(Role.OBSERVER)))
allow(Eyes.REVIEW, when=free(_another))
allow(Eyes.READ, when=either(_judges, staff(Role.OBSERVER)))
