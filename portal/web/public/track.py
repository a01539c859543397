"""Follow a story without an account: its stage, messages, files, corrections, and taking it back."""

import uuid

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from portal.consultations.opinions import queries as opinions
from portal.core.actor import holder_of
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Missing, NotNow, Refusal, TooMany, Unfit
from portal.core.i18n import N_
from portal.core.storage.models import FileKind
from portal.moderation.undoing import untold
from portal.nominations import correcting, followed, holding, links, parts, queries, wording
from portal.nominations.masking import without_ids
from portal.nominations.models import Nomination
from portal.nominations.policy import Nominations
from portal.nominations.states import NominationState as S
from portal.stories import reading, takeback
from portal.stories.states import StoryState
from portal.stories.wording import REMOVALS
from portal.web.kit import errors, led_back
from portal.web.kit.downloads import send_stored
from portal.web.kit.guard import allow, open_page, writes
from portal.web.kit.limits import meter
from portal.web.kit.locale import in_words, language, to
from portal.web.kit.parcels import PART_CAME, CutOff
from portal.web.kit.receipts import CodeForm
from portal.web.public import appealing, mailbox, progress, sheets
from portal.web.public.forms.track import CorrectForm, MessageForm, correct_form

bp = Blueprint("track", __name__)
SENT = "40/hour"  # messages and files for one story: each file costs seconds of work
FIELDS = {
    "title": N_("In one line"), "story": N_("The story"), "for_whom": N_("For whom"), "result": N_("What came of it"),
}  # fmt: skip
NOT_FOUND = N_("We found no story for these words. Compare them with your receipt once more, one by one.")
ANSWERED = N_(
    "This question has been answered already, perhaps in another window. What you wrote is still below: send it as a further message."
)


@bp.route("/theo-doi/", methods=["GET", "POST"])
@open_page
def find() -> ResponseReturnValue:
    """One field for the words on the receipt."""
    form, wait = CodeForm(), 0
    if form.validate_on_submit():
        page, wait = mailbox.answer(form, NOT_FOUND)
        if page:
            return redirect(to(page), 303)
    ended = request.args.get("ended") == "1"
    body = render_template("public/track/find.html", form=form, ended=ended, proof=mailbox.CODES.crowded())
    return body, 429 if wait else 422 if form.errors else 200, {"Retry-After": str(wait)} if wait else {}


@bp.route("/theo-doi/mo/<token>", methods=["GET", "POST"])
@open_page
def from_letter(token: str) -> ResponseReturnValue:
    """A letter's link: looking at it does nothing, since mail scanners look too; the button opens the story."""
    id = links.opened(token)
    page = _page_of(id) if id else None
    if id is None or page is None:
        return render_template("public/track/stale_link.html"), 404
    if request.method == "POST":
        mailbox.open_for(id)
        return redirect(to(page), 303)
    return render_template("public/track/from_letter.html", token=token)


def _page_of(id: uuid.UUID) -> str | None:
    """The page on which a thing is followed."""
    if parts.now(id) is not None:
        return "track.story"
    return "verifying.story" if opinions.one(id) is not None else None


@bp.get("/theo-doi/cau-chuyen")
@allow(Nominations.FOLLOW, of=mailbox.held)
def story(nomination: Nomination) -> ResponseReturnValue:
    """Where the story stands, what comes next, and what was said."""
    form = _message_form(nomination)
    if begun := led_back.typed(_slip(nomination)):  # sent, but only a part of it came
        form.text.data, form.files.errors = begun.get("text", ""), [gettext(PART_CAME)]
    return _page(nomination, form)


@bp.post("/theo-doi/cau-chuyen")
@allow(Nominations.WRITE, of=mailbox.held)
def send(nomination: Nomination) -> ResponseReturnValue:
    """Answer, write, add files. Good files are kept even where another, or the message, has to be looked at again."""
    form = MessageForm()
    if not form.validate_on_submit() or not _something(form):
        return _page(nomination, form), 422
    try:
        meter.spend("track.send", SENT, nomination.id.hex)
        received, refused = sheets.receive(form.sent)
        db.session.rollback()
        if received:
            with unit_of_work():
                agreed = bool(form.agreed.data)
                holding.add_photos(_again(nomination), received=received, people_agreed=agreed, by=g.actor)
        if refused:
            form.files.errors = refused
            return _page(_again(nomination), form), 422
        with unit_of_work():
            led_back.forget(_slip(nomination))
            _say(_again(nomination), form)
        led_back.let_go(_slip(nomination))
    except (Unfit, NotNow, TooMany) as refusal:
        return _refused(nomination, form, refusal)
    covered = without_ids(form.said) != form.said
    return redirect(to("track.story", done="covered" if covered else "sent"), 303)


@bp.errorhandler(CutOff)
def _cut_off(fault: CutOff) -> ResponseReturnValue:
    """Kept for whoever comes back: the answer may reach nobody."""
    try:
        kept = request.endpoint == "track.send" and led_back.keep_cut_off(_slip(mailbox.held()))
    except HTTPException as too_late:  # its receipt has to be shown again
        return too_late.get_response()
    return redirect(to("track.story", _anchor="reply"), 303) if kept else errors.part_came()


def _slip(nomination: Nomination) -> str:
    return f"track.{nomination.id.hex}"


@bp.get("/theo-doi/cau-chuyen/anh/<uuid:file_id>")
@allow(Nominations.FOLLOW, of=lambda file_id: mailbox.held())
def photo(nomination: Nomination) -> ResponseReturnValue:
    """A photo of the story, small, for whoever holds its receipt; kept in no cache. Raises Missing for any other file."""
    wanted = (request.view_args or {})["file_id"]
    file = next((file for _, file in queries.files(nomination) if file.id == wanted), None)
    if file is None or file.kind is not FileKind.PHOTO:
        raise Missing()
    return send_stored(file, "480")


@bp.post("/theo-doi/cau-chuyen/bo-tep/<uuid:file_id>")
@writes
@allow(Nominations.REMOVE_FILE, of=lambda file_id: mailbox.held())
def take_away(nomination: Nomination) -> ResponseReturnValue:
    """Remove a file from the story."""
    holding.remove_file(nomination, (request.view_args or {})["file_id"], by=g.actor)
    return redirect(to("track.story", done="removed"), 303)


@bp.route("/theo-doi/cau-chuyen/sua", methods=["GET", "POST"])
@allow(Nominations.CORRECT, of=mailbox.held)
def correct(nomination: Nomination) -> ResponseReturnValue:
    """Put right what was told."""
    if nomination.state not in correcting.CORRECTABLE:
        return redirect(to("track.story"), 303)
    form = correct_form(nomination)
    if not form.validate_on_submit():
        form.version.data = nomination.version
        return _correct_page(nomination, form)
    db.session.rollback()
    try:
        with unit_of_work():
            fresh = _again(nomination)
            correcting.correct(fresh, said=form.said(fresh), of_version=form.version.data, by=g.actor)
    except Unfit as refusal:
        form.blame(refusal)
        return _correct_page(nomination, form), 422
    except Clash as refusal:
        form.form_errors.append(in_words(refusal))
        form.version.data = _again(nomination).version  # sent once more it is meant against what now stands
        return _correct_page(nomination, form), 409
    return redirect(to("track.story", done="corrected"), 303)


@bp.route("/theo-doi/cau-chuyen/rut-lai", methods=["GET", "POST"])
@writes
@allow(Nominations.WITHDRAW, of=mailbox.held)
def withdraw(nomination: Nomination) -> ResponseReturnValue:
    """Ask whether it is meant, then take the story back; what was split or joined since the page was read is asked anew."""
    all_ = parts.of(nomination)
    there, several = ",".join(part.number for part in all_), sum(part.state in holding.OPEN for part in all_) > 1
    another = request.args.get(mailbox.PART, nomination.number) != nomination.number
    surprise = request.method == "POST" and (another or request.form.get("seen", nomination.number) != there)
    if request.method == "POST" and not surprise:
        whole = request.form.get("what") == "all"
        (holding.withdraw_all if whole else holding.withdraw)(nomination, by=g.actor)
        return redirect(to("track.story"), 303)
    if nomination.state not in holding.OPEN:
        return redirect(to("track.story"), 303)
    page = render_template(
        "public/track/withdraw.html", who=parts.told_as(nomination), seen=there, several=several, surprise=surprise
    )
    return page, 409 if surprise else 200


@bp.post("/theo-doi/roi")
@open_page
def leave() -> ResponseReturnValue:
    """Leave no trace of the story in this browser."""
    mailbox.close()
    return redirect(to("track.find", left="1"), 303)


def _again(nomination: Nomination) -> Nomination:
    """The nomination as it now stands, held for this request, with its holder as the one who acts."""
    fresh = db.session.get(Nomination, nomination.id, populate_existing=True, with_for_update=True)
    if fresh is None:
        raise Missing()
    g.actor = holder_of(fresh.id)
    return fresh


def _message_form(nomination: Nomination) -> MessageForm:
    form = MessageForm()
    question, (seen, _) = queries.last_question(nomination), progress.followed_with_story(nomination)
    form.asked.data = str(question.id) if question and seen.state is S.QUESTIONED else ""
    return form


def _something(form: MessageForm) -> bool:
    """Whether there is anything to send."""
    if form.said or form.sent:
        return True
    form.text.errors = [
        gettext("Write your answer.") if form.asked.data else gettext("Write a message or choose a file.")
    ]
    return False


def _say(nomination: Nomination, form: MessageForm) -> None:
    answers = bool(form.asked.data) or progress.followed_with_story(nomination)[0].state is S.QUESTIONED
    said = form.said or (gettext("I have sent photos or papers.") if answers else "")
    if said:
        (holding.answer if answers else holding.write)(nomination, text=said, by=g.actor)


def _refused(nomination: Nomination, form: MessageForm, refusal: Refusal) -> ResponseReturnValue:
    fresh = _again(nomination)
    text = in_words(refusal)
    if isinstance(refusal, NotNow) and form.asked.data and fresh.state is not S.QUESTIONED:
        form.asked.data, text = "", gettext(ANSWERED)
    field = form.files if isinstance(refusal, Unfit) and refusal.field == "files" else form.text
    field.errors = [text]
    return _page(fresh, form), {Unfit: 422, TooMany: 429}.get(type(refusal), 409)


def _page(nomination: Nomination, form: MessageForm) -> str:
    form.text.label.text = gettext("Your answer") if form.asked.data else gettext("Your message")
    seen, told = progress.followed_with_story(nomination)
    known = takeback.known(told) if told else None
    down = known if known and known.state is StoryState.REMOVED and seen.state is S.ACCEPTED else None
    words, pictures = followed.covered(nomination, seen)
    decision, public = seen.told.decision, told if seen.state is S.PUBLISHED else None
    return render_template(
        "public/track/story.html", nomination=nomination, form=form, who=parts.told_as(nomination), stands=seen.state.value,
        due_on=seen.due_on, tag=progress.TAKEN_DOWN if down else progress.TAGS[seen.state],
        at=0 if down else progress.stage(seen.state),
        moments=progress.moments(nomination, seen, down.removed_at if down else None),
        late=progress.is_late(seen.due_on), left=progress.time_left(seen.due_on),
        messages=sheets.messages(nomination, seen), held=sheets.files(nomination),
        told=wording.told(decision, language()) if decision and seen.state in progress.ENDS else "",
        published=public.slug if public else None, corrections=reading.notes(public, untold.since()) if public else [],
        down=down, down_because=gettext(REMOVALS[down.removal_reason]) if down and down.removal_reason else "",
        open=seen.state in holding.OPEN, correctable=seen.state in correcting.CORRECTABLE,
        done=request.args.get("done", ""), reversal=seen.told.reversal, parts=progress.parts_of(nomination),
        covered=[(FIELDS[field], text) for field, text in words.items()], pictures=pictures,
        **appealing.offered(nomination, followed.appealable(nomination, seen), seen.told),
    )  # fmt: skip


def _correct_page(nomination: Nomination, form: CorrectForm) -> str:
    return render_template("public/track/correct.html", nomination=nomination, form=form, who=parts.told_as(nomination))
