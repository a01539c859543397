"""Answers of nominees and units at the desk: read, covered and decided like the opinions they answer."""

from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.consultations.opinions import queries, reading, replies
from portal.consultations.opinions.models import Reply
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import ReplyState
from portal.core.errors import Missing, Refusal
from portal.moderation.desk.states import ItemKind
from portal.moderation.models import Decision
from portal.web.kit.guard import allow
from portal.web.kit.locale import to
from portal.web.kit.opinion_words import REPLY_BY, REPLY_STATES
from portal.web.kit.session import actor
from portal.web.moderation import again, eyes, filling, judging, listing, opinion_letters, worded
from portal.web.moderation.acting import Room
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
    """Cover what was ticked and decide, in one unit of work. Its letter is the page behind their link: none is sent."""

    def judge(fresh: Reply) -> Decision | None:
        return replies.judge(
            fresh,
            judging.verdict(fresh, _text(fresh)),
            by=actor(),
            of_version=judging.of_version(),
            seen=judging.seen(),
        )

    return _ROOM.act(
        reply, judge, lambda made: redirect(listing.next_address(reply.id), 303) if made else eyes.kept(reply)
    )


@bp.post("/tra-loi/<uuid:reply_id>/xem-lai")
@allow(Opinions.REVIEW_REPLY, of=queries.reply)
def reconsider(reply: Reply) -> ResponseReturnValue:
    """Take the decision back for a reason, or propose to; meanwhile it is not public. A second letter is shown first."""

    def back() -> ResponseReturnValue:
        return redirect(to("desk_replies.item", reply_id=reply.id, **listing.kept()), 303)

    return _ROOM.act(
        reply,
        lambda fresh: replies.reconsider(fresh, by=actor(), seen=judging.seen(), **again.asked()),
        lambda done: back() if done else eyes.kept(reply),
        letter=lambda: opinion_letters.of_reply(reply, **again.asked()),
    )


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


_ROOM = Room(lambda reply, fault: shown(reply, fault=fault), queries.reply, queries.reply)
