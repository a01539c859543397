"""Whom opinions, answers and clusters concern, and what exactly is judged of them: for four eyes."""

import sqlalchemy as sa

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import clusters, queries, questions
from portal.consultations.opinions.models import Cluster, Opinion, Reply
from portal.core.db import db
from portal.engines.text.fold import fold
from portal.moderation import redactions
from portal.moderation.eyes import subjects
from portal.moderation.eyes.subjects import Concern, Reach, Subject
from portal.nominees import matters
from portal.organisations import queries as organisations


def of_candidate(candidate: Candidate) -> Concern:
    """Who proposed the candidate, the unit they work in, their ward, and themselves."""
    named = organisations.keys_named([fold(candidate.proposed_by), candidate.unit_fold])
    units = named | frozenset({candidate.proposed_by_id} if candidate.proposed_by_id else ())
    wards = frozenset({candidate.ward_code} if candidate.ward_code else ())
    about = [candidate.nominee_id]
    return Concern(units | matters.units_among(about), wards, matters.same(about))


def of_opinion(opinion: Opinion) -> Concern:
    """The candidate's matter, and the ward it was written from."""
    found = of_candidate(opinion.candidate)
    wards = found.wards | frozenset({opinion.ward_code} if opinion.ward_code else ())
    return Concern(found.units, wards, found.people)


def of_reply(reply: Reply) -> Concern:
    """As of the candidate."""
    return of_candidate(db.session.get_one(Opinion, reply.opinion_id).candidate)


def of_cluster(cluster: Cluster) -> Concern:
    """As of the candidate."""
    return of_candidate(db.session.get_one(Candidate, cluster.candidate_id))


@subjects.widens
def widen(reach: Reach) -> None:
    """The candidates whose opinions are not for this member of staff."""
    ways = [
        Candidate.proposed_by_id.in_(reach.units), Candidate.nominee_id.in_(reach.people),
        Candidate.ward_code.in_(reach.wards), Candidate.proposed_by.in_(organisations.names_of(reach.units)),
        Candidate.unit_fold.in_(organisations.names_of(reach.units, folded=True)),
    ]  # fmt: skip
    reach.candidates.append(sa.select(Candidate.id).where(sa.or_(*ways)))


def _mark(opinion: Opinion) -> str:
    answers = "".join(f"\n{question.answer}" for question in questions.of(opinion))
    return redactions.fingerprint(f"{opinion.state}\n{opinion.stance}\n{opinion.text}{answers}")


def _asked(opinion: Opinion) -> int:
    return len(questions.of(opinion))


def _stance(opinion: Opinion) -> str:
    return opinion.stance.value


def _mark_reply(reply: Reply) -> str:
    return redactions.fingerprint(f"{reply.state}\n{reply.text}\n{reply.signed}")


subjects.introduce("opinion", Subject(queries.one, of_opinion, _mark, _stance, _asked))
subjects.introduce("opinion_reply", Subject(queries.reply, of_reply, _mark_reply))
subjects.introduce("opinion_cluster", Subject(clusters.one, of_cluster, lambda c: f"{c.state}:{c.size}"))
subjects.introduce("candidate", Subject(candidates.one, of_candidate, lambda c: str(c.version)))
