"""Parts of a public opinion are covered in one act: a decision of its own, with its letter, its minute and its appeal."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from portal.consultations.opinions import queries, reviewing
from portal.consultations.opinions.jobs import tell_when_final
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import OpinionState
from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.moderation import queries as moderation
from portal.moderation import services
from portal.moderation.appeals import overtaking
from portal.moderation.eyes import second
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.models import Decision
from portal.moderation.redactions import Cover
from portal.moderation.reports import settling
from portal.moderation.reports.states import Outcome as Came
from portal.moderation.states import Outcome
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct
from portal.moderation.undoing.states import ActKind

ALONE = N_(
    "These are words of criticism: nobody covers them alone. Take the opinion back to the desk, where a second person judges."
)


def cover(
    opinion: Opinion, covers: Sequence[Cover], *, by: Actor, of_version: int, words: str = "",
    seen: Mapping[str, int] | None = None,
) -> Decision:  # fmt: skip
    """Cover exactly these parts of a public opinion. What readers reported of it, and the page showed (`seen`), is closed by it.

    Raises Clash where it is another by now or a colleague holds it, NotNow where it is not public or takes two people,
    Unfit where nothing would be covered that is not covered already.
    """
    require(by, Opinions.PUBLISH, opinion)
    if opinion.version != of_version:
        raise Clash()
    if opinion.state is not OpinionState.PUBLISHED:
        raise NotNow()
    before = reviewing.covers_of(opinion)
    if set(before) >= set(covers):
        raise Unfit(N_("Tick what to cover: nothing would be covered that is not covered already."), field="covers")
    if second.needed(opinion, Verdict(Outcome.ACCEPT, covers=tuple(covers)), opinion.text):
        raise NotNow(ALONE)
    earlier = moderation.standing(opinion)
    made = services.decide(opinion, by=by, outcome=Outcome.ACCEPT_COVERED, of_version=of_version, words=words)
    if earlier is not None:
        earlier.reversed_at = made.made_at
        overtaking.overtake(opinion, by=by)
    told = {"covers": [asdict(c) for c in before], "earlier": str(earlier.id) if earlier else "", "made": str(made.id)}
    act = undoing.hold(ActKind.COVER, opinion, by=by, before=told)
    reviewing.show_covered(opinion, covers, by, Opinions.PUBLISH)
    settling.settle_with(opinion, Came.CORRECTED, by=by, act=act, seen=seen or {})
    tell_when_final(made)
    return made


@undoing.takes_back(ActKind.COVER, Opinion.__tablename__)
def uncovered(act: HeldAct, by: Actor) -> Opinion:
    """Show again what was covered within this minute; the decision before stands. Raises Clash where it is another by now."""
    opinion, made = queries.one(act.thing_id), moderation.locked(uuid.UUID(act.before["made"]))
    if opinion is None or made is None or moderation.standing(opinion) is not made:
        raise Clash()
    undoing.unheld(opinion, by)
    made.undone_at = clock.now()
    earlier = moderation.locked(uuid.UUID(act.before["earlier"])) if act.before["earlier"] else None
    if earlier is not None:
        earlier.reversed_at = None
        overtaking.resume(opinion, earlier.id, by=by)
    covers = [Cover(**each) for each in act.before["covers"]]
    reviewing.show_covered(opinion, covers, by, Opinions.RESTORE)
    return opinion
