"""Public notes on a round: dated, signed by an act in the trail, never changed."""

import uuid
from datetime import datetime

from portal.consultations.rounds import limits
from portal.consultations.rounds.models import Round, RoundNote
from portal.consultations.rounds.states import NoteKind
from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import db
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.engines.text import tidy


def add(
    round: Round,
    kind: NoteKind,
    text_vi: str,
    text_en: str = "",
    *,
    by: Actor,
    candidate_id: uuid.UUID | None = None,
    closed_before: datetime | None = None,
    most: int = limits.NOTE[1],
) -> RoundNote:
    """Note something in public. Raises Unfit for a reason too short to explain anything."""
    said = tidy.prose(text_vi)
    least = limits.NOTE[0]
    if not least <= len(said) <= most or not tidy.has_letters(said):
        raise Unfit(
            N_("Say why in %(least)s to %(most)s characters: the public reads it."),
            field="reason_vi",
            least=least,
            most=most,
        )
    made = RoundNote(
        id=uuid.uuid4(), round_id=round.id, candidate_id=candidate_id, kind=kind, text_vi=said,
        text_en=tidy.prose(text_en)[:most], closed_before=closed_before,
        closes_now=round.closes_at if closed_before else None, made_by=by.id, made_at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    round.edition += 1
    return made
