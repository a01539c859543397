"""Two people judge what one must not decide alone, each from scratch; a lead settles what they see differently.

The first decision is only a proposal. The second agrees, and it takes effect; or does not, and a lead reads both.
"""

from dataclasses import replace

from portal.core import clock
from portal.core.actor import Actor, Role
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, Denied, NotNow
from portal.core.i18n import N_
from portal.core.policy import require
from portal.moderation import claims, queries, redactions, reversals, services
from portal.moderation.eyes import proposals, subjects
from portal.moderation.eyes.models import Proposal
from portal.moderation.eyes.policy import Eyes
from portal.moderation.eyes.states import Act, ProposalState
from portal.moderation.eyes.states import Eyes as Waits
from portal.moderation.eyes.verdicts import UNFAVOURABLE, Verdict, joined, read, same, words_covered
from portal.moderation.limits import ASKED_ALONE
from portal.moderation.models import Decision, Reversal
from portal.moderation.policy import Moderation
from portal.moderation.states import Outcome
from portal.moderation.things import Thing

ALONE = N_("This needs a second person. What you decide is a proposal until a colleague has judged it from scratch.")
OWN = N_("You have judged this already. A colleague must now judge it without you.")
LEAD = N_("Two colleagues see this differently. A lead who has not judged it yet decides.")
KEEP, TAKE_BACK = "keep", "take_back"


def needed(thing: Thing, verdict: Verdict, text: str = "") -> bool:
    """Whether one person alone must not do this: silence criticism, hide its words, or use a reason marked so.

    Nor ask the same writer again and again, which would put off a decision for ever.
    """
    reason = queries.reason(verdict.reason_code) if verdict.reason_code else None
    if reason is not None and reason.second_person:
        return True
    if verdict.outcome == Outcome.ASK:
        return subjects.asked(thing) >= ASKED_ALONE
    if subjects.stance(thing) not in UNFAVOURABLE:
        return False
    return verdict.outcome == Outcome.DECLINE or bool(words_covered(text, verdict.covers))


def weigh(
    thing: Thing, verdict: Verdict, *, by: Actor, of_version: int, seen: int | None = None, field: str = "", text: str = ""
) -> Decision | None:  # fmt: skip
    """Decide on what waits at the desk, or only propose it: the decision where it takes effect, else none.

    `seen` is the version of the proposal that the page knew of (0 for none). Raises Clash where the thing or the
    proposal is another by now, Denied for who took part already, Unfit as every decision does.
    """
    require(by, Moderation.DECIDE, thing)
    if thing.version != of_version:
        raise Clash()
    claims.claim(thing, by=by)
    services.check_reason(Outcome(verdict.outcome), verdict.reason_code, verdict.words)
    services.check_lengths(verdict.words, verdict.note)
    proposal = _seen(thing, seen)
    if proposal is None and not needed(thing, verdict, text):
        return _decide(thing, verdict, by, field, text)
    settled = _judged(proposal, thing, Act.DECIDE, verdict, by, text)
    claims.let_go(thing)
    if settled is None or proposal is None:
        return None
    made = _decide(thing, settled, by, field, text)
    proposal.decision_id = made.id
    db.session.flush()
    return made


def agreed(thing: Thing, act: Act, verdict: Verdict, *, by: Actor, seen: int | None = None) -> bool:
    """Whether what one person wants has now a second, or the lead, behind it. If not, it was kept as a proposal."""
    claims.hold(thing)
    proposal = _seen(thing, seen)
    if proposal is not None and proposal.act is not act:
        raise Clash()
    return _judged(proposal, thing, act, verdict, by) is not None


def keep(thing: Thing, act: Act, *, by: Actor, note: str = "", seen: int | None = None) -> None:
    """Judge that what was proposed should not be done. Raises NotNow where nothing is proposed."""
    claims.hold(thing)
    proposal = _seen(thing, seen)
    if proposal is None or proposal.act is not act:
        raise NotNow()
    _judged(proposal, thing, act, Verdict(KEEP, note=note), by)


def take_back(
    thing: Thing, *, standing: bool, by: Actor, why: str, words: str, of_version: int | None, seen: int | None
) -> Reversal | None:  # fmt: skip
    """Take a decision back for a reason: the reversal, or none where it was only proposed.

    What stands in public (`standing`) needs two people; the second need not say again why. Raises Clash where the
    thing or the proposal is another by now, Unfit without a reason.
    """
    if of_version is not None and thing.version != of_version:
        raise Clash()
    why, words = reversals.fit(why or proposals.first_note(thing), words)
    if standing and not agreed(thing, Act.UNPUBLISH, Verdict(TAKE_BACK, note=why, words=words), by=by, seen=seen):
        return None
    return reversals.reverse(thing, by=by, reason=why, words=words, of_version=thing.version)


def _seen(thing: Thing, seen: int | None) -> Proposal | None:
    """The open proposal, held. Raises Clash where the page knew of another state of it."""
    proposal = proposals.locked(thing)
    if seen is not None and seen != (proposal.version if proposal else 0):
        raise Clash()
    return proposal


def _judged(
    proposal: Proposal | None, thing: Thing, act: Act, verdict: Verdict, by: Actor, text: str = ""
) -> Verdict | None:
    """Take a judgement in: what takes effect by it, or nothing."""
    if proposal is None:
        proposals.begin(thing, act, verdict, by=by)
        return None
    first = read(proposal.first) or verdict
    if proposal.state is ProposalState.PENDING:
        if proposal.first_by == by.id:
            if (first.outcome, first.reason_code) == (verdict.outcome, verdict.reason_code):
                return None  # the same, sent twice
            raise Denied(OWN)
        return _second(proposal, thing, first, verdict, by, text)
    return _third(proposal, thing, first, verdict, by, text)


def _second(proposal: Proposal, thing: Thing, first: Verdict, verdict: Verdict, by: Actor, text: str) -> Verdict | None:
    require(by, Eyes.JUDGE, thing)
    proposal.second_by, proposal.second_name, proposal.second_at = by.id, by.name, clock.now()
    proposal.second = verdict.plain()
    if not same(first, verdict, text):
        proposal.state = ProposalState.DISPUTED
        proposals.show(proposal, Waits.LEAD)
        record(by, Eyes.DISPUTE, proposal)
        db.session.flush()
        return None
    proposals.end(proposal, ProposalState.AGREED)
    record(by, Eyes.AGREE, thing, proposal=proposal.id, first=proposal.first_by, outcome=verdict.outcome)
    return replace(verdict, covers=joined(first, verdict, text))


def _third(proposal: Proposal, thing: Thing, first: Verdict, verdict: Verdict, by: Actor, text: str) -> Verdict | None:
    if not by.is_any(Role.BOARD_LEAD) or by.id in (proposal.first_by, proposal.second_by):
        raise Denied(LEAD)
    require(by, Eyes.SETTLE, thing)
    proposal.third_by, proposal.third_name, proposal.third_at = by.id, by.name, clock.now()
    proposal.third = verdict.plain()
    upheld = same(first, verdict, text)
    proposals.end(proposal, ProposalState.UPHELD if upheld else ProposalState.OVERTURNED)
    record(
        by, Eyes.SETTLE, thing, proposal=proposal.id, first=proposal.first_by, second=proposal.second_by,
        upheld=upheld, outcome=verdict.outcome,
    )  # fmt: skip
    return verdict if verdict.outcome != KEEP else None


def _decide(thing: Thing, verdict: Verdict, by: Actor, field: str, text: str) -> Decision:
    if field:
        redactions.choose(thing, by=by, field=field, text=text, covers=verdict.covers, spared=verdict.spared)
    return services.decide(
        thing, by=by, outcome=Outcome(verdict.outcome), of_version=thing.version, reason_code=verdict.reason_code,
        words=verdict.words, note=verdict.note,
    )  # fmt: skip


def check(thing: Thing, verdict: Verdict, decision: Decision | None, text: str = "") -> None:
    """What a room asks before its move: that nobody does alone what needs two. Raises NotNow."""
    if needed(thing, verdict, text) and not proposals.backed(decision):
        raise NotNow(ALONE)
