"""The way to the confidential channel. It takes every edition that one writer sent about a candidate.

Each edition stays under the receipt that opened it here: those who share a telephone share no receipt.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.confidential import intake
from portal.consultations.opinions import queries, questions, services
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import OpinionState
from portal.core.actor import SYSTEM, Actor
from portal.core.db import db
from portal.core.i18n import N_, say
from portal.core.policy import require
from portal.core.storage.store import chosen, contents
from portal.moderation import claims

ONE_OF = N_(
    "Edition %(number)s of %(all)s that the same writer sent about this candidate; each has a receipt of its own."
)


def editions(opinion: Opinion) -> Sequence[Opinion]:
    """Every edition of the same writer about the same candidate, oldest first, as far as its words are still here."""
    found, more = {opinion.id: opinion}, [opinion]
    while more:
        ids = [each.id for each in more]
        near = [Opinion.follows_id.in_(ids), Opinion.id.in_([e.follows_id for e in more if e.follows_id])]
        near.append(Opinion.person_key.in_([e.person_key for e in more if e.person_key]))
        pick = sa.select(Opinion).where(Opinion.candidate_id == opinion.candidate_id, sa.or_(*near))
        more = [each for each in db.session.scalars(pick) if each.id not in found]
        found |= {each.id: each for each in more}
    here = [each for each in found.values() if each.state is not OpinionState.CLOSED]
    return sorted(here, key=lambda each: (each.submitted_at, each.number))


def move(opinion: Opinion, *, by: Actor) -> None:
    """Move it, with what was asked, answered and handed in, and so every other edition: none is read by who moves it.

    Here each ends like one that was taken back: nothing shows which. Raises Denied.
    """
    require(by, Opinions.MOVE, opinion)
    all_ = editions(opinion)
    for each in all_:  # all of them before the candidate, whom ending the first one takes
        claims.hold(each)
    for number, each in enumerate(all_, 1):
        _move_one(each, say(ONE_OF, each.language, number=number, all=len(all_)) if len(all_) > 1 else "", by)
    for each in all_:
        services.close(each, by=SYSTEM)


def _move_one(opinion: Opinion, heading: str, by: Actor) -> None:
    writer = opinion.writer
    held = (*queries.handed_in(opinion), *queries.scans(opinion))
    files = [intake.File(f.name, f.media_type, contents(chosen(), f.key)) for f in held]
    said = (heading, opinion.text, questions.written_out(opinion))
    intake.move(
        text="\n\n".join(part for part in said if part), about=opinion.candidate.name, by=by,
        contact=intake.Contact(writer.name, writer.phone, writer.email), language=opinion.language, files=files,
        receipt_hash=opinion.receipt_hash, subject=intake.Subject.CANDIDATE, subject_id=opinion.candidate_id,
    )  # fmt: skip
