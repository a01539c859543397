"""The letters of publishing, correcting and taking down a story, before they are sent."""

from collections.abc import Callable, Sequence

from flask_babel import gettext

from portal.moderation.reports import queries as reports
from portal.moderation.reports.states import Outcome
from portal.nominations import moves
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState
from portal.stories import queries, services, sources
from portal.stories.content import Content
from portal.stories.models import Story
from portal.stories.states import RemovalReason
from portal.stories.wording import REMOVALS, removal_texts
from portal.web.kit.locale import to
from portal.web.kit.session import actor
from portal.web.moderation import letters, previewing, report_letters
from portal.web.moderation.letters import Preview
from portal.web.moderation.opinion_letters import TWO
from portal.web.moderation.previewing import Fact, Way

LATER = "…"  # the end of an address that is given when the story is published


def of_publication(story: Story, *, version: int, address: Callable[[str], str]) -> str:
    """The page with the letter to who told of it; nothing where nobody left an address. Raises what publishing would."""
    told, path = sources.told_of(story, NominationState.ACCEPTED), address(story.slug or "-").removesuffix("-")
    with previewing.trial():
        services.publish(story, by=actor(), version=version, address=address)
    there = f"{path}{'' if story.slug else LATER}"
    letter = [letters.to_writer(each, "published", path=there, again=moves.was_public(each)) for each in told[:1]]
    facts = [(gettext("Story"), story.title), (gettext("Decision"), gettext("Publish this story"))]
    return _page(letter, facts, gettext("Publish this story"), story, told)


def of_correction(story: Story, written: Content, *, version: int, note: str, address: Callable[[str], str]) -> str:
    """The like, of a correction: its note is what readers and the letter say. Raises what correcting would."""
    told, said = sources.told_of(story), ""
    with previewing.trial():
        services.correct(story, written, by=actor(), version=version, note=note, address=address)
        said = services.noted(note)
    path = address(story.slug or "")
    letter = [letters.to_writer(each, "story_corrected", path=path, note=said) for each in told[:1]]
    facts = [
        (gettext("Story"), story.title), (gettext("Decision"), gettext("Publish the correction")),
        (gettext("What was corrected; readers see this"), said),
    ]  # fmt: skip
    return _page(letter, facts, gettext("Publish the correction"), story, told)


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
    facts = [
        (gettext("Story"), fresh.title), (gettext("Decision"), gettext("Take it down")),
        (gettext("Reason"), gettext(REMOVALS[reason])), (gettext("Why (colleagues will read it)"), why),
    ]  # fmt: skip
    return _page(seen_first, facts, gettext("Take it down"), fresh, told, two="" if done else gettext(TWO))


def _page(
    told: Sequence[Preview], facts: Sequence[Fact], send: str, story: Story, writers: Sequence[Nomination], two: str = ""
) -> str:  # fmt: skip
    """The page that shows them; nothing where there is no letter."""
    way = Way(to("publishing.preview", story_id=story.id), gettext("Back to the story"), send)
    return previewing.page(told, facts, way, two=two, more=max(0, len(writers) - 1)) if told else ""
