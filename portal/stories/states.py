"""The life of a story, and what it can be about."""

from enum import StrEnum

from portal.core.machine import Life


class StoryState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    REMOVED = "removed"  # its address answers 410 with the reason


LIFE = Life(
    StoryState.DRAFT,
    {
        "publish": ((StoryState.DRAFT, StoryState.REMOVED), StoryState.PUBLISHED),
        "correct": ((StoryState.PUBLISHED,), StoryState.PUBLISHED),
        "remove": ((StoryState.PUBLISHED,), StoryState.REMOVED),
    },
)


class Theme(StrEnum):
    """What kind of deed it is; a story may have several. HARD_TASK answers dispatch 3959's "việc khó"."""

    HARD_TASK = "hard_task"
    RESCUE = "rescue"
    CARE = "care"  # for the sick, the old, the lonely
    LEARNING = "learning"
    COMMUNITY = "community"
    GRATITUDE = "gratitude"  # war martyrs and veterans
    HONESTY = "honesty"  # found and returned
    CULTURE = "culture"
    ENVIRONMENT = "environment"
    WORK = "work"  # craft, initiative, production
    SAFETY = "safety"


class RemovalReason(StrEnum):
    NOMINEE_ASKED = "nominee_asked"
    FACTS_WRONG = "facts_wrong"
    PRIVACY = "privacy"
    LAW = "law"
