"""Acts that are held for a minute: their letters wait so long, and whoever acted can take them back."""

from enum import StrEnum


class ActKind(StrEnum):
    """What was done. Decisions on what waits at the desk are rows of their own, with a minute of their own."""

    REVERSE = "reverse"  # a decision whose minute was over was taken back
    PUBLISH = "publish"  # a story
    CORRECT = "correct"  # a public story
    UNPUBLISH = "unpublish"  # a story
    ANSWER_APPEAL = "answer_appeal"
    UNCOVER = "uncover"  # what was covered is shown, as an appeal asked for
    COVER = "cover"  # parts of what is public are covered
    SETTLE_REPORTS = "settle_reports"
