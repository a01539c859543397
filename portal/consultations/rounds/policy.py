"""Who may do what with rounds: the Board prepares and answers them; the administrator has no right over content."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, anyone, either, only_system, staff


class Rounds(Permission):
    READ = "round:read"  # also what is not public yet
    PLAN = "round:plan"
    SCHEDULE = "round:schedule"
    EXTEND = "round:extend"
    OUTAGE = "round:outage"
    CANCEL = "round:cancel"
    FREEZE = "round:freeze"
    ANSWER = "round:answer"
    PROVE = "round:prove"  # the proof of publicity
    FOLLOW = "round:follow"  # a notice when one opens


_board = staff(Role.APPRAISER, Role.BOARD_LEAD)

allow(Rounds.READ, when=staff(Role.APPRAISER, Role.BOARD_LEAD, Role.OBSERVER, Role.MODERATOR))
allow(Rounds.PLAN, Rounds.PROVE, when=_board)
allow(Rounds.SCHEDULE, Rounds.EXTEND, Rounds.CANCEL, Rounds.ANSWER, when=_board)
allow(Rounds.OUTAGE, when=either(_board, only_system))
allow(Rounds.FREEZE, when=only_system)
allow(Rounds.FOLLOW, when=anyone)
