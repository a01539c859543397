"""By when each stage's actor should have acted, in working days: what the portal promises the writer."""

from collections.abc import Mapping
from datetime import date

from portal.core import clock
from portal.honours.queries import calendar
from portal.moderation.limits import APPEAL_DAYS
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState

READ_DAYS = 2  # an officer has read it
VERIFY_DAYS = 7  # the ward has checked it
WRITER_DAYS = 5  # the writer has answered a question
CONSENT_DAYS = 5  # the nominee has been asked and has answered
STORY_DAYS = 5  # the story has been written

DAYS: Mapping[NominationState, int] = {
    NominationState.RECEIVED: READ_DAYS,
    NominationState.VERIFYING: VERIFY_DAYS,
    NominationState.QUESTIONED: WRITER_DAYS,
    NominationState.AWAITING_CONSENT: CONSENT_DAYS,
    NominationState.ACCEPTED: STORY_DAYS,
}
OURS = (NominationState.RECEIVED, NominationState.VERIFYING, NominationState.AWAITING_CONSENT)


def due_on(state: NominationState, entered: date | None = None) -> date | None:
    """The last day for the actor of a stage entered on that day (default: today); none where nothing is awaited."""
    days = DAYS.get(state)
    return None if days is None else calendar().add(entered or clock.today(), days)


def appeal_by() -> date:
    """The last day on which the writer of a letter sent today may ask for another look."""
    return calendar().add(clock.today(), APPEAL_DAYS)


def late(nomination: Nomination) -> int:
    """Working days by which the promise is broken; 0 for what is settled or waits for the writer."""
    if nomination.due_on is None or nomination.state not in OURS:
        return 0
    return max(0, calendar().between(nomination.due_on, clock.today()))


def left(due: date) -> int:
    """Working days left until a deadline; negative when it is past."""
    return calendar().between(clock.today(), due)
