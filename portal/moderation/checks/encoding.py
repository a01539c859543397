"""Text typed in an old Vietnamese font, which reads as gibberish today."""

from collections.abc import Iterator

from portal.engines.text import legacy
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    if found := legacy.detect(subject.text):
        yield Finding(FlagKind.LEGACY_ENCODING, 0, len(subject.text), params={"encoding": found.kind.value})


CHECK = Check("encoding", 2, _run)
