"""What a candidate asks about what stands on their own page."""

from portal.consultations.candidates.models import Candidate
from portal.core.actor import Actor
from portal.honours.queries import calendar
from portal.moderation.matters import Matter
from portal.moderation.reports import services as reports
from portal.moderation.reports.asked import Wish
from portal.moderation.reports.models import ReaderReport


def ask(candidate: Candidate, *, by: Actor, wish: Wish) -> ReaderReport:
    """Take in a wish about what is public of a candidate. Raises Unfit where something is missing."""
    return reports.ask(matter(candidate), by=by, wish=wish, calendar=calendar())


def matter(candidate: Candidate) -> Matter:
    """A candidate as the desk's list names what is asked."""
    return Matter(
        thing_kind=candidate.__tablename__, thing_id=candidate.id, title=candidate.name, ward_code=candidate.ward_code,
        round_id=candidate.round_id, candidate_id=candidate.id, nominee_id=candidate.nominee_id,
        organisation_id=candidate.proposed_by_id,
    )  # fmt: skip
