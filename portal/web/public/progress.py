"""Where a story stands, in words: what was done and when, what comes next, who does it, by when."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext

from portal.core.i18n import N_
from portal.nominations import deadlines, queries
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState as S
from portal.web.kit.locale import show_date

TAGS = {
    S.RECEIVED: (N_("Received"), "info", "inbox"),
    S.VERIFYING: (N_("Being checked"), "info", "search"),
    S.QUESTIONED: (N_("Waiting for your answer"), "warn", "message-square"),
    S.AWAITING_CONSENT: (N_("Waiting for consent"), "warn", "clock"),
    S.ACCEPTED: (N_("Accepted"), "ok", "check"),
    S.PUBLISHED: (N_("Published"), "ok", "check"),
    S.DECLINED: (N_("Not published"), "danger", "x"),
    S.FORWARDED: (N_("Passed on"), "info", "arrow-right"),
    S.WITHDRAWN: (N_("Withdrawn"), "", ""),
}
WAY = (S.RECEIVED, S.VERIFYING, S.AWAITING_CONSENT, S.ACCEPTED, S.PUBLISHED)
NAMES = {
    S.RECEIVED: N_("An officer reads it"),
    S.VERIFYING: N_("The ward checks it"),
    S.QUESTIONED: N_("You add what is missing"),
    S.AWAITING_CONSENT: N_("Whoever it is about agrees"),
    S.ACCEPTED: N_("An editor writes it up"),
    S.PUBLISHED: N_("The story is public"),
    S.DECLINED: N_("Not published"),
    S.FORWARDED: N_("Passed on to the office in charge"),
    S.WITHDRAWN: N_("You withdrew it"),
}
CLOSED = (S.DECLINED, S.FORWARDED, S.WITHDRAWN)


@dataclass(frozen=True)
class Moment:
    """One line of the way: when, what, and whether it is done, happening now, or to come."""

    when: str
    title: str
    text: str = ""
    state: str = ""


def stage(state: S) -> int:
    """Which of the five steps a state belongs to, from 1."""
    at = S.VERIFYING if state is S.QUESTIONED else state
    return WAY.index(at) + 1 if at in WAY else 0


def moments(nomination: Nomination) -> list[Moment]:
    """The way of a nomination: received, then each step with its date, its deadline, or what it waits for."""
    left = {step.was: step.at for step in queries.steps(nomination)}
    way = [Moment(show_date(nomination.received_at), gettext("Received"), state="done")]
    if nomination.state in CLOSED:
        way += [_done(state, left[state]) for state in WAY[:-1] if state in left and _passed(nomination, state)]
        closed = show_date(nomination.closed_at) if nomination.closed_at else ""
        return [*way, Moment(closed, gettext(NAMES[nomination.state]), state="now")]
    at = stage(nomination.state)
    for number, state in enumerate(WAY, start=1):
        if number < at or nomination.state is S.PUBLISHED:
            way.append(_done(state, left.get(state) or nomination.closed_at or nomination.received_at))
        elif number == at:
            way.append(_now(nomination))
            if nomination.state is S.QUESTIONED:
                way.append(Moment(gettext("After your answer"), gettext(NAMES[state])))
        else:
            way.append(Moment(gettext("After that"), gettext(NAMES[state])))
    return way


def _passed(nomination: Nomination, state: S) -> bool:
    """Whether a step was gone through and not the one that ended the way."""
    last = queries.last_step(nomination)
    return last is None or last.was is not state


def _done(state: S, at: datetime) -> Moment:
    return Moment(show_date(at), gettext(NAMES[state]), state="done")


def _now(nomination: Nomination) -> Moment:
    name = gettext(NAMES[nomination.state])
    if nomination.state is S.QUESTIONED or nomination.due_on is None:
        return Moment(gettext("Now"), name, state="now")
    return Moment(gettext("By %(day)s", day=show_date(nomination.due_on)), name, state="now")


def is_late(due: date | None) -> bool:
    """Whether a promised day has passed."""
    return due is not None and deadlines.left(due) < 0
