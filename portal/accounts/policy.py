"""Who may look after accounts."""

from portal.core.actor import Actor, Kind, Role
from portal.core.policy import Permission, allow, either, only_system, staff


class Accounts(Permission):
    SIGN_IN = "account:sign_in"
    SIGN_OUT = "account:sign_out"
    OWN = "account:own"  # one's own password and sessions
    ADD = "account:add"
    DISABLE = "account:disable"
    GRANT = "account:grant"


def _oneself(by: Actor, thing: object) -> bool:
    return by.kind is Kind.STAFF and (thing is None or getattr(thing, "id", None) == by.id)


allow(Accounts.OWN, Accounts.SIGN_IN, Accounts.SIGN_OUT, when=_oneself)
allow(Accounts.ADD, Accounts.DISABLE, Accounts.GRANT, when=either(staff(Role.ADMINISTRATOR), only_system))
