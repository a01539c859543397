"""The list of the desk beside every page of it: what was asked for, what there is, where each line leads."""

import contextlib
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask import g, request
from flask_babel import gettext

from portal.accounts import queries as accounts
from portal.consultations.opinions.policy import Opinions
from portal.consultations.rounds import queries as rounds
from portal.core import clock
from portal.core.actor import Actor, Role
from portal.core.i18n import LANGUAGES
from portal.core.policy import may
from portal.engines.calendar.workdays import Calendar
from portal.engines.places.gazetteer import Place
from portal.engines.text import tidy
from portal.engines.text.fold import vi_key
from portal.honours.queries import calendar
from portal.moderation import flags
from portal.moderation.appeals.policy import Appeals
from portal.moderation.desk import glance, lineup
from portal.moderation.desk.lineup import Row, View, Wish
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import ItemKind
from portal.moderation.eyes import recusal
from portal.moderation.eyes.recusal import Barred
from portal.moderation.handover.policy import Handovers
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision
from portal.moderation.policy import Moderation
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct
from portal.organisations import queries as organisations
from portal.stories.policy import Stories
from portal.web.kit import navigation
from portal.web.kit.locale import language, to
from portal.web.kit.opinion_words import MARKS, STANCES
from portal.web.kit.session import actor
from portal.web.moderation import wording

KEPT = ("view", "kind", "q", "ward", "round", "channel", "language", "flag", "after")  # what pages of an item remember
ROUNDS = 40  # newest rounds to narrow the list by
PAGES = {
    ItemKind.NOMINATION: ("desk.item", "nomination_id"),
    ItemKind.OPINION: ("desk_opinions.item", "opinion_id"),
    ItemKind.REPLY: ("desk_replies.item", "reply_id"),
    ItemKind.REPORT: ("desk_reports.item", "case_id"),
    ItemKind.APPEAL: ("desk_appeals.item", "appeal_id"),
}
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Line:
    """One line of the list, with its days counted and its address."""

    row: Row
    days: Calendar
    soon_on: date
    ward: str
    judges: bool = True  # whether whoever reads it judges what is on the list

    @property
    def opening(self) -> str:
        """Its first words; to whom judging is no task without what the checks would cover."""
        words = self.item.opening
        return words if self.judges else flags.guarded(words, [self.item.title])

    @property
    def item(self) -> DeskItem:
        """What the list keeps of it."""
        return self.row.item

    @property
    def url(self) -> str:
        """Its page, beside the same list."""
        return address(self.item)

    @property
    def waited(self) -> int:
        """Working days since it came; the day it came does not count."""
        return self.days.between(clock.local(self.item.entered_at).date(), clock.today())

    @property
    def late(self) -> int:
        """Working days past the promised day; 0 while there is time, or when it is not our turn."""
        due = self.row.awaited
        return max(0, self.days.between(due, clock.today())) if due else 0

    @property
    def soon(self) -> bool:
        """Whether it is due by the next working day."""
        due = self.row.awaited
        return due is not None and not self.late and due <= self.soon_on


def listed() -> dict[str, Any]:
    """The list for a page: lines, counts, what can still be taken back, and what was handed over."""
    wish, by = wished(), actor()
    page = lineup.page(wish)
    seen = glance.at(wish, by=by)
    navigation.tell_mentions(seen.mentions)
    return {
        "wish": wish, "lines": _lines(page.items, wish), "after": page.after,
        "kept": asked(), "here": kept(),
        "counts": seen.views, "CEILING": lineup.CEILING,
        "kinds": seen.kinds, "views": _views(), "left": seen.handover if may(by, Handovers.READ) else None, "named": seen.named,
        "STANCES": STANCES, "MARKS": MARKS, "stamp": stamp([row.item.thing_id for row in page.items]), "wording": wording, "me": by, **undo_offer(seen.undoable),
    }  # fmt: skip


def _views() -> list[View]:
    """The parts of the list that are somebody's business here."""
    by = actor()
    lead, moderates = by.is_any(Role.BOARD_LEAD), may(by, Moderation.CLAIM)
    out = {View.MINE, View.SECOND} if not moderates else set()
    return [view for view in View if view not in (out if lead else {*out, View.LEAD, View.NOBODY})]


def _lines(rows: Sequence[Row], wish: Wish) -> list[Line]:
    days = calendar()
    places = _places()
    wards = [places.get(row.item.ward_code or "") for row in rows]
    judges = may(actor(), Moderation.DECIDE)
    return [
        Line(row, days, wish.soon, ward.label if ward else "", judges) for row, ward in zip(rows, wards, strict=True)
    ]


def filters(wish: Wish) -> dict[str, Any]:
    """What the list can be narrowed by: values and words."""
    own = language() == "en"
    return {
        "wards": [(ward.code, ward.label) for ward in _wards()],
        "rounds": [(str(r.id), (own and r.name_en) or r.name_vi) for r in rounds.newest(ROUNDS)],
        "flags": [(kind, gettext(said[0])) for kind, said in wording.NOTICED.items()]
        + [("unchecked", gettext("Not checked by the machine"))],
        "channels": [(name, gettext(said)) for name, said in wording.CHANNEL_NAMES.items()],
        "narrowed": any((wish.words, wish.ward, wish.round_id, wish.flag, wish.channel, wish.language)),
    }


def _places() -> Mapping[str, Place]:
    """Every ward there is or was, by code; asked for once in a request."""
    if "places" not in g:
        g.places = organisations.gazetteer().by_code
    found: Mapping[str, Place] = g.places
    return found


def _wards() -> list[Place]:
    """The wards of today, in the order of the Vietnamese alphabet."""
    here = [place for place in _places().values() if place.stands(clock.today())]
    return sorted(here, key=lambda place: vi_key(place.name))


def stamp(ids: Sequence[uuid.UUID]) -> str:
    """What a page of the list shows, in short: another stamp means something came or went."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "".join(i.hex for i in ids)).hex[:12]


def wished() -> Wish:
    """What the address asks for, within what this member of staff may see; what makes no sense is left out."""
    by, asked = actor(), request.args
    return Wish(
        soon=calendar().add(clock.today(), 1), view=_choice(View, "view") or View.ALL, kind=_choice(ItemKind, "kind"),
        words=tidy.line(asked.get("q", ""))[:200], ward=tidy.line(asked.get("ward", ""))[:60],
        round_id=_uuid(asked.get("round", "")), language=_among(LANGUAGES, "language"),
        channel=_among(wording.CHANNEL_NAMES, "channel"), flag=_among((*wording.NOTICED, "unchecked"), "flag"),
        after=asked.get("after"), staff=by.id, clerk=own_only(by), kinds=kinds_for(by), barred=recusal.barred(by),
        others=_others() if by.is_any(Role.BOARD_LEAD) else (),
    )  # fmt: skip


def _others() -> list[Barred]:
    """What each of those who moderate must not judge; the lead is told of what nobody may."""
    return [recusal.barred(accounts.as_actor(each)) for each in accounts.holding(Role.MODERATOR)]


def kinds_for(by: Actor) -> tuple[ItemKind, ...]:
    """The kinds this member of staff may read: appraisers read opinions, clerks what they took in themselves."""
    if may(by, Moderation.DECIDE):
        return tuple(PAGES)
    found = [ItemKind.NOMINATION] if may(by, Moderation.READ) or by.is_any(Role.CLERK) else []
    if may(by, Opinions.READ) or by.is_any(Role.CLERK):
        found.append(ItemKind.OPINION)
    if may(by, Appeals.READ):
        found += [ItemKind.REPORT, ItemKind.APPEAL]
    return tuple(found)


def own_only(by: Actor) -> uuid.UUID | None:
    """A clerk sees what that clerk took in; whoever may read everything has no such bounds."""
    return None if may(by, Moderation.READ) or may(by, Opinions.READ) else by.id


def address(item: DeskItem, part: str | None = None) -> str:
    """The page of a thing on the list, beside the same list."""
    endpoint, name = PAGES[item.kind]
    return to(endpoint, _anchor=part, **{name: item.thing_id}, **kept())


def next_address(thing_id: uuid.UUID) -> str:
    """Where "decide and go on" leads: the next free thing of the list, or the list when there is none."""
    following = lineup.next_after(thing_id, wished())
    return address(following) if following else to("desk.queue", **kept())


def below(thing_id: uuid.UUID, lines: Sequence[Line]) -> str:
    """The page of the line under this one, for passing over it."""
    ids = [line.item.thing_id for line in lines]
    rest = lines[ids.index(thing_id) + 1 :] if thing_id in ids else lines
    return rest[0].url if rest else ""


def kept() -> dict[str, str]:
    """What stays in the address while one works along a list."""
    return {name: value for name in KEPT if (value := request.args.get(name))}


def asked() -> dict[str, str]:
    """The same without the page: what a view is kept by."""
    return {name: value for name, value in kept().items() if name != "after"}


def undo_offer(found: Decision | HeldAct | None = None, *, ask: bool = False) -> dict[str, Any]:
    """The decision or held act that can still be taken back, for how many seconds, and who writes the story if one was accepted.

    Pages without the list have not `found` it with the rest: they `ask`.
    """
    decides = may(actor(), Moderation.DECIDE)
    made = (undoing.undoable(actor()) if ask else found) if decides else None
    writes = may(actor(), Stories.WRITE)
    accepted = isinstance(made, Decision) and made.outcome.accepts
    names = [s.name for s in accounts.holding(Role.EDITOR)] if accepted and not writes else []
    return {"undoable": made, "undo_left": undo_left(made), "writes": writes, "writers": names}


def undo_left(made: Decision | HeldAct | None) -> int:
    """Seconds in which it can still be taken back."""
    return int((made.made_at + UNDO - clock.now()).total_seconds()) if made else 0


def _choice(kind: type[Choice], name: str) -> Choice | None:
    with contextlib.suppress(ValueError):
        return kind(request.args.get(name, ""))
    return None


def _among(known: Collection[str], name: str) -> str:
    """What the address says, if it is one of these."""
    said = request.args.get(name, "")
    return said if said in known else ""


def key(name: str) -> uuid.UUID | None:
    """The key that the address names; none where it names none."""
    return _uuid(request.args.get(name, ""))


def _uuid(text: str) -> uuid.UUID | None:
    with contextlib.suppress(ValueError):
        return uuid.UUID(text)
    return None
