"""Ask for another look at a decision, and give it. What follows for the thing is its own room's work."""

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.calendar.workdays import Calendar
from portal.engines.text import tidy
from portal.moderation import claims
from portal.moderation import queries as moderation
from portal.moderation.appeals import at_desk, queries
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.policy import Appeals
from portal.moderation.appeals.states import LIFE, AppealState, Channel, Verdict
from portal.moderation.limits import APPEAL, APPEAL_ANSWERED, NOTE, WORDS
from portal.moderation.matters import Matter
from portal.moderation.things import Thing
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct
from portal.moderation.undoing.states import ActKind

CHECKED = 300
TOO_LATE = N_("The time in which another look could be asked for is over. Please call us.")
ONCE = N_("Another look at this decision was asked for already. It can be asked for once.")
NOTHING = N_("No decision stands here that another look could be asked for.")


def ask(
    thing: Thing, matter: Matter, *, text: str, by: Actor, calendar: Calendar, language: str = "vi",
    channel: Channel = Channel.WEB, checked: str = "",
) -> Appeal:  # fmt: skip
    """Ask that somebody else look at the decision that stands on a thing. The same words sent again are the same wish.

    Raises NotNow where nothing was decided, it was asked for already, or the time is over; Unfit for too few or too many
    characters, and where a clerk does not say how the caller was known to be the writer.
    """
    require(by, Appeals.ASK if channel is Channel.WEB else Appeals.WRITE_DOWN, thing)
    said = _fit(text)
    if channel is not Channel.WEB and not tidy.has_letters(checked):
        raise Unfit(N_("Write how you made sure that it is the writer."), field="checked")
    decision = moderation.standing(thing)
    if decision is None:
        raise NotNow(NOTHING)
    moderation.locked(decision.id)
    if (earlier := queries.against(decision)) is not None:
        if earlier.text == said:
            return earlier
        raise NotNow(ONCE)
    if not queries.open_to(decision, calendar):
        raise NotNow(TOO_LATE)
    made = Appeal(
        decision_id=decision.id, decided_by=decision.made_by, state=LIFE.start, channel=channel, language=language,
        clerk_id=by.id if channel is not Channel.WEB else None, checked=tidy.line(checked)[:CHECKED], text=said,
        made_at=clock.now(), due_on=calendar.add(clock.today(), APPEAL_ANSWERED), **matter.values,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    at_desk.show(made)
    record(by, Appeals.ASK, made, decision=decision.id, channel=channel)
    return made


def judge(appeal: Appeal, *, by: Actor, verdict: Verdict, said: str, of_version: int, note: str = "") -> HeldAct:
    """Say whether the decision stands, and why, in words the writer reads. Final within the portal, after a minute.

    Gives the act that what follows for the thing is a part of. Raises Denied to whoever decided, Clash where a colleague
    was quicker or holds it, Unfit without words to the writer.
    """
    said, note = fit(appeal, by=by, said=said, of_version=of_version, note=note)
    claims.claim(appeal, by=by)
    appeal.state = LIFE.after(appeal.state, verdict.value)
    appeal.said, appeal.note, appeal.settled_by, appeal.settled_at = said, note, by.id, clock.now()
    db.session.flush()
    at_desk.show(appeal)
    claims.let_go(appeal)
    record(by, Appeals.JUDGE, appeal, verdict=verdict, decision=appeal.decision_id)
    return undoing.hold(ActKind.ANSWER_APPEAL, appeal, by=by)


@undoing.takes_back(ActKind.ANSWER_APPEAL, Appeal.__tablename__)
def resume(act: HeldAct, by: Actor) -> Appeal:
    """Let it wait again, with what was written kept for whoever judges it: nobody has read it yet."""
    appeal = queries.locked(act.thing_id)
    if appeal is None or not appeal.text:
        raise Clash()
    require(by, Appeals.RESUME, appeal)
    appeal.state = LIFE.after(appeal.state, "resume")
    appeal.settled_by = appeal.settled_at = None
    db.session.flush()
    at_desk.show(appeal)
    record(by, Appeals.RESUME, appeal)
    return appeal


def fit(appeal: Appeal, *, by: Actor, said: str, of_version: int, note: str = "") -> tuple[str, str]:
    """The words to the writer and the note as they are kept. Raises what judging it with them would."""
    require(by, Appeals.JUDGE, appeal)
    if appeal.version != of_version or appeal.state is not AppealState.WAITING:
        raise Clash()
    said, note = tidy.prose(said), tidy.prose(note)
    if not tidy.has_letters(said):
        raise Unfit(N_("Write the reason. It is what the writer will read."), field="said")
    if len(said) > WORDS:
        raise Unfit(N_("Write at most %(most)s characters."), field="said", most=WORDS)
    if len(note) > NOTE:
        raise Unfit(N_("Write at most %(most)s characters."), field="note", most=NOTE)
    return said, note


def _fit(text: str) -> str:
    said = tidy.prose(text)
    least, most = APPEAL
    if not least <= len(said) <= most:
        raise Unfit(
            N_("Write between %(least)s and %(most)s characters. You have written %(now)s."), field="text",
            least=least, most=f"{most:,}".replace(",", "."), now=f"{len(said):,}".replace(",", "."),
        )  # fmt: skip
    return said
