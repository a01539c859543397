"""Tell of a good deed: one question a page, everything kept as typed, right or wrong."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, g, make_response, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge

from portal.core import clock, codes
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing, NotNow, TooMany, Unavailable, Unfit
from portal.core.i18n import N_
from portal.core.storage.faults import StoreFull
from portal.core.storage.intake import Received
from portal.core.storage.models import FileKind
from portal.moderation.switches.states import Function
from portal.nominations import drafts, limits
from portal.nominations.drafts import Saved, Typed
from portal.nominations.looks import Look
from portal.nominations.models import Nomination
from portal.web.kit import led_back, switched
from portal.web.kit.downloads import send_stored
from portal.web.kit.fields import number
from portal.web.kit.guard import open_page
from portal.web.kit.limits import meter
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.parcels import AHEAD, PART_CAME, CutOff
from portal.web.kit.session import actor
from portal.web.kit.telling import assembly, old_fonts, people, uploads
from portal.web.public import blank, draft_cookie
from portal.web.public.draft_cookie import Hold
from portal.web.public.question_page import noticed, posted, sheet, show
from portal.web.public.questions import BY_SLUG, PAGES, SLUGS, Page, address

bp = Blueprint("nominate", __name__)
NEW_DRAFTS, SAVES = "1200/hour", "12000/hour"  # of one network: thousands of phones share one in Viet Nam
UPLOADS = "60/hour"  # of one draft
AGAIN, REFUSED = "loi", "refused"  # a page shown again with what is wrong; files refused, in the signed cookie
TEXT_BYTES, FILE_BYTES = 1024 * 1024, 56 * 1024 * 1024
EXPIRED = N_("This page was open for a long time. Nothing you typed is lost: it stands below. Please send it again.")
HUGE = N_(
    "That was too much at once: a photo or document may have at most 10 MB, and five may be sent together. What you wrote before is kept."
)
NO_ROOM = N_("There is no room for more files right now. What you wrote before this page is kept: please try again later, or go on without files.")  # fmt: skip


@bp.url_value_preprocessor
def _weigh(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Only the page with photos takes in large bodies; set before anything of the body is read."""
    photos = (values or {}).get("slug") == BY_SLUG["anh-va-nguoi-biet-chuyen"].slug
    request.max_content_length = FILE_BYTES if photos else TEXT_BYTES


@bp.route("/ke-viec-tot/", methods=["GET", "POST"])
@open_page
@switched.switchable(Function.NOMINATIONS, itself=True)
def start() -> ResponseReturnValue:
    """The first question: about whom."""
    return _page(PAGES[0])


@bp.route(f"/ke-viec-tot/<any({SLUGS}):slug>", methods=["GET", "POST"])
@open_page
@switched.switchable(Function.NOMINATIONS, itself=True)
def question(slug: str) -> ResponseReturnValue:
    """Every further page of questions."""
    return _page(BY_SLUG[slug])


@bp.get("/ke-viec-tot/anh/<uuid:file_id>")
@open_page
def photo(file_id: uuid.UUID) -> ResponseReturnValue:
    """A photo of the draft that this browser holds, small. Raises Missing for everybody else."""
    mine = next((f.file for f in drafts.photos_of(draft_cookie.draft()) if f.file_id == file_id), None)
    if mine is None or mine.kind is not FileKind.PHOTO:
        raise Missing()
    return send_stored(mine, "480")


def _page(page: Page) -> ResponseReturnValue:
    g.page = page
    if request.method == "POST":
        return _answer(page)
    draft = draft_cookie.draft()
    if draft is not None and draft.nomination_id is not None:
        g.just_sent, draft = _just_sent(draft), None
    if draft is None and page.slug:
        return redirect(to("nominate.start"), 303)
    if led_back.ON in request.args:
        typed = led_back.typed(_slip(page))
        return show(
            page,
            draft,
            typed.to_dict(flat=False) if typed else drafts.typed(draft, page.name),
            notice=" ".join(led_back.said()),
        )
    if not request.args.get(AGAIN) or draft is None:
        if blank.untouched(page, draft):
            return blank.page(page, draft, show)
        return show(page, draft, drafts.typed(draft, page.name))
    form = sheet(page, draft, drafts.typed(draft, page.name))
    form.validate()
    return show(page, draft, {}, form=form, refusals=session.pop(REFUSED, []), saved=drafts.saved_last(draft, page.name), found=noticed(page, form))  # fmt: skip


def _just_sent(draft: Look) -> bool:
    """Whether the story was sent from here within the hour in which its receipt is shown: then Back says so."""
    told = db.session.get(Nomination, draft.nomination_id)
    return told is not None and clock.now() - told.received_at <= limits.KEEP_RECEIPT


def _answer(page: Page) -> ResponseReturnValue:
    draft = draft_cookie.draft()
    switched.turn_away(Function.NOMINATIONS, draft.off if draft else None)
    if draft is not None and draft.nomination_id is not None:
        if page.slug:
            return redirect(to("sending.receipt"), 303)
        draft = None
    form = sheet(page, draft, posted())
    sent = assembly.typed_of(form, request.form)
    typed = old_fonts.changed(sent, request.form)
    typed = people.changed(typed, request.form) if page.name == "whom" else typed
    try:
        hold, mine, saved, refusals = _keep(page, draft, typed)
    except (Unavailable, sa.exc.OperationalError, TooMany) as fault:
        return _not_kept(page, typed, fault)
    led_back.let_go(_slip(page))
    if saved.typed != sent:  # something was covered, or another window has its part in it
        form = sheet(page, mine, saved.typed)
    answer = make_response(_onwards(page, form, saved, refusals))
    return draft_cookie.keep(answer, hold)


def _keep(page: Page, draft: Look | None, typed: Typed) -> tuple[Hold, Look, Saved, list[str]]:
    """Keep what was typed and what was uploaded; a file that is refused takes nothing else with it."""
    hold = draft_cookie.held() if draft else None
    meter.spend("draft.save", SAVES)
    if hold is None:
        meter.spend("draft.new", NEW_DRAFTS)
        hold = Hold(uuid.uuid4(), codes.secret())
    received, refusals = _received(page, hold)
    code_hash = codes.hashed(hold.resume_code) if "save" in request.form else ""
    seen = number(request.form.get("seen", ""))
    with unit_of_work():
        g.pop("actor", None)
        by = actor()
        if draft is None:
            mine, saved = drafts.first(page.name, typed=typed, language=language(), id=hold.draft_id, by=by)
        else:
            mine, saved = drafts.keep(draft, page.name, typed=typed, seen=seen, by=by)
        led_back.forget(_slip(page))
        for each in received:
            try:
                drafts.attach(mine, received=each, by=by)
            except Unfit as refusal:
                refusals.append(f"{each.name}: {in_words(refusal)}")
        if code_hash:
            g.new_code = mine.code_hash not in (None, code_hash)
            drafts.open_with(mine, code_hash=code_hash, by=by)
        if request.form.get("take_away"):
            drafts.detach(mine, _uuid(request.form["take_away"]), by=by)
    return hold, mine, saved, refusals


def _received(page: Page, hold: Hold) -> tuple[list[Received], list[str]]:
    if page.name != "photos":
        return [], []
    sent = [f for f in request.files.getlist("files") if f.filename]
    if sent and (off := switched.photos()):
        return [], [off]
    for _ in sent:
        meter.spend("draft.upload", UPLOADS, hold.draft_id.hex)
    db.session.rollback()  # nothing is held open while pictures are cleaned
    return uploads.receive(sent)


def _onwards(page: Page, form: Any, saved: Saved, refusals: list[str]) -> ResponseReturnValue:
    """Lead back where something is to be looked at, so that the browser's Back never asks to send it again; else go on."""
    if request.form.get("take_away") or people.asked(request.form) or old_fonts.asked(request.form):
        return redirect(address(page, _anchor=people.anchor(request.form)), 303)
    valid = form.validate()
    if "save" in request.form:
        return redirect(to("resuming.kept", moi=1 if g.new_code else None), 303)
    asked_about = "anyway" not in request.form and noticed(page, form)
    if not valid or refusals or saved.other or saved.covered or asked_about:
        session[REFUSED] = led_back.fitting(refusals)
        return redirect(address(page, loi=1, sua=request.args.get("sua")), 303)
    if request.args.get("sua"):
        return redirect(to("sending.check"), 303)
    after = PAGES.index(page) + 1
    return redirect(address(PAGES[after]) if after < len(PAGES) else to("sending.check"), 303)


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


def _slip(page: Page) -> str:
    return f"nominate.{page.name}"


def _led_back(page: Page, notice: str) -> bool:
    """Keep what was typed beside the draft, for the page that says what happened."""
    return led_back.keep(_slip(page), codes.secret(), said=[notice], leave=("save", "take_away"))


def _not_kept(page: Page, typed: Typed, fault: Exception) -> ResponseReturnValue:
    """Too many at once lead back with what was typed; where nothing at all can be kept, the answer holds it."""
    db.session.rollback()
    words = in_words(fault if isinstance(fault, (TooMany, Unavailable)) else Unavailable())
    if isinstance(fault, TooMany) and _led_back(page, words):
        return redirect(address(page, **{led_back.ON: 1}), 303)
    status = 429 if isinstance(fault, TooMany) else 503
    return show(page, draft_cookie.draft(), typed, notice=words), status, {"Retry-After": "60"}


@bp.errorhandler(CSRFError)
def _stale(fault: CSRFError) -> ResponseReturnValue:
    """A page from before the cookie was lost: shown again with what was typed and a fresh token."""
    page = BY_SLUG[(request.view_args or {}).get("slug", "")]
    if led_back.lost_its_cookie(fault) and _led_back(page, gettext(EXPIRED)):
        return redirect(address(page, **{led_back.ON: 1}), 303)
    return show(page, draft_cookie.draft(), posted(), notice=gettext(EXPIRED)), 400


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(fault: RequestEntityTooLarge) -> ResponseReturnValue:
    """More than can be taken in: led back to what was kept before, nothing of the rest was read."""
    page = BY_SLUG[(request.view_args or {}).get("slug", "")]
    if page.name != "photos":
        led_back.say(gettext(HUGE))
        return redirect(address(page, **{led_back.ON: 1}), 303)
    session[REFUSED] = [gettext(HUGE)]
    return redirect(address(page, **{AGAIN: 1}), 303)


@bp.errorhandler(CutOff)
def _cut_off(fault: CutOff) -> ResponseReturnValue:
    """Kept beside what the page said before, for whoever comes back: the answer may reach nobody."""
    page, draft = BY_SLUG[(request.view_args or {}).get("slug", "")], draft_cookie.draft()
    if draft is not None and draft.nomination_id is not None:
        return redirect(to("sending.receipt"), 303)
    typed = drafts.typed(draft, page.name) | assembly.typed_of(sheet(page, draft, posted()), request.form)
    try:
        hold, _, _, refusals = _keep(page, draft, typed)
    except (Unavailable, sa.exc.OperationalError, TooMany) as fault_:
        return _not_kept(page, typed, fault_)
    if (
        AHEAD in request.form
    ):  # its answer must not touch the cookie, which the form itself is about to be answered with
        return "", 204
    session[REFUSED] = led_back.fitting([gettext(PART_CAME), *refusals])
    return draft_cookie.keep(make_response(redirect(address(page, **{AGAIN: 1}), 303)), hold)


@bp.errorhandler(StoreFull)
@bp.errorhandler(OSError)
def _disk_full(fault: Exception) -> ResponseReturnValue:
    """No room even to take in words that are very many."""
    page = BY_SLUG[(request.view_args or {}).get("slug", "")]
    draft = draft_cookie.draft()
    return show(page, draft, drafts.typed(draft, page.name), notice=gettext(NO_ROOM)), 503


@bp.errorhandler(NotNow)
def _sent_already(refusal: NotNow) -> ResponseReturnValue:
    """Another window has sent the story meanwhile."""
    return redirect(to("sending.receipt"), 303)
