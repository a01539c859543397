"""A draft is there as soon as a testimony is accepted, and goes again when that is taken back."""

from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import may, require
from portal.nominations.models import Nomination
from portal.nominees import queries as nominees
from portal.stories import queries, services
from portal.stories.models import Story, StorySource
from portal.stories.policy import Stories
from portal.stories.states import StoryState

BEGUN = N_("A story is being written from it already. Make a new decision instead.")


def open_for(nomination: Nomination, *, by: Actor) -> Story:
    """The draft an accepted testimony is written up in, however often it is asked for.

    It joins the draft about the same nominee, if one is being written: several testimonies make one story.
    """
    require(by, Stories.WRITE)
    begun = queries.of_nominations([nomination.id])
    if begun is not None:
        return begun
    draft = queries.draft_about(nominees.group(nominees.root(nomination.subjects[0].nominee)))
    if draft is None:
        return services.begin([nomination], by=by)
    db.session.add(StorySource(story_id=draft.id, nomination_id=nomination.id))
    db.session.flush()
    record(by, Stories.WRITE, draft, joined=nomination.id)
    return draft


def leave_out(story: Story, nomination: Nomination, *, by: Actor) -> None:
    """Write the story without this testimony, which then waits for one of its own. Raises NotNow, Unfit for the last one."""
    require(by, Stories.WRITE, story)
    if story.state is not StoryState.DRAFT:
        raise NotNow()
    if len(queries.sources(story)) < 2:
        raise Unfit(N_("A story needs at least one testimony."))
    _part(story, nomination, by)


def close_again(nomination: Nomination, *, by: Actor) -> None:
    """Undo `open_for`. Raises NotNow where somebody has written meanwhile: their words are not thrown away."""
    story = queries.of_nominations([nomination.id])
    if story is None:
        return
    if story.state is not StoryState.DRAFT or not may(by, Stories.UNDO, story):
        raise NotNow(BEGUN)
    if len(queries.sources(story)) > 1:
        _part(story, nomination, by)
    elif len(queries.revisions(story)) > 1:
        raise NotNow(BEGUN)
    else:
        record(by, Stories.UNDO, story)
        db.session.delete(story)


def _part(story: Story, nomination: Nomination, by: Actor) -> None:
    link = db.session.get(StorySource, (story.id, nomination.id))
    if link is not None:
        db.session.delete(link)
        record(by, Stories.WRITE, story, parted=nomination.id)
