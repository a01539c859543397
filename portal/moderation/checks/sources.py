"""Where the texts of a thing come from: each room above brings its own, by the name of its table."""

import uuid
from collections.abc import Callable, Mapping

from portal.moderation.checks.found import Subject

Source = Callable[[uuid.UUID], Mapping[str, Subject]]
_sources: dict[str, Source] = {}


def source(kind: str) -> Callable[[Source], Source]:
    """Register what gives the texts of things of a kind, by field. A thing that is gone has none."""

    def enter(read: Source) -> Source:
        _sources[kind] = read
        return read

    return enter


def subjects(kind: str, id: uuid.UUID) -> Mapping[str, Subject]:
    """The texts of a thing that have words in them. Raises KeyError for a kind that nobody registered."""
    return {field: subject for field, subject in _sources[kind](id).items() if subject.text.strip()}


def known(kind: str) -> bool:
    """Whether the texts of things of a kind can be read."""
    return kind in _sources
