"""The link that shows there is a person behind an opinion, and the page where an opinion is followed."""

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from portal.consultations.opinions import (
    asking,
    at_desk,
    followed,
    letters,
    persons,
    queries,
    questions,
    services,
    verifying,
)
from portal.consultations.opinions.followed import Followed
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import OpinionState, QuestionState
from portal.consultations.outcome import proofs, reading
from portal.core.actor import RESIDENT
from portal.core.db import unit_of_work
from portal.core.errors import Missing
from portal.core.identity import openid
from portal.nominations import wording
from portal.web.kit import opinion_thread
from portal.web.kit.guard import allow, open_page, writes
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.opinion_form import CodeForm
from portal.web.kit.opinion_words import ANSWERS, HOW_KNOWN, STANCES, STATES
from portal.web.public import appealing, digits, mailbox, progress
from portal.web.public import round_views as views
from portal.web.public.forms.track import AnswerForm, answer_form

bp = Blueprint("verifying", __name__)
ASKED = (_l("Waiting for your answer"), "warn")


@bp.route("/lay-y-kien/xac-nhan/<key>", methods=["GET", "POST"])
@open_page
def link(key: str) -> ResponseReturnValue:
    """The link in the letter. Looking at it does nothing, for mail scanners look too; the button verifies."""
    try:
        waiting = verifying.by_link(key)
    except Missing as refusal:
        return render_template("public/opinions/stale_link.html", words=in_words(refusal)), 404
    if request.method == "POST":
        with unit_of_work():
            opinion = verifying.spend_link(key, by=RESIDENT)
        mailbox.open_for(opinion.id)
        return redirect(to("verifying.story", done="verified"), 303)
    return render_template("public/opinions/link.html", used=waiting.used_at is not None)


@bp.get("/theo-doi/y-kien")
@allow(Opinions.FOLLOW, of=mailbox.held_opinion)
def story(opinion: Opinion) -> ResponseReturnValue:
    """Where an opinion stands, whether its writer was verified, and, after the round, where it was counted."""
    return page(opinion, CodeForm())


@bp.post("/theo-doi/y-kien")
@allow(Opinions.FOLLOW, of=mailbox.held_opinion)
def code(opinion: Opinion) -> ResponseReturnValue:
    """Six digits that were sent."""
    form = CodeForm()
    if status := digits.wrong(opinion.id, form):
        return page(mailbox.held_opinion(), form), status
    return redirect(to("verifying.story", done="verified"), 303)


@bp.post("/theo-doi/y-kien/ma-moi")
@allow(Opinions.FOLLOW, of=mailbox.held_opinion)
def again(opinion: Opinion) -> ResponseReturnValue:
    """Send a new code, to the address or to the telephone."""
    form = CodeForm(formdata=None)
    if status := digits.not_sent(opinion.id, form):
        return page(mailbox.held_opinion(), form), status
    return redirect(to("verifying.story", done="sent"), 303)


@bp.route("/theo-doi/y-kien/rut-lai", methods=["GET", "POST"])
@writes
@allow(Opinions.WITHDRAW, of=mailbox.held_opinion)
def withdraw(opinion: Opinion) -> ResponseReturnValue:
    """Ask whether it is meant, then take the opinion back."""
    if opinion.state is OpinionState.CLOSED:
        return redirect(to("verifying.story"), 303)
    if request.method == "POST":
        services.withdraw(opinion, by=g.actor)
        return redirect(to("verifying.story"), 303)
    return render_template(
        "public/opinions/withdraw.html", name=views.name(opinion.candidate), called=views.called(opinion.candidate)
    )


def page(opinion: Opinion, form: CodeForm, reply: AnswerForm | None = None) -> str:
    """The tracking page, with whatever came back of its forms."""
    seen, asked = followed.of(opinion), followed.asked(questions.of_edition(opinion))
    question = followed.to_answer(seen, asked)
    state, tone = ASKED if question and question.state is not QuestionState.SILENT else STATES[seen.state]
    closed = opinion.state is OpinionState.CLOSED
    point = reading.place_of(opinion, language())
    due = at_desk.promised(opinion, asked[-1] if asked else None)
    return render_template(
        "public/opinions/story.html", opinion=opinion, candidate=opinion.candidate, name=views.name(opinion.candidate), called=views.called(opinion.candidate),
        state=state, tone=tone, form=form, due=due, late=progress.is_late(due), STANCES=STANCES, HOW_KNOWN=HOW_KNOWN, ANSWERS=ANSWERS, point=point,
        answers=followed.answers(opinion), stands=seen.state.value, seen=seen, files=[] if closed else queries.handed_in(opinion),
        reason=_reason(opinion, seen), reversal=None if closed else seen.told.reversal,
        **appealing.offered(opinion, seen.appealable, seen.told), proofs=proofs.proofs(opinion),
        verified=not persons.unproved(opinion), closed=closed,
        asked=opinion_thread.messages(asked, to_writer=True), question=question, reply=reply or answer_form(question),
        open_until=letters.still_open(opinion), left=progress.time_left(question.due_on) if question else "",
        done=request.args.get("done", ""), sign_in=openid.name(), ways=[] if closed else asking.ways(opinion),
    )  # fmt: skip


def _reason(opinion: Opinion, seen: Followed) -> str:
    """Why it was not published, as it read on that day, with the moderator's own words."""
    decision = seen.told.decision
    if decision is None:
        return wording.reason_text(opinion.reason_code, language())
    return wording.told(decision, language())
