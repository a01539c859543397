"""Insults, with marks and without, pulled apart, in teencode, and what sounds like one. Harsh criticism is none."""

from collections.abc import Iterator

from portal.engines.text import rude
from portal.engines.text.sounds import Sound, guess
from portal.moderation.checks.found import GUESSED, Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    found = rude.find(subject.text)
    for one in found:
        yield Finding(FlagKind.RUDE, one.start, one.stop)
    if not found and (sounds := guess(subject.text, Sound.INSULT)):
        yield Finding(FlagKind.RUDE, sounds.start, sounds.stop, params=GUESSED)


CHECK = Check("insults", 6, _run)
