"""Who hands over, and who takes note."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, staff


class Handovers(Permission):
    READ = "handover:read"
    WRITE = "handover:write"
    ACKNOWLEDGE = "handover:acknowledge"
    RELEASE_ALL = "handover:release_all"


_deciders = staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD)

allow(Handovers.READ, Handovers.WRITE, Handovers.ACKNOWLEDGE, Handovers.RELEASE_ALL, when=_deciders)
