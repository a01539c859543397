"""A receipt's words, typed by whoever holds it or by the officer it is read out to: their form and their slow hash."""

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import NamedTuple

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import ValidationError

from portal.core import codes
from portal.core.errors import TooMany, Unavailable
from portal.core.i18n import N_
from portal.engines.receipts import words
from portal.web.kit.forms import Form

TURN = 15  # seconds one waits for a turn at the slow hash
SLOWLY = N_("Those were many wrong words one after another. Compare them with your receipt in peace.")
AGAIN = ("Try again in %(num)d minute.", "Try again in %(num)d minutes.")
_turns = threading.BoundedSemaphore(2)  # each try hashes three times and takes some milliseconds and 4 MiB
_slow = threading.BoundedSemaphore(1)  # networks from which very many wrong codes came share one of the two
CODE_LONGEST = 400  # characters of what is typed as a code that are looked at


class CodeForm(Form):
    code = TextAreaField(_l("The words on your receipt"))

    def validate_code(self, field: TextAreaField) -> None:
        """Say what is wrong with the words as far as the list alone can tell; no story is looked for."""
        typed = field.data or ""
        if not words.canonical(typed[:CODE_LONGEST]):
            raise ValidationError(gettext("Write the words on your receipt."))
        if strange := words.unknown(typed[:CODE_LONGEST])[:1]:
            raise ValidationError(_strange(*strange[0]))
        count = len(words.canonical(typed[:CODE_LONGEST]).split())
        if count != words.LENGTH or len(typed) > CODE_LONGEST:
            raise ValidationError(
                gettext("The receipt has %(most)s words. You have written %(count)s.", most=words.LENGTH, count=count)
            )


def _strange(number: int, word: str, near: str) -> str:
    word = word[:30]
    if near:
        return gettext(
            "Word %(number)s, “%(word)s”, is not on our list. Is it “%(near)s”?", number=number, word=word, near=near
        )
    return gettext("Word %(number)s, “%(word)s”, is not on our list. Look at it again.", number=number, word=word)


@contextmanager
def turn(*, crowded: bool = False) -> Iterator[None]:
    """Wait for a turn at the slow hash; those of a crowd wait for each other first. Raises Unavailable after a while."""
    with _held(_slow) if crowded else nullcontext(), _held(_turns):
        yield


class Hashes(NamedTuple):
    """What may be kept of a receipt instead of its words: of an opinion one of two light hashes, of all else a slow one."""

    of_opinion: tuple[str, str]  # as it is kept today, and as it was before
    of_others: str


def hashes(code: str) -> Hashes:
    """All of them, whatever the receipt is of: no answer comes sooner for one kind than for another."""
    return Hashes((codes.lightly_hashed(code), codes.formerly_hashed(code)), codes.hashed(code))


def too_many(refusal: TooMany) -> str:
    """The words for whoever typed too many wrong ones."""
    return f"{gettext(SLOWLY)} {ngettext(*AGAIN, math.ceil(refusal.retry_after / 60))}"


@contextmanager
def _held(turns: threading.Semaphore) -> Iterator[None]:
    if not turns.acquire(timeout=TURN):
        raise Unavailable()
    try:
        yield
    finally:
        turns.release()
