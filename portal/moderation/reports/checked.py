"""What of readers' reports is checked: the words of all that lie in one item."""

import uuid
from collections.abc import Mapping

import sqlalchemy as sa

from portal.core.db import db
from portal.moderation.checks.found import Subject
from portal.moderation.checks.sources import source
from portal.moderation.reports.models import ReaderReport, ReportCase


@source(ReportCase.__tablename__)
def texts(id: uuid.UUID) -> Mapping[str, Subject]:
    """Each report's words, by its number within the item."""
    mine = sa.select(ReaderReport.number, ReaderReport.text).where(ReaderReport.case_id == id)
    return {f"report-{number}": Subject(text) for number, text in db.session.execute(mine)}
