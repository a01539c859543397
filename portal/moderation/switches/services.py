"""Switch a function off, change its words, switch it on; and hold to it wherever something is sent."""

import uuid

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db, on_kept
from portal.core.errors import Clash, NotNow, Refusal, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.core.upsert import insert
from portal.engines.text import tidy
from portal.moderation.switches import queries
from portal.moderation.switches.models import Switch
from portal.moderation.switches.policy import Switches
from portal.moderation.switches.queries import Off
from portal.moderation.switches.states import Function

WORDS = (20, 600)  # characters of what the public reads
WHY = (5, 600)


class SwitchedOff(Refusal):
    """What was sent is not taken in for the time being; `off` holds what the public is told."""

    msgid = N_("This is switched off for the moment.")

    def __init__(self, off: Off) -> None:
        super().__init__()
        self.off = off


def require_on(function: Function) -> None:
    """Raise SwitchedOff while a function is off. Asked anew each time, within the unit of work that would keep something."""
    off = queries.off(function)
    if off is not None:
        raise SwitchedOff(off)


def turn_off(function: Function, *, words_vi: str, words_en: str, why: str, by: Actor, of_version: int) -> Switch:
    """Switch a function off, or change the words of one that is off: since when stays as it is.

    `of_version` is the version of the row that was looked at, 0 for none. Raises Clash where a colleague was quicker,
    Unfit where the public or the record would not be told enough.
    """
    require(by, Switches.TURN)
    words_vi, words_en = _told(words_vi, "words_vi"), _told(words_en, "words_en")
    row = _looked_at(function, of_version)
    was = row.off_since
    row.off_since = was or clock.now()
    row.words_vi, row.words_en = words_vi, words_en
    _changed(row, why, by)
    record(by, Switches.TURN, row, function=function, off=True, reworded=was is not None, why=row.why)
    return row


def turn_on(function: Function, *, why: str, by: Actor, of_version: int) -> Off:
    """Switch a function on again; gives how it was off. Raises NotNow where it is on, Clash as turn_off does."""
    require(by, Switches.TURN)
    row = _looked_at(function, of_version)
    if row.off_since is None:
        raise NotNow(N_("This is switched on already."))
    was = Off(function, row.off_since, row.words_vi, row.words_en)
    row.off_since = None
    _changed(row, why, by)
    record(by, Switches.TURN, row, function=function, off=False, since=was.since, why=row.why)
    return was


def _changed(row: Switch, why: str, by: Actor) -> None:
    why, (least, most) = tidy.line(why), WHY
    if not least <= len(why) <= most:
        raise Unfit(N_("Say why in %(least)s to %(most)s characters."), field="why", least=least, most=most)
    row.why, row.changed_by, row.changed_by_name, row.changed_at = why, by.id, by.name, clock.now()
    db.session.flush()
    on_kept(queries.forget)


def _told(words: str, field: str) -> str:
    words, (least, most) = tidy.prose(words), WORDS
    if not least <= len(words) <= most or not tidy.has_letters(words):
        raise Unfit(
            N_("Tell the public in %(least)s to %(most)s characters, in both languages."),
            field=field, least=least, most=most,
        )  # fmt: skip
    return words


def _looked_at(function: Function, of_version: int) -> Switch:
    """The one row of a function, locked; two who switch at once meet here."""
    values = {"id": uuid.uuid4(), "version": 0, "function": function, "words_vi": "", "words_en": "", "why": ""}
    blank = insert(Switch).values(**values, changed_by_name="", changed_at=clock.now())
    db.session.execute(blank.on_conflict_do_nothing(index_elements=["function"]))
    mine = sa.select(Switch).where(Switch.function == function).with_for_update()
    row = db.session.scalars(mine.execution_options(populate_existing=True)).one()
    if row.version != of_version:
        raise Clash()
    return row
