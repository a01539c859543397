"""Who reads and writes notes: those who decide, and whoever supervises them, reads. A clerk and the Board's appraisers do not."""

from typing import Any

from portal.core.actor import Actor, Role
from portal.core.policy import Permission, allow, staff


class Notes(Permission):
    READ = "note:read"
    WRITE = "note:write"
    TAKE_BACK = "note:take_back"
    MENTIONS = "note:mentions"  # one's own
    MARK = "note:mark"  # a mention of oneself as read


_deciders = staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD)


def _wrote_it(by: Actor, thing: Any) -> bool:
    return _deciders(by, thing) and getattr(thing, "made_by", None) == by.id


def _is_meant(by: Actor, thing: Any) -> bool:
    return _deciders(by, thing) and (thing is None or getattr(thing, "staff_id", None) == by.id)


allow(Notes.READ, when=staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD, Role.OBSERVER))
allow(Notes.WRITE, Notes.MENTIONS, when=_deciders)
allow(Notes.TAKE_BACK, when=_wrote_it)
allow(Notes.MARK, when=_is_meant)
