"""Internal notes: written beside an item, taken back while fresh; and the page of what mentions oneself."""

import uuid
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts import queries as accounts
from portal.consultations.opinions import queries as opinions
from portal.core.actor import Actor
from portal.core.db import unit_of_work
from portal.core.errors import Unfit
from portal.moderation.notes import queries, services
from portal.moderation.notes.models import Mention, Note
from portal.moderation.notes.policy import Notes
from portal.moderation.things import Thing
from portal.nominations import queries as nominations
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import in_words, to
from portal.web.kit.session import actor
from portal.web.moderation import item_notes

bp = Blueprint("notes", __name__)
FOUND: dict[str, Any] = {"nomination": nominations.one, "opinion": opinions.one, "opinion_reply": opinions.reply}
PAGES = {
    "nomination": ("desk.item", "nomination_id"), "opinion": ("desk_opinions.item", "opinion_id"),
    "opinion_reply": ("desk_replies.item", "reply_id"),
}  # fmt: skip
TABLES = ", ".join(f'"{table}"' for table in FOUND)


def _thing(table: str, thing_id: uuid.UUID) -> Thing | None:
    found: Thing | None = FOUND[table](thing_id)
    return found


@bp.post(f"/ghi-chu/<any({TABLES}):table>/<uuid:thing_id>")
@allow(Notes.WRITE, of=_thing)
def write(thing: Thing) -> ResponseReturnValue:
    """Write a note; one that cannot be kept comes back as it was typed, with what is wrong."""
    try:
        with unit_of_work():
            services.add(thing, text=request.form.get("text", ""), find=_colleague, by=actor())
    except Unfit as refusal:
        fault = in_words(refusal)
        page = render_template(
            "moderation/notes/again.html", fault=fault, typed=request.form.get("text", ""), item=address(thing.__tablename__, thing.id),
            notes=item_notes.of(thing, actor()),
        )  # fmt: skip
        return page, 422
    return redirect(address(thing.__tablename__, thing.id), 303)


@bp.post("/ghi-chu/<uuid:note_id>/rut-lai")
@writes
@allow(Notes.TAKE_BACK, of=queries.one)
def take_back(note: Note) -> ResponseReturnValue:
    """Take one's own note back while it is fresh."""
    services.take_back(note, by=actor())
    return redirect(address(note.thing_kind, note.thing_id), 303)


@bp.get("/nhac-toi")
@allow(Notes.MENTIONS)
def mentions() -> str:
    """What mentions me, newest first."""
    page = queries.mentions(actor(), after=request.args.get("after"))
    return render_template(
        "moderation/notes/mentions.html", rows=page.items, after=page.after, address=address,
        unread=queries.unread(actor()),
    )  # fmt: skip


@bp.post("/nhac-toi/<uuid:mention_id>/da-doc")
@writes
@allow(Notes.MARK, of=queries.mention)
def mark(mention: Mention) -> ResponseReturnValue:
    """I have read it."""
    services.mark(mention, by=actor())
    return redirect(to("notes.mentions"), 303)


@bp.post("/nhac-toi/da-doc")
@writes
@allow(Notes.MENTIONS)
def mark_all() -> ResponseReturnValue:
    """I have read all of it."""
    services.mark_all(by=actor())
    return redirect(to("notes.mentions"), 303)


def address(table: str, thing_id: uuid.UUID) -> str:
    """Where a thing and its notes stand."""
    endpoint, name = PAGES[table]
    return to(endpoint, **{name: thing_id}, _anchor="notes")


def _colleague(name: str) -> Actor | None:
    found = accounts.by_sign_in_name(name)
    return accounts.as_actor(found) if found is not None and found.disabled_at is None else None
