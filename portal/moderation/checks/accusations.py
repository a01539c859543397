"""What reads like an accusation of an offence: it may belong in the confidential channel (domain.md 2.6)."""

from collections.abc import Iterator

from portal.engines.text import heard
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    for one in heard.charges(subject.text):
        yield Finding(FlagKind.ACCUSATION, one.start, one.stop, params={"charge": one.charge.value})


CHECK = Check("accusations", 7, _run)
