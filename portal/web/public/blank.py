"""Pages of questions on which nothing was answered yet: but for the form's token the same for everybody, so made once.

Whoever tells a story meets each page so first. What is kept is made of nothing that a resident wrote: its maker is
given no draft, only whom it is about, of five, and a sign for where the token stands.
"""

from collections.abc import Hashable
from typing import Protocol

from flask import current_app, g, request
from flask_wtf.csrf import generate_csrf

from portal.core import clock
from portal.moderation.desk import backlog
from portal.moderation.switches import queries as switches
from portal.nominations import drafts
from portal.nominations.drafts import Typed
from portal.nominations.looks import Look
from portal.organisations.queries import gazetteer
from portal.web.kit.locale import language
from portal.web.kit.telling import assembly
from portal.web.public import told_before
from portal.web.public.questions import Page

TOKEN = "\ue000token\ue000"  # noqa: S105  # where each reader's own stands; no words of ours hold such signs
KEPT = "blank pages"


class Show(Protocol):
    """Renders a page of questions."""

    def __call__(self, page: Page, draft: None, typed: Typed, *, about: str, token: str) -> str: ...


def untouched(page: Page, draft: Look | None) -> bool:
    """Whether this reader finds the page as everybody does: nothing was answered, and there is nothing to be said."""
    if request.query_string or g.get("just_sent") or drafts.seen(draft, page.name):
        return False
    if page.name == "photos":
        return not drafts.photos_of(draft)
    return page.name != "deed" or not told_before.of_draft(draft)


def page(of: Page, draft: Look | None, show: Show) -> str:
    """A page that is untouched, with the token of this reader."""
    about, known = assembly.about_of(draft), _known()
    key = (of.name, about, language(), request.root_path)
    if key not in known or current_app.jinja_env.auto_reload:
        known[key] = show(of, None, {}, about=about, token=TOKEN)
    return known[key].replace(TOKEN, generate_csrf())


def _known() -> dict[Hashable, str]:
    """The pages as they are now: all are made anew when the day, a switch, the wards or the word that we are late changes."""
    now = (clock.today(), switches.edition(), backlog.told_since() is None, gazetteer())
    kept: tuple[Hashable, dict[Hashable, str]] | None = current_app.extensions.get(KEPT)
    if kept is None or kept[0] != now:
        kept = current_app.extensions[KEPT] = (now, {})
    return kept[1]
