"""Adverts, what sounds like one, and links that lead elsewhere."""

from collections.abc import Iterator

from portal.engines.text import adverts
from portal.engines.text.sounds import Sound, guess
from portal.moderation.checks.found import GUESSED, Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    found = adverts.find(subject.text)
    for one in found:
        yield Finding(FlagKind(one.kind.value), one.start, one.stop)
    named = any(one.kind is adverts.Offer.ADVERT for one in found)
    sounds = None if named or adverts.given_away(subject.text) else guess(subject.text, Sound.ADVERT)
    if sounds:
        yield Finding(FlagKind.ADVERT, sounds.start, sounds.stop, params=GUESSED)


CHECK = Check("adverts", 7, _run)
