"""Redactions: stretches of a text that are covered before it goes on. The text as it was sent stays as it is.

Offsets count code points of the very text that was read; its fingerprint is kept with them, so that covers made for one
wording never fall on another.
"""

import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation import claims
from portal.moderation.checks.models import CheckRun, Foreseen, StoredFlag
from portal.moderation.limits import REPLACEMENT
from portal.moderation.models import Redaction, Spared
from portal.moderation.policy import Moderation
from portal.moderation.things import Thing, about

Span = tuple[int, int]  # first code point, and the one behind the last


class Stretch(Protocol):
    """A part of a text and what stands in its place."""

    @property
    def start(self) -> int: ...
    @property
    def stop(self) -> int: ...
    @property
    def replacement(self) -> str: ...


@dataclass(frozen=True)
class Cover:
    """A stretch to be covered, as a moderator chose it."""

    start: int
    stop: int
    kind: str
    replacement: str


def fingerprint(text: str) -> str:
    """What tells one wording from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def apply(text: str, redactions: Iterable[Stretch]) -> str:
    """The text with its stretches replaced. Where two overlap, all of both goes and the earlier one's words stand."""
    parts, at = [], 0
    for start, stop, replacement in joined(redactions):
        parts += [text[at:start], replacement]
        at = stop
    return "".join([*parts, text[at:]])


def joined(redactions: Iterable[Stretch]) -> list[tuple[int, int, str]]:
    """The stretches in order, overlapping ones made into one."""
    found: list[tuple[int, int, str]] = []
    for each in sorted(redactions, key=lambda r: (r.start, -r.stop)):
        if found and each.start < found[-1][1]:
            start, stop, replacement = found[-1]
            found[-1] = (start, max(stop, each.stop), replacement)
        else:
            found.append((each.start, each.stop, each.replacement))
    return found


def of(thing: Thing, field: str, text: str) -> Sequence[Redaction]:
    """The redactions of a field made for this very wording, in order."""
    made = sa.select(Redaction).where(*_on(Redaction, thing, field, text))
    return db.session.scalars(made.order_by(Redaction.start, Redaction.stop)).all()


def covered(thing: Thing, field: str, text: str) -> str:
    """How a field that reads `text` goes on: with its covers in place."""
    return apply(text, of(thing, field, text))


def covered_all(kind: str, field: str, texts: Mapping[uuid.UUID, str]) -> dict[uuid.UUID, str]:
    """The like of many things of one kind, by their keys: one query."""
    made = sa.select(Redaction).where(
        Redaction.thing_kind == kind, Redaction.thing_id.in_(texts), Redaction.field == field
    )
    drawn: dict[uuid.UUID, list[Redaction]] = {}
    for row in db.session.scalars(made):
        if row.of_text == fingerprint(texts[row.thing_id]):
            drawn.setdefault(row.thing_id, []).append(row)
    return {key: apply(text, drawn.get(key, ())) for key, text in texts.items()}


def add(thing: Thing, *, by: Actor, field: str, text: str, cover: Cover) -> Redaction:
    """Cover one stretch of a field that reads `text`. Raises Unfit for a stretch outside it, Held where another works."""
    require(by, Moderation.REDACT, thing)
    claims.claim(thing, by=by)
    made = _row(thing, by, field, text, cover)
    db.session.add(made)
    db.session.flush()
    record(by, Moderation.REDACT, thing, field=field, kind=cover.kind, covers=1)
    return made


def remove(redaction: Redaction, thing: Thing, *, by: Actor) -> None:
    """Uncover one stretch again."""
    require(by, Moderation.REDACT, thing)
    claims.claim(thing, by=by)
    record(by, Moderation.REDACT, thing, field=redaction.field, kind=redaction.kind, covers=-1)
    db.session.delete(redaction)


def choose(
    thing: Thing, *, by: Actor, field: str, text: str, covers: Sequence[Cover], spared: Sequence[Span] = ()
) -> None:
    """Cover exactly these stretches of a field that reads `text`: what was covered before and is not named is uncovered.

    `spared` are stretches that were proposed and left readable: they are not proposed again for this wording.
    """
    require(by, Moderation.REDACT, thing)
    claims.claim(thing, by=by)
    left = set(spared) - {(c.start, c.stop) for c in covers}
    if left != left_readable(thing, field, text):
        _leave(thing, by, field, text, left)
    present = {(r.start, r.stop, r.kind, r.replacement) for r in of(thing, field, text)}
    wanted = {(c.start, c.stop, c.kind, tidy.line(c.replacement)) for c in covers}
    if present == wanted:
        return
    db.session.execute(sa.delete(Redaction).where(*_on(Redaction, thing, field, text)))
    db.session.add_all(_row(thing, by, field, text, cover) for cover in covers)
    db.session.flush()
    record(by, Moderation.REDACT, thing, field=field, covers=len(covers))


def carry(source: Thing, was: str, target: Thing, text: str, *, by: Actor, field: str) -> None:
    """Cover in what a field of `target` now reads whatever is covered in how it `was`: no new wording uncovers it again.

    The same wording keeps just its covers; in another one the covered words are covered wherever they stand.
    """
    require(by, Moderation.REDACT, target)
    present = {(r.start, r.stop) for r in of(target, field, text)}
    wanted = [
        Cover(start, stop, r.kind, r.replacement)
        for r in of(source, field, was)
        for start, stop in ([(r.start, r.stop)] if was == text else _places(was[r.start : r.stop], text))
    ]
    made = {(c.start, c.stop): c for c in wanted if (c.start, c.stop) not in present}
    if made:
        db.session.add_all(_row(target, by, field, text, cover) for cover in made.values())
        db.session.flush()
        record(by, Moderation.REDACT, target, field=field, covers=len(present) + len(made))


def _places(words: str, text: str) -> list[Span]:
    """Where these very words stand in a text."""
    return [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def forget(thing: Thing) -> None:
    """Drop what was covered, left readable and flagged in a text that is gone: its fingerprint would tell who guesses it."""
    for model in (Redaction, Spared):
        db.session.execute(sa.delete(model).where(about(model, thing)))
    for each in (StoredFlag, CheckRun, Foreseen):
        db.session.execute(sa.delete(each).where(each.thing_kind == thing.__tablename__, each.thing_id == thing.id))


def forget_wording(thing: Thing, field: str, text: str) -> None:
    """The like of one wording of one field."""
    for model in (Redaction, Spared):
        db.session.execute(sa.delete(model).where(*_on(model, thing, field, text)))
    for each in (StoredFlag, CheckRun):
        mine = sa.and_(each.thing_kind == thing.__tablename__, each.thing_id == thing.id, each.field == field)
        db.session.execute(sa.delete(each).where(mine, each.of_text == fingerprint(text)))


def left_readable(thing: Thing, field: str, text: str) -> set[Span]:
    """The stretches of this wording that a moderator was asked to cover and did not."""
    rows = db.session.execute(sa.select(Spared.start, Spared.stop).where(*_on(Spared, thing, field, text)))
    return {(row.start, row.stop) for row in rows}


def _leave(thing: Thing, by: Actor, field: str, text: str, spans: Iterable[Span]) -> None:
    db.session.execute(sa.delete(Spared).where(*_on(Spared, thing, field, text)))
    db.session.add_all(
        Spared(
            id=uuid.uuid4(), thing_kind=thing.__tablename__, thing_id=thing.id, field=field, of_text=fingerprint(text),
            start=start, stop=stop, made_by=by.id, made_at=clock.now(),
        )
        for start, stop in sorted(spans)
    )  # fmt: skip
    db.session.flush()
    record(by, Moderation.REDACT, thing, field=field, left_readable=len(set(spans)))


def _on(
    model: type[Redaction] | type[Spared], thing: Thing, field: str, text: str
) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that pick a model's rows about this wording."""
    return about(model, thing), model.field == field, model.of_text == fingerprint(text)


def _row(thing: Thing, by: Actor, field: str, text: str, cover: Cover) -> Redaction:
    if not 0 <= cover.start < cover.stop <= len(text):
        raise Unfit(N_("This part is not in the text any more. Open the page again."), field="covers")
    replacement = tidy.line(cover.replacement)
    if len(replacement) > REPLACEMENT:
        raise Unfit(N_("Write at most %(most)s characters."), field="covers", most=REPLACEMENT)
    return Redaction(
        id=uuid.uuid4(), thing_kind=thing.__tablename__, thing_id=thing.id, field=field, of_version=thing.version,
        of_text=fingerprint(text), start=cover.start, stop=cover.stop, kind=cover.kind,
        replacement=replacement, made_by=by.id, made_at=clock.now(),
    )  # fmt: skip
