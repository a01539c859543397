"""Cần người thứ hai: what one person proposed, judged by another from scratch; what two see differently, by a lead."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.accounts import queries as accounts
from portal.consultations.opinions import clusters, replies, reviewing
from portal.consultations.opinions.models import Cluster, Opinion, Reply
from portal.consultations.opinions.states import ClusterState
from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Missing, Refusal, Unfit
from portal.core.i18n import N_
from portal.core.policy import may, require
from portal.moderation.desk import lineup
from portal.moderation.eyes import proposals, recusal, subjects
from portal.moderation.eyes import second as eyes_second
from portal.moderation.eyes.models import Proposal
from portal.moderation.eyes.policy import Eyes
from portal.moderation.eyes.states import Act, ProposalState
from portal.stories import services as stories
from portal.stories.models import Story
from portal.stories.states import RemovalReason
from portal.stories.wording import REMOVALS
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words, to
from portal.web.kit.opinion_words import MARKS, STANCES
from portal.web.kit.session import actor
from portal.web.moderation import cards, eyes, judging, listing, opinion_letters, previewing, story_letters, wording

bp = Blueprint("second", __name__)
DONE = {
    "proposed": N_(
        "Kept as a proposal. Nothing has happened yet and nobody was told: a colleague judges it from scratch."
    ),
    "lead": N_("You and a colleague see it differently. A lead now reads both judgements and decides."),
    "kept": N_("It is settled. Below you read who judged what."),
}


@bp.get("/nguoi-thu-hai")
@allow(Eyes.QUEUE)
def waiting() -> str:
    """What waits for me as the second, what waits for a lead, and what became of my own proposals."""
    by = actor()
    lead = by.is_any(Role.BOARD_LEAD)
    judged = listing.key("of")
    return render_template(
        "moderation/second/waiting.html", onwards=listing.next_address(judged) if judged else "", rows=_rows(ProposalState.PENDING), done=DONE.get(request.args.get("done", "")),
        disputed=_rows(ProposalState.DISPUTED) if lead else [], lead=lead, mine=[_mine(each) for each in proposals.mine(by)],
        nobody=_nobodys() if lead else [], STATES=eyes.STATES, LAPSES=eyes.LAPSES, ACTS=eyes.ACTS, KINDS=cards.KINDS,
        me=by.id, samples=may(by, Eyes.SAMPLE), **_words(), **listing.undo_offer(ask=True),
    )  # fmt: skip


@bp.get("/nguoi-thu-hai/<uuid:proposal_id>")
@allow(Eyes.JUDGE, of=lambda proposal_id: proposals.one(proposal_id))
def one(proposal: Proposal) -> ResponseReturnValue:
    """One thing to judge from scratch. A decision of the desk is taken on the thing's own page."""
    return _page(proposal)


@bp.post("/nguoi-thu-hai/<uuid:proposal_id>")
@allow(Eyes.JUDGE, of=lambda proposal_id: proposals.one(proposal_id))
def judge(proposal: Proposal) -> ResponseReturnValue:
    """Judge whether it stays as it is; where two agree it is done. The letter that it sends is shown first."""
    if previewing.changing():
        return _page(proposal)
    try:
        if not previewing.seen() and (shown := _letter(_thing(proposal))):
            return shown
        with unit_of_work():
            done = _judge(_thing(proposal), proposal.act)
    except Unfit as refusal:
        return _page(proposal, fault=refusal, status=422)
    found = proposals.one(proposal.id)
    disputed = found is not None and found.state is ProposalState.DISPUTED
    return redirect(to("second.waiting", done="lead" if disputed and not done else "kept"), 303)


@bp.post("/nguoi-thu-hai/<uuid:proposal_id>/rut-lai")
@writes
@allow(Eyes.RETRACT, of=lambda proposal_id: proposals.one(proposal_id))
def retract(proposal: Proposal) -> ResponseReturnValue:
    """Take one's own proposal back before anybody judged it."""
    proposals.retract(proposal, by=actor())
    return redirect(to("second.waiting"), 303)


def _judge(thing: Any, act: Act) -> bool:
    """The room's own verb for what was chosen: it asks for the right and for a second person itself."""
    choice, note, seen, by = request.form.get("choice", ""), eyes.note(), judging.seen() or 0, actor()
    if act is Act.DECIDE:
        raise Clash()  # those are judged on their own pages
    if choice == eyes_second.KEEP:
        require(by, cards.RIGHTS[(thing.__tablename__, act)], thing)
        eyes_second.keep(thing, act, by=by, note=note, seen=seen)
        return False
    if choice != "act":
        raise Unfit(N_("Choose what should happen."), field="choice")
    match thing:
        case Story():
            return stories.remove(
                thing, by=by, version=judging.of_version(), reason=_removal(), why=note,
                note=request.form.get("public", ""), seen=seen,
            )  # fmt: skip
        case Opinion():
            return reviewing.reconsider(thing, by=by, why=note, seen=seen)
        case Reply():
            return replies.reconsider(thing, by=by, why=note, seen=seen)
        case Cluster():
            clear = clusters.undo if thing.state is ClusterState.COORDINATED else clusters.dismiss
            return clear(thing, why=note, by=by, seen=seen)
    raise Missing()


def _letter(thing: Any) -> str:
    """The page with the letter, where there is one. Raises what judging so would."""
    why = eyes.note()
    match thing if request.form.get("choice") == "act" else None:
        case Story():
            return story_letters.of_removal(
                thing, version=judging.of_version(), reason=_removal(), why=why, note=request.form.get("public", ""),
                seen=judging.seen() or 0,
            )  # fmt: skip
        case Opinion():
            return opinion_letters.of_reversal(thing, why)
        case Reply():
            return opinion_letters.of_reply(thing, why)
    return ""


def _removal() -> RemovalReason:
    try:
        return RemovalReason(request.form.get("reason", ""))
    except ValueError:
        raise Unfit(N_("Choose a reason."), field="reason") from None


def _thing(proposal: Proposal) -> Any:
    thing = subjects.found(proposal.thing_kind, proposal.thing_id)
    if thing is None:
        raise Missing()
    return thing


def _page(proposal: Proposal, *, fault: Unfit | None = None, status: int = 200) -> ResponseReturnValue:
    thing = _thing(proposal)
    require(actor(), cards.RIGHTS[(proposal.thing_kind, proposal.act)], thing)
    if proposal.act is Act.DECIDE:
        return redirect(cards.of(thing).address, 303)
    page = render_template(
        "moderation/second/one.html", proposal=proposal, thing=thing, card=cards.of(thing), eyes=eyes.of(thing, actor()),
        removals=[(r.value, gettext(text)) for r, text in REMOVALS.items()], typed=request.form,
        fault=_said(fault), field=fault.field if fault else "", ACTS=eyes.ACTS, FOUND=eyes.FOUND, KINDS=cards.KINDS,
        act={"opinion_cluster": "clear", "story": "take_down"}.get(proposal.thing_kind, "take_back"), **_words(),
    )  # fmt: skip
    return page, status


def _said(fault: Refusal | None) -> str:
    return in_words(fault) if fault else ""


def _rows(state: ProposalState) -> list[tuple[Proposal, cards.Card]]:
    found = proposals.pending(actor(), state)
    return [(row, cards.of(thing)) for row, thing in found if cards.judges(actor(), row.act, thing)]


def _mine(proposal: Proposal) -> tuple[Proposal, cards.Card | None]:
    thing = subjects.found(proposal.thing_kind, proposal.thing_id)
    return proposal, cards.of(thing) if thing is not None else None


def _nobodys() -> list[lineup.Row]:
    """What everyone who moderates must stand back from: the lead reads it, if they may."""
    others = [recusal.barred(accounts.as_actor(each)) for each in accounts.holding(Role.MODERATOR)]
    wish = lineup.Wish(
        soon=listing.wished().soon,
        view=lineup.View.NOBODY,
        staff=actor().id,
        barred=recusal.barred(actor()),
        others=others,
    )
    return list(lineup.page(wish).items)


def _words() -> dict[str, Any]:
    return {"STANCES": STANCES, "MARKS": MARKS, "wording": wording, "here": {
        "nomination": "desk.item", "opinion": "desk_opinions.item", "opinion_reply": "desk_replies.item",
    }}  # fmt: skip
