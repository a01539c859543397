"""Whether the text repeats what others wrote about the same candidate. Repeating is allowed; it is counted once."""

from collections.abc import Iterator
from functools import lru_cache

from portal.engines.synthesis.echoes.copies import own_words
from portal.engines.synthesis.echoes.sketch import SHORT, Kept, Text, alike
from portal.engines.synthesis.echoes.wording import words
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind

MOST = 300  # other texts it is compared with


def _run(subject: Subject) -> Iterator[Finding]:
    mine = _kept(subject.text, subject.dossier)
    if len(mine.bag) < SHORT:
        return  # a few words are what anyone says
    same = sum(alike(mine, _kept(other, subject.dossier)) for other in subject.others[:MOST])
    if same:
        yield Finding(FlagKind.ECHO, 0, len(subject.text), params={"others": same})


@lru_cache(
    maxsize=4 * MOST
)  # the next opinion on a candidate is compared with nearly the same others; a few candidates'
def _kept(text: str, dossier: str) -> Kept:
    return Kept(own_words(text, _public(dossier)))


@lru_cache(maxsize=4)
def _public(dossier: str) -> Text:
    return Text(words(dossier))


CHECK = Check("echoes", 1, _run, seconds=4.0)
