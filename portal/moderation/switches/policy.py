"""Who may switch: those who answer for the portal. An administrator has no right over what is taken in (domain.md 7.5)."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, either, only_system, staff


class Switches(Permission):
    READ = "switch:read"
    TURN = "switch:turn"


allow(Switches.READ, when=staff(Role.BOARD_LEAD, Role.OBSERVER))
allow(Switches.TURN, when=either(staff(Role.BOARD_LEAD), only_system))
