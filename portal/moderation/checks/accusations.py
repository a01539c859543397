"""What reads like an accusation of an offence: it may belong in the confidential channel (domain.md 2.6)."""

from collections.abc import Iterator

from portal.engines.text import accusing
from portal.engines.text.accusing_words import Charge
from portal.engines.text.sounds import Sound, guess
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    found = accusing.find(subject.text)
    for one in found:
        yield Finding(FlagKind.ACCUSATION, one.start, one.stop, params={"charge": one.charge.value})
    if not found and not accusing.cleared(subject.text) and (sounds := guess(subject.text, Sound.ACCUSATION)):
        yield Finding(FlagKind.ACCUSATION, sounds.start, sounds.stop, params={"charge": Charge.UNNAMED.value})


CHECK = Check("accusations", 4, _run)
