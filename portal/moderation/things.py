"""What the desk asks of anything that can be judged: a table, a key and a version. The rooms above bring the things."""

import uuid
from collections.abc import Sequence
from typing import Protocol

import sqlalchemy as sa

from portal.moderation.models import Claim, Decision, EditedText, Redaction, Reversal, Spared


class Thing(Protocol):
    """Something that can be claimed, edited and judged."""

    __tablename__: str
    id: uuid.UUID
    version: int

    @property
    def state(self) -> str:
        """Where it is in its life."""


About = (
    type[Claim] | type[Decision] | type[Reversal] | type[Redaction] | type[Spared] | type[EditedText]
)  # models whose rows are about a thing


def about(model: About, thing: Thing) -> sa.ColumnElement[bool]:
    """The condition that picks a model's rows about this thing."""
    return sa.and_(model.thing_kind == thing.__tablename__, model.thing_id == thing.id)


def among(model: About, kind: str, ids: Sequence[uuid.UUID]) -> sa.ColumnElement[bool]:
    """The condition that picks a model's rows about any of these things of one kind."""
    return sa.and_(model.thing_kind == kind, model.thing_id.in_(ids))
