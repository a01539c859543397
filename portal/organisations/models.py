"""Organisations and wards within the dates they existed, and what followed them (domain.md 2.8)."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Base, Keyed, Utc, choice


class OrganisationKind(StrEnum):
    """The addressees of the dispatch, with the successors of its districts."""

    DEPARTMENT = "department"
    COMMUNE_COMMITTEE = "commune_committee"
    DISTRICT_COMMITTEE = "district_committee"  # ended 30/06/2025
    MASS_ORGANISATION = "mass_organisation"
    VERTICAL = "vertical"  # centrally managed bodies in the City
    UNIT = "unit"
    ENTERPRISE = "enterprise"


class WardKind(StrEnum):
    WARD = "phường"
    COMMUNE = "xã"
    TOWNSHIP = "thị trấn"  # before 01/07/2025


class Organisation(Keyed, Base):
    """One organisation under one name; a new name or form is a new row with a succession."""

    __tablename__ = "organisation"
    __table_args__ = (
        sa.CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="dates"),
    )

    code: Mapped[str] = mapped_column(sa.String(60), unique=True)
    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind, "kind"))
    name_vi: Mapped[str] = mapped_column(sa.String(200))
    name_en: Mapped[str] = mapped_column(sa.String(200), default="")
    name_fold: Mapped[str] = mapped_column(sa.String(200), index=True)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]  # last day, included
    note: Mapped[str] = mapped_column(sa.String(300), default="")


class OrganisationSuccession(Base):
    """One organisation took over from another, wholly or in part."""

    __tablename__ = "organisation_succession"

    predecessor_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)
    successor_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)
    whole: Mapped[bool]


class Ward(Base):
    """A ward or commune, present or former."""

    __tablename__ = "ward"
    __table_args__ = (
        sa.CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="dates"),
    )

    code: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    kind: Mapped[WardKind] = mapped_column(choice(WardKind, "kind"))
    name: Mapped[str] = mapped_column(sa.String(80))
    name_fold: Mapped[str] = mapped_column(sa.String(80), index=True)
    district: Mapped[str] = mapped_column(sa.String(80), default="")  # former wards only: "quận Hoàn Kiếm"
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]  # last day, included
    source: Mapped[str] = mapped_column(sa.String(120), default="")
    changed_at: Mapped[datetime] = mapped_column(Utc, default=clock.now)  # also when its successors change


class WardSuccession(Base):
    """A former ward went wholly or in part into a present one; shares are not known, so people are asked."""

    __tablename__ = "ward_succession"

    predecessor_code: Mapped[str] = mapped_column(sa.ForeignKey("ward.code"), primary_key=True)
    successor_code: Mapped[str] = mapped_column(sa.ForeignKey("ward.code"), primary_key=True, index=True)
    whole: Mapped[bool]
