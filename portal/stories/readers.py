"""What readers send: thanks, once from each device, and reports of something wrong."""

import hashlib
import hmac

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import Permission, allow, anyone, require
from portal.core.upsert import insert
from portal.engines.text import tidy
from portal.moderation.checks.jobs import ask
from portal.moderation.switches.services import require_on
from portal.moderation.switches.states import Function
from portal.stories import shelving
from portal.stories.models import Story, StoryReport, Thanks
from portal.stories.states import ReportKind, StoryState

REPORT_WORDS = (5, 500)
CONTACT = 254


class Readers(Permission):
    """What a reader may do with a public story."""

    THANK = "story:thank"
    REPORT = "story:report"


allow(Readers.THANK, Readers.REPORT, when=anyone)


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


def report(story: Story, *, by: Actor, kind: ReportKind, text: str, contact: str = "") -> StoryReport:
    """Take in a reader's report. Raises Unfit for too few or too many words, NotNow for a story that is not public."""
    require(by, Readers.REPORT, story)
    _public(story)
    require_on(Function.REPORTS)
    least, most = REPORT_WORDS
    text, contact = tidy.prose(text), tidy.line(contact)[:CONTACT]
    count = tidy.words(text)
    if not least <= count <= most:
        raise Unfit(
            N_("Write between %(least)s and %(most)s words. You have written %(now)s."),
            field="text", least=least, most=most, now=count,
        )  # fmt: skip
    if twin := _said_already(story, kind, text):
        return twin
    made = StoryReport(story_id=story.id, kind=kind, text=text, contact=contact, made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    record(by, Readers.REPORT, made, kind=kind.value)
    ask(made)
    return made


def _said_already(story: Story, kind: ReportKind, text: str) -> StoryReport | None:
    """The same report, still open: a second click, or a page sent again."""
    return db.session.scalars(
        sa.select(StoryReport)
        .where(StoryReport.story_id == story.id, StoryReport.settled_at.is_(None))
        .where(StoryReport.kind == kind, StoryReport.text == text)
        .limit(1)
    ).one_or_none()


def _public(story: Story) -> None:
    if story.state is not StoryState.PUBLISHED:
        raise NotNow()


def _trace(device: str, story: Story, secret: str) -> str:
    """A keyed hash of device and story together: the same device leaves another trace at every story."""
    return hmac.new(secret.encode(), f"{device}:{story.id}".encode(), hashlib.sha256).hexdigest()[:32]
