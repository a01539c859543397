"""Insults, with marks and without, pulled apart, in teencode. Harsh criticism is none."""

from collections.abc import Iterator

from portal.engines.text import rude
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    for found in rude.find(subject.text):
        yield Finding(FlagKind.RUDE, found.start, found.stop)


CHECK = Check("insults", 2, _run)
