"""Where an appeal is. In Vietnamese it is an "đề nghị xem lại": a khiếu nại is another thing, made under another law."""

from enum import StrEnum

from portal.core.machine import Life


class AppealState(StrEnum):
    WAITING = "waiting"
    ANEW = "anew"  # upheld: the thing is decided anew
    LIFTED = "lifted"  # upheld: what was covered is shown
    STANDS = "stands"  # not upheld
    OVERTAKEN = "overtaken"  # the decision was taken back before anybody had looked at it


S = AppealState
LIFE = Life(
    S.WAITING,
    {
        "anew": ((S.WAITING,), S.ANEW),
        "lift": ((S.WAITING,), S.LIFTED),
        "stand": ((S.WAITING,), S.STANDS),
        "overtake": ((S.WAITING,), S.OVERTAKEN),
        "resume": ((S.ANEW, S.LIFTED, S.STANDS, S.OVERTAKEN), S.WAITING),  # what ended it was taken back in its minute
    },
)


class Verdict(StrEnum):
    """What the one who looks again can say; the moves of its life."""

    ANEW = "anew"
    LIFT = "lift"
    STAND = "stand"

    @property
    def upholds(self) -> bool:
        """Whether the writer was right."""
        return self is not Verdict.STAND


class Channel(StrEnum):
    WEB = "web"
    DESK = "desk"
    PHONE = "phone"
    LETTER = "letter"
