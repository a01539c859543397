"""Who may do what with nominees."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, anyone, only_system, staff


class Nominees(Permission):
    """Acts on nominees."""

    FOUND = "nominee:found"
    READ = "nominee:read"
    MERGE = "nominee:merge"
    UNMERGE = "nominee:unmerge"
    CONSENT = "nominee:consent"
    RESPELL = "nominee:respell"
    FORGET = "nominee:forget"


allow(Nominees.FOUND, Nominees.RESPELL, when=anyone)  # the room above has asked whether the story itself may be touched
allow(Nominees.READ, when=staff(Role.CLERK, Role.MODERATOR, Role.EDITOR, Role.APPRAISER, Role.BOARD_LEAD))
allow(Nominees.MERGE, Nominees.UNMERGE, Nominees.CONSENT, when=staff(Role.MODERATOR, Role.EDITOR))
allow(Nominees.FORGET, when=only_system)
