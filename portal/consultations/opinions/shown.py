"""What the public reads: published opinions by key, newest first, and tallies where the round lets them be seen."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.consultations.candidates import queries
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.states import CandidateKind
from portal.consultations.opinions import tallies
from portal.consultations.opinions.models import Opinion, Reply, Tally
from portal.consultations.opinions.states import HowKnown, OpinionState, Relation, ReplyState, Stance
from portal.consultations.rounds import queries as rounds
from portal.consultations.rounds.models import LAST_SECOND, Round
from portal.consultations.rounds.states import Phase, TallyShown
from portal.core import clock
from portal.core.db import db
from portal.core.paging import Page, pack, unpack
from portal.engines.synthesis.tally import Axis, Group
from portal.organisations.models import Ward
from portal.stories import shelving

PAGE = 50
# Built once, of tables and not of things: asked before each page is given again.
_R, _C, _T = Round.__table__.c, Candidate.__table__.c, Tally.__table__.c
_EDITIONS = sa.select(sa.func.sum(_C.edition)).where(_C.round_id == _R.id).correlate(Round.__table__).scalar_subquery()
_CAME_IN = (
    sa.select(sa.func.sum(_T.n))
    .where(_T.candidate_id == _C.id, _C.round_id == _R.id, _T.axis == Axis.STANCE.value)
    .correlate(Round.__table__)
    .scalar_subquery()
)
_OVER = _R.closes_at <= sa.bindparam("ended", type_=_R.closes_at.type)
_LISTED = sa.select(
    _R.id, _R.edition, _R.state, shelving.SHELVED, sa.case((_OVER, _EDITIONS), else_=0), sa.case((_OVER, _CAME_IN), else_=0),
    _R.opens_at, _R.closes_at,
).where(_R.slug == sa.bindparam("slug"), rounds.PUBLIC)  # fmt: skip


class Shown(NamedTuple):
    """One published opinion as anyone may read it."""

    id: uuid.UUID
    text: str
    who: str
    stance: Stance
    how_known: HowKnown
    relation: Relation
    masked: bool
    coordinated: bool
    submitted_at: datetime
    decided_at: datetime
    ward: str
    replies: list[tuple[str, str, datetime]]  # who answers, the words, when


def page(candidate: Candidate, *, stance: Stance | None = None, after: str | None = None) -> Page[Shown]:
    """Published opinions on a candidate, newest decision first, with their answers: one query, whatever their number."""
    key = unpack(after)
    moment, last = key or (None, None)
    asked = {"candidate": candidate.id, "stance": stance, "moment": moment, "last": last}
    found: dict[uuid.UUID, Shown] = {}
    for *said, kind, ward, signed, answer, answered_at in db.session.execute(
        _published(of_stance=stance is not None, onwards=key is not None), asked
    ):
        id = said[0]
        if id not in found:
            found[id] = Shown._make([*said, f"{kind.value} {ward}" if ward else "", []])
        if answer is not None:
            found[id].replies.append((signed, answer, answered_at))
    items = list(found.values())
    more = pack(items[PAGE - 1].decided_at, items[PAGE - 1].id) if len(items) > PAGE else None
    return Page(items[:PAGE], more)


@cache  # built once, of tables and not of things: it is what readers ask most
def _published(*, of_stance: bool, onwards: bool) -> sa.Select[Any]:
    """A page of opinions, of a stance or of all, from the beginning or from a moment on, each with its answers."""
    o, w = Opinion.__table__.c, Ward.__table__.c
    here = sa.select(o.id).where(
        o.candidate_id == sa.bindparam("candidate"), o.state == sa.literal(OpinionState.PUBLISHED, o.state.type)
    )
    if of_stance:
        here = here.where(o.stance == sa.bindparam("stance"))
    if onwards:
        place = sa.tuple_(sa.bindparam("moment", type_=o.decided_at.type), sa.bindparam("last", type_=o.id.type))
        here = here.where(sa.tuple_(o.decided_at, o.id) < place)
    ids = here.order_by(o.decided_at.desc(), o.id.desc()).limit(PAGE + 1).subquery()
    r = Reply.__table__.c
    answered = sa.and_(r.opinion_id == o.id, r.state == sa.literal(ReplyState.PUBLISHED, r.state.type))
    return (
        sa.select(
            o.id, sa.func.coalesce(o.shown_text, ""), o.shown_as, o.stance, o.how_known, o.relation, o.masked, o.coordinated,
            o.submitted_at, o.decided_at, w.kind, w.name, r.signed, r.shown_text, r.decided_at,
        )
        .select_from(Opinion.__table__.join(ids, ids.c.id == o.id)
            .outerjoin(Ward.__table__, w.code == o.ward_code)
            .outerjoin(Reply.__table__, answered))
        .order_by(o.decided_at.desc(), o.id.desc(), r.decided_at, r.id)
    )  # fmt: skip


def listed(round: Round, *, kind: CandidateKind | None = None) -> Sequence[tuple[Candidate, str | None, int]]:
    """A round's candidates in their order, each with its story's address and how many opinions came in: one query."""
    count = (
        sa.select(sa.func.coalesce(sa.func.sum(Tally.n), 0))
        .where(Tally.candidate_id == Candidate.id, Tally.axis == Axis.STANCE.value)
        .correlate(Candidate)
        .scalar_subquery()
    )
    pick = (
        queries.whole()
        .options(queries.pictured())
        .add_columns(queries.story(), count, queries.joined())
        .where(Candidate.round_id == round.id)
    )
    if kind is not None:
        pick = pick.where(Candidate.kind == kind)
    rows = db.session.execute(pick.order_by(Candidate.position, Candidate.id)).all()
    return [(row[0], row[1] or (_other_story(row[0]) if row[3] else None), int(row[2])) for row in rows]


def listed_stamp(slug: str) -> object:
    """What changes with everything on a round's page; none for one that is not public. How many opinions came in is
    told after the close: only then it counts here, or every opinion would have the page made anew."""
    row = db.session.execute(_LISTED, {"slug": slug, "ended": clock.now() - LAST_SECOND}).one_or_none()
    return (*row[:6], rounds.turned(*row[6:8])) if row else None


def _other_story(candidate: Candidate) -> str | None:
    """The newest story about whoever the candidate was found to be; seldom is there anybody."""
    return next((slug for slug, _ in queries.stories(candidate.nominee_id)), None)


@dataclass(frozen=True)
class Figures:
    """How many opinions the public may know of: accepted ones by stance, those of campaigns apart."""

    stances: Mapping[str, int]
    coordinated: Mapping[str, int]
    how_known: Mapping[str, int]
    reasons: Mapping[str, int]
    published: int

    @property
    def counted(self) -> int:
        """All that stand for a person of their own."""
        return sum(self.stances.values())

    @property
    def apart(self) -> int:
        """All that a campaign sent."""
        return sum(self.coordinated.values())


def tally_is_public(candidate: Candidate) -> bool:
    """Whether stances may be counted in public now (by default only after the close, against herding)."""
    round = candidate.round
    if round.tally is TallyShown.NEVER:
        return False
    return round.tally is TallyShown.ALWAYS or round.phase(clock.now()) in (Phase.CLOSED, Phase.ANSWERED)


def figures(candidate: Candidate) -> Figures:
    """The counters the public may see, in one query whatever the number of opinions."""
    read = tallies.of(candidate.id, Axis.ACCEPTED, Axis.TESTIMONY, Axis.REASON, Axis.OUTCOME)
    own = {stance: _own(groups) for stance, groups in read[Axis.ACCEPTED].items()}
    apart = {stance: groups.get(Group.COORDINATED, 0) for stance, groups in read[Axis.ACCEPTED].items()}
    how: dict[str, int] = {}
    for key, groups in read[Axis.TESTIMONY].items():
        how[key.partition(":")[2]] = how.get(key.partition(":")[2], 0) + _own(groups)
    reasons = {code: sum(groups.values()) for code, groups in read[Axis.REASON].items()}
    published = sum(read[Axis.OUTCOME].get(OpinionState.PUBLISHED.value, {}).values())
    return Figures(own, {s: n for s, n in apart.items() if n}, how, reasons, published)


def _own(groups: Mapping[str, int]) -> int:
    return sum(n for group, n in groups.items() if group != Group.COORDINATED)
