"""Who reads canned replies, and who writes them."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, staff


class CannedReplies(Permission):
    READ = "canned:read"
    USE = "canned:use"
    WRITE = "canned:write"


allow(CannedReplies.READ, when=staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD, Role.OBSERVER))
allow(CannedReplies.USE, when=staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD))
allow(CannedReplies.WRITE, when=staff(Role.EDITOR, Role.BOARD_LEAD))
