"""What a member of staff can be to somebody they may not judge."""

from enum import StrEnum


class TieKind(StrEnum):
    FAMILY = "family"
    UNIT = "unit"  # worked there, or works there besides
    OTHER = "other"
