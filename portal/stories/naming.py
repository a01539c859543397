"""The address of a story: its title in plain letters and a few random ones, given once and never changed."""

import secrets

from portal.engines.text.fold import slug
from portal.stories.limits import SLUG_WORDS

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another
_RANDOM = 5


def new_slug(title: str) -> str:
    """An address for a title; the random end keeps two stories of one title apart."""
    end = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM))
    return "-".join(part for part in (slug(title, SLUG_WORDS), end) if part)
