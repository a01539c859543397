"""Reads of the desk's list for acts on several of its things."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db
from portal.moderation.desk import lineup
from portal.moderation.desk.lineup import Wish
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import ItemKind, Turn
from portal.moderation.models import Claim

D = DeskItem


def free(wish: Wish, number: int) -> Sequence[DeskItem]:
    """The first things of a list that nobody holds, testimonies left out: their writers are told when somebody begins."""
    held = sa.exists().where(Claim.thing_kind == D.thing_kind, Claim.thing_id == D.thing_id, Claim.until > clock.now())
    pick = sa.select(D).where(
        *lineup.conditions(wish), D.turn == Turn.DESK, D.kind != ItemKind.NOMINATION, sa.not_(held)
    )
    return db.session.scalars(pick.order_by(D.rank_at, D.thing_id).limit(number)).all()


def on_list(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, DeskItem]:
    """How these things stand on the list; what is no more is not among them."""
    return {item.thing_id: item for item in db.session.scalars(sa.select(D).where(D.thing_id.in_(ids)))}
