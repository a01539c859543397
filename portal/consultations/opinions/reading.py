"""Reads of an opinion by staff: what was handed in with it, which stands in the record, and its words in lists of others."""

import uuid

from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.reviewing import TEXT
from portal.consultations.opinions.states import OpinionState
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.policy import require
from portal.core.storage.models import StoredFile
from portal.moderation import flags, redactions


def open_file(opinion: Opinion, file: StoredFile, *, by: Actor) -> None:
    """Let a file be read, this once: papers carry names and addresses. Raises Denied."""
    require(by, Opinions.FETCH, opinion)
    record(by, Opinions.FETCH, opinion, file=file.id)


def as_read(*opinions: Opinion) -> dict[uuid.UUID, str]:
    """Their words for whoever has no original to open, by key: as published, else covered; one query whatever their number.

    In what nobody has judged yet that is covered, too, which the checks suggest.
    """
    open = {o.id: o.text for o in opinions if o.shown_text is None}
    going_on = redactions.covered_all(Opinion.__tablename__, TEXT, open) if open else {}
    return {o.id: o.shown_text if o.shown_text is not None else _guarded(o, going_on[o.id]) for o in opinions}


def _guarded(opinion: Opinion, text: str) -> str:
    if opinion.state is not OpinionState.WAITING:
        return text
    return flags.guarded(text, [opinion.candidate.name])
