"""Write text messages, and see that each is handed over once or not at all."""

import re
import uuid
from datetime import timedelta

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.errors import TooMany
from portal.core.i18n import N_
from portal.core.jobs.queue import enqueue
from portal.core.jobs.registry import every, handler
from portal.core.sms.gateway import gateway, ready
from portal.core.sms.models import State, TextMessage

PER_PHONE = 8  # messages to one telephone in a day, whoever asks for them: nobody's telephone is flooded through us
DAY = timedelta(days=1)
KEEP = timedelta(days=2)  # as long as they are of use for counting
MOBILE = re.compile(r"\+84[35789]\d{8}|\+(?!84)\d{8,15}")  # in Viet Nam only mobile numbers are sent to


def reaches(phone: str) -> bool:
    """Whether a message can be sent to this number (E.164): there is a gateway, and it is no landline of ours."""
    return ready() and MOBILE.fullmatch(phone) is not None


def write(phone: str, text: str, *, lasts: timedelta) -> None:
    """Write a message in the present unit of work; it is sent after that unit is kept, and not after `lasts`.

    Raises TooMany when this telephone was sent enough in a day.
    """
    now = clock.now()
    today = sa.select(sa.func.count()).where(TextMessage.phone == phone, TextMessage.created_at > now - DAY)
    if (db.session.scalar(today.select_from(TextMessage)) or 0) >= PER_PHONE:
        raise TooMany(N_("A code was sent several times already. Please call us instead."), retry_after=3600)
    message = TextMessage(id=uuid.uuid4(), phone=phone, text=text, created_at=now, useful_until=now + lasts)
    db.session.add(message)
    db.session.flush()
    enqueue("sms.send", unique_key=f"sms:{message.id}", message_id=str(message.id))


@handler("sms.send", attempts=10)
def send(message_id: str) -> None:
    """Hand one message to the gateway, unless that was done already or it has grown old."""
    id = uuid.UUID(message_id)
    message = db.session.get(TextMessage, id)
    if message is None or message.state is not State.WAITING:
        return
    phone, text, late = message.phone, message.text, message.useful_until <= clock.now()
    db.session.rollback()  # nothing is held open while the gateway is being slow
    if late:
        return _settle(id, State.DROPPED, blank=True)
    gateway().send(message_id, phone, text)
    _settle(id, State.SENT, blank=gateway().leaves)


def _settle(id: uuid.UUID, state: State, *, blank: bool) -> None:
    gone = {"text": ""} if blank else {}
    with unit_of_work() as session:
        mark = sa.update(TextMessage).where(TextMessage.id == id)
        session.execute(mark.values(state=state, sent_at=clock.now() if state is State.SENT else None, **gone))


@every(timedelta(hours=1), "sms.forget")
def forget() -> None:
    """Drop messages of more than two days ago, and the words of those that never left."""
    now = clock.now()
    with unit_of_work() as session:
        session.execute(sa.delete(TextMessage).where(TextMessage.created_at < now - KEEP))
        old = sa.update(TextMessage).where(TextMessage.state == State.WAITING, TextMessage.useful_until <= now)
        session.execute(old.values(state=State.DROPPED, text=""))
