"""Who may do what: a table of small predicates, one for each permission. A permission is also the name of an act."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from portal.core.actor import Actor, Kind, Role
from portal.core.errors import Denied

Rule = Callable[[Actor, Any], bool]
Why = Callable[[Actor, Any], Denied | None]


class Permission(StrEnum):
    """Base of every room's permissions; values read "thing:act" and stand in the audit trail as they are."""


_rules: dict[Permission, Rule] = {}
_whys: list[Why] = []


def allow(*permissions: Permission, when: Rule) -> None:
    """Enter the rule of some permissions. Entering a permission twice is a fault of the code."""
    for permission in permissions:
        if permission in _rules:
            raise ValueError(f"{permission} has a rule already")
        _rules[permission] = when


def may(by: Actor, permission: Permission, thing: object = None) -> bool:
    """Whether the actor may do this to the thing; what has no rule is not allowed."""
    rule = _rules.get(permission)
    return rule is not None and rule(by, thing)


def require(by: Actor, permission: Permission, thing: object = None) -> None:
    """Raise Denied unless the actor may do this to the thing, in the words of whoever knows why not."""
    if not may(by, permission, thing):
        raise next((said for why in _whys if (said := why(by, thing))), Denied())


def explain(why: Why) -> Why:
    """Register who can say more of a refusal than that there is no permission."""
    if why not in _whys:
        _whys.append(why)
    return why


def known() -> frozenset[Permission]:
    """Every permission that has a rule."""
    return frozenset(_rules)


def staff(*roles: Role) -> Rule:
    """A rule: any of these roles, whatever the thing."""
    return lambda by, thing: by.kind is Kind.STAFF and by.is_any(*roles)


def anyone(by: Actor, thing: object) -> bool:
    """A rule: open to all."""
    return True


def only_system(by: Actor, thing: object) -> bool:
    """A rule: the system's own clocks and handlers."""
    return by.kind is Kind.SYSTEM


def holder(by: Actor, thing: Any) -> bool:
    """A rule: the resident who holds the receipt of this very thing."""
    return by.kind is Kind.RESIDENT and thing is not None and thing.id in by.holds


def either(*rules: Rule) -> Rule:
    """A rule: at least one of these."""
    return lambda by, thing: any(rule(by, thing) for rule in rules)
