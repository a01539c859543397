"""Stories and what stands with them. Lists and filters read indexed columns only."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Base, Keyed, Utc, Versioned, choice
from portal.nominees.states import PositionGroup
from portal.stories.states import RemovalReason, StoryState, Theme


class Story(Keyed, Versioned, Base):
    """One published (or to be published) story of a good deed."""

    __tablename__ = "story"
    __table_args__ = (
        sa.Index("ix_story_lead_photo", "photo_file_id"),
        sa.Index("ix_story_newest", "state", "published_at", "id"),
        sa.Index("ix_story_ward", "state", "ward_code", "published_at", "id"),
        sa.Index("ix_story_group", "state", "position_group", "published_at", "id"),
        sa.Index("ix_story_ward_group", "state", "ward_code", "position_group", "published_at", "id"),
        sa.CheckConstraint(
            "state <> 'published' OR (published_at IS NOT NULL AND slug IS NOT NULL)", name="published_has_time"
        ),
        sa.CheckConstraint(
            "state <> 'removed' OR (removed_at IS NOT NULL AND removal_reason IS NOT NULL)", name="removed_has_reason"
        ),
    )

    state: Mapped[StoryState] = mapped_column(choice(StoryState, "state"), default=StoryState.DRAFT)
    slug: Mapped[str | None] = mapped_column(sa.String(120), unique=True)  # given at first publication, then fixed
    nominee_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nominee.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(160), default="")
    deck: Mapped[str] = mapped_column(sa.String(400), default="")
    body_html: Mapped[str] = mapped_column(sa.Text, default="")  # cleaned when written, never when shown
    quote: Mapped[str] = mapped_column(sa.String(300), default="")
    quote_by: Mapped[str] = mapped_column(sa.String(160), default="")
    people: Mapped[str] = mapped_column(sa.String(300), default="")  # names as printed, for lists and search
    position_group: Mapped[PositionGroup] = mapped_column(choice(PositionGroup, "position_group"))
    ward_code: Mapped[str | None] = mapped_column(sa.ForeignKey("ward.code"))
    ward_then: Mapped[str] = mapped_column(sa.String(160), default="")
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    happened_text: Mapped[str] = mapped_column(sa.String(160), default="")
    happened_from: Mapped[date | None]
    year: Mapped[int | None]  # of publication on a Vietnamese calendar; lists use the range of published_at
    told_by: Mapped[str] = mapped_column(sa.String(160), default="")  # as the writer chose: name, initials or nothing
    thanks: Mapped[int] = mapped_column(default=0)
    themes_text: Mapped[str] = mapped_column(sa.String(200), default="")  # theme values joined by spaces, for lists
    photo_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"))  # the lead photo
    photo_alt: Mapped[str] = mapped_column(sa.String(300), default="")
    illustration: Mapped[str] = mapped_column(sa.String(60), default="")  # a drawing of ours where there is no photo
    author_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    created_at: Mapped[datetime] = mapped_column(Utc)
    changed_at: Mapped[datetime] = mapped_column(Utc)
    published_at: Mapped[datetime | None] = mapped_column(Utc)
    public_note: Mapped[str] = mapped_column(sa.String(500), default="")  # what was corrected, and when
    removed_at: Mapped[datetime | None] = mapped_column(Utc)
    removal_reason: Mapped[RemovalReason | None] = mapped_column(choice(RemovalReason, "removal_reason"))

    photos: Mapped[list["StoryPhoto"]] = relationship(order_by="StoryPhoto.position", cascade="all, delete-orphan")


class StoryTheme(Base):
    """A story under a theme, with what its lists are narrowed and ordered by (copies, kept with the story)."""

    __tablename__ = "story_theme"
    __table_args__ = (
        sa.Index("ix_story_theme_newest", "theme", "published_at", "story_id"),
        sa.Index("ix_story_theme_ward", "theme", "ward_code", "published_at", "story_id"),
        sa.Index("ix_story_theme_group", "theme", "position_group", "published_at", "story_id"),
        sa.Index("ix_story_theme_both", "theme", "ward_code", "position_group", "published_at", "story_id"),
    )

    story_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    theme: Mapped[Theme] = mapped_column(choice(Theme, "theme"), primary_key=True)
    published_at: Mapped[datetime | None] = mapped_column(Utc)  # set only while the story is public
    ward_code: Mapped[str | None] = mapped_column(sa.String(60))
    position_group: Mapped[str] = mapped_column(sa.String(40), default="unknown")


class StorySource(Base):
    """A testimony that a story was written from."""

    __tablename__ = "story_source"

    story_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    nomination_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nomination.id"), primary_key=True, index=True)


class StoryPhoto(Keyed, Base):
    """A photo in a story. The focal point is in whole per cent from the left and the top."""

    __tablename__ = "story_photo"

    story_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("story.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    position: Mapped[int]
    alt: Mapped[str] = mapped_column(sa.String(300))
    caption: Mapped[str] = mapped_column(sa.String(300), default="")
    credit: Mapped[str] = mapped_column(sa.String(120), default="")
    focus_x: Mapped[int] = mapped_column(default=50)
    focus_y: Mapped[int] = mapped_column(default=50)


class StoryText(Base):
    """What search reads: one row a public story; its number grows with publication, so newest is last.

    The database keeps its full-text index in step: triggers on SQLite, an index of what is made of the columns on
    PostgreSQL (migrations 0008, 0034).
    """

    __tablename__ = "story_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("story.id", ondelete="CASCADE"), unique=True)
    folded: Mapped[str] = mapped_column(sa.Text)  # folded and tokenised by engines/text/fold
    exact: Mapped[str] = mapped_column(sa.Text)  # lower case with diacritics: exact hits come first
    tags: Mapped[str] = mapped_column(
        sa.Text, default=""
    )  # ward, group, themes and year as made-up words, to narrow a search


class StoryTally(Base):
    """How many public stories there are of a kind: kept with each act, so that no page counts stories.

    Kinds: all, ward, theme, group, year; `edition` grows with every public change of a story or its photos, `thanks` with every thanks.
    """

    __tablename__ = "story_tally"

    kind: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    n: Mapped[int]


class StoryRevision(Keyed, Base):
    """A story as it stood after a change."""

    __tablename__ = "story_revision"
    __table_args__ = (sa.Index("ix_story_revision_of", "story_id", "made_at"),)

    story_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("story.id", ondelete="CASCADE"))
    of_version: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    made_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    made_at: Mapped[datetime] = mapped_column(Utc)


class Thanks(Base):
    """One device's thanks to one story, given once. The device is a keyed hash that links to no other story."""

    __tablename__ = "thanks"

    story_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    device: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    given_on: Mapped[date]
