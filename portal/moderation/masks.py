"""Masks: rectangles of a photo that are covered in every copy the public sees. The master is kept whole."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.core.storage import services as storage
from portal.core.storage.models import StoredFile
from portal.core.storage.pictures import Rectangle
from portal.moderation import claims
from portal.moderation.limits import MASKS
from portal.moderation.models import Mask
from portal.moderation.policy import Moderation
from portal.moderation.things import Thing


def rectangle(left: float, top: float, width: float, height: float) -> Rectangle:
    """A part of a photo from whole per cent. Raises Unfit for one that is not within it."""
    try:
        return Rectangle(left / 100, top / 100, width / 100, height / 100)
    except ValueError:
        raise Unfit(
            N_("A covered part must lie within the photo: left plus width, and top plus height, at most 100."),
            field="masks",
        ) from None


def of(file_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Mask]]:
    """The masks of these files, in the order they were drawn."""
    found: dict[uuid.UUID, list[Mask]] = {id: [] for id in file_ids}
    if file_ids:
        drawn = sa.select(Mask).where(Mask.file_id.in_(file_ids)).order_by(Mask.made_at, Mask.id)
        for mask in db.session.scalars(drawn):
            found[mask.file_id].append(mask)
    return found


def again(thing: Thing, file: StoredFile, *, by: Actor) -> None:
    """Have another try at the public copies of a photo that were not finished. Raises Held where a colleague works on it."""
    require(by, Moderation.MASK, thing)
    claims.claim(thing, by=by)
    storage.again(file)
    record(by, Moderation.MASK, thing, file=file.id, again=True)


def cover(thing: Thing, file: StoredFile, *, by: Actor, parts: Sequence[Rectangle]) -> None:
    """Cover exactly these parts of a photo of the thing; its public copies are made anew by a job.

    Raises Held where a colleague works on the thing, Missing where the file is no photo, Unfit for too many parts.
    """
    require(by, Moderation.MASK, thing)
    claims.claim(thing, by=by)
    if len(parts) > MASKS:
        raise Unfit(N_("At most %(most)s parts of one photo can be covered."), field="masks", most=MASKS)
    now = clock.now()
    db.session.execute(sa.delete(Mask).where(Mask.file_id == file.id))
    db.session.add_all(
        Mask(
            id=uuid.uuid4(), file_id=file.id, left=p.left, top=p.top, width=p.width, height=p.height,
            made_by=by.id, made_at=now,
        )
        for p in parts
    )  # fmt: skip
    storage.cover(file, parts=parts)
    record(by, Moderation.MASK, thing, file=file.id, parts=len(parts))
