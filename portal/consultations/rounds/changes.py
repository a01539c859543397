"""When what the public reads of a round changed last: for feeds and calendars, which fetch anew only what is newer."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from portal.consultations.rounds.models import Outage, Round, RoundNote
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.queries import ANNOUNCED
from portal.consultations.rounds.states import RoundState
from portal.core import clock
from portal.core.audit.models import AuditEntry
from portal.core.db import db

READS = (Rounds.PROVE, Rounds.READ)  # acts on a round that leave it as it is
TAKEN_BACK = (RoundState.DRAFT, RoundState.CANCELLED)
TOLD = timedelta(days=90)  # for which the feed says that a round was taken back
ONCE = sa.and_(
    Round.state.in_(TAKEN_BACK),
    Round.opens_at.is_not(None),
    Round.closes_at.is_not(None),
    Round.scheduled_at.is_not(None),
)  # announced, and not now


def last(rounds: Sequence[Round]) -> dict[uuid.UUID, datetime]:
    """The instant of the last change of each: the last act on it in the trail, or the last public note, of its candidates too.

    Of one that was taken back, the instant it was: what is prepared since is nobody's business yet.
    """
    acts, notes = _acts(rounds), _notes(rounds)
    return {
        each.id: max(
            moment for moment in (each.scheduled_at, acts.get(each.id), notes.get(each.id)) if moment is not None
        )
        for each in rounds
    }


def newest(limit: int) -> Sequence[tuple[Round, datetime]]:
    """Rounds and when each changed last, the newest announcement first: those announced, and for a while those taken back,
    so that whoever read of one reads that too."""
    order = (Round.scheduled_at.desc(), Round.id)
    announced, back = (  # each by itself: many that were taken back long ago leave those announced their places
        db.session.scalars(sa.select(Round).where(which).order_by(*order).limit(limit)).all()
        for which in (Round.state.in_(ANNOUNCED), ONCE)
    )
    at, since = last([*announced, *back]), clock.now() - TOLD
    shown = [*announced, *(each for each in back if at[each.id] > since)]
    return [(each, at[each.id]) for each in sorted(shown, key=lambda each: each.scheduled_at or since, reverse=True)]


def taken_back(slug: str) -> Round | None:
    """A round that was announced once and is not now, by its address."""
    return db.session.scalars(sa.select(Round).where(Round.slug == slug, ONCE)).one_or_none()


def newest_notes(rounds: Sequence[Round]) -> dict[uuid.UUID, RoundNote]:
    """What was publicly noted last about each that has a note."""
    noted = sa.select(RoundNote).where(RoundNote.round_id.in_([each.id for each in rounds]))
    return {each.round_id: each for each in db.session.scalars(noted.order_by(RoundNote.made_at, RoundNote.id))}


def newest_outages(rounds: Sequence[Round]) -> dict[uuid.UUID, Outage]:
    """The outage that was recorded last of each that has one."""
    lost = sa.select(Outage).where(Outage.round_id.in_([each.id for each in rounds]))
    return {each.round_id: each for each in db.session.scalars(lost.order_by(Outage.recorded_at, Outage.id))}


def _acts(rounds: Sequence[Round]) -> dict[uuid.UUID, datetime]:
    public = {str(each.id) for each in rounds if each.state not in TAKEN_BACK}
    back = {str(each.id) for each in rounds if each.state in TAKEN_BACK}
    e = AuditEntry
    told = sa.or_(
        sa.and_(e.thing_id.in_(public), e.act.not_in([str(act) for act in READS])),
        sa.and_(e.thing_id.in_(back), e.act.in_([str(Rounds.SCHEDULE), str(Rounds.CANCEL)])),
    )
    pick = sa.select(e.thing_id, sa.func.max(e.at, type_=e.at.type)).where(e.thing_kind == Round.__tablename__, told)
    return {uuid.UUID(id): at for id, at in db.session.execute(pick.group_by(e.thing_id)).all()}


def _notes(rounds: Sequence[Round]) -> dict[uuid.UUID, datetime]:
    n = RoundNote
    pick = sa.select(n.round_id, sa.func.max(n.made_at, type_=n.made_at.type)).group_by(n.round_id)
    found = db.session.execute(pick.where(n.round_id.in_([each.id for each in rounds])))
    return {row.round_id: row[1] for row in found}
