"""What the Board may do with a round at this moment, as links; the services decide, these only offer."""

from flask_babel import lazy_gettext as _l

from portal.consultations.candidates.policy import Candidates
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.policy import Rounds
from portal.consultations.rounds.states import Phase, RoundState
from portal.core import clock
from portal.core.actor import Actor
from portal.core.policy import Permission, may
from portal.web.kit.locale import built, to

DRAFT, COMING, OPEN, OVER = "draft", Phase.COMING.value, Phase.OPEN.value, "over"
ACTS: tuple[tuple[str, object, Permission, frozenset[str]], ...] = (
    ("board_rounds.edit", _l("Edit"), Rounds.PLAN, frozenset({DRAFT, COMING, OPEN})),
    ("board_candidates.choose", _l("Put up a candidate"), Candidates.PUT_UP, frozenset({DRAFT})),
    ("board_window.schedule", _l("Announce"), Rounds.SCHEDULE, frozenset({DRAFT})),
    ("board_window.unschedule", _l("Take the announcement back"), Rounds.SCHEDULE, frozenset({COMING})),
    ("board_window.extend", _l("Extend"), Rounds.EXTEND, frozenset({COMING, OPEN})),
    ("board_window.extend", _l("Move the Council’s day"), Rounds.EXTEND, frozenset({OVER})),
    ("board_window.outage", _l("Record an outage"), Rounds.OUTAGE, frozenset({OPEN, OVER})),
    ("board_outcome.round", _l("Answers and outcome"), Rounds.ANSWER, frozenset({OVER})),
    ("board_proof.page", _l("Proof of publicity"), Rounds.PROVE, frozenset({COMING, OPEN, OVER})),
    ("board_window.cancel", _l("Cancel the round"), Rounds.CANCEL, frozenset({DRAFT, COMING})),
)
FINAL = {"board_window.cancel"}


def now(round: Round, by: Actor) -> list[tuple[str, str, bool]]:
    """Address, words, and whether it cannot be undone; such acts last."""
    stage = _stage(round)
    told = ((e, text) for e, text, right, when in ACTS if stage in when and built(e) and may(by, right, round))
    acts = [(to(endpoint, round_id=round.id), str(text), endpoint in FINAL) for endpoint, text in told]
    return sorted(acts, key=lambda act: act[2])


def _stage(round: Round) -> str:
    if round.state in (RoundState.DRAFT, RoundState.CANCELLED):
        return round.state.value
    phase = round.phase(clock.now())
    return phase.value if phase in (Phase.COMING, Phase.OPEN) else OVER
