"""What a nominee can be, and where the nominee's consent stands."""

from enum import StrEnum


class NomineeKind(StrEnum):
    PERSON = "person"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"


class Honorific(StrEnum):
    """How the person is addressed; asked for, never inferred (domain.md 6.1)."""

    ONG = "ông"
    BA = "bà"
    ANH = "anh"
    CHI = "chị"
    EM = "em"
    CHAU = "cháu"
    NONE = ""


class PositionGroup(StrEnum):
    """Whom the dispatch wants seen: direct workers before leaders (dispatch 3959, 3a)."""

    DIRECT_WORKER = "direct_worker"
    MIDDLE_MANAGER = "middle_manager"
    LEADER = "leader"
    CITIZEN = "citizen"
    RETIRED = "retired"
    STUDENT = "student"
    ARMED_FORCES = "armed_forces"
    COLLECTIVE = "collective"
    UNKNOWN = "unknown"


class ConsentState(StrEnum):
    """The nominee's answer to being written about. Silence is no consent (domain.md 2.7)."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_NEEDED = "not_needed"  # lawful absence, e.g. a deceased person's kin cannot be found; the ground is recorded


class ConsentChannel(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    THROUGH_WARD = "through_ward"
    PARENT = "parent"  # of a nominee under 16; the child's own agreement from 7 on is noted too


class Covers(StrEnum):
    """What a consent is for: each purpose is asked for by itself (Law 91/2025 on personal data)."""

    STORY = "story"
    NAME = "name"
    PHOTO = "photo"
