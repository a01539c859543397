"""Two residents of the demo leave a number in what they say: one is published with it covered, one still waits."""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from portal.consultations.opinions import reviewing
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Stance
from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import unit_of_work
from portal.demo import aging
from portal.demo.speaking import Speech
from portal.moderation import flags
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.redactions import Cover
from portal.moderation.states import Outcome

REACHED = " Ban cần hỏi thêm thì gọi cho tôi, số 0912 345 678."  # made up, like everything here
AGO = (timedelta(days=1), timedelta(hours=2))


def make(spoken: Iterable[Speech], give: Callable[..., Opinion], chance: random.Random, *, by: Actor) -> None:
    """Let two of those who speak leave a number; the first of them is read."""
    for speech, ago in zip(spoken, AGO, strict=False):
        said = replace(speech.said, text=speech.said.text + REACHED, stance=Stance.SUPPORT)
        opinion = give(replace(speech, said=said), clock.now() - ago, chance)
        if ago is AGO[0]:
            with aging.then(clock.now() - ago + timedelta(hours=5)), unit_of_work() as session:
                fresh = session.get_one(Opinion, opinion.id)
                verdict = Verdict(Outcome.ACCEPT, covers=tuple(_covers(fresh.text)))
                reviewing.judge(fresh, verdict, by=by, of_version=fresh.version)


def _covers(text: str) -> list[Cover]:
    return [Cover(f.start, f.stop, f.kind.value, f.replacement) for f in flags.find(text) if f.private]
