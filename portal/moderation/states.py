"""What a moderator can decide, and what a flag can be."""

from enum import StrEnum


class Outcome(StrEnum):
    """Decisions on a nomination in the desk's words (DESIGN.md 8)."""

    ACCEPT = "accept"  # Đăng
    ACCEPT_COVERED = "accept_covered"  # Đăng sau khi che
    ASK = "ask"  # Hỏi lại
    AWAIT_CONSENT = "await_consent"  # Xin đồng ý
    FORWARD = "forward"  # Chuyển nơi có thẩm quyền
    DECLINE = "decline"  # Không đăng

    @property
    def accepts(self) -> bool:
        """Whether it goes forward to be published, whole or with parts covered."""
        return self in (Outcome.ACCEPT, Outcome.ACCEPT_COVERED)

    @property
    def move(self) -> str:
        """The move in the life of the thing that it leads to."""
        return Outcome.ACCEPT.value if self.accepts else self.value


class Kind(StrEnum):
    """What is judged at the desk; a reason and a canned reply say what they are for."""

    NOMINATION = "nomination"
    OPINION = "opinion"
    REPLY = "reply"  # the nominee's or the unit's answer to an opinion
    REPORT = "report"  # of a reader, about something public
    PHOTO = "photo"


class FlagKind(StrEnum):
    """What the checks look for in a text. They hint and order; they never reject."""

    PHONE = "phone"
    NATIONAL_ID = "national_id"
    EMAIL = "email"
    CONTACT = "contact"  # a page or a name on a network, by which somebody is reached
    BANK = "bank"
    ADDRESS = "address"
    PLATE = "plate"
    CHILD = "child"
    PERSON = "person"
    RUDE = "rude"
    LEGACY_ENCODING = "legacy_encoding"
    LIKELY_SAME = "likely_same"
    ACCUSATION = "accusation"
    ADVERT = "advert"
    LINK = "link"
    ECHO = "echo"
    COPIED = "copied"
    LANGUAGE = "language"
    SHORT = "short"
    OFF_TOPIC = "off_topic"
    PLACE_IN_PHOTO = "place_in_photo"
    ELSEWHERE = "elsewhere"  # what a check outside the portal noticed


class Ended(StrEnum):
    """How one check of one text ended; what is not done is shown to the moderator as not checked."""

    DONE = "done"
    FAILED = "failed"
    SLOW = "slow"
