"""One public story as its page shows it."""

from typing import Any

from flask import current_app
from flask_babel import gettext

from portal.core.storage import queries as storage
from portal.organisations.words import ward_name
from portal.stories import reading
from portal.stories.models import Story
from portal.web.kit.assets import asset
from portal.web.kit.drawings import DRAWINGS
from portal.web.kit.locale import address, language, to
from portal.web.kit.story_page import Shot, around_quote, byline, caption, drawn
from portal.web.public import wards
from portal.web.public.asking import Asked
from portal.web.public.cards import TAG, deck_of, picture, ward

RELATED = 3


def shown(row: Any, told: Story) -> dict[str, object]:
    """Everything the template of a story needs; `row` is (story, ward, file) as reading.by_slug gives it."""
    place = ward(row.Ward.kind, row.Ward.name) if row.Ward else ""
    rows = [r for r in reading.photos(told.id) if r.StoredFile.variants]  # the others' pictures are still being made
    first = next((r for r in rows if r.StoredFile.id == told.photo_file_id), None)
    here = f"{current_app.jinja_env.globals['site_url']}{address('stories.story', 'vi', slug=told.slug)}"
    opening, rest = around_quote(told.body_html)
    return {
        "story": told, "opening": opening, "rest": rest,
        "lead": _shot(first) if first else drawn(told), "more_photos": [_shot(r) for r in rows if r is not first],
        "trail": [(gettext("Front page"), to("home.front")), (gettext("Stories"), to("stories.gallery")),
                  *([(place, Asked(ward=wards.capitalised(ward_name(row.Ward.kind, row.Ward.name))).address())] if place else [])],
        "byline": byline(told), "facts": list(_facts(told, place)), "address_here": here,
        "share_image": _share_image(first, told), "related": deck_of(reading.related(told, RELATED)),
    }  # fmt: skip


def _shot(row: Any) -> Shot:
    shown, file = row.StoryPhoto, row.StoredFile
    photo = picture(file.id, file.variants, "", shown.focus_x, shown.focus_y)
    assert photo is not None  # its copies are there
    return Shot(photo, shown.alt, caption(shown.caption, shown.credit))


def _share_image(lead: Any, told: Story) -> str:
    """The whole address of the picture that other sites show beside a link: cut around the focal point."""
    site = str(current_app.jinja_env.globals["site_url"])
    if lead is None:
        return site + asset(f"img/share/{told.illustration if told.illustration in DRAWINGS else 'portal'}.jpg")
    shot, tag = lead.StoryPhoto, storage.piece(lead.StoredFile, storage.JPEG).sha256[:TAG]
    return site + address("photos.share", "vi", file_id=shot.file_id, fx=shot.focus_x, fy=shot.focus_y, tag=tag)


def _facts(told: Story, place: str) -> Any:
    if told.people:
        yield gettext("In this story"), told.people
    if place or told.place:
        inline = place if language() == "en" else place[:1].lower() + place[1:]
        said = told.place if place.lower() in told.place.lower() else inline  # the writer may have named the ward alone
        parts = (said,) if told.place.lower() in said.lower() else (told.place, said)
        yield gettext("Where"), wards.capitalised(", ".join(part for part in parts if part))
    if told.ward_then and told.ward_then.lower() not in place.lower():
        yield gettext("At the time called"), told.ward_then
    if told.happened_text:
        yield gettext("When"), told.happened_text
