"""Where a story stands, in words: what was done and when, what comes next, who does it, by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext, ngettext

from portal.core.i18n import N_
from portal.nominations import deadlines, followed, parts
from portal.nominations.followed import Followed
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState as S
from portal.stories import reading, takeback
from portal.stories.models import Story
from portal.web.kit.locale import show_date

TAGS = {
    S.RECEIVED: (N_("Received"), "info", "file-check"),
    S.VERIFYING: (N_("Being checked"), "info", "search"),
    S.QUESTIONED: (N_("Waiting for your answer"), "warn", "message-square"),
    S.AWAITING_CONSENT: (N_("Waiting for consent"), "warn", "clock"),
    S.ACCEPTED: (N_("Accepted"), "ok", "check"),
    S.PUBLISHED: (N_("Published"), "ok", "check"),
    S.DECLINED: (N_("Not published"), "danger", "x"),
    S.FORWARDED: (N_("Passed on"), "info", "arrow-right"),
    S.WITHDRAWN: (N_("Withdrawn"), "", ""),
}
TAKEN_DOWN = (N_("Taken down"), "danger", "eye-off")  # it was public and is no longer
WAY = (S.RECEIVED, S.VERIFYING, S.AWAITING_CONSENT, S.ACCEPTED)  # what follows on receiving, step by step
STEPS = 1 + len(WAY)
AHEAD = {
    S.RECEIVED: N_("An officer reads it"),
    S.VERIFYING: N_("The ward checks it"),
    S.AWAITING_CONSENT: N_("Whoever it is about agrees"),
    S.ACCEPTED: N_("An editor writes and publishes it"),
}
DONE = {
    S.RECEIVED: N_("Read"),
    S.VERIFYING: N_("Checked"),
    S.AWAITING_CONSENT: N_("Agreed"),
    S.ACCEPTED: N_("Published"),
}
ENDS = {
    S.DECLINED: N_("Not published"),
    S.FORWARDED: N_("Passed on to the office in charge"),
    S.WITHDRAWN: N_("You withdrew it"),
}


@dataclass(frozen=True)
class Moment:
    """One line of the way: when, what, and whether it is done, happening now, or to come."""

    when: str
    title: str
    text: str = ""
    state: str = ""


@dataclass(frozen=True)
class PartLine:
    """One part of a story that was split, in the list of all of them."""

    who: str
    title: str  # its own, where it was given one
    number: str
    tag: tuple[str, str, str]
    due: date | None
    asks: bool
    here: bool


def parts_of(nomination: Nomination) -> list[PartLine]:
    """Every part with its stage, its day, and whether it asks something; nothing for what was never split."""
    found = parts.followed(nomination)
    if len(found) < 2:
        return []
    return [_part_line(each, found, here=each.id == nomination.id) for each in found]


def _part_line(part: Nomination, among: Sequence[Nomination], *, here: bool) -> PartLine:
    seen, _ = followed_with_story(part)
    due = seen.due_on if seen.state in deadlines.DAYS else None
    told = parts.label(part, among)
    title = parts.title(part) if part.title and told == parts.who(part) else ""
    return PartLine(told, title, part.number, TAGS[seen.state], due, seen.state is S.QUESTIONED, here)


def followed_with_story(nomination: Nomination) -> tuple[Followed, Story | None]:
    """A testimony as its writer may follow it, and the story that was written from it, if one was ever public."""
    told = reading.story_from(nomination.id)
    before = takeback.known(told).moved.get(str(nomination.id)) if told is not None else None
    return followed.of(nomination, before), told


def stage(state: S) -> int:
    """Which of the five steps a state is at, from 1; 0 for one that ended otherwise."""
    if state is S.PUBLISHED:
        return STEPS
    at = S.VERIFYING if state is S.QUESTIONED else state
    return WAY.index(at) + 2 if at in WAY else 0


def moments(nomination: Nomination, seen: Followed, taken_down: datetime | None = None) -> list[Moment]:
    """The way of a nomination: received, then each step with its date, its deadline, or what it waits for.

    Of a story that was taken down it ends there: nobody is promised that it comes back.
    """
    way = [Moment(show_date(nomination.received_at), gettext("Received"), state="done")]
    way += [_done(state, at) for state, at in _passed(nomination, seen)]
    if seen.state in ENDS:
        closed = show_date(seen.closed_at) if seen.closed_at else ""
        return [*way, Moment(closed, gettext(ENDS[seen.state]), state="now")]
    if taken_down:
        return [*way, Moment(show_date(taken_down), gettext(TAKEN_DOWN[0]), state="now")]
    ahead = WAY[len(way) - 1 :]
    if seen.state is S.QUESTIONED:
        way.append(Moment(gettext("Now"), gettext("You add what is missing"), state="now"))
    for number, state in enumerate(ahead):
        way.append(_ahead(state, seen, next_one=number == 0))
    return way


def _passed(nomination: Nomination, seen: Followed) -> Iterator[tuple[S, datetime]]:
    """The steps behind it, in order, each with the time of the move that last left it behind."""
    steps = seen.steps
    reached = max((stage(step.was) for step in steps[-1:]), default=0) if seen.state in ENDS else 0
    at = stage(seen.state) or reached
    for state in WAY if seen.state is S.PUBLISHED else WAY[: max(0, at - 2)]:
        number = stage(state)
        left = [step.at for step in steps if stage(step.was) <= number and _beyond(step.now, number)]
        yield state, left[-1] if left else nomination.received_at


def _beyond(state: S, number: int) -> bool:
    return state is S.PUBLISHED or stage(state) > number


def _done(state: S, at: datetime) -> Moment:
    return Moment(show_date(at), gettext(DONE[state]), state="done")


def _ahead(state: S, seen: Followed, *, next_one: bool) -> Moment:
    name = gettext(AHEAD[state])
    if not next_one:
        return Moment(gettext("After that"), name)
    if seen.state is S.QUESTIONED:
        return Moment(gettext("After your answer"), name)
    due = seen.due_on
    return Moment(gettext("By %(day)s", day=show_date(due)) if due else gettext("Now"), name, state="now")


def is_late(due: date | None) -> bool:
    """Whether a promised day has passed."""
    return due is not None and deadlines.left(due) < 0


def time_left(due: date | None) -> str:
    """How many working days are left, in words; nothing where none is due or the day has passed."""
    days = deadlines.left(due) if due else -1
    if days < 0:
        return ""
    return ngettext("%(num)s working day left", "%(num)s working days left", days) if days else gettext("today")
