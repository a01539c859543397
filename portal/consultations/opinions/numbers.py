"""Numbers of opinions, for staff, letters and the telephone: drawn, not counted up, so that they tell nothing."""

import secrets

from portal.core import clock

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: they are mistaken for others


def drawn() -> str:
    """A number such as "YK26-7K3Q9DTM", forty random bits behind the year."""
    bits = secrets.randbits(40)
    return f"YK{clock.today().year % 100:02}-" + "".join(LETTERS[bits >> 5 * i & 31] for i in range(8))
