"""Who may do what to a story. Readers' own acts (thanks, reports) stand in readers.py."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, only_system, staff
from portal.moderation.eyes.recusal import free
from portal.nominations.policy import publishes


class Stories(Permission):
    """What staff do with stories; also the names of the acts in the audit trail."""

    READ = "story:read"  # the shelf, drafts, previews
    WRITE = "story:write"
    UNDO = "story:undo"  # a draft nobody has written in yet
    PUBLISH = "story:publish"
    CORRECT = "story:correct"
    REMOVE = "story:remove"
    RESTORE = "story:restore"  # what stood before an act that was taken back within its minute
    BACKDATE = "story:backdate"  # what was published before this portal was there


allow(Stories.READ, when=free(staff(Role.EDITOR, Role.MODERATOR, Role.BOARD_LEAD)))
allow(Stories.WRITE, Stories.UNDO, when=free(staff(Role.EDITOR, Role.MODERATOR)))
allow(Stories.PUBLISH, Stories.CORRECT, Stories.REMOVE, Stories.RESTORE, when=publishes)  # who checks does not
allow(Stories.BACKDATE, when=only_system)
