"""Opinions and what belongs to them. The writer stands in a table apart; so does what shows where a text came from."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.states import (
    Channel,
    ClusterState,
    Display,
    HowKnown,
    OpinionState,
    QuestionState,
    Relation,
    ReplyBy,
    ReplyState,
    Stance,
    Verified,
)  # fmt: skip
from portal.core.db import Base, Keyed, Utc, Versioned, choice, only_with
from portal.core.storage.models import StoredFile
from portal.nominations.heard import BY_STAFF, WrittenDown


class Opinion(Keyed, Versioned, Base):
    """What one person says about one candidate. A second one of the same verified person is a new edition; both stay."""

    __tablename__ = "opinion"
    __table_args__ = (
        sa.Index("ix_opinion_public", "candidate_id", "state", "decided_at", "id"),
        sa.Index("ix_opinion_all", "candidate_id", "submitted_at", "id"),
        only_with("ix_opinion_cluster", "cluster_id", there="cluster_id"),
        only_with("ix_opinion_point", "point_id", there="point_id"),
        sa.Index(
            "uq_opinion_person",
            "candidate_id",
            "person_key",
            unique=True,
            sqlite_where=sa.text("current AND person_key IS NOT NULL"),
            postgresql_where=sa.text("current AND person_key IS NOT NULL"),
        ),
        sa.CheckConstraint("state <> 'declined' OR reason_code IS NOT NULL", name="declined_has_reason"),
        sa.CheckConstraint("verified = 'no' OR verified_at IS NOT NULL", name="verified_has_time"),
        sa.CheckConstraint("point_id IS NULL OR unused_why = ''", name="one_place"),
    )

    number: Mapped[str] = mapped_column(sa.String(16), unique=True)  # for letters and telephone; opens nothing
    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id"))
    state: Mapped[OpinionState] = mapped_column(choice(OpinionState, "state"), default=OpinionState.WAITING)
    verified: Mapped[Verified] = mapped_column(choice(Verified, "verified"), default=Verified.NO)
    verified_at: Mapped[datetime | None] = mapped_column(Utc)
    person_key: Mapped[str | None] = mapped_column(sa.String(64))  # keyed hash of the verified contact
    edition: Mapped[int] = mapped_column(default=1)
    current: Mapped[bool] = mapped_column(default=True)  # no: a later edition of the same person stands
    follows_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("opinion.id"))  # the edition before

    stance: Mapped[Stance] = mapped_column(choice(Stance, "stance"))
    text: Mapped[str] = mapped_column(sa.Text)  # as sent; empty once closed
    folded: Mapped[str] = mapped_column(sa.Text, default="")  # its beginning, folded, for staff search
    how_known: Mapped[HowKnown] = mapped_column(choice(HowKnown, "how_known"))
    relation: Mapped[Relation] = mapped_column(choice(Relation, "relation"), default=Relation.NONE)
    relation_text: Mapped[str] = mapped_column(sa.String(160), default="")
    ward_code: Mapped[str | None] = mapped_column(sa.ForeignKey("ward.code"))
    display: Mapped[Display] = mapped_column(choice(Display, "display"), default=Display.STAFF)
    language: Mapped[str] = mapped_column(sa.String(2), default="vi")
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"), default=Channel.WEB)
    clerk_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    letter_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"))
    slow_lane: Mapped[bool] = mapped_column(default=False)  # over a limit: taken, and looked at with more care

    receipt_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    form_key: Mapped[str] = mapped_column(sa.String(64), unique=True)  # of the form sent: a second click is the same
    submitted_at: Mapped[datetime] = mapped_column(Utc)
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    reason_code: Mapped[str | None] = mapped_column(sa.String(40))
    shown_text: Mapped[str | None] = mapped_column(sa.Text)  # as published, covers applied; none while it is not
    masked: Mapped[bool] = mapped_column(default=False)
    shown_as: Mapped[str] = mapped_column(sa.String(160), default="")  # the name printed, by the writer's choice
    cluster_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("opinion_cluster.id"))
    coordinated: Mapped[bool] = mapped_column(default=False)  # its cluster was confirmed: counted apart
    point_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("outcome_point.id"))
    unused_why: Mapped[str] = mapped_column(sa.String(40), default="")  # why it stands in no point

    candidate: Mapped[Candidate] = relationship()
    writer: Mapped["OpinionWriter"] = relationship(cascade="all", uselist=False)


class OpinionWriter(Base):
    """Who wrote it. Staff with the right see it; nobody else, ever."""

    __tablename__ = "opinion_writer"

    opinion_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("opinion.id"), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    phone: Mapped[str] = mapped_column(sa.String(20), default="")  # E.164
    email: Mapped[str] = mapped_column(sa.String(254), default="")


class OpinionTrace(Base):
    """Where a text came from, as keyed hashes with a salt of the round: to see a campaign, not a person."""

    __tablename__ = "opinion_trace"
    __table_args__ = (sa.Index("ix_opinion_trace_network", "candidate_id", "network"),)

    opinion_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("opinion.id"), primary_key=True)
    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id"))
    network: Mapped[str] = mapped_column(sa.String(32), default="")
    device: Mapped[str] = mapped_column(sa.String(32), default="")


class OpinionFile(Keyed, Base):
    """A file handed in with an opinion, for staff only."""

    __tablename__ = "opinion_file"

    opinion_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("opinion.id"), index=True)
    file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"), unique=True)
    position: Mapped[int]

    file: Mapped[StoredFile] = relationship()


class WaitingFile(Keyed, Base):
    """A file chosen for an opinion whose form is not sent yet; dropped after a day."""

    __tablename__ = "opinion_waiting_file"

    form_key: Mapped[str] = mapped_column(sa.String(64), index=True)  # of the form it was chosen on
    file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"), unique=True)
    position: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(Utc, index=True)

    file: Mapped[StoredFile] = relationship()


class Verification(Keyed, Base):
    """A link or six digits sent to a contact. Opening the link spends nothing: only the button behind it does."""

    __tablename__ = "opinion_verification"

    opinion_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("opinion.id"), index=True)
    by: Mapped[Verified] = mapped_column(choice(Verified, "by"))
    link_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    used_at: Mapped[datetime | None] = mapped_column(Utc)


class Question(Keyed, Versioned, WrittenDown, Base):
    """What the desk asked a writer, and the answer: for the desk only, it changes no word that is counted."""

    __tablename__ = "opinion_question"
    __table_args__ = (
        sa.Index("ix_opinion_question_thread", "opinion_id", "asked_at"),
        sa.Index("ix_opinion_question_due", "state", "due_on"),
        sa.CheckConstraint("(state = 'answered') = (answer <> '')", name="answered_has_words"),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_has_time"),
        sa.CheckConstraint(BY_STAFF, name="written_by_somebody"),
    )

    opinion_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("opinion.id"))
    decision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("decision.id"), unique=True)
    state: Mapped[QuestionState] = mapped_column(choice(QuestionState, "state"), default=QuestionState.OPEN)
    text: Mapped[str] = mapped_column(sa.Text)  # in the writer's language, as it was put
    asked_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    asked_name: Mapped[str] = mapped_column(sa.String(120))
    asked_at: Mapped[datetime] = mapped_column(Utc)
    due_on: Mapped[date]  # the last day for the answer
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    ended_at: Mapped[datetime | None] = mapped_column(Utc)  # since when it is no more the writer's turn


class Reply(Keyed, Versioned, Base):
    """The one answer of the nominee, or of the proposing unit, to a published opinion; reviewed like everything."""

    __tablename__ = "opinion_reply"
    __table_args__ = (
        sa.UniqueConstraint("opinion_id", "by"),
        sa.Index("ix_opinion_reply_queue", "state", "sent_at", "id"),
    )

    opinion_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("opinion.id"))
    by: Mapped[ReplyBy] = mapped_column(choice(ReplyBy, "by"))
    state: Mapped[ReplyState] = mapped_column(choice(ReplyState, "state"), default=ReplyState.WAITING)
    text: Mapped[str] = mapped_column(sa.Text)
    shown_text: Mapped[str | None] = mapped_column(sa.Text)  # as published, covers applied
    signed: Mapped[str] = mapped_column(sa.String(160), default="")
    sent_at: Mapped[datetime] = mapped_column(Utc)
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    reason_code: Mapped[str | None] = mapped_column(sa.String(40))


class ReplyInvitation(Keyed, Base):
    """A link by which a nominee or a unit answers criticism of one candidate; only its hash is kept."""

    __tablename__ = "opinion_reply_invitation"

    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id"), index=True)
    by: Mapped[ReplyBy] = mapped_column(choice(ReplyBy, "by"))
    link_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    made_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    revoked_at: Mapped[datetime | None] = mapped_column(Utc)


class Cluster(Keyed, Versioned, Base):
    """A group of opinions with signs of one hand behind them. Nothing in it is removed."""

    __tablename__ = "opinion_cluster"
    __table_args__ = (
        sa.CheckConstraint("state <> 'coordinated' OR (marked_at IS NOT NULL AND why <> '')", name="mark_has_reason"),
    )

    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id"), index=True)
    state: Mapped[ClusterState] = mapped_column(choice(ClusterState, "state"), default=ClusterState.SUGGESTED)
    size: Mapped[int]
    signs: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # codes and numbers; the web puts them into words
    example_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # the opinion whose text stands for all
    found_at: Mapped[datetime] = mapped_column(Utc)
    marked_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    marked_at: Mapped[datetime | None] = mapped_column(Utc)
    why: Mapped[str] = mapped_column(sa.String(600), default="")


class Tally(Base):
    """How many opinions on a candidate are of a kind; kept in the transaction of every act that changes it."""

    __tablename__ = "opinion_tally"

    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id"), primary_key=True)
    axis: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    grp: Mapped[str] = mapped_column(sa.String(16), primary_key=True)  # verified, unverified, coordinated
    n: Mapped[int]
