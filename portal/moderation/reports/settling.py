"""Deal with an item of reports: what was found, what those who wrote are told."""

import uuid
from collections.abc import Mapping

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import SYSTEM, Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import may, require
from portal.engines.text import tidy
from portal.moderation import claims, reversals
from portal.moderation.checks.jobs import ask as check
from portal.moderation.desk import entering
from portal.moderation.desk.models import OPENING
from portal.moderation.limits import NOTE, WORDS
from portal.moderation.models import Reversal
from portal.moderation.reports import at_desk, limits, queries
from portal.moderation.reports.jobs import SETTLED
from portal.moderation.reports.models import ReaderReport, ReportCase
from portal.moderation.reports.policy import Reports
from portal.moderation.reports.states import FOR_READERS, FOR_THOSE_IT_IS_ABOUT, Lane, Outcome
from portal.moderation.things import Thing
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct
from portal.moderation.undoing.states import ActKind


def settle(
    case: ReportCase, *, by: Actor, outcome: Outcome, seen: int, words: str = "", note: str = "", checked: str = "",
    within: HeldAct | None = None,
) -> None:  # fmt: skip
    """Close an item with all its reports up to the last one seen; what came later waits as an item of its own.

    Each who left an e-mail address is told by letter, when it can be taken back no longer: for a minute, or with the act
    that it is a part of (`within`). Raises Clash where a colleague has closed it or holds it, Unfit for an outcome that
    does not fit, and for a wish about oneself where nobody says how it was made sure who asked.
    """
    words, note, checked = fit(case, by=by, outcome=outcome, words=words, note=note, checked=checked)
    claims.claim(case, by=by)
    _part(case, seen)
    case.words, case.note, case.checked = words, note, checked
    act = undoing.hold(ActKind.SETTLE_REPORTS, case, by=by, within=within)
    _close(case, outcome, by, act)
    claims.let_go(case)


def settle_with(
    thing: Thing, outcome: Outcome, *, by: Actor, act: HeldAct, seen: Mapping[str, int] | None = None
) -> None:
    """Close what readers reported of a thing by the act that came of it: they are told with it, and it is taken back with it.

    `seen` counts, by the key of the item, how many reports the page showed; none means that all are answered by the act.
    What a colleague has in hand, or the actor may not judge, stays as it is.
    """
    for case in queries.closed_with(thing.__tablename__, thing.id):
        known = case.count if seen is None else seen.get(str(case.id), 0)
        if known and may(by, Reports.SETTLE, case):
            settle(case, by=by, outcome=outcome, seen=known, within=act)


def fit(case: ReportCase, *, by: Actor, outcome: Outcome, words: str, note: str, checked: str) -> tuple[str, str, str]:
    """The words, the note and how it was made sure who asks, as they are kept. Raises what closing it with them would."""
    require(by, Reports.SETTLE, case)
    if case.settled_at is not None:
        raise Clash()
    about_me = case.lane is Lane.ABOUT_ME
    if outcome not in (FOR_THOSE_IT_IS_ABOUT if about_me else FOR_READERS):
        raise Unfit(N_("Choose what came of it."), field="outcome")
    words, note, checked = tidy.prose(words), tidy.prose(note), tidy.line(checked)[: limits.CHECKED]
    if len(words) > WORDS:
        raise Unfit(N_("Write at most %(most)s characters."), field="words", most=WORDS)
    if len(note) > NOTE:
        raise Unfit(N_("Write at most %(most)s characters."), field="note", most=NOTE)
    if about_me and not tidy.has_letters(checked):
        raise Unfit(N_("Write how you made sure who asks, such as by calling back."), field="checked")
    return words, note, checked


@undoing.takes_back(ActKind.SETTLE_REPORTS, ReportCase.__tablename__)
def take_back(act: HeldAct, by: Actor) -> ReportCase:
    """Open an item again that was closed within this minute. Raises Clash where it is another by now."""
    case = queries.locked(act.thing_id)
    if case is None or case.settled_at is None:
        raise Clash()
    require(by, Reports.REOPEN, case)
    _open(case, by)
    return case


def reopen(case: ReportCase, *, by: Actor, why: str, of_version: int) -> Reversal:
    """Look again at what was closed, for a reason colleagues read. Whoever was told is told the new outcome, too.

    Raises Clash where it is another by now, Unfit without a reason, NotNow for what is no more.
    """
    require(by, Reports.REOPEN, case)
    if case.version != of_version or case.settled_at is None:
        raise Clash()
    if case.outcome is Outcome.GONE:
        raise NotNow()
    made = reversals.reverse(case, by=by, reason=why, of_version=of_version)
    mine = sa.update(ReaderReport).where(ReaderReport.case_id == case.id, ReaderReport.told_at.is_not(None))
    made.letter = bool(db.session.execute(mine.values(told_at=None)).rowcount)  # type: ignore[attr-defined]  # every UPDATE has one
    _open(case, by)
    return made


def _open(case: ReportCase, by: Actor) -> None:
    """It waits again; what came of the same thing meanwhile goes into it, for one thing has one open item."""
    undoing.unheld(case, by)
    others = [
        each for each in queries.open_on(case.thing_kind, case.thing_id) if each.lane is case.lane is Lane.READERS
    ]
    for other in others:
        undoing.unheld(other, by)
        for each in queries.texts_after(other, 0):
            case.count += 1
            case.weight += each.weight
            each.case_id, each.number = case.id, case.count
        db.session.flush()
        entering.leave(other.id)
        db.session.delete(other)
        db.session.flush()
    case.outcome = case.settled_at = case.settled_by = None
    db.session.flush()
    at_desk.show(case)
    if others:
        check(case)
    record(by, Reports.REOPEN, case, reports=case.count)


def gone(thing_kind: str, thing_id: uuid.UUID) -> None:
    """Close whatever waits on a thing whose words are no more, and drop what was written about it: it may quote them."""
    require(SYSTEM, Reports.GONE)
    for case in queries.open_on(thing_kind, thing_id):
        _close(case, Outcome.GONE, SYSTEM)
        claims.let_go(case)
    mine = sa.select(ReportCase.id).where(ReportCase.thing_kind == thing_kind, ReportCase.thing_id == thing_id)
    db.session.execute(sa.update(ReaderReport).where(ReaderReport.case_id.in_(mine)).values(text=""))
    for case in db.session.scalars(sa.select(ReportCase).where(ReportCase.id.in_(mine))):
        case.opening = case.words = case.note = ""
        at_desk.show(case)


def _close(case: ReportCase, outcome: Outcome, by: Actor, act: HeldAct | None = None) -> None:
    case.outcome, case.settled_at, case.settled_by = outcome, clock.now(), by.id
    db.session.flush()
    at_desk.show(case)
    record(by, Reports.SETTLE, case, outcome=outcome, reports=case.count)
    tell(
        SETTLED, unique_key=f"{SETTLED}:{act.id if act else case.id}", run_at=undoing.leaves_at(act) if act else None,
        case_id=str(case.id), act_id=str(act.id) if act else "",
    )  # fmt: skip


def _part(case: ReportCase, seen: int) -> None:
    """What came after the last report that was seen goes to an item of its own, so that somebody reads it."""
    later = queries.texts_after(case, seen)
    if not later or case.lane is Lane.ABOUT_ME:
        return
    case.count -= len(later)
    case.weight -= sum(each.weight for each in later)
    rest = ReportCase(
        id=uuid.uuid4(), lane=case.lane, thing_kind=case.thing_kind, thing_id=case.thing_id, language=later[0].language,
        opening=later[0].text[: OPENING], count=len(later), weight=sum(each.weight for each in later),
        first_at=later[0].made_at, due_on=case.due_on, **case.listed,
    )  # fmt: skip
    case.settled_at, case.outcome = (
        clock.now(),
        Outcome.MOVED_ON,
    )  # one open item a thing: the next line sets what it is
    db.session.flush()
    db.session.add(rest)
    db.session.flush()
    for number, each in enumerate(later, 1):
        each.case_id, each.number = rest.id, number
    db.session.flush()
    at_desk.show(rest)
