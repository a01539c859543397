"""The gallery and the stories in it."""

from dataclasses import replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from portal.core import clock
from portal.core.errors import Missing
from portal.organisations import queries
from portal.stories import reading
from portal.stories.models import Story
from portal.stories.states import StoryState
from portal.stories.wording import REMOVALS
from portal.web.kit import errors
from portal.web.kit.cache import cacheable
from portal.web.kit.guard import open_page
from portal.web.kit.locale import show_date
from portal.web.kit.words import GROUPS, THEMES
from portal.web.public import asking, wards
from portal.web.public.asking import Asked
from portal.web.public.cards import card, deck_of
from portal.web.public.stamps import lists_stamp, story_stamp
from portal.web.public.telling import shown

bp = Blueprint("stories", __name__)
SIZE = 12
NEAR = 3  # offered where nothing was found
FIRST_YEAR = 2025


@bp.get("/cau-chuyen")
@open_page
@cacheable(stamp=lists_stamp)
def gallery() -> ResponseReturnValue:
    """Every public story, newest first, by words and filters; each combination has this address with its own values."""
    asked = asking.read(request.args)
    known = queries.gazetteer()
    place = wards.sought(asked.ward, known)
    wish = reading.Wish(asked.q, place.codes, asked.themes, asked.group, asked.year)
    shelf = reading.shelf(wish, size=SIZE, after=request.args.get("after"), before=request.args.get("before"))
    if not shelf.rows:
        return render_template(
            "public/stories/none.html",
            asked=asked,
            removable=asked.removable(),
            near=deck_of(reading.newest(NEAR)),
            places=[(name, replace(asked, ward=name).address()) for name in place.suggestions],
        )
    return render_template(
        "public/stories/gallery.html",
        asked=asked,
        removable=asked.removable(),
        found=_found(asked, shelf.found),
        cards=[card(row, asked.q) for row in shelf.rows],
        before=shelf.before and asked.address(before=shelf.before),
        after=shelf.after and asked.address(after=shelf.after),
        wards=wards.names(known, clock.today()),
        themes=[(theme.value, gettext(text)) for theme, text in THEMES.items()],
        groups=[(group.value, gettext(text)) for group, text in GROUPS.items()],
        years=range(clock.today().year, FIRST_YEAR - 1, -1),
    )


def _found(asked: Asked, found: int) -> str:
    if found > reading.CEILING:
        return gettext("More than 1,000 stories")
    if asked.q:
        return ngettext("%(num)d story for “%(words)s”", "%(num)d stories for “%(words)s”", found, words=asked.q)
    return ngettext("%(num)d story", "%(num)d stories", found)


@bp.get("/cau-chuyen/<slug>")
@open_page
@cacheable(stamp=story_stamp)
def story(slug: str) -> ResponseReturnValue:
    """One story. Raises Missing; answers 410 with the reason where it was taken down."""
    row = reading.by_slug(slug)
    if row is None:
        raise Missing()
    told: Story = row.Story
    if told.state is StoryState.REMOVED:
        return gone(told)
    return render_template("public/stories/story.html", **shown(row, told))


def gone(told: Story) -> ResponseReturnValue:
    """The page of a story that was taken down: when and why, the editor's note, nothing of what it said."""
    reason = gettext(REMOVALS[told.removal_reason]) if told.removal_reason else ""
    day = show_date(told.removed_at) if told.removed_at else ""
    return errors.page(
        410, gettext("This story was taken down on %(day)s.", day=day), reason=reason, note=told.public_note
    )
