"""Who may change the reference data."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, either, only_system, staff


class Organisations(Permission):
    LOAD = "reference:load"


allow(Organisations.LOAD, when=either(only_system, staff(Role.ADMINISTRATOR)))
