"""The moderator's working text, beside the original that never changes, and what of both goes on."""

import uuid
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.moderation import claims, redactions
from portal.moderation.limits import EDITED
from portal.moderation.models import EditedText, Redaction
from portal.moderation.policy import Moderation
from portal.moderation.things import Thing, about


def texts(thing: Thing) -> dict[str, EditedText]:
    """The working texts of a thing by field."""
    rows = db.session.scalars(sa.select(EditedText).where(about(EditedText, thing)))
    return {row.field: row for row in rows}


def edit(thing: Thing, *, by: Actor, field: str, text: str, original: str, of_edit: int = 0) -> EditedText | None:
    """Keep a working text; the original's own words again mean there is none.

    `of_edit` is the version of the working text that was being looked at, 0 for none. Raises Clash where a colleague
    changed it meanwhile, Held where one works on the thing, Unfit for an empty or too long text.
    """
    require(by, Moderation.EDIT_TEXT, thing)
    claims.claim(thing, by=by)
    if not text.strip():
        raise Unfit(N_("The edited text is empty. Write it, or go back to the original."), field="text")
    if len(text) > EDITED:
        raise Unfit(N_("Write at most %(most)s characters."), field="text", most=EDITED)
    row = texts(thing).get(field)
    if (row.version if row else 0) != of_edit:
        raise Clash()
    if text == original:
        if row:
            revert(thing, by=by, field=field)
        return None
    if row is None:
        row = EditedText(thing_kind=thing.__tablename__, thing_id=thing.id, field=field)
        db.session.add(row)
    row.text, row.of_version, row.edited_by, row.edited_at = text, thing.version, by.id, clock.now()  # type: ignore[assignment]  # staff have an id
    db.session.flush()
    record(by, Moderation.EDIT_TEXT, thing, field=field, of_version=thing.version)
    return row


def revert(thing: Thing, *, by: Actor, field: str) -> None:
    """Drop the working text of a field: the original stands again."""
    require(by, Moderation.EDIT_TEXT, thing)
    claims.claim(thing, by=by)
    row = texts(thing).get(field)
    if row is not None:
        db.session.delete(row)
        db.session.flush()
        record(by, Moderation.EDIT_TEXT, thing, field=field, reverted=True)


def working(thing: Thing, originals: Mapping[str, str]) -> dict[str, str]:
    """How each field reads at the desk: the working text where there is one, else the original."""
    edited = texts(thing)
    return {field: edited[field].text if field in edited else original for field, original in originals.items()}


def going_on(thing: Thing, originals: Mapping[str, str]) -> dict[str, str]:
    """What goes on of each field: as it reads at the desk, with its covers in place."""
    rows = list(db.session.scalars(sa.select(Redaction).where(about(Redaction, thing))))
    return {field: _covered(field, text, rows) for field, text in working(thing, originals).items()}


def going_on_all(kind: str, field: str, originals: Mapping[uuid.UUID, str]) -> dict[uuid.UUID, str]:
    """The like of one field of many things of a kind, by their keys: two queries for them all."""
    rows = sa.select(EditedText.thing_id, EditedText.text).where(
        EditedText.thing_kind == kind, EditedText.thing_id.in_(originals), EditedText.field == field
    )
    edits = {row.thing_id: row.text for row in db.session.execute(rows)}
    return redactions.covered_all(kind, field, {**originals, **edits})


def _covered(field: str, text: str, rows: Iterable[Redaction]) -> str:
    print_ = redactions.fingerprint(text)
    return redactions.apply(text, [r for r in rows if r.field == field and r.of_text == print_])
