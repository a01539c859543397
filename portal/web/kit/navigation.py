"""The staff's menu: only what is built, and only what this person may open."""

from collections.abc import Iterator

from flask import Flask, current_app, request
from flask_babel import gettext
from werkzeug.local import LocalProxy

from portal.core.actor import Actor, Kind, Role
from portal.core.i18n import N_
from portal.core.policy import may
from portal.moderation.desk import backlog
from portal.moderation.notes import queries as mentions
from portal.web.kit.locale import ENGLISH, to
from portal.web.kit.session import actor

DOORS = (
    ("desk.queue", N_("Moderation")),
    ("second.waiting", N_("Second person")),
    ("samples.listing", N_("Weekly sample")),
    ("clusters.table", N_("Signs of campaigns")),
    ("editor.shelf", N_("Stories")),
    ("intake.start", N_("Write down for someone")),
    ("opinion_intake.choose", N_("Write down an opinion")),
    ("appeal_intake.write", N_("Write down an appeal")),
    ("reasons.table", N_("Reasons")),
    ("measures.page", N_("Measures")),
    ("log.decisions", N_("Log")),
    ("notes.mentions", N_("Mentions of me")),
    ("day.own", N_("My day")),
    ("switches.table", N_("Switches")),
    ("desk_checks.table", N_("Checks")),
    ("reports.listing", N_("Confidential channel")),
    ("board_rounds.listing", N_("Rounds")),
    ("honours.table", N_("Honours and calendar")),
    ("own.account", N_("My account")),
)
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


class Menu:
    """The menu, worked out only when a staff layout asks: public pages must not touch the session."""

    def __iter__(self) -> Iterator[tuple[str, str, bool]]:
        by = actor()
        here = (request.endpoint or "").replace(f"{ENGLISH}.", ".")
        now = _door_of(here)
        for endpoint, label in DOORS:
            if by.kind is Kind.STAFF and _opens(by, endpoint) and not _opens(by, INSTEAD.get(endpoint, "")):
                here_too = (endpoint, *(k for k, v in INSTEAD.items() if v == endpoint))
                yield _counted(endpoint, gettext(label), by), to(endpoint), now in here_too


def _opens(by: Actor, endpoint: str) -> bool:
    view = current_app.view_functions.get(endpoint)
    return view is not None and may(by, getattr(view, "permission"))  # noqa: B009  # set by @allow


def _counted(endpoint: str, label: str, by: Actor) -> str:
    """The name of a door, with how much waits behind it where that is one's own to read."""
    n = mentions.unread(by) if endpoint == "notes.mentions" else 0
    return f"{label} ({n})" if n else label


def _door_of(here: str) -> str | None:
    """The door behind which a page lies: that of its own family ("desk_opinions"), else of the wider one ("desk_texts")."""
    family = here.partition(".")[0]
    wider = family.partition("_")[0]
    doors = {endpoint.partition(".")[0]: endpoint for endpoint, _ in DOORS}
    near = (name for name in doors if name.partition("_")[0] == wider)
    return BEHIND.get(family) or doors.get(family) or doors.get(wider) or next((doors[name] for name in near), None)


def first() -> str:
    """Where a member of staff starts work."""
    return next((url for _, url, _ in Menu()), to("own.account"))


def _who() -> CurrentStaff | None:
    who = actor()
    return CurrentStaff(who) if who.kind is Kind.STAFF else None


def install(app: Flask) -> None:
    """Give the staff layout its menu and its name, and public pages the word that we are late."""
    app.jinja_env.globals.update(staff_nav=Menu(), current_staff=LocalProxy(_who), late_since=backlog.told_since)
