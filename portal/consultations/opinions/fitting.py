"""Which opinions may be accepted together with others: those of which nothing at all was noticed, whatever they say.

Whoever wants to know why an opinion is not among them reads RULES: the first that applies is the reason. Each is a
reason to open the opinion by itself. A stance is none, for criticism that is clean is as welcome as praise that is; how
its writer wants to be shown is none either.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.states import CandidateState
from portal.consultations.opinions.models import Cluster, Opinion, OpinionFile, Question
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import ClusterState, Display, OpinionState, Verified
from portal.consultations.rounds.states import RoundState
from portal.core.actor import Actor
from portal.core.db import db
from portal.core.policy import may
from portal.moderation import claims
from portal.moderation.checks import outside
from portal.moderation.checks.models import CheckRun, StoredFlag
from portal.moderation.checks.registry import ORDER
from portal.moderation.desk import lineup
from portal.moderation.desk.lineup import Wish
from portal.moderation.desk.models import DeskItem
from portal.moderation.eyes.models import Proposal
from portal.moderation.models import Redaction, Reversal
from portal.moderation.notes.models import Note
from portal.moderation.redactions import fingerprint
from portal.moderation.states import Ended
from portal.moderation.switches import queries as switches
from portal.moderation.switches.states import Function
from portal.moderation.together.limits import LOOKED_OVER
from portal.moderation.together.states import Why

KIND = Opinion.__tablename__
PRINTED = (Display.EVERYONE, Display.INITIALS)
Ids = frozenset[uuid.UUID]
Wording = tuple[
    uuid.UUID, str
]  # an opinion and the fingerprint of a text: what was found in another wording is no matter


@dataclass(frozen=True)
class Around:
    """What stands around some opinions, read in as many queries however many there are."""

    by: Actor
    reads_names: bool
    off: bool
    held: Ids
    proposed: Ids
    reversed: Ids
    filed: Ids
    asked: Ids
    noted: Ids
    campaigns: Ids
    flagged: frozenset[Wording]
    covered: frozenset[Wording]
    checked: Mapping[Wording, frozenset[tuple[str, int]]]

    def unchecked(self, opinion: Opinion) -> bool:
        """Whether the newest version of some check has not read it to the end."""
        wanted = {(check.name, check.version) for check in (*ORDER, *outside.chosen())}
        return not wanted <= self.checked.get(_wording(opinion), frozenset())


Rule = Callable[[Opinion, Around], bool]
RULES: tuple[tuple[Why, Rule], ...] = (
    (Why.DECIDED, lambda o, a: o.state is not OpinionState.WAITING),
    (Why.HELD, lambda o, a: o.id in a.held),
    (Why.SWITCHED_OFF, lambda o, a: a.off),
    (Why.ROUND, lambda o, a: o.candidate.round.state is not RoundState.SCHEDULED),
    (Why.ROUND, lambda o, a: o.candidate.state is not CandidateState.LISTED),
    (Why.SECOND, lambda o, a: o.id in a.proposed),
    (Why.AGAIN, lambda o, a: o.id in a.reversed),
    (Why.ASKED, lambda o, a: o.id in a.asked),
    (Why.UNVERIFIED, lambda o, a: o.verified is Verified.NO),
    (Why.EDITION, lambda o, a: not o.current or o.follows_id is not None),
    (Why.OWN, lambda o, a: o.clerk_id is not None and o.clerk_id == a.by.id),
    (Why.CAMPAIGN, lambda o, a: o.coordinated or o.cluster_id in a.campaigns),
    (Why.SLOW_LANE, lambda o, a: o.slow_lane),
    (Why.FLAGGED, lambda o, a: _wording(o) in a.flagged),
    (Why.UNCHECKED, lambda o, a: a.unchecked(o)),
    (Why.COVERED, lambda o, a: _wording(o) in a.covered),
    (Why.FILES, lambda o, a: o.letter_file_id is not None or o.id in a.filed),
    (Why.NAMED, lambda o, a: o.display in PRINTED and not a.reads_names),
    (Why.NOTED, lambda o, a: o.id in a.noted),
)


@dataclass(frozen=True)
class Looked:
    """A part of the list, looked over from its top: which opinions fit, and how many things do not, by reason."""

    fit: Sequence[uuid.UUID]
    others: Mapping[Why, int]
    more: bool  # the list goes on

    @property
    def number(self) -> int:
        """How many things were looked at."""
        return len(self.fit) + sum(self.others.values())


def look_over(wish: Wish, *, by: Actor) -> Looked:
    """The first things of the list that somebody wants to see, told apart. What is barred from them is not on it."""
    at = sa.select(DeskItem.thing_id, DeskItem.thing_kind).where(*lineup.conditions(wish))
    rows = db.session.execute(at.order_by(DeskItem.rank_at, DeskItem.thing_id).limit(LOOKED_OVER + 1)).all()
    some = rows[:LOOKED_OVER]
    found = whys([key for key, kind in some if kind == KIND], by=by)
    told = [(key, found[key] if kind == KIND else Why.OTHER_KIND) for key, kind in some]
    others = Counter(why for _, why in told if why is not None)
    return Looked([key for key, why in told if why is None], dict(others.most_common()), len(rows) > len(some))


def whys(ids: Sequence[uuid.UUID], *, by: Actor) -> dict[uuid.UUID, Why | None]:
    """Why each of these opinions may not be accepted together with others; none for those that may."""
    pick = sa.select(Opinion).where(Opinion.id.in_(ids))
    opinions = db.session.scalars(pick.options(selectinload(Opinion.candidate).joinedload(Candidate.round))).all()
    around = _around(opinions, by)
    found: dict[uuid.UUID, Why | None] = dict.fromkeys(ids, Why.GONE)
    for opinion in opinions:
        found[opinion.id] = next((why for why, stands in RULES if stands(opinion, around)), None)
    return found


def _around(opinions: Sequence[Opinion], by: Actor) -> Around:
    ids = [opinion.id for opinion in opinions]
    holders = claims.holders(KIND, ids)
    clusters = sa.select(Cluster.id).where(
        Cluster.id.in_({o.cluster_id for o in opinions if o.cluster_id}), Cluster.state != ClusterState.DISMISSED
    )
    return Around(
        by=by,
        reads_names=may(by, Opinions.READ_WRITER),
        off=switches.off(Function.OPINIONS) is not None,
        held=frozenset(key for key, claim in holders.items() if claim.staff_id != by.id),
        proposed=_ids(Proposal, ids, Proposal.ended_at.is_(None)),
        reversed=_ids(Reversal, ids),
        filed=frozenset(db.session.scalars(sa.select(OpinionFile.opinion_id).where(OpinionFile.opinion_id.in_(ids)))),
        asked=frozenset(db.session.scalars(sa.select(Question.opinion_id).where(Question.opinion_id.in_(ids)))),
        noted=_ids(Note, ids, Note.taken_back_at.is_(None)),
        campaigns=frozenset(db.session.scalars(clusters)),
        flagged=_wordings(StoredFlag, ids),
        covered=_wordings(Redaction, ids),
        checked=_checked(ids),
    )


def _wording(opinion: Opinion) -> Wording:
    return opinion.id, fingerprint(opinion.text)


def _ids(
    model: type[Proposal] | type[Reversal] | type[Note], ids: Sequence[uuid.UUID], *where: sa.ColumnElement[bool]
) -> Ids:
    """About which of these opinions there is a row."""
    pick = sa.select(model.thing_id).where(model.thing_kind == KIND, model.thing_id.in_(ids), *where)
    return frozenset(db.session.scalars(pick))


def _wordings(model: type[StoredFlag] | type[Redaction], ids: Sequence[uuid.UUID]) -> frozenset[Wording]:
    pick = sa.select(model.thing_id, model.of_text).where(model.thing_kind == KIND, model.thing_id.in_(ids))
    return frozenset((row.thing_id, row.of_text) for row in db.session.execute(pick))


def _checked(ids: Sequence[uuid.UUID]) -> Mapping[Wording, frozenset[tuple[str, int]]]:
    pick = sa.select(CheckRun.thing_id, CheckRun.of_text, CheckRun.check_name, CheckRun.version)
    done = pick.where(CheckRun.thing_kind == KIND, CheckRun.thing_id.in_(ids), CheckRun.ended == Ended.DONE)
    found: dict[Wording, set[tuple[str, int]]] = {}
    for key, of_text, name, version in db.session.execute(done):
        found.setdefault((key, of_text), set()).add((name, version))
    return {wording: frozenset(names) for wording, names in found.items()}
