"""What can be proved of a round's publicity: read once, then shown as a page and as a paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.consultations.candidates.models import Candidate, ShownPage, VisitDay
from portal.consultations.candidates.queries import of
from portal.consultations.opinions import tallies
from portal.consultations.outcome import proofs
from portal.consultations.outcome.models import Supplement
from portal.consultations.rounds import publicity, queries
from portal.consultations.rounds.models import Outage, Round, RoundNote
from portal.consultations.rounds.states import NoteKind, Phase
from portal.core import clock
from portal.core.errors import Missing


@dataclass(frozen=True)
class Page:
    """One frozen page, and whether it still is what its hash says."""

    shown: ShownPage
    true: bool


@dataclass(frozen=True)
class Proved:
    """What can be proved of one candidate."""

    candidate: Candidate
    pages: list[Page]
    visitors: list[VisitDay]
    opinions: int

    @property
    def honour(self) -> str:
        """What is proposed, as the public page names it."""
        return self.candidate.honour_vi + (" (truy tặng)" if self.candidate.posthumous else "")

    @property
    def beside(self) -> list[tuple[str, str]]:
        """Documents and photo of all frozen pages, each once: what it was, and its hash."""
        return list(dict.fromkeys(each for page in self.pages for each in publicity.papers(page.shown)))


@dataclass(frozen=True)
class Facts:
    """All that the paper says of a round."""

    round: Round
    proved: list[Proved]
    notes: Sequence[RoundNote]
    outages: Sequence[Outage]
    supplements: Sequence[Supplement]
    now: datetime

    def about(self, note: RoundNote) -> str:
        """The candidate whom a note is about; empty for one on the whole round."""
        return next((each.candidate.name for each in self.proved if each.candidate.id == note.candidate_id), "")

    def anew(self, note: RoundNote) -> bool:
        """Whether a note tells of a clock that started again."""
        return note.kind is NoteKind.CORRECTED and note.closed_before is not None

    @property
    def any(self) -> int:
        """How many opinions came."""
        return sum(each.opinions for each in self.proved)

    @property
    def runs(self) -> bool:
        """Whether the window is still open, so that numbers may grow."""
        return self.round.closes_at is None or self.now <= self.round.closes_at


def proved(round: Round) -> Facts:
    """The facts of now; a round that is still hidden has none (Missing)."""
    if round.phase(clock.now()) is Phase.HIDDEN:
        raise Missing()
    mine = of(round)
    received = tallies.received([each.id for each in mine])
    each = [_proved(one, received.get(one.id, 0)) for one in mine]
    return Facts(round, each, queries.notes(round), queries.outages(round), proofs.supplements(round), clock.now())


def _proved(candidate: Candidate, opinions: int) -> Proved:
    pages = [Page(each, publicity.true(each)) for each in publicity.shown(candidate)]
    return Proved(candidate, pages, list(publicity.visitors(candidate)), opinions)
