"""The ledger and the synthesis of a closed round."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.consultations.outcome.states import Answer
from portal.core.db import Base, Keyed, Utc, Versioned, choice


class Point(Keyed, Versioned, Base):
    """One thing that people said about a candidate, and the Board's answer to it."""

    __tablename__ = "outcome_point"
    __table_args__ = (
        sa.Index("ix_outcome_point_of", "candidate_id", "position"),
        sa.CheckConstraint("answer IS NULL OR answer_vi <> ''", name="answer_has_words"),
    )

    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id"))
    position: Mapped[int]
    title_vi: Mapped[str] = mapped_column(sa.String(300))
    title_en: Mapped[str] = mapped_column(sa.String(300), default="")
    answer: Mapped[Answer | None] = mapped_column(choice(Answer, "answer"))
    answer_vi: Mapped[str] = mapped_column(sa.Text, default="")
    answer_en: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    answered_at: Mapped[datetime | None] = mapped_column(Utc)


class Conclusion(Keyed, Versioned, Base):
    """The Board's closing words on a candidate, public with the outcome."""

    __tablename__ = "outcome_conclusion"

    candidate_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate.id"), unique=True)
    text_vi: Mapped[str] = mapped_column(sa.Text, default="")
    text_en: Mapped[str] = mapped_column(sa.Text, default="")
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    signed_by: Mapped[str] = mapped_column(sa.String(120), default="")
    written_by: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    written_at: Mapped[datetime] = mapped_column(Utc)


class LedgerLine(Base):
    """One opinion as it stood when its round closed: a hash without text or name, in a fixed order.

    Part 0 is the ledger of the close; higher parts are its supplements.
    """

    __tablename__ = "outcome_ledger"
    __table_args__ = (sa.UniqueConstraint("opinion_id", "part"),)

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True, default=0)
    position: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    line: Mapped[str] = mapped_column(sa.Text)  # canonical JSON that was hashed
    sha256: Mapped[str] = mapped_column(sa.String(64))


class LedgerBlock(Base):
    """The hash of a block of lines, so that a proof need not read them all."""

    __tablename__ = "outcome_ledger_block"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))


class Supplement(Base):
    """A later ledger of what changed since the close, dated and with a root of its own; the first one stays as it was."""

    __tablename__ = "outcome_supplement"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)  # from 1
    sealed_at: Mapped[datetime] = mapped_column(Utc)
    size: Mapped[int]
    root_hash: Mapped[str] = mapped_column(sa.String(64))
