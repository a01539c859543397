"""Cheap versions of what public pages show, so that a reader who has a page already is told so without making it."""

from portal.core import clock
from portal.stories import reading
from portal.web.kit.assets import asset


def lists_stamp() -> str:
    """Of every list: it changes with the stories, with thanks, with the day (open years), and with the site's looks."""
    return f"{reading.edition()}-{clock.today()}-{looks()}"


def story_stamp(slug: str) -> str:
    """Of one story's page, and of the stories of the same kind beneath it; only their thanks may be as old as the
    reader's copy."""
    return f"{reading.stamp(slug)}-{looks()}"


def looks() -> str:
    """Nobody keeps yesterday's page around today's styles."""
    return asset("css/ui.css")
