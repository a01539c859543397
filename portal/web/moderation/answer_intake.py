"""Write down the answer to a question that was asked back, for a writer who rings, comes or writes a letter.

It is found by the receipt's words, read out, or from its page by who may read it there. Of what was told, nothing is
shown here but the question.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.consultations.opinions import queries as opinions
from portal.consultations.opinions import questioning, questions
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, Missing, NotNow, Refusal, TooMany, Unfit
from portal.core.i18n import N_
from portal.core.policy import may, require
from portal.core.storage.intake import Received
from portal.moderation.policy import Moderation
from portal.nominations import holding, parts, queries
from portal.nominations.models import Nomination
from portal.nominations.policy import Nominations
from portal.web.kit import receipts
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, to
from portal.web.kit.patience import Patience
from portal.web.kit.receipts import CodeForm
from portal.web.kit.session import actor
from portal.web.kit.telling import uploads
from portal.web.moderation import listing
from portal.web.moderation.forms.answer import HeardForm, blank

bp = Blueprint("answer_intake", __name__)
HELD = "answer_intake"
OPEN_FOR = timedelta(hours=2)  # as long as the writer's own page: a call, and what is typed after it
CODES = Patience("answer_intake.wrong")
NOT_FOUND = N_("We found nothing for these words. Let them be read out once more, one by one.")
NOTHING = N_("What these words open waits for no answer. The writer sees on the tracking page how it stands.")
Thing = Opinion | Nomination


@dataclass(frozen=True)
class Asked:
    """A question that waits for its answer: all that is shown of the thing it is about."""

    id: uuid.UUID
    number: str
    text: str
    language: str
    by: str
    at: datetime
    due_on: date | None
    address: str


@bp.route("/ghi-ho-tra-loi", methods=["GET", "POST"])
@allow(Opinions.WRITE_DOWN_ANSWER)
def find() -> ResponseReturnValue:
    """One field for the receipt's words, as they are read out."""
    form = CodeForm()
    if not form.validate_on_submit():
        return _find_page(form), 422 if form.errors else 200
    try:
        things = _read_out(form.code.data or "")
        asked = [_asked(thing) for thing in things]
    except TooMany as refusal:
        form.code.errors = [receipts.too_many(refusal)]
        return _find_page(form), 429, {"Retry-After": str(refusal.retry_after)}
    except Refusal as refusal:
        form.code.errors = [in_words(refusal)]
        return _find_page(form), 409 if isinstance(refusal, (NotNow, Denied)) else 422
    if len(asked) > 1:
        return redirect(to("answer_intake.choose"), 303)
    return redirect(asked[0].address, 303)


@bp.get("/ghi-ho-tra-loi/cau-hoi")
@allow(Opinions.WRITE_DOWN_ANSWER)
def choose() -> ResponseReturnValue:
    """The open questions of one receipt, where a story that was split has several."""
    opened = _held()
    things = _waiting(queries.one(opened)) if opened else []
    if not things:
        return redirect(to("answer_intake.find"), 303)
    return render_template("moderation/answers/choose.html", asked=[_asked(thing) for thing in things])


@bp.route("/ghi-ho-tra-loi/y-kien/<uuid:opinion_id>", methods=["GET", "POST"])
@allow(Opinions.WRITE_DOWN_ANSWER, of=lambda opinion_id: _known(opinions.one(opinion_id)))
def of_opinion(opinion: Opinion) -> ResponseReturnValue:
    """The question about an opinion, and its answer."""

    def keep(form: HeardForm, scan: Received | None) -> None:
        fresh = db.session.get_one(Opinion, opinion.id, populate_existing=True, with_for_update=True)
        _known(fresh)
        questioning.write_down(fresh, text=form.text.data or "", to=form.question(), heard=form.heard(scan), by=actor())

    return _answered(opinion, keep)


@bp.route("/ghi-ho-tra-loi/loi-ke/<uuid:nomination_id>", methods=["GET", "POST"])
@allow(Nominations.WRITE_DOWN_ANSWER, of=lambda nomination_id: _known(queries.one(nomination_id)))
def of_story(nomination: Nomination) -> ResponseReturnValue:
    """The question about a story, and its answer."""

    def keep(form: HeardForm, scan: Received | None) -> None:
        fresh = db.session.get_one(Nomination, nomination.id, populate_existing=True, with_for_update=True)
        _known(fresh)
        holding.write_down(fresh, text=form.text.data or "", to=form.question(), heard=form.heard(scan), by=actor())

    return _answered(nomination, keep)


def _answered(thing: Thing, keep: Callable[[HeardForm, Received | None], None]) -> ResponseReturnValue:
    """Ask, or keep what was typed, once; what was typed stays on the page where it comes too late or is not fit."""
    asked = _asked_of(thing)
    if request.method == "GET":
        return _page(thing, asked, blank(asked.id if asked else None))
    form = HeardForm()
    if not form.validate():
        return _page(thing, asked, form), 422
    db.session.rollback()  # nothing is held open while a scan is cleaned
    scans, refused = uploads.receive([sent for sent in request.files.getlist("scan") if sent.filename][:1])
    if refused:
        form.scan.errors = refused
        return _page(thing, _asked_of(thing), form), 422
    try:
        with unit_of_work():
            g.pop("actor", None)
            keep(form, scans[0] if scans else None)
    except Unfit as refusal:
        form.blame(refusal)
        return _page(thing, _asked_of(thing), form), 422
    except NotNow as refusal:
        form.text.errors = [in_words(refusal)]
        fresh = _asked_of(thing)
        form.asked.data = str(fresh.id) if fresh else ""  # sent once more it is meant for the question that now stands
        return _page(thing, fresh, form), 409
    return redirect(_own_page(thing) or to("answer_intake.find", done="1"), 303)


def _own_page(thing: Thing) -> str:
    """The thing's page at the desk; nothing for who may not read it there."""
    if isinstance(thing, Opinion):
        there = to("desk_opinions.item", opinion_id=thing.id, **listing.kept())
        return there if may(actor(), Opinions.READ, thing) else ""
    there = to("desk.item", nomination_id=thing.id, _anchor="thread", **listing.kept())
    return there if may(actor(), Moderation.READ, thing) else ""


def _read_out(code: str) -> Sequence[Thing]:
    """What a receipt's words open and waits for an answer; remembered for a while as read out to this member of staff.

    As slow for wrong words as for right ones. What is at the confidential channel is not found here.
    """
    whose = f"staff {actor().id}"
    CODES.check(whose=whose)
    db.session.rollback()  # nothing is held open while hashing
    with receipts.turn():
        CODES.check(whose=whose)
        hashes = receipts.hashes(code)
        opened = opinions.by_receipt(*hashes.of_opinion) or queries.by_receipt_hash(hashes.of_others)
    if opened is None:
        CODES.wrong(whose=whose)
        raise Unfit(NOT_FOUND)
    waiting = _waiting(opened)
    if not waiting:
        raise NotNow(NOTHING)
    for each in waiting:
        act = Opinions.WRITE_DOWN_ANSWER if isinstance(each, Opinion) else Nominations.WRITE_DOWN_ANSWER
        require(replace(actor(), holds=frozenset({each.id})), act, each)
    session[HELD] = [opened.id.hex, int((clock.now() + OPEN_FOR).timestamp()), str(actor().id)]
    return waiting


def _held() -> uuid.UUID | None:
    """What was read out to whoever is signed in here, not too long ago."""
    id, until, staff_id = session.get(HELD) or ("", 0, "")
    fresh = until > clock.now().timestamp() and staff_id == str(actor().id)
    return uuid.UUID(id) if fresh else None


def _known(thing: Any) -> Any:
    """The thing; where its receipt was read out to whoever is signed in here, they hold it in this request."""
    opened = _held()
    if thing is not None and opened is not None:
        first = parts.first_of(thing) if isinstance(thing, Nomination) else thing
        if first.id == opened:
            g.actor = replace(actor(), holds=frozenset({thing.id}))
    return thing


def _waiting(opened: Thing | None) -> Sequence[Thing]:
    """What waits for an answer of all that one receipt opens."""
    if opened is None:
        return []
    all_: Sequence[Thing] = parts.of(opened) if isinstance(opened, Nomination) else [opened]
    return [each for each in all_ if _asked_of(each) is not None]


def _asked(thing: Thing) -> Asked:
    found = _asked_of(thing)
    if found is None:
        raise Missing()
    return found


def _asked_of(thing: Thing) -> Asked | None:
    """The question that can be answered now."""
    if isinstance(thing, Opinion):
        question = questions.to_answer(thing)
        if question is None:
            return None
        said = (question.id, thing.number, question.text, thing.language, question.asked_name, question.asked_at)
        return Asked(*said, question.due_on, to("answer_intake.of_opinion", opinion_id=thing.id))
    put = queries.to_answer(thing)
    if put is None:
        return None
    said = (put.id, thing.number, put.text, thing.language, put.staff_name, put.sent_at)
    return Asked(*said, thing.due_on, to("answer_intake.of_story", nomination_id=thing.id))


def _find_page(form: CodeForm) -> str:
    form.code.label.text = gettext("The words on the writer’s receipt")
    return render_template("moderation/answers/find.html", form=form, done=request.args.get("done") == "1")


def _page(thing: Thing, asked: Asked | None, form: HeardForm) -> str:
    return render_template(
        "moderation/answers/write.html", form=form, asked=asked, number=thing.number, own_page=_own_page(thing), here=listing.kept(),
        read_out=thing.id in actor().holds,
    )  # fmt: skip
