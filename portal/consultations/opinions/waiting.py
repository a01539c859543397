"""Files chosen for an opinion that is not sent yet: kept beside its form, so that a mistake elsewhere loses none."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.consultations.opinions import limits
from portal.consultations.opinions.models import WaitingFile
from portal.consultations.opinions.policy import Opinions
from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import db, unit_of_work
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.core.jobs.registry import every
from portal.core.policy import require
from portal.core.storage import services as storage
from portal.core.storage.intake import Received
from portal.moderation.switches.services import require_on
from portal.moderation.switches.states import Function

_W = WaitingFile.__table__.c
HELD = sa.select(_W.file_id).where(_W.form_key == sa.bindparam("form")).order_by(_W.position)  # built once, of a table
TOO_MANY = N_("Up to 5 files can be sent. Remove one to add another.")


def hold(form_key: str, received: Received, *, by: Actor) -> WaitingFile:
    """Keep a file with a form. The same file chosen twice is one. Raises Unfit beyond five."""
    require(by, Opinions.GIVE)
    require_on(Function.PHOTOS)
    held = of(form_key)
    if twin := next((each for each in held if each.file.sha256 == received.sha256), None):
        return twin
    if len(held) >= limits.FILES:
        raise Unfit(TOO_MANY, field="files")
    position = 1 + max((each.position for each in held), default=0)
    made = WaitingFile(form_key=form_key, position=position, added_at=clock.now(), file=storage.keep(received))
    db.session.add(made)
    db.session.flush()
    return made


def drop(form_key: str, file_id: uuid.UUID, *, by: Actor) -> None:
    """Take a file away again; one that is gone already is no fault."""
    require(by, Opinions.GIVE)
    for each in [w for w in of(form_key) if w.file_id == file_id]:
        storage.forget(each.file)
        db.session.delete(each)


def of(form_key: str) -> Sequence[WaitingFile]:
    """The files that wait with a form, in order."""
    mine = sa.select(WaitingFile).where(WaitingFile.form_key == form_key).options(joinedload(WaitingFile.file))
    return db.session.scalars(mine.order_by(WaitingFile.position, WaitingFile.id)).all()


def handed_over(form_key: str) -> tuple[uuid.UUID, ...]:
    """Give the files of a form to the opinion that is made of it, in the same unit of work."""
    mine = tuple(db.session.connection().scalars(HELD, {"form": form_key}))
    if mine:
        db.session.execute(sa.delete(WaitingFile).where(WaitingFile.form_key == form_key))
    return mine


@every(timedelta(hours=1), "opinions.forget_waiting")
def forget_old() -> None:
    """Drop files whose form was not sent within a day."""
    with unit_of_work() as session:
        old = sa.select(WaitingFile).where(WaitingFile.added_at <= clock.now() - limits.FILE_WAITS).limit(500)
        for each in session.scalars(old).all():
            storage.forget(each.file)
            session.delete(each)
