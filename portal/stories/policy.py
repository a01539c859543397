"""Who may do what to a story. Readers' own acts (thanks, reports) stand in readers.py."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, only_system, staff


class Stories(Permission):
    """What staff do with stories; also the names of the acts in the audit trail."""

    WRITE = "story:write"
    PUBLISH = "story:publish"
    CORRECT = "story:correct"
    REMOVE = "story:remove"
    SETTLE = "story:settle"  # a reader's report
    BACKDATE = "story:backdate"  # what was published before this portal was there


allow(Stories.WRITE, Stories.SETTLE, when=staff(Role.EDITOR, Role.MODERATOR))
allow(Stories.PUBLISH, Stories.CORRECT, Stories.REMOVE, when=staff(Role.EDITOR))  # whoever checks does not publish
allow(Stories.BACKDATE, when=only_system)
