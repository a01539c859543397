"""Answers of nominees and units at the desk: read, covered and decided like the opinions they answer."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from portal.consultations.opinions import queries, reading, replies
from portal.consultations.opinions.models import Reply
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import ReplyState
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Missing, Refusal, Unfit
from portal.moderation.desk.states import ItemKind
from portal.web.kit.guard import allow
from portal.web.kit.locale import to
from portal.web.kit.opinion_words import REPLY_BY, REPLY_STATES
from portal.web.kit.session import actor
from portal.web.moderation import again, eyes, filling, judging, listing, opinion_letters, previewing, worded
from portal.web.moderation.worded import Text

bp = Blueprint("desk_replies", __name__)


@bp.get("/tra-loi")
@allow(Opinions.REVIEW_REPLY)
def queue() -> ResponseReturnValue:
    """The answers of the one list: an address of old."""
    return redirect(to("desk.queue", kind=ItemKind.REPLY.value), 302)


@bp.get("/tra-loi/<uuid:reply_id>")
@allow(Opinions.REVIEW_REPLY, of=queries.reply)
def item(reply: Reply) -> str:
    """One answer beside the opinion it answers."""
    return shown(reply)


@bp.post("/tra-loi/<uuid:reply_id>/quyet-dinh")
@allow(Opinions.REVIEW_REPLY, of=queries.reply)
def decide(reply: Reply) -> ResponseReturnValue:
    """Cover what was ticked and decide, in one unit of work."""
    try:
        with unit_of_work():
            fresh = queries.reply(reply.id)
            if fresh is None:
                raise Clash()
            made = replies.judge(
                fresh, judging.verdict(fresh, _text(fresh)), by=actor(), of_version=judging.of_version(),
                seen=judging.seen(),
            )  # fmt: skip
    except Unfit as refusal:
        return shown(reply, fault=refusal), 422
    except (Clash, StaleDataError) as fault:
        return shown(reply, fault=fault if isinstance(fault, Clash) else Clash()), 409
    return redirect(listing.next_address(reply.id), 303) if made else eyes.kept(reply)


@bp.post("/tra-loi/<uuid:reply_id>/xem-lai")
@allow(Opinions.REVIEW_REPLY, of=queries.reply)
def reconsider(reply: Reply) -> ResponseReturnValue:
    """Take the decision back for a reason, or propose to; meanwhile it is not public. A second letter is shown first."""
    if previewing.changing():
        return shown(reply, typed=request.form)
    try:
        if not previewing.seen() and (page := opinion_letters.of_reply(reply, **again.asked())):
            return page
        with unit_of_work():
            fresh = queries.reply(reply.id)
            if fresh is None:
                raise Clash()
            done = replies.reconsider(fresh, by=actor(), seen=judging.seen(), **again.asked())
    except Unfit as refusal:
        return shown(reply, fault=refusal), 422
    except (Refusal, StaleDataError) as fault:
        return shown(queries.reply(reply.id) or reply, fault=fault if isinstance(fault, Refusal) else Clash()), 409
    return redirect(to("desk_replies.item", reply_id=reply.id, **listing.kept()), 303) if done else eyes.kept(reply)


def _text(reply: Reply) -> Text:
    opinion = queries.one(reply.opinion_id)
    return worded.text_of(reply, replies.TEXT, reply.text, known=[opinion.candidate.name] if opinion else [])


def shown(reply: Reply, *, fault: Refusal | None = None, typed: Any = None) -> str:
    """The answer's page, with whatever came back of its form."""
    opinion = queries.one(reply.opinion_id)
    if opinion is None:
        raise Missing()
    return render_template(
        "moderation/replies/item.html", reply=reply, opinion=opinion, candidate=opinion.candidate, answered=reading.as_read(opinion)[opinion.id],
        waiting=reply.state is ReplyState.WAITING, **judging.shown(reply, _text(reply), fault, typed), canned=filling.of_reply(reply), **_words(),
    )  # fmt: skip


def _words() -> dict[str, Any]:
    return {"REPLY_BY": REPLY_BY, "REPLY_STATES": REPLY_STATES}
