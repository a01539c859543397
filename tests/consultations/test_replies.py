"""The nominee and the unit answer published criticism: once each, reviewed, below the opinion."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import replies, reviewing, services, shown
from portal.consultations.opinions.models import Opinion, Reply, ReplyInvitation
from portal.consultations.opinions.states import ReplyBy, ReplyState, Stance
from portal.core.actor import RESIDENT, holder_of
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, Missing, NotNow, Unfit
from portal.moderation import redactions
from portal.moderation.models import Redaction, Spared
from portal.moderation.redactions import Cover
from tests.consultations.held import BOARD, MODERATOR, announced, candidate_of, opinion

OPEN = datetime(2026, 11, 20, 2, tzinfo=UTC)
ANSWER = "Chị Nhài quét đúng ca, sổ giao ca ở tổ vẫn còn, mời bác đến xem."


@pytest.fixture
def candidate(inside: Flask, now: time_machine.Traveller) -> Candidate:
    made = candidate_of(announced())
    now.move_to(OPEN)
    return made


def criticised(candidate: Candidate, stance: Stance = Stance.NOT_YET, email: str = "lua@example.vn") -> Opinion:
    made = opinion(candidate, stance=stance, email=email)
    with unit_of_work() as session:
        reviewing.accept(session.get_one(Opinion, made.id), by=MODERATOR)
    db.session.expire_all()
    return db.session.get_one(Opinion, made.id)


def invited(candidate: Candidate, who: ReplyBy = ReplyBy.UNIT) -> str:
    with unit_of_work():
        return replies.invite(candidate, who=who, by=BOARD)


def answered(key: str, said: Opinion, text: str = ANSWER, signed: str = "Xí nghiệp Môi trường") -> Reply:
    with unit_of_work():
        invitation, candidate = replies.by_key(key)
        made = replies.answer(replies.criticism(candidate, said.id), invitation, text=text, signed=signed, by=RESIDENT)
    return made


def published(reply: Reply) -> None:
    with unit_of_work() as session:
        replies.publish(session.get_one(Reply, reply.id), by=MODERATOR)
    db.session.expire_all()


def test_an_answer_stands_below_its_opinion_once_it_was_read(candidate: Candidate) -> None:
    said = criticised(candidate)
    reply = answered(invited(candidate), said)
    assert shown.page(candidate).items[0].replies == []
    published(reply)
    ((who, words, _),) = shown.page(candidate).items[0].replies
    assert (who, words) == ("Xí nghiệp Môi trường", ANSWER)


def test_each_side_answers_once(candidate: Candidate) -> None:
    said, unit, nominee = criticised(candidate), invited(candidate), invited(candidate, ReplyBy.NOMINEE)
    answered(unit, said)
    answered(nominee, said)
    answered(unit, said)  # a second click
    with pytest.raises(NotNow):
        answered(unit, said, "Còn một điều nữa chúng tôi muốn nói thêm.")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Reply)) == 2


def test_what_was_not_published_may_be_written_anew(candidate: Candidate) -> None:
    said, key = criticised(candidate), invited(candidate)
    reply = answered(key, said)
    with unit_of_work() as session:
        replies.decline(session.get_one(Reply, reply.id), by=MODERATOR, reason_code="y-kien-lac-de")
    answered(key, said, "Xin trả lời lại cho đúng việc bác hỏi.")
    again = db.session.get_one(Reply, reply.id)
    assert (again.state, again.reason_code) == (ReplyState.WAITING, None)


@pytest.mark.parametrize(("text", "field"), [("", "text"), ("  ", "text"), ("à " * 700, "text")])
def test_an_answer_says_something_and_not_too_much(candidate: Candidate, text: str, field: str) -> None:
    with pytest.raises(Unfit) as refusal:
        answered(invited(candidate), criticised(candidate), text)
    assert refusal.value.field == field


def test_praise_and_what_is_not_public_cannot_be_answered(candidate: Candidate) -> None:
    key, praise = invited(candidate), criticised(candidate, Stance.SUPPORT)
    unread = opinion(candidate, stance=Stance.NOT_YET, email="khac@example.vn")
    for said in (praise, unread):
        with pytest.raises(Missing):
            answered(key, said)
    assert [o.id for o, _ in replies.to_answer(candidate, ReplyBy.UNIT)] == []


def test_a_link_opens_its_own_candidate_only(inside: Flask, now: time_machine.Traveller) -> None:
    round = announced("Trần Thị Nhài", "Lê Văn Hai")
    now.move_to(OPEN)
    first, second = db.session.scalars(sa.select(Candidate).where(Candidate.round_id == round.id)).all()
    with pytest.raises(Missing):
        answered(invited(first), criticised(second))


def test_a_new_link_ends_the_one_before_and_time_ends_both(candidate: Candidate, now: time_machine.Traveller) -> None:
    first, second = invited(candidate), invited(candidate)
    with pytest.raises(Missing):
        replies.by_key(first)
    assert replies.by_key(second)[1].id == candidate.id
    now.shift(replies.LASTS + timedelta(seconds=1))
    with pytest.raises(Missing):
        replies.by_key(second)


def test_a_link_that_was_ended_opens_nothing(candidate: Candidate) -> None:
    key = invited(candidate)
    with unit_of_work() as session:
        replies.revoke(session.scalars(sa.select(ReplyInvitation)).one(), by=BOARD)
    with pytest.raises(Missing):
        replies.by_key(key)


def test_only_the_board_gives_links_and_only_the_desk_reviews(candidate: Candidate) -> None:
    with pytest.raises(Denied), unit_of_work():
        replies.invite(candidate, who=ReplyBy.UNIT, by=MODERATOR)
    reply = answered(invited(candidate), criticised(candidate))
    with pytest.raises(Denied), unit_of_work():
        replies.publish(reply, by=BOARD)


def test_an_opinion_that_is_taken_back_takes_its_answers_along(candidate: Candidate) -> None:
    said = criticised(candidate)
    reply = answered(invited(candidate), said)
    published(reply)
    with unit_of_work() as session:
        for thing in (session.get_one(Opinion, said.id), session.get_one(Reply, reply.id)):
            redactions.choose(
                thing, by=MODERATOR, field="text", text=thing.text, covers=[Cover(0, 3, "chosen", "…")], spared=[(4, 6)]
            )
    with unit_of_work() as session:
        services.withdraw(session.get_one(Opinion, said.id), by=holder_of(said.id))
    for gone in (Reply, Redaction, Spared):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(gone)) == 0


def test_the_page_is_made_anew_when_an_answer_is_published(candidate: Candidate) -> None:
    said = criticised(candidate)
    reply, before = answered(invited(candidate), said), db.session.get_one(Candidate, candidate.id).edition
    published(reply)
    assert db.session.get_one(Candidate, candidate.id).edition > before
