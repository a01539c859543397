"""The testimonies behind a story: what a first draft takes from them, and their own way to publication."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

import sqlalchemy as sa

from portal.core.actor import Actor
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.engines.text import fold
from portal.moderation import edited
from portal.moderation.undoing.models import HeldAct
from portal.nominations import moves
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState, ShowName
from portal.nominees import queries as nominees
from portal.nominees.models import Nominee
from portal.stories import limits, queries, wording
from portal.stories.content import Content
from portal.stories.models import Story, StorySource
from portal.stories.states import RemovalReason

TEXTS = ("title", "story", "result")


def their_nominee(nominations: Sequence[Nomination]) -> Nominee:
    """The one these testimonies are about first, after all mergers. Raises NotNow, Unfit where they differ."""
    if not nominations or any(each.state is not NominationState.ACCEPTED for each in nominations):
        raise NotNow(N_("A story is written from accepted testimonies only."))
    found = {root.id: root for root in (nominees.root(each.subjects[0].nominee) for each in nominations)}
    if len(found) > 1:
        raise Unfit(N_("These testimonies are about different people. Join the people first."))
    return next(iter(found.values()))


def texts(nomination: Nomination) -> dict[str, str]:
    """What goes on of a testimony: the desk's working text with its covers in place, else the original."""
    return edited.going_on(nomination, {name: getattr(nomination, name) for name in TEXTS})


def first_draft(nominations: Sequence[Nomination], nominee: Nominee) -> Content:
    """What the editor starts from: the first testimony's facts, and the words of all."""
    first, told = nominations[0], [texts(each) for each in nominations]
    paragraphs = (part for each in told for part in f"{each['story']}\n\n{each['result']}".split("\n") if part.strip())
    return Content(
        title=told[0]["title"][: limits.TITLE],
        body_html="".join(f"<p>{escape(part)}</p>" for part in paragraphs),
        people=_people(first),
        position_group=nominee.position_group,
        ward_code=first.ward_code,
        ward_then=first.ward_then,
        place=first.place,
        happened_text=first.happened_text,
        happened_from=first.happened_from,
        told_by=told_by(first),
    )


def _people(nomination: Nomination) -> str:
    names = (f"{subject.honorific.value} {subject.name}".strip() for subject in nomination.subjects)
    joined = ", ".join(names)[: limits.PEOPLE]
    return joined[:1].upper() + joined[1:]


def told_by(nomination: Nomination) -> str:
    """How the writer wants to be named below the story."""
    writer = nomination.writer
    if writer is None or not writer.name or writer.show_name is ShowName.HIDDEN:
        return ""
    return writer.name if writer.show_name is ShowName.FULL else fold.initials(writer.name)


def hold(story: Story) -> None:
    """Read the story's testimonies anew, held: none is withdrawn between the gate and the publication."""
    mine = sa.select(StorySource.nomination_id).where(StorySource.story_id == story.id)
    held = sa.select(Nomination).where(Nomination.id.in_(mine)).order_by(Nomination.id).with_for_update()
    db.session.scalars(held.execution_options(populate_existing=True)).all()


def told_of(story: Story, state: NominationState = NominationState.PUBLISHED) -> list[Nomination]:
    """Those of its testimonies whose writers are written to about what becomes of the public story.

    Of its publication those are told whose testimonies stand as accepted until then.
    """
    told = [each for each in queries.sources(story) if each.state is state]
    return [each for each in told if each.writer is not None and each.writer.email]


def moving(story: Story, state: NominationState) -> dict[str, str]:
    """Those of its testimonies that an act moves on, by key, each with when it had ended: what is put back with it."""
    at = {str(each.id): each.closed_at for each in queries.sources(story) if each.state is state}
    return {key: moment.isoformat() if moment else "" for key, moment in at.items()}


def put_back(story: Story, moved: Mapping[str, str], *, state: NominationState, by: Actor) -> None:
    """What was done with the story was taken back within its minute: these testimonies stand where they stood."""
    for nomination in queries.sources(story):
        if (closed := moved.get(str(nomination.id))) is not None:
            moves.story_taken_back(nomination, state_before=state, closed=closed, by=by)


def publish(story: Story, *, by: Actor, address: Callable[[str], str], act: HeldAct) -> None:
    """Take the story's testimonies to their end; their writers are told where it stands."""
    for nomination in queries.sources(story):
        if nomination.state is NominationState.ACCEPTED:
            moves.publish(nomination, by=by, path=address(story.slug or ""), act=act)


def corrected(story: Story, *, by: Actor, address: Callable[[str], str], act: HeldAct) -> None:
    """Whoever told of it is told what was put right, in the words of the public note."""
    for nomination in queries.sources(story):
        if nomination.state is NominationState.PUBLISHED:
            moves.story_corrected(
                nomination, by=by, note=story.public_note, path=address(story.slug or ""), of_version=story.version,
                act=act,
            )  # fmt: skip


def unpublish(story: Story, *, by: Actor, reason: RemovalReason, act: HeldAct) -> None:
    """The testimonies of a story that was taken down wait to be written from again; their writers are told why."""
    for nomination in queries.sources(story):
        if nomination.state is NominationState.PUBLISHED:
            moves.unpublish(nomination, by=by, reason=wording.removal_texts(reason), note=story.public_note, act=act)
