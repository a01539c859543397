"""Personal data: numbers, addresses, children and third people by name (domain.md 2.7)."""

from collections.abc import Iterator

from portal.engines.text import private
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    for span in private.find(subject.text, subject.known):
        yield Finding(FlagKind(span.kind.value), span.start, span.stop, span.suggestion)


CHECK = Check("personal", 8, _run)
