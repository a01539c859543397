"""Stories are begun from testimonies, written, published, corrected and taken down."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation import reversals
from portal.moderation.eyes import proposals, second
from portal.moderation.eyes.states import Act
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.reports import settling
from portal.moderation.reports.states import Outcome
from portal.moderation.undoing.states import ActKind
from portal.nominations.models import Nomination
from portal.stories import gate, limits, queries, reading, shelving, sources, takeback
from portal.stories.content import Content, content_of, put, tidied
from portal.stories.models import Story, StoryRevision, StorySource
from portal.stories.naming import new_slug
from portal.stories.policy import Stories
from portal.stories.states import LIFE, RemovalReason, StoryState

TAKE_DOWN = "take_down"
NOBODY = uuid.UUID(int=0)  # stands for the system where a person's key is asked for


def begin(nominations: Sequence[Nomination], *, by: Actor) -> Story:
    """Begin a story from accepted testimonies of one nominee; the one already begun from any of them is given back.

    Raises NotNow unless all are accepted, Unfit where they are about different people.
    """
    require(by, Stories.WRITE)
    begun = queries.of_nominations([each.id for each in nominations])
    if begun is not None:
        return begun
    nominee, now = sources.their_nominee(nominations), clock.now()
    story = Story(
        id=uuid.uuid4(), state=LIFE.start, nominee_id=nominee.id, author_id=by.id or NOBODY, created_at=now,
        changed_at=now, thanks=0,
    )  # fmt: skip
    put(tidied(sources.first_draft(nominations, nominee)), story)
    db.session.add(story)
    db.session.flush()
    db.session.add_all(StorySource(story_id=story.id, nomination_id=each.id) for each in nominations)
    _keep(story, by)
    record(by, Stories.WRITE, story, was=None, now=story.state, testimonies=[str(each.id) for each in nominations])
    return story


def write(story: Story, content: Content, *, by: Actor, version: int) -> None:
    """Keep what the editor wrote. Raises Clash where the story was changed meanwhile, NotNow once it is public."""
    require(by, Stories.WRITE, story)
    _same(story, version)
    if story.state is StoryState.PUBLISHED:
        raise NotNow(N_("The story is public: what is changed now is a correction, with a note that readers see."))
    put(tidied(content), story)
    _keep(story, by)
    record(by, Stories.WRITE, story, version=story.version)


def publish(story: Story, *, by: Actor, version: int, address: Callable[[str], str]) -> None:
    """Make a story public, and its testimonies with it; their writers are told the `address` of its slug.

    Raises Clash, NotNow, and Unfit with the first thing that is missing, such as the nominee's consent (domain.md 2.7).
    """
    require(by, Stories.PUBLISH, story)
    _same(story, version)
    was, state = story.state, LIFE.after(story.state, "publish")
    sources.hold(story)
    _through_the_gate(story)
    act = takeback.hold(ActKind.PUBLISH, story, by=by)
    story.state, story.slug = state, story.slug or new_slug(story.title)
    story.published_at = clock.now()
    story.year = clock.local(story.published_at).year
    story.removed_at = story.removal_reason = None
    if was is StoryState.REMOVED:  # what was said of its absence is no correction
        story.public_note = next((note for note in reading.notes(story) if note != story.public_note), "")
    _keep(story, by)
    shelving.reshelve(story, ())
    sources.publish(story, by=by, address=address, act=act)
    record(by, Stories.PUBLISH, story, was=was, now=state, version=story.version)


def correct(
    story: Story, content: Content, *, by: Actor, version: int, note: str, address: Callable[[str], str]
) -> None:
    """Put right what a public story says, with a note that readers see and that whoever told of it is sent.

    Raises Clash, NotNow where it is not public, Unfit without a note and for what may not be public.
    """
    require(by, Stories.CORRECT, story)
    _same(story, version)
    story.state = LIFE.after(story.state, "correct")
    said = noted(note)
    was, act = shelving.facets(story), takeback.hold(ActKind.CORRECT, story, by=by)
    put(tidied(content), story)
    _through_the_gate(story)
    story.public_note = said
    _keep(story, by, said)
    shelving.reshelve(story, was)
    sources.corrected(story, by=by, address=address, act=act)
    record(by, Stories.CORRECT, story, version=story.version)


def remove(
    story: Story, *, by: Actor, version: int, reason: RemovalReason, why: str = "", note: str = "", seen: int | None = None
) -> bool:  # fmt: skip
    """Take a story down; its address answers 410 with the reason, and whoever told of it is written to.

    What readers reported of it is closed by that, and they are told. It takes two people: whether it was done, or only proposed. `why` is for colleagues, and stands in the record of what
    was reversed; the second need not say it again. Raises Clash, NotNow where it is not public, Unfit without a why.
    """
    require(by, Stories.REMOVE, story)
    _same(story, version)
    was, state = shelving.facets(story), LIFE.after(story.state, "remove")
    why, _ = reversals.fit(why or proposals.first_note(story), "")
    wish = Verdict(TAKE_DOWN, reason, words=noted(note) if note.strip() else "", note=why)
    if not second.agreed(story, Act.UNPUBLISH, wish, by=by, seen=seen):
        return False
    reversal = reversals.reverse(story, by=by, reason=why, of_version=version)
    act = takeback.hold(ActKind.UNPUBLISH, story, by=by, reversal=str(reversal.id))
    story.removed_at, story.removal_reason, story.state = clock.now(), reason, state
    story.public_note = noted(note) if note.strip() else ""
    _keep(story, by)
    shelving.reshelve(story, was)
    sources.unpublish(story, by=by, reason=reason, act=act)
    settling.settle_with(story, Outcome.TAKEN_DOWN, by=by, act=act)
    record(by, Stories.REMOVE, story, now=state, reason=reason)
    return True


def backdate(story: Story, *, at: datetime, by: Actor) -> None:
    """Let a public story stand at the moment it was first published elsewhere."""
    require(by, Stories.BACKDATE, story)
    was = shelving.facets(story)
    story.created_at = story.changed_at = story.published_at = at
    story.year = clock.local(at).year
    shelving.reshelve(story, was)
    record(by, Stories.BACKDATE, story, at=at.isoformat())


def _same(story: Story, version: int) -> None:
    if story.version != version:
        raise Clash()


def _through_the_gate(story: Story) -> None:
    for block in gate.blocks(story):
        raise Unfit(block.msgid, field=block.field)


def noted(note: str) -> str:
    """The note with its day, as readers see it. Raises Unfit for none, and for one too long."""
    note = tidy.line(note)
    if not tidy.has_letters(note) or len(note) > limits.NOTE - 12:
        raise Unfit(N_("Say in one or two sentences what was changed, in at most 480 characters."), field="note")
    return f"{clock.today():%d/%m/%Y}: {note}"


def _keep(story: Story, by: Actor, note: str = "") -> None:
    """Note when it changed, and how it stands now."""
    story.changed_at = clock.now()
    db.session.flush()
    db.session.add(
        StoryRevision(
            story_id=story.id, of_version=story.version, content=content_of(story).plain(), note=note,
            made_by=by.id or NOBODY, made_at=story.changed_at,
        )
    )  # fmt: skip
