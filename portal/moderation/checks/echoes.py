"""Whether the text repeats what others wrote about the same candidate. Repeating is allowed; it is counted once."""

from collections.abc import Iterator
from functools import lru_cache
from time import monotonic

from portal.engines.synthesis.echoes.copies import own_words
from portal.engines.synthesis.echoes.sketch import SHORT, Kept, Text, alike
from portal.engines.synthesis.echoes.wording import words
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind

MOST = 300  # other texts it is compared with
_hour: list[int] = []  # in which the texts at hand were read


def _run(subject: Subject) -> Iterator[Finding]:
    if not subject.others:
        return
    mine = Kept(own_words(subject.text, _public(subject.dossier)))
    if len(mine.bag) < SHORT:
        return  # a few words are what anyone says
    _forget()
    same = sum(alike(mine, _kept(other, subject.dossier)) for other in subject.others[:MOST])
    if same:
        yield Finding(FlagKind.ECHO, 0, len(subject.text), params={"others": same})


@lru_cache(maxsize=4 * MOST)
def _kept(text: str, dossier: str) -> Kept:
    """One of the others, kept for the next opinion: of a few candidates nearly the same are compared again."""
    return Kept(own_words(text, _public(dossier)))


def _forget() -> None:
    """Texts are taken back: none stays in memory for longer than this."""
    hour = int(monotonic() // 3600)
    if _hour[:] != [hour]:
        _hour[:] = [hour]
        _kept.cache_clear()


@lru_cache(maxsize=4)
def _public(dossier: str) -> Text:
    return Text(words(dossier))


CHECK = Check("echoes", 1, _run, seconds=4.0)
