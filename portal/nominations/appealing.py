"""Whether a testimony was decided in a way that its writer can ask another look at."""

from portal.moderation import queries
from portal.moderation.states import Outcome
from portal.nominations import covered
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState


def appealable(nomination: Nomination) -> bool:
    """Whether it is not published, was handed to another office, or goes on with words covered."""
    return nomination.state in (NominationState.DECLINED, NominationState.FORWARDED) or bool(masked(nomination))


def masked(nomination: Nomination) -> dict[str, str]:
    """The texts of an accepted testimony in which words were covered, by field, as they go on; its writer is told so."""
    if nomination.state not in (NominationState.ACCEPTED, NominationState.PUBLISHED):
        return {}
    decision = queries.standing(nomination)
    accepted = decision is not None and decision.outcome is Outcome.ACCEPT_COVERED
    return covered.words(nomination) if accepted else {}
