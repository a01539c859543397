"""Who may look after honours, the law and the calendar: the Board's officers and leaders; not the administrator."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, either, only_system, staff


class Honours(Permission):
    READ = "honours:read"
    ADD_HONOUR = "honours:add_honour"
    AMEND_HONOUR = "honours:amend_honour"
    END_HONOUR = "honours:end_honour"
    ADD_INSTRUMENT = "honours:add_instrument"
    AMEND_INSTRUMENT = "honours:amend_instrument"
    EDIT_CALENDAR = "honours:edit_calendar"
    LOAD = "honours:load"


allow(Honours.READ, when=staff(Role.APPRAISER, Role.BOARD_LEAD, Role.OBSERVER))
allow(
    Honours.ADD_HONOUR,
    Honours.AMEND_HONOUR,
    Honours.END_HONOUR,
    Honours.ADD_INSTRUMENT,
    Honours.AMEND_INSTRUMENT,
    Honours.EDIT_CALENDAR,
    when=staff(Role.APPRAISER, Role.BOARD_LEAD),
)
allow(Honours.LOAD, when=either(only_system, staff(Role.ADMINISTRATOR)))
