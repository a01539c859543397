"""Whether a testimony was decided in a way that its writer can ask another look at."""

from typing import Any

from portal.moderation import queries
from portal.moderation.models import Decision
from portal.moderation.states import Outcome
from portal.nominations import covered
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState

AGAINST = (NominationState.DECLINED, NominationState.FORWARDED)
GOES_ON = (NominationState.ACCEPTED, NominationState.PUBLISHED)


def appealable(nomination: Nomination) -> bool:
    """Whether it is not published, was handed to another office, or goes on with words covered."""
    return nomination.state in AGAINST or bool(masked(nomination))


def masked(nomination: Nomination) -> dict[str, str]:
    """The texts of an accepted testimony in which words were covered, by field, as they go on; its writer is told so."""
    return masked_as(nomination, state=nomination.state, decision=queries.standing(nomination))


def masked_as(
    nomination: Nomination, *, state: NominationState, decision: Decision | None, before: Any = None
) -> dict[str, str]:
    """The like of one that stands so. `before`: the covers that were there until a moment ago, by field."""
    if state not in GOES_ON or decision is None or decision.outcome is not Outcome.ACCEPT_COVERED:
        return {}
    return covered.words(nomination, before)
