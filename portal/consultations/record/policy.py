"""Who reads the log. The monthly figures are everybody's, made by the system."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, only_system, staff


class Record(Permission):
    READ = "record:read"
    EXPORT = "record:export"
    COUNT = "record:count"


allow(Record.READ, when=staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD, Role.OBSERVER))
allow(Record.EXPORT, when=staff(Role.BOARD_LEAD, Role.OBSERVER))
allow(Record.COUNT, when=only_system)
