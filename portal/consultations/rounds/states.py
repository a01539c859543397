"""The life of a round. Whether it is open is never stored: it follows from its instants and the clock."""

from enum import StrEnum

from portal.core.machine import Life


class RoundState(StrEnum):
    """What the Board has done with a round."""

    DRAFT = "draft"  # being prepared; nobody outside the Board sees it
    SCHEDULED = "scheduled"  # announced: it opens and closes by itself
    ANSWERED = "answered"  # closed, and the Board has answered in public
    CANCELLED = "cancelled"  # taken back before it opened


class Phase(StrEnum):
    """What a round is to the public at an instant (DESIGN.md 8)."""

    HIDDEN = "hidden"
    COMING = "coming"  # Sắp mở
    OPEN = "open"  # Đang lấy ý kiến
    CLOSED = "closed"  # Đã khép lại
    ANSWERED = "answered"  # Ban đã trả lời


class CommentsShown(StrEnum):
    """What becomes of reviewed opinions while a round runs and after."""

    SHOWN = "shown"
    COUNTED_ONLY = "counted_only"


class TallyShown(StrEnum):
    """When the public sees how many took which stance; by default only after the close, against herding."""

    NEVER = "never"
    AFTER_CLOSE = "after_close"
    ALWAYS = "always"


class NoteKind(StrEnum):
    """What a public, dated note on a round tells of."""

    EXTENDED = "extended"
    OUTAGE = "outage"
    CORRECTED = "corrected"  # who or what of a candidate: its clock starts again
    WITHDRAWN = "withdrawn"  # a candidate
    COUNCIL_MOVED = "council_moved"
    OUTCOME_CHANGED = "outcome_changed"


S = RoundState
LIFE = Life(
    S.DRAFT,
    {
        "schedule": ((S.DRAFT,), S.SCHEDULED),
        "unschedule": ((S.SCHEDULED,), S.DRAFT),  # only before it opens: services check the clock
        "cancel": ((S.DRAFT, S.SCHEDULED), S.CANCELLED),
        "answer": ((S.SCHEDULED,), S.ANSWERED),
    },
)
