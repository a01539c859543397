"""Answers of nominees and units at the desk: read, covered and decided like the opinions they answer."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from portal.consultations.opinions import queries, replies
from portal.consultations.opinions.models import Reply
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import ReplyState
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Missing, Refusal, Unfit
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import to
from portal.web.kit.opinion_words import MARKS, REPLY_BY, REPLY_STATES, STANCES
from portal.web.kit.session import actor
from portal.web.moderation import eyes, judging, worded
from portal.web.moderation.worded import Text

bp = Blueprint("desk_replies", __name__)


@bp.get("/tra-loi")
@allow(Opinions.REVIEW_REPLY)
def queue() -> str:
    """What waits to be read, oldest first; or what was decided, newest first."""
    asked = request.args.get("view", "")
    view = ReplyState(asked) if asked in [each.value for each in ReplyState] else ReplyState.WAITING
    return render_template("moderation/replies/queue.html", rows=replies.lined_up(view), view=view, **_words())


@bp.get("/tra-loi/<uuid:reply_id>")
@allow(Opinions.REVIEW_REPLY, of=queries.reply)
def item(reply: Reply) -> str:
    """One answer beside the opinion it answers."""
    return _page(reply)


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
        return _page(reply, fault=refusal), 422
    except (Clash, StaleDataError) as fault:
        return _page(reply, fault=fault if isinstance(fault, Clash) else Clash()), 409
    return redirect(to("desk_replies.queue"), 303) if made else eyes.kept(reply)


@bp.post("/tra-loi/<uuid:reply_id>/xem-lai")
@writes
@allow(Opinions.REVIEW_REPLY, of=queries.reply)
def reconsider(reply: Reply) -> ResponseReturnValue:
    """Take it back to the desk; meanwhile it is not public."""
    if not replies.reconsider(reply, by=actor(), note=eyes.note(), seen=judging.seen()):
        return eyes.kept(reply)
    return redirect(to("desk_replies.item", reply_id=reply.id), 303)


def _text(reply: Reply) -> Text:
    opinion = queries.one(reply.opinion_id)
    return worded.text_of(reply, replies.TEXT, reply.text, known=[opinion.candidate.name] if opinion else [])


def _page(reply: Reply, *, fault: Refusal | None = None) -> str:
    opinion = queries.one(reply.opinion_id)
    if opinion is None:
        raise Missing()
    return render_template(
        "moderation/replies/item.html", reply=reply, opinion=opinion, candidate=opinion.candidate,
        waiting=reply.state is ReplyState.WAITING, **judging.shown(reply, _text(reply), fault), **_words(),
    )  # fmt: skip


def _words() -> dict[str, Any]:
    words = {"STANCES": STANCES, "MARKS": MARKS, "REPLY_BY": REPLY_BY, "REPLY_STATES": REPLY_STATES}
    return words | judging.undo_offer(Reply)
