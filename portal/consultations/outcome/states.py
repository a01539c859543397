"""How the Board answers what people said."""

from enum import StrEnum


class Answer(StrEnum):
    """What became of a point (domain.md 6.5, 66: tiếp thu, giải trình)."""

    ACCEPTED = "accepted"  # Tiếp thu
    EXPLAINED = "explained"  # Giải trình
    NOT_CONFIRMED = "not_confirmed"  # Chưa xác minh được


class Unused(StrEnum):
    """Why an opinion stands in no point; every one must stand in exactly one place."""

    NO_POINT = "no_point"  # takes a stance without naming anything to answer
    OFF_TOPIC = "off_topic"
    DECLINED = "declined"  # was not published
    COORDINATED = "coordinated"  # stands once, with the text it repeats
