"""A testimony as its writer may follow it: nothing of an act shows until it can be taken back no longer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.moderation.undoing import untold
from portal.moderation.undoing.untold import Told
from portal.nominations import appealing, queries
from portal.nominations.models import Nomination
from portal.nominations.queries import Step
from portal.nominations.states import NominationState


@dataclass(frozen=True)
class Followed:
    """Where it stands for its writer, the way that led there, and what they were told of the decisions on it."""

    state: NominationState
    due_on: date | None
    closed_at: datetime | None
    steps: Sequence[Step]
    told: Told


def of(nomination: Nomination, story_before: NominationState | None = None) -> Followed:
    """How it stood before what is not told yet. `story_before`: its state before what was just done with its story.

    What its writer did shows at once: of what was withdrawn nothing is told any more.
    """
    told, steps = untold.of(nomination), queries.steps(nomination)
    known = {NominationState(told.before) if told.before else None, story_before}
    cut = next((n for n, step in enumerate(steps) if untold.fresh(step.at) and step.was in known), None)
    if cut is None or nomination.state is NominationState.WITHDRAWN:
        return Followed(nomination.state, nomination.due_on, nomination.closed_at, steps, told)
    before = steps[:cut]
    return Followed(steps[cut].was, steps[cut].due_was, before[-1].at if before else None, before, told)


def covered(nomination: Nomination, seen: Followed) -> tuple[Mapping[str, str], int]:
    """The texts that go on with words covered, and how many photos with parts covered, as far as their writer was told."""
    decision, before = seen.told.decision, untold.changed_covers(nomination)
    covers = before["covers"] if before is not None else None
    words = appealing.masked_as(nomination, state=seen.state, decision=decision, before=covers)
    if before is not None and appealing.goes_on_covered(seen.state, decision):
        return words, len(before.get("masks", {}))
    return words, len(appealing.photos_as(nomination, state=seen.state, decision=decision))


def appealable(nomination: Nomination, seen: Followed) -> bool:
    """Whether its writer, for whom it stands so, can ask another look at it."""
    return seen.state in appealing.AGAINST or any(covered(nomination, seen))
