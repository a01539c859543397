"""Text that seems to say nothing of a person, a deed or work: a question of the day, the weather, a try of the keyboard.

It is kept under the kind of what says too little; its name tells the two apart.
"""

from collections.abc import Iterator

from portal.engines.text.sounds import Sound, guess
from portal.moderation.checks.found import OFF_TOPIC, Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    if sounds := guess(subject.text, Sound.OFF_TOPIC):
        yield Finding(FlagKind.SHORT, sounds.start, sounds.stop, params=OFF_TOPIC)


CHECK = Check("off_topic", 1, _run)
