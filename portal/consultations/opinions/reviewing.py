"""What the desk does with opinions. Everything is read before it is public; a decision can be taken back for a minute."""

from typing import Any

from portal.consultations.candidates import edition
from portal.consultations.opinions import at_desk, naming, tallies
from portal.consultations.opinions.jobs import DECIDED
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import LIFE, Display, OpinionState
from portal.consultations.rounds import scheduling
from portal.consultations.rounds.states import CommentsShown
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.errors import Clash
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.moderation import redactions
from portal.moderation.eyes import second
from portal.moderation.eyes.states import Act
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision
from portal.moderation.redactions import Cover
from portal.moderation.states import Outcome

TEXT = "text"  # the field whose covers stand in moderation's redactions
TAKE_BACK = "take_back"


def judge(
    opinion: Opinion, verdict: Verdict, *, by: Actor, of_version: int, seen: int | None = None
) -> Decision | None:
    """Decide as one person, or as the second or third where criticism is concerned; none where it is only proposed."""
    made = second.weigh(opinion, verdict, by=by, of_version=of_version, seen=seen, field=TEXT, text=opinion.text)
    if made is not None and made.outcome.accepts:
        accept(opinion, by=by, decision=made)
    elif made is not None:
        decline(opinion, by=by, reason_code=made.reason_code or "", decision=made)
    return made


def accept(opinion: Opinion, *, by: Actor, decision: Decision | None = None) -> None:
    """Let an opinion stand: in public with its covers, or counted only where its writer or the round wants it so.

    Raises NotNow where one person alone would hide words of criticism.
    """
    shown = opinion.display is not Display.UNPUBLISHED and opinion.candidate.round.comments is CommentsShown.SHOWN
    move, act = ("publish", Opinions.PUBLISH) if shown else ("count", Opinions.COUNT)
    require(by, act, opinion)
    covers = redactions.of(opinion, TEXT, opinion.text)
    chosen = tuple(Cover(c.start, c.stop, c.kind, c.replacement) for c in covers)
    second.check(opinion, Verdict(Outcome.ACCEPT, covers=chosen), decision, opinion.text)
    opinion.shown_text = redactions.apply(opinion.text, covers) if shown else None
    opinion.masked = bool(covers) and shown
    opinion.shown_as = naming.shown_as(opinion) if shown else ""
    _go(opinion, move, act, by, decision, masked=opinion.masked)


def decline(opinion: Opinion, *, by: Actor, reason_code: str, decision: Decision | None = None) -> None:
    """Not let it stand, for a reason the writer reads. Raises NotNow where one person alone would silence criticism."""
    require(by, Opinions.DECLINE, opinion)
    second.check(opinion, Verdict(Outcome.DECLINE, reason_code), decision)
    _go(opinion, "decline", Opinions.DECLINE, by, decision, reason_code=reason_code)


def reconsider(opinion: Opinion, *, by: Actor, note: str = "", seen: int | None = None) -> bool:
    """Take it back to the desk; meanwhile it is not public. What stands needs two people for it: whether it was done."""
    require(by, Opinions.RECONSIDER, opinion)
    LIFE.after(opinion.state, "reconsider")
    if opinion.state in tallies.ACCEPTED:
        wish = Verdict(TAKE_BACK, note=note)
        if not second.agreed(opinion, Act.UNPUBLISH, wish, by=by, seen=seen):
            return False
    _go(opinion, "reconsider", Opinions.RECONSIDER, by, None)
    return True


def restore(opinion: Opinion, *, state_before: OpinionState, by: Actor) -> None:
    """Put back what stood before a decision that was taken back. Raises Clash where it was not waiting then."""
    require(by, Opinions.RESTORE, opinion)
    if state_before is not OpinionState.WAITING:
        raise Clash()
    _go(opinion, "reconsider", Opinions.RESTORE, by, None)


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
        due = decision.made_at + UNDO
        tell(DECIDED, unique_key=f"decision:{decision.id}", run_at=due, decision_id=str(decision.id))
