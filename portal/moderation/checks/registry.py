"""The checks in their declared order: what endangers people first, what only orders last."""

from portal.moderation.checks import (
    accusations,
    adverts,
    copied,
    echoes,
    encoding,
    insults,
    language,
    length,
    off_topic,
    personal,
    photos,
)
from portal.moderation.checks.found import Check

OF_A_TEXT: tuple[Check, ...] = (
    encoding.CHECK,
    personal.CHECK,
    insults.CHECK,
    accusations.CHECK,
    adverts.CHECK,
    language.CHECK,
    length.CHECK,
    off_topic.CHECK,
)  # what can be said of a text by itself
COMPARED: tuple[Check, ...] = (copied.CHECK, echoes.CHECK, photos.CHECK)  # what needs to know what else there is
ORDER: tuple[Check, ...] = OF_A_TEXT + COMPARED
