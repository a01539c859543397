"""Nominations and what belongs to them. Writers and witnesses stand in tables of their own."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Base, Keyed, Utc, Versioned, choice
from portal.core.storage.models import StoredFile
from portal.nominations.heard import BY_STAFF, WrittenDown
from portal.nominations.states import Channel, Commended, ConsentSaid, HowKnown, NominationState, ShowName
from portal.nominees.models import Nominee
from portal.nominees.states import Honorific, NomineeKind, PositionGroup


class Draft(Keyed, Versioned, Base):
    """Answers not yet sent, kept for 30 days; found again by the cookie or by a resume code (only its hash is kept)."""

    __tablename__ = "draft"

    code_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"), default=Channel.WEB)
    clerk_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    language: Mapped[str] = mapped_column(sa.String(2), default="vi")
    created_at: Mapped[datetime] = mapped_column(Utc)
    updated_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc, index=True)
    nomination_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("nomination.id"), unique=True)  # sent as
    sender: Mapped[str] = mapped_column(
        sa.String(64), default=""
    )  # mark of the browser that sent it: the receipt is there


class DraftFile(Keyed, Base):
    """A file handed in with a draft."""

    __tablename__ = "draft_file"

    draft_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"))
    position: Mapped[int]
    letter: Mapped[bool] = mapped_column(default=False)  # the scan of a letter on paper, not a photo of the deed
    added_at: Mapped[datetime] = mapped_column(Utc)

    file: Mapped[StoredFile] = relationship()


class Counter(Base):
    """The last number given out in a series, such as the nominations of a year."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value: Mapped[int]


class SpentProof(Base):
    """A proof of work that was used: the same one opens the quick lane only once."""

    __tablename__ = "spent_proof"

    signature: Mapped[str] = mapped_column(sa.String(128), primary_key=True)
    spent_at: Mapped[datetime] = mapped_column(Utc, index=True)


class Nomination(Keyed, Versioned, Base):
    """One testimony of a good deed."""

    __tablename__ = "nomination"
    __table_args__ = (
        sa.Index("ix_nomination_queue", "state", "received_at", "id"),
        sa.Index("ix_nomination_due", "due_on", "received_at", "id"),
        sa.CheckConstraint("state <> 'withdrawn' OR closed_at IS NOT NULL", name="withdrawn_has_time"),
        sa.CheckConstraint(
            "state <> 'declined' OR (closed_at IS NOT NULL AND reason_code IS NOT NULL)", name="declined_has_reason"
        ),
    )

    number: Mapped[str] = mapped_column(
        sa.String(16), unique=True
    )  # for staff and letters: "NT26-01234"; opens nothing
    state: Mapped[NominationState] = mapped_column(choice(NominationState, "state"), default=NominationState.RECEIVED)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    clerk_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    letter_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"))  # scan of the letter
    language: Mapped[str] = mapped_column(sa.String(2), default="vi")

    title: Mapped[str] = mapped_column(sa.String(160))
    story: Mapped[str] = mapped_column(sa.Text)
    happened_from: Mapped[date | None]  # as exact as told: see happened_text
    happened_text: Mapped[str] = mapped_column(sa.String(160), default="")
    ongoing: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    ward_code: Mapped[str | None] = mapped_column(sa.ForeignKey("ward.code"), index=True)
    ward_then: Mapped[str] = mapped_column(sa.String(160), default="")  # the unit's name on the day of the deed
    for_whom: Mapped[str] = mapped_column(sa.String(500), default="")
    result: Mapped[str] = mapped_column(sa.Text, default="")
    how_known: Mapped[HowKnown] = mapped_column(choice(HowKnown, "how_known"))
    commended: Mapped[Commended] = mapped_column(choice(Commended, "commended"), default=Commended.UNKNOWN)
    commended_text: Mapped[str] = mapped_column(sa.String(300), default="")
    consent_said: Mapped[ConsentSaid] = mapped_column(choice(ConsentSaid, "consent_said"))
    parent_said: Mapped[ConsentSaid | None] = mapped_column(choice(ConsentSaid, "parent_said"))  # of a child's parents
    slow_lane: Mapped[bool] = mapped_column(default=False)  # sent without the proof of work while under pressure

    receipt_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)  # slow hash of the receipt's words
    received_at: Mapped[datetime] = mapped_column(Utc)
    due_on: Mapped[date | None]  # by when the present stage's actor should have acted
    closed_at: Mapped[datetime | None] = mapped_column(Utc)
    reason_code: Mapped[str | None] = mapped_column(sa.String(40))
    folded: Mapped[str] = mapped_column(sa.Text, default="")  # title, names and place, folded, for staff search

    subjects: Mapped[list["Subject"]] = relationship(order_by="Subject.position", cascade="all")
    writer: Mapped["Writer"] = relationship(cascade="all", uselist=False)


class Subject(Keyed, Base):
    """Whom a nomination is about, as told; `nominee_id` is who that turned out to be."""

    __tablename__ = "subject"

    nomination_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nomination.id"), index=True)
    nominee_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nominee.id"), index=True)
    position: Mapped[int]
    kind: Mapped[NomineeKind] = mapped_column(choice(NomineeKind, "kind"))
    name: Mapped[str] = mapped_column(sa.String(160))
    honorific: Mapped[Honorific] = mapped_column(choice(Honorific, "honorific"))
    position_group: Mapped[PositionGroup] = mapped_column(choice(PositionGroup, "position_group"))
    occupation: Mapped[str] = mapped_column(sa.String(160), default="")
    where: Mapped[str] = mapped_column(sa.String(200), default="")  # home or workplace as typed
    contact: Mapped[str] = mapped_column(sa.String(254), default="")  # to ask for consent; never public
    minor: Mapped[bool] = mapped_column(default=False)

    nominee: Mapped[Nominee] = relationship()


class Writer(Base):
    """Who told the story. Seen by those who handle it, never public beyond what `show_name` allows."""

    __tablename__ = "writer"

    nomination_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nomination.id"), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    phone: Mapped[str] = mapped_column(sa.String(20), default="")  # E.164
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    relation: Mapped[str] = mapped_column(sa.String(160), default="")
    show_name: Mapped[ShowName] = mapped_column(choice(ShowName, "show_name"), default=ShowName.HIDDEN)
    agreed_at: Mapped[datetime | None] = mapped_column(Utc)  # to the use of what is told, for checking and commending


class Witness(Keyed, Base):
    """Someone who can confirm the deed; asked by phone, never public."""

    __tablename__ = "witness"

    nomination_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nomination.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(120))
    contact: Mapped[str] = mapped_column(sa.String(254), default="")


class Photo(Keyed, Base):
    """A photo or document sent with the story, or added later."""

    __tablename__ = "nomination_photo"
    __table_args__ = (sa.UniqueConstraint("nomination_id", "file_id"),)  # parts of one testimony may show the same

    nomination_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nomination.id"), index=True)
    file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    position: Mapped[int]
    taken_by: Mapped[str] = mapped_column(sa.String(120), default="")
    people_agreed: Mapped[bool] = mapped_column(default=False)  # those in the picture agreed, says the writer
    owner_agreed: Mapped[bool] = mapped_column(default=False)  # whoever took it lets the Board publish it
    added_at: Mapped[datetime] = mapped_column(Utc)


class Message(Keyed, WrittenDown, Base):
    """One message between the Board and the writer."""

    __tablename__ = "message"
    __table_args__ = (
        sa.Index("ix_message_thread", "nomination_id", "sent_at"),
        sa.CheckConstraint(BY_STAFF, name="written_by_somebody"),
    )

    nomination_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nomination.id"))
    staff_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # none: the writer's own
    staff_name: Mapped[str] = mapped_column(sa.String(120), default="")
    asks: Mapped[bool] = mapped_column(default=False)  # a question: the way to publication waits for its answer
    text: Mapped[str] = mapped_column(sa.Text)
    sent_at: Mapped[datetime] = mapped_column(Utc)


class Split(Keyed, Versioned, Base):
    """One testimony made two: `part_id` was taken out of `first_id`, whose receipt opens both."""

    __tablename__ = "nomination_split"
    __table_args__ = (
        sa.CheckConstraint("why <> ''", name="has_reason"),
        sa.CheckConstraint("(joined_at IS NULL) = (joined_by IS NULL)", name="joined_by_somebody"),
    )

    first_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nomination.id"), index=True)
    part_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, unique=True)  # gone once they were joined again
    part_number: Mapped[str] = mapped_column(sa.String(16))
    why: Mapped[str] = mapped_column(sa.Text)  # for colleagues
    made_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    made_at: Mapped[datetime] = mapped_column(Utc)
    told_at: Mapped[datetime | None] = mapped_column(Utc)  # when its letter was written
    joined_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    joined_at: Mapped[datetime | None] = mapped_column(Utc)


class Correction(Keyed, Base):
    """What a part of a nomination said before its writer corrected it."""

    __tablename__ = "correction"

    nomination_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("nomination.id"), index=True)
    of_version: Mapped[int]
    before: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    made_at: Mapped[datetime] = mapped_column(Utc)
