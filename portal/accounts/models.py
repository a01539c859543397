"""Staff, their offices within dates, and their sessions."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.states import TieKind
from portal.core.actor import Role
from portal.core.db import Base, Keyed, Utc, Versioned, choice


class Staff(Keyed, Versioned, Base):
    """A member of staff. An account is disabled, never deleted: acts point to it."""

    __tablename__ = "staff"

    sign_in_name: Mapped[str] = mapped_column(sa.String(64), unique=True)  # lower case
    name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str | None] = mapped_column(sa.String(254))
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))  # argon2id; none until the first password is set
    password_changed_at: Mapped[datetime | None] = mapped_column(Utc)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    ward_code: Mapped[str | None] = mapped_column(sa.ForeignKey("ward.code"), index=True)  # where they live
    created_at: Mapped[datetime] = mapped_column(Utc)
    disabled_at: Mapped[datetime | None] = mapped_column(Utc)

    grants: Mapped[list["RoleGrant"]] = relationship(
        lazy="selectin", order_by="RoleGrant.valid_from", cascade="all, delete-orphan"
    )
    ties: Mapped[list["Tie"]] = relationship(order_by="Tie.declared_at")


class RoleGrant(Keyed, Base):
    """An office held by a member of staff from one day to another, for one unit or for the whole City."""

    __tablename__ = "role_grant"
    __table_args__ = (sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),)

    staff_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]  # last day, included


class Tie(Keyed, Base):
    """Somebody, or some unit, that a member of staff is related to and therefore judges nothing about.

    Private to the person and the leads. It is ended, never deleted: what was kept from whom stays known.
    """

    __tablename__ = "staff_tie"
    __table_args__ = (
        sa.CheckConstraint("(nominee_id IS NULL) <> (organisation_id IS NULL)", name="one_subject"),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= declared_at", name="dates"),
    )

    staff_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    kind: Mapped[TieKind] = mapped_column(choice(TieKind, "kind"))
    nominee_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)  # of a room beside this one
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(sa.String(200))  # as it read when it was declared
    why: Mapped[str] = mapped_column(sa.String(300))
    declared_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)


class StaffSession(Keyed, Base):
    """One signed-in browser. The cookie holds a random token, the database only its SHA-256."""

    __tablename__ = "staff_session"

    staff_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    begun_at: Mapped[datetime] = mapped_column(Utc)
    seen_at: Mapped[datetime] = mapped_column(Utc)  # coarse: written at most once in a while
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
