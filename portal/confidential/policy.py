"""Who may do what in the confidential channel. No leader, moderator, observer or administrator is among the readers."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, anyone, holder, only_system, staff


class Confidential(Permission):
    """Acts on reports; they stand in this room's own log and nowhere else."""

    SEND = "confidential:send"
    FOLLOW = "confidential:follow"  # its tracking page
    MOVE = "confidential:move"  # something sent elsewhere that belongs here
    LIST = "confidential:list"  # numbers, days and states, no words
    READ = "confidential:read"
    FETCH = "confidential:fetch"  # a file
    SLIP = "confidential:slip"  # the paper that goes with a transfer
    DECIDE = "confidential:decide"
    WRITE = "confidential:write"
    NOTE = "confidential:note"
    HOLD = "confidential:hold"
    IDENTITY = "confidential:identity"  # who wrote it
    TELL = "confidential:tell"  # the letter that says there is a message


allow(Confidential.SEND, when=anyone)
allow(Confidential.FOLLOW, when=holder)
allow(Confidential.MOVE, when=staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD))
allow(Confidential.LIST, when=staff(Role.CONFIDENTIAL_READER, Role.IDENTITY_KEEPER))
allow(
    Confidential.READ,
    Confidential.FETCH,
    Confidential.SLIP,
    Confidential.DECIDE,
    Confidential.WRITE,
    Confidential.NOTE,
    Confidential.HOLD,
    when=staff(Role.CONFIDENTIAL_READER),
)
allow(Confidential.IDENTITY, when=staff(Role.IDENTITY_KEEPER))
allow(Confidential.TELL, when=only_system)
