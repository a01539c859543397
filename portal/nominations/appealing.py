"""Whether a testimony was decided in a way that its writer can ask another look at."""

from portal.nominations.models import Nomination
from portal.nominations.states import NominationState


def appealable(nomination: Nomination) -> bool:
    """Whether it is not published, or was handed to another office."""
    return nomination.state in (NominationState.DECLINED, NominationState.FORWARDED)
