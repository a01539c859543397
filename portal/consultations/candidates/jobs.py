"""Keep the numbers of visitors, draw the salts of today and tomorrow, and throw old ones away with their marks."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.consultations.candidates import visits
from portal.consultations.candidates.models import Candidate, DailySalt, VisitDay, Visitor
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.queries import ANNOUNCED
from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs.registry import every
from portal.core.upsert import insert

LATE = timedelta(hours=1)  # what came in the last minutes of a day is still kept after it
BATCH = 500


@every(timedelta(minutes=1), "visits.kept")
def keep() -> None:
    """Add what was seen since the last time. Whatever fails is left out: nobody is counted twice."""
    today, first = clock.today(), clock.local(clock.now() - LATE).date()
    days = sorted({first, today})
    numbers = {(day, page): n for day in days for page, n in visits.chosen().numbers(day).items()}
    taken = {at: marks for at, marks in visits.chosen().take().items() if at[0] in days}
    with unit_of_work() as session:
        _put(session, DailySalt, [{"day": d, "salt": visits.drawn()} for d in (today, today + timedelta(days=1))])
        ids = _ids(page for _, page in (*numbers, *taken))
        _put(session, VisitDay, [{"candidate_id": id, "day": today, "visitors": 0} for id in _open()])
        for (day, page), marks in taken.items():
            if page in ids:
                _put(session, Visitor, [{"candidate_id": ids[page], "day": day, "mark": each} for each in marks])
                numbers[day, page] = _counted(ids[page], day)
        for (day, page), n in numbers.items():
            if page in ids:
                _at_least(session, ids[page], day, n)
        for old in (Visitor, DailySalt):
            session.execute(sa.delete(old).where(old.day < first))
    visits.chosen().forget(first)


def _open() -> list[uuid.UUID]:
    """Candidates whose window runs: a day on which nobody came is told as such."""
    now = clock.now()
    pick = sa.select(Candidate.id).join(Candidate.round).where(Round.state.in_(ANNOUNCED))
    return list(db.session.scalars(pick.where(Candidate.opens_at <= now, Candidate.closes_at >= now)))


def _ids(pages: Iterable[visits.Page]) -> Mapping[visits.Page, uuid.UUID]:
    """The candidates behind some addresses; an address that leads to none is left out."""
    wanted = sorted(set(pages))
    found: dict[visits.Page, uuid.UUID] = {}
    pick = sa.select(Round.slug, Candidate.slug, Candidate.id).join(Candidate.round)
    for at in range(0, len(wanted), BATCH):
        here = sa.tuple_(Round.slug, Candidate.slug).in_(wanted[at : at + BATCH])
        found |= {(a, b): id for a, b, id in db.session.execute(pick.where(here)).all()}
    return found


def _counted(candidate_id: uuid.UUID, day: date) -> int:
    mine = sa.select(sa.func.count()).select_from(Visitor)
    return db.session.scalar(mine.where(Visitor.candidate_id == candidate_id, Visitor.day == day)) or 0


def _at_least(session: Session, candidate_id: uuid.UUID, day: date, n: int) -> None:
    _put(session, VisitDay, [{"candidate_id": candidate_id, "day": day, "visitors": n}])
    mine = sa.update(VisitDay).where(VisitDay.candidate_id == candidate_id, VisitDay.day == day, VisitDay.visitors < n)
    session.execute(mine.values(visitors=n))


def _put(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    """Enter rows that may be there already."""
    for at in range(0, len(rows), BATCH):
        session.execute(insert(table).values(rows[at : at + BATCH]).on_conflict_do_nothing())
