"""Verbs on the catalogue of honours: a change of law is a new dated row; what was merely wrong is amended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.honours import queries
from portal.honours.limits import CODE, CRITERIA, NAME, NOTE, SOURCE, VOTE, WORKING_DAYS
from portal.honours.models import Honour
from portal.honours.policy import Honours
from portal.honours.said import Change, changes, line, prose, why
from portal.honours.states import Level, PublicAsked, Recipient

OVERLAP = N_("Another row of this honour holds within these days. End it first, or choose another day.")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Terms:
    """What a row says of an honour."""

    level: Level
    name_vi: str
    name_en: str
    recipients: Sequence[Recipient]
    public_asked: PublicAsked
    source: str
    min_working_days: int = 0
    vote_share: int | None = None
    criteria_vi: str = ""
    criteria_en: str = ""
    valid_from: date | None = None
    unsure: bool = False
    note_vi: str = ""
    note_en: str = ""


def add(terms: Terms, *, code: str, by: Actor, reason: str) -> Honour:
    """A new honour, or a new row of a known one: the row before it then ends on the day before.

    Raises Unfit for terms that cannot be, or that overlap another row.
    """
    require(by, Honours.ADD_HONOUR)
    code, values, reason = _coded(code), checked(terms), why(reason)
    rows = queries.history(code)
    before = follows(rows, terms.valid_from)
    if before is not None and terms.valid_from is not None:
        before.valid_to = terms.valid_from - DAY
    position = rows[0].position if rows else 1 + max((row.position for row in queries.every_honour()), default=0)
    made = Honour(code=code, position=position, made_by=by.id, **values)
    db.session.add(made)
    db.session.flush()
    record(by, Honours.ADD_HONOUR, made, code=code, since=terms.valid_from, days=made.min_working_days, reason=reason)
    return made


def amend(honour: Honour, terms: Terms, *, by: Actor, of_version: int, reason: str) -> None:
    """Put a row right that was wrong from its beginning. Raises Clash where it was changed meanwhile, Unfit as add does."""
    require(by, Honours.AMEND_HONOUR, honour)
    if honour.version != of_version:
        raise Clash()
    values, reason = checked(terms), why(reason)
    _alone(honour.code, terms.valid_from, honour.valid_to, besides=honour)
    done = changes(honour, values)
    _write(honour, done)
    told = {change.field: [change.was, change.now] for change in done}
    record(by, Honours.AMEND_HONOUR, honour, code=honour.code, changed=told, reason=reason)


def end(honour: Honour, *, last_day: date, by: Actor, of_version: int, reason: str) -> None:
    """Let a row hold up to a day and no longer. Raises Clash as amend does, Unfit for a day before its first."""
    require(by, Honours.END_HONOUR, honour)
    if honour.version != of_version:
        raise Clash()
    reason = why(reason)
    if honour.valid_from and last_day < honour.valid_from:
        raise Unfit(N_("The last day lies before the first."), field="last_day")
    _alone(honour.code, honour.valid_from, last_day, besides=honour)
    was, honour.valid_to = honour.valid_to, last_day
    db.session.flush()
    record(by, Honours.END_HONOUR, honour, code=honour.code, was=was, now=last_day, reason=reason)


def follows(rows: Sequence[Honour], valid_from: date | None) -> Honour | None:
    """The row that a new one from this day would end, if any. Raises Unfit where the new one would overlap others."""
    if not rows:
        return None
    if valid_from is None:
        raise Unfit(N_("Say from which day the new row holds."), field="valid_from")
    newest = rows[0]
    if (newest.valid_to and newest.valid_to >= valid_from) or (newest.valid_from and newest.valid_from >= valid_from):
        raise Unfit(OVERLAP, field="valid_from")
    return newest if newest.valid_to is None else None


def checked(terms: Terms) -> dict[str, Any]:
    """The terms as they are kept. Raises Unfit for what cannot be."""
    if not terms.recipients:
        raise Unfit(N_("Choose who may receive it."), field="recipients")
    if terms.vote_share is not None and not 1 <= terms.vote_share <= VOTE:
        raise Unfit(N_("Write a share from 1 to 100 per cent."), field="vote_share")
    return vars(terms) | {
        "name_vi": line(terms.name_vi, "name_vi", NAME),
        "name_en": line(terms.name_en, "name_en", NAME),
        "source": line(terms.source, "source", SOURCE),
        "criteria_vi": prose(terms.criteria_vi, "criteria_vi", CRITERIA),
        "criteria_en": prose(terms.criteria_en, "criteria_en", CRITERIA),
        "note_vi": prose(terms.note_vi, "note_vi", NOTE),
        "note_en": prose(terms.note_en, "note_en", NOTE),
        "recipients": [recipient.value for recipient in Recipient if recipient in terms.recipients],
        "min_working_days": _days(terms),
    }


def _days(terms: Terms) -> int:
    least = 1 if terms.public_asked is PublicAsked.YES else 0
    if not least <= terms.min_working_days <= WORKING_DAYS:
        raise Unfit(
            N_("Write a number of working days from %(least)s to %(most)s."),
            field="min_working_days", least=least, most=WORKING_DAYS,
        )  # fmt: skip
    return terms.min_working_days if terms.public_asked is not PublicAsked.NO else 0


def _coded(code: str) -> str:
    code = code.strip().lower()
    if not code or len(code) > CODE or not code.isascii() or not code.replace("-", "").isalnum():
        raise Unfit(N_("Write a short code of letters, digits and hyphens."), field="code")
    return code


def _alone(code: str, since: date | None, until: date | None, *, besides: Honour) -> None:
    """Raise Unfit where another row of the code holds within these days."""
    for row in queries.history(code):
        apart = (until and row.valid_from and until < row.valid_from) or (
            since and row.valid_to and row.valid_to < since
        )
        if row.id != besides.id and not apart:
            raise Unfit(OVERLAP, field="valid_from")


def _write(row: Honour, done: Sequence[Change]) -> None:
    for change in done:
        setattr(row, change.field, change.now)
    db.session.flush()
