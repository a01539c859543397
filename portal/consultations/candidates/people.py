"""Whom a candidacy is about, where nobody has told of them before."""

from portal.consultations.candidates.policy import Candidates
from portal.consultations.candidates.states import CandidateKind
from portal.core.actor import Actor
from portal.core.policy import require
from portal.nominees import services as nominees
from portal.nominees.models import Nominee
from portal.nominees.states import Honorific, NomineeKind, PositionGroup

K, G = CandidateKind, PositionGroup
KINDS = {K.COLLECTIVE: NomineeKind.COLLECTIVE, K.ENTERPRISE: NomineeKind.COLLECTIVE, K.HOUSEHOLD: NomineeKind.HOUSEHOLD}
GROUPS = {K.DIRECT_WORKER: G.DIRECT_WORKER, K.LEADER: G.LEADER, K.CITIZEN: G.CITIZEN}


def founded(
    name: str, *, kind: CandidateKind, honorific: Honorific, by: Actor, ward_code: str | None = None
) -> Nominee:
    """Enter a nominee for a candidate; whether it is somebody known already is for a moderator to say later."""
    require(by, Candidates.PUT_UP)
    return nominees.found(
        name, kind=KINDS.get(kind, NomineeKind.PERSON), position_group=GROUPS.get(kind, G.COLLECTIVE),
        honorific=honorific, ward_code=ward_code, by=by,
    )  # fmt: skip
