"""The life of an opinion, and what its writer says with it."""

from enum import StrEnum

from portal.core.machine import Life


class OpinionState(StrEnum):
    """Where an opinion is; whether its writer was verified is a matter of its own."""

    WAITING = "waiting"  # Đã nhận: waits for review
    PUBLISHED = "published"  # Đã đăng, wholly or with parts covered
    COUNTED = "counted"  # reviewed and counted, not shown: by the writer's wish or the round's rule
    DECLINED = "declined"  # Không đăng, with a reason the writer reads
    CLOSED = "closed"  # no longer in the round: taken back, or moved where it belongs. Counted nowhere


S = OpinionState
LIFE = Life(
    S.WAITING,
    {
        "publish": ((S.WAITING,), S.PUBLISHED),
        "count": ((S.WAITING,), S.COUNTED),
        "decline": ((S.WAITING,), S.DECLINED),
        "reconsider": ((S.PUBLISHED, S.COUNTED, S.DECLINED), S.WAITING),
        "close": ((S.WAITING, S.PUBLISHED, S.COUNTED, S.DECLINED), S.CLOSED),
    },
)


class QuestionState(StrEnum):
    """What became of a question that the desk put to a writer. The opinion itself waits meanwhile, as it did before."""

    OPEN = "open"
    ANSWERED = "answered"
    SILENT = "silent"  # its day passed without an answer; one that comes late is still read
    REWORDED = "reworded"  # the writer sent other words instead, which now stand
    SETTLED = "settled"  # the opinion was decided without it


Q = QuestionState
QUESTION_LIFE = Life(
    Q.OPEN,
    {
        "answer": ((Q.OPEN, Q.SILENT), Q.ANSWERED),
        "lapse": ((Q.OPEN,), Q.SILENT),
        "reword": ((Q.OPEN, Q.SILENT), Q.REWORDED),
        "settle": ((Q.OPEN,), Q.SETTLED),
    },
)


class Stance(StrEnum):
    """Never preselected, never shown as a contest (DESIGN.md 5)."""

    SUPPORT = "support"  # Đồng tình
    REMARKS = "remarks"  # Đồng tình, có góp ý
    NOT_YET = "not_yet"  # Chưa đồng tình
    INFORMATION = "information"  # Chỉ cung cấp thông tin


class HowKnown(StrEnum):
    """Graded testimony: first hand or not."""

    SAW = "saw"
    HELPED = "helped"  # was helped
    WORKS_WITH = "works_with"
    HEARD = "heard"


class Relation(StrEnum):
    """The writer's relation to the candidate."""

    NONE = "none"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"
    FAMILY = "family"
    HELPED = "helped"
    OTHER = "other"


class Display(StrEnum):
    """Who may see the writer's name; the safer choices last, staff only by default."""

    EVERYONE = "everyone"
    INITIALS = "initials"
    STAFF = "staff"  # shown as "a resident of ward …"
    UNPUBLISHED = "unpublished"  # read and counted, shown to nobody else


class Verified(StrEnum):
    """How the writer was found to be a person."""

    NO = "no"
    EMAIL = "email"
    PHONE = "phone"
    OIDC = "oidc"
    CLERK = "clerk"  # in person, by signed letter, or called back


class Channel(StrEnum):
    WEB = "web"
    DESK = "desk"
    PHONE = "phone"
    LETTER = "letter"


class ClusterState(StrEnum):
    """What staff made of a group of similar opinions."""

    SUGGESTED = "suggested"
    COORDINATED = "coordinated"  # counted apart, shown as "1 text × n"
    DISMISSED = "dismissed"


class ReplyBy(StrEnum):
    NOMINEE = "nominee"
    UNIT = "unit"


class ReplyState(StrEnum):
    WAITING = "waiting"
    PUBLISHED = "published"
    DECLINED = "declined"


R = ReplyState
REPLY_LIFE = Life(
    R.WAITING,
    {
        "publish": ((R.WAITING,), R.PUBLISHED),
        "decline": ((R.WAITING,), R.DECLINED),
        "reconsider": ((R.PUBLISHED, R.DECLINED), R.WAITING),
        "anew": ((R.DECLINED,), R.WAITING),  # written anew after it was not published
    },
)
