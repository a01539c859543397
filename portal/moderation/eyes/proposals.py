"""Proposals: kept, found, ended. What leads from one state to another stands in second.py."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import SYSTEM, Actor
from portal.core.audit.trail import record
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, NotNow
from portal.core.i18n import N_
from portal.core.jobs.registry import every
from portal.core.policy import require
from portal.moderation.desk import keeping
from portal.moderation.desk.models import DeskItem
from portal.moderation.eyes import subjects
from portal.moderation.eyes.models import Proposal
from portal.moderation.eyes.policy import Eyes
from portal.moderation.eyes.states import OPEN, Act, Lapse, ProposalState
from portal.moderation.eyes.states import Eyes as Waits
from portal.moderation.eyes.verdicts import Verdict, read
from portal.moderation.models import Decision
from portal.moderation.things import Thing

P = Proposal
RECENT = timedelta(days=30)
MOST = 100


def one(id: uuid.UUID) -> Proposal | None:
    """A proposal by its key."""
    return db.session.get(Proposal, id)


def open_on(thing: Thing) -> Proposal | None:
    """The proposal on a thing that nobody has ended; none where the thing is another by now."""
    found = db.session.scalars(_open(thing)).one_or_none()
    return found if found and found.mark == subjects.mark(thing) else None


def first_note(thing: Thing) -> str:
    """What the first wrote about the open proposal, for colleagues; empty where nothing is proposed."""
    found = open_on(thing)
    first = read(found.first) if found else None
    return first.note if first else ""


def locked(thing: Thing) -> Proposal | None:
    """The same, held until the unit of work ends. One that is about what is no more ends here."""
    again = _open(thing).with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(again).one_or_none()
    if found is not None and found.mark != subjects.mark(thing):
        end(found, ProposalState.LAPSED, Lapse.CHANGED)
        return None
    return found


def begin(thing: Thing, act: Act, verdict: Verdict, *, by: Actor) -> Proposal:
    """Keep what one person would do. Nothing happens to the thing, and nobody is told."""
    require(by, Eyes.PROPOSE, thing)
    made = Proposal(
        id=uuid.uuid4(), thing_kind=thing.__tablename__, thing_id=thing.id, act=act, state=ProposalState.PENDING,
        of_version=thing.version, mark=subjects.mark(thing), stance=subjects.stance(thing),
        reason_code=verdict.reason_code or None, first_by=by.id, first_name=by.name, first_at=clock.now(),
        first=verdict.plain(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    show(made, Waits.SECOND)
    record(by, Eyes.PROPOSE, made)  # about the proposal alone: the second must not read in the trail who was first
    return made


def end(proposal: Proposal, state: ProposalState, lapsed: Lapse | None = None) -> None:
    """It led somewhere, or to nothing; the thing waits for nobody in particular any more."""
    proposal.state, proposal.ended_at, proposal.lapsed = state, clock.now(), lapsed
    show(proposal, Waits.ONE)
    if lapsed is not None:
        record(SYSTEM, Eyes.LAPSE, proposal, why=lapsed)
    db.session.flush()


def show(proposal: Proposal, waits: Waits) -> None:
    """Let the list of the desk say whom the thing waits for."""
    kept = db.session.get(DeskItem, proposal.thing_id)
    if kept is not None:
        kept.eyes, kept.eyed_by = waits.value or None, proposal.first_by if waits is not Waits.ONE else None


def lapse(thing: Thing, why: Lapse) -> None:
    """The thing was taken back or put right by its writer: what was proposed about it is void."""
    found = db.session.scalars(_open(thing)).one_or_none()
    if found is not None:
        end(found, ProposalState.LAPSED, why)


def retract(proposal: Proposal, *, by: Actor) -> None:
    """Take one's own proposal back, as long as nobody else has judged."""
    require(by, Eyes.RETRACT, proposal)
    db.session.refresh(proposal, with_for_update=True)
    if proposal.state is not ProposalState.PENDING:
        raise NotNow(N_("A colleague has judged meanwhile, so this can no longer be taken back."))
    end(proposal, ProposalState.LAPSED, Lapse.RETRACTED)
    record(by, Eyes.RETRACT, proposal)


def backed(decision: Decision | None) -> bool:
    """Whether two people, or the lead after two, stand behind a decision."""
    if decision is None:
        return False
    held = sa.select(P.id).where(P.decision_id == decision.id, P.state.not_in((*OPEN, ProposalState.LAPSED)))
    return db.session.scalars(held).first() is not None


def took_part(decision_id: uuid.UUID, who: uuid.UUID | None) -> bool:
    """Whether somebody is one of those who made a decision together."""
    held = sa.select(P.id).where(
        P.decision_id == decision_id, sa.or_(P.first_by == who, P.second_by == who, P.third_by == who)
    )
    return who is not None and db.session.scalars(held).first() is not None


def reopen(decision: Decision, thing: Thing) -> None:
    """The decision was taken back within its minute: the proposal it came of waits for a second person again."""
    found = db.session.scalars(sa.select(P).where(P.decision_id == decision.id).with_for_update()).one_or_none()
    if found is not None:
        _wait_again(found, thing)


def reopen_by_key(proposal_id: str, thing: Thing) -> None:
    """The like, where what two people did was no decision of the desk; nothing for an empty key.

    Raises Clash where a colleague has proposed something else since.
    """
    if not proposal_id:
        return
    if db.session.scalars(_open(thing)).first() is not None:
        raise Clash()
    found = db.session.get(P, uuid.UUID(proposal_id), with_for_update=True)
    if found is not None:
        _wait_again(found, thing)


def led_to(thing: Thing, act: Act) -> str:
    """The key of the proposal by which such an act, which always takes two, was just done to a thing."""
    ended = sa.select(P.id).where(P.thing_kind == thing.__tablename__, P.thing_id == thing.id, P.act == act)
    ended = ended.where(P.ended_at.is_not(None), P.state != ProposalState.LAPSED)
    return str(db.session.scalars(ended.order_by(P.ended_at.desc()).limit(1)).first() or "")


def _wait_again(found: Proposal, thing: Thing) -> None:
    third = found.third_by is not None
    found.state, found.ended_at, found.decision_id = (
        (ProposalState.DISPUTED if third else ProposalState.PENDING),
        None,
        None,
    )
    found.mark, found.of_version = subjects.mark(thing), thing.version
    if third:
        found.third_by, found.third_name, found.third_at, found.third = None, "", None, None
    else:
        found.second_by, found.second_name, found.second_at, found.second = None, "", None, None
    show(found, Waits.LEAD if third else Waits.SECOND)
    record(SYSTEM, Eyes.REOPEN, found)


def waiting_on(model: Any) -> sa.ColumnElement[bool]:
    """The condition that picks a model's rows about which something is proposed."""
    return sa.exists().where(P.thing_kind == model.__tablename__, P.thing_id == model.id, P.ended_at.is_(None))


def pending(by: Actor, state: ProposalState) -> list[tuple[Proposal, Any]]:
    """What waits for somebody like this one, oldest first, with its thing: nothing they took part in or must keep out of."""
    mine = sa.select(P).where(P.state == state, P.first_by != by.id)
    if state is ProposalState.DISPUTED:
        mine = mine.where(P.second_by != by.id)
    rows = db.session.scalars(mine.order_by(P.first_at, P.id).limit(MOST)).all()
    return [(row, thing) for row in rows if (thing := subjects.found(row.thing_kind, row.thing_id)) is not None]


def mine(by: Actor, limit: int = 20) -> Sequence[Proposal]:
    """What this member of staff proposed or judged lately, newest first."""
    part = sa.or_(P.first_by == by.id, P.second_by == by.id, P.third_by == by.id)
    own = sa.select(P).where(part, P.first_at > clock.now() - RECENT)
    return db.session.scalars(own.order_by(P.first_at.desc(), P.id).limit(limit)).all()


@every(timedelta(hours=1), "eyes.lapse")
def sweep() -> None:
    """End proposals about what is no more, or is another by now."""
    waiting = list(db.session.scalars(sa.select(P.id).where(P.ended_at.is_(None))))
    db.session.rollback()
    for key in waiting:
        with unit_of_work() as session:
            found = session.get(P, key, with_for_update=True)
            thing = subjects.found(found.thing_kind, found.thing_id) if found and found.ended_at is None else None
            if found is None or found.ended_at is not None:
                continue
            if thing is None:
                end(found, ProposalState.LAPSED, Lapse.GONE)
            elif found.mark != subjects.mark(thing):
                end(found, ProposalState.LAPSED, Lapse.CHANGED)


@keeping.whole
def listed(*, mend: bool) -> Iterator[str]:
    """Things that wait for a second person or a lead, and that the list does not show so; or the other way round."""
    waits = {ProposalState.PENDING: Waits.SECOND, ProposalState.DISPUTED: Waits.LEAD}
    rows = sa.select(P, DeskItem).join(DeskItem, DeskItem.thing_id == P.thing_id).where(P.ended_at.is_(None))
    right = {item.thing_id: (waits[p.state].value, p.first_by) for p, item in db.session.execute(rows)}
    marked = sa.select(DeskItem).where(sa.or_(DeskItem.eyes.is_not(None), DeskItem.thing_id.in_(list(right))))
    for item in db.session.scalars(marked).all():
        eyes, first = right.get(item.thing_id, (None, None))
        if (item.eyes, item.eyed_by) != (eyes, first):
            yield f"{item.thing_kind} {item.thing_id}: waits for {eyes or 'nobody in particular'}"
            if mend:
                item.eyes, item.eyed_by = eyes, first


def _open(thing: Thing) -> sa.Select[Proposal]:
    return sa.select(P).where(P.thing_kind == thing.__tablename__, P.thing_id == thing.id, P.ended_at.is_(None))
