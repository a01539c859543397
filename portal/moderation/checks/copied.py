"""An opinion that repeats the candidate's own published achievements instead of saying what its writer knows."""

from collections.abc import Iterator

from portal.engines.synthesis.echoes.sketch import SHORT, Text
from portal.engines.synthesis.echoes.wording import words
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind

SHARE = 0.6  # of neighbouring words that stand in the dossier just so


def _run(subject: Subject) -> Iterator[Finding]:
    mine, public = Text(words(subject.text)), Text(words(subject.dossier))
    if len(mine.bag) < SHORT or not public.words:
        return
    share = len(mine.pairs & public.pairs) / max(1, len(mine.pairs))
    if share >= SHARE:
        yield Finding(FlagKind.COPIED, 0, len(subject.text), params={"percent": round(100 * share)})


CHECK = Check("copied", 1, _run)
