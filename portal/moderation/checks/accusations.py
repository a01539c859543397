"""What reads like an accusation of an offence: it may belong in the confidential channel (domain.md 2.6)."""

from collections.abc import Iterator

from portal.engines.text import accusing
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    for found in accusing.find(subject.text):
        yield Finding(FlagKind.ACCUSATION, found.start, found.stop, params={"charge": found.charge.value})


CHECK = Check("accusations", 2, _run)
