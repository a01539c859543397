"""What can lie at the desk, and whose turn it is."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What waits to be looked at. Each kind has a clock of its own."""

    NOMINATION = "nomination"
    OPINION = "opinion"
    REPLY = "reply"  # of a nominee or a unit, to criticism
    REPORT = "report"  # of a reader, on something public
    APPEAL = "appeal"  # of a writer, against a decision


class Turn(StrEnum):
    """Who acts next."""

    DESK = "desk"
    EDITOR = "editor"  # accepted; the story is being written
    WRITER = "writer"  # a question was put
    DONE = "done"


OPEN = (Turn.DESK, Turn.EDITOR)  # whose lateness is ours


class Part(StrEnum):
    """What brings an item forward in the list, or puts it back: each is worth some hours of waiting."""

    APPEAL = "appeal"
    ANSWERED = "answered"  # the writer has answered our question
    CLOSING = "closing"  # its round closes soon
    CHILD = "child"
    PRIVATE = "private"  # holds somebody's number or address
    ACCUSATION = "accusation"  # may belong to the confidential channel
    MANY = "many"  # several readers report the same thing
    SLOW_LANE = "slow_lane"
    LEARNT = "learnt"  # the desk's own earlier decisions suggest it
