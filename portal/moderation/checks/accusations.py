"""What reads like an accusation of an offence: it may belong in the confidential channel (domain.md 2.6)."""

from collections.abc import Iterator

from portal.engines.text import accusing
from portal.engines.text.accusing_words import Charge
from portal.engines.text.sounds import Sound, doubted, guess
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind

CLEARED = 0.85  # how much a text has to sound like one that names offences only to deny, fight or suffer them


def _run(subject: Subject) -> Iterator[Finding]:
    named = accusing.find(subject.text)
    doubts = doubted(subject.text, [(one.start, one.stop) for one in named])
    found = [one for one, doubt in zip(named, doubts, strict=True) if not doubt]
    for one in found:
        yield Finding(FlagKind.ACCUSATION, one.start, one.stop, params={"charge": one.charge.value})
    if found or not (sounds := guess(subject.text, Sound.ACCUSATION)):
        return
    if sounds.share >= CLEARED or not accusing.cleared(subject.text):
        yield Finding(FlagKind.ACCUSATION, sounds.start, sounds.stop, params={"charge": Charge.UNNAMED.value})


CHECK = Check("accusations", 6, _run)
