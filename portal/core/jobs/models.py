"""The outbox: work to be done after the act that asked for it was kept."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, choice


class State(StrEnum):
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"  # gave up; an operator must look


class Job(Keyed, Base):
    """One piece of work. `lease_until` lets another worker take over what a killed one left running."""

    __tablename__ = "job"
    __table_args__ = (sa.Index("ix_job_due", "state", "run_at"),)

    kind: Mapped[str] = mapped_column(sa.String(64))
    args: Mapped[dict[str, Any]] = mapped_column(
        sa.JSON
    )  # ids, and words that are public anyway: never a person's text or contacts
    state: Mapped[State] = mapped_column(choice(State, "state"), default=State.READY)
    run_at: Mapped[datetime] = mapped_column(Utc)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(Utc)
    worker: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    unique_key: Mapped[str | None] = mapped_column(sa.String(160), unique=True)
    error: Mapped[str | None] = mapped_column(sa.String(500))
    created_at: Mapped[datetime] = mapped_column(Utc)
    finished_at: Mapped[datetime | None] = mapped_column(Utc)
