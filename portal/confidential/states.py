"""The life of a report, and what may come of it (Law on Denunciations, Art 24-25; domain.md 2.6)."""

from enum import StrEnum

from portal.core.machine import Life


class ReportState(StrEnum):
    RECEIVED = "received"  # to be classified within seven working days
    NO_GROUND = "no_ground"
    INSPECTING = "inspecting"  # a clear person and evidence that can be checked
    FORWARDED = "forwarded"  # to the body that is competent
    TOLD_HOW = "told_how"  # the writer was told how to denounce formally


class Outcome(StrEnum):
    """What a reader may find; each is a move of the report's life."""

    NO_GROUND = "find_no_ground"
    INSPECT = "inspect"
    FORWARD = "forward"
    TELL_HOW = "tell_how"


S = ReportState
LIFE = Life(
    S.RECEIVED,
    {
        Outcome.NO_GROUND: ((S.RECEIVED, S.INSPECTING, S.TOLD_HOW), S.NO_GROUND),
        Outcome.INSPECT: ((S.RECEIVED, S.NO_GROUND, S.TOLD_HOW), S.INSPECTING),
        Outcome.FORWARD: ((S.RECEIVED, S.INSPECTING, S.TOLD_HOW), S.FORWARDED),
        Outcome.TELL_HOW: ((S.RECEIVED, S.INSPECTING, S.NO_GROUND), S.TOLD_HOW),
    },
)


class HowKnown(StrEnum):
    SAW = "saw"
    AFFECTED = "affected"
    PAPERS = "papers"
    HEARD = "heard"
    UNSAID = ""


class Subject(StrEnum):
    """What kind of thing a report may name by its key."""

    NONE = ""
    CANDIDATE = "candidate"
    NOMINEE = "nominee"


class Words(StrEnum):
    """Who speaks in a message; a note is for readers only."""

    WRITER = "writer"
    STAFF = "staff"
    NOTE = "note"


class Purpose(StrEnum):
    """What the writer's identity may be opened for: a closed list, so that no words stand in the log."""

    CHECK = "check"  # a denunciation's sender must be verified (Law on Denunciations, Art 24)
    PROTECT = "protect"  # the writer asks for protection, or is in danger
    AGREED = "agreed"  # the writer agreed that it goes with the transfer
    ORDER = "order"  # a competent body asks in writing
