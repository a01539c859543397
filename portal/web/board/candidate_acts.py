"""What the Board may do with a candidate at this moment, as links; the services decide, these only offer."""

from flask_babel import lazy_gettext as _l

from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.policy import Candidates
from portal.consultations.candidates.states import CandidateState
from portal.consultations.opinions.policy import Opinions
from portal.consultations.outcome.policy import Outcome
from portal.consultations.rounds.states import Phase, RoundState
from portal.core import clock
from portal.core.actor import Actor
from portal.core.policy import may
from portal.web.kit.locale import built, to

FINAL = {"board_candidates.withdraw", "board_candidates.drop"}


def now(candidate: Candidate, by: Actor, *, held: bool) -> list[tuple[str, str, bool]]:
    """Address, words, and whether it cannot be undone; such acts last."""
    draft = candidate.round.state is RoundState.DRAFT
    public = candidate.round.state is RoundState.SCHEDULED and candidate.state is CandidateState.LISTED
    running = public and candidate.round.phase(clock.now()) in (Phase.COMING, Phase.OPEN)
    answerable = public and candidate.round.phase(clock.now()) in (Phase.OPEN, Phase.CLOSED)
    over = candidate.round.phase(clock.now()) in (Phase.CLOSED, Phase.ANSWERED)
    offered = (
        ("board_candidates.edit", _l("Edit"), Candidates.EDIT, draft),
        ("board_papers.table", _l("Documents"), Candidates.EDIT, draft),
        ("board_portraits.page", _l("Photo"), Candidates.EDIT, draft or candidate.photo_file_id is not None),
        ("board_candidates.drop", _l("Take out of the round"), Candidates.EDIT, draft),
        ("board_candidates.correct", _l("Correct in public"), Candidates.CORRECT, running),
        ("board_candidates.withdraw", _l("Withdraw"), Candidates.WITHDRAW, public),
        ("board_outcome.table", _l("Points and answers"), Outcome.WRITE_POINT, over),
        ("board_replies.table", _l("Links for answers"), Opinions.INVITE_REPLY, answerable),
        ("board_candidates.hold", _l("Hold the dossier"), Candidates.HOLD, not held and candidate.withdrawn_at is None),
        ("board_candidates.release", _l("Release the dossier"), Candidates.RELEASE, held),
    )
    told = ((e, text) for e, text, right, when in offered if when and built(e) and may(by, right, candidate))
    acts = [(to(endpoint, candidate_id=candidate.id), str(text), endpoint in FINAL) for endpoint, text in told]
    return sorted(acts, key=lambda act: act[2])
