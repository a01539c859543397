"""What can be reported, and what can become of it."""

from enum import StrEnum


class Lane(StrEnum):
    """Reports of readers on one thing are one item; what somebody asks about themselves is an item of its own."""

    READERS = "readers"
    ABOUT_ME = "about_me"


class ReportKind(StrEnum):
    WRONG_FACT = "wrong_fact"
    PRIVACY = "privacy"
    PHOTO = "photo"
    INSULT = "insult"
    OTHER = "other"
    MY_CORRECTION = "my_correction"  # the last four are wishes of whoever it is about (domain.md 2.7)
    MY_CONSENT = "my_consent"
    MY_PHOTO = "my_photo"
    MY_DATA = "my_data"


K = ReportKind
OF_STORY = (K.WRONG_FACT, K.PRIVACY, K.PHOTO, K.OTHER)
OF_OPINION = (K.WRONG_FACT, K.PRIVACY, K.INSULT, K.OTHER)
ABOUT_ME = (K.MY_CORRECTION, K.MY_CONSENT, K.MY_PHOTO, K.MY_DATA)


class Outcome(StrEnum):
    NOTHING_WRONG = "nothing_wrong"
    CORRECTED = "corrected"
    TAKEN_DOWN = "taken_down"
    ANSWERED = "answered"  # what is kept of somebody was shown to them
    MOVED_ON = "moved_on"  # handed to whoever is responsible
    GONE = "gone"  # it is no longer public, for another reason


FOR_READERS = (Outcome.NOTHING_WRONG, Outcome.CORRECTED, Outcome.TAKEN_DOWN, Outcome.MOVED_ON)
FOR_THOSE_IT_IS_ABOUT = (
    Outcome.NOTHING_WRONG,
    Outcome.CORRECTED,
    Outcome.TAKEN_DOWN,
    Outcome.ANSWERED,
    Outcome.MOVED_ON,
)
RIGHT, WRONG = (
    (Outcome.CORRECTED, Outcome.TAKEN_DOWN),
    (Outcome.NOTHING_WRONG,),
)  # the others say nothing about who reported


class Relation(StrEnum):
    """Who asks about whom."""

    SELF = "self"
    PARENT = "parent"
    OTHER = "other"  # family, a representative
