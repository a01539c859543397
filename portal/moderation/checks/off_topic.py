"""Text that seems to say nothing of a person, a deed or work: a question of the day, the weather, a try of the keyboard."""

from collections.abc import Iterator

from portal.engines.text.sounds import Sound, guess
from portal.moderation.checks.found import GUESSED, Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    if subject.whole and (sounds := guess(subject.text, Sound.OFF_TOPIC)):
        yield Finding(FlagKind.OFF_TOPIC, sounds.start, sounds.stop, params=GUESSED)


CHECK = Check("off_topic", 5, _run)
