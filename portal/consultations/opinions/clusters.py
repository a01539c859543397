"""Groups of opinions with signs of one hand: found by the machine, marked by people with a reason, never removed.

What is marked is counted apart everywhere. Marking goes count, look, confirm: the page shows the members, and the act
names how many it saw. Nobody is written to, whatever is marked or cleared, so that no act here is held for a minute:
`undo` takes each back at any time until the outcome is public, for a reason, and the trail keeps both.
"""

import uuid
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from portal.consultations.candidates import edition
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import tallies
from portal.consultations.opinions.models import Cluster, Opinion, OpinionTrace
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.seeking import sought
from portal.consultations.opinions.states import ClusterState, OpinionState
from portal.consultations.rounds import publicity
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.states import RoundState
from portal.core import apart, clock
from portal.core.actor import SYSTEM, Actor
from portal.core.audit.trail import record
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import last_done
from portal.core.jobs.registry import every
from portal.core.policy import require
from portal.engines.synthesis.echoes.clusters import Cluster as Found
from portal.engines.synthesis.echoes.copies import Said
from portal.engines.text import tidy
from portal.moderation.eyes import proposals, second
from portal.moderation.eyes.states import Act
from portal.moderation.eyes.verdicts import Verdict

Key = uuid.UUID
WHY = (10, 600)  # characters
CLEAR, LOOK = "clear", "opinions.clusters"
LONG_AGO = timedelta(days=60)  # of a look that nobody remembers: everything in the rounds that are open


def find(candidate: Candidate, *, by: Actor) -> int:
    """Look for clusters among the opinions on a candidate; gives how many are suggested now.

    Those that people marked or dismissed stay as they are, and their members are not suggested again.
    """
    require(by, Opinions.CLUSTER, candidate)
    return _put(candidate, sought(*_told(candidate)), by)


def _told(candidate: Candidate) -> tuple[list[Said[Key]], str]:
    """What is compared: opinions that nobody has settled, and the candidate's page."""
    settled = _settled(candidate)
    return [said for said in _said(candidate) if said.key not in settled], publicity.content(candidate)


def _put(candidate: Candidate, found: Sequence[Found[Key]], by: Actor) -> int:
    """Suggest what was found in the place of what was suggested before; whatever people settled meanwhile stays."""
    edition.hold(candidate)
    settled = _settled(candidate)
    found = [each for each in found if settled.isdisjoint(each.members)]
    drop = sa.select(Cluster.id).where(Cluster.candidate_id == candidate.id, sa.not_(_stays()))
    db.session.execute(sa.update(Opinion).where(Opinion.cluster_id.in_(drop)).values(cluster_id=None))
    db.session.execute(sa.delete(Cluster).where(Cluster.id.in_(drop)))
    for each in found:
        _suggest(candidate, each)
    if found:
        record(by, Opinions.CLUSTER, candidate, clusters=len(found), opinions=sum(len(f.members) for f in found))
    return len(found)


def mark(cluster: Cluster, *, why: str, seen: int, by: Actor) -> None:
    """Say that a cluster was coordinated; its members are counted apart. `seen` is how many the page showed.

    Raises Clash where it has another size by now, Unfit without a reason, NotNow once the outcome is public.
    """
    require(by, Opinions.MARK_CLUSTER, cluster)
    if cluster.size != seen:
        raise Clash()
    _set(cluster, ClusterState.COORDINATED, why, by)


def dismiss(cluster: Cluster, *, why: str, by: Actor, seen: int | None = None) -> bool:
    """Say that a cluster is neighbours who agree; it is not suggested again. Two must say so: whether it is done."""
    require(by, Opinions.MARK_CLUSTER, cluster)
    if not _cleared(cluster, why, by, seen):
        return False
    _set(cluster, ClusterState.DISMISSED, why, by)
    return True


def undo(cluster: Cluster, *, why: str, by: Actor, seen: int | None = None) -> bool:
    """Take a mark or a dismissal back, with a reason; its members count as all others do. A mark takes two people."""
    require(by, Opinions.MARK_CLUSTER, cluster)
    if cluster.state is ClusterState.COORDINATED and not _cleared(cluster, why, by, seen):
        return False
    _set(cluster, ClusterState.SUGGESTED, why, by)
    return True


def _cleared(cluster: Cluster, why: str, by: Actor, seen: int | None) -> bool:
    """Whether two people clear it of being a campaign."""
    _checked(cluster, why)
    return second.agreed(cluster, Act.CLEAR, Verdict(CLEAR, note=tidy.prose(why)), by=by, seen=seen)


def of(candidate: Candidate) -> Sequence[Cluster]:
    """The clusters of a candidate, those to be looked at first, then the largest first."""
    mine = sa.select(Cluster).where(Cluster.candidate_id == candidate.id)
    rows = db.session.scalars(mine.order_by(Cluster.size.desc(), Cluster.id)).all()
    return sorted(rows, key=lambda c: list(ClusterState).index(c.state))


def newest(limit: int = 200) -> Sequence[Cluster]:
    """Clusters on all candidates, those to be looked at first, then the newest."""
    first = sa.case((Cluster.state == ClusterState.SUGGESTED, 0), else_=1)
    return db.session.scalars(
        sa.select(Cluster).order_by(first, Cluster.found_at.desc(), Cluster.id).limit(limit)
    ).all()


def one(cluster_id: uuid.UUID) -> Cluster | None:
    """A cluster by its key."""
    return db.session.get(Cluster, cluster_id)


def members(cluster: Cluster, *, limit: int = 100) -> Sequence[Opinion]:
    """Its opinions, earliest first."""
    mine = sa.select(Opinion).where(Opinion.cluster_id == cluster.id)
    return db.session.scalars(mine.order_by(Opinion.submitted_at, Opinion.id).limit(limit)).all()


@every(timedelta(minutes=10), LOOK, lease=timedelta(minutes=30), alone=True, heavy=True)  # a million take some minutes
def look() -> None:
    """Look again at candidates of open rounds that people have spoken about since the last look, however long ago that was."""
    since = (last_done(LOOK) or clock.now() - LONG_AGO) - timedelta(minutes=5)
    fresh = sa.exists().where(Opinion.candidate_id == Candidate.id, Opinion.submitted_at >= since)  # by its index
    pick = sa.select(Candidate).join(Round).where(fresh, Round.state == RoundState.SCHEDULED)
    failed: apart.Failed | None = None
    for candidate in db.session.scalars(pick.order_by(Candidate.id)).all():
        told = _told(candidate)
        db.session.rollback()  # it takes its time: nothing is held open meanwhile, not even for reading
        try:
            found = sought(*told)
        except apart.Failed as fault:  # the others are looked at all the same
            failed = fault
            continue
        with unit_of_work():
            _put(candidate, found, SYSTEM)
    if failed:
        raise failed


def _said(candidate: Candidate) -> list[Said[Key]]:
    pick = (
        sa.select(Opinion.id, Opinion.text, Opinion.submitted_at, OpinionTrace.network, OpinionTrace.device)
        .outerjoin(OpinionTrace, OpinionTrace.opinion_id == Opinion.id)
        .where(Opinion.candidate_id == candidate.id, Opinion.state != OpinionState.CLOSED, Opinion.current)
    )
    return [
        Said(id, text, at, network or "", device or "") for id, text, at, network, device in db.session.execute(pick)
    ]


def _settled(candidate: Candidate) -> set[uuid.UUID]:
    pick = sa.select(Opinion.id).join(Cluster, Cluster.id == Opinion.cluster_id)
    pick = pick.where(Opinion.candidate_id == candidate.id, _stays())
    return set(db.session.scalars(pick))


def _stays() -> sa.ColumnElement[bool]:
    """What people settled, or are settling: somebody proposed to clear it, and a second person will judge."""
    return sa.or_(Cluster.state != ClusterState.SUGGESTED, proposals.waiting_on(Cluster))


def _suggest(candidate: Candidate, found: Found[Key]) -> None:
    made = Cluster(
        id=uuid.uuid4(), candidate_id=candidate.id, state=ClusterState.SUGGESTED, size=len(found.members),
        signs=[{"sign": seen.sign.value, **seen.numbers} for seen in found.signs], example_id=found.example,
        found_at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    db.session.execute(sa.update(Opinion).where(Opinion.id.in_(found.members)).values(cluster_id=made.id))


def _checked(cluster: Cluster, why: str) -> tuple[Candidate, str]:
    """The candidate, held, and the reason. Raises Unfit without one, NotNow once the outcome is public."""
    said = tidy.prose(why)
    if not WHY[0] <= len(said) <= WHY[1] or not tidy.has_letters(said):
        raise Unfit(N_("Say why, in %(least)s to %(most)s characters."), field="why", least=WHY[0], most=WHY[1])
    candidate = db.session.get_one(Candidate, cluster.candidate_id)
    edition.hold(candidate)  # the outcome may be going public this very moment
    if candidate.round.state is RoundState.ANSWERED:
        raise NotNow(N_("The outcome is public. Only answers can still be changed, with a public note."))
    return candidate, said


def _set(cluster: Cluster, state: ClusterState, why: str, by: Actor) -> None:
    candidate, said = _checked(cluster, why)
    edition.grow(candidate)
    was, cluster.state = cluster.state, state
    cluster.marked_by, cluster.marked_at, cluster.why = by.id, clock.now(), said
    for opinion in db.session.scalars(sa.select(Opinion).where(Opinion.cluster_id == cluster.id)):
        before = tallies.facts(opinion)
        opinion.coordinated = state is ClusterState.COORDINATED
        tallies.changed(opinion, before)
    record(by, Opinions.MARK_CLUSTER, cluster, was=was, now=state, size=cluster.size)
