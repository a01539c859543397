"""The gallery and the stories in it."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from markupsafe import Markup

from portal.core import clock
from portal.core.errors import Missing
from portal.organisations import queries
from portal.organisations.words import ward_name
from portal.stories import reading
from portal.stories.models import Story
from portal.stories.states import StoryState
from portal.web.kit import errors
from portal.web.kit.assets import asset, fingerprint
from portal.web.kit.cache import cacheable
from portal.web.kit.guard import open_page
from portal.web.kit.locale import address, language, show_date, to
from portal.web.kit.words import GROUPS, REMOVALS, THEMES
from portal.web.public import asking, wards
from portal.web.public.asking import Asked
from portal.web.public.cards import card, deck_of, picture, ward

bp = Blueprint("stories", __name__)
SIZE = 12
RELATED = 3
FIRST_YEAR = 2025
TWO_PARAGRAPHS = re.compile(r"\s*(?:<p>.*?</p>\s*){2}", re.S)


@bp.get("/cau-chuyen")
@open_page
@cacheable()
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
            near=deck_of(reading.newest(RELATED)),
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


def _stamp(slug: str) -> str:
    """The story's version and the styles': nobody keeps yesterday's page around today's looks."""
    return f"{reading.stamp(slug)}-{fingerprint(Path(current_app.static_folder or '') / 'css' / 'ui.css')}"


@bp.get("/cau-chuyen/<slug>")
@open_page
@cacheable(stamp=_stamp)
def story(slug: str) -> ResponseReturnValue:
    """One story. Raises Missing; answers 410 with the reason where it was taken down."""
    row = reading.by_slug(slug)
    if row is None:
        raise Missing()
    told: Story = row.Story
    if told.state is StoryState.REMOVED:
        return gone(told)
    return render_template("public/stories/story.html", **_page(row, told))


def gone(told: Story) -> ResponseReturnValue:
    """The page of a story that was taken down: when and why, nothing of what it said."""
    reason = gettext(REMOVALS[told.removal_reason]) if told.removal_reason else ""
    day = show_date(told.removed_at) if told.removed_at else ""
    return errors.page(410, gettext("This story was taken down on %(day)s.", day=day), reason=reason)


def _page(row: Any, told: Story) -> dict[str, object]:
    place = ward(row.Ward.kind, row.Ward.name) if row.Ward else ""
    shots = [
        {"photo": picture(p.StoredFile.id, p.StoredFile.variants, "", p.StoryPhoto.focus_x, p.StoryPhoto.focus_y),
         "alt": p.StoryPhoto.alt, "caption": _caption(p.StoryPhoto), "lead": p.StoredFile.id == told.photo_file_id}
        for p in reading.photos(told.id) if p.StoredFile.variants
    ]  # fmt: skip
    lead = next((s for s in shots if s["lead"]), None) or _drawing(told)
    here = f"{current_app.jinja_env.globals['site_url']}{address('stories.story', 'vi', slug=told.slug)}"
    opening, rest = _around_quote(told.body_html)
    return {
        "story": told, "opening": opening, "rest": rest,
        "lead": lead, "more_photos": [s for s in shots if s is not lead],
        "trail": [(gettext("Front page"), to("home.front")), (gettext("Stories"), to("stories.gallery")),
                  *([(place, Asked(ward=wards.capitalised(ward_name(row.Ward.kind, row.Ward.name))).address())] if place else [])],
        "byline": _byline(told), "facts": list(_facts(told, place)), "address_here": here,
        "share_image": _share_image(row, told), "related": deck_of(reading.related(told, RELATED)),
    }  # fmt: skip


def _around_quote(html: str) -> tuple[Markup, Markup]:
    """The text before and after the pull quote: it stands behind the first two paragraphs, or at the end."""
    cut = m.end() if (m := TWO_PARAGRAPHS.match(html)) else len(html)
    return Markup(html[:cut]), Markup(html[cut:])  # noqa: S704  # cleaned when it was written


def _caption(shot: Any) -> str:
    credit = gettext("Photo: %(who)s.", who=shot.credit) if shot.credit else ""
    return f"{shot.caption} {credit}".strip()


def _drawing(told: Story) -> dict[str, object]:
    alt = gettext("Illustration: %(what)s", what=told.photo_alt) if told.photo_alt else ""
    return {"photo": picture(None, None, told.illustration), "alt": alt, "caption": gettext("Illustration.")}


def _share_image(row: Any, told: Story) -> str:
    site = str(current_app.jinja_env.globals["site_url"])
    if row.StoredFile and row.StoredFile.variants:
        return site + to("photos.share", file_id=row.StoredFile.id, fx=50, fy=50)
    return site + asset(f"img/share/{told.illustration or 'portal'}.jpg")


def _byline(told: Story) -> str:
    day = show_date(told.published_at) if told.published_at else ""
    if told.told_by:
        return gettext("Told by %(who)s. Published on %(day)s.", who=told.told_by, day=day)
    return gettext("Told by a resident. Published on %(day)s.", day=day)


def _facts(told: Story, place: str) -> Any:
    if told.people:
        yield gettext("In this story"), told.people
    if place or told.place:
        inline = place if language() == "en" else place[:1].lower() + place[1:]
        yield gettext("Where"), wards.capitalised(", ".join(part for part in (told.place, inline) if part))
    if told.ward_then and told.ward_then.lower() not in place.lower():
        yield gettext("At the time called"), told.ward_then
    if told.happened_text:
        yield gettext("When"), told.happened_text
