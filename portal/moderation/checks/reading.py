"""One text read by itself, without a database: what `portal flags` prints."""

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.core.i18n import say
from portal.engines.text import private_names, runs
from portal.engines.text.composed import Origins
from portal.engines.text.private_roles import OTHER_AFTER, OTHER_CUE
from portal.engines.text.private_spans import Private, lowered
from portal.moderation.checks import why
from portal.moderation.checks.found import Finding, Subject
from portal.moderation.checks.registry import OF_A_TEXT
from portal.moderation.flags import PRIVATE

_OPENS = re.compile(
    r"(?:(?:tôi|em|cháu|mình|chúng tôi|toi|chau|minh) )?(?:(?:xin|muốn|muon|rất|được|dc) )*"
    r"(?:(?:kể|giới thiệu|đề cử|ủng hộ|góp ý|phản ánh|tố cáo|cảm ơn|khen|ke|gioi thieu|ung ho|gop y|phan anh|cam on)(?: (?:về|việc|cho|với|ve|viec|voi))* )?"
    r"(?:(?:tổ trưởng|bí thư|chủ tịch|giám đốc|to truong|cán bộ|cô giáo|thầy giáo|bác sĩ) )?"
)
OPENING = 60  # characters within which the one a text is about is named


def findings(text: str, about: Sequence[str] = ()) -> list[Finding]:
    """What the checks of a text by itself find in a text in NFC, by place. People in `about` may be named.

    Where nobody is given, a grown-up whom the text opens with is taken to be the one it is about.
    """
    known = [*about] or _opens_with(text)
    subject = Subject(text, known)
    found = [each for check in OF_A_TEXT for each in check.run(subject)]
    return sorted(found, key=lambda each: (each.start, each.stop, each.kind.value))


def masked(text: str, found: Sequence[Finding]) -> str:
    """The text with its private details replaced."""
    parts, at = [], 0
    for each in found:
        if each.kind in PRIVATE and each.start >= at:
            parts += [text[at : each.start], each.replacement]
            at = each.stop
    return "".join([*parts, text[at:]])


def line(raw: str, language: str = "vi", about: Sequence[str] = ()) -> dict[str, object]:
    """What is printed for one line: the flags with offsets into the text as it was given, and that text masked."""
    text = runs.nfc(raw)
    origins = Origins(raw, text)
    found = [_moved(each, origins) for each in findings(text, about)]
    flags = [{"kind": e.kind.value, "start": e.start, "end": e.stop, "why": explained(e, language)} for e in found]
    return {"flags": flags, "masked": masked(raw, found)}


def _moved(found: Finding, origins: Origins) -> Finding:
    start, stop = origins.span(found.start, found.stop)
    return replace(found, start=start, stop=stop)


def explained(found: Finding, language: str) -> str:
    """Why, in a language."""
    msgid, values, inner = why.told(found.kind, found.params)
    if inner:
        values[inner] = say(str(values[inner]), language)
    return say(msgid, language, **values)


def _opens_with(text: str) -> list[str]:
    """The name of the grown-up whom a text opens with, unless what is said shows that it is about another."""
    head = text[: OPENING + 60]
    low = lowered(head)
    for span in private_names.names(head, low, list(private_names.WORD.finditer(head))):
        if span.kind is not Private.PERSON or not _OPENS.fullmatch(low[: span.start].lstrip()):
            return []
        if OTHER_CUE.match(low, span.start) or OTHER_AFTER.match(low, span.stop):
            return []
        words = span.value.split()  # with or without the honorific
        return [" ".join(words[first:]) for first in range(len(words) - 1)]
    return []
