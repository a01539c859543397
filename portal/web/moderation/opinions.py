"""Opinions at the desk: the list, one with what should be covered, the decision, and the way to the confidential channel."""

import contextlib
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from portal.confidential import intake
from portal.consultations.opinions import lineup, queries, reading, replies, reviewing, services
from portal.consultations.opinions.lineup import View
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import OpinionState
from portal.core.actor import SYSTEM
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Missing, Refusal, Unfit
from portal.core.i18n import N_
from portal.core.policy import may
from portal.core.storage.store import chosen, contents
from portal.moderation import claims
from portal.web.kit.downloads import send_stored
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import to
from portal.web.kit.opinion_words import DISPLAYS, HOW_KNOWN, MARKS, RELATIONS, STANCES, STATES
from portal.web.kit.session import actor
from portal.web.kit.telling import uploads
from portal.web.moderation import eyes, judging, worded
from portal.web.moderation.worded import Text

bp = Blueprint("desk_opinions", __name__)
VIEWS = {
    View.WAITING: N_("Waiting"),
    View.SLOW: N_("Slow lane"),
    View.PUBLISHED: N_("Published"),
    View.COUNTED: N_("Counted, not shown"),
    View.DECLINED: N_("Not published"),
}


@bp.get("/y-kien")
@allow(Opinions.READ)
def queue() -> str:
    """What waits to be read, oldest first."""
    view = View.WAITING
    with contextlib.suppress(ValueError):
        view = View(request.args.get("view", "waiting"))
    page = lineup.page(view, after=request.args.get("after"))
    return render_template(
        "moderation/opinions/queue.html", rows=page.items, after=page.after, view=view, VIEWS=VIEWS,
        answers=replies.waiting(), decides=may(actor(), Opinions.REVIEW_REPLY),
        **_words(), **_undo(),
    )  # fmt: skip


@bp.get("/y-kien/<uuid:opinion_id>")
@allow(Opinions.READ, of=queries.one)
def item(opinion: Opinion) -> str:
    """One opinion with everything needed to judge it."""
    return _page(opinion)


@bp.get("/y-kien/<uuid:opinion_id>/tep/<uuid:file_id>")
@allow(Opinions.FETCH, of=lambda opinion_id, file_id: queries.one(opinion_id))
def file(opinion: Opinion) -> ResponseReturnValue:
    """A file that was handed in. Papers carry names and addresses: that one was opened is put on record first."""
    wanted = (request.view_args or {})["file_id"]
    found = next((each for each in queries.handed_in(opinion) if each.id == wanted), None)
    if found is None:
        raise Missing()
    with unit_of_work():
        reading.open_file(opinion, found, by=actor())
    return send_stored(found)


@bp.post("/y-kien/<uuid:opinion_id>/quyet-dinh")
@allow(Opinions.PUBLISH, of=queries.one)
def decide(opinion: Opinion) -> ResponseReturnValue:
    """Cover what was ticked and decide, or propose it, in one unit of work; then on to the next."""
    try:
        with unit_of_work():
            fresh = queries.one(opinion.id)
            if fresh is None:
                raise Clash()
            made = reviewing.judge(
                fresh, judging.verdict(fresh, _text(fresh)), by=actor(), of_version=judging.of_version(),
                seen=judging.seen(),
            )  # fmt: skip
    except Unfit as refusal:
        return _page(opinion, fault=refusal), 422
    except (Clash, StaleDataError) as fault:
        return _page(opinion, fault=fault if isinstance(fault, Clash) else Clash()), 409
    if made is None:
        return eyes.kept(opinion)
    following = lineup.next_after(opinion)
    return redirect(to("desk_opinions.item", opinion_id=following) if following else to("desk_opinions.queue"), 303)


@bp.post("/y-kien/<uuid:opinion_id>/xem-lai")
@writes
@allow(Opinions.RECONSIDER, of=queries.one)
def reconsider(opinion: Opinion) -> ResponseReturnValue:
    """Take it back to the desk, or propose to; meanwhile it is not public."""
    if not reviewing.reconsider(opinion, by=actor(), note=eyes.note(), seen=judging.seen()):
        return eyes.kept(opinion)
    return redirect(to("desk_opinions.item", opinion_id=opinion.id), 303)


@bp.post("/y-kien/<uuid:opinion_id>/kenh-kin")
@writes
@allow(Opinions.MOVE, of=queries.one)
def move(opinion: Opinion) -> ResponseReturnValue:
    """Move it to the confidential channel in one act. Here it ends like one that was taken back: nothing shows which."""
    writer = opinion.writer
    files = [intake.File(f.name, f.media_type, contents(chosen(), f.key)) for f in queries.handed_in(opinion)]
    intake.move(
        text=opinion.text, about=opinion.candidate.name, receipt_hash=opinion.receipt_hash, by=actor(),
        contact=intake.Contact(writer.name, writer.phone, writer.email), language=opinion.language, files=files,
        subject=intake.Subject.CANDIDATE, subject_id=opinion.candidate_id,
    )  # fmt: skip
    claims.let_go(opinion)
    services.close(opinion, by=SYSTEM)
    return redirect(to("desk_opinions.queue"), 303)


def _text(opinion: Opinion) -> Text:
    return worded.text_of(opinion, reviewing.TEXT, opinion.text, known=[opinion.candidate.name])


def _page(opinion: Opinion, *, fault: Refusal | None = None) -> str:
    return render_template(
        "moderation/opinions/item.html", opinion=opinion, candidate=opinion.candidate, files=_files(opinion),
        **judging.shown(opinion, _text(opinion), fault),
        decides=may(actor(), Opinions.PUBLISH, opinion), moves=may(actor(), Opinions.MOVE, opinion),
        sees_writer=may(actor(), Opinions.READ_WRITER, opinion), waiting=opinion.state is OpinionState.WAITING,
        closed=opinion.state is OpinionState.CLOSED, **_words(), **_undo(),
    )  # fmt: skip


def _files(opinion: Opinion) -> list[dict[str, str]]:
    return uploads.kept(queries.handed_in(opinion)) if may(actor(), Opinions.FETCH, opinion) else []


def _undo() -> dict[str, Any]:
    return judging.undo_offer(Opinion)


def _words() -> dict[str, Any]:
    return {
        "STANCES": STANCES, "MARKS": MARKS, "HOW_KNOWN": HOW_KNOWN, "RELATIONS": RELATIONS, "DISPLAYS": DISPLAYS,
        "STATES": STATES,
    }  # fmt: skip
