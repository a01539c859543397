"""Links by which the nominee and the proposing unit answer what is said of a candidate: given, shown once, ended."""

import uuid

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import replies
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import ReplyBy
from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing, NotNow
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import address, in_words, to
from portal.web.kit.opinion_words import REPLY_BY
from portal.web.kit.session import actor
from portal.web.kit.telling import drawing

bp = Blueprint("board_replies", __name__)


@bp.route("/ung-vien/<uuid:candidate_id>/moi-tra-loi", methods=["GET", "POST"])
@allow(Opinions.INVITE_REPLY, of=candidates.one)
def table(candidate: Candidate) -> ResponseReturnValue:
    """The links that were given, and a new one: it is shown on this page and never again."""
    if request.method == "GET":
        return _page(candidate)
    asked = request.form.get("who", "")
    if asked not in [each.value for each in ReplyBy]:
        return _page(candidate, fault=gettext("Choose for whom the link is.")), 422
    key = candidate.id
    try:
        with unit_of_work():
            fresh = candidates.one(key)
            if fresh is None:
                raise Missing()
            made = replies.invite(fresh, who=ReplyBy(asked), by=actor())
    except NotNow as refusal:
        return _page(db.session.get_one(Candidate, key), fault=in_words(refusal)), 409
    link = drawing.outside(address("replies.table", "vi", key=made))
    return _page(db.session.get_one(Candidate, key), link=link, made_for=ReplyBy(asked))


@bp.post("/ung-vien/<uuid:candidate_id>/moi-tra-loi/thu-hoi")
@writes
@allow(Opinions.INVITE_REPLY, of=candidates.one)
def revoke(candidate: Candidate) -> ResponseReturnValue:
    """End a link of this candidate."""
    asked = request.form.get("link", type=uuid.UUID)
    found = next((each for each in replies.invitations(candidate) if each.id == asked), None)
    if found is None:
        raise Missing()
    replies.revoke(found, by=actor())
    return redirect(to("board_replies.table", candidate_id=candidate.id), 303)


def _page(candidate: Candidate, *, link: str = "", made_for: ReplyBy | None = None, fault: str = "") -> str:
    return render_template(
        "board/replies/table.html", candidate=candidate, rows=replies.invitations(candidate), link=link,
        made_for=made_for, fault=fault, REPLY_BY=REPLY_BY, now=clock.now(), qr=drawing.square(link) if link else "",
    )  # fmt: skip
