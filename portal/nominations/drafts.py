"""Drafts: whatever is typed is kept, right or wrong, until the story is sent or 30 days have passed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal.core import clock
from portal.core.actor import Actor, Kind
from portal.core.db import db, unit_of_work
from portal.core.errors import NotNow, Unavailable, Unfit
from portal.core.i18n import N_
from portal.core.jobs.registry import every
from portal.core.policy import require
from portal.core.storage import services as files
from portal.core.storage.intake import Received
from portal.moderation.switches.services import require_on
from portal.moderation.switches.states import Function
from portal.nominations import limits, looks
from portal.nominations.looks import Look
from portal.nominations.masking import without_ids
from portal.nominations.models import Draft, DraftFile
from portal.nominations.policy import Nominations
from portal.nominations.states import Channel

Typed = dict[str, list[str]]
Held = Draft | Look
PAST = 3  # earlier states of a page that are remembered, to tell two windows apart
SOME = 500  # drafts forgotten in one unit of work: others want to write in between


_D: Any = Draft.__table__
_mine = sa.update(_D).where(_D.c.id == sa.bindparam("of"))
COLUMNS = [field.name for field in fields(Look) if field.name in _D.c]
FIRST = sa.insert(_D)  # all built once: each page of each story is kept
_fresh = _mine.values(version=_D.c.version + 1, updated_at=sa.bindparam("now"), expires_at=sa.bindparam("until"))
AGAIN = _fresh.where(_D.c.version == sa.bindparam("was")).values(answers=sa.bindparam("typed"))
SENT = _mine.values(
    nomination_id=sa.bindparam("as"), answers=sa.bindparam("typed"), sender=sa.bindparam("by"), version=_D.c.version + 1
)
OPENED = _fresh.values(code_hash=sa.bindparam("code"))


def begin(*, by: Actor, channel: Channel = Channel.WEB, language: str = "vi", id: uuid.UUID | None = None) -> Draft:
    """Start a draft; a clerk's names its clerk."""
    require(by, Nominations.DRAFT if channel is Channel.WEB else Nominations.WRITE_DOWN)
    now = clock.now()
    draft = Draft(
        id=id or uuid.uuid4(), answers={}, channel=channel, language=language, created_at=now, updated_at=now,
        clerk_id=by.id if by.kind is Kind.STAFF else None, expires_at=now + limits.KEEP_DRAFT,
    )  # fmt: skip
    db.session.add(draft)
    db.session.flush()
    return draft


def typed(draft: Held | None, page: str) -> Typed:
    """What was typed on a page so far."""
    found: Typed = ((draft.answers if draft else {}).get(page) or {}).get("typed") or {}
    return found


def seen(draft: Held | None, page: str) -> int:
    """How often a page was saved: a window says which state it started from."""
    count: int = ((draft.answers if draft else {}).get(page) or {}).get("saved") or 0
    return count


@dataclass(frozen=True)
class Saved:
    """How a page was kept: as it now stands, what another window said otherwise, and whether an id was covered."""

    typed: Typed
    other: Typed
    covered: bool


def saved_last(draft: Held | None, page: str) -> Saved:
    """What the last save of a page came to, to be shown again."""
    kept = (draft.answers if draft else {}).get(page) or {}
    return Saved(typed(draft, page), kept.get("other") or {}, bool(kept.get("covered")))


def first(
    page: str, *, typed: Mapping[str, Sequence[str]], language: str, id: uuid.UUID, by: Actor
) -> tuple[Look, Saved]:
    """Start a resident's draft with what was typed on a page, in one statement."""
    require(by, Nominations.DRAFT)
    now = clock.now()
    answers, saved = _with({}, page, typed, 0)
    draft = Look(
        id=id, answers=answers, channel=Channel.WEB, language=language, clerk_id=None, code_hash=None, created_at=now,
        expires_at=now + limits.KEEP_DRAFT, nomination_id=None, sender="", version=1,
    )  # fmt: skip
    row = {name: getattr(draft, name) for name in COLUMNS}
    db.session.connection().execute(FIRST, row | {"updated_at": now})
    return draft, saved


def save(draft: Draft, page: str, *, typed: Mapping[str, Sequence[str]], seen: int, by: Actor) -> Saved:
    """Keep what was typed on a page. Two windows on one draft are merged field by field.

    Where both changed a field in different ways, what is sent last stands and the other is given back to be shown
    beside it. Raises NotNow where the story was sent already.
    """
    _may_go_on(draft, by)
    draft.answers, saved = _with(draft.answers, page, typed, seen)
    _freshen(draft)
    return saved


def keep(draft: Look, page: str, *, typed: Mapping[str, Sequence[str]], seen: int, by: Actor) -> tuple[Look, Saved]:
    """The same for a draft that was looked at before the unit of work began, in one statement.

    Only where another window was quicker is it looked at again, now under a lock. Raises NotNow as `save` does,
    Unavailable where the draft is no more.
    """
    for stands in (draft, None):
        held = stands or looks.one(draft.id, lock=True)
        if held is None:
            raise Unavailable()
        _may_go_on(held, by)
        answers, saved = _with(held.answers, page, typed, seen)
        now = clock.now()
        row = {"of": held.id, "was": held.version, "typed": answers, "now": now}
        if db.session.connection().execute(AGAIN, row | {"until": now + limits.KEEP_DRAFT}).rowcount:
            return replace(held, answers=answers, version=held.version + 1), saved
    raise Unavailable()


def _may_go_on(draft: Held, by: Actor) -> None:
    require(by, _permission(draft), draft)
    if draft.nomination_id is not None:
        raise NotNow(N_("This story has been sent already."))


def _with(
    answers: dict[str, Any], page: str, typed: Mapping[str, Sequence[str]], seen: int
) -> tuple[dict[str, Any], Saved]:
    """The answers with what was typed on a page, merged with what another window saved since `seen`."""
    said: Typed = {k: [v[: limits.TYPED].replace("\0", "") for v in values] for k, values in typed.items()}
    mine: Typed = {k: [without_ids(v) for v in values] for k, values in said.items()}
    before = answers.get(page) or {"typed": {}, "saved": 0, "past": []}
    merged, other = _merged(mine, before, seen)
    past = [[before["saved"], before["typed"]], *before["past"]][:PAST]
    saved = Saved(merged, other, mine != said)
    kept = {"typed": merged, "saved": before["saved"] + 1, "past": past, "other": other, "covered": saved.covered}
    return answers | {page: kept}, saved


def _freshen(draft: Draft) -> None:
    draft.updated_at = clock.now()
    draft.expires_at = draft.updated_at + limits.KEEP_DRAFT


def _permission(draft: Held) -> Nominations:
    return Nominations.DRAFT if draft.channel is Channel.WEB else Nominations.WRITE_DOWN


def _merged(mine: Typed, before: dict[str, object], seen: int) -> tuple[Typed, Typed]:
    theirs: Typed = before["typed"]  # type: ignore[assignment]  # JSON of our own writing
    if before["saved"] == seen or not theirs:
        return mine, {}
    base: Typed = next((said for n, said in before["past"] if n == seen), {})  # type: ignore[attr-defined]  # the same
    merged, other = dict(mine), {}
    for name, said in theirs.items():
        own, was = mine.get(name, []), base.get(name, [])
        if _alike(said, own) or _alike(said, was):
            continue  # the other window left it as it was
        if _alike(own, was):
            merged[name] = said  # only the other window changed it
        else:
            other[name] = said
    return merged, other


def _alike(one: Sequence[str], two: Sequence[str]) -> bool:
    return [text for text in one if text] == [text for text in two if text]


def came_by(draft: Draft, *, channel: Channel, by: Actor) -> None:
    """Note how a story reached the clerk who writes it down. It never becomes one that was sent from the web."""
    require(by, Nominations.WRITE_DOWN, draft)
    if draft.channel is not Channel.WEB and channel is not Channel.WEB:
        draft.channel = channel


def unfinished_of(clerk: Actor) -> Sequence[Draft]:
    """What a clerk has begun to write down and not sent, newest first."""
    mine = sa.select(Draft).where(Draft.clerk_id == clerk.id, Draft.nomination_id.is_(None))
    living = mine.where(Draft.expires_at > clock.now()).order_by(Draft.updated_at.desc())
    return db.session.scalars(living.limit(20)).all()


def open_with(draft: Held, *, code_hash: str, by: Actor) -> None:
    """Let a draft be opened again with a code."""
    require(by, _permission(draft), draft)
    now = clock.now()
    row = {"of": draft.id, "code": code_hash, "now": now, "until": now + limits.KEEP_DRAFT}
    db.session.connection().execute(OPENED, row)


def became(draft: Look, nomination_id: uuid.UUID, *, sender: str) -> None:
    """Note the story that a draft was sent as, and drop what was typed. Held under a lock by whoever sends it."""
    db.session.connection().execute(SENT, {"of": draft.id, "as": nomination_id, "typed": {}, "by": sender})


def attach(draft: Held, *, received: Received, by: Actor, letter: bool = False) -> DraftFile:
    """Keep a file with a draft. The same file handed in twice is one. Raises Unfit beyond five."""
    require(by, _permission(draft), draft)
    if draft.channel is Channel.WEB:
        require_on(Function.PHOTOS)
    held = _handed_in(draft.id)  # a look from before the lock does not know of another window's
    twin = next((f for f in held if f.file.sha256 == received.sha256 and f.letter == letter), None)
    if twin:
        return twin
    if sum(not f.letter for f in held) >= limits.FILES and not letter:
        raise Unfit(N_("Up to 5 files can be sent. Remove one to add another."), field="files")
    position = 1 + max((f.position for f in held), default=0)
    entry = DraftFile(
        draft_id=draft.id, position=position, letter=letter, added_at=clock.now(), file=files.keep(received)
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def detach(draft: Held, file_id: uuid.UUID, *, by: Actor) -> None:
    """Take a file away again."""
    require(by, _permission(draft), draft)
    for entry in _handed_in(draft.id):
        if entry.file_id == file_id:
            files.forget(entry.file)
            db.session.delete(entry)


def files_of(draft: Held | None) -> Sequence[DraftFile]:
    """The files handed in with a draft, in order."""
    if draft is None or (isinstance(draft, Look) and not draft.files):
        return []
    return _handed_in(draft.id)


def _handed_in(draft_id: uuid.UUID) -> Sequence[DraftFile]:
    return db.session.scalars(_files(), {"draft": draft_id}).all()


@cache  # built once, when every table is known
def _files() -> sa.Select[DraftFile]:
    mine = sa.select(DraftFile).where(DraftFile.draft_id == sa.bindparam("draft")).order_by(DraftFile.position)
    return mine.options(selectinload(DraftFile.file))


def photos_of(draft: Held | None) -> Sequence[DraftFile]:
    """The photos and documents of the deed, without the scan of a letter."""
    return [entry for entry in files_of(draft) if not entry.letter]


OPEN = sa.select(Draft).where(Draft.id == sa.bindparam("draft"), Draft.expires_at > sa.bindparam("now"))
LOCKED = OPEN.with_for_update().execution_options(populate_existing=True)  # built once: a story asks some thirty times


def one(draft_id: uuid.UUID, *, lock: bool = False) -> Draft | None:
    """A draft that is still open or was just sent; none where it has expired."""
    return db.session.scalars(LOCKED if lock else OPEN, {"draft": draft_id, "now": clock.now()}).one_or_none()


def by_code(code_hash: str) -> Draft | None:
    """The draft that a resume code opens, while it is neither sent nor expired."""
    pick = sa.select(Draft).where(Draft.code_hash == code_hash, Draft.expires_at > clock.now())
    return db.session.scalars(pick.where(Draft.nomination_id.is_(None))).one_or_none()


@every(timedelta(hours=6), "nominations.forget_drafts", lease=timedelta(minutes=30))
def forget_old() -> None:
    """Drop drafts whose 30 days are over, with the files nobody sent: all, however many, some in each unit of work."""
    while _forgotten():
        pass


def _forgotten() -> int:
    with unit_of_work() as session:
        old = session.scalars(sa.select(Draft).where(Draft.expires_at <= clock.now()).limit(SOME)).all()
        for draft in old:
            if draft.nomination_id is None:
                for entry in files_of(draft):
                    files.forget(entry.file)
            session.execute(sa.delete(DraftFile).where(DraftFile.draft_id == draft.id))
            session.delete(draft)
    return len(old)
