"""Who may do several at once. What is done to each thing asks for its own permission besides."""

from typing import Any

from portal.core.actor import Actor, Role
from portal.core.policy import Permission, allow, staff


class Together(Permission):
    COUNT = "together:count"  # how many there are, and how many do not fit
    TAKE = "together:take"
    PUT_BACK = "together:put_back"
    READ_ON = "together:read_on"  # the texts of an act of one's own
    ACCEPT = "together:accept"
    PASS = "together:pass"  # noqa: S105  # no password: what was left as it was, and why
    READ = "together:read"  # what became of an act
    UNDO = "together:undo"


_deciders = staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD)


def _began_it(by: Actor, thing: Any) -> bool:
    return _deciders(by, thing) and (thing is None or thing.began_by == by.id)


allow(Together.COUNT, Together.TAKE, Together.PUT_BACK, when=_deciders)
allow(Together.READ_ON, Together.ACCEPT, Together.PASS, Together.UNDO, when=_began_it)
allow(Together.READ, when=staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD, Role.OBSERVER))  # as the log
