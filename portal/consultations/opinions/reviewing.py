"""What the desk does with opinions. Everything is read before it is public; a decision can be taken back for a minute."""

from typing import Any

from portal.consultations.candidates import edition
from portal.consultations.opinions import at_desk, naming, questioning, questions, tallies
from portal.consultations.opinions.jobs import TELL, tell_when_final
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
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.models import Decision, Reversal
from portal.moderation.redactions import Cover
from portal.moderation.states import Outcome

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
    covers = redactions.of(opinion, TEXT, opinion.text)
    chosen = tuple(Cover(c.start, c.stop, c.kind, c.replacement) for c in covers)
    second.check(opinion, Verdict(Outcome.ACCEPT, covers=chosen), decision, opinion.text)
    opinion.shown_text = redactions.apply(opinion.text, covers) if shown else None
    opinion.masked = bool(covers) and shown
    opinion.shown_as = naming.shown_as(opinion) if shown else ""
    _go(opinion, move, act, by, decision, masked=opinion.masked)


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


def _take_back(opinion: Opinion, *, by: Actor, reversal: Reversal) -> None:
    questions.moot(opinion)
    _go(opinion, "reconsider", Opinions.RECONSIDER, by, None, reversal=reversal.id)
    if reversal.letter:
        _tell(opinion, "opinion_reversed", once=str(reversal.id))


def appeal_judged(opinion: Opinion, appeal: Appeal, *, by: Actor) -> None:
    """The writer is told what came of the appeal; where it was upheld, the opinion is decided anew, or shown whole."""
    require(by, Opinions.RECONSIDER, opinion)
    if appeal.state is AppealState.ANEW:
        reversal = reversals.reverse(opinion, by=by, reason=appealed(appeal), of_version=opinion.version, appeal=appeal)
        _take_back(opinion, by=by, reversal=reversal)  # who appealed asked for it, and somebody else has judged
    elif appeal.state is AppealState.LIFTED:
        uncover(opinion, by=by)
    _tell(opinion, "appeal_judged", once=str(appeal.id))


def uncover(opinion: Opinion, *, by: Actor) -> None:
    """Show a published opinion whole: nothing of it stays covered. Raises NotNow where nothing is."""
    require(by, Opinions.PUBLISH, opinion)
    if opinion.state is not OpinionState.PUBLISHED or not opinion.masked:
        raise NotNow(N_("Nothing in this opinion is covered."))
    edition.grow(opinion.candidate)
    redactions.choose(opinion, by=by, field=TEXT, text=opinion.text, covers=[], spared=[])
    claims.let_go(opinion)
    opinion.shown_text, opinion.masked = opinion.text, False
    at_desk.show(opinion)
    scheduling.tell_changed(opinion.candidate.round)
    record(by, Opinions.PUBLISH, opinion, was=opinion.state, now=opinion.state, masked=False)


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


def _tell(opinion: Opinion, letter: str, *, once: str) -> None:
    tell(TELL, unique_key=f"{letter}:{once}", opinion_id=str(opinion.id), letter=letter, once=once)
