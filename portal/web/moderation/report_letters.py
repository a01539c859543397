"""The letters to those who reported, where an act on the thing itself closes what they wrote."""

from collections.abc import Iterable

from flask_babel import gettext

from portal.moderation.reports import letters, queries
from portal.moderation.reports.models import ReportCase
from portal.moderation.reports.states import Outcome
from portal.web.moderation.letters import Preview


def of(cases: Iterable[ReportCase], outcome: Outcome) -> list[Preview]:
    """One letter for each item that somebody can be written to about."""
    told = [case for case in cases if queries.by_mail(case)]
    to = gettext("To those who reported it")
    return [Preview(*letters.preview(c, outcome=outcome, words=""), c.language, by_mail=True, to=to) for c in told]
