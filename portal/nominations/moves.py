"""What the Board does with a nomination after it was received. A decision's letter leaves when its minute is over."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation import reversals
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.said import appealed, told_of
from portal.moderation.appeals.states import AppealState
from portal.moderation.eyes import second
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision, Reversal
from portal.moderation.states import Outcome
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct
from portal.moderation.undoing.states import ActKind
from portal.nominations import at_desk, deadlines, queries, uncovering, wording
from portal.nominations.jobs import DECIDED, TELL
from portal.nominations.models import Message, Nomination
from portal.nominations.policy import Nominations
from portal.nominations.states import LIFE, NominationState

OPEN = frozenset(deadlines.DAYS)


def verify(nomination: Nomination, *, by: Actor) -> None:
    """Begin to check what was told; the writer sees it on the tracking page."""
    require(by, Nominations.VERIFY, nomination)
    _go(nomination, "verify", Nominations.VERIFY, by)


def ask(nomination: Nomination, *, by: Actor, text: str = "", decision: Decision | None = None) -> Message:
    """Put a question to the writer. Without a text it is the words of the decision. Raises Unfit for an empty one."""
    require(by, Nominations.ASK, nomination)
    _two(nomination, Outcome.ASK, decision, decision.reason_code if decision else None)
    said = tidy.prose(text) or (wording.told(decision, nomination.language) if decision else "")
    if not said:
        raise Unfit(N_("Write the question."), field="words")
    question = Message(
        nomination_id=nomination.id, staff_id=by.id, staff_name=by.name, asks=True, text=said, sent_at=clock.now()
    )
    _go(nomination, "ask", Nominations.ASK, by, decision)
    db.session.add(question)
    db.session.flush()
    _tell(nomination, "question", decision, message_id=str(question.id))
    return question


def await_consent(nomination: Nomination, *, by: Actor, decision: Decision | None = None) -> None:
    """The story holds; now the nominee is asked."""
    require(by, Nominations.AWAIT_CONSENT, nomination)
    _go(nomination, "await_consent", Nominations.AWAIT_CONSENT, by, decision)
    _tell(nomination, "consent_asked", decision)


def accept(nomination: Nomination, *, by: Actor, decision: Decision | None = None) -> None:
    """Take a nomination forward, so that a story may be written from it."""
    require(by, Nominations.ACCEPT, nomination)
    _go(nomination, "accept", Nominations.ACCEPT, by, decision)
    _tell(nomination, "accepted", decision)


def decline(nomination: Nomination, *, by: Actor, reason_code: str, decision: Decision | None = None) -> None:
    """Not publish it, for a reason the writer reads."""
    require(by, Nominations.DECLINE, nomination)
    _two(nomination, Outcome.DECLINE, decision, reason_code)
    _go(nomination, "decline", Nominations.DECLINE, by, decision, reason=reason_code)
    nomination.reason_code = reason_code
    _tell(nomination, "declined", decision)


def forward(nomination: Nomination, *, by: Actor, reason_code: str = "", decision: Decision | None = None) -> None:
    """Hand it to the unit that can act on it; the decision's words say to whom."""
    require(by, Nominations.FORWARD, nomination)
    _two(nomination, Outcome.FORWARD, decision, reason_code)
    _go(nomination, "forward", Nominations.FORWARD, by, decision, reason=reason_code)
    nomination.reason_code = reason_code or None
    _tell(nomination, "forwarded", decision)


def reopen(nomination: Nomination, *, by: Actor, reversal: Reversal, within: HeldAct | None = None) -> None:
    """Look again at one that was decided; its writer gets a second letter where a first one had left.

    It can be taken back for a minute. Where it is a part of another act (`within`), with that one.
    """
    require(by, Nominations.REOPEN, nomination)
    before = {"reversal": str(reversal.id), "reason": nomination.reason_code, "closed": _moment(nomination.closed_at)}
    _go(nomination, "reopen", Nominations.REOPEN, by, reversal=reversal.id)
    act = undoing.hold(ActKind.REVERSE, nomination, by=by, within=within, before=before)
    if reversal.letter:
        _tell(nomination, "reversed", act=act, mark=str(reversal.id), words=reversal.words)


@undoing.takes_back(ActKind.REVERSE, Nomination.__tablename__)
def unreopen(act: HeldAct, by: Actor) -> Nomination:
    """Let what was decided stand after all: state, deadline, reason, and the letter that had not left yet."""
    nomination = _found(act)
    decision = reversals.take_back(act.before["reversal"], nomination, by=by)
    nomination.reason_code = act.before["reason"]
    _back(nomination, by, act.before["closed"])
    if decision is not None and decision.told_at is None:
        question = queries.last_question(nomination) if decision.outcome is Outcome.ASK else None
        key, due = f"decision:{decision.id}:{act.id}", max(clock.now(), decision.made_at + UNDO)
        message = str(question.id) if question else ""
        tell(DECIDED, unique_key=key, run_at=due, decision_id=str(decision.id), message_id=message)
    return nomination


def appeal_judged(nomination: Nomination, appeal: Appeal, *, by: Actor, act: HeldAct) -> None:
    """The writer is told what came of the appeal; where it was upheld, the testimony is decided anew. A part of the `act`."""
    require(by, Nominations.REOPEN, nomination)
    if appeal.state is AppealState.ANEW:
        reversal = reversals.reverse(
            nomination, by=by, reason=appealed(appeal), of_version=nomination.version, appeal=appeal
        )
        reopen(nomination, by=by, reversal=reversal, within=act)
    elif appeal.state is AppealState.LIFTED:
        uncovering.uncover(nomination, by=by, act=act)
    _tell(nomination, "appeal_judged", act=act, mark=f"{appeal.id}:{act.id}", **told_of(appeal))


def publish(nomination: Nomination, *, by: Actor, path: str = "", act: HeldAct | None = None) -> None:
    """A story from it is public at this path, for the first time or again; the writer is told each time."""
    require(by, Nominations.PUBLISH, nomination)
    again = was_public(nomination)
    _go(nomination, "publish", Nominations.PUBLISH, by)
    _tell(nomination, "published", act=act, path=path, again=again)


def was_public(nomination: Nomination) -> bool:
    """Whether a story from it was public before: who was told that it was taken down is told that it is back."""
    return any(step.now is NominationState.PUBLISHED for step in queries.steps(nomination))


def story_corrected(
    nomination: Nomination, *, by: Actor, note: str, path: str, of_version: int, act: HeldAct | None = None
) -> None:
    """The public story from it was put right, by this revision; the writer reads the note that readers see."""
    require(by, Nominations.STORY_CORRECTED, nomination)
    record(by, Nominations.STORY_CORRECTED, nomination, of_version=of_version)
    _tell(nomination, "story_corrected", act=act, mark=str(of_version), path=path, note=note)


def unpublish(
    nomination: Nomination, *, by: Actor, reason: Mapping[str, str], note: str = "", act: HeldAct | None = None
) -> None:
    """Its story is public no longer; the writer reads why (the reason by language), and the note if there is one."""
    require(by, Nominations.UNPUBLISH, nomination)
    _go(nomination, "unpublish", Nominations.UNPUBLISH, by)
    nomination.due_on = None  # it may be published again, but nobody was promised that, nor a day
    at_desk.show(nomination)
    _tell(nomination, "story_removed", act=act, reason=dict(reason), note=note)


def story_taken_back(nomination: Nomination, *, state_before: NominationState, closed: str, by: Actor) -> None:
    """What was done with its story was taken back within the minute: it stands where it stood. Raises Clash."""
    last = queries.last_step(nomination)
    if last is None or (last.was, last.now) != (state_before, nomination.state):
        raise Clash()
    _back(nomination, by, closed)


def restore(nomination: Nomination, *, state_before: str, by: Actor) -> None:
    """Put back what stood before a decision that was taken back: state, deadline, and no question asked.

    Raises Clash where something else has happened since, such as an answer of the writer.
    """
    require(by, Nominations.RESTORE, nomination)
    last = queries.last_step(nomination)
    if last is None or (last.was, last.now) != (state_before, nomination.state):
        raise Clash()
    question = queries.last_question(nomination)
    if last.now is NominationState.QUESTIONED and question is not None:
        db.session.delete(question)
    _back(nomination, by)


def _found(act: HeldAct) -> Nomination:
    """What a held act was about. Raises Clash for what is no more, or has moved on."""
    nomination = queries.one(act.thing_id)
    last = queries.last_step(nomination) if nomination is not None else None
    if nomination is None or last is None or last.now is not nomination.state:
        raise Clash()
    return nomination


def _back(nomination: Nomination, by: Actor, closed: str = "") -> None:
    """Undo the last step: where it was, its deadline, and when it had ended if it had."""
    require(by, Nominations.RESTORE, nomination)
    last = queries.last_step(nomination)
    if last is None:
        raise Clash()
    _stand(nomination, last.was, last.due_was)
    if closed:
        nomination.closed_at = datetime.fromisoformat(closed)
    record(by, Nominations.RESTORE, nomination, was=last.now, now=last.was)


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _go(
    nomination: Nomination, move: str, act: Nominations, by: Actor, decision: Decision | None = None, **detail: Any
) -> None:
    """Move along the life of a nomination, set the new deadline, and note both. Raises NotNow."""
    was, due_was = nomination.state, nomination.due_on
    now = LIFE.after(was, move)
    _stand(nomination, now, deadlines.due_on(now))
    record(by, act, nomination, was=was, now=now, due_was=due_was, decision=decision.id if decision else None, **detail)


def _two(nomination: Nomination, outcome: Outcome, decision: Decision | None, reason_code: str | None) -> None:
    """Raise NotNow where the reason asks for a second person and there was none."""
    second.check(nomination, Verdict(outcome, reason_code or ""), decision)


def _stand(nomination: Nomination, state: NominationState, due: date | None) -> None:
    nomination.state, nomination.due_on = state, due
    if state in OPEN:
        nomination.closed_at = nomination.reason_code = None
    else:
        nomination.closed_at = clock.now()
    at_desk.show(nomination)


def _tell(
    nomination: Nomination, kind: str, decision: Decision | None = None, *, act: HeldAct | None = None, mark: str = "",
    message_id: str = "", **values: Any,
) -> None:  # fmt: skip
    """Ask for the letter: of a decision or a held act when it can be taken back no longer, else at once."""
    if decision is not None:
        key, due = f"decision:{decision.id}", decision.made_at + UNDO
        tell(DECIDED, unique_key=key, run_at=due, decision_id=str(decision.id), message_id=message_id)
        return
    key = f"{kind}:{nomination.id}:{mark or message_id or (act.id if act else nomination.version)}"
    tell(
        TELL, unique_key=key, run_at=undoing.leaves_at(act) if act else None, nomination_id=str(nomination.id),
        letter=kind, once=key, message_id=message_id, values=values, act_id=str(act.id) if act else "",
    )  # fmt: skip
