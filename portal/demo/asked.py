"""Two writers of the demo are asked back: one has answered, the other still has days for it."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import questioning, questions, reviewing
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState, Stance
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.core.actor import Actor, holder_of
from portal.core.db import db, unit_of_work
from portal.demo import aging
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.states import Outcome

BACK = Verdict(Outcome.ASK, "opinion_ask_facts")
ANSWERS = (
    "Tôi thấy tận mắt vào một buổi sáng tháng Ba, ở đầu ngõ, lúc khoảng năm giờ. Bà bán nước ở đấy cũng biết.",
    "",
)  # fmt: skip


def make(round: Round, *, by: Actor) -> None:
    """Ask about the two pieces of advice that have waited longest."""
    for opinion, said in zip(_waiting(round), ANSWERS, strict=False):
        with aging.then(max(opinion.submitted_at, clock.now() - timedelta(hours=3))), unit_of_work() as session:
            fresh = session.get_one(Opinion, opinion.id)
            reviewing.judge(fresh, BACK, by=by, of_version=fresh.version)
            if said and (question := questions.last(fresh)) is not None:
                questioning.answer(fresh, text=said, to=question.id, by=holder_of(fresh.id))


def _waiting(round: Round) -> Sequence[Opinion]:
    pick = (
        sa.select(Opinion).join(Candidate, Candidate.id == Opinion.candidate_id)
        .where(Candidate.round_id == round.id, Opinion.stance == Stance.REMARKS, Opinion.state == OpinionState.WAITING)
        .order_by(Opinion.submitted_at, Opinion.id).limit(len(ANSWERS))
    )  # fmt: skip
    found = db.session.scalars(pick).all()
    db.session.rollback()
    return found
