"""Who looks after work that was given up: whoever looks after the portal. It holds ids only, so nobody's words are read."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, either, only_system, staff


class Jobs(Permission):
    READ = "job:read"
    REVIVE = "job:revive"  # have it tried again, as often as if it had never been tried


allow(Jobs.READ, Jobs.REVIVE, when=either(staff(Role.ADMINISTRATOR), only_system))
