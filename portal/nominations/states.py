"""The life of a nomination: what residents call "my story" on its way (domain.md 7.5, DESIGN.md 8)."""

from enum import StrEnum

from portal.core.machine import Life


class NominationState(StrEnum):
    RECEIVED = "received"  # Đã nhận
    VERIFYING = "verifying"  # Đang xác minh
    QUESTIONED = "questioned"  # Cần bạn trả lời
    AWAITING_CONSENT = "awaiting_consent"  # Chờ đồng ý
    ACCEPTED = "accepted"  # a story is being written from it
    PUBLISHED = "published"  # Đã đăng
    DECLINED = "declined"  # Không đăng
    WITHDRAWN = "withdrawn"  # Đã rút lại
    FORWARDED = "forwarded"  # handed to the unit that can act on it


S = NominationState
_open = (S.RECEIVED, S.VERIFYING, S.QUESTIONED, S.AWAITING_CONSENT, S.ACCEPTED)
LIFE = Life(
    S.RECEIVED,
    {
        "verify": ((S.RECEIVED, S.QUESTIONED), S.VERIFYING),
        "ask": ((S.RECEIVED, S.VERIFYING, S.AWAITING_CONSENT), S.QUESTIONED),
        "answer": ((S.QUESTIONED,), S.VERIFYING),
        "await_consent": ((S.RECEIVED, S.VERIFYING, S.QUESTIONED), S.AWAITING_CONSENT),
        "accept": ((S.RECEIVED, S.VERIFYING, S.AWAITING_CONSENT), S.ACCEPTED),
        "publish": ((S.ACCEPTED,), S.PUBLISHED),
        "unpublish": ((S.PUBLISHED,), S.ACCEPTED),
        "decline": (_open, S.DECLINED),
        "forward": (_open, S.FORWARDED),
        "withdraw": (_open, S.WITHDRAWN),
        "reopen": ((S.DECLINED, S.FORWARDED, S.QUESTIONED, S.AWAITING_CONSENT, S.ACCEPTED), S.VERIFYING),
    },
)


class Channel(StrEnum):
    """How the story reached us; all channels have the same clock and the same receipt."""

    WEB = "web"
    DESK = "desk"
    PHONE = "phone"
    LETTER = "letter"


class HowKnown(StrEnum):
    """How the writer knows: graded testimony, never a vote."""

    SAW = "saw"
    HELPED = "helped"
    HEARD = "heard"
    DID = "did"  # the writer's own deed; needs two others to confirm


class ConsentSaid(StrEnum):
    """What the writer says about the nominee's consent; the Board asks the nominee anew in any case."""

    AGREED = "agreed"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"


class Commended(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ShowName(StrEnum):
    """Whether the writer's name may stand below the story."""

    FULL = "full"
    INITIALS = "initials"
    HIDDEN = "hidden"
