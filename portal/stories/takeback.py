"""What was done with a story is taken back within its minute: it stands as it stood, and nobody is written to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash
from portal.core.policy import require
from portal.moderation import reversals
from portal.moderation.eyes import proposals
from portal.moderation.eyes.states import Act
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing import untold
from portal.moderation.undoing.models import HeldAct
from portal.moderation.undoing.states import ActKind
from portal.nominations.states import NominationState
from portal.stories import content, queries, shelving, sources
from portal.stories.models import Story, StoryRevision
from portal.stories.policy import Stories
from portal.stories.states import RemovalReason, StoryState

MOMENTS = ("published_at", "removed_at", "changed_at")
STANDING = ("slug", "year", "public_note")
MOVES = {ActKind.PUBLISH: NominationState.ACCEPTED, ActKind.UNPUBLISH: NominationState.PUBLISHED}


def hold(kind: ActKind, story: Story, *, by: Actor, reversal: str = "") -> HeldAct:
    """Note how a story stands, just before it is published, corrected or taken down. All of it was public, or will be."""
    before: dict[str, Any] = {name: getattr(story, name) for name in STANDING} | {
        name: _told(getattr(story, name)) for name in MOMENTS
    }
    before |= {"state": story.state.value, "removal_reason": story.removal_reason and story.removal_reason.value}
    before |= {"reversal": reversal, "proposal": proposals.led_to(story, Act.UNPUBLISH) if reversal else ""}
    before["moved"] = sources.moving(story, MOVES[kind]) if kind in MOVES else {}
    before["content"] = content.content_of(story).plain() if kind is ActKind.CORRECT else None
    before["revisions"] = db.session.scalar(_newest(story)) or 0
    return undoing.hold(kind, story, by=by, before=before)


@undoing.takes_back(ActKind.PUBLISH, Story.__tablename__)
@undoing.takes_back(ActKind.UNPUBLISH, Story.__tablename__)
@undoing.takes_back(ActKind.CORRECT, Story.__tablename__)
def take_back(act: HeldAct, by: Actor) -> Story:
    """Put it back as it stood. Raises Clash where it was changed since."""
    story, before = queries.one(act.thing_id), act.before
    if story is None or _later(story, before["revisions"]) != 1:
        raise Clash()
    require(by, Stories.RESTORE, story)
    was = shelving.facets(story)
    if before["content"] is not None:
        content.put(content.read(before["content"]), story)
    _stand(story, before)
    later = StoryRevision.of_version > before["revisions"]
    db.session.execute(sa.delete(StoryRevision).where(StoryRevision.story_id == story.id, later))
    shelving.reshelve(story, was)
    sources.put_back(story, before["moved"], state=MOVES.get(act.kind, NominationState.PUBLISHED), by=by)
    record(by, Stories.RESTORE, story, now=story.state)
    if before["reversal"]:
        reversals.take_back(before["reversal"], story, by=by)
        proposals.reopen_by_key(before["proposal"], story)
    return story


@dataclass(frozen=True)
class Known:
    """What those who told of a story know of it: what was done within the minute, they are not told yet."""

    state: StoryState
    removed_at: datetime | None
    removal_reason: RemovalReason | None
    public_note: str
    moved: Mapping[
        str, NominationState
    ]  # testimonies that were moved on with it since, by key, with their state before


def known(story: Story) -> Known:
    """A story as it stood before the acts that can still be taken back."""
    acts = untold.held(story)
    if not acts:
        return Known(story.state, story.removed_at, story.removal_reason, story.public_note, {})
    moved = {key: MOVES[act.kind] for act in reversed(acts) if act.kind in MOVES for key in act.before["moved"]}
    before, reason = acts[0].before, acts[0].before["removal_reason"]
    return Known(
        StoryState(before["state"]), datetime.fromisoformat(before["removed_at"]) if before["removed_at"] else None,
        RemovalReason(reason) if reason else None, before["public_note"], moved,
    )  # fmt: skip


def _stand(story: Story, before: dict[str, Any]) -> None:
    for name in STANDING:
        setattr(story, name, before[name])
    for name in MOMENTS:
        setattr(story, name, datetime.fromisoformat(before[name]) if before[name] else None)
    story.removal_reason = RemovalReason(before["removal_reason"]) if before["removal_reason"] else None
    story.state = StoryState(before["state"])
    db.session.flush()


def _told(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _newest(story: Story) -> sa.Select[int | None]:
    """The question for the last revision that was kept of a story."""
    return sa.select(sa.func.max(StoryRevision.of_version)).where(StoryRevision.story_id == story.id)


def _later(story: Story, version: int) -> int:
    """How often it was kept after a revision."""
    kept = sa.select(sa.func.count()).where(StoryRevision.story_id == story.id, StoryRevision.of_version > version)
    return db.session.scalar(kept) or 0
