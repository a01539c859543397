"""Insults, with marks and without, pulled apart, in teencode, and what sounds like one. Harsh criticism is none."""

from collections.abc import Iterator

from portal.engines.text import heard
from portal.moderation.checks.found import GUESSED, Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    for words, guessed in heard.insults(subject.text):
        yield Finding(FlagKind.RUDE, words.start, words.stop, params=GUESSED if guessed else {})


CHECK = Check("insults", 7, _run)
