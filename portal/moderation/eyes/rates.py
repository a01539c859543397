"""How often two people agree: by reason and by stance, for staff as it is, for the public without small numbers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db
from portal.moderation.desk.models import DeskItem
from portal.moderation.eyes.models import Proposal, Sample
from portal.moderation.eyes.states import ProposalState, SampleState
from portal.moderation.limits import SMALLEST
from portal.moderation.models import Decision

YEAR = timedelta(days=365)
Appealed = Callable[[datetime], Iterable[tuple[str, str, bool]]]  # reason, stance, whether the decision was changed
_appealed: list[Appealed] = []


@dataclass(frozen=True)
class Line:
    """Second looks of one kind: at proposals, at samples, and what was taken back or appealed against."""

    agreed: int = 0  # the second said the same
    upheld: int = 0  # the lead said what the first had said
    overturned: int = 0
    sample_agreed: int = 0
    sample_differed: int = 0
    undone: int = 0
    appealed: int = 0
    changed: int = 0  # of those appealed against

    @property
    def same(self) -> int:
        """Looks that came to the same."""
        return self.agreed + self.upheld + self.sample_agreed

    @property
    def other(self) -> int:
        """Looks that did not."""
        return self.overturned + self.sample_differed

    @property
    def looks(self) -> int:
        """All second looks."""
        return self.same + self.other

    @property
    def rate(self) -> float | None:
        """The share of looks that came to the same; none where nobody looked."""
        return self.same / self.looks if self.looks else None

    def __add__(self, other: "Line") -> "Line":
        return Line(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Rates:
    """The looks of a stretch of time, by reason and by stance; the empty key stands for none."""

    since: datetime
    by_reason: Mapping[str, Line] = field(default_factory=dict)
    by_stance: Mapping[str, Line] = field(default_factory=dict)

    @property
    def total(self) -> Line:
        """All of them."""
        return sum(self.by_reason.values(), Line())

    @property
    def worst(self) -> str | None:
        """The reason on which people differ most often, among those looked at often enough to say so."""
        often = {key: line for key, line in self.by_reason.items() if key and line.looks >= SMALLEST and line.other}
        return min(often, key=lambda key: (often[key].rate or 0, key), default=None)


def appeals_from(source: Appealed) -> Appealed:
    """Register where appeals against decisions are known."""
    if source not in _appealed:
        _appealed.append(source)
    return source


def of(since: datetime | None = None) -> Rates:
    """The looks since a moment; without one, of the last year."""
    since = since or clock.now() - YEAR
    reasons: dict[str, Line] = {}
    stances: dict[str, Line] = {}
    for reason, stance, name, n in _counted(since):
        for lines, key in ((reasons, reason), (stances, stance)):
            line = lines.get(key, Line())
            lines[key] = replace(line, **{name: getattr(line, name) + n})
    return Rates(since, dict(sorted(reasons.items())), dict(sorted(stances.items())))


def public(rates: Rates) -> Rates:
    """What anyone may know: kinds looked at too rarely are put together, and left out where that is still too few."""
    return Rates(rates.since, _together(rates.by_reason), _together(rates.by_stance))


def _together(lines: Mapping[str, Line]) -> dict[str, Line]:
    shown = {key: line for key, line in lines.items() if line.looks >= SMALLEST}
    rest = sum((line for key, line in lines.items() if key not in shown), Line())
    return shown | ({"rest": rest} if rest.looks >= SMALLEST else {})


def small(n: int) -> bool:
    """Whether a number is not told in public."""
    return 0 < n < SMALLEST


PROPOSED = {
    ProposalState.AGREED: "agreed",
    ProposalState.UPHELD: "upheld",
    ProposalState.OVERTURNED: "overturned",
}
SAMPLED = {SampleState.AGREED: "sample_agreed", SampleState.DIFFERED: "sample_differed"}


def _counted(since: datetime) -> Iterable[tuple[str, str, str, int]]:
    """Reason, stance, what became of it, and how often."""
    p, s, d, n = Proposal, Sample, Decision, sa.func.count()
    proposed = sa.select(p.reason_code, p.stance, p.state, n).where(p.ended_at >= since, p.state.in_(PROPOSED))
    for reason, stance, state, times in db.session.execute(proposed.group_by(p.reason_code, p.stance, p.state)):
        yield reason or "", stance, PROPOSED[state], times
    sampled = sa.select(s.reason_code, s.stance, s.state, n).where(s.reviewed_at >= since, s.state.in_(SAMPLED))
    for reason, stance, kept, times in db.session.execute(sampled.group_by(s.reason_code, s.stance, s.state)):
        yield reason or "", stance, SAMPLED[kept], times
    stance_of = sa.func.coalesce(DeskItem.stance, "")
    undone = sa.select(d.reason_code, stance_of, n).outerjoin(DeskItem, DeskItem.thing_id == d.thing_id)
    undone = undone.where(d.made_at >= since, d.undone_at.is_not(None)).group_by(d.reason_code, stance_of)
    for reason, stance, times in db.session.execute(undone):
        yield reason or "", stance, "undone", times
    for source in _appealed:
        for reason, stance, changed in source(since):
            yield reason, stance, "appealed", 1
            if changed:
                yield reason, stance, "changed", 1
