"""Kinds that the rows of this room may have."""

from enum import StrEnum


class Level(StrEnum):
    """Who confers it (Decree 152/2025, Art 3)."""

    STATE = "state"
    CITY = "city"  # also ministries and provinces
    UNIT = "unit"


class Recipient(StrEnum):
    """Who may receive it."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"
    ENTERPRISE = "enterprise"
    COMMUNITY = "community"  # a village, a ward, a commune
    FOREIGNER = "foreigner"


class PublicAsked(StrEnum):
    """Whether the public must be asked before it is proposed."""

    YES = "yes"
    OPTIONAL = "optional"
    NO = "no"


class Subject(StrEnum):
    """What a legal instrument is about."""

    COMMENDATION = "commendation"
    DENUNCIATION = "denunciation"
    PERSONAL_DATA = "personal_data"
    ACCESS = "access"
    WORKING_TIME = "working_time"


class DayKind(StrEnum):
    """Why a day is not what its weekday says."""

    HOLIDAY = "holiday"
    SWAP_OFF = "swap_off"  # a working day made free in exchange for another
    MAKE_UP = "make_up"  # a Saturday or Sunday worked in exchange
