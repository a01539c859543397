"""Who may report, and who deals with it."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, anyone, only_system, staff
from portal.moderation.eyes.recusal import free


class Reports(Permission):
    REPORT = "report:report"
    ASK = "report:ask"  # of whoever it is about
    READ = "report:read"
    CONTACTS = "report:contacts"  # how to reach those who reported
    SETTLE = "report:settle"
    REOPEN = "report:reopen"  # its outcome was taken back within the minute, or reversed for a reason
    GONE = "report:gone"
    FORGET = "report:forget"


_deciders = staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD)

allow(Reports.REPORT, Reports.ASK, when=anyone)
allow(Reports.READ, when=staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD, Role.OBSERVER))
allow(Reports.SETTLE, Reports.REOPEN, Reports.CONTACTS, when=free(_deciders))
allow(Reports.GONE, Reports.FORGET, when=only_system)
