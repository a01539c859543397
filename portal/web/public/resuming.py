"""Save and go on later: the code that opens a draft again, its letter, and the door it opens."""

import uuid

from flask import Blueprint, make_response, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from itsdangerous import BadSignature

from portal.core import codes
from portal.core.db import db, unit_of_work
from portal.core.errors import TooMany
from portal.core.i18n import N_
from portal.core.mail import post
from portal.engines.receipts import words
from portal.nominations import drafts
from portal.nominations.models import Draft
from portal.web.kit import signed
from portal.web.kit.guard import open_page
from portal.web.kit.limits import browser, meter
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.patience import Patience
from portal.web.kit.telling import drawing
from portal.web.public import draft_cookie
from portal.web.public.draft_cookie import DAYS_30, Hold
from portal.web.public.forms.nominate import LinkForm, ResumeForm

bp = Blueprint("resuming", __name__)
LETTERS, LETTERS_OF_ONE, LETTERS_TO_ONE = "600/hour", "10/hour", "3/day"  # of a network, of a browser, to an address
LETTER = "nominate.letter"  # what the link in it is signed for
CODES = Patience("draft.resume")
WRONG = N_("We know no draft by this code. Check each word; a draft is kept for 30 days and until it is sent.")
SLOWLY = N_("That was many tries in a short time. Wait a few minutes, then try again.")


@bp.route("/ke-viec-tot/da-luu", methods=["GET", "POST"])
@open_page
def kept() -> ResponseReturnValue:
    """The draft is kept: here is the code that opens it again, and a letter if one is wanted."""
    hold, draft = draft_cookie.held(), draft_cookie.draft()
    if hold is None or draft is None or draft.nomination_id is not None or draft.code_hash is None:
        return redirect(to("nominate.start"), 303)
    form, sent = LinkForm(), False
    if form.validate_on_submit():
        sent = _sent(form, draft.id)
    body = render_template(
        "public/nominate/kept.html", code=drawing.lines(hold.resume_code), until=draft.expires_at, form=form, sent=sent
    )
    return body, 422 if form.errors else 200


def _sent(form: LinkForm, draft_id: uuid.UUID) -> bool:
    address = form.email.data or ""
    try:
        meter.spend("draft.letter", LETTERS_OF_ONE, browser())
        meter.spend("draft.letter", LETTERS)
        meter.spend("draft.letter", LETTERS_TO_ONE, address)
    except TooMany as refusal:
        form.email.errors = [in_words(refusal)]
        return False
    token = signed.signer(LETTER).dumps(draft_id.hex)
    link = drawing.outside(to("resuming.from_letter", token=token))
    with unit_of_work():
        post.write("draft_link", address, language(), sensitive=True, link=link)
    return True


@bp.route("/ke-viec-tot/tiep-tuc", methods=["GET", "POST"])
@open_page
def resume() -> ResponseReturnValue:
    """Type the code, on this device or another, and go on."""
    form = ResumeForm()
    if not form.validate_on_submit():
        return render_template("public/nominate/resume.html", form=form), 422 if form.errors else 200
    try:
        CODES.check()
    except TooMany as refusal:
        form.code.errors = [gettext(SLOWLY)]
        retry = {"Retry-After": str(refusal.retry_after)}
        return render_template("public/nominate/resume.html", form=form), 429, retry
    db.session.rollback()  # nothing is held open while hashing
    draft = drafts.by_code(codes.hashed(form.code.data or ""))
    if draft is None:
        CODES.wrong()
        form.code.errors = [gettext(WRONG)]
        return render_template("public/nominate/resume.html", form=form), 422
    return _opened(draft, words.canonical(form.code.data or ""))


@bp.route("/ke-viec-tot/tiep-tuc/<token>", methods=["GET", "POST"])
@open_page
def from_letter(token: str) -> ResponseReturnValue:
    """The link in the letter: looking at it changes nothing, so that a mail scanner may; the button opens the draft."""
    form = LinkForm()
    draft = _of(token)
    if draft is None:
        return render_template("public/nominate/from_letter.html", gone=True), 410
    if form.is_submitted():
        return _opened(draft)
    return render_template("public/nominate/from_letter.html", gone=False)


@bp.post("/ke-viec-tot/quen")
@open_page
def forget() -> ResponseReturnValue:
    """This device forgets the draft, which itself stays: for phones and computers that others use too."""
    return draft_cookie.drop(make_response(redirect(to("resuming.resume"), 303)))


def _of(token: str) -> Draft | None:
    try:
        draft_id = uuid.UUID(str(signed.signer(LETTER).loads(token, max_age=DAYS_30)))
    except (BadSignature, ValueError):
        return None
    draft = drafts.one(draft_id)
    return draft if draft and draft.nomination_id is None else None


def _opened(draft: Draft, code: str = "") -> ResponseReturnValue:
    answer = make_response(redirect(to("sending.check"), 303))
    return draft_cookie.keep(answer, Hold(draft.id, codes.secret(), code))
