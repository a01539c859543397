"""Editing beside the original: the moderator's working text, field by field."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.db import unit_of_work
from portal.core.errors import Clash, Unfit
from portal.engines.text import tidy
from portal.moderation import edited
from portal.moderation.policy import Moderation
from portal.nominations import at_desk, reading
from portal.nominations.models import Nomination
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words
from portal.web.kit.session import actor
from portal.web.moderation import desk, worded, wording
from portal.web.moderation.finders import nomination

bp = Blueprint("desk_texts", __name__)


@bp.get("/loi-ke/<uuid:nomination_id>/sua")
@allow(Moderation.EDIT_TEXT, of=nomination)
def edit(thing: Nomination) -> ResponseReturnValue:
    """Each text twice: as it was sent, and as it is worked on. One that is shut is opened first, on its page."""
    if worded.shut(actor(), thing):
        return desk.back_to(thing, "text")
    worded.told_of(actor(), thing)
    return _page(thing)


@bp.post("/loi-ke/<uuid:nomination_id>/sua")
@allow(Moderation.EDIT_TEXT, of=nomination)
def keep(thing: Nomination) -> ResponseReturnValue:
    """Keep the working texts; a colleague's newer ones are shown beside what was typed, nothing lost."""
    typed = {field: tidy.prose(request.form[field]) for field in reading.TEXTS if field in request.form}
    try:
        with unit_of_work():
            for field, original in reading.originals(thing).items():
                if field in typed:
                    of_edit = request.form.get(f"of-{field}", 0, type=int)
                    edited.edit(thing, by=actor(), field=field, text=typed[field], original=original, of_edit=of_edit)
            at_desk.show(thing)
    except Unfit as refusal:
        return _page(thing, typed, in_words(refusal)), 422
    except Clash as refusal:
        return _page(thing, typed, in_words(refusal), clash=True), 409
    return desk.back_to(thing, "text")


@bp.post("/loi-ke/<uuid:nomination_id>/ban-goc/<field>")
@writes
@allow(Moderation.EDIT_TEXT, of=nomination)
def revert(thing: Nomination) -> ResponseReturnValue:
    """Let the original stand again."""
    field = (request.view_args or {}).get("field", "")
    if field in reading.TEXTS:
        edited.revert(thing, by=actor(), field=field)
        at_desk.show(thing)
    return desk.back_to(thing, "text")


def _page(thing: Nomination, typed: dict[str, str] | None = None, fault: str = "", clash: bool = False) -> str:
    edits = edited.texts(thing)
    return render_template(
        "moderation/desk/edit.html",
        thing=thing,
        name=reading.called(thing)[thing.id],
        originals={field: text for field, text in reading.originals(thing).items() if text},
        edits=edits,
        typed=typed or {},
        fault=fault,
        clash=clash,
        wording=wording,
    )
