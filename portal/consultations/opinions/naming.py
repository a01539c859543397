"""How a writer's name is printed, by the writer's own choice."""

from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Display
from portal.engines.text import fold


def shown_as(opinion: Opinion) -> str:
    """The name as printed: whole, as initials, or nothing (the page then says "a resident")."""
    if opinion.display is Display.EVERYONE:
        return opinion.writer.name
    if opinion.display is Display.INITIALS:
        return fold.initials(opinion.writer.name)
    return ""
