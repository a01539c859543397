"""A draft as it is looked at from page to page: one statement that also tells whether stories are taken in at all,
and whether files were handed in.

A row of the table, not an object that the session follows: a story is looked at fifteen times and written seven times,
and following it took longer than the two statements themselves.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db
from portal.moderation.switches.queries import is_off
from portal.moderation.switches.states import Function
from portal.nominations.models import Draft, DraftFile
from portal.nominations.states import Channel

_D: Any = Draft.__table__.c
_F: Any = DraftFile.__table__.c
LOOK = sa.select(
    _D.id, _D.answers, _D.channel, _D.language, _D.clerk_id, _D.code_hash, _D.created_at, _D.expires_at, _D.nomination_id,
    _D.sender, _D.version, is_off(Function.NOMINATIONS), sa.exists().where(_F.draft_id == _D.id),
).where(_D.id == sa.bindparam("draft"), _D.expires_at > sa.bindparam("now"))  # fmt: skip
LOCKED = LOOK.with_for_update(of=Draft.__table__)


@dataclass(frozen=True, slots=True)
class Look:
    """A draft as it stood when it was looked at; what is done to it is done by `drafts`, to the row."""

    id: uuid.UUID
    answers: dict[str, Any]
    channel: Channel
    language: str
    clerk_id: uuid.UUID | None
    code_hash: str | None
    created_at: datetime
    expires_at: datetime
    nomination_id: uuid.UUID | None  # sent as
    sender: str
    version: int
    off: bool = False  # no stories are taken in just now
    files: bool = False  # some were handed in with it


def one(draft_id: uuid.UUID, *, lock: bool = False) -> Look | None:
    """A draft that is still open or was just sent; none where it has expired."""
    asked = {"draft": draft_id, "now": clock.now()}
    row = db.session.connection().execute(LOCKED if lock else LOOK, asked).one_or_none()
    return Look(*row) if row else None
