"""Who sees whose day: everybody one's own, and nobody another's. The lead sees sums over at least three people."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, staff


class Days(Permission):
    OWN = "day:own"
    TEAM = "day:team"


allow(Days.OWN, when=staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD))
allow(Days.TEAM, when=staff(Role.BOARD_LEAD))
