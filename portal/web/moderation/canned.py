"""Canned replies: the table, writing and rewording, and putting one into the letter that is being written."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from portal.core.db import unit_of_work
from portal.core.errors import Clash, Missing, Unfit
from portal.core.policy import may
from portal.moderation.canned import blanks, queries, services
from portal.moderation.canned.models import Canned
from portal.moderation.canned.policy import CannedReplies
from portal.moderation.policy import Moderation
from portal.nominations.models import Nomination
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.session import actor
from portal.web.moderation import desk, filling
from portal.web.moderation import opinions as desk_opinions
from portal.web.moderation import replies as desk_replies
from portal.web.moderation.finders import nomination
from portal.web.moderation.forms.canned import CannedForm
from portal.web.moderation.forms.decision import DecisionForm
from portal.web.moderation.kinds import KINDS

bp = Blueprint("canned", __name__)


@bp.get("/cau-soan-san")
@allow(CannedReplies.READ)
def table() -> str:
    """All replies, those no longer offered at the end."""
    writes_them = may(actor(), CannedReplies.WRITE)
    return render_template("moderation/canned/table.html", rows=queries.everything(), KINDS=KINDS, may_edit=writes_them)


@bp.route("/cau-soan-san/them", methods=["GET", "POST"])
@allow(CannedReplies.WRITE)
def add() -> ResponseReturnValue:
    """A new reply."""
    form = CannedForm()
    return _step(form, None, lambda: services.add(form.wording(), by=actor()))


@bp.route("/cau-soan-san/<uuid:canned_id>", methods=["GET", "POST"])
@allow(CannedReplies.WRITE, of=queries.one)
def edit(reply: Canned) -> ResponseReturnValue:
    """Reword a reply; letters that went out stay as they were, and so do the wordings before."""
    newest = queries.wordings(reply)[0]
    form = CannedForm(
        title=reply.title, kinds=reply.kinds, text_vi=newest.text_vi, text_en=newest.text_en, of_version=reply.version
    )
    return _step(
        form, reply, lambda: services.reword(reply, form.wording(), by=actor(), of_version=form.of_version.data)
    )


@bp.get("/cau-soan-san/<uuid:canned_id>/cac-ban")
@allow(CannedReplies.READ, of=queries.one)
def wordings(reply: Canned) -> str:
    """Every wording a reply ever had."""
    return render_template("moderation/canned/wordings.html", reply=reply, wordings=queries.wordings(reply))


@bp.post("/cau-soan-san/<uuid:canned_id>/dung")
@writes
@allow(CannedReplies.WRITE, of=queries.one)
def retire(reply: Canned) -> ResponseReturnValue:
    """Offer it no longer, or again."""
    services.retire(reply, by=actor())
    return redirect(to("canned.table"), 303)


@bp.post("/loi-ke/<uuid:nomination_id>/chen-cau")
@allow(Moderation.DECIDE, of=nomination)
def into_decision(thing: Nomination) -> ResponseReturnValue:
    """The item's page again with everything typed, and a reply among the words to the writer."""
    form = DecisionForm()
    form.words.data = _with(form.words.data or "", filling.of_nomination(thing))
    return desk.shown(thing, form=form, typed=request.form)


@bp.post("/loi-ke/<uuid:nomination_id>/chen-cau-tin")
@allow(Moderation.DECIDE, of=nomination)
def into_message(thing: Nomination) -> ResponseReturnValue:
    """The item's page again, with a reply in the message that is being written."""
    return desk.shown(thing, message_typed=_with(request.form.get("message", ""), filling.of_nomination(thing)))


@bp.post("/y-kien/<uuid:opinion_id>/chen-cau")
@allow(desk_opinions.Opinions.PUBLISH, of=desk_opinions.queries.one)
def into_opinion(opinion: Any) -> ResponseReturnValue:
    """The opinion's page again with everything typed, and a reply among the words to the writer."""
    return desk_opinions.shown(opinion, typed=_typed(filling.of_opinion(opinion)))


@bp.post("/tra-loi/<uuid:reply_id>/chen-cau")
@allow(desk_replies.Opinions.REVIEW_REPLY, of=desk_replies.queries.reply)
def into_reply(reply: Any) -> ResponseReturnValue:
    """The answer's page again with everything typed, and a reply among the words."""
    return desk_replies.shown(reply, typed=_typed(filling.of_reply(reply)))


def _typed(offers: filling.Filled) -> MultiDict[str, str]:
    typed = MultiDict(list(request.form.items(multi=True)))
    typed["words"] = _with(typed.get("words", ""), offers)
    return typed


def _with(words: str, offers: filling.Filled) -> str:
    """What was typed with the chosen reply below it; as it was where none is chosen. Raises Missing for another's."""
    try:
        key = uuid.UUID(request.form.get("canned", ""))
    except ValueError:
        return words
    chosen = next((text for id, _title, text in offers if id == key), None)
    if chosen is None:
        raise Missing()
    return f"{words.rstrip()}\n\n{chosen}" if words.strip() else chosen


def _step(form: CannedForm, reply: Canned | None, keep: Callable[[], Any]) -> ResponseReturnValue:
    status = 200
    if form.validate_on_submit() and "preview" not in request.form:
        try:
            with unit_of_work():
                keep()
            return redirect(to("canned.table"), 303)
        except Unfit as refusal:
            form.blame(refusal)
            status = 422
        except Clash as refusal:
            form.form_errors.append(in_words(refusal))
            status = 409
            if reply is not None:
                form.of_version.data = reply.version
    return _page(form, reply), 422 if form.errors and status == 200 else status


def _page(form: CannedForm, reply: Canned | None) -> str:
    office = filling.office(current_app.jinja_env.globals["board"])
    seen = {
        code: blanks.filled(form[f"text_{code}"].data or "", blanks.sample(code) | office.values(code))
        for code in ("vi", "en")
    }
    return render_template(
        "moderation/canned/edit.html", form=form, reply=reply, seen=seen, MEANT=blanks.MEANT, language=language()
    )
