"""The log of decisions: who decided what about what, when and why. Searched, counted, read in pages by key."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.accounts.models import Staff
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.models import Opinion, Reply
from portal.consultations.opinions.states import Stance
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.core.db import db
from portal.core.paging import Page, pack, unpack
from portal.engines.text import private
from portal.moderation.models import Decision
from portal.moderation.states import Kind, Outcome
from portal.nominations.models import Nomination

PAGE, PIECE = 50, 500  # lines on a page, and in one piece of a file
TABLES = {
    Kind.NOMINATION: Nomination.__tablename__, Kind.OPINION: Opinion.__tablename__, Kind.REPLY: Reply.__tablename__
}  # fmt: skip
KINDS = {table: kind for kind, table in TABLES.items()}
Answered = aliased(Opinion, name="answered")  # the opinion that a reply answers


@dataclass(frozen=True)
class Wish:
    """What of the log is asked for. Empty means all."""

    who: uuid.UUID | None = None
    kind: Kind | None = None
    outcome: Outcome | None = None
    reason: str = ""
    stance: Stance | None = None
    ward: str = ""
    round: uuid.UUID | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""
    after: str | None = None


@dataclass(frozen=True)
class Line:
    """One decision. Nothing in it says whom the thing is about or who wrote it."""

    id: uuid.UUID
    at: datetime
    who: str
    table: str
    thing_id: uuid.UUID
    number: str
    outcome: Outcome
    reason: str
    stance: Stance | None
    ward: str
    round: str
    note: str
    undone_at: datetime | None
    of_version: int

    @property
    def kind(self) -> Kind | None:
        """What was judged; none for a kind the log does not know."""
        return KINDS.get(self.table)


_number = sa.func.coalesce(Nomination.number, Opinion.number, Answered.number, "")
_ward = sa.func.coalesce(Nomination.ward_code, Opinion.ward_code, Answered.ward_code, "")
_stance = sa.func.coalesce(Opinion.stance, Answered.stance)


def page(wish: Wish, size: int | None = None) -> Page[Line]:
    """A page of the log, newest first. One query."""
    pick, size = _lines(wish), size or PAGE
    if (key := unpack(wish.after)) is not None:
        here = sa.tuple_(Decision.made_at, Decision.id)
        pick = pick.where(here < sa.tuple_(sa.literal(key[0], Decision.made_at.type), sa.literal(key[1])))
    rows = db.session.execute(pick.limit(size + 1)).all()
    items: Sequence[Line] = [_line(row) for row in rows[:size]]
    return Page(items, pack(items[-1].at, items[-1].id) if len(rows) > size else None)


def totals(wish: Wish) -> list[tuple[Outcome, str, int]]:
    """How many decisions of what is asked for stand, by outcome and reason; the most first."""
    counted = sa.select(Decision.outcome, Decision.reason_code, sa.func.count())
    whole = _joined(counted) if wish.stance or wish.ward or wish.round else counted.select_from(Decision)
    standing = _narrowed(whole, wish).where(Decision.undone_at.is_(None))
    rows = db.session.execute(standing.group_by(Decision.outcome, Decision.reason_code)).all()
    return sorted(((row[0], row[1] or "", row[2]) for row in rows), key=lambda row: (-row[2], row[0], row[1]))


def everything(wish: Wish) -> Iterator[Line]:
    """All of what is asked for, newest first, read in pieces: a file may hold a million lines."""
    wish = replace(wish, after=None)
    while True:
        piece = page(wish, PIECE)
        yield from piece.items
        if piece.after is None:
            return
        wish = replace(wish, after=piece.after)


def people() -> Sequence[tuple[uuid.UUID, str]]:
    """Everybody who ever decided, by name."""
    made = sa.select(Decision.made_by).distinct()
    rows = db.session.execute(sa.select(Staff.id, Staff.name).where(Staff.id.in_(made)).order_by(Staff.name)).all()
    return [(row[0], row[1]) for row in rows]


def rounds() -> Sequence[Round]:
    """Rounds that opinions were judged in, newest first."""
    return db.session.scalars(sa.select(Round).where(Round.opens_at.is_not(None)).order_by(Round.opens_at.desc()).limit(100)).all()  # fmt: skip


def _lines(wish: Wish) -> Any:
    pick = sa.select(
        Decision.id, Decision.made_at.label("at"), sa.func.coalesce(Staff.name, "").label("who"),
        Decision.thing_kind.label("table"), Decision.thing_id, _number.label("number"), Decision.outcome,
        sa.func.coalesce(Decision.reason_code, "").label("reason"), sa.type_coerce(_stance, Opinion.stance.type).label("stance"),
        _ward.label("ward"), sa.func.coalesce(Round.name_vi, "").label("round"), Decision.note, Decision.undone_at,
        Decision.of_version,
    )  # fmt: skip
    joined = _joined(pick).outerjoin(Staff, Staff.id == Decision.made_by)
    return _narrowed(joined, wish).order_by(Decision.made_at.desc(), Decision.id.desc())


def _joined(pick: Any) -> Any:
    d = Decision
    return (
        pick.select_from(d)
        .outerjoin(Nomination, sa.and_(d.thing_kind == TABLES[Kind.NOMINATION], Nomination.id == d.thing_id))
        .outerjoin(Opinion, sa.and_(d.thing_kind == TABLES[Kind.OPINION], Opinion.id == d.thing_id))
        .outerjoin(Reply, sa.and_(d.thing_kind == TABLES[Kind.REPLY], Reply.id == d.thing_id))
        .outerjoin(Answered, Answered.id == Reply.opinion_id)
        .outerjoin(Candidate, Candidate.id == sa.func.coalesce(Opinion.candidate_id, Answered.candidate_id))
        .outerjoin(Round, Round.id == Candidate.round_id)
    )


def _narrowed(pick: Any, wish: Wish) -> Any:
    d = Decision
    asked = (
        (wish.who, d.made_by == wish.who),
        (wish.kind, d.thing_kind == TABLES.get(wish.kind, "") if wish.kind else sa.true()),
        (wish.outcome, d.outcome == wish.outcome),
        (wish.reason, d.reason_code == wish.reason),
        (wish.stance, _stance == (wish.stance.value if wish.stance else None)),
        (wish.ward, _ward == wish.ward),
        (wish.round, Round.id == wish.round),
        (wish.since, d.made_at >= _midnight(wish.since)),
        (wish.until, d.made_at < _midnight(wish.until, 1)),
        (wish.words, _in_note(wish.words)),
    )
    return pick.where(*(condition for value, condition in asked if value))


def _midnight(day: date | None, later: int = 0) -> datetime:
    return clock.instant((day or clock.today()) + timedelta(days=later), time())


def _in_note(words: str) -> sa.ColumnElement[bool]:
    """In any spelling of capitals: SQLite folds only those without marks."""
    spelled = {words, words.lower(), words.upper(), words.capitalize()}
    return sa.or_(*(Decision.note.contains(each, autoescape=True) for each in sorted(spelled)))


def _line(row: Any) -> Line:
    told = dict(row._mapping)
    return Line(**told | {"note": impersonal(told["note"])})


def impersonal(text: str) -> str:
    """A note without what is somebody's own: numbers, addresses and names that it may hold are covered."""
    for span in sorted(private.find(text) if text else (), key=lambda span: span.start, reverse=True):
        text = text[: span.start] + "…" + text[span.stop :]
    return text
