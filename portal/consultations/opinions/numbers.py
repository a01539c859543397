"""Numbers of opinions, for staff, letters and the telephone: drawn, not counted up, so that they tell nothing."""

import secrets

from portal.core import clock

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: they are mistaken for others


def drawn() -> str:
    """A number such as "YK26-7K3Q9DTM", forty random bits behind the year."""
    return f"YK{clock.today().year % 100:02}-" + "".join(secrets.choice(LETTERS) for _ in range(8))
