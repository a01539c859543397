"""Whom a story concerns, and what exactly is judged of it: for four eyes."""

from portal.moderation.eyes import subjects
from portal.moderation.eyes.subjects import Concern, Subject
from portal.nominations import parts
from portal.nominees import matters
from portal.stories import queries
from portal.stories.models import Story


def concern(story: Story) -> Concern:
    """Its ward, and whom it is about; and everybody told of in its testimonies, which stand beside it as they were sent."""
    told = [subject.nominee_id for source in queries.sources(story) for subject in parts.told_of(source)]
    about = [story.nominee_id, *told]
    wards = frozenset({story.ward_code} if story.ward_code else ())
    return Concern(matters.units_among(about), wards, matters.same(about))


def mark(story: Story) -> str:
    """Another with every revision."""
    return f"{story.state}:{story.version}"


subjects.introduce("story", Subject(queries.one, concern, mark))
