"""Messages to the writer that ask nothing, from the desk, at any stage."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.core.db import unit_of_work
from portal.core.errors import NotNow, Unfit
from portal.nominations import messages, reading
from portal.nominations.models import Nomination
from portal.nominations.policy import Nominations
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, to
from portal.web.kit.session import actor
from portal.web.moderation import desk, letters, listing, previewing
from portal.web.moderation.finders import nomination
from portal.web.moderation.previewing import Way

bp = Blueprint("desk_messages", __name__)


@bp.post("/loi-ke/<uuid:nomination_id>/nhan-tin")
@allow(Nominations.WRITE_TO, of=nomination)
def send(thing: Nomination) -> ResponseReturnValue:
    """Send it, once the letter was seen; what cannot be sent comes back with the reason, as it was typed."""
    typed = request.form.get("message", "")
    if previewing.changing():
        return desk.shown(thing, message_typed=typed)
    try:
        if not previewing.seen() and (page := _letter(thing, typed)):
            return page
        with unit_of_work():
            messages.send(thing, text=typed, by=actor())
    except (Unfit, NotNow) as refusal:
        fault = in_words(refusal)
        status = 422 if isinstance(refusal, Unfit) else 409
        return desk.shown(thing, message_fault=fault, message_typed=typed), status
    return desk.back_to(thing, "thread")


def _letter(thing: Nomination, typed: str) -> str:
    """The page with the letter; nothing where the writer left no address. Raises what sending would."""
    said = ""
    with previewing.trial():
        said = messages.send(thing, text=typed, by=actor()).text
    letter = letters.to_writer(thing, "message", question=said)
    if not letter.by_mail:
        return ""
    facts = [(gettext("Story"), reading.called(thing)[thing.id])]
    back = to("desk.item", nomination_id=thing.id, _anchor="thread", **listing.kept())
    way = Way(
        back, gettext("Back to the story"), gettext("Send the message"), named=gettext("Your message"), held=False
    )
    return previewing.page([letter], facts, way, words_of=thing)
