"""Who may work at the desk. Things are known by what they carry: a `clerk_id` says who took one in.

Whoever decides must have no part in the matter (`free`); to read over what one took in oneself decides nothing.
"""

from typing import Any

from portal.core.actor import Actor, Kind, Role
from portal.core.policy import Permission, allow, either, staff
from portal.moderation.eyes.recusal import free
from portal.moderation.models import Decision
from portal.moderation.undoing.models import HeldAct


class Moderation(Permission):
    QUEUE = "moderation:queue"
    READ = "moderation:read"
    CONTACTS = "moderation:contacts"  # phones and addresses of writers and witnesses
    FETCH = "moderation:fetch"  # a document that was handed in
    CLAIM = "moderation:claim"
    RELEASE = "moderation:release"
    TAKE_OVER = "moderation:take_over"
    DECIDE = "moderation:decide"
    UNDO = "moderation:undo"
    REVERSE = "moderation:reverse"  # a decision whose minute is over
    REDACT = "moderation:redact"
    EDIT_TEXT = "moderation:edit_text"
    MASK = "moderation:mask"
    READ_ORIGINAL = "moderation:read_original"  # what stood there before it was covered or edited
    LOOK_ORIGINAL = "moderation:look_original"  # once more, while it is open
    READ_REASONS = "moderation:read_reasons"
    EDIT_REASONS = "moderation:edit_reasons"
    MEASURE = "moderation:measure"
    SET_BACKLOG = "moderation:set_backlog"  # from when on the public is told that we are late
    MARK_FLAG = "moderation:mark_flag"
    READ_CHECKS = "moderation:read_checks"
    SWITCH_ORDER = "moderation:switch_order"


_deciders = free(staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD))


def _took_it_in(by: Actor, thing: Any) -> bool:
    """The clerk who wrote this very thing down for a resident."""
    return by.kind is Kind.STAFF and by.is_any(Role.CLERK) and getattr(thing, "clerk_id", None) == by.id


def _free_to(by: Actor, thing: Any) -> bool:
    """Those who decide at the desk; not whose own decision is looked at again."""
    return _deciders(by, thing) and (thing is None or getattr(thing, "decided_by", None) != by.id)


def _made_it(by: Actor, thing: Any) -> bool:
    return _deciders(by, thing) and isinstance(thing, Decision | HeldAct) and thing.made_by == by.id


allow(
    Moderation.QUEUE,  # each sees the kinds that are theirs to read
    when=staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD, Role.OBSERVER, Role.CLERK, Role.APPRAISER),
)
allow(Moderation.READ, Moderation.FETCH, when=either(_deciders, staff(Role.OBSERVER), _took_it_in))
# Who judges the covers, and who watches over the judging; whoever wrote it down for a resident knows it already.
allow(Moderation.READ_ORIGINAL, Moderation.LOOK_ORIGINAL, when=either(_deciders, staff(Role.OBSERVER)))
allow(Moderation.CONTACTS, when=either(free(staff(Role.MODERATOR)), _took_it_in))
allow(
    Moderation.CLAIM,
    Moderation.RELEASE,
    Moderation.TAKE_OVER,
    Moderation.DECIDE,
    Moderation.REVERSE,
    Moderation.REDACT,
    Moderation.EDIT_TEXT,
    Moderation.MASK,
    Moderation.MARK_FLAG,
    when=_free_to,
)
allow(Moderation.UNDO, when=_made_it)
allow(Moderation.READ_REASONS, Moderation.READ_CHECKS, when=either(_deciders, staff(Role.OBSERVER)))
allow(Moderation.EDIT_REASONS, Moderation.SWITCH_ORDER, when=staff(Role.EDITOR, Role.BOARD_LEAD))
allow(Moderation.MEASURE, when=either(_deciders, staff(Role.OBSERVER, Role.APPRAISER)))
allow(Moderation.SET_BACKLOG, when=staff(Role.BOARD_LEAD))
