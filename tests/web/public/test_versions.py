"""Whoever has a page of a round already is given the new one after every act that changes it, with no word of what is not public."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller
from werkzeug.test import TestResponse

from portal.consultations.candidates import holds
from portal.consultations.candidates import services as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import clusters, covering, replies, reviewing
from portal.consultations.opinions import services as opinions
from portal.consultations.opinions.models import Cluster, Opinion, Reply
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import Channel, ClusterState, ReplyBy, Stance
from portal.consultations.outcome import freezing, points
from portal.consultations.outcome import services as outcome
from portal.consultations.outcome.models import Point
from portal.consultations.outcome.states import Answer, Unused
from portal.consultations.rounds import scheduling
from portal.consultations.rounds import services as rounds
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.services import Plan
from portal.core.actor import RESIDENT, SYSTEM, Actor, Kind, Role
from portal.core.db import db, unit_of_work
from portal.core.storage.models import FileKind, FileState, StoredFile
from portal.moderation import reasons
from portal.moderation.models import Reason
from portal.moderation.reasons import Wording
from portal.moderation.redactions import Cover
from portal.moderation.switches import services as switches
from portal.moderation.switches.states import Function
from portal.nominees import services as nominees
from portal.nominees.models import Nominee
from portal.stories import services as stories
from portal.stories.content import Content, content_of
from portal.stories.models import Story
from portal.stories.states import RemovalReason
from tests.consultations.held import (
    BOARD,
    LAW,
    LEAD,
    MODERATOR,
    announced,
    candidate_of,
    opinion,
    particulars,
    said,
    sent,
)
from tests.nominations.tipped import EDITOR
from tests.nominations.tipped import LEAD as EDITORS_LEAD
from tests.stories import telling

DURING, AFTER = datetime(2026, 11, 20, 2, tzinfo=UTC), datetime(2026, 12, 2, 2, tzinfo=UTC)
CLERK = Actor(Kind.STAFF, id=uuid.uuid4(), name="Phạm Hà", roles=frozenset({Role.CLERK}))
WHY = "Đính chính theo văn bản gốc của phường."
WORDS = "Chị làm việc chu đáo, mười năm nay ngõ tôi sạch, tôi chưa nghe ai phàn nàn điều gì."
CRITICISM = "Tôi nghĩ nên ghi rõ cả tổ cùng quét, một mình chị không thể làm hết cả đoạn phố này."
REPLY = "Cảm ơn bác, đơn vị xin bổ sung tên của cả tổ vào bản thành tích."
TITLE = "Ấm chè trước cổng viện"
Page = Callable[..., TestResponse]


def one(kind: type[Any], **where: Any) -> Any:
    return db.session.scalars(sa.select(kind).filter_by(**where)).one()


def the_candidate() -> Candidate:
    found: Candidate = one(Candidate)
    return found


def accept(made: Opinion) -> None:
    with unit_of_work() as session:
        reviewing.accept(session.get_one(Opinion, made.id), by=MODERATOR)


@pytest.fixture
def path(app: Flask, now: Traveller) -> str:
    """A candidate of an open round, with one word of praise and one of criticism; a story about the nominee is written."""
    with app.app_context():
        with unit_of_work():
            reasons.load_reasons()
        candidate = candidate_of(announced())
        address = f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}"
        nomination = telling.accepted()
        telling.consent(nomination)
        story = telling.written(nomination, title=TITLE)
        with unit_of_work() as session:
            session.execute(sa.update(Candidate).values(nominee_id=story.nominee_id))
        now.move_to(DURING)
        accept(opinion(candidate, text=WORDS))
        accept(opinion(candidate, text=CRITICISM, stance=Stance.NOT_YET, email="tho@example.vn"))
        db.session.remove()
    return address


@pytest.fixture
def page(app: Flask) -> Page:
    """Fetches a page, or asks whether the one of a tag is still the present one."""
    client = app.test_client()

    def fetch(url: str, having: str = "") -> TestResponse:
        return client.get(url, headers={"If-None-Match": having} if having else {})

    return fetch


def publish_story() -> None:
    telling.publish(one(Story))


def publish_two() -> None:
    publish_story()
    other = telling.accepted()
    telling.consent(other)
    made = telling.publish(telling.written(other, title="Trả lại của rơi"))
    with unit_of_work() as session:
        session.execute(sa.update(Story).where(Story.id == made.id).values(nominee_id=the_candidate().nominee_id))


def correct_story() -> None:
    story = one(Story, title=TITLE)
    present = {name: getattr(content_of(story), name) for name in Content.__dataclass_fields__}
    with unit_of_work():
        stories.correct(
            story, Content(**present | {"title": "Nồi chè của bà Tơ"}), by=EDITOR, version=story.version, note="Sửa đầu đề.",
            address=telling.address,
        )  # fmt: skip


def remove_story() -> None:
    for by in (EDITOR, EDITORS_LEAD):
        with unit_of_work():
            story = one(Story)
            stories.remove(story, by=by, version=story.version, reason=RemovalReason.NOMINEE_ASKED, why=WHY)


def story_of_another() -> None:
    """A published story about somebody who is found to be the same only later."""
    with unit_of_work() as session:
        session.execute(sa.update(Candidate).values(nominee_id=particulars().nominee_id))
    publish_story()


def merge() -> None:
    with unit_of_work() as session:
        nominees.merge(
            session.get_one(Nominee, the_candidate().nominee_id), into=session.get_one(Nominee, one(Story).nominee_id),
            by=MODERATOR,
        )  # fmt: skip


def unmerge() -> None:
    with unit_of_work() as session:
        nominees.unmerge(session.get_one(Nominee, the_candidate().nominee_id), by=MODERATOR)


def praise() -> Opinion:
    found: Opinion = one(Opinion, text=WORDS)
    return found


def critical() -> Opinion:
    found: Opinion = one(Opinion, stance=Stance.NOT_YET)
    return found


def cover() -> None:
    with unit_of_work():
        covering.cover(praise(), [Cover(0, 3, "chosen", "[…]")], by=MODERATOR, of_version=praise().version)


def uncover() -> None:
    with unit_of_work():
        reviewing.show_covered(praise(), [], MODERATOR, Opinions.PUBLISH)


def reconsider() -> None:
    for by in (MODERATOR, Actor(Kind.STAFF, id=uuid.uuid4(), name="Lê Thu", roles=frozenset({Role.MODERATOR}))):
        with unit_of_work():
            reviewing.reconsider(praise(), by=by, why=WHY)


def take_back() -> None:
    with unit_of_work():
        opinions.close(praise(), by=SYSTEM)


def one_more() -> None:
    accept(
        opinion(
            the_candidate(), text="Sáng nào tôi cũng gặp chị ở đầu ngõ, chào hỏi ai cũng vui vẻ.", email="m@example.vn"
        )
    )


def reply() -> None:
    with unit_of_work():
        key = replies.invite(the_candidate(), who=ReplyBy.UNIT, by=BOARD)
    with unit_of_work():
        invitation, candidate = replies.by_key(key)
        asked = replies.criticism(candidate, critical().id)
        replies.answer(asked, invitation, text=REPLY, signed="Xí nghiệp Môi trường", by=RESIDENT)
    with unit_of_work():
        replies.publish(one(Reply), by=MODERATOR)


def clustered() -> None:
    with unit_of_work() as session:
        made = Cluster(
            id=uuid.uuid4(), candidate_id=the_candidate().id, state=ClusterState.SUGGESTED, size=1, signs=[],
            example_id=praise().id, found_at=DURING,
        )  # fmt: skip
        session.add(made)
        session.flush()
        praise().cluster_id = made.id


def mark_cluster() -> None:
    with unit_of_work():
        clusters.mark(one(Cluster), why=WHY, seen=1, by=BOARD)


def unmark_cluster() -> None:
    for by in (BOARD, LEAD):
        with unit_of_work():
            clusters.undo(one(Cluster), why=WHY, by=by)


def rename() -> None:
    with unit_of_work():
        round = one(Round)
        told = Plan(
            "Huân chương Lao động, đợt cuối năm", officer_id=BOARD.id, officer_name=BOARD.name, displays=round.displays
        )
        rounds.edit(round, told, of_version=round.version, by=BOARD)


def extend() -> None:
    with unit_of_work():
        scheduling.extend(one(Round), closes_on=date(2026, 12, 3), reason_vi=WHY, law=LAW, by=BOARD)


def outage() -> None:
    with unit_of_work():
        scheduling.record_outage(
            one(Round), began_at=DURING - timedelta(days=1), ended_at=DURING - timedelta(days=1), cause_vi="Mất điện cả buổi sáng thứ năm.",
            law=LAW, by=BOARD,
        )  # fmt: skip


def correct() -> None:
    with unit_of_work():
        told = particulars(headline="Ba mươi ba năm quét ca đêm.")
        candidates.correct(the_candidate(), told, of_version=the_candidate().version, reason_vi=WHY, law=LAW, by=BOARD)


def withdraw() -> None:
    with unit_of_work():
        candidates.withdraw(the_candidate(), why_vi="Người được đề nghị xin rút khỏi đợt này.", by=BOARD)


def switch_off() -> None:
    with unit_of_work():
        switches.turn_off(
            Function.OPINIONS, by=LEAD, of_version=0, why=WHY, words_vi="Đang sửa máy chủ đến chiều nay.", words_en="Repairs until this evening.",
        )  # fmt: skip


def nothing() -> None:
    """The scene is as it is."""


Act = Callable[[], None]


@pytest.mark.parametrize(
    ("scene", "act", "gone", "new"),
    [
        (nothing, publish_story, "", "Câu chuyện đã đăng về bà Nhài"),
        (publish_two, correct_story, TITLE, "Nồi chè của bà Tơ"),
        (publish_story, remove_story, "Câu chuyện đã đăng về bà Nhài", ""),
        (story_of_another, merge, "", "Câu chuyện đã đăng về bà Nhài"),
        (lambda: (story_of_another(), merge()), unmerge, "Câu chuyện đã đăng về bà Nhài", ""),
        (nothing, one_more, "", "Sáng nào tôi cũng gặp chị"),
        (nothing, cover, WORDS, f"[…]{WORDS[3:]}"),
        (cover, uncover, "[…]", WORDS),
        (nothing, reconsider, WORDS, ""),
        (nothing, take_back, WORDS, ""),
        (nothing, reply, "", REPLY),
        (clustered, mark_cluster, "", "Gửi hàng loạt, tính riêng"),
        (lambda: (clustered(), mark_cluster()), unmark_cluster, "Gửi hàng loạt, tính riêng", ""),
        (nothing, rename, "đợt 2 năm 2026", "đợt cuối năm"),
        (nothing, extend, "thứ Ba, 01/12/2026", "thứ Năm, 03/12/2026"),
        (nothing, outage, "thứ Ba, 01/12/2026", "thứ Tư, 02/12/2026"),
        (nothing, correct, "Ba mươi hai năm", "Ba mươi ba năm"),
        (nothing, withdraw, "còn lại", "xin rút khỏi đợt này"),
        (nothing, switch_off, "Góp ý về", "Đang sửa máy chủ đến chiều nay."),
    ],
    ids=lambda v: getattr(v, "__name__", "") if callable(v) else "",
)
def test_an_act_gives_the_page_of_a_candidate_a_new_version(
    app: Flask, path: str, page: Page, scene: Act, act: Act, gone: str, new: str
) -> None:
    with app.app_context():
        scene()
        db.session.remove()
    before = page(path)
    assert page(path, before.headers["ETag"]).status_code == 304
    assert gone in before.text and (not new or new not in before.text)
    with app.app_context():
        act()
        db.session.remove()
    after = page(path, before.headers["ETag"])
    assert after.status_code == 200 and after.headers["ETag"] != before.headers["ETag"]
    assert new in after.text and (not gone or gone not in after.text)


def test_what_is_not_published_yet_and_a_hold_leave_the_page_as_it_is(app: Flask, path: str, page: Page) -> None:
    before = page(path)
    assert TITLE not in before.text and "Câu chuyện đã đăng" not in before.text
    with app.app_context():
        with unit_of_work():
            holds.place(the_candidate(), ground="Có đơn đang được xác minh.", by=BOARD)
        opinion(
            the_candidate(), text="Tôi chưa được đọc duyệt, xin đừng cho ai thấy câu này vội.", email="c@example.vn"
        )
        db.session.remove()
    after = page(path, before.headers["ETag"])
    assert after.status_code == 304 and page(path).text == before.text


def answered(now: Traveller) -> None:
    """The round is closed, its ledger too, and the Board has answered."""
    candidate = the_candidate()
    now.move_to(AFTER)
    freezing.freeze(candidate.round_id, by=SYSTEM)
    with unit_of_work():
        here = points.add(candidate, title_vi="Cả tổ cùng quét", by=BOARD)
    with unit_of_work():
        for each in (praise(), critical()):
            points.sort(each, under=here if each.stance is Stance.NOT_YET else None, by=BOARD,
                        unused=None if each.stance is Stance.NOT_YET else Unused.NO_POINT)  # fmt: skip
        points.answer(
            here, candidate, answer=Answer.ACCEPTED, text_vi="Đã ghi tên cả tổ.", of_version=here.version, by=BOARD
        )
        outcome.conclude(candidate, text_vi="Ban đã đọc mọi ý kiến.", by=BOARD)
    with unit_of_work():
        outcome.publish(one(Round), by=LEAD)


def change_answer() -> None:
    here = one(Point)
    with unit_of_work():
        points.answer(
            here, the_candidate(), answer=Answer.EXPLAINED, text_vi="Đã hỏi thêm đơn vị.", of_version=here.version, by=BOARD,
            note_vi=WHY,
        )  # fmt: skip


def reword_reason() -> None:
    with unit_of_work():
        row = one(Reason, code="opinion_insults")
        told = Wording("Có lời xúc phạm người khác", row.title_en, row.text_vi, row.text_en)
        reasons.edit(row, told, by=LEAD, of_version=row.version)


@pytest.mark.parametrize(
    ("act", "gone", "new"),
    [
        (change_answer, "Đã ghi tên cả tổ", "Đã hỏi thêm đơn vị"),
        (take_back, WORDS, ""),
        (cover, WORDS, f"[…]{WORDS[3:]}"),
        (publish_story, "", "Câu chuyện đã đăng về bà Nhài"),
        (reword_reason, "", "Có lời xúc phạm người khác"),
    ],
    ids=lambda v: getattr(v, "__name__", "") if callable(v) else "",
)
def test_an_act_after_the_answer_gives_the_page_a_new_version(
    app: Flask, path: str, page: Page, now: Traveller, act: Act, gone: str, new: str
) -> None:
    with app.app_context():
        insult = opinion(
            the_candidate(), text="Nói xấu người khác, không đáng được đăng lên đây.", email="x@example.vn"
        )
        with unit_of_work() as session:
            reviewing.decline(session.get_one(Opinion, insult.id), by=MODERATOR, reason_code="opinion_insults")
        db.session.remove()
    during = page(path)
    with app.app_context():
        answered(now)
        db.session.remove()
    before = page(path, during.headers["ETag"])
    assert before.status_code == 200 and gone in before.text and (not new or new not in before.text)
    with app.app_context():
        act()
        db.session.remove()
    after = page(path, before.headers["ETag"])
    assert after.status_code == 200 and new in after.text and (not gone or gone not in after.text)


def letter() -> None:
    with unit_of_work():
        candidate = the_candidate()
        how = sent(channel=Channel.LETTER, received_on=date(2026, 12, 1))
        opinions.give(candidate, said=said(letter=scan(), email=""), sent=how, at=AFTER, by=CLERK)


def scan() -> uuid.UUID:
    file = StoredFile(
        id=uuid.uuid4(), kind=FileKind.DOCUMENT, state=FileState.READY, name="thu.pdf", media_type="application/pdf",
        size=1, sha256="0" * 64, created_at=AFTER,
    )  # fmt: skip
    db.session.add(file)
    db.session.flush()
    return file.id


@pytest.mark.parametrize(
    ("at", "act", "new"),
    [
        (DURING, publish_story, "Từ câu chuyện của người dân"),
        (DURING, withdraw, "Đã rút"),
        (DURING, extend, "03/12/2026"),
        (DURING, rename, "đợt cuối năm"),
        (AFTER, letter, "3 ý kiến"),
        (AFTER, take_back, "1 ý kiến"),
    ],
    ids=lambda v: getattr(v, "__name__", "") if callable(v) else "",
)
def test_an_act_gives_the_page_of_a_round_a_new_version(
    app: Flask, path: str, page: Page, now: Traveller, at: datetime, act: Act, new: str
) -> None:
    path = path.rpartition("/")[0]
    now.move_to(at)
    before = page(path)
    assert new not in before.text and page(path, before.headers["ETag"]).status_code == 304
    with app.app_context():
        act()
        db.session.remove()
    after = page(path, before.headers["ETag"])
    assert after.status_code == 200 and new in after.text
