"""One testimony of different deeds is split in two at the desk, and joined again while nothing is decided."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.core.errors import Clash, Refusal
from portal.core.i18n import N_
from portal.core.storage.models import StoredFile
from portal.moderation import edited
from portal.moderation.limits import REVERSAL
from portal.nominations import joining, limits, parts, queries, reading, splitting
from portal.nominations.models import Nomination
from portal.nominations.policy import Nominations
from portal.nominations.splitting import Cut, Wording
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words, to
from portal.web.kit.session import actor
from portal.web.moderation import desk, judging, letters, listing, previewing, worded
from portal.web.moderation.acting import Room
from portal.web.moderation.finders import nomination, nomination_today
from portal.web.moderation.letters import Preview
from portal.web.moderation.previewing import Way

bp = Blueprint("desk_splitting", __name__)
STAYS, GOES, BOTH = "stays", "goes", "both"
PLACES = {STAYS: N_("stays here"), GOES: N_("goes with the new part"), BOTH: N_("in both parts")}


@bp.get("/loi-ke/<uuid:nomination_id>/tach")
@allow(Nominations.SPLIT, of=nomination)
def form(thing: Nomination) -> ResponseReturnValue:
    """Choose who and what goes with the new part, and how each of the two reads. One that is shut is opened first."""
    if not splitting.splits(thing) or worded.shut(actor(), thing):
        return desk.back_to(thing, "text")
    worded.told_of(actor(), thing)
    return _page(thing)


@bp.post("/loi-ke/<uuid:nomination_id>/tach")
@allow(Nominations.SPLIT, of=nomination)
def split(thing: Nomination) -> ResponseReturnValue:
    """Split it, in one unit of work; then to the new part. The letter to its writer is shown first."""
    return _ROOM.act(
        thing,
        _split,
        lambda made: redirect(to("desk.item", nomination_id=made.id, **listing.kept()), 303),
        letter=lambda: _letter(thing),
    )


@bp.post("/loi-ke/<uuid:nomination_id>/noi-lai")
@writes
@allow(Nominations.JOIN, of=nomination_today)
def join(thing: Nomination) -> ResponseReturnValue:
    """Put a part back where it was taken from; one that is back already is shown there."""
    if thing.id != (request.view_args or {})["nomination_id"]:
        return desk.back_to(thing)
    return desk.back_to(joining.join(thing, by=actor()))


def _split(thing: Nomination) -> Nomination:
    return splitting.split(
        thing, _cut(thing), why=request.form.get("why", ""), of_version=judging.of_version(), by=actor()
    )


def _letter(thing: Nomination) -> str:
    """The page with the letter that names both parts; nothing where the writer left no address. Raises what splitting would."""
    letter: Preview | None = None
    with previewing.trial():
        made = _split(thing)
        first = parts.first_of(made)
        letter = letters.to_writer(first, "story_split", **parts.told_apart(first, made))
    if letter is None or not letter.by_mail:
        return ""
    facts = [
        (gettext("Story"), reading.called(thing)[thing.id]),
        (gettext("Why (colleagues will read it)"), request.form.get("why", "")),
    ]
    back = to("desk.item", nomination_id=thing.id, **listing.kept())
    return previewing.page([letter], facts, Way(back, gettext("Back to the story"), gettext("Split it")))


def _cut(thing: Nomination) -> Cut:
    said, people = request.form, [subject.id for subject in thing.subjects]
    files = [file.id for _, file in queries.files(thing)] + ([thing.letter_file_id] if thing.letter_file_id else [])
    alone = people if len(people) == 1 else []  # two deeds of one person
    return Cut(
        people=_sent_to("who", people, GOES), files=_sent_to("file", files, GOES),
        both=alone or _sent_to("who", people, BOTH), shared=_sent_to("file", files, BOTH),
        stays=Wording(said.get("title_stays", ""), said.get("story_stays", "")),
        goes=Wording(said.get("title_goes", ""), said.get("story_goes", "")),
    )  # fmt: skip


def _sent_to(kind: str, keys: Sequence[uuid.UUID], where: str) -> set[uuid.UUID]:
    """Those of these people or files for which this was chosen; what nothing was chosen for stays."""
    return {key for key in keys if request.form.get(f"{kind}-{key}") == where}


def _page(thing: Nomination, fault: Refusal | None = None) -> str:
    return render_template(
        "moderation/desk/split.html", n=thing, typed=request.form if request.method == "POST" else None,
        words=_words(thing), files=_files(thing), here=listing.kept(),
        fault=in_words(fault) if fault else "", field=getattr(fault, "field", ""),
        clash=isinstance(fault, Clash), TITLE=limits.TITLE, WHY=REVERSAL,
        places=PLACES, alone=len(thing.subjects) == 1,
    )  # fmt: skip


def _files(thing: Nomination) -> list[StoredFile]:
    """Photos and papers, and after them the scan of the letter."""
    letter = reading.letter(thing)
    return [*(file for _, file in queries.files(thing)), *([letter] if letter else [])]


def _words(thing: Nomination) -> dict[str, Any]:
    """The words as they are worked on now; both parts begin with them."""
    worked = {field: edit.text for field, edit in edited.texts(thing).items()}
    return reading.originals(thing) | worked


_ROOM = Room(_page, queries.one, queries.one)
