"""The private files of a nomination: served to those who may read it, with parts covered before the public sees them."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.core.db import unit_of_work
from portal.core.errors import Missing, Unfit
from portal.core.storage.models import FileKind, FileState, StoredFile
from portal.core.storage.pictures import Rectangle
from portal.moderation import masks, originals
from portal.moderation.limits import MASKS
from portal.moderation.policy import Moderation
from portal.nominations import contacts, reading
from portal.nominations.models import Nomination
from portal.web.kit.downloads import send_stored
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words
from portal.web.kit.session import actor
from portal.web.moderation import desk, worded
from portal.web.moderation.finders import nomination

bp = Blueprint("desk_files", __name__)
SPARE = 3  # empty rows for parts still to be covered
SIDES = ("left", "top", "width", "height")


@bp.get("/loi-ke/<uuid:nomination_id>/tep/<uuid:file_id>/<variant>")
@allow(Moderation.READ, of=nomination)
def piece(thing: Nomination) -> ResponseReturnValue:
    """A photo to look at, or a document to save. While the smaller pictures are being made, the whole photo.

    Letters carry names and addresses: that one was opened is put on record first, though this is a GET.
    """
    file, variant = _file(thing), str((request.view_args or {})["variant"])
    if file.kind is FileKind.DOCUMENT or any(file.id == scan.id for _, scan in reading.scans(thing)):
        with unit_of_work():
            contacts.open_document(thing, file.id, by=actor())
    ready = file.state is FileState.READY and (variant == "whole" or file.variants)
    return send_stored(file, _covered(thing, file, variant if ready else "whole"))


def _covered(thing: Nomination, file: StoredFile, variant: str) -> str:
    """The picture that may be served: of a photo with covered parts the whole one only to who has opened the original.

    Raises Missing while the copy with its covers is still to be made.
    """
    if variant != "whole" or not masks.of([file.id])[file.id] or originals.open_until(thing, actor()):
        return variant
    if file.state is not FileState.READY or not file.variants:
        raise Missing()
    return str(max(each["width"] for each in file.variants))


@bp.get("/loi-ke/<uuid:nomination_id>/che-anh/<uuid:file_id>")
@allow(Moderation.MASK, of=nomination)
def mask(thing: Nomination) -> ResponseReturnValue:
    """The photo, and which parts of it are covered in every copy the public sees. One that is shut is opened first."""
    file = _photo(thing)
    if masks.of([file.id])[file.id]:
        if not originals.open_until(thing, actor()):
            return desk.back_to(thing, "text")
        worded.looked(actor(), thing)
    parts = [(m.left, m.top, m.width, m.height) for m in masks.of([file.id])[file.id]]
    return _page(thing, file, [[f"{100 * side:g}" for side in part] for part in parts])


@bp.post("/loi-ke/<uuid:nomination_id>/che-anh/<uuid:file_id>")
@allow(Moderation.MASK, of=nomination)
def cover(thing: Nomination) -> ResponseReturnValue:
    """Cover exactly these parts."""
    file = _photo(thing)
    typed = [row for n in range(MASKS + SPARE) if any(row := [request.form.get(f"{s}-{n}", "").strip() for s in SIDES])]
    try:
        parts = [_rectangle(row) for row in typed]
        with unit_of_work():
            masks.cover(thing, _photo(thing), by=actor(), parts=parts)
    except Unfit as refusal:
        return _page(thing, file, typed, in_words(refusal)), 422
    return desk.back_to(thing, "photos")


@bp.post("/loi-ke/<uuid:nomination_id>/lam-lai-anh/<uuid:file_id>")
@writes
@allow(Moderation.MASK, of=nomination)
def again(thing: Nomination) -> ResponseReturnValue:
    """Try once more to make the copies the public sees."""
    masks.again(thing, _photo(thing), by=actor())
    return desk.back_to(thing, "photos")


def _page(thing: Nomination, file: StoredFile, rows: list[list[str]], fault: str = "") -> str:
    rows = [*rows, *([""] * len(SIDES) for _ in range(SPARE))]
    return render_template("moderation/desk/mask.html", thing=thing, file=file, rows=rows, fault=fault)


def _rectangle(row: list[str]) -> Rectangle:
    try:
        left, top, width, height = (float(side.replace(",", ".")) for side in row)
    except ValueError:
        raise Unfit(gettext("Write four numbers from 0 to 100 for each part."), field="masks") from None
    return masks.rectangle(left, top, width, height)


def _file(thing: Nomination) -> StoredFile:
    found = reading.file(thing, (request.view_args or {})["file_id"])
    if found is None:
        raise Missing()
    return found


def _photo(thing: Nomination) -> StoredFile:
    file = _file(thing)
    if file.kind is not FileKind.PHOTO:
        raise Missing()
    return file
