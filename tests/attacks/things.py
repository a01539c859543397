"""What the doors are tried on: the objects of doors.txt by name. To try a new kind, add one function to THINGS."""

import io
import itertools
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.accounts.models import Tie
from portal.accounts.states import TieKind
from portal.confidential import queries as reports
from portal.consultations.candidates import papers, portraits
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import replies, reviewing, verifying
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import ReplyBy, Stance, Verified
from portal.consultations.rounds import followers
from portal.core import clock
from portal.core.actor import RESIDENT, SYSTEM, Actor, Kind, Role
from portal.core.db import db, unit_of_work
from portal.core.mail import post
from portal.core.mail.models import Letter
from portal.core.storage import intake, jobs, services
from portal.core.storage.intake import Received
from portal.core.storage.models import StoredFile
from portal.core.storage.queries import JPEG, piece
from portal.core.storage.store import chosen
from portal.honours import reference
from portal.honours.models import CalendarDay, Honour, LegalInstrument
from portal.moderation.eyes.models import Draw, Proposal, Sample
from portal.moderation.eyes.states import SampleState
from portal.moderation.models import Decision
from portal.moderation.states import Outcome
from portal.nominations import drafts, links
from portal.nominations.states import Channel, NominationState
from portal.stories import services as stories
from portal.stories.models import Story, StoryReport
from portal.stories.states import RemovalReason, ReportKind
from portal.web.public.cards import TAG
from tests.attacks.visitors import Thing, Visitor
from tests.confidential.reporting import PAPER, report
from tests.consultations import held
from tests.core.storage.shots import PDF, picture
from tests.staff import staff
from tests.stories import telling
from tests.web.moderation.told import add_photo, enter

BEFORE = datetime(2026, 11, 10, 2, tzinfo=UTC)  # rounds are announced
DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)  # and are open; the doors are tried


def nothing(visitor: Visitor) -> Thing:
    return Thing()


def none(visitor: Visitor) -> Thing:
    """An address that fits and leads to nothing."""
    return Thing(
        {"slug": "khong-co", "name": "khong-co", "key": "0" * 64, "token": "AAAA", "part": 0, "code": "khong_co"}
    )


def nomination(visitor: Visitor, state: NominationState = NominationState.RECEIVED, *, own: bool = False) -> Thing:
    """With a photo. `own`: taken in by this very clerk, or held by its receipt."""
    taken = {"clerk_id": visitor.staff_id, "channel": Channel.PHONE} if own and visitor.staff_id else {}
    with unit_of_work():
        made = enter(state=state, **taken)
        file = _photo()
        add_photo(made.id, file)
    jobs.derive(str(file))
    address = {"nomination_id": made.id, "subject_id": made.subjects[0].id, "file_id": file, "variant": "whole"}
    return Thing(address | {"token": links.token(made.id), "field": "story"}, mailbox=made.id if own else None)


def _photo() -> uuid.UUID:
    """A photo that is kept. Inside a unit of work."""
    return services.keep(_received()).id


@cache
def _picture() -> bytes:
    out = io.BytesIO()
    picture(40, 30).save(out, "JPEG")
    return out.getvalue()


def _received() -> Received:
    return intake.receive(io.BytesIO(_picture()), name="anh.jpg", store=chosen())


def decision(visitor: Visitor, *, own: bool) -> Thing:
    thing = nomination(visitor, NominationState.VERIFYING)
    with unit_of_work() as session:
        made = Decision(
            id=uuid.uuid4(), thing_kind="nomination", thing_id=thing.address["nomination_id"], of_version=1,
            outcome=Outcome.ACCEPT, state_before="received", made_at=clock.now(),
            made_by=(visitor.staff_id if own else None) or uuid.uuid4(),
        )  # fmt: skip
        session.add(made)
    return Thing({"decision_id": made.id})


def draft(visitor: Visitor, *, own: bool, channel: Channel = Channel.WEB, sent: bool = False) -> Thing:
    """With a photo. `own`: this browser holds it, or this clerk began it."""
    by = Actor(Kind.STAFF, (visitor.staff_id if own else None) or uuid.uuid4(), roles=frozenset({Role.CLERK}))
    with unit_of_work():
        made = drafts.begin(by=RESIDENT if channel is Channel.WEB else by, channel=channel)
        file = drafts.attach(made, received=_received(), by=RESIDENT if channel is Channel.WEB else by).file_id
        if sent:
            made.nomination_id = enter(channel=channel).id
    jobs.derive(str(file))
    return Thing({"draft_id": made.id, "file_id": file}, draft=made.id if own else None)


def story(visitor: Visitor, state: str) -> Thing:
    """One with a photo, a reader's report, and an address."""
    nomination = telling.accepted()
    telling.consent(nomination)
    with unit_of_work():
        file = _photo()
        add_photo(nomination.id, file, people_agreed=True)
    jobs.derive(str(file))
    made = telling.written(nomination, photos=(telling.shot(file),))
    if state != "draft":
        telling.publish(made)
    with unit_of_work() as session:
        reported = StoryReport(
            id=uuid.uuid4(), story_id=made.id, kind=ReportKind.OTHER, text="Sai ngõ", made_at=clock.now()
        )
        session.add(reported)
    if state == "removed":
        for by in (telling.EDITOR, telling.LEAD):
            with unit_of_work():
                stories.remove(made, by=by, version=made.version, reason=RemovalReason.PRIVACY)
    made = db.session.get_one(Story, made.id, populate_existing=True)
    return Thing({"story_id": made.id, "slug": made.slug or "chua-dang", "report_id": reported.id} | _shot(file))


def _shot(file_id: uuid.UUID) -> dict[str, object]:
    stored = db.session.get_one(StoredFile, file_id)
    return {"file_id": file_id, "wish": JPEG, "tag": piece(stored, JPEG).sha256[:TAG], "fx": 50, "fy": 50}


def confidential(visitor: Visitor, *, own: bool = False) -> Thing:
    """A report with a file. `own`: the resident has shown its receipt."""
    made = report(files=(PAPER,))
    return Thing({"report_id": made.id, "file_id": reports.files(made)[0].id}, mailbox=made.id if own else None)


def open_round(visitor: Visitor) -> Thing:
    candidate = held.candidate_of(_announced())
    return Thing(
        {
            "round_id": candidate.round.id,
            "slug": candidate.round.slug,
            "name": candidate.slug,
            "thing_id": candidate.id,
            "candidate_id": candidate.id,
            "kind": "ung-vien",
        }
    )


def closed_round(visitor: Visitor) -> Thing:
    """Its ledger is closed."""
    thing = open_round(visitor)
    with unit_of_work() as session:
        round = session.get_one(held.Round, thing.address["round_id"])
        round.frozen_at, round.root_hash = clock.now(), "0" * 64
    return Thing(thing.address | {"part": 0})


def drafted_round(visitor: Visitor) -> Thing:
    made = held.drafted()
    candidate = held.candidate_of(made)
    return Thing(
        {
            "round_id": made.id,
            "slug": made.slug,
            "name": candidate.slug,
            "thing_id": candidate.id,
            "candidate_id": candidate.id,
            "kind": "ung-vien",
        }
    )


def _announced() -> held.Round:
    with time_machine.travel(BEFORE, tick=False):
        return held.announced()


def pictured(visitor: Visitor, *, announced: bool) -> Thing:
    """A candidate with a photo and a public document."""
    by, beside = held.BOARD, {"alt": "Bà Nhài bên xe rác", "agreed": "Bà Nhài, qua điện thoại", "focus": (50, 50)}
    with time_machine.travel(BEFORE, tick=False):
        candidate = held.candidate_of(held.drafted())
        with unit_of_work():
            paper = papers.add(candidate, _document(), title="Tóm tắt thành tích", by=by)
            portraits.hang(candidate, _received(), by=by, **beside)
        if announced:
            held.announce(candidate.round)
    assert candidate.photo is not None
    jobs.derive(str(candidate.photo.id))
    where = {"slug": candidate.round.slug, "name": candidate.slug, "candidate_id": candidate.id}
    return Thing(where | {"paper_id": paper.id, "mark": paper.file.sha256[:TAG]} | _shot(candidate.photo.id))


def _document() -> Received:
    return intake.receive(io.BytesIO(PDF), name="tom-tat.pdf", store=chosen())


def opinion(visitor: Visitor, *, own: bool = False) -> Thing:
    """`own`: the resident has shown its receipt."""
    with unit_of_work():
        file = _photo()
    made = held.opinion(held.candidate_of(_announced()), files=(file,))
    with unit_of_work():
        key, _ = verifying.prepare(made, Verified.EMAIL)
    return Thing({"key": key, "opinion_id": made.id, "file_id": file}, mailbox=made.id if own else None)


def proposal(visitor: Visitor, *, own: bool) -> Thing:
    """To take a public opinion back to the desk. `own`: by this member of staff."""
    made = held.opinion(held.candidate_of(_announced()))
    with unit_of_work() as session:
        reviewing.accept(session.get_one(Opinion, made.id), by=held.MODERATOR)
    first = (visitor.staff_id if own else None) or uuid.uuid4()
    with unit_of_work() as session:
        by = Actor(Kind.STAFF, first, "x", frozenset({Role.MODERATOR}))
        reviewing.reconsider(session.get_one(Opinion, made.id), by=by)
    return Thing({"proposal_id": db.session.scalars(sa.select(Proposal.id).where(Proposal.first_by == first)).first()})


def sample(visitor: Visitor, *, own: bool) -> Thing:
    """A decision drawn to be judged again. `own`: it was this member of staff's."""
    thing = decision(visitor, own=own)
    with unit_of_work() as session:
        made = session.get_one(Decision, thing.address["decision_id"])
        week = clock.today() - timedelta(days=next(_weeks))
        session.add(Draw(week=week, seed="x", eligible=1, taken=1, drawn_at=clock.now()))
        session.flush()
        found = Sample(
            id=uuid.uuid4(), week=week, decision_id=made.id, thing_kind=made.thing_kind, thing_id=made.thing_id,
            outcome=made.outcome.value, decided_by=made.made_by, state=SampleState.WAITING,
        )  # fmt: skip
        session.add(found)
    return Thing({"sample_id": found.id})


def tie(visitor: Visitor, *, own: bool) -> Thing:
    """A relation that was declared, by this member of staff or by another."""
    mine = (visitor.staff_id if own else None) or staff(Role.MODERATOR, sign_in_name="ai-khac").id
    with unit_of_work() as session:
        made = Tie(
            id=uuid.uuid4(), staff_id=mine, kind=TieKind.FAMILY, nominee_id=uuid.uuid4(), name="x", why="x",
            declared_at=clock.now(),
        )  # fmt: skip
        session.add(made)
    return Thing({"tie_id": made.id})


_weeks = itertools.count(1)


def invitation(visitor: Visitor, *, answered: bool = False) -> Thing:
    """A link for the unit of a candidate, and published criticism to answer; `answered`: it was."""
    candidate = held.candidate_of(_announced())
    said = held.opinion(candidate, stance=Stance.NOT_YET)
    with unit_of_work() as session:
        reviewing.accept(session.get_one(Opinion, said.id), by=held.MODERATOR)
    with unit_of_work() as session:
        key = replies.invite(session.get_one(Candidate, candidate.id), who=ReplyBy.UNIT, by=held.BOARD)
    thing = {"key": key, "opinion_id": said.id, "candidate_id": candidate.id}
    if not answered:
        return Thing(thing)
    with unit_of_work():
        asked, mine = replies.by_key(key)
        made = replies.answer(
            replies.criticism(mine, said.id), asked, text="Xin mời bác đến xem.", signed="Tổ 3", by=RESIDENT
        )
    return Thing(thing | {"reply_id": made.id})


def follower(visitor: Visitor) -> Thing:
    with unit_of_work() as session:
        followers.ask(email=f"{uuid.uuid4().hex}@example.vn", by=RESIDENT)
        session.flush()
        made = session.scalars(sa.select(followers.Follower).order_by(followers.Follower.asked_at.desc())).first()
        assert made is not None
        return Thing({"key": followers.key_of(made)})


def letter(visitor: Visitor) -> Thing:
    with unit_of_work() as session:
        post.write("follow_confirm", "lan@example.vn", "vi", key="0" * 64)
        session.flush()
        return Thing({"letter_id": session.scalars(sa.select(Letter.id)).first()})


def reason(visitor: Visitor) -> Thing:
    return Thing({"code": "too_little"})


def catalogue(visitor: Visitor) -> Thing:
    """An honour, a legal instrument, a day off."""
    if not db.session.scalars(sa.select(Honour).limit(1)).first():
        with unit_of_work():
            reference.load_honours(by=SYSTEM)
    first = {
        name: db.session.scalars(sa.select(kind.id).order_by(kind.id)).first()
        for name, kind in (("instrument_id", LegalInstrument), ("day_id", CalendarDay))
    }
    fullest = sa.func.length(Honour.criteria_vi) + sa.func.length(Honour.criteria_en)  # an empty field shows nothing
    honour = db.session.scalars(sa.select(Honour.id).order_by(fullest.desc(), Honour.id)).first()
    return Thing(first | {"honour_id": honour, "year": 2026})


THINGS: dict[str, Callable[[Visitor], Thing]] = {
    "-": nothing,
    "none": none,
    "nomination/own": lambda v: nomination(v, own=True),
    "nomination/other": nomination,
    "nomination/withdrawn": lambda v: nomination(v, NominationState.WITHDRAWN),
    "nomination/own-withdrawn": lambda v: nomination(v, NominationState.WITHDRAWN, own=True),
    "decision/own": lambda v: decision(v, own=True),
    "decision/other": lambda v: decision(v, own=False),
    "draft/own": lambda v: draft(v, own=True),
    "draft/other": lambda v: draft(v, own=False),
    "draft/own-of-clerk": lambda v: draft(v, own=True, channel=Channel.PHONE),
    "draft/other-clerks": lambda v: draft(v, own=False, channel=Channel.PHONE),
    "draft/own-sent": lambda v: draft(v, own=True, channel=Channel.PHONE, sent=True),
    "draft/other-sent": lambda v: draft(v, own=False, channel=Channel.PHONE, sent=True),
    "story/draft": lambda v: story(v, "draft"),
    "story/public": lambda v: story(v, "public"),
    "story/removed": lambda v: story(v, "removed"),
    "report/own": lambda v: confidential(v, own=True),
    "report/other": confidential,
    "round/open": open_round,
    "round/closed": closed_round,
    "round/draft": drafted_round,
    "pictured/open": lambda v: pictured(v, announced=True),
    "pictured/draft": lambda v: pictured(v, announced=False),
    "opinion/own": lambda v: opinion(v, own=True),
    "opinion/other": opinion,
    "invitation": invitation,
    "reply": lambda v: invitation(v, answered=True),
    "proposal/own": lambda v: proposal(v, own=True),
    "proposal/other": lambda v: proposal(v, own=False),
    "sample/own": lambda v: sample(v, own=True),
    "sample/other": lambda v: sample(v, own=False),
    "tie/own": lambda v: tie(v, own=True),
    "tie/other": lambda v: tie(v, own=False),
    "follower": follower,
    "letter": letter,
    "reason": reason,
    "catalogue": catalogue,
}


def made(app: Flask, name: str, visitor: Visitor) -> Thing:
    """Make a thing of this name afresh."""
    with app.app_context():
        thing = THINGS[name](visitor)
        db.session.remove()
    return thing
