"""Views of the list under names of one's own: what was asked for, kept by the colleague who works with it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.actor import Actor
from portal.core.db import Base, Versioned, db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.core.upsert import insert
from portal.engines.text import tidy
from portal.engines.text.fold import fold
from portal.moderation.policy import Moderation

NAME, MOST = 40, 12  # characters of a name; views of one person


class NamedViews(Versioned, Base):
    """The views of one colleague in one row, so that the list comes with them in one question."""

    __tablename__ = "desk_named_views"

    staff_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    views: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # [[name, {what the address asks: value}], …]


@dataclass(frozen=True)
class NamedView:
    """A name, and what its address asks of the list."""

    name: str
    asked: dict[str, str]


def among(kept: NamedViews | None) -> list[NamedView]:
    """The views in a row, in the order they were named."""
    return [NamedView(name, dict(asked)) for name, asked in kept.views] if kept else []


def keep(name: str, asked: Mapping[str, str], *, by: Actor) -> None:
    """Keep a view under a name; a name that one has already takes the new view. Raises Unfit."""
    require(by, Moderation.QUEUE)
    name = tidy.line(name)
    if not name:
        raise Unfit(N_("Give this view a name."), field="name")
    if len(name) > NAME:
        raise Unfit(N_("Use at most %(most)s characters for the name."), field="name", most=NAME)
    row = _row(by)
    same = [n for n, (known, _) in enumerate(row.views) if fold(known) == fold(name)]
    if not same and len(row.views) >= MOST:
        raise Unfit(N_("You keep %(most)s views already. Let one go first."), field="name", most=MOST)
    views, made = list(row.views), [name, dict(asked)]
    if same:
        views[same[0]] = made
    row.views = views if same else [*views, made]
    db.session.flush()


def let_go(name: str, *, by: Actor) -> None:
    """Keep a view no longer; one that is gone already is gone."""
    require(by, Moderation.QUEUE)
    row = _row(by)
    row.views = [view for view in row.views if view[0] != tidy.line(name)]
    db.session.flush()


def _row(by: Actor) -> NamedViews:
    """The actor's row, locked: two pages of one person come one after the other."""
    if by.id is None:
        raise NotNow()
    free = insert(NamedViews).values(staff_id=by.id, views=[], version=1)
    db.session.execute(free.on_conflict_do_nothing(index_elements=["staff_id"]))
    mine = sa.select(NamedViews).where(NamedViews.staff_id == by.id).with_for_update()
    return db.session.scalars(mine.execution_options(populate_existing=True)).one()
