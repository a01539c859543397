"""The demo is made through the services, once, and shows every kind of work."""

import sqlalchemy as sa
from flask import Flask

from portal.confidential.log import LOG
from portal.confidential.models import Report
from portal.consultations.opinions.models import Reply
from portal.consultations.opinions.states import ReplyBy, ReplyState
from portal.core import clock
from portal.core.audit import verify
from portal.core.db import db
from portal.core.jobs import runner
from portal.core.jobs.models import Job
from portal.core.jobs.models import State as JobState
from portal.core.mail.models import Letter
from portal.demo.material import LABEL
from portal.demo.seed import seed
from portal.moderation.desk import keeping
from portal.moderation.eyes.models import Proposal
from portal.nominations import parts, splitting
from portal.nominations.models import Nomination, Split
from portal.nominations.states import NominationState
from portal.stories import queries, reading
from portal.stories.models import Story
from portal.stories.states import StoryState
from portal.stories.wishes import Wish
from tests.browser import Browser


def test_the_demo_shows_everything_and_is_made_once(app: Flask, browser: Browser) -> None:
    accounts = seed(app)
    with app.app_context():
        _whole()
        slugs = db.session.scalars(sa.select(Story.slug).where(Story.state == StoryState.PUBLISHED)).all()
        before = db.session.scalar(sa.select(sa.func.count(Nomination.id)))
        seed(app)
        assert db.session.scalar(sa.select(sa.func.count(Nomination.id))) == before
        _letters_leave()
    for slug in slugs[::9]:
        assert LABEL in browser.get(f"/cau-chuyen/{slug}").text
    for account in accounts:
        browser.client.delete_cookie("portal")
        browser.get("/tai-khoan/dang-nhap").submit({"name": account.sign_in_name, "password": account.password})
        assert account.name in browser.get("/tai-khoan/").response.text


def _whole() -> None:
    """Every state is there, the year is filled, and derived data is in step."""
    states = set(db.session.scalars(sa.select(Nomination.state)))
    assert states == set(NominationState)
    assert set(db.session.scalars(sa.select(Story.state))) == set(StoryState)
    splits = db.session.scalars(sa.select(Split)).all()
    assert [LABEL in each.why for each in splits] == [True]
    first = db.session.get_one(Nomination, splits[0].first_id)
    assert [part.due_on is not None and part.due_on >= clock.today() for part in parts.of(first)] == [True, True]
    whole = [n for n in db.session.scalars(sa.select(Nomination)) if splitting.splits(n) and len(n.subjects) > 1]
    assert [n.title for n in whole] == ["Ông sửa bơm nước và bà dạy chữ ở xóm Bãi"]
    public = reading.newest(200)
    assert len(public) >= 60 and queries.tally("all") == {"": len(public)}
    assert public[0].title == "Bốn mươi năm đợi dưới chân cầu"
    assert (public[0].published_at - public[-1].published_at).days > 300
    assert reading.shelf(Wish("hoa"), size=50).found >= 2
    assert [row.title for row in public if row.photo_file_id]
    replied = db.session.scalars(sa.select(Reply.by).where(Reply.state == ReplyState.PUBLISHED)).all()
    assert sorted(replied) == sorted(ReplyBy)
    assert list(verify.faults()) == []
    assert {r.state for r in db.session.scalars(sa.select(Report))} == {"received", "inspecting", "forwarded"}
    assert list(LOG.faults()) == []
    pending = db.session.scalars(sa.select(Proposal).where(Proposal.ended_at.is_(None))).all()
    assert [(each.thing_kind, each.stance) for each in pending] == [("opinion", "not_yet")]
    assert list(keeping.differences()) == []


def _letters_leave() -> None:
    """The work that was asked for is done without a fault, and letters stand ready to be read."""
    runner.run_due()
    failed = db.session.execute(sa.select(Job.kind, Job.error).where(Job.error.is_not(None))).all()
    assert failed == []
    assert db.session.scalar(sa.select(sa.func.count(Letter.id))) > 10
    assert not db.session.scalars(sa.select(Job.id).where(Job.state == JobState.DEAD)).all()
    db.session.rollback()
