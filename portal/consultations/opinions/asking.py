"""Ask a writer to show that there is a person: by e-mail where one was left, else by text message."""

import sqlalchemy as sa

from portal.consultations.opinions import letters, limits, persons, queries, verifying
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import OpinionState, Verified
from portal.consultations.rounds.states import RoundState
from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import db
from portal.core.errors import NotNow, TooMany
from portal.core.i18n import N_, say
from portal.core.policy import require
from portal.core.sms import post

MESSAGE = N_("%(code)s is your code for “Người tốt, việc tốt”. It is good for 30 minutes. Tell it to nobody.")


def ways(opinion: Opinion) -> list[Verified]:
    """How its writer can be reached, the first one first; nobody is asked once the Board has answered."""
    if opinion.writer is None or opinion.candidate.round.state is RoundState.ANSWERED:
        return []
    left = {Verified.EMAIL: bool(opinion.writer.email), Verified.PHONE: post.reaches(opinion.writer.phone)}
    return [way for way, open in left.items() if open]


def send(opinion: Opinion, way: Verified) -> None:
    """Send a link and six digits by e-mail, or six digits to the telephone. Raises TooMany."""
    key, code = verifying.prepare(opinion, way)
    if way is Verified.PHONE:
        post.write(opinion.writer.phone, say(MESSAGE, opinion.language, code=code), lasts=limits.CODE_LASTS)
        return
    nth = len(queries.sent_for(opinion))
    letters.send(opinion, "opinion_verify", once=f"{opinion.id}:{nth}", key=key, code=code)


def again(opinion: Opinion, *, way: Verified, by: Actor) -> None:
    """Send a new code at the writer's wish.

    Raises NotNow where none is needed or that way is not open, TooMany within a minute of the last or after four.
    """
    require(by, Opinions.FOLLOW, opinion)
    pick = sa.select(Opinion).where(Opinion.id == opinion.id).with_for_update()  # two clicks are one after the other
    held = db.session.scalars(pick.execution_options(populate_existing=True)).one()
    if not persons.unproved(held) or held.state is OpinionState.CLOSED or way not in ways(held):
        raise NotNow()
    if any(sent.sent_at + limits.PAUSE > clock.now() for sent in queries.sent_for(held)):
        raise TooMany(N_("A code is on its way. Please wait a minute before you ask for another."))
    send(held, way)
