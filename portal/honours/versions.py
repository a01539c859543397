"""Versions of the calendar: each change makes a new one, and what an old one held can always be read again."""

import hashlib
import json
from collections.abc import Iterable

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import db
from portal.core.errors import Clash
from portal.honours import queries
from portal.honours.models import CalendarDay, CalendarVersion


def make(
    note: str,
    *,
    add: Iterable[CalendarDay] = (),
    end: Iterable[CalendarDay] = (),
    by: Actor | None = None,
    posting_day_counts: bool | None = None,
) -> CalendarVersion:
    """The next version: the present rows without those that end, with those that are added; the habit stays unless given."""
    before = queries.present_version()
    number = before.number + 1 if before else 1
    habit = posting_day_counts if posting_day_counts is not None else bool(before and before.posting_day_counts)
    version = CalendarVersion(
        number=number, name=f"{clock.today():%Y-%m}.{number}", posting_day_counts=habit, digest="", note=note,
        made_by=by.id if by else None, made_by_name=by.name if by else "", made_at=clock.now(),
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    for row in end:
        row.ended_in = number
    db.session.flush()  # before rows for the same days are added: a day has one present row
    for row in add:
        row.added_in = number
        db.session.add(row)
    db.session.flush()
    version.digest = digest(version)
    db.session.flush()
    queries.forget(db.session())
    return version


def hold(name: str) -> CalendarVersion | None:
    """Lock the present version, which must be the one that was looked at. Raises Clash where it no longer is."""
    newest = sa.select(CalendarVersion).where(CalendarVersion.name == name).with_for_update()
    db.session.scalars(newest).one_or_none()
    present = queries.present_version()  # asked again under the lock: another may have made the next one meanwhile
    if (present.name if present else "") != name:
        raise Clash()
    return present


def digest(version: CalendarVersion) -> str:
    """SHA-256 of what a version says: its name, its habit, and each special day with its kind."""
    said = [
        [row.day.isoformat(), row.kind.value, row.name_vi, row.name_en, row.source] for row in queries.days(version)
    ]
    told = json.dumps([version.name, version.posting_day_counts, said], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
