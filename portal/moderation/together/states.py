"""Why a thing is not among those that several at once may do: the first that applies, those that others decide first."""

from enum import StrEnum


class Why(StrEnum):
    """What stands in the way of a thing. The reasons of a refusal, too, as the trail keeps them."""

    OTHER_KIND = "other_kind"  # each gets a decision and a letter of its own
    GONE = "gone"
    DECIDED = "decided"
    HELD = "held"  # a colleague works on it
    BARRED = "barred"  # the actor must stand back, or has lost the office
    CHANGED = "changed"  # another revision than the one that was read
    SWITCHED_OFF = "switched_off"  # no opinions are taken in: something is wrong, so one looks closer
    ROUND = "round"  # withdrawn, or the outcome is public: accepting it has consequences of its own
    SECOND = "second"  # somebody proposed what needs a second person
    AGAIN = "again"  # it was decided before, and that was reversed
    ASKED = "asked"  # its writer was asked back: question and answer are read with it
    UNVERIFIED = "unverified"  # nobody has shown yet that there is a person
    EDITION = "edition"  # of several editions by one person: they are read beside each other
    OWN = "own"  # the actor wrote it down
    CAMPAIGN = "campaign"  # of a group with signs of one hand
    SLOW_LANE = "slow_lane"
    FLAGGED = "flagged"  # a check noticed something, rightly or wrongly
    UNCHECKED = "unchecked"  # a check was not done, or not by its newest version
    COVERED = "covered"  # somebody has begun to cover parts
    FILES = "files"  # something was handed in with it
    NAMED = "named"  # a name would be printed that the actor may not read
    NOTED = "noted"  # a colleague left a note
    BUSY = "busy"  # the database did not answer
