"""Adverts, and links that lead elsewhere."""

from collections.abc import Iterator

from portal.engines.text import adverts
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    for found in adverts.find(subject.text):
        yield Finding(FlagKind(found.kind.value), found.start, found.stop)


CHECK = Check("adverts", 1, _run)
