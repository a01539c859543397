"""Whether a testimony was decided in a way that its writer can ask another look at."""

from typing import Any

from portal.core.storage.models import StoredFile
from portal.moderation import queries
from portal.moderation.models import Decision
from portal.moderation.states import Outcome
from portal.nominations import covered
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState

AGAINST = (NominationState.DECLINED, NominationState.FORWARDED)
GOES_ON = (NominationState.ACCEPTED, NominationState.PUBLISHED)


def appealable(nomination: Nomination) -> bool:
    """Whether it is not published, was handed to another office, or goes on with words or parts of photos covered."""
    return nomination.state in AGAINST or hidden(nomination)


def hidden(nomination: Nomination) -> bool:
    """Whether it goes on with words or parts of photos covered; its writer is told so."""
    decision = queries.standing(nomination)
    return bool(masked(nomination) or photos_as(nomination, state=nomination.state, decision=decision))


def masked(nomination: Nomination) -> dict[str, str]:
    """The texts of an accepted testimony in which words were covered, by field, as they go on; its writer is told so."""
    return masked_as(nomination, state=nomination.state, decision=queries.standing(nomination))


def masked_as(
    nomination: Nomination, *, state: NominationState, decision: Decision | None, before: Any = None
) -> dict[str, str]:
    """The like of one that stands so. `before`: the covers that were there until a moment ago, by field."""
    return covered.words(nomination, before) if goes_on_covered(state, decision) else {}


def photos_as(nomination: Nomination, *, state: NominationState, decision: Decision | None) -> list[StoredFile]:
    """The photos of one that stands so, of which parts are covered."""
    return covered.photos(nomination) if goes_on_covered(state, decision) else []


def goes_on_covered(state: NominationState, decision: Decision | None) -> bool:
    """Whether what stands so was accepted with something covered."""
    return state in GOES_ON and decision is not None and decision.outcome is Outcome.ACCEPT_COVERED
