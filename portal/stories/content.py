"""What an editor writes: the whole of a story that can be changed, as one value."""

import uuid
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.engines.text import sanitise, tidy
from portal.nominees.states import PositionGroup
from portal.stories import limits
from portal.stories.models import Story, StoryPhoto
from portal.stories.shelving import themes_of
from portal.stories.states import Theme

LINES = {
    "title": limits.TITLE, "deck": limits.DECK, "quote": limits.QUOTE, "quote_by": limits.NAME,
    "people": limits.PEOPLE, "ward_then": limits.NAME, "place": limits.PLACE, "happened_text": limits.NAME,
    "told_by": limits.NAME,
}  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """A photo as it is to stand in the story; the focal point in whole per cent from the left and the top."""

    file_id: uuid.UUID
    alt: str = ""
    caption: str = ""
    credit: str = ""
    focus_x: int = 50
    focus_y: int = 50


@dataclass(frozen=True)
class Content:
    """A story's words, facts, themes and photos; the first photo leads."""

    title: str = ""
    deck: str = ""
    body_html: str = ""
    quote: str = ""
    quote_by: str = ""
    people: str = ""
    position_group: PositionGroup = PositionGroup.UNKNOWN
    ward_code: str | None = None
    ward_then: str = ""
    place: str = ""
    happened_text: str = ""
    happened_from: date | None = None
    told_by: str = ""
    themes: tuple[Theme, ...] = ()
    photos: tuple[Shot, ...] = ()
    illustration: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it, for a revision."""
        made = {f.name: getattr(self, f.name) for f in fields(self)}
        made["happened_from"] = self.happened_from and self.happened_from.isoformat()
        made["themes"] = [theme.value for theme in self.themes]
        made["photos"] = [{f.name: str(getattr(shot, f.name)) for f in fields(shot)} for shot in self.photos]
        return made


def read(plain: dict[str, Any]) -> Content:
    """The value that `plain` made."""
    day = plain["happened_from"]
    shots = tuple(
        Shot(**each | {"file_id": uuid.UUID(each["file_id"]), "focus_x": int(each["focus_x"]), "focus_y": int(each["focus_y"])})
        for each in plain["photos"]
    )  # fmt: skip
    same = plain | {
        "happened_from": date.fromisoformat(day) if day else None, "photos": shots,
        "themes": tuple(Theme(each) for each in plain["themes"]), "position_group": PositionGroup(plain["position_group"]),
    }  # fmt: skip
    return Content(**same)


def tidied(content: Content) -> Content:
    """The content fit to keep: NFC, cleaned, the body a safe subset of HTML. Raises Unfit for what is too long."""
    lines: dict[str, Any] = {name: _line(name, getattr(content, name), longest) for name, longest in LINES.items()}
    if len(content.photos) > limits.PHOTOS:
        raise Unfit(N_("Choose at most %(most)s photos."), field="photos", most=limits.PHOTOS)
    themes = tuple(theme for theme in Theme if theme in content.themes)
    shots = tuple(_shot(each) for each in content.photos)
    return replace(content, body_html=_body(content.body_html), themes=themes, photos=shots, **lines)


def _body(dirty: str) -> str:
    try:
        body = sanitise.story_html(dirty)
    except sanitise.TooLong:
        raise Unfit(N_("The story is too long."), field="body") from None
    if len(body) > limits.BODY:
        raise Unfit(N_("The story is too long."), field="body")
    return body


def _line(name: str, text: str, longest: int) -> str:
    text = tidy.line(text)
    if len(text) > longest:
        raise Unfit(N_("Write at most %(most)s characters."), field=name, most=longest)
    return text


def _shot(shot: Shot) -> Shot:
    words = {"alt": limits.ALT, "caption": limits.ALT, "credit": limits.CREDIT}
    lines: dict[str, Any] = {name: _line(name, getattr(shot, name), longest) for name, longest in words.items()}
    return replace(shot, focus_x=_share(shot.focus_x), focus_y=_share(shot.focus_y), **lines)


def _share(value: int) -> int:
    return min(100, max(0, value))


def content_of(story: Story) -> Content:
    """What a story says now."""
    same = {f.name: getattr(story, f.name) for f in fields(Content) if f.name not in ("themes", "photos")}
    shots = tuple(Shot(p.file_id, p.alt, p.caption, p.credit, p.focus_x, p.focus_y) for p in story.photos)
    return Content(themes=themes_of(story), photos=shots, **same)


def put(content: Content, story: Story) -> None:
    """Let the story say this. The photos' rows are made anew: nothing points at them."""
    for name in (f.name for f in fields(Content) if f.name not in ("themes", "photos")):
        setattr(story, name, getattr(content, name))
    story.themes_text = " ".join(theme.value for theme in content.themes)
    story.photos = [
        StoryPhoto(
            file_id=shot.file_id, position=at, alt=shot.alt, caption=shot.caption, credit=shot.credit,
            focus_x=shot.focus_x, focus_y=shot.focus_y,
        )
        for at, shot in enumerate(content.photos)
    ]  # fmt: skip
    lead = content.photos[0] if content.photos else None
    story.photo_file_id, story.photo_alt = (lead.file_id, lead.alt) if lead else (None, story.photo_alt)
