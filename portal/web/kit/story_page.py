"""What a story's page shows, before it is public and after: the same words and crops for editors and readers."""

import re
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from portal.stories.models import Story
from portal.web.kit.drawings import DRAWINGS, drawing
from portal.web.kit.locale import show_date

TWO_PARAGRAPHS = re.compile(r"\s*(?:<p>.*?</p>\s*){2}", re.S)


@dataclass(frozen=True)
class Picture:
    """What ui/photo.html needs of a photo or drawing."""

    src: str
    webp: str = ""
    width: int = 1200
    height: int = 800
    fx: int = 50
    fy: str = ""


@dataclass(frozen=True)
class Shot:
    """A picture as it stands in a story."""

    photo: Picture
    alt: str
    caption: str


def focus(x: int, y: int) -> tuple[int, str]:
    """The point a crop must keep, in the steps that the style sheet knows."""
    return min((0, 25, 50, 75, 100), key=lambda step: abs(step - x)), "top" if y < 34 else "low" if y > 66 else ""


def caption(text: str, credit: str) -> str:
    """What stands below a photo: its words, and who took it."""
    taken = gettext("Photo: %(who)s.", who=credit) if credit else ""
    return f"{text} {taken}".strip()


def drawn(story: Story) -> Shot | None:
    """The drawing that leads a story without photos; none where none was chosen."""
    if story.illustration not in DRAWINGS:
        return None
    alt = gettext("Illustration: %(what)s", what=story.photo_alt) if story.photo_alt else ""
    return Shot(Picture(drawing(story.illustration)), alt, gettext("Illustration."))


def around_quote(html: str) -> tuple[Markup, Markup]:
    """The text before and after the pull quote: it stands behind the first two paragraphs, or at the end."""
    cut = m.end() if (m := TWO_PARAGRAPHS.match(html)) else len(html)
    return Markup(html[:cut]), Markup(html[cut:])  # noqa: S704  # cleaned when it was written


def byline(story: Story, day: str = "") -> str:
    """Who told it, and when it was published; `day` for one that is not yet."""
    day = show_date(story.published_at) if story.published_at else day
    if story.told_by:
        return gettext("Told by %(who)s. Published on %(day)s.", who=story.told_by.removesuffix("."), day=day)
    return gettext("Told by a resident. Published on %(day)s.", day=day)
