"""Check the answers, send the story, and hand over the receipt."""

import secrets
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, g, jsonify, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError

from portal.core import clock, codes
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Unavailable, Unfit
from portal.core.i18n import N_
from portal.moderation.switches.states import Function
from portal.nominations import drafts, limits, looks, queries, services
from portal.nominations.looks import Look
from portal.nominations.models import DraftFile, Nomination
from portal.nominations.told import Told
from portal.web.kit.guard import open_page
from portal.web.kit.locale import in_words, to
from portal.web.kit.session import actor
from portal.web.kit.switched import switchable, turn_away
from portal.web.kit.telling import assembly, drawing, summary, uploads
from portal.web.public import draft_cookie, pressure, told_before
from portal.web.public.draft_cookie import Hold
from portal.web.public.questions import PAGES, STEPS, address

bp = Blueprint("sending", __name__)
SAID = "said"  # words for the page that is shown again, in the signed cookie until then
AGAIN = N_("This page was open for a long time. Nothing is lost. Please press Send once more.")
CHANGED = N_("Something was changed in another window just now. Read it once more below, then press Send.")


@bp.get("/ke-viec-tot/xem-lai")
@open_page
@switchable(Function.NOMINATIONS)
def check() -> ResponseReturnValue:
    """Everything that was answered, each with a way to change it."""
    draft = draft_cookie.draft()
    if draft is None:
        return redirect(to("nominate.start"), 303)
    if draft.nomination_id is not None:
        return redirect(to("sending.receipt"), 303)
    return _check_page(draft, told_off=bool(request.args.get("loi")), notice=session.pop(SAID, ""))


@bp.post("/ke-viec-tot/xem-lai")
@open_page
@switchable(Function.NOMINATIONS, itself=True)
def send() -> ResponseReturnValue:
    """Send the story. However often it is sent, it is received once and the receipt is the same."""
    hold, draft = draft_cookie.held(), draft_cookie.draft()
    turn_away(Function.NOMINATIONS, draft.off if draft else None)
    if hold is None or draft is None:
        return redirect(to("nominate.start"), 303)
    if draft.nomination_id is not None:
        return redirect(to("sending.receipt"), 303)
    files = drafts.files_of(draft)
    forms, missing = _read(draft)
    if missing:
        return redirect(to("sending.check", loi=1), 303)
    told, version = _told(forms, files), draft.version
    slow = pressure.slow_lane(draft, told, request.form)
    db.session.rollback()
    receipt_hash = codes.hashed(hold.receipt)  # slow: no lock is held meanwhile
    try:
        _receive(hold, told, receipt_hash, version, slow=slow)
    except Clash:
        return _once_more(gettext(CHANGED))
    except Unfit as refusal:
        return _once_more(in_words(refusal))
    except (Unavailable, sa.exc.OperationalError):
        db.session.rollback()
        return _check_page(draft, notice=in_words(Unavailable())), 503, {"Retry-After": "60"}
    return redirect(to("sending.receipt"), 303)


def _once_more(words: str) -> ResponseReturnValue:
    session[SAID] = words
    return redirect(to("sending.check", loi=1), 303)


@bp.post("/ke-viec-tot/xem-lai/bo-tep/<uuid:file_id>")
@open_page
def take_away(file_id: uuid.UUID) -> ResponseReturnValue:
    """Remove a file from the draft of this browser; what is not in it, or was sent, stays as it is."""
    hold = draft_cookie.held()
    with unit_of_work():
        g.pop("actor", None)
        draft = looks.one(hold.draft_id, lock=True) if hold else None
        if draft is not None and draft.nomination_id is None:
            drafts.detach(draft, file_id, by=actor())
    return redirect(to("sending.check"), 303)


def _receive(hold: Hold, told: Told, receipt_hash: str, version: int, *, slow: bool) -> None:
    with unit_of_work():
        g.pop("actor", None)
        draft = looks.one(hold.draft_id, lock=True)
        if draft is None:
            raise Unavailable()
        services.submit(
            draft, told=told, receipt_hash=receipt_hash, sender=hold.sender, by=actor(), slow_lane=slow,
            of_version=version,
        )  # fmt: skip


@bp.get("/ke-viec-tot/thu-thach")
@open_page
def challenge() -> ResponseReturnValue:
    """What the browser has to work on when many stories come in at once."""
    return jsonify(pressure.challenge())


@bp.get("/ke-viec-tot/da-nhan")
@open_page
def receipt() -> ResponseReturnValue:
    """The receipt, to write down or print; this browser shows it for an hour, and no other shows it at all."""
    hold, draft = draft_cookie.held(), draft_cookie.draft()
    nomination = _just_sent(draft)
    if hold is None or draft is None or nomination is None:
        return redirect(to("track.find" if draft and draft.nomination_id else "nominate.start"), 303)
    if not secrets.compare_digest(hold.sender, draft.sender):  # sent from another device: its receipt is there
        return render_template("public/nominate/sent_elsewhere.html", nomination=nomination)
    code = hold.receipt
    track = _tracking(code)
    return render_template(
        "public/nominate/receipt.html", nomination=nomination, who=summary.who(nomination), code=drawing.lines(code),
        qr=drawing.square(track), track=track, moments=summary.moments(nomination),
    )  # fmt: skip


@bp.post("/ke-viec-tot/xong")
@open_page
def leave() -> ResponseReturnValue:
    """The code is written down: this browser forgets it."""
    return draft_cookie.drop(make_response(redirect(to("nominate.start"), 303)))


def _just_sent(draft: Look | None) -> Nomination | None:
    """The story a draft became, within the hour in which its receipt is shown."""
    nomination = queries.with_people(draft.nomination_id) if draft and draft.nomination_id else None
    if nomination is None or clock.now() - nomination.received_at > limits.KEEP_RECEIPT:
        return None
    return nomination


def _tracking(code: str) -> str:
    """Where the story is followed; the code stands after #, which browsers never send."""
    where = drawing.outside(to("track.find"))
    return f"{where}#ma={code.replace(' ', '-')}"


def _read(draft: Look) -> tuple[dict[str, Any], list[str]]:
    """All forms with what was typed, and the names of the pages that are not yet right."""
    forms = assembly.sheets({page.name: drafts.typed(draft, page.name) for page in PAGES})
    return forms, [page.name for page in PAGES if not _whole(draft, page.name, forms[page.name])]


def _whole(draft: Look, page: str, form: Any) -> bool:
    optional = page == "photos"
    return bool((drafts.typed(draft, page) or optional) and form.validate())


def _told(forms: dict[str, Any], files: Sequence[DraftFile]) -> Told:
    photos: list[uuid.UUID] = [f.file_id for f in files if not f.letter]
    return assembly.told(forms, files=photos, letter=None, at=clock.now())


def _check_page(draft: Look, *, told_off: bool = False, notice: str = "") -> str:
    forms, unfinished = _read(draft)
    change = {page.name: f"{address(page)}?sua=1" for page in PAGES}  # url_for takes longer than all else of a row
    lacking = [(page, change[page.name]) for page in PAGES if page.name in unfinished]
    return render_template(
        "public/nominate/check.html", forms=forms, steps=STEPS, lacking=lacking, told_off=told_off, notice=notice,
        rows=summary.rows(forms), change=change, back=address(PAGES[-1]),
        kept=uploads.kept([f.file for f in drafts.photos_of(draft)], "nominate.photo"), known=told_before.of(forms["whom"]), answer_by=summary.answer_by(), proof=pressure.wanted(),
    )  # fmt: skip


@bp.errorhandler(CSRFError)
def _stale(fault: CSRFError) -> ResponseReturnValue:
    draft = draft_cookie.draft()
    if draft is None or draft.nomination_id is not None:
        return redirect(to("nominate.start"), 303)
    return _once_more(gettext(AGAIN))
