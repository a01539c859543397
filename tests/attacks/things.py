"""What the doors are tried on: the objects of doors.txt by name. To try a new kind, add one function to THINGS."""

import io
import itertools
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import sqlalchemy as sa
import time_machine

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
from portal.core.actor import RESIDENT, SYSTEM, Actor, Kind, Role, holder_of
from portal.core.db import db, unit_of_work
from portal.core.mail import post
from portal.core.mail.models import Letter
from portal.core.storage import intake, jobs, services
from portal.core.storage.intake import Received
from portal.core.storage.models import StoredFile
from portal.core.storage.queries import JPEG, piece
from portal.core.storage.store import chosen
from portal.honours import queries as honours
from portal.honours import reference
from portal.honours.models import CalendarDay, Honour, LegalInstrument
from portal.moderation import reasons
from portal.moderation import services as desk
from portal.moderation.appeals import services as appeals
from portal.moderation.canned import services as canned
from portal.moderation.checks.models import Learnt, StoredFlag
from portal.moderation.eyes.models import Draw, Proposal, Sample
from portal.moderation.eyes.states import SampleState
from portal.moderation.handover.models import Handover
from portal.moderation.models import Decision
from portal.moderation.notes.models import Mention, Note
from portal.moderation.reasons import load_reasons
from portal.moderation.reports import queries as cases
from portal.moderation.reports import settling
from portal.moderation.reports.asked import Wish
from portal.moderation.reports.states import Outcome as Came
from portal.moderation.reports.states import Relation, ReportKind
from portal.moderation.states import FlagKind, Outcome
from portal.moderation.states import Kind as ModeratedKind
from portal.moderation.together import services as together
from portal.moderation.undoing import services as undoing
from portal.nominations import at_desk, drafts, links, moves
from portal.nominations.states import Channel, NominationState
from portal.stories import readers
from portal.stories import services as stories
from portal.stories.models import Story
from portal.stories.states import RemovalReason
from portal.web.public.cards import TAG
from tests.attacks.visitors import Thing, Visitor
from tests.confidential.reporting import PAPER, report
from tests.consultations import held
from tests.consultations.clean import clean
from tests.core.storage.shots import PDF, picture
from tests.staff import staff
from tests.stories import telling
from tests.web.moderation.told import add_photo, enter

BEFORE = datetime(2026, 11, 10, 2, tzinfo=UTC)  # rounds are announced
DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)  # and are open; the doors are tried
TOLD = timedelta(minutes=2)  # after which a decision cannot be taken back, and its writer may know


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
    address = {
        "nomination_id": made.id,
        "thing_id": made.id,
        "subject_id": made.subjects[0].id,
        "file_id": file,
        "variant": "whole",
    }
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


def held_act(visitor: Visitor, *, own: bool) -> Thing:
    """Readers' reports that were just closed. `own`: by this member of staff."""
    by = Actor(Kind.STAFF, (visitor.staff_id if own else None) or uuid.uuid4(), roles=frozenset({Role.BOARD_LEAD}))
    made = reported(visitor)
    with unit_of_work():
        case = cases.locked(made.address["case_id"])  # type: ignore[arg-type]  # a key
        settling.settle(case, by=by, outcome=Came.NOTHING_WRONG, seen=1)  # type: ignore[arg-type]  # it is there
    act = undoing.undoable(by)
    return Thing({"act_id": act.id if act else None})


def flag(visitor: Visitor) -> Thing:
    """Something a check noticed in a nomination."""
    thing = nomination(visitor)
    with unit_of_work() as session:
        made = StoredFlag(
            id=uuid.uuid4(), thing_kind="nomination", thing_id=thing.address["nomination_id"], field="story",
            of_text="0" * 64, check_name="personal", version=1, kind=FlagKind.PHONE, start=0, stop=3, params={},
            made_at=clock.now(),
        )  # fmt: skip
        session.add(made)
    return Thing({"flag_id": made.id})


def learnt(visitor: Visitor) -> Thing:
    """A model that was learnt from decisions."""
    with unit_of_work() as session:
        session.execute(sa.delete(Learnt))
        numbers = {"numbers": "{}", "sha256": "0" * 64, "decisions": 500, "held_out": 100, "right": 80, "commonest": 60}
        session.add(Learnt(id=uuid.uuid4(), made_at=clock.now(), **numbers))
    return Thing()


def refused(visitor: Visitor, *, held: bool = False, decided: bool = False, asked: bool = False) -> Thing:
    """A testimony that was not published. `held`: by its receipt; `decided`: by this visitor; `asked`: an appeal waits."""
    by = Actor(
        Kind.STAFF, (visitor.staff_id if decided else None) or uuid.uuid4(), roles=frozenset({Role.MODERATOR})
    )  # fmt: skip
    with unit_of_work():
        load_reasons()
        made = enter()
        with time_machine.travel(clock.now() - TOLD, tick=False):
            choice = desk.decide(
                made, by=by, outcome=Outcome.DECLINE, of_version=made.version, reason_code="too_little"
            )
            moves.decline(made, by=by, reason_code="too_little", decision=choice)
        address: dict[str, object] = {"nomination_id": made.id}
        if asked:
            matter = at_desk.matter(made)
            wish = appeals.ask(
                made, matter, text="Tôi đã thấy tận mắt nhiều năm.", by=holder_of(made.id), calendar=honours.calendar()
            )
            address = {"appeal_id": wish.id}
    return Thing(address, mailbox=made.id if held else None)


def reported(visitor: Visitor, *, about_me: bool = False) -> Thing:
    """What readers wrote about a public story, or what somebody asks who says it is about them."""
    thing = story(visitor, "public")
    told = db.session.get_one(Story, thing.address["story_id"])
    wish = Wish(
        kind=ReportKind.MY_DATA, text="Cho tôi xem những gì đang lưu", name="Tơ", relation=Relation.SELF,
        contact="to@example.vn",
    )  # fmt: skip
    with unit_of_work():
        if about_me:
            return Thing({"case_id": readers.ask(told, by=RESIDENT, wish=wish).case_id})
        text = "Ảnh trong bài chụp ở nơi khác"
        made = readers.report(told, by=RESIDENT, kind=ReportKind.PHOTO, text=text, contact="mai@example.vn")
        return Thing({"case_id": made.case_id})


def published(visitor: Visitor) -> Thing:
    """A published opinion."""
    made = held.opinion(held.candidate_of(_announced()))
    with unit_of_work() as session:
        reviewing.accept(session.get_one(Opinion, made.id), by=held.MODERATOR)
    return Thing({"opinion_id": made.id})


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
    if state == "public":
        with unit_of_work():
            readers.report(made, by=RESIDENT, kind=ReportKind.OTHER, text="Trong bài ghi sai tên ngõ")
    if state == "removed":
        for by in (telling.EDITOR, telling.LEAD):
            with unit_of_work():
                stories.remove(made, by=by, version=made.version, reason=RemovalReason.PRIVACY, why="Lộ địa chỉ nhà.")
    made = db.session.get_one(Story, made.id, populate_existing=True)
    return Thing({"story_id": made.id, "slug": made.slug or "chua-dang"} | _shot(file))


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
    return Thing(
        {"key": key, "opinion_id": made.id, "thing_id": made.id, "file_id": file}, mailbox=made.id if own else None
    )


def several(visitor: Visitor, *, own: bool) -> Thing:
    """An act on several opinions that somebody is reading. `own`: this member of staff began it."""
    began = Actor(Kind.STAFF, (visitor.staff_id if own else None) or uuid.uuid4(), "x", frozenset({Role.MODERATOR}))
    made = clean(held.candidate_of(_announced()))
    whole = together.begin(by=began)
    find = {"opinion": lambda key: db.session.get(Opinion, key)}
    together.take(whole, [together.Asked("opinion", made.id)], lambda kind, key: find[kind](key), by=began)
    return Thing({"act_id": whole.id})


def proposal(visitor: Visitor, *, own: bool) -> Thing:
    """To take a public opinion back to the desk. `own`: by this member of staff."""
    made = held.opinion(held.candidate_of(_announced()))
    with unit_of_work() as session:
        reviewing.accept(session.get_one(Opinion, made.id), by=held.MODERATOR)
    first = (visitor.staff_id if own else None) or uuid.uuid4()
    with unit_of_work() as session:
        by = Actor(Kind.STAFF, first, "x", frozenset({Role.MODERATOR}))
        reviewing.reconsider(session.get_one(Opinion, made.id), by=by, why="Đọc lại cho kỹ.")
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
    return Thing(thing | {"reply_id": made.id, "thing_id": made.id})


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


def spare_reason(visitor: Visitor) -> Thing:
    """A reason that nothing cites."""
    code, words = f"r{uuid.uuid4().hex[:12]}", reasons.Wording("Thử", "Trial", "Thư thử.", "A trial letter.")
    with unit_of_work():
        reasons.add(words, by=telling.EDITOR, code=code, outcome=Outcome.DECLINE)
    return Thing({"code": code})


def canned_reply(visitor: Visitor) -> Thing:
    with unit_of_work():
        wording = canned.Wording("Cảm ơn", "Cảm ơn bạn đã kể.", "Thank you for telling us.", [ModeratedKind.NOMINATION])
        return Thing({"canned_id": canned.add(wording, by=telling.EDITOR).id})


def noted(visitor: Visitor, *, own: bool) -> Thing:
    """A nomination with a note that mentions this colleague; `own`: the colleague wrote it, and is mentioned."""
    thing, other = nomination(visitor), uuid.uuid4()
    me = visitor.staff_id or other
    with unit_of_work() as session:
        made = Note(
            id=uuid.uuid4(), thing_kind="nomination", thing_id=thing.address["nomination_id"], text="Chờ phường.",
            made_by=me if own else other, made_by_name="Đỗ Minh Châu", made_at=clock.now(),
        )  # fmt: skip
        session.add(made)
        session.flush()
        mention = Mention(id=uuid.uuid4(), note_id=made.id, staff_id=me if own else other)
        session.add(mention)
    where = {"note_id": made.id, "mention_id": mention.id, "table": "nomination"}
    return Thing(where | {"thing_id": thing.address["nomination_id"]})


def handed_over(visitor: Visitor) -> Thing:
    """What a colleague left for the next shift."""
    with unit_of_work() as session:
        made = Handover(
            id=uuid.uuid4(), text="Còn ba bài.", made_by=uuid.uuid4(), made_by_name="Đỗ Minh Châu", made_at=clock.now()
        )
        session.add(made)
    return Thing({"handover_id": made.id})


def switched(visitor: Visitor) -> Thing:
    return Thing({"function": "reports"})


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
    "held-act/own": lambda v: held_act(v, own=True),
    "held-act/other": lambda v: held_act(v, own=False),
    "flag": flag,
    "learnt": learnt,
    "refused/own": lambda v: refused(v, held=True),
    "refused/other": refused,
    "appeal/other": lambda v: refused(v, asked=True),
    "appeal/own": lambda v: refused(v, asked=True, decided=True),
    "reported/readers": reported,
    "reported/about-me": lambda v: reported(v, about_me=True),
    "opinion/public": published,
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
    "together/own": lambda v: several(v, own=True),
    "together/other": lambda v: several(v, own=False),
    "proposal/own": lambda v: proposal(v, own=True),
    "proposal/other": lambda v: proposal(v, own=False),
    "sample/own": lambda v: sample(v, own=True),
    "sample/other": lambda v: sample(v, own=False),
    "tie/own": lambda v: tie(v, own=True),
    "tie/other": lambda v: tie(v, own=False),
    "follower": follower,
    "letter": letter,
    "reason": reason,
    "reason/unused": spare_reason,
    "canned": canned_reply,
    "note/own": lambda v: noted(v, own=True),
    "note/other": lambda v: noted(v, own=False),
    "handover": handed_over,
    "switch": switched,
    "catalogue": catalogue,
}
