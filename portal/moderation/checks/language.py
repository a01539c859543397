"""Text in neither Vietnamese nor English."""

from collections.abc import Iterator

from portal.engines.text import legacy
from portal.engines.text.languages import foreign
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    place = foreign(subject.text)
    if place and legacy.detect(subject.text) is None:
        yield Finding(FlagKind.LANGUAGE, *place)


CHECK = Check("language", 1, _run)
