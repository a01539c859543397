"""A decision in two steps: choose and see the letter, then send it. For a minute it can be taken back."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm.exc import StaleDataError

from portal.consultations.opinions import queries as opinions
from portal.consultations.opinions import questioning, replies, reviewing
from portal.consultations.opinions.models import Opinion, Reply
from portal.consultations.opinions.states import ReplyState
from portal.core.actor import Actor
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Missing, Refusal, Unfit
from portal.core.policy import may
from portal.moderation import queries, redactions, services
from portal.moderation.eyes import proposals, second
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.models import Decision, Reversal
from portal.moderation.policy import Moderation
from portal.moderation.states import Outcome
from portal.nominations import at_desk, covered, moves, reading
from portal.nominations import queries as nominations
from portal.nominations.models import Nomination
from portal.nominations.policy import Nominations
from portal.nominations.states import NominationState
from portal.stories import opening
from portal.stories import queries as stories
from portal.stories.policy import Stories
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words, to
from portal.web.kit.session import actor
from portal.web.moderation import (
    again,
    case,
    covering,
    desk,
    eyes,
    judging,
    letters,
    listing,
    previewing,
    worded,
    wording,
)
from portal.web.moderation.finders import nomination
from portal.web.moderation.forms.decision import DecisionForm
from portal.web.moderation.previewing import Way
from portal.web.moderation.worded import Text

bp = Blueprint("desk_decisions", __name__)


@bp.post("/loi-ke/<uuid:nomination_id>/xem-thu")
@allow(Moderation.DECIDE, of=nomination)
def weigh(thing: Nomination) -> ResponseReturnValue:
    """Keep what is to be covered, and show exactly what the writer will read, before anything is sent."""
    form = DecisionForm()
    try:
        with unit_of_work():
            _fresh(thing, form)
            _keep_covers(thing)
    except Unfit as refusal:
        fault = in_words(refusal)
        return desk.shown(thing, form=form, cover_error=fault, typed=request.form), 422
    except Clash as refusal:
        return _clash(thing, form, refusal)
    if request.form.get("act") == covering.ONLY:
        return desk.back_to(thing, "covers")
    try:
        outcome = covered.named(thing, form.chosen())
        services.check_reason(outcome, form.reason_code(), form.words.data or "")
        services.check_lengths(form.words.data or "", form.note.data or "")
    except Unfit as refusal:
        form.blame(refusal)
        return desk.shown(thing, form=form), 422
    return _preview(thing, form, outcome)


@bp.post("/loi-ke/<uuid:nomination_id>/quyet-dinh")
@allow(Moderation.DECIDE, of=nomination)
def decide(thing: Nomination) -> ResponseReturnValue:
    """Decide, move, and ask for the letter: one unit of work. Then on to the next."""
    form = DecisionForm()
    if previewing.changing():
        same = thing.version == form.of_version.data
        return desk.shown(thing, form=form) if same else _clash(thing, form, Clash())
    try:
        with unit_of_work():
            made = _decide(thing, form)
    except Unfit as refusal:
        form.blame(refusal)
        return desk.shown(thing, form=form), 422
    except (Clash, StaleDataError) as fault:
        if _sent_already(thing, form):
            return _onwards(thing)
        return _clash(thing, form, fault if isinstance(fault, Clash) else Clash())
    return _onwards(thing) if made else eyes.kept(thing)


@bp.post("/quyet-dinh/<uuid:decision_id>/hoan-tac")
@writes
@allow(Moderation.UNDO, of=lambda decision_id: queries.decision(decision_id))
def undo(decision: Decision) -> ResponseReturnValue:
    """Take one's decision back within the minute; no letter leaves."""
    if decision.thing_kind == Opinion.__tablename__:
        return _undo_opinion(decision)
    if decision.thing_kind == Reply.__tablename__:
        return _undo_reply(decision)
    thing = nominations.one(decision.thing_id)
    if thing is None or decision.thing_kind != Nomination.__tablename__:
        raise Missing()
    if decision.outcome.accepts:
        opening.close_again(thing, by=actor())
    services.undo(decision, thing, by=actor())
    moves.restore(thing, state_before=decision.state_before, by=actor())
    proposals.reopen(decision, thing)
    return redirect(to("desk.item", nomination_id=thing.id), 303)


def _undo_opinion(decision: Decision) -> ResponseReturnValue:
    opinion = opinions.one(decision.thing_id)
    if opinion is None:
        raise Missing()
    if decision.outcome is Outcome.ASK:
        services.undo(decision, opinion, by=actor())
        questioning.take_back(opinion, decision, by=actor())
        proposals.reopen(decision, opinion)
    else:
        reviewing.undo(opinion, decision, by=actor())
    return redirect(to("desk_opinions.item", opinion_id=decision.thing_id), 303)


def _undo_reply(decision: Decision) -> ResponseReturnValue:
    reply = opinions.reply(decision.thing_id)
    if reply is None:
        raise Missing()
    services.undo(decision, reply, by=actor())
    replies.restore(reply, state_before=ReplyState(decision.state_before), by=actor())
    proposals.reopen(decision, reply)
    return redirect(to("desk_replies.item", reply_id=decision.thing_id), 303)


@bp.post("/loi-ke/<uuid:nomination_id>/mo-lai")
@allow(Nominations.REOPEN, of=nomination)
def reopen(thing: Nomination) -> ResponseReturnValue:
    """Take back a decision whose minute is over, for a reason, and look again. A second letter is shown first."""
    if previewing.changing():
        return desk.shown(thing, again_typed=request.form)
    try:
        if not previewing.seen() and (page := _reversal(thing)):
            return page
        with unit_of_work():
            _reopen(thing)
    except (Refusal, StaleDataError) as fault:
        refusal = fault if isinstance(fault, Refusal) else Clash()
        said = in_words(refusal)
        page = desk.shown(nominations.one(thing.id) or thing, reverse_fault=said, again_typed=request.form)
        return page, 422 if isinstance(refusal, Unfit) else 409
    return desk.back_to(thing)


def _reopen(thing: Nomination) -> Reversal:
    fresh = nominations.one(thing.id)
    if fresh is None:
        raise Missing()
    if fresh.state is NominationState.ACCEPTED:
        opening.close_again(fresh, by=actor())
    made = again.reverse(fresh)
    moves.reopen(fresh, by=actor(), reversal=made)
    return made


def _reversal(thing: Nomination) -> str:
    """The page with the second letter; nothing where no first one had left."""
    owed, letter = False, None
    with previewing.trial():
        made = _reopen(thing)
        owed, letter = made.letter, letters.to_writer(thing, "reversed", words=made.words)
    if not owed or letter is None:
        return ""
    facts = [
        (gettext("Story"), reading.called(thing)[thing.id]), (gettext("Decision"), gettext("Reverse the decision")),
        (gettext("Why (colleagues will read it)"), request.form.get("why", "")),
    ]  # fmt: skip
    back = to("desk.item", nomination_id=thing.id, **listing.kept())
    return previewing.page(
        [letter], facts, Way(back, gettext("Back to the story"), gettext("Reverse the decision")), words_of=thing
    )


def _decide(thing: Nomination, form: DecisionForm) -> Decision | None:
    """Decide, or only propose it where the reason asks for a second person."""
    by, outcome, reason = actor(), covered.named(thing, form.chosen()), form.reason_code()
    verdict = Verdict(outcome, reason, form.words.data or "", form.note.data or "")
    made = second.weigh(thing, verdict, by=by, of_version=form.of_version.data or 0, seen=judging.seen())
    if made is not None:
        _move(thing, made, by)
    return made


def _move(thing: Nomination, made: Decision, by: Actor) -> None:
    reason = made.reason_code or ""
    match made.outcome:
        case Outcome.ACCEPT | Outcome.ACCEPT_COVERED:
            moves.accept(thing, by=by, decision=made)
            if may(by, Stories.WRITE):
                opening.open_for(thing, by=by)
        case Outcome.ASK:
            moves.ask(thing, by=by, decision=made)
        case Outcome.AWAIT_CONSENT:
            moves.await_consent(thing, by=by, decision=made)
        case Outcome.FORWARD:
            moves.forward(thing, by=by, reason_code=reason, decision=made)
        case Outcome.DECLINE:
            moves.decline(thing, by=by, reason_code=reason, decision=made)


def _onwards(thing: Nomination) -> ResponseReturnValue:
    """To the draft where one was opened for whoever decided, else to the next free item."""
    story = stories.of_nominations([thing.id]) if may(actor(), Stories.WRITE) else None
    if story is not None and thing.state is NominationState.ACCEPTED:
        return redirect(to("editor.story", story_id=story.id), 303)
    return redirect(listing.next_address(thing.id), 303)


def _sent_already(thing: Nomination, form: DecisionForm) -> bool:
    """Whether this very decision stands already: the button was pressed twice."""
    made = queries.standing(thing)
    sent = (actor().id, form.of_version.data, form.outcome.data)
    return made is not None and (made.made_by, made.of_version, made.outcome) == sent


def _fresh(thing: Nomination, form: DecisionForm) -> None:
    if thing.version != form.of_version.data:
        raise Clash()


def _keep_covers(thing: Nomination) -> None:
    """Cover what was ticked, on the very wording it was ticked on. Raises Clash where the text changed meanwhile."""
    texts: Sequence[Text] = worded.texts_of(thing)
    if not covering.sent(request.form):
        return
    covering.check(request.form, texts)
    for text in texts:
        chosen = covering.chosen(request.form, text)
        spared = covering.spared(request.form, text)
        redactions.choose(thing, by=actor(), field=text.field, text=text.working, covers=chosen, spared=spared)
    at_desk.show(thing)


def _preview(thing: Nomination, form: DecisionForm, outcome: Outcome) -> str:
    """The letter holds the writer's own words, so that whoever sees it reads the original."""
    worded.told_of(actor(), thing)
    form.outcome.data = outcome.value  # by its right name from here on
    letter = letters.preview(thing, outcome, reason_code=form.reason_code(), words=form.words.data or "")
    return render_template(
        "moderation/desk/preview.html", thing=thing, name=reading.called(thing)[thing.id], form=form, outcome=outcome, letter=letter, wording=wording, seen=judging.seen(), change=previewing.CHANGE,
        texts=worded.texts_of(thing), here=listing.kept(), writes=may(actor(), Stories.WRITE), reason=queries.reason(form.reason_code()) if form.reason_code() else None,
    )  # fmt: skip


def _clash(thing: Nomination, form: DecisionForm, refusal: Clash) -> ResponseReturnValue:
    """Both versions, and all that was typed, ready to be sent again on the newer one."""
    seen = form.of_version.data or 0
    page = render_template(
        "moderation/desk/clash.html", case=case.of(thing, actor(), anew=True), form=form, seen=seen, wording=wording,
        eyes=eyes.of(thing, actor()),
        said=in_words(refusal), changed=case.changed_since(thing, seen),
    )  # fmt: skip
    return page, 409
