"""Keep the words of a form for a short while, so that a mistake leads to a page of its own and Back sends nothing again.

A slip is shut with the portal's key and a secret that its browser holds: neither the database nor whoever knows the
portal's key reads it without that browser. It goes as soon as the form is sent, and after two hours in any case.
"""

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from portal.core import clock, marks
from portal.core.db import db, unit_of_work
from portal.core.jobs.registry import every
from portal.core.slips.models import Slip
from portal.core.upsert import insert

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

KEEP = timedelta(hours=2)
LONGEST = 128 * 1024  # characters of all words of one form
Words = Mapping[str, Sequence[str]]


def keep(secret: str, words: Words) -> bool:
    """Keep what a form says, instead of what it said before. Not, and so it answers, where that is beyond measure."""
    plain = json.dumps({name: list(said) for name, said in words.items()}, ensure_ascii=False)
    if len(plain) > LONGEST:
        return False
    row = {"sealed": _box(secret).encrypt(plain.encode()).decode(), "kept_until": clock.now() + KEEP}
    put = insert(Slip).values(mark=_mark(secret), **row)
    db.session.execute(put.on_conflict_do_update(index_elements=["mark"], set_=row))
    return True


def found(secret: str) -> Words | None:
    """What is kept of a form, if anything still is."""
    live = sa.select(Slip.sealed).where(Slip.mark == _mark(secret), Slip.kept_until > clock.now())
    sealed = db.session.scalars(live).one_or_none()
    try:
        words: Words | None = json.loads(_opened(secret, sealed)) if sealed else None
    except ValueError:  # the portal's key was changed meanwhile
        return None
    return words


def drop(secrets: Iterable[str]) -> None:
    """Forget what is kept of these forms."""
    db.session.execute(sa.delete(Slip).where(Slip.mark.in_([_mark(each) for each in secrets])))


@every(timedelta(hours=1), "slips.forget")
def forget_old() -> None:
    """Forget what was never put right."""
    with unit_of_work() as session:
        session.execute(sa.delete(Slip).where(Slip.kept_until <= clock.now()))


def _mark(secret: str) -> str:
    return marks.of("slip", secret)


def _opened(secret: str, sealed: str) -> bytes:
    """What was shut. Raises ValueError under another key."""
    from cryptography.fernet import InvalidToken

    try:
        return _box(secret).decrypt(sealed.encode())
    except InvalidToken as fault:
        raise ValueError from fault


def _box(secret: str) -> "Fernet":
    from cryptography.fernet import Fernet  # 10 ms and some MB: only where a slip is shut or opened

    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(marks.of("slip-key", secret))))
