"""National id numbers are never asked for; where one is typed it is covered before anything is kept (domain.md 6.2)."""

from portal.engines.text.private import mask_ids


def without_ids(text: str) -> str:
    """The text with national id numbers covered up to their last three digits; one without any stays as it is."""
    masked, found = mask_ids(text)
    return masked if found else text
