"""Whom a story concerns, and what exactly is judged of it: for four eyes."""

from portal.core.db import db
from portal.moderation.eyes import subjects
from portal.moderation.eyes.subjects import Concern, Subject
from portal.nominees import matters
from portal.stories import queries
from portal.stories.models import Story, StoryReport


def concern(story: Story) -> Concern:
    """Its ward, and whom it is about."""
    about = [story.nominee_id]
    wards = frozenset({story.ward_code} if story.ward_code else ())
    return Concern(matters.units_among(about), wards, matters.same(about))


def _reported(report: StoryReport) -> Concern:
    return concern(db.session.get_one(Story, report.story_id))


def mark(story: Story) -> str:
    """Another with every revision."""
    return f"{story.state}:{story.version}"


subjects.introduce("story", Subject(queries.one, concern, mark))
subjects.introduce("story_report", Subject(queries.report_by_key, _reported, lambda report: str(report.id)))
