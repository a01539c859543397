"""Who may do what with candidates."""

from portal.core.actor import Role
from portal.core.policy import Permission, allow, either, only_system, staff


class Candidates(Permission):
    PUT_UP = "candidate:put_up"
    EDIT = "candidate:edit"  # while its round is a draft
    CORRECT = "candidate:correct"  # who or what, in public: the clock starts again
    WITHDRAW = "candidate:withdraw"
    HOLD = "candidate:hold"
    RELEASE = "candidate:release"
    READ_HOLD = "candidate:read_hold"


_board = staff(Role.APPRAISER, Role.BOARD_LEAD)

allow(Candidates.PUT_UP, Candidates.EDIT, Candidates.CORRECT, Candidates.WITHDRAW, when=_board)
allow(Candidates.HOLD, when=either(_board, only_system))  # the system: for causes that must not show who asked
allow(Candidates.RELEASE, Candidates.READ_HOLD, when=_board)
