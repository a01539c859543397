"""Answers of the nominee and of the proposing unit to published criticism: one each for an opinion, reviewed like it.

They hold no account: the Board gives them a link for one candidate, of which only a mark is kept.
"""

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from portal.consultations.candidates import edition
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.states import CandidateState
from portal.consultations.opinions import at_desk, limits, queries
from portal.consultations.opinions.jobs import REPLIED, TELL, tell_again
from portal.consultations.opinions.models import Opinion, Reply, ReplyInvitation
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import REPLY_LIFE, OpinionState, ReplyBy, ReplyState, Stance
from portal.consultations.rounds.states import Phase
from portal.core import clock, marks
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, Missing, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation import redactions, reversals
from portal.moderation.checks.jobs import ask
from portal.moderation.eyes import proposals, second
from portal.moderation.eyes.states import Act
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision
from portal.moderation.states import Outcome
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct
from portal.moderation.undoing.states import ActKind

TEXT = "text"  # the field whose covers stand in moderation's redactions
CRITICAL = (Stance.NOT_YET, Stance.REMARKS, Stance.INFORMATION)  # praise needs no defence
LASTS = timedelta(days=60)


def invite(candidate: Candidate, *, who: ReplyBy, by: Actor) -> str:
    """A new link for the nominee or the unit; the one before no longer opens anything. The key is given once.

    Raises NotNow where nothing can be answered: before the round opens, after the Board has answered.
    """
    require(by, Opinions.INVITE_REPLY, candidate)
    edition.hold(candidate)
    _open_to_answers(candidate)
    for earlier in invitations(candidate):
        if earlier.by is who and earlier.revoked_at is None:
            earlier.revoked_at = clock.now()
    key = secrets.token_urlsafe(24)
    made = ReplyInvitation(
        id=uuid.uuid4(), candidate_id=candidate.id, by=who, link_hash=_link(key), made_by=by.id, made_at=clock.now(),
        expires_at=clock.now() + LASTS,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    record(by, Opinions.INVITE_REPLY, made, candidate=candidate.id, who=who)
    return key


def revoke(invitation: ReplyInvitation, *, by: Actor) -> None:
    """End a link; twice is once."""
    require(by, Opinions.INVITE_REPLY, invitation)
    if invitation.revoked_at is None:
        invitation.revoked_at = clock.now()
        record(by, Opinions.INVITE_REPLY, invitation, revoked=True)


def invitations(candidate: Candidate) -> Sequence[ReplyInvitation]:
    """Every link that was given for a candidate, newest first."""
    mine = sa.select(ReplyInvitation).where(ReplyInvitation.candidate_id == candidate.id)
    return db.session.scalars(mine.order_by(ReplyInvitation.made_at.desc(), ReplyInvitation.id)).all()


def by_key(key: str) -> tuple[ReplyInvitation, Candidate]:
    """Whom a link invites to answer, and about which candidate. Raises Missing for one that is not good any more."""
    pick = sa.select(ReplyInvitation).where(ReplyInvitation.link_hash == _link(key))
    found = db.session.scalars(pick).one_or_none()
    if found is None or found.revoked_at is not None or found.expires_at <= clock.now():
        raise Missing(N_("This link is no longer valid. Please ask the Board for a new one."))
    return found, db.session.get_one(Candidate, found.candidate_id)


def to_answer(candidate: Candidate, who: ReplyBy) -> list[tuple[Opinion, Reply | None]]:
    """Published criticism of a candidate, newest first, each with the answer this side gave: one query."""
    pick = (
        sa.select(Opinion, Reply)
        .outerjoin(Reply, sa.and_(Reply.opinion_id == Opinion.id, Reply.by == who))
        .where(Opinion.candidate_id == candidate.id, *_CRITICISM)
        .order_by(Opinion.decided_at.desc(), Opinion.id)
        .limit(limits.ANSWERABLE)
    )
    return [(row[0], row[1]) for row in db.session.execute(pick)]


_CRITICISM = (Opinion.state == OpinionState.PUBLISHED, Opinion.stance.in_(CRITICAL))


def criticism(candidate: Candidate, opinion_id: uuid.UUID) -> Opinion:
    """One published criticism of this very candidate. Raises Missing for anything else."""
    pick = sa.select(Opinion).where(Opinion.id == opinion_id, Opinion.candidate_id == candidate.id, *_CRITICISM)
    if (found := db.session.scalars(pick).one_or_none()) is None:
        raise Missing()
    return found


def given(opinion: Opinion, who: ReplyBy) -> Reply | None:
    """What this side answered to an opinion, if anything."""
    pick = sa.select(Reply).where(Reply.opinion_id == opinion.id, Reply.by == who)
    return db.session.scalars(pick.with_for_update()).one_or_none()


def answer(opinion: Opinion, invitation: ReplyInvitation, *, text: str, signed: str, by: Actor) -> Reply:
    """Take in the one answer of a side. One that was not published may be written anew.

    Raises Unfit where something is missing, NotNow where it was answered already or the time is over.
    """
    require(by, Opinions.REPLY, opinion)
    candidate = opinion.candidate
    edition.hold(candidate)
    criticism(db.session.get_one(Candidate, invitation.candidate_id), opinion.id)
    _open_to_answers(candidate)
    text, signed = tidy.prose(text), tidy.line(signed)
    _fit(text, signed)
    reply = given(opinion, invitation.by)
    if reply is None:
        reply = Reply(id=uuid.uuid4(), opinion_id=opinion.id, by=invitation.by, state=REPLY_LIFE.start)
        db.session.add(reply)
    elif reply.state is not ReplyState.DECLINED:
        if (reply.text, reply.signed) == (text, signed):
            return reply  # the same, sent twice
        raise NotNow(N_("This opinion was answered already. Each side answers once."))
    else:
        reply.state = REPLY_LIFE.after(reply.state, "anew")
    reply.text, reply.signed, reply.sent_at = text, signed, clock.now()
    reply.reason_code = reply.decided_at = reply.shown_text = None
    db.session.flush()
    at_desk.show_reply(reply)
    record(by, Opinions.REPLY, reply, opinion=opinion.number, who=invitation.by)
    ask(reply)
    return reply


def public_of(opinion: Opinion) -> Sequence[Reply]:
    """The answers to an opinion that anyone may read."""
    pick = sa.select(Reply).where(Reply.opinion_id == opinion.id, Reply.state == ReplyState.PUBLISHED)
    return db.session.scalars(pick.order_by(Reply.decided_at, Reply.id)).all()


def judge(reply: Reply, verdict: Verdict, *, by: Actor, of_version: int, seen: int | None = None) -> Decision | None:
    """Decide, or propose where the reason asks for a second person; none where it is only proposed."""
    made = second.weigh(reply, verdict, by=by, of_version=of_version, seen=seen, field=TEXT, text=reply.text)
    if made is not None and made.outcome.accepts:
        publish(reply, by=by, decision=made)
    elif made is not None:
        decline(reply, by=by, reason_code=made.reason_code or "", decision=made)
    return made


def publish(reply: Reply, *, by: Actor, decision: Decision | None = None) -> None:
    """Let an answer stand below its opinion, with its covers."""
    _show(reply)
    _go(reply, "publish", by, decision)


def _show(reply: Reply) -> None:
    """Set what the public reads of it."""
    reply.shown_text = redactions.covered(reply, TEXT, reply.text)


def decline(reply: Reply, *, by: Actor, reason_code: str, decision: Decision | None = None) -> None:
    """Not let it stand, for a reason that whoever answered reads behind their link."""
    second.check(reply, Verdict(Outcome.DECLINE, reason_code), decision)
    _go(reply, "decline", by, decision, reason_code=reason_code)


def reconsider(
    reply: Reply, *, by: Actor, why: str = "", words: str = "", of_version: int | None = None, seen: int | None = None
) -> bool:  # fmt: skip
    """Take it back to the desk for a reason; meanwhile it is not public. Whose opinion it answers is told, if they were.

    What is public needs two people for it: whether it was done. The second need not say again why.
    """
    require(by, Opinions.REVIEW_REPLY, reply)
    REPLY_LIFE.after(reply.state, "reconsider")
    reversal = second.take_back(
        reply,
        standing=reply.state is ReplyState.PUBLISHED,
        by=by,
        why=why,
        words=words,
        of_version=of_version,
        seen=seen,
    )
    if reversal is None:
        return False
    before = {
        "reversal": str(reversal.id), "state": reply.state.value, "reason": reply.reason_code,
        "decided": reply.decided_at.isoformat() if reply.decided_at else "",
        "proposal": proposals.led_to(reply, Act.UNPUBLISH) if reply.state is ReplyState.PUBLISHED else "",
    }  # fmt: skip
    _go(reply, "reconsider", by, None, reversal=reversal.id)
    act = undoing.hold(ActKind.REVERSE, reply, by=by, before=before)
    if reversal.letter:
        key, once, due = f"reply_reversed:{reversal.id}", str(reversal.id), undoing.leaves_at(act)
        told = {"opinion_id": str(reply.opinion_id), "letter": "reply_reversed", "once": once, "act_id": str(act.id)}
        tell(TELL, unique_key=key, run_at=due, **told)
    return True


@undoing.takes_back(ActKind.REVERSE, Reply.__tablename__)
def _untake(act: HeldAct, by: Actor) -> Reply:
    """Let stand after all what was taken back to the desk within this minute. Raises Clash where it is another by now."""
    reply, before = queries.reply(act.thing_id), act.before
    if reply is None or reply.state is not ReplyState.WAITING:
        raise Clash()
    decision = reversals.take_back(before["reversal"], reply, by=by)
    state = ReplyState(before["state"])
    if state is ReplyState.PUBLISHED:
        _show(reply)
    _go(reply, "publish" if state is ReplyState.PUBLISHED else "decline", by, None, reason_code=before["reason"])
    reply.decided_at = datetime.fromisoformat(before["decided"]) if before["decided"] else reply.decided_at
    proposals.reopen_by_key(before["proposal"], reply)
    if state is ReplyState.PUBLISHED:
        tell_again(REPLIED, decision, act)
    return reply


def restore(reply: Reply, *, state_before: ReplyState, by: Actor) -> None:
    """Put back what stood before a decision that was taken back. Raises Clash where it was not waiting then."""
    if state_before is not ReplyState.WAITING:
        raise Clash()
    _go(reply, "reconsider", by, None)


def _go(
    reply: Reply, move: str, by: Actor, decision: Decision | None, *, reason_code: str | None = None, **detail: Any
) -> None:
    require(by, Opinions.REVIEW_REPLY, reply)
    opinion = db.session.get_one(Opinion, reply.opinion_id)
    edition.grow(opinion.candidate)
    was = reply.state
    reply.state = REPLY_LIFE.after(was, move)
    reply.reason_code = reason_code
    reply.decided_at = None if reply.state is ReplyState.WAITING else clock.now()
    if reply.state is not ReplyState.PUBLISHED:
        reply.shown_text = None
    at_desk.show_reply(reply)
    record(by, Opinions.REVIEW_REPLY, reply, was=was, now=reply.state, reason=reason_code, **detail)
    if decision is not None and reply.state is ReplyState.PUBLISHED:
        due = decision.made_at + UNDO
        tell(REPLIED, unique_key=f"reply:{decision.id}", run_at=due, decision_id=str(decision.id))


def _open_to_answers(candidate: Candidate) -> None:
    listed = candidate.state is CandidateState.LISTED
    if not listed or candidate.round.phase(clock.now()) not in (Phase.OPEN, Phase.CLOSED):
        raise NotNow(N_("Opinions can be answered from the day the round opens until the Board has answered."))


def _fit(text: str, signed: str) -> None:
    least, most = limits.REPLY_WORDS
    written = tidy.words(text)
    if written < least:
        raise Unfit(N_("Write your answer here."), field="text")
    if written > most or len(text) > limits.CHARACTERS:
        raise Unfit(
            N_("Please shorten it to %(most)s words. You have written %(written)s."), field="text", most=most,
            written=f"{written:,}".replace(",", "."),
        )  # fmt: skip
    if not tidy.has_letters(signed):
        raise Unfit(N_("Write who answers: it stands beside the answer."), field="signed")


def _link(key: str) -> str:
    return marks.of("reply-link", key)
