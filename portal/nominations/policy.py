"""Who may do what with nominations."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, anyone, staff


class Nominations(Permission):
    """Acts on drafts and nominations."""

    DRAFT = "nomination:draft"
    SUBMIT = "nomination:submit"
    WRITE_DOWN = "nomination:write_down"  # for someone who came to the desk, phoned or wrote


allow(Nominations.DRAFT, Nominations.SUBMIT, when=anyone)
allow(Nominations.WRITE_DOWN, when=staff(Role.CLERK, Role.MODERATOR))
