"""Who answers what people said."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, staff


class Outcome(Permission):
    WRITE_POINT = "outcome:write_point"
    ANSWER = "outcome:answer"
    CONCLUDE = "outcome:conclude"
    PUBLISH = "outcome:publish"
    CHANGE = "outcome:change"  # after publication, with a dated public note


allow(
    Outcome.WRITE_POINT, Outcome.ANSWER, Outcome.CONCLUDE, Outcome.CHANGE, when=staff(Role.APPRAISER, Role.BOARD_LEAD)
)
allow(Outcome.PUBLISH, when=staff(Role.BOARD_LEAD))  # who answers for the Board signs
