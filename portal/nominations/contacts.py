"""How to reach whoever a testimony is about: opened one at a time, and each opening stands in the record."""

import uuid

from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.errors import Missing
from portal.core.policy import require
from portal.nominations import reading
from portal.nominations.models import Nomination
from portal.nominations.policy import Nominations


def opened(nomination: Nomination, subject_id: uuid.UUID, *, by: Actor) -> str:
    """The nominee's contact as the writer gave it, to ask for consent. Raises Missing where none was given."""
    require(by, Nominations.OPEN_CONTACT, nomination)
    subject = reading.subject(nomination, subject_id)
    if subject is None or not subject.contact:
        raise Missing()
    record(by, Nominations.OPEN_CONTACT, nomination, subject=subject.id)
    return subject.contact
