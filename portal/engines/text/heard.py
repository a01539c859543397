"""What a text is heard to say of somebody: the charges and insults it names, weighed by how the whole sounds.

The writer's own notices and the desk's checks ask the same, so that nobody is held up by a word that the desk would pass:
a word of an offence in praise of who fought it is doubted, and what names no offence may sound like a charge all the same.
"""

from collections.abc import Iterator
from typing import NamedTuple

from portal.engines.text import accusing, rude
from portal.engines.text.accusing import Accusation
from portal.engines.text.accusing_words import WORDS, Charge
from portal.engines.text.private_spans import lowered
from portal.engines.text.rude import Rude
from portal.engines.text.sounds import Sound, doubted, guess

CLEARED = 0.85  # how much a text has to sound like one that names offences only to deny, fight or suffer them

_BY_NAME = frozenset(word for words in WORDS.values() for word in words.split("|"))


class Insult(NamedTuple):
    """Words that hurt, and whether they only sound so."""

    words: Rude
    guessed: bool


def charges(text: str) -> Iterator[Accusation]:
    """What in a text in NFC reads like an accusation, by place; a charge without a name where only the whole sounds like one."""
    named = accusing.find(text)
    doubts = doubted(text, [(one.start, one.stop) for one in named])
    blunt = any(doubts) and bool(rude.find(text))  # who insults praises nobody
    named = [
        one
        for one, doubt in zip(named, doubts, strict=True)
        if not doubt or (blunt and lowered(text[one.start : one.stop]) in _BY_NAME)
    ]
    yield from named
    if named or not (sounds := guess(text, Sound.ACCUSATION)):
        return
    if sounds.share >= CLEARED or not accusing.cleared(text):
        yield Accusation(Charge.UNNAMED, sounds.start, sounds.stop)


def insults(text: str) -> Iterator[Insult]:
    """What in a text in NFC insults, by place; the whole where it only sounds so."""
    found = rude.find(text)
    yield from (Insult(one, guessed=False) for one in found)
    if not found and (sounds := guess(text, Sound.INSULT)):
        start, stop = sounds.start, sounds.stop
        yield Insult(Rude(start, stop, text[start:stop]), guessed=True)
