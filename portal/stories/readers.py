"""What readers send: thanks, once from each device, and reports of something wrong."""

import hashlib
import hmac

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import db
from portal.core.errors import NotNow
from portal.core.policy import Permission, allow, anyone, require
from portal.core.upsert import insert
from portal.honours.queries import calendar
from portal.moderation.matters import Matter
from portal.moderation.reports import services as reports
from portal.moderation.reports.asked import Wish
from portal.moderation.reports.models import ReaderReport
from portal.moderation.reports.states import ReportKind
from portal.moderation.switches.services import require_on
from portal.moderation.switches.states import Function
from portal.stories import shelving
from portal.stories.models import Story, Thanks
from portal.stories.states import StoryState


class Readers(Permission):
    """What a reader may do with a public story."""

    THANK = "story:thank"


allow(Readers.THANK, when=anyone)


def thank(story: Story, *, by: Actor, device: str, secret: str) -> bool:
    """Count one device's thanks; False where it has thanked before. Raises NotNow for a story that is not public.

    Kept out of the audit trail: it is no act of office, and a line for each would tell when each device read.
    """
    require(by, Readers.THANK, story)
    _public(story)
    require_on(Function.THANKS)
    new = db.session.execute(
        insert(Thanks)
        .values(story_id=story.id, device=_trace(device, story, secret), given_on=clock.today())
        .on_conflict_do_nothing()
        .returning(Thanks.device)  # a count of rows is not kept for inserts on PostgreSQL
    )
    if new.scalar_one_or_none() is None:
        return False
    # past the version counter: thanks are no change of the story, and must not make an editor's save stale
    db.session.execute(
        sa.update(Story).where(Story.id == story.id).values(thanks=Story.thanks + 1),
        execution_options={"synchronize_session": False},
    )
    shelving.count({shelving.THANKS: 1})
    db.session.expire(story, ["thanks"])
    return True


def has_thanked(story: Story, *, device: str, secret: str) -> bool:
    """Whether this device has thanked for this story."""
    return db.session.get(Thanks, (story.id, _trace(device, story, secret))) is not None


def report(
    story: Story, *, by: Actor, kind: ReportKind, text: str, contact: str = "", language: str = "vi"
) -> ReaderReport:
    """Take in a reader's report. Raises Unfit for too few or too many words, NotNow for a story that is not public."""
    _public(story)
    return reports.report(
        matter(story), by=by, kind=kind, text=text, contact=contact, language=language, calendar=calendar()
    )


def ask(story: Story, *, by: Actor, wish: Wish) -> ReaderReport:
    """Take in what somebody asks about the story that is about them. Raises Unfit, NotNow as `report` does."""
    _public(story)
    return reports.ask(matter(story), by=by, wish=wish, calendar=calendar())


def matter(story: Story) -> Matter:
    """A story as the desk's list names what is reported."""
    return Matter(
        thing_kind=story.__tablename__, thing_id=story.id, title=story.title, ward_code=story.ward_code,
        nominee_id=story.nominee_id,
    )  # fmt: skip


def _public(story: Story) -> None:
    if story.state is not StoryState.PUBLISHED:
        raise NotNow()


def _trace(device: str, story: Story, secret: str) -> str:
    """A keyed hash of device and story together: the same device leaves another trace at every story."""
    return hmac.new(secret.encode(), f"{device}:{story.id}".encode(), hashlib.sha256).hexdigest()[:32]
