"""Text too short to say anything."""

from collections.abc import Iterator

from portal.engines.text import tidy
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind

FEWEST = 3  # words; "Tôi ủng hộ" says something


def _run(subject: Subject) -> Iterator[Finding]:
    said = tidy.words(subject.text)
    if subject.text.strip() and (said < FEWEST or not tidy.has_letters(subject.text)):
        yield Finding(FlagKind.SHORT, 0, len(subject.text), params={"words": said})


CHECK = Check("length", 1, _run)
