"""Verbs on legal instruments: entered with their dates, amended when one is replaced or ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy
from portal.honours import queries
from portal.honours.limits import CODE, NAME, NOTE, NUMBER, SOURCE
from portal.honours.models import LegalInstrument
from portal.honours.policy import Honours
from portal.honours.said import changes, line, prose, why
from portal.honours.states import Subject


@dataclass(frozen=True)
class Printed:
    """What a legal instrument says of itself, and what is known of it."""

    subject: Subject
    title_vi: str
    title_en: str
    source: str
    honour_codes: Sequence[str] = ()  # what it is about alone; none: every honour
    made_on: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    replaced_by: str = ""
    checked_on: date | None = None
    unsure: bool = False
    note_vi: str = ""
    note_en: str = ""


def add(printed: Printed, *, number: str, by: Actor, reason: str) -> LegalInstrument:
    """A new instrument. Raises Unfit for a number that is there already."""
    require(by, Honours.ADD_INSTRUMENT)
    number, values, reason = line(number, "number", NUMBER), checked(printed), why(reason)
    if queries.by_number(number) is not None:
        raise Unfit(N_("There is an instrument with this number already."), field="number")
    last = db.session.scalar(sa.select(sa.func.max(LegalInstrument.position))) or 0
    made = LegalInstrument(number=number, position=last + 1, made_by=by.id, **values)
    db.session.add(made)
    db.session.flush()
    record(by, Honours.ADD_INSTRUMENT, made, number=number, honours=values["honour_codes"], reason=reason)
    return made


def amend(instrument: LegalInstrument, printed: Printed, *, by: Actor, of_version: int, reason: str) -> None:
    """Change what is known of an instrument. Raises Clash where it was changed meanwhile, Unfit for what cannot be."""
    require(by, Honours.AMEND_INSTRUMENT, instrument)
    if instrument.version != of_version:
        raise Clash()
    values, reason = checked(printed), why(reason)
    done = changes(instrument, values)
    for change in done:
        setattr(instrument, change.field, change.now)
    db.session.flush()
    told = {change.field: [change.was, change.now] for change in done}
    record(by, Honours.AMEND_INSTRUMENT, instrument, number=instrument.number, changed=told, reason=reason)


def checked(printed: Printed) -> dict[str, Any]:
    """What is kept of an instrument. Raises Unfit for what cannot be."""
    since, until = printed.in_force_from, printed.in_force_to
    if since and until and until < since:
        raise Unfit(N_("The last day lies before the first."), field="in_force_to")
    if since and printed.made_on and since < printed.made_on:
        raise Unfit(N_("It cannot be in force before it was made."), field="in_force_from")
    codes = named(printed.honour_codes)
    if codes and printed.subject is not Subject.COMMENDATION:
        raise Unfit(
            N_("Only an instrument on emulation and commendation is about some honours alone. Untick them, or change its subject."),
            field="honour_codes",
        )  # fmt: skip
    return vars(printed) | {
        "title_vi": line(printed.title_vi, "title_vi", NAME),
        "title_en": line(printed.title_en, "title_en", NAME),
        "honour_codes": codes,
        "source": line(printed.source, "source", SOURCE),
        "replaced_by": tidy.line(printed.replaced_by)[:NUMBER],
        "note_vi": prose(printed.note_vi, "note_vi", NOTE),
        "note_en": prose(printed.note_en, "note_en", NOTE),
    }


def named(codes: Iterable[str]) -> list[str]:
    """The honours that an instrument is about, as they are kept. Raises Unfit for one that was never in the catalogue."""
    kept, known = sorted(set(codes)), queries.by_code()
    for code in kept:
        if code not in known:
            raise Unfit(
                N_("The catalogue holds no honour with the code “%(code)s”. Choose from the list."),
                field="honour_codes", code=tidy.line(code)[:CODE],
            )  # fmt: skip
    return kept
