"""Whether the text repeats what others wrote about the same candidate. Repeating is allowed; it is counted once."""

from collections.abc import Iterator

from portal.engines.synthesis.echoes.copies import own_words
from portal.engines.synthesis.echoes.sketch import SHORT, Text, alike
from portal.engines.synthesis.echoes.wording import words
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind

MOST = 300  # other texts it is compared with


def _run(subject: Subject) -> Iterator[Finding]:
    public = Text(words(subject.dossier))
    mine = own_words(subject.text, public)
    if len(mine.bag) < SHORT:
        return  # a few words are what anyone says
    same = sum(alike(mine, own_words(other, public)) for other in subject.others[:MOST])
    if same:
        yield Finding(FlagKind.ECHO, 0, len(subject.text), params={"others": same})


CHECK = Check("echoes", 1, _run, seconds=4.0)
