"""What a candidate is, and whether the candidacy still stands."""

from enum import StrEnum


class CandidateState(StrEnum):
    LISTED = "listed"
    WITHDRAWN = "withdrawn"  # with a public note; opinions stay, none is taken any more


class CandidateKind(StrEnum):
    """The object of the proposal, visible everywhere (dispatch 3959, 3a: not mainly leaders)."""

    DIRECT_WORKER = "direct_worker"
    LEADER = "leader"
    CITIZEN = "citizen"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"
    ENTERPRISE = "enterprise"


class Met(StrEnum):
    """Whether a standard is met, as the Board found (DESIGN.md `.criteria`)."""

    OK = "ok"
    WAIT = "wait"
    NO = "no"
