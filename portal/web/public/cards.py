"""Rows of the stories room as the templates show them: addresses, pictures and words put in place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from markupsafe import Markup, escape

from portal.core import clock
from portal.engines.text.fold import highlight
from portal.organisations.words import ward_name
from portal.web.kit.drawings import DRAWINGS, drawing
from portal.web.kit.locale import address, language, to
from portal.web.kit.story_page import Picture, focus
from portal.web.public.wards import capitalised

TAG = 12  # characters of a variant's hash in its address


@dataclass(frozen=True)
class Card:
    """One story in a list."""

    url: str
    title: str
    deck: str
    place: str
    thanks: int
    day: date
    photo: Picture | None
    alt: str = ""
    told_by: str = ""
    quote: str = ""
    quote_by: str = ""
    title_marked: Markup | None = None  # with the words searched for in <mark>
    deck_marked: Markup | None = None


def ward(kind: Any, name: str | None) -> str:
    """A ward at the head of a line: "Phường Hồng Hà", "Hồng Hà Ward"."""
    return capitalised(ward_name(kind, name, language())) if kind and name else ""


def photo_address(file_id: Any, variant: dict[str, Any], wish: str) -> str:
    """Where a photo's variant lies; the hash lets caches keep it for good."""
    return address("photos.photo", "vi", file_id=file_id, wish=wish, tag=variant["sha256"][:TAG])


def picture(
    file_id: Any, variants: list[dict[str, Any]] | None, illustration: str, fx: int = 50, fy: int = 50
) -> Picture | None:
    """A photo in its widths, or the drawing that stands in where there is none yet, if one was chosen."""
    made = sorted(variants or [], key=lambda v: v["width"])
    plain = next((v for v in made if v["media_type"] == "image/jpeg"), None)
    if not file_id or not plain:
        return Picture(drawing(illustration)) if illustration in DRAWINGS else None
    wide = [v for v in made if v["media_type"] == "image/webp"]
    return Picture(
        photo_address(file_id, plain, "jpeg"),
        ", ".join(f"{photo_address(file_id, v, str(v['width']))} {v['width']}w" for v in wide),
        plain["width"],
        plain["height"],
        *focus(fx, fy),
    )


def card(row: Any, searched: str = "") -> Card:
    """A row of reading.cards() as a card, the words searched for marked."""
    drawn = not row.photo_file_id
    return Card(
        to("stories.story", slug=row.slug),
        row.title,
        row.deck,
        ward(row.ward_kind, row.ward_name) or row.place,
        row.thanks,
        clock.local(row.published_at).date(),
        picture(row.photo_file_id, row.variants, row.illustration, row.focus_x or 50, row.focus_y or 50),
        gettext("Illustration: %(what)s", what=row.photo_alt) if drawn and row.photo_alt else row.photo_alt,
        quote=row.quote,
        quote_by=row.quote_by,
        title_marked=marked(row.title, searched),
        deck_marked=marked(row.deck, searched),
    )


def marked(text: str, searched: str) -> Markup | None:
    """The text with the words searched for in <mark>; None where nothing was searched."""
    if not searched:
        return None
    pieces = highlight(text, searched)
    return Markup().join(Markup("<mark>{}</mark>").format(piece) if hit else escape(piece) for piece, hit in pieces)


def deck_of(rows: Iterable[Any]) -> list[Card]:
    """Rows as cards."""
    return [card(row) for row in rows]
