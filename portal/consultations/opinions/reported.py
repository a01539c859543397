"""A reader says what is wrong with a published opinion. It stays as it is until a moderator has looked."""

from portal.consultations.opinions import at_desk
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState
from portal.core.actor import Actor
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.honours.queries import calendar
from portal.moderation.reports import services as reports
from portal.moderation.reports.models import ReaderReport
from portal.moderation.reports.states import OF_OPINION, ReportKind


def report(
    opinion: Opinion, *, by: Actor, kind: ReportKind, text: str, contact: str = "", language: str = "vi"
) -> ReaderReport:
    """Take in a reader's report. Raises Unfit for too few or too many words, NotNow for an opinion that is not public."""
    if opinion.state is not OpinionState.PUBLISHED:
        raise NotNow()
    if kind not in OF_OPINION:
        raise Unfit(N_("Choose what is wrong"), field="kind")
    return reports.report(
        at_desk.matter(opinion), by=by, kind=kind, text=text, contact=contact, language=language, calendar=calendar()
    )
