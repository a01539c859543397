"""Where a report asks a dossier to stand still: the room that holds it learns nothing of why, nor by whom."""

from portal.confidential.services import Halt
from portal.consultations.candidates import holds
from portal.consultations.candidates import queries as candidates
from portal.core.actor import SYSTEM
from portal.core.errors import Missing
from portal.core.i18n import say


def place(halt: Halt) -> None:
    """Hold the dossier, in the unit of work in which it was asked for. Raises Missing."""
    candidate = candidates.one(halt.subject_id)
    if candidate is None:
        raise Missing()
    holds.place(candidate, ground=say(halt.ground), by=SYSTEM)
