"""The staff's menu: only what is built, and only what this person may open."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import Flask, current_app, g, request
from flask_babel import gettext
from werkzeug.local import LocalProxy

from portal.core.actor import Actor, Kind, Role
from portal.core.i18n import N_
from portal.core.policy import may
from portal.moderation.desk import backlog
from portal.moderation.notes import queries as mentions
from portal.web.kit.locale import ENGLISH, to
from portal.web.kit.session import actor

DAILY = (
    ("desk.queue", N_("Moderation")),
    ("second.waiting", N_("Second person")),
    ("editor.shelf", N_("Stories")),
    ("reports.listing", N_("Confidential channel")),
    ("board_rounds.listing", N_("Rounds")),
)
DOORS = (
    *DAILY,
    ("intake.start", N_("Write down for someone")),
    ("opinion_intake.choose", N_("Write down an opinion")),
    ("answer_intake.find", N_("Write down an answer")),
    ("appeal_intake.write", N_("Write down an appeal")),
    ("samples.listing", N_("Weekly sample")),
    ("clusters.table", N_("Signs of campaigns")),
    ("notes.mentions", N_("Mentions of me")),
    ("day.own", N_("My day")),
    ("measures.page", N_("Measures")),
    ("log.decisions", N_("Log")),
    ("reasons.table", N_("Reasons")),
    ("desk_checks.table", N_("Checks")),
    ("switches.table", N_("Switches")),
    ("honours.table", N_("Honours and calendar")),
    ("work.table", N_("Letters and background work")),
    ("own.account", N_("My account")),
)
MANY = 6  # doors that stand side by side; where there are more, those that are not opened daily go under "More"
ROLE_NAMES = {
    Role.CLERK: N_("Reception officer"),
    Role.MODERATOR: N_("Moderator"),
    Role.EDITOR: N_("Editor"),
    Role.APPRAISER: N_("Appraisal officer"),
    Role.BOARD_LEAD: N_("Board leader"),
    Role.AGENCY: N_("Agency officer"),
    Role.CONFIDENTIAL_READER: N_("Officer for denunciations"),
    Role.IDENTITY_KEEPER: N_("Keeper of identities"),
    Role.OBSERVER: N_("Observer of the Fatherland Front"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


class CurrentStaff:
    """Who is signed in, as the layout shows it."""

    def __init__(self, who: Actor) -> None:
        self.name = who.name
        self.role = ", ".join(gettext(ROLE_NAMES[role]) for role in Role if role in who.roles)


BEHIND = {
    "canned": "reasons.table",
    "handover": "day.own",
    "desk_appeals": "desk.queue",
    "desk_reports": "desk.queue",
    "several": "desk.queue",
}  # pages whose door is another family's
INSTEAD = {"samples.listing": "second.waiting"}  # doors for whoever may not open the other, which leads on to them


class Door(NamedTuple):
    """One entry of the menu."""

    text: str
    url: str
    now: bool  # it leads to the page that is shown
    daily: bool


class Menu:
    """The menu, worked out only when a staff layout asks: public pages must not touch the session."""

    def parts(self) -> tuple[list[Door], list[Door]]:
        """What stands side by side, and what stands under "More"."""
        every = list(self)
        if len(every) <= MANY:
            return every, []
        return [door for door in every if door.daily], [door for door in every if not door.daily]

    def __iter__(self) -> Iterator[Door]:
        by = actor()
        here = (request.endpoint or "").replace(f"{ENGLISH}.", ".")
        now = _door_of(here)
        for endpoint, label in DOORS:
            if by.kind is Kind.STAFF and _opens(by, endpoint) and not _opens(by, INSTEAD.get(endpoint, "")):
                here_too = (endpoint, *(k for k, v in INSTEAD.items() if v == endpoint))
                counted = _mentions(by) if endpoint == "notes.mentions" else 0
                text = f"{gettext(label)} ({counted})" if counted else gettext(label)
                yield Door(text, to(endpoint), now in here_too, (endpoint, label) in DAILY or counted > 0)


def _opens(by: Actor, endpoint: str) -> bool:
    view = current_app.view_functions.get(endpoint)
    return view is not None and may(by, getattr(view, "permission"))  # noqa: B009  # set by @allow


def tell_mentions(number: int) -> None:
    """Let the menu know how many mentions are unread, where a page found out with its own question."""
    g.mentions = number


def _mentions(by: Actor) -> int:
    known: int | None = g.get("mentions")
    return mentions.unread(by) if known is None else known


def _door_of(here: str) -> str | None:
    """The door behind which a page lies: that of its own family ("desk_opinions"), else of the wider one ("desk_texts")."""
    family = here.partition(".")[0]
    wider = family.partition("_")[0]
    doors = {endpoint.partition(".")[0]: endpoint for endpoint, _ in DOORS}
    near = (name for name in doors if name.partition("_")[0] == wider)
    return BEHIND.get(family) or doors.get(family) or doors.get(wider) or next((doors[name] for name in near), None)


def first() -> str:
    """Where a member of staff starts work."""
    return next((door.url for door in Menu()), to("own.account"))


def _who() -> CurrentStaff | None:
    who = actor()
    return CurrentStaff(who) if who.kind is Kind.STAFF else None


def install(app: Flask) -> None:
    """Give the staff layout its menu and its name, and public pages the word that we are late."""
    app.jinja_env.globals.update(staff_nav=Menu(), current_staff=LocalProxy(_who), late_since=backlog.told_since)
