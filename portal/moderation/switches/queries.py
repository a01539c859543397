"""Reads of the switches: true to the instant where something is sent, at most two seconds old where pages are read."""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import structlog

from portal.core.audit.models import AuditEntry
from portal.core.db import db
from portal.moderation.switches.models import Switch
from portal.moderation.switches.states import Function

log = structlog.get_logger()
_S: Any = Switch.__table__.c
OFF = sa.select(_S.function, _S.off_since, _S.words_vi, _S.words_en, _S.version).where(_S.off_since.is_not(None))
ONE = OFF.where(_S.function == sa.bindparam("function"))  # built once and of a table: whatever is sent asks
SECONDS = 2  # how long a process shows a page by what it asked last


@dataclass(frozen=True)
class Off:
    """A function that is switched off: since when, and what the public reads."""

    function: Function
    since: datetime
    words_vi: str
    words_en: str
    version: int = 0

    def words(self, language: str) -> str:
        """The public words in a language."""
        return self.words_en if language == "en" else self.words_vi


class _Known:
    """What this process asked last."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.until, self.off = 0.0, dict[Function, Off]()


_known = _Known()


def switch(function: Function) -> Switch | None:
    """The row of a function; none where it was never switched."""
    return db.session.scalars(sa.select(Switch).where(Switch.function == function)).one_or_none()


def switches() -> dict[Function, Switch]:
    """Every row there is."""
    return {row.function: row for row in db.session.scalars(sa.select(Switch))}


def off(function: Function) -> Off | None:
    """Whether a function is off this instant, in every process: asked wherever something is sent."""
    row = db.session.connection().execute(ONE, {"function": function}).one_or_none()
    return _told(row) if row else None


def is_off(function: Function) -> sa.ColumnElement[bool]:
    """The same as a column for a statement that asks other things, too."""
    return sa.exists().where(_S.function == function, _S.off_since.is_not(None))


def lately() -> Mapping[Function, Off]:
    """What is off, as this process knew within the last two seconds. Where the database does not answer, as known before."""
    if _known.until > time.monotonic():
        return _known.off
    with _known.turn:
        if _known.until <= time.monotonic():
            _known.off, _known.until = _asked(), time.monotonic() + SECONDS
    return _known.off


def edition() -> str:
    """What changes with every switch: public pages carry it among what they are made of."""
    return ",".join(f"{off.function}{off.version}" for off in lately().values())


def forget() -> None:
    """Ask anew at the next page."""
    _known.until = 0.0


def changes(limit: int = 50) -> Sequence[AuditEntry]:
    """What was switched, newest first."""
    turned = sa.select(AuditEntry).where(AuditEntry.thing_kind == Switch.__tablename__)
    return db.session.scalars(turned.order_by(AuditEntry.seq.desc()).limit(limit)).all()


def _asked() -> dict[Function, Off]:
    try:
        rows = db.session.execute(OFF.order_by(_S.function)).all()
    except sa.exc.SQLAlchemyError as fault:
        log.warning("switches.unknown", fault=type(fault).__name__)
        return _known.off
    return {row.function: _told(row) for row in rows}


def _told(row: Any) -> Off:
    return Off(*row)
