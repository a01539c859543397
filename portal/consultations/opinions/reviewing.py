"""What the desk does with opinions. Everything is read before it is public; a decision can be taken back for a minute."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from portal.consultations.candidates import edition
from portal.consultations.opinions import at_desk, naming, queries, questioning, questions, tallies
from portal.consultations.opinions.jobs import DECIDED, TELL, tell_again, tell_when_final
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import LIFE, Display, OpinionState
from portal.consultations.rounds import scheduling
from portal.consultations.rounds.states import CommentsShown
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.errors import Clash, NotNow
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.moderation import claims, redactions, reversals, services
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.said import appealed
from portal.moderation.appeals.states import AppealState
from portal.moderation.eyes import proposals, second
from portal.moderation.eyes.states import Act
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.models import Decision, Reversal
from portal.moderation.redactions import Cover
from portal.moderation.reports import settling
from portal.moderation.reports.states import Outcome as Came
from portal.moderation.states import Outcome
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct
from portal.moderation.undoing.states import ActKind

MOVES = {OpinionState.PUBLISHED: "publish", OpinionState.COUNTED: "count", OpinionState.DECLINED: "decline"}
TEXT = "text"  # the field whose covers stand in moderation's redactions


def judge(
    opinion: Opinion, verdict: Verdict, *, by: Actor, of_version: int, seen: int | None = None
) -> Decision | None:
    """Decide as one person, or as the second or third where criticism is concerned; none where it is only proposed.

    Raises NotNow against a writer who may still answer a question.
    """
    if not Outcome(verdict.outcome).accepts:
        questioning.not_asked(opinion)
    made = second.weigh(opinion, verdict, by=by, of_version=of_version, seen=seen, field=TEXT, text=opinion.text)
    if made is not None and made.outcome.accepts:
        accept(opinion, by=by, decision=made)
    elif made is not None and made.outcome is Outcome.ASK:
        questioning.ask(opinion, by=by, decision=made)
    elif made is not None:
        decline(opinion, by=by, reason_code=made.reason_code or "", decision=made)
    return made


def accept(opinion: Opinion, *, by: Actor, decision: Decision | None = None) -> None:
    """Let an opinion stand: in public with its covers, or counted only where its writer or the round wants it so.

    Raises NotNow where one person alone would hide words of criticism.
    """
    shown = would_show(opinion)
    move, act = ("publish", Opinions.PUBLISH) if shown else ("count", Opinions.COUNT)
    require(by, act, opinion)
    second.check(opinion, Verdict(Outcome.ACCEPT, covers=covers_of(opinion)), decision, opinion.text)
    if shown:
        _show(opinion)
    _go(opinion, move, act, by, decision, masked=opinion.masked)


def covers_of(opinion: Opinion) -> tuple[Cover, ...]:
    """What of it is covered."""
    covers = redactions.of(opinion, TEXT, opinion.text)
    return tuple(Cover(c.start, c.stop, c.kind, c.replacement) for c in covers)


def _show(opinion: Opinion) -> None:
    """Set what the public reads of it."""
    covers = covers_of(opinion)
    opinion.shown_text, opinion.masked = redactions.apply(opinion.text, covers), bool(covers)
    opinion.shown_as = naming.shown_as(opinion)


def would_show(opinion: Opinion) -> bool:
    """Whether the public reads it once it is accepted; if not, it is only counted."""
    return opinion.display is not Display.UNPUBLISHED and opinion.candidate.round.comments is CommentsShown.SHOWN


def decline(opinion: Opinion, *, by: Actor, reason_code: str, decision: Decision | None = None) -> None:
    """Not let it stand, for a reason the writer reads. Raises NotNow where one person alone would silence criticism."""
    require(by, Opinions.DECLINE, opinion)
    questioning.not_asked(opinion)
    second.check(opinion, Verdict(Outcome.DECLINE, reason_code), decision)
    _go(opinion, "decline", Opinions.DECLINE, by, decision, reason_code=reason_code)


def reconsider(
    opinion: Opinion, *, by: Actor, why: str = "", words: str = "", of_version: int | None = None, seen: int | None = None
) -> bool:  # fmt: skip
    """Take it back to the desk for a reason; meanwhile it is not public. A second letter follows a first one.

    What stands needs two people for it: whether it was done. The second need not say again why.
    """
    require(by, Opinions.RECONSIDER, opinion)
    LIFE.after(opinion.state, "reconsider")
    reversal = second.take_back(
        opinion,
        standing=opinion.state in tallies.ACCEPTED,
        by=by,
        why=why,
        words=words,
        of_version=of_version,
        seen=seen,
    )
    if reversal is None:
        return False
    _take_back(opinion, by=by, reversal=reversal)
    return True


def _take_back(opinion: Opinion, *, by: Actor, reversal: Reversal, within: HeldAct | None = None) -> None:
    before = {
        "reversal": str(reversal.id), "state": opinion.state.value, "reason": opinion.reason_code,
        "decided": opinion.decided_at.isoformat() if opinion.decided_at else "", "unused": opinion.unused_why,
        "point": str(opinion.point_id) if opinion.point_id else "", "question": questions.moot(opinion),
        "proposal": proposals.led_to(opinion, Act.UNPUBLISH) if opinion.state in tallies.ACCEPTED and not within else "",
    }  # fmt: skip
    _go(opinion, "reconsider", Opinions.RECONSIDER, by, None, reversal=reversal.id)
    act = undoing.hold(ActKind.REVERSE, opinion, by=by, within=within, before=before)
    if before["state"] == OpinionState.PUBLISHED:
        settling.settle_with(opinion, Came.TAKEN_DOWN, by=by, act=within or act)
    if reversal.letter:
        _tell(opinion, "opinion_reversed", once=str(reversal.id), act=act)


@undoing.takes_back(ActKind.REVERSE, Opinion.__tablename__)
def _untake(act: HeldAct, by: Actor) -> Opinion:
    """Let stand after all what was taken back to the desk within this minute: as it was shown, counted and sorted."""
    opinion, before = _waiting(act), act.before
    require(by, Opinions.RESTORE, opinion)
    decision = reversals.take_back(before["reversal"], opinion, by=by)
    state = OpinionState(before["state"])
    if state is OpinionState.PUBLISHED:
        _show(opinion)
    _go(opinion, MOVES[state], Opinions.RESTORE, by, None, reason_code=before["reason"])
    counted = tallies.facts(opinion)
    opinion.decided_at = datetime.fromisoformat(before["decided"]) if before["decided"] else opinion.decided_at
    opinion.point_id, opinion.unused_why = uuid.UUID(before["point"]) if before["point"] else None, before["unused"]
    tallies.changed(opinion, counted)
    questions.reopen(before["question"])
    proposals.reopen_by_key(before["proposal"], opinion)
    tell_again(DECIDED, decision, act)
    return opinion


def _waiting(act: HeldAct) -> Opinion:
    """What a held act was about, as that act left it. Raises Clash where it is another by now."""
    opinion = queries.one(act.thing_id)
    if opinion is None or opinion.state is not OpinionState.WAITING:
        raise Clash()
    return opinion


def appeal_judged(opinion: Opinion, appeal: Appeal, *, by: Actor, act: HeldAct) -> None:
    """The writer is told what came of the appeal; where it was upheld, the opinion is decided anew, or shown whole.

    What follows is a part of the `act`, and taken back with it.
    """
    require(by, Opinions.RECONSIDER, opinion)
    if appeal.state is AppealState.ANEW:
        reversal = reversals.reverse(opinion, by=by, reason=appealed(appeal), of_version=opinion.version, appeal=appeal)
        _take_back(opinion, by=by, reversal=reversal, within=act)  # who appealed asked for it, somebody else judged
    elif appeal.state is AppealState.LIFTED:
        uncover(opinion, by=by, act=act)
    _tell(opinion, "appeal_judged", once=str(appeal.id), act=act)


def uncover(opinion: Opinion, *, by: Actor, act: HeldAct) -> None:
    """Show a published opinion whole: nothing of it stays covered. Raises NotNow where nothing is."""
    require(by, Opinions.PUBLISH, opinion)
    if opinion.state is not OpinionState.PUBLISHED or not opinion.masked:
        raise NotNow(N_("Nothing in this opinion is covered."))
    covers = [asdict(cover) for cover in covers_of(opinion)]
    undoing.hold(ActKind.UNCOVER, opinion, by=by, within=act, before={"covers": covers})
    show_covered(opinion, [], by, Opinions.PUBLISH)


@undoing.takes_back(ActKind.UNCOVER, Opinion.__tablename__)
def _recover(act: HeldAct, by: Actor) -> Opinion:
    """Cover again what was shown within this minute. Raises Clash where it is another by now."""
    opinion = queries.one(act.thing_id)
    if opinion is None or opinion.state is not OpinionState.PUBLISHED or opinion.masked:
        raise Clash()
    undoing.unheld(opinion, by)
    show_covered(opinion, [Cover(**each) for each in act.before["covers"]], by, Opinions.RESTORE)
    return opinion


def show_covered(opinion: Opinion, covers: Sequence[Cover], by: Actor, act: Opinions) -> None:
    """Cover exactly this in a published opinion, and show it so."""
    require(by, act, opinion)
    edition.grow(opinion.candidate)
    redactions.choose(opinion, by=by, field=TEXT, text=opinion.text, covers=covers, spared=[])
    claims.let_go(opinion)
    _show(opinion)
    at_desk.show(opinion)
    scheduling.tell_changed(opinion.candidate.round)
    record(by, act, opinion, was=opinion.state, now=opinion.state, masked=opinion.masked)


def appealable(opinion: Opinion) -> bool:
    """Whether something was decided against its writer: it is not published, or not whole."""
    return opinion.state is OpinionState.DECLINED or opinion.masked


def restore(opinion: Opinion, *, state_before: OpinionState, by: Actor) -> None:
    """Put back what stood before a decision that was taken back. Raises Clash where it was not waiting then."""
    require(by, Opinions.RESTORE, opinion)
    if state_before is not OpinionState.WAITING:
        raise Clash()
    _go(opinion, "reconsider", Opinions.RESTORE, by, None)
    questioning.tell_if_open(opinion)


def undo(opinion: Opinion, decision: Decision, *, by: Actor) -> None:
    """Take one's own decision back within its minute: what stood before it stands again, and no letter leaves.

    Raises what the desk's undoing of any decision raises; a proposal that the decision came of waits for its second person again.
    """
    services.undo(decision, opinion, by=by)
    restore(opinion, state_before=OpinionState(decision.state_before), by=by)
    proposals.reopen(decision, opinion)


def _go(
    opinion: Opinion, move: str, act: Opinions, by: Actor, decision: Decision | None, *, reason_code: str | None = None,
    **detail: Any,
) -> None:  # fmt: skip
    """Move along the life of an opinion; counters, public page and letter follow in the same transaction."""
    edition.grow(opinion.candidate)
    before, was = tallies.facts(opinion), opinion.state
    opinion.state = LIFE.after(was, move)
    opinion.reason_code = reason_code
    opinion.decided_at = None if opinion.state is OpinionState.WAITING else clock.now()
    if opinion.state is not OpinionState.PUBLISHED:
        opinion.shown_text, opinion.shown_as, opinion.masked = None, "", False
    if opinion.state not in tallies.ACCEPTED:
        opinion.point_id, opinion.unused_why = None, ""
    tallies.changed(opinion, before)
    at_desk.show(opinion)
    scheduling.tell_changed(opinion.candidate.round)
    record(by, act, opinion, was=was, now=opinion.state, reason=reason_code, **detail)
    if decision is not None:
        tell_when_final(decision)


def _tell(opinion: Opinion, letter: str, *, once: str, act: HeldAct) -> None:
    """Ask for a letter, to leave when the act it tells of can be taken back no longer. What it says stands in its row."""
    tell(
        TELL, unique_key=f"{letter}:{once}:{act.id}", run_at=undoing.leaves_at(act), opinion_id=str(opinion.id),
        letter=letter, once=once, act_id=str(act.id),
    )  # fmt: skip
