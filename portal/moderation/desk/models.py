"""The list of the desk as rows: kept by the rooms in the transaction of each act, proved by `portal desk check`."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Utc, choice, only_with
from portal.moderation.desk.states import ItemKind, Turn

OPENING = 240  # characters of a text that the list shows


class DeskItem(Base):
    """One thing at the desk, as the list shows it. The thing itself lives in its own room.

    `rank_at` is when it came, moved by what its parts are worth: whatever came first by it is read first.
    """

    __tablename__ = "desk_item"
    __table_args__ = (
        sa.Index("ix_desk_item_line", "turn", "rank_at", "thing_id"),
        sa.Index("ix_desk_item_kind", "turn", "kind", "rank_at", "thing_id"),
        sa.Index("ix_desk_item_ward", "turn", "ward_code", "rank_at", "thing_id"),
        sa.Index("ix_desk_item_round", "turn", "round_id", "rank_at", "thing_id"),
        sa.Index("ix_desk_item_due", "turn", "due_on", "kind"),
        only_with("ix_desk_item_eyes", "eyes", "rank_at", "thing_id", there="eyes"),  # that wait for somebody more
        sa.Index(
            "ix_desk_item_suspect",
            "turn",
            "rank_at",
            "thing_id",
            sqlite_where=sa.text("suspect = 1"),
            postgresql_where=sa.text("suspect"),
        ),
        only_with("ix_desk_item_settled", "turn", "settled_at", "thing_id", there="settled_at"),
        sa.CheckConstraint("(turn = 'done') = (settled_at IS NOT NULL)", name="done_has_time"),
    )

    thing_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    thing_kind: Mapped[str] = mapped_column(sa.String(64))
    kind: Mapped[ItemKind] = mapped_column(choice(ItemKind, "kind"))
    turn: Mapped[Turn] = mapped_column(choice(Turn, "turn"))
    stage: Mapped[str] = mapped_column(sa.String(40))  # where it is in its own life
    number: Mapped[str] = mapped_column(sa.String(16), default="")
    title: Mapped[str] = mapped_column(sa.String(200))  # "Nồi chè trước cổng viện", or whom an opinion is about
    who: Mapped[str] = mapped_column(sa.String(160), default="")
    place: Mapped[str] = mapped_column(sa.String(200), default="")  # as typed, where no ward was found
    opening: Mapped[str] = mapped_column(sa.String(OPENING), default="")
    folded: Mapped[str] = mapped_column(sa.String(600), default="")  # number, title, who and place, folded

    ward_code: Mapped[str | None] = mapped_column(sa.String(60))
    round_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    candidate_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    nominee_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    clerk_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    decider_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # whose decision it is about: they do not see it
    language: Mapped[str] = mapped_column(sa.String(2), default="vi")
    channel: Mapped[str] = mapped_column(sa.String(16), default="web")
    stance: Mapped[str] = mapped_column(sa.String(16), default="")
    minor: Mapped[bool] = mapped_column(default=False)
    slow_lane: Mapped[bool] = mapped_column(default=False)

    flags: Mapped[str] = mapped_column(sa.String(200), default="")  # ",phone,rude,": what the checks noticed
    unchecked: Mapped[bool] = mapped_column(default=False)  # a check failed, or has not been yet
    suspect: Mapped[bool] = mapped_column(default=False)  # it may belong to the confidential channel
    eyes: Mapped[str | None] = mapped_column(sa.String(8))  # "second", "lead": whom beyond the first it waits for
    eyed_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # the first, who is not handed it again
    hint: Mapped[int] = mapped_column(default=0)  # hours that what was learnt moves it by

    entered_at: Mapped[datetime] = mapped_column(Utc)
    due_on: Mapped[date | None]
    promised_on: Mapped[date | None]  # the last day promised while it was our turn; stays when it is settled
    closes_at: Mapped[datetime | None] = mapped_column(Utc)  # of its round
    rank_at: Mapped[datetime] = mapped_column(Utc)
    parts: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # [[part, hours], …]: why it stands where it does
    settled_at: Mapped[datetime | None] = mapped_column(Utc)
