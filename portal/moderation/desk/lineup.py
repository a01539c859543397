"""The list of the desk: views, filters, pages by key, and what comes next. Each view walks an index, however long it is."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db
from portal.core.paging import Page, pack, unpack
from portal.engines.text.fold import fold
from portal.moderation.desk import presence
from portal.moderation.desk.entering import read
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import OPEN, ItemKind, Part, Turn
from portal.moderation.eyes.recusal import Barred, hidden
from portal.moderation.models import Claim

PAGE = 20
NEVER = date(9999, 12, 31)
CEILING = 1_000  # counting stops here: "1.000+"
D = DeskItem


class View(StrEnum):
    """Parts of the list; each has an address."""

    ALL = "all"  # everything that waits for a moderator
    MINE = "mine"  # what I hold now
    SOON = "soon"  # due by the next working day
    LATE = "late"
    SUSPECT = "suspect"  # reads like an accusation: it may belong to the confidential channel
    WRITING = "writing"  # accepted, the story is being written
    WRITERS = "writers"  # the writer's turn
    SECOND = "second"  # somebody proposed what needs a second person
    LEAD = "lead"  # two saw it differently
    NOBODY = "nobody"  # everyone who moderates must stand back from it
    SETTLED = "settled"


@dataclass(frozen=True)
class Wish:
    """What a colleague wants to see. `soon` is the next working day; `clerk` narrows it to what one clerk took in.

    `barred` is what they must not judge, and so do not see; `others` is that of everyone who moderates.
    """

    soon: date
    view: View = View.ALL
    kind: ItemKind | None = None
    words: str = ""
    ward: str = ""
    round_id: uuid.UUID | None = None
    language: str = ""
    channel: str = ""
    flag: str = ""
    stage: str = ""
    after: str | None = None
    staff: uuid.UUID | None = None
    clerk: uuid.UUID | None = None
    kinds: Collection[ItemKind] = field(default_factory=lambda: tuple(ItemKind))
    barred: Barred = field(default_factory=Barred)
    others: Sequence[Barred] = ()


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    item: DeskItem
    holder_id: uuid.UUID | None
    holder_name: str | None
    looker_name: str | None  # a colleague who has it before them now

    @property
    def awaited(self) -> date | None:
        """The day promised, as long as it is our turn."""
        return self.item.due_on if self.item.turn in OPEN else None

    @property
    def flags(self) -> list[str]:
        """What the checks noticed."""
        return read(self.item.flags)

    @property
    def parts(self) -> list[tuple[Part, int]]:
        """Why it stands where it does: parts and hours."""
        return [(Part(name), hours) for name, hours in self.item.parts]


def page(wish: Wish) -> Page[Row]:
    """A page of the list in the order of its ranks; of what is settled the newest first. One query."""
    newest = wish.view is View.SETTLED
    at = D.settled_at if newest else D.rank_at
    looker = presence.last_looker(D.thing_id, but=wish.staff)
    pick = sa.select(D, Claim.staff_id, Claim.staff_name, looker).outerjoin(Claim, _claimed()).where(*conditions(wish))
    if newest:
        pick = pick.where(at.is_not(None))  # as all of them have: their index holds no others
    if (key := unpack(wish.after)) is not None:
        here, there = sa.tuple_(at, D.thing_id), sa.tuple_(sa.literal(key[0], D.rank_at.type), sa.literal(key[1]))
        pick = pick.where(here < there if newest else here > there)
    order = (at.desc(), D.thing_id.desc()) if newest else (at, D.thing_id)
    rows = [Row(*row) for row in db.session.execute(pick.order_by(*order).limit(PAGE + 1))]
    last = rows[PAGE - 1].item if len(rows) > PAGE else None
    after = pack(last.settled_at if newest else last.rank_at, last.thing_id) if last else None  # type: ignore[arg-type]  # settled things have a time
    return Page(rows[:PAGE], after)


def cells(wish: Wish) -> tuple[list[View], list[sa.ScalarSelect[int]]]:
    """The views that are counted, and the questions how many there are: in each of these, then of each kind wished for.

    Short walks along the indexes, up to CEILING.
    """
    views: list[View] = [view for view in View if view is not View.SETTLED]
    bounds = _bounds(wish)
    found = [_counted(_in(view, wish), *bounds) for view in views]
    few = wish.view in (View.MINE, View.SUSPECT)  # their own walk is the shortest: no index of kinds is to be tried
    kinds = sa.func.coalesce(D.kind, D.kind) if few else D.kind
    return views, found + [_counted(kinds == kind, _in(wish.view, wish), *bounds) for kind in wish.kinds]


def next_after(thing_id: uuid.UUID, wish: Wish) -> DeskItem | None:
    """What is taken up next in the list looked at: the first free one after this, else the first free one at all."""
    kept = db.session.get(D, thing_id)
    free = (
        sa.select(D).outerjoin(Claim, _claimed())
        .where(sa.or_(Claim.id.is_(None), Claim.staff_id == wish.staff), D.thing_id != thing_id)
        .order_by(D.rank_at, D.thing_id).limit(1)
    )  # fmt: skip
    waits = () if wish.view in (View.SECOND, View.LEAD) else (D.turn == Turn.DESK, D.eyes.is_(None))
    listed = free.where(*waits, *conditions(wish))
    if kept is not None:
        here = sa.tuple_(sa.literal(kept.rank_at, D.rank_at.type), sa.literal(kept.thing_id))
        if found := db.session.scalars(listed.where(sa.tuple_(D.rank_at, D.thing_id) > here)).first():
            return found
    waiting = free.where(D.turn == Turn.DESK, D.eyes.is_(None), *_bounds(wish))
    return db.session.scalars(listed).first() or db.session.scalars(waiting).first()


def one(thing_id: uuid.UUID) -> DeskItem | None:
    """How a thing stands on the list."""
    return db.session.get(D, thing_id)


def newer(wish: Wish, than: Sequence[uuid.UUID]) -> int:
    """How many of the first page are not among these: whether a list on a screen is out of date."""
    first = sa.select(D.thing_id).where(*conditions(wish)).order_by(D.rank_at, D.thing_id).limit(PAGE)
    return len(set(db.session.scalars(first)) - set(than))


def conditions(wish: Wish) -> list[sa.ColumnElement[bool]]:
    """What a wish asks for."""
    found = [_late_by_rank() if wish.view is View.LATE else _in(wish.view, wish), *_bounds(wish)]
    if wish.kind:
        found.append(D.kind == wish.kind)
    if wish.ward:
        found.append(D.ward_code == wish.ward)
    if wish.round_id:
        found.append(D.round_id == wish.round_id)
    if wish.language:
        found.append(D.language == wish.language)
    if wish.channel:
        found.append(D.channel == wish.channel)
    if wish.stage:
        found.append(D.stage == wish.stage)
    if wish.flag:
        found.append(
            D.unchecked.is_(True) if wish.flag == "unchecked" else D.flags.contains(f",{wish.flag},", autoescape=True)
        )
    if wish.words.strip():
        found.append(_said(wish.words))
    return found


def _in(view: View, wish: Wish) -> sa.ColumnElement[bool]:
    match view:
        case View.MINE:
            held = sa.select(Claim.thing_id).where(Claim.staff_id == wish.staff, Claim.until > clock.now())
            return sa.and_(sa.func.coalesce(D.turn, Turn.DONE).in_(OPEN), D.thing_id.in_(held))  # few: looked up by key
        case View.SOON:
            return sa.and_(D.turn == Turn.DESK, D.due_on >= clock.today(), D.due_on <= wish.soon)
        case View.LATE:
            return sa.and_(D.turn == Turn.DESK, D.due_on < clock.today())
        case View.SUSPECT:
            return sa.and_(D.turn == Turn.DESK, D.eyes.is_(None), D.suspect)
        case View.WRITING:
            return D.turn == Turn.EDITOR
        case View.WRITERS:
            return D.turn == Turn.WRITER
        case View.SETTLED:
            return D.turn == Turn.DONE
        case View.SECOND | View.LEAD:
            return sa.and_(D.eyes == view.value, D.eyed_by != wish.staff)
        case View.NOBODY:
            return sa.and_(D.turn == Turn.DESK, _nobodys(wish.others))
        case _:
            return sa.and_(D.turn == Turn.DESK, D.eyes.is_(None))


def _late_by_rank() -> sa.ColumnElement[bool]:
    """What is late, said so that no index fits but that of ranks: late things are among the first by it."""
    return sa.and_(D.turn == Turn.DESK, sa.func.coalesce(D.due_on, NEVER) < clock.today())


def _bounds(wish: Wish) -> list[sa.ColumnElement[bool]]:
    """What this member of staff may see at all."""
    found: list[sa.ColumnElement[bool]] = []
    if len(set(wish.kinds)) < len(ItemKind):
        found.append(D.kind.in_(wish.kinds))
    if wish.clerk:
        found.append(D.clerk_id == wish.clerk)
    if wish.staff:
        found.append(sa.or_(D.decider_id.is_(None), D.decider_id != wish.staff))
    if wish.barred:
        found.append(sa.not_(hidden(wish.barred)))
    return found


def _nobodys(others: Sequence[Barred]) -> sa.ColumnElement[bool]:
    """What every one of them must stand back from; nothing where one of them may judge all."""
    if not others or not all(others):
        return sa.false()
    return sa.and_(*(hidden(each) for each in dict.fromkeys(others)))


def _counted(*where: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    some = sa.select(D.thing_id).where(*where).limit(CEILING).subquery()
    return sa.select(sa.func.count()).select_from(some).scalar_subquery()


def _claimed() -> sa.ColumnElement[bool]:
    return sa.and_(Claim.thing_kind == D.thing_kind, Claim.thing_id == D.thing_id, Claim.until > clock.now())


def _said(words: str) -> sa.ColumnElement[bool]:
    """Every word stands in the number, the title, a name or the place."""
    parts = fold(words[:200]).split()
    if not parts:
        return sa.false()
    return sa.and_(*(D.folded.contains(part, autoescape=True) for part in parts))
