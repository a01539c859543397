"""The letters of taking a story down, before they are sent."""

from flask_babel import gettext

from portal.moderation.reports import queries as reports
from portal.moderation.reports.states import Outcome
from portal.stories import queries, services, sources
from portal.stories.models import Story
from portal.stories.states import RemovalReason
from portal.stories.wording import REMOVALS, removal_texts
from portal.web.kit.locale import to
from portal.web.kit.session import actor
from portal.web.moderation import letters, previewing, report_letters
from portal.web.moderation.opinion_letters import TWO
from portal.web.moderation.previewing import Way


def of_removal(
    story: Story, *, version: int, reason: RemovalReason, why: str, note: str, seen: int | None = None
) -> str:
    """The page with the letter to who told of it; nothing where nobody left an address. Raises what taking it down would."""
    told, done, public = sources.told_of(story), False, ""
    with previewing.trial():
        done = services.remove(story, by=actor(), version=version, reason=reason, why=why, note=note, seen=seen)
        public = services.noted(note) if note.strip() else ""
    fresh = queries.one(story.id)
    if fresh is None:
        return ""
    seen_first = (
        [letters.to_writer(told[0], "story_removed", reason=removal_texts(reason), note=public)] if told else []
    )
    seen_first += report_letters.of(reports.closed_with("story", story.id), Outcome.TAKEN_DOWN)
    if not seen_first:
        return ""
    facts = [
        (gettext("Story"), fresh.title), (gettext("Decision"), gettext("Take it down")),
        (gettext("Reason"), gettext(REMOVALS[reason])), (gettext("Why (colleagues will read it)"), why),
    ]  # fmt: skip
    way = Way(to("publishing.preview", story_id=story.id), gettext("Back to the story"), gettext("Take it down"))
    return previewing.page(seen_first, facts, way, two="" if done else gettext(TWO), more=max(0, len(told) - 1))
