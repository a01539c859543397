"""The nominee or the proposing unit answers published criticism, behind the link that the Board gave them."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import followed, limits, replies
from portal.consultations.opinions.models import Opinion, Reply, ReplyInvitation
from portal.consultations.opinions.states import ReplyBy, ReplyState
from portal.core.actor import RESIDENT
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing, NotNow, TooMany, Unavailable, Unfit
from portal.core.i18n import N_
from portal.nominations.wording import reason_text
from portal.web.kit import errors
from portal.web.kit.fields import Line, Prose
from portal.web.kit.forms import Form
from portal.web.kit.guard import open_page
from portal.web.kit.limits import meter
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.opinion_words import HOW_KNOWN, MARKS, REPLY_BY, REPLY_STATES, STANCES
from portal.web.public import round_views as views

bp = Blueprint("replies", __name__)
ANSWERS = "60/hour"  # of one candidate's side
AGAIN = N_("The page was open for a long time. What you typed is still here: please send it again.")

GONE = N_(
    "This opinion no longer stands, so it cannot be answered. What you wrote is still here: copy it if you need it."
)


class ReplyForm(Form):
    """The answer, and who stands behind it."""

    text = Prose(_l("Your answer"), most=limits.CHARACTERS)
    signed = Line(_l("Who answers"), most=160)


@bp.get("/lay-y-kien/tra-loi/<key>")
@open_page
def table(key: str) -> ResponseReturnValue:
    """What was said, and what became of each answer."""
    invitation, candidate = replies.by_key(key)
    rows = replies.to_answer(candidate, invitation.by)
    return render_template(
        "public/replies/table.html", key=key, rows=rows, states=followed.states([reply for _, reply in rows if reply]), done=request.args.get("done"),
        reasons=lambda reply: reason_text(reply.reason_code, language()), **_about(candidate, invitation),
    )  # fmt: skip


@bp.route("/lay-y-kien/tra-loi/<key>/<uuid:opinion_id>", methods=["GET", "POST"])
@open_page
def answer(key: str, opinion_id: uuid.UUID) -> ResponseReturnValue:
    """Answer one opinion. Sent twice, it is one answer."""
    if request.method == "POST":
        return _send(key, opinion_id)
    invitation, candidate = replies.by_key(key)
    before = replies.given(replies.criticism(candidate, opinion_id), invitation.by)
    if before is not None and before.state is not ReplyState.DECLINED:
        return redirect(to("replies.table", key=key, done="before"), 303)
    return _page(key, opinion_id, ReplyForm(formdata=None, data=_drafted(before, candidate, invitation)))


def _send(key: str, opinion_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the answer, or show again all that was typed with what stands in its way."""
    form, notice, status = ReplyForm(), "", 422
    try:
        if form.validate():
            _keep(key, opinion_id, form)
            return redirect(to("replies.table", key=key, done=1), 303)
    except Unfit as refusal:
        form.blame(refusal)
    except (NotNow, TooMany) as refusal:
        notice, status = in_words(refusal), 409 if isinstance(refusal, NotNow) else 429
    except (Unavailable, sa.exc.OperationalError):
        notice, status = in_words(Unavailable()), 503
    except Missing:
        status = 409  # the page says why
    db.session.rollback()
    return _page(key, opinion_id, form, notice=notice), status


def _keep(key: str, opinion_id: uuid.UUID, form: ReplyForm) -> None:
    invitation, candidate = replies.by_key(key)
    meter.spend("reply", ANSWERS, f"{candidate.id.hex}{invitation.by}")
    with unit_of_work():
        invitation, candidate = replies.by_key(key)
        opinion = replies.criticism(candidate, opinion_id)
        replies.answer(opinion, invitation, text=form.text.data or "", signed=form.signed.data or "", by=RESIDENT)


def _drafted(before: Reply | None, candidate: Candidate, invitation: ReplyInvitation) -> dict[str, str]:
    """One that was not published is there to be mended; else only the name that is most likely right."""
    if before is not None:
        return {"text": before.text, "signed": before.signed}
    return {"signed": candidate.proposed_by if invitation.by is ReplyBy.UNIT else views.called(candidate)}


def _page(key: str, opinion_id: uuid.UUID, form: ReplyForm, *, notice: str = "") -> str:
    """The form. Raises Missing for a link that is not good; an opinion that is gone takes nothing typed along."""
    invitation, candidate = replies.by_key(key)
    opinion: Opinion | None = None
    try:
        opinion = replies.criticism(candidate, opinion_id)
    except Missing:
        if request.method == "GET":
            raise
        notice = gettext(GONE)
    return render_template(
        "public/replies/answer.html", key=key, opinion=opinion, form=form, notice=notice, words=limits.REPLY_WORDS,
        **_about(candidate, invitation),
    )  # fmt: skip


def _about(candidate: Candidate, invitation: ReplyInvitation) -> dict[str, Any]:
    return {
        "candidate": candidate, "side": REPLY_BY[invitation.by], "called": views.called(candidate), "STANCES": STANCES,
        "MARKS": MARKS, "HOW_KNOWN": HOW_KNOWN, "REPLY_STATES": REPLY_STATES,
    }  # fmt: skip


@bp.errorhandler(CSRFError)
def _stale(fault: CSRFError) -> ResponseReturnValue:
    values = request.view_args or {}
    try:
        return _page(values["key"], values["opinion_id"], ReplyForm(), notice=gettext(AGAIN)), 400
    except (KeyError, Missing):  # no such page, or a link that opens none
        return errors.page(400, gettext(AGAIN))
