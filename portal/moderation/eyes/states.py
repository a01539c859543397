"""What needs a second person, and how far two of them have come."""

from enum import StrEnum


class Act(StrEnum):
    """What one person alone may only propose."""

    DECIDE = "decide"  # a decision of the desk on what waits there
    UNPUBLISH = "unpublish"  # taking from the public what it could read
    CLEAR = "clear"  # saying that a group of opinions is no campaign


class ProposalState(StrEnum):
    PENDING = "pending"  # waits for a second person
    DISPUTED = "disputed"  # the second saw it otherwise: waits for a lead
    AGREED = "agreed"
    UPHELD = "upheld"  # the lead saw it as the first did
    OVERTURNED = "overturned"  # the lead did not
    LAPSED = "lapsed"  # what was judged is there no more, or the first took the proposal back


OPEN = (ProposalState.PENDING, ProposalState.DISPUTED)
STOOD = (ProposalState.AGREED, ProposalState.UPHELD)


class Eyes(StrEnum):
    """Whom a thing on the list waits for; as the list keeps it."""

    ONE = ""
    SECOND = "second"
    LEAD = "lead"


class Ground(StrEnum):
    """Why somebody must stand back."""

    UNIT = "unit"
    WARD = "ward"
    DECLARED = "declared"


class Lapse(StrEnum):
    """Why a proposal came to nothing."""

    CHANGED = "changed"
    GONE = "gone"
    RETRACTED = "retracted"


class SampleState(StrEnum):
    WAITING = "waiting"
    AGREED = "agreed"
    DIFFERED = "differed"
    VOID = "void"  # nothing is left to be judged again
