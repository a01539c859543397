"""What of a reader's report is checked."""

import uuid
from collections.abc import Mapping

from portal.core.db import db
from portal.moderation.checks.found import Subject
from portal.moderation.checks.sources import source
from portal.stories.models import StoryReport


@source(StoryReport.__tablename__)
def texts(id: uuid.UUID) -> Mapping[str, Subject]:
    """Its words."""
    report = db.session.get(StoryReport, id)
    return {"text": Subject(report.text)} if report is not None else {}
