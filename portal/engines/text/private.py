"""Private details in a text people send: found and shown to the writer and the moderator, who decide.

Only national ids are masked without asking, before anything is stored: the portal never wants them (domain.md 6.2).
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from portal.engines.text import runs
from portal.engines.text.private_contacts import names_there, pages, shown_there
from portal.engines.text.private_highland import highland_names
from portal.engines.text.private_kin import short_names
from portal.engines.text.private_listed import listed
from portal.engines.text.private_names import WORD, names
from portal.engines.text.private_numbers import masked, numbers
from portal.engines.text.private_patterns import (
    ACCOUNT,
    EMAIL_AT,
    EMAIL_LEFT,
    EMAIL_RIGHT,
    INSURED,
    MAILBOX,
    MAILBOX_LEFT,
    MAILBOX_NAMED,
    MAILERS,
    PASSPORT,
)
from portal.engines.text.private_places import addresses
from portal.engines.text.private_plates import plates
from portal.engines.text.private_spans import Private, Span, lowered, whole

_SLASHED = re.compile(r"(?<![\w/.])0[35789]\d\d/\d{3}/(\d{3})(?![\w/])")


def find(text: str, known: Iterable[str] = (), *, people: bool = True) -> list[Span]:
    """Private details in a text in NFC, by place, none within another; people among `known` are left out.

    Without `people` none are looked for: where names are the point of a text.
    """
    low = lowered(text)
    found = [
        *pages(text, low),
        *_emails(text, low),
        *_mailboxes(text, low),
        *_accounts(text, low),
        *_passports(text, low),
    ]
    found += [*numbers(text, low), *_slashed(text, low), *plates(text, low), *addresses(text, low)]
    found += [*names_there(text, low), *shown_there(text, low)]
    if people:
        known, words = tuple(known), list(WORD.finditer(text))
        found += [*highland_names(text, low, known), *names(text, low, words, known), *listed(text, low, known)]
        found += [*short_names(text, low, words, known)]
    return [whole(text, span) for span in _apart(found)]


def mask_ids(text: str) -> tuple[str, int]:
    """The text in NFC with national ids covered up to their last three digits, and how many there were."""
    text = runs.nfc(text)
    spans = [whole(text, span) for span in numbers(text, lowered(text)) if span.kind is Private.NATIONAL_ID]
    parts, at = [], 0  # put together once: cutting the text at each would cost the square
    for span in spans:
        parts += [text[at : span.start], masked(span)]
        at = span.stop
    return "".join([*parts, text[at:]]), len(spans)


def _apart(spans: list[Span]) -> list[Span]:
    """The spans by place; of two that overlap the one found by the surer reader (the earlier in the list)."""
    taken = bytearray(max((span.stop for span in spans), default=0))
    kept = []
    for span in spans:
        if not any(taken[span.start : span.stop]):
            taken[span.start : span.stop] = b"\x01" * (span.stop - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _emails(text: str, low: str) -> Iterator[Span]:
    for at in EMAIL_AT.finditer(low):
        right = EMAIL_RIGHT.match(low, at.end())
        spoken = at.group().strip() in ("at", "ở", "o") and not MAILERS.match(low, at.end())
        first = max(0, at.start() - 90)
        left = EMAIL_LEFT.search(low[first : at.start()]) if right and not spoken else None
        if right and left:
            start = first + left.start()
            yield Span(Private.EMAIL, start, right.end(), text[start : right.end()], "[email]")


def _mailboxes(text: str, low: str) -> Iterator[Span]:
    """Mailboxes without their sign, their dot or their provider: "lan85 gmail com", "email là lan85"."""
    for match in MAILBOX.finditer(low):
        first = max(0, match.start() - 70)
        if left := MAILBOX_LEFT.search(low[first : match.start()]):
            start, stop = first + left.start(), match.end()
            yield Span(Private.EMAIL, start, stop, text[start:stop], "[email]")
    for match in MAILBOX_NAMED.finditer(low):
        start, stop = match.span(1)
        yield Span(Private.EMAIL, start, stop, text[start:stop], "[email]")


def _accounts(text: str, low: str) -> Iterator[Span]:
    """Bank accounts with a letter among their digits."""
    for match in ACCOUNT.finditer(low):
        start, stop = match.span(1)
        yield Span(Private.BANK, start, stop, text[start:stop], "[số tài khoản]")


def _passports(text: str, low: str) -> Iterator[Span]:
    for match in chain(PASSPORT.finditer(low), INSURED.finditer(low)):
        start, stop = match.span(1)
        yield Span(Private.NATIONAL_ID, start, stop, text[start:stop], "[số định danh]")


def _slashed(text: str, low: str) -> Iterator[Span]:
    """Telephones written with strokes, which elsewhere part days and years."""
    for match in _SLASHED.finditer(low):
        start, stop = match.span()
        yield Span(Private.PHONE, start, stop, text[start:stop], f"{low[start : start + 2]}xx xxx {match[1]}")
