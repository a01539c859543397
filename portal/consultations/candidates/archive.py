"""Candidates of all announced rounds, found by person, unit, honour and year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from portal.consultations.candidates import queries
from portal.consultations.candidates.models import Candidate
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.queries import ANNOUNCED
from portal.core import clock
from portal.core.db import db
from portal.core.paging import Page, pack, unpack
from portal.engines.text.fold import fold

PAGE = 24
FIRST_YEAR = 2026


@dataclass(frozen=True)
class Asked:
    """What is sought: words of name or unit, the code of an honour, a year of opening."""

    words: str = ""
    honour: str = ""
    year: int | None = None


def find(asked: Asked, *, after: str | None = None) -> Page[Candidate]:
    """A page of candidates, of the newest rounds first."""
    pick = queries.whole().options(queries.pictured()).where(Round.state.in_(ANNOUNCED))
    for word in fold(asked.words).split():
        found = sa.or_(
            Candidate.name_fold.contains(word, autoescape=True), Candidate.unit_fold.contains(word, autoescape=True)
        )
        pick = pick.where(found)
    if asked.honour:
        pick = pick.where(Candidate.honour_code == asked.honour)
    if asked.year is not None:
        pick = pick.where(Round.opens_at >= _new_year(asked.year), Round.opens_at < _new_year(asked.year + 1))
    by = (Round.opens_at, Candidate.id)
    if (key := unpack(after)) is not None:
        here = sa.tuple_(sa.literal(key[0], Round.opens_at.type), sa.literal(key[1]))
        pick = pick.where(sa.tuple_(*by) < here)
    rows = db.session.scalars(pick.order_by(*(c.desc() for c in by)).limit(PAGE + 1)).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(rows[:PAGE], pack(last.round.opens_at, last.id) if last and last.round.opens_at else None)


def honours() -> Sequence[tuple[str, str, str]]:
    """The honours that announced rounds were about: code, name in Vietnamese, in English."""
    pick = sa.select(Candidate.honour_code, sa.func.max(Candidate.honour_vi), sa.func.max(Candidate.honour_en))
    pick = pick.join(Candidate.round).where(Round.state.in_(ANNOUNCED)).group_by(Candidate.honour_code)
    return [
        (code, vi, en or vi) for code, vi, en in db.session.execute(pick.order_by(sa.func.max(Candidate.honour_vi)))
    ]


def years() -> list[int]:
    """Years that rounds may have opened in, the present first."""
    return list(range(clock.today().year + 1, FIRST_YEAR - 1, -1))


def _new_year(year: int) -> datetime:
    """The first instant of a year in Viet Nam."""
    return (
        datetime(year, 1, 1, tzinfo=clock.VIETNAM).astimezone(UTC)
        if 1 < year < 9999
        else datetime.min.replace(tzinfo=UTC)
    )
