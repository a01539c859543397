"""The Board writes to whoever told the story, without asking anything: nothing waits for an answer."""

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.engines.text import tidy
from portal.nominations import limits, queries
from portal.nominations.jobs import TELL
from portal.nominations.models import Message, Nomination
from portal.nominations.policy import Nominations
from portal.nominations.states import NominationState


def send(nomination: Nomination, *, text: str, by: Actor) -> Message:
    """Write to the writer at any stage; a letter carries the words. The same words sent again are the message already there.

    Raises NotNow once the story was withdrawn, Unfit for an empty or too long message.
    """
    require(by, Nominations.WRITE_TO, nomination)
    if nomination.state is NominationState.WITHDRAWN:
        raise NotNow(N_("The writer has withdrawn this story."))
    said = _fit(text)
    last = queries.last_message(nomination)
    if last is not None and (last.staff_id, last.text) == (by.id, said):
        return last
    message = Message(nomination_id=nomination.id, staff_id=by.id, staff_name=by.name, text=said, sent_at=clock.now())
    db.session.add(message)
    db.session.flush()
    record(by, Nominations.WRITE_TO, nomination, message=message.id)
    key = f"message:{message.id}"
    tell(TELL, unique_key=key, nomination_id=str(nomination.id), letter="message", once=key, message_id=str(message.id))
    return message


def _fit(text: str) -> str:
    said = tidy.prose(text)
    if not said:
        raise Unfit(N_("Write the message first."), field="message")
    if len(said) > limits.MESSAGE:
        raise Unfit(N_("Write at most %(most)s characters."), field="message", most=limits.MESSAGE)
    return said
