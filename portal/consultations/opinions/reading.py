"""Reads of an opinion that stand in the record: what was handed in with it."""

from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.policy import require
from portal.core.storage.models import StoredFile


def open_file(opinion: Opinion, file: StoredFile, *, by: Actor) -> None:
    """Let a file be read, this once: papers carry names and addresses. Raises Denied."""
    require(by, Opinions.FETCH, opinion)
    record(by, Opinions.FETCH, opinion, file=file.id)
