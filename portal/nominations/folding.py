"""What staff search a nomination by: its title, names and place without marks. Children's names are left out."""

from portal.engines.text.fold import fold
from portal.nominations.models import Nomination


def of(nomination: Nomination) -> str:
    """The folded words of a nomination."""
    names = [subject.name for subject in nomination.subjects if not subject.minor]
    return fold(" ".join([nomination.title, *names, nomination.place]))
