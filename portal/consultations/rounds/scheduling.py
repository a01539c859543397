"""The window of a round: announced only if lawful, extended with a public reason, never shortened.

Nothing has to happen at the instant of opening or closing: whether a round is open follows from the clock. The work
asked for here (notices, the frozen ledger) may come late without harm.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.states import CandidateState
from portal.consultations.opinions import at_desk
from portal.consultations.rounds import law as lawful
from portal.consultations.rounds import limits, notes, publicity, queries
from portal.consultations.rounds.law import Law
from portal.consultations.rounds.models import LAST_SECOND, Outage, Round
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.states import LIFE, NoteKind, Phase, RoundState
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.engines.calendar import window
from portal.engines.text import tidy

STAYS = N_("No window grows by this, so the day of the Council stays. It can be moved from the page of the round.")
OPENED, FREEZE, SUPPLEMENT = "rounds.opened", "rounds.freeze", "outcome.supplement"


def schedule(round: Round, *, opens_at: datetime, closes_on: date, council_on: date, law: Law, by: Actor) -> None:
    """Announce a round. Raises Unlawful for a window the strictest honour does not allow, Unfit for one in the past."""
    require(by, Rounds.SCHEDULE, round)
    now = clock.now()
    if opens_at < now - LAST_SECOND:
        raise Unfit(N_("A round cannot open in the past."), field="opens_at")
    posted = window.day_of(opens_at)
    lawful.check(law, posted=posted, close=closes_on, council=council_on)
    was, round.state = round.state, LIFE.after(round.state, "schedule")
    round.opens_at, round.closes_at, round.council_on = opens_at, window.last_second(closes_on), council_on
    round.min_working_days, round.calendar_version = law.strictest.working_days, law.calendar.version
    round.legal_basis, round.scheduled_at = list(law.basis), now
    round.edition += 1
    for candidate in standing(round):
        candidate.opens_at, candidate.closes_at = round.opens_at, round.closes_at
        publicity.show(candidate, since=opens_at)
    record(by, Rounds.SCHEDULE, round, was=was, opens=opens_at, closes=round.closes_at, council=council_on)
    tell(OPENED, unique_key=f"{OPENED}:{round.id}:{round.opens_at}", run_at=opens_at, round_id=str(round.id))
    _freeze_later(round)


def unschedule(round: Round, *, by: Actor) -> None:
    """Take an announcement back, before the round has opened."""
    require(by, Rounds.SCHEDULE, round)
    if round.phase(clock.now()) is not Phase.COMING:
        raise NotNow(N_("This round has opened already. Its window can only be extended."))
    was, round.state = round.state, LIFE.after(round.state, "unschedule")
    for candidate in standing(round):
        candidate.opens_at = candidate.closes_at = None
        publicity.drop(candidate)
    round.edition += 1
    record(by, Rounds.SCHEDULE, round, was=was, now=round.state)


def cancel(round: Round, *, by: Actor) -> None:
    """Give a round up before it opens."""
    require(by, Rounds.CANCEL, round)
    if round.phase(clock.now()) not in (Phase.HIDDEN, Phase.COMING):
        raise NotNow(N_("This round has opened already. It can no longer be cancelled."))
    was, round.state = round.state, LIFE.after(round.state, "cancel")
    round.edition += 1
    record(by, Rounds.CANCEL, round, was=was)


def extend(
    round: Round, *, closes_on: date, reason_vi: str, law: Law, by: Actor, reason_en: str = "",
    council_on: date | None = None,
) -> None:  # fmt: skip
    """Let a running round end later, for a reason the public reads.

    Raises NotNow for one that is not running, Unfit for an earlier day, Unlawful where the Council would meet too soon.
    """
    require(by, Rounds.EXTEND, round)
    if closes_on <= window.day_of(_running(round)):
        raise Unfit(N_("A window can be extended, never shortened. Choose a later day."), field="closes_on")
    lawful.ends_with_a_working_day(law, closes_on)
    before = _grow(round, closes_on, council_on, law)
    notes.add(round, NoteKind.EXTENDED, reason_vi, reason_en, by=by, closed_before=before)
    record(by, Rounds.EXTEND, round, closes=round.closes_at, council=round.council_on)


def move_council(round: Round, *, council_on: date, reason_vi: str, law: Law, by: Actor, reason_en: str = "") -> None:
    """Let the Council meet on another day, earlier or later, for a reason the public reads; the window stays as it is.

    Raises Unfit for a day on which the public has not finished, for one gone by, and for the day that it is already.
    """
    require(by, Rounds.EXTEND, round)
    _locked(round)
    if round.state not in queries.ANNOUNCED or round.closes_at is None or round.council_on is None:
        raise NotNow()
    if council_on == round.council_on:
        raise Unfit(N_("The Council is to meet on this day already."), field="council_on")
    if council_on <= (last := window.day_of(round.closes_at)):
        raise lawful.too_soon(law, last)
    if council_on < clock.today():
        raise Unfit(N_("This day is over already."), field="council_on")
    was, round.council_on = round.council_on, council_on
    made = notes.add(round, NoteKind.COUNCIL_MOVED, reason_vi, reason_en, by=by)
    made.closed_before, made.closes_now = (clock.instant(day, time(12)) for day in (was, council_on))
    record(by, Rounds.EXTEND, round, council_was=was, council=council_on)


def record_outage(
    round: Round, *, began_at: datetime, ended_at: datetime, cause_vi: str, law: Law, by: Actor, cause_en: str = "",
    council_on: date | None = None,
) -> None:  # fmt: skip
    """Note that the public could not reach a round; every working day it touched is given back at the end.

    A day that an earlier outage touched is given back once; an instant touches its day. One that is known of only after the
    close is told and proved, and gives nothing back: what the last second was has been told to whoever came late. Raises
    Unfit for a stretch outside the window or to come.
    """
    require(by, Rounds.OUTAGE, round)
    _locked(round)
    over = round.phase(clock.now()) in (Phase.CLOSED, Phase.ANSWERED)
    before = None if over else _running(round)
    if over and round.closes_at is not None and began_at > round.closes_at:
        raise Unfit(N_("It began after the window was over: nobody lost a day to it."), field="began_at")
    if round.opens_at is None or not round.opens_at <= began_at <= ended_at <= clock.now():
        raise Unfit(N_("The outage must lie between the opening of the round and now."), field="began_at")
    had = {day for o in queries.outages(round) for day in window.touched(law.calendar, (o.began_at, o.ended_at))}
    lost = window.touched(law.calendar, (began_at, ended_at)) - had
    if (over or not lost) and council_on is not None and council_on != round.council_on:
        raise Unfit(STAYS, field="council_on")  # it would be lost without a word
    if lost and before is not None:
        closes_on = law.calendar.add(window.day_of(before), len(lost))
        _grow(round, closes_on, council_on, law)
    outage = Outage(
        round_id=round.id, began_at=began_at, ended_at=ended_at, cause=tidy.line(cause_vi), recorded_by=by.id,
        recorded_at=clock.now(),
    )  # fmt: skip
    db.session.add(outage)
    notes.add(round, NoteKind.OUTAGE, cause_vi, cause_en, by=by, closed_before=before, most=limits.CAUSE)
    record(
        by, Rounds.OUTAGE, round, began=began_at, ended=ended_at, days=0 if over else len(lost), closes=round.closes_at
    )


def restart(candidate: Candidate, *, law: Law, by: Actor, council_on: date | None = None) -> datetime | None:
    """Start a candidate's clock again after its who or what was corrected; gives the end as it stood before.

    The whole window runs anew from now; of a round still to open, from its opening, which matters where another honour
    asks for longer. Raises Unfit where the Council would meet before it is over.
    """
    round = candidate.round
    require(by, Rounds.EXTEND, round)
    before = _running(round)
    since = max(clock.now(), round.opens_at or clock.now())
    closes_on = max(law.first_close(window.day_of(since)), window.day_of(before))
    round.min_working_days = max(round.min_working_days, law.strictest.working_days)
    if closes_on > window.day_of(before) or council_on is not None:
        _grow(round, closes_on, council_on, law, only=candidate)
    candidate.opens_at, candidate.closes_at = since, window.last_second(closes_on)
    at_desk.renew(candidate)
    publicity.show(candidate, since=since, calendar_version=law.calendar.version)
    return before


def standing(round: Round) -> Sequence[Candidate]:
    """The candidates that were not withdrawn."""
    mine = sa.select(Candidate).where(Candidate.round_id == round.id, Candidate.state == CandidateState.LISTED)
    return db.session.scalars(mine.order_by(Candidate.position, Candidate.id)).all()


def tell_changed(round: Round) -> None:
    """Have what changes behind a public outcome told in a supplement of its ledger, with the others of its day."""
    if round.state is RoundState.ANSWERED:
        day = clock.today() + timedelta(days=1)
        due = clock.instant(day, time(0, 10))
        tell(SUPPLEMENT, unique_key=f"{SUPPLEMENT}:{round.id}:{day}", run_at=due, round_id=str(round.id))


def _running(round: Round) -> datetime:
    """The end of a round that was announced and is not over; the round is locked. Raises NotNow."""
    _locked(round)
    if round.closes_at is None or round.phase(clock.now()) not in (Phase.COMING, Phase.OPEN):
        raise NotNow(N_("This round is not running. Its window cannot change any more."))
    return round.closes_at


def _locked(round: Round) -> None:
    again = sa.select(Round).where(Round.id == round.id).with_for_update()
    db.session.scalars(again.execution_options(populate_existing=True)).one()


def _grow(
    round: Round, closes_on: date, council_on: date | None, law: Law, *, only: Candidate | None = None
) -> datetime | None:
    """Move the end of a round, and of its candidates with it; gives the end as it stood.

    A candidate's own window that is over already stays over: what its last second was has been told to whoever came late.
    From here on the window is counted by the present calendar, and names it.
    """
    before, council = round.closes_at, council_on or round.council_on
    if council is None or council <= closes_on:
        raise lawful.too_soon(law, closes_on)
    round.closes_at, round.council_on = window.last_second(closes_on), council
    round.calendar_version = law.calendar.version
    running = clock.now() - LAST_SECOND
    for candidate in [only] if only else standing(round):
        if candidate.closes_at is not None and running < candidate.closes_at < round.closes_at:
            candidate.closes_at = round.closes_at
            candidate.edition += 1
            at_desk.renew(candidate)
    round.edition += 1
    _freeze_later(round)
    return before


def _freeze_later(round: Round) -> None:
    """Ask for the ledger to be closed once the window is over; a window that grew asks again."""
    assert round.closes_at is not None
    due = round.closes_at + LAST_SECOND + limits.FREEZE_AFTER
    tell(FREEZE, unique_key=f"{FREEZE}:{round.id}:{round.closes_at.isoformat()}", run_at=due, round_id=str(round.id))
