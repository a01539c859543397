"""How to reach whoever a testimony is about, and who wrote it: shown only when asked for, and each asking stands in the record."""

import uuid

from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.errors import Missing
from portal.core.policy import require
from portal.moderation.policy import Moderation
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


def open_writers(nomination: Nomination, *, by: Actor) -> None:
    """Let the one who wrote and those who can confirm be reached, this once. Raises Denied."""
    require(by, Moderation.CONTACTS, nomination)
    record(by, Moderation.CONTACTS, nomination)


def open_document(nomination: Nomination, file_id: uuid.UUID, *, by: Actor) -> None:
    """Let a document that was handed in be read: letters carry names and addresses. Raises Denied."""
    require(by, Moderation.FETCH, nomination)
    record(by, Moderation.FETCH, nomination, file=file_id)
