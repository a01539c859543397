"""Who may look after accounts."""

from typing import Any

from portal.core.actor import Actor, Kind, Role
from portal.core.policy import Permission, allow, either, only_system, staff


class Accounts(Permission):
    SIGN_IN = "account:sign_in"
    SIGN_OUT = "account:sign_out"
    OWN = "account:own"  # one's own password and sessions
    DECLARE = "account:declare"  # whom one is related to, and that it is over
    READ_TIES = "account:read_ties"  # of everybody
    PLACE = "account:place"  # the unit and the home ward of a member of staff
    ADD = "account:add"
    DISABLE = "account:disable"
    GRANT = "account:grant"


def _oneself(by: Actor, thing: object) -> bool:
    return by.kind is Kind.STAFF and (thing is None or getattr(thing, "id", None) == by.id)


def _judges(by: Actor, thing: Any) -> bool:
    """Whoever may have to stand back, for themselves only. Others would only learn names by searching."""
    return _judge(by, thing) and (thing is None or thing.staff_id == by.id)


_judge = staff(Role.MODERATOR, Role.EDITOR, Role.APPRAISER, Role.BOARD_LEAD, Role.CLERK)
allow(Accounts.DECLARE, when=_judges)
allow(Accounts.READ_TIES, when=staff(Role.BOARD_LEAD))
allow(Accounts.OWN, Accounts.SIGN_IN, Accounts.SIGN_OUT, when=_oneself)
allow(
    Accounts.ADD, Accounts.DISABLE, Accounts.GRANT, Accounts.PLACE, when=either(staff(Role.ADMINISTRATOR), only_system)
)
