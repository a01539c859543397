"""What can be switched off."""

from enum import StrEnum


class Function(StrEnum):
    """What the public sends in. The confidential channel is not among them: whoever knows of wrongdoing is always heard."""

    NOMINATIONS = "nominations"
    OPINIONS = "opinions"
    PHOTOS = "photos"
    THANKS = "thanks"
    REPORTS = "reports"
