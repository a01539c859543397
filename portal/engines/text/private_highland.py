"""Names of the highlands' peoples, which begin with a particle and no family name: Y Moan, H'Hen Niê, K'Brêm, A Thút.

A particle with an apostrophe is found wherever it stands, for Vietnamese has none; a bare one ("A", "Y", "Ka") only behind a
title, and never a letter that stands for a name somebody left out ("bà A, ông B").
"""

import re
from collections.abc import Iterable, Iterator

from portal.engines.text.fold import exact, fold
from portal.engines.text.private_roles import CHILD_CUE, PERSON_CUE
from portal.engines.text.private_spans import Private, Span

_PARTICLE = r"(?:(?:[hkryd]|ka|rơ|ro) ?['’‘ʼ´`] ?|(?:y|a|k|h|ka|rơ|kpă|rmah|rcom|rơ châm|ro cham|rah lan) )"
_NAME = re.compile(rf"(?<![\w'’‘ʼ´`])({_PARTICLE})[^\W\d_]{{2,12}}(?:[ -](?:h['’‘ʼ] ?)?[^\W\d_]{{2,12}}){{0,2}}")
_APOSTROPHE = re.compile(r"['’‘ʼ´`]")
BEFORE = 40  # characters before a name that tell whose it is


def highland_names(text: str, low: str, known: Iterable[str] = ()) -> Iterator[Span]:
    """People, and children, by such names; `known` people may be named."""
    told = {fold(exact(name)) for name in known}
    for match in _NAME.finditer(low):
        start, stop = match.start(), _capitals_end(text, *match.span(), match.end(1))
        before = low[max(0, start - BEFORE) : start]
        child, title = CHILD_CUE.search(before), PERSON_CUE.search(before)
        if not stop or fold(exact(text[start:stop])) in told:
            continue
        if child or title or _APOSTROPHE.search(match[1]):
            cue = child or title
            first = start - len(cue.group()) if cue else start
            kind = Private.CHILD if child else Private.PERSON
            yield Span(kind, first, stop, text[first:stop], f"{text[first:start]}{text[start].upper()}.")


def _capitals_end(text: str, start: int, stop: int, name: int) -> int:
    """Where the words with capitals end; 0 where the particle or the name has none, or all is shouted."""
    if not text[start].isupper() or not text[name].isupper() or text[name:stop].isupper():
        return 0
    end = start
    for word in re.finditer(r"[^ -]+", text[start:stop]):
        if not word.group()[0].isupper() and start + word.start() > name:
            break
        end = start + word.end()
    return end
