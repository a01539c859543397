"""Write down a story for someone who came to the desk, telephoned or wrote: one long page, the same receipt."""

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge

from portal.core import clock, codes
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, Missing, Unavailable, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.core.storage.intake import Received
from portal.nominations import drafts, limits, looks, receipts, services
from portal.nominations.drafts import Typed
from portal.nominations.models import Draft, Nomination
from portal.nominations.policy import Nominations
from portal.nominations.states import Channel
from portal.web.kit import errors
from portal.web.kit.fields import number
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.parcels import PART_CAME, CutOff
from portal.web.kit.session import actor
from portal.web.kit.telling import assembly, drawing, old_fonts, people, places, summary, uploads, words
from portal.web.moderation.forms.intake import IntakeForm

bp = Blueprint("intake", __name__)
PAGES = (*assembly.FORMS, "intake")
BYTES = 60 * 1024 * 1024
HELD = "intake"
SIGN_IN_AGAIN = N_(
    "Your session had ended. What you typed stands below: sign in in another window, then press the button again."
)
OPEN_LONG = N_("This page was open for a long time. Nothing you typed is lost: it stands below. Please send it again.")
TOO_LARGE = N_("That was too much at once. A photo or a scan may have at most 10 MB, and five may be sent together.")
MISSING = N_("Some answers are still missing or need another look; each is marked below.")


@bp.url_value_preprocessor
def _weigh(endpoint: str | None, values: dict[str, Any] | None) -> None:
    request.max_content_length = BYTES


@bp.route("/ghi-ho", methods=["GET", "POST"])
@allow(Nominations.WRITE_DOWN)
def start() -> ResponseReturnValue:
    """A fresh page, and those this clerk has not finished. The page brings its own key, so that a second click is the same."""
    if request.method == "POST":
        return _take(_uuid(request.form.get("draft", "")))
    return _page(None, {}, id=uuid.uuid4(), unfinished=drafts.unfinished_of(actor()))


@bp.route("/ghi-ho/<uuid:draft_id>", methods=["GET", "POST"])
@allow(Nominations.WRITE_DOWN, of=lambda draft_id: drafts.one(draft_id))
def go_on(draft: Draft) -> ResponseReturnValue:
    """The same page with what was typed so far."""
    if request.method == "POST":
        return _take(draft.id)
    if draft.nomination_id is not None:
        return redirect(to("intake.receipt", draft_id=draft.id), 303)
    return _page(draft, _typed(draft))


@bp.get("/ghi-ho/<uuid:draft_id>/bien-nhan")
@allow(Nominations.WRITE_DOWN, of=lambda draft_id: drafts.one(draft_id))
def receipt(draft: Draft) -> ResponseReturnValue:
    """The receipt, to print and hand over, or to read out on the phone."""
    nomination = db.session.get(Nomination, draft.nomination_id) if draft.nomination_id else None
    if nomination is None:
        raise Missing()
    code = _code(draft, nomination)
    track = drawing.outside(to("track.find")) + "#ma=" + code.replace(" ", "-")
    return render_template(
        "moderation/intake/receipt.html", nomination=nomination, who=summary.who(nomination), track=track,
        code=drawing.lines(code) if code else "", qr=drawing.square(track) if code else None,
        moments=summary.moments(nomination),
    )  # fmt: skip


def _code(draft: Draft, nomination: Nomination) -> str:
    """The words of the receipt, for an hour and only for whoever sent it."""
    held_id, key = session.get(HELD) or ("", "")
    if held_id != draft.id.hex or clock.now() - nomination.received_at > limits.KEEP_RECEIPT:
        return ""
    code = receipts.receipt_of(draft.id, key)
    return code if codes.hashed(code) == nomination.receipt_hash else ""


def _take(draft_id: uuid.UUID) -> ResponseReturnValue:
    """Keep all that was typed and uploaded; then send it, if that was the button and nothing is missing."""
    typed = _posted()
    try:
        draft, refusals = _keep(draft_id, typed)
    except (Unavailable, sa.exc.OperationalError):
        db.session.rollback()
        return _page(None, typed, id=draft_id, notice=in_words(Unavailable())), 503, {"Retry-After": "60"}
    if draft.nomination_id is not None:
        return redirect(to("intake.receipt", draft_id=draft.id), 303)
    if _staying():
        if refusals:
            return _page(draft, _typed(draft), refusals=refusals), 422
        return redirect(to("intake.go_on", draft_id=draft.id, _anchor=people.anchor(request.form)), 303)
    return _send(draft, refusals)


def _send(draft: Draft, refusals: Sequence[str]) -> ResponseReturnValue:
    forms = _sheets(_typed(draft), draft.channel)
    sound = [form.validate() for form in forms.values()]
    if not all(sound) or refusals:
        return _page(draft, _typed(draft), forms=forms, refusals=refusals, notice=gettext(MISSING)), 422
    files = drafts.files_of(draft)
    told = assembly.told(
        forms, files=[f.file_id for f in files if not f.letter], at=clock.now(),
        letter=next((f.file_id for f in files if f.letter), None),
    )  # fmt: skip
    key = request.form.get("key", "")[:64] or codes.secret()
    db.session.rollback()
    receipt_hash = codes.hashed(receipts.receipt_of(draft.id, key))
    try:
        with unit_of_work():
            g.pop("actor", None)
            held = looks.one(draft.id, lock=True)
            if held is None:
                raise Missing()
            services.submit(held, told=told, receipt_hash=receipt_hash, by=actor())
    except Unfit as refusal:
        words_ = in_words(refusal)
        return _page(draft, _typed(draft), forms=forms, notice=words_), 422
    session[HELD] = [draft.id.hex, key]
    return redirect(to("intake.receipt", draft_id=draft.id), 303)


def _keep(draft_id: uuid.UUID, typed: dict[str, Typed]) -> tuple[Draft, list[str]]:
    db.session.rollback()  # nothing is held open while pictures are cleaned
    photos, refused = uploads.receive([f for f in request.files.getlist("files") if f.filename])
    letters, refused_letters = uploads.receive([f for f in request.files.getlist("letter") if f.filename])
    refusals = refused + refused_letters
    channel = Channel((typed["intake"].get("channel") or [Channel.DESK.value])[0])
    with unit_of_work():
        g.pop("actor", None)
        by = actor()
        draft = drafts.one(draft_id, lock=True)
        if draft is None:
            draft = drafts.begin(by=by, channel=channel, language=language(), id=draft_id)
        if draft.nomination_id is not None:
            return draft, refusals
        drafts.came_by(draft, channel=channel, by=by)
        for page in PAGES:
            drafts.save(draft, page, typed=typed[page], seen=_seen(page), by=by)
        refusals += _attached(draft, photos, letter=False) + _attached(draft, letters[:1], letter=True)
        if request.form.get("take_away"):
            drafts.detach(draft, _uuid(request.form["take_away"]), by=by)
        return draft, refusals


def _attached(draft: Draft, received: Sequence[Received], *, letter: bool) -> list[str]:
    refusals = []
    for each in received:
        try:
            drafts.attach(draft, received=each, by=actor(), letter=letter)
        except Unfit as refusal:
            refusals.append(uploads.named(each.name, refusal))
    return refusals


def _posted() -> dict[str, Typed]:
    """What was posted, page by page, of the fields we ask for."""
    said: Typed = {name: request.form.getlist(name) for name in request.form}
    forms = _sheets(dict.fromkeys(PAGES, said), Channel.DESK)
    typed = {page: assembly.typed_of(form, request.form) for page, form in forms.items()}
    typed = {page: old_fonts.changed(said, request.form) for page, said in typed.items()}
    typed["whom"] = people.changed(typed["whom"], request.form)
    if typed["intake"].get("channel", [""])[0] not in words.values(words.CHANNELS):
        typed["intake"].pop("channel", None)
    return typed


def _typed(draft: Draft) -> dict[str, Typed]:
    return {page: drafts.typed(draft, page) for page in PAGES}


def _sheets(typed: dict[str, Typed], channel: Channel) -> dict[str, Any]:
    forms = assembly.sheets(typed)
    forms["intake"] = IntakeForm(assembly.data_of(typed.get("intake", {})))
    forms["you"].channel = channel
    return forms


def _page(
    draft: Draft | None, typed: dict[str, Typed], *, id: uuid.UUID | None = None, forms: dict[str, Any] | None = None,
    refusals: Sequence[str] = (), notice: str = "", unfinished: Sequence[Draft] = (), key: str | None = None,
) -> str:  # fmt: skip
    forms = forms or _sheets(typed, draft.channel if draft else Channel.DESK)
    if refusals:
        forms["photos"].files.errors = [*forms["photos"].files.errors, *refusals]
    for form in forms.values():
        people.offer_places(form)
    files = drafts.files_of(draft)
    return render_template(
        "moderation/intake/start.html", forms=forms, id=draft.id if draft else id, notice=notice,
        key=(request.form.get("key") if key is None else key) or codes.secret(), about=assembly.about(typed), unfinished=unfinished,
        seen={page: drafts.seen(draft, page) for page in PAGES}, words=limits.STORY_WORDS,
        kept=uploads.kept([f.file for f in files if not f.letter]),
        kept_letter=uploads.kept([f.file for f in files if f.letter]),
        wards=places.present(),
        fonts=[offer for form in forms.values() for offer in old_fonts.offers(form)],
        as_typed=sorted({name for form in forms.values() for name in form.as_typed}),
        faults=[fault for form in forms.values() for fault in people.faults(form)],
    )  # fmt: skip


def _staying() -> bool:
    return (
        people.asked(request.form)
        or old_fonts.asked(request.form)
        or "keep" in request.form
        or bool(request.form.get("take_away"))
    )


def _seen(page: str) -> int:
    return number(request.form.get(f"seen-{page}", ""))


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Missing() from None


def _again(message: str, status: int) -> ResponseReturnValue:
    try:
        id = _uuid(request.form.get("draft", ""))
    except Missing:  # a forged form has no draft
        id = uuid.uuid4()
    return _page(None, _posted(), id=id, notice=message), status


@bp.errorhandler(CSRFError)
def _stale(fault: CSRFError) -> ResponseReturnValue:
    return _again(gettext(OPEN_LONG), 400)


@bp.errorhandler(Denied)
def _signed_out(refusal: Denied) -> ResponseReturnValue:
    """The session ended while a long page was being filled in: nothing typed is lost."""
    if actor().id is not None:
        return errors.page(403)
    if request.method != "POST":
        return redirect(to("sign_in.sign_in", next=request.full_path), 303)
    return _again(gettext(SIGN_IN_AGAIN), 403)


@bp.errorhandler(CutOff)
def _cut_off(fault: CutOff) -> ResponseReturnValue:
    """Kept beside what the page said before, for when the clerk comes back: the answer may reach nobody."""
    try:
        require(actor(), Nominations.WRITE_DOWN)
        id = _uuid(request.form.get("draft", ""))
        before, came = drafts.one(id), _posted()
        draft, refusals = _keep(
            id, {page: (drafts.typed(before, page) if before else {}) | came[page] for page in PAGES}
        )
    except Denied:
        return _again(gettext(SIGN_IN_AGAIN), 403)
    except Missing:  # what came does not even say which draft
        return _again(gettext(PART_CAME), 400)
    return _page(draft, _typed(draft), refusals=[gettext(PART_CAME), *refusals]), 400


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(fault: RequestEntityTooLarge) -> ResponseReturnValue:
    return _page(
        None, {}, id=uuid.uuid4(), notice=gettext(TOO_LARGE), key=""
    ), 413  # the form cannot be asked for its own
