"""What the letter says to those who reported: as it is written, and as it is shown before it is."""

from datetime import datetime
from typing import Any

from portal.core import clock
from portal.core.mail import post
from portal.moderation import reversals
from portal.moderation.reports.models import ReportCase


def told(case: ReportCase, *, made_at: datetime, outcome: str, words: str) -> dict[str, Any]:
    """The letter's values. Whoever was told another outcome before is told so (`again`)."""
    return {
        "title": case.title, "day": clock.local(made_at).strftime("%d/%m/%Y"), "outcome": outcome, "words": words,
        "again": any(each.letter for each in reversals.of(case)),
    }  # fmt: skip


def preview(case: ReportCase, *, outcome: str, words: str) -> tuple[str, str]:
    """Subject and text of the letter that closing it so would send, in the language of the first who wrote."""
    values = told(case, made_at=case.first_at, outcome=outcome, words=words.strip())
    return post.preview("report_settled", case.language, **values)
