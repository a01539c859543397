"""Decisions on opinions are reversed or looked at again: the public page, the counters and the letters follow."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import at_desk, replies, reported, reviewing, services, shown, tallies
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState, ReplyBy, Stance
from portal.core.actor import RESIDENT, holder_of
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, NotNow
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.core.policy import may
from portal.honours.queries import calendar
from portal.moderation import queries, reasons, redactions
from portal.moderation import services as desk
from portal.moderation.appeals import services as appeals
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.policy import Appeals
from portal.moderation.appeals.states import AppealState, Verdict
from portal.moderation.desk import keeping
from portal.moderation.eyes.verdicts import Verdict as Judged
from portal.moderation.redactions import Cover
from portal.moderation.reports.models import ReaderReport, ReportCase
from portal.moderation.reports.states import Outcome as Came
from portal.moderation.reports.states import ReportKind
from portal.moderation.states import Outcome
from tests.consultations.held import BOARD, MODERATOR, announced, candidate_of, opinion
from tests.moderation.things import colleague

OTHER, FIRST = colleague("Nguyễn Khánh Linh"), colleague("Hoàng Thị Mận")
TEXT = "Ông Tám ở số 5 hay cáu với hàng xóm nhưng quét đường rất đều, sáng nào cũng đi."
WHY = "Chỗ bị che chỉ là một cái tên ai cũng biết trong ngõ."
SAID = "Tên ấy đã có trên trang công khai của phường."


@pytest.fixture
def waiting(inside: Flask, now: Traveller) -> Opinion:
    candidate = candidate_of(announced())
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    with unit_of_work():
        reasons.load_reasons()
    return opinion(candidate, text=TEXT, stance=Stance.NOT_YET)


def again(made: Opinion) -> Opinion:
    return db.session.get_one(Opinion, made.id, populate_existing=True)


def decide(made: Opinion, outcome: Outcome = Outcome.DECLINE, *, cover: bool = False) -> Opinion:
    """By one person, or by two where it takes two."""
    code = "opinion_insults" if outcome is Outcome.DECLINE else ""
    covers = (Cover(0, 6, "person", "Ô.T."),) if cover else ()
    for by in (FIRST, MODERATOR):
        with unit_of_work():
            fresh = again(made)
            if fresh.state is OpinionState.WAITING:
                reviewing.judge(
                    fresh, Judged(outcome, code, "Bà thông cảm.", covers=covers), by=by, of_version=fresh.version
                )
    return again(made)


def told(now: Traveller) -> list[str]:
    now.shift(timedelta(seconds=61))
    runner.run_due()
    return [each.kind for each in db.session.scalars(sa.select(Letter).order_by(Letter.created_at, Letter.kind))]


def letter(kind: str) -> Letter:
    return db.session.scalars(sa.select(Letter).where(Letter.kind == kind)).one()


def reverse(made: Opinion, words: str = "") -> None:
    """By one person, or by two where it takes two."""
    for by in (FIRST, OTHER):
        with unit_of_work():
            fresh = again(made)
            if fresh.state is not OpinionState.WAITING:
                reviewing.reconsider(fresh, by=by, why="Đọc lại thấy không sao.", words=words)


def ask(made: Opinion) -> Appeal:
    with unit_of_work():
        fresh = again(made)
        return appeals.ask(fresh, at_desk.matter(fresh), text=WHY, by=holder_of(made.id), calendar=calendar())


def judge(appeal: Appeal, verdict: Verdict) -> None:
    with unit_of_work():
        fresh = db.session.get_one(Appeal, appeal.id, populate_existing=True)
        act = appeals.judge(fresh, by=OTHER, verdict=verdict, said=SAID, of_version=fresh.version)
        reviewing.appeal_judged(db.session.get_one(Opinion, fresh.thing_id), fresh, by=OTHER, act=act)


def public(made: Opinion) -> list[str]:
    db.session.rollback()
    return [each.text for each in shown.page(again(made).candidate).items]


def right() -> bool:
    """The counters and the list say what is so."""
    db.session.rollback()
    return not list(tallies.differences()) and not list(keeping.differences())


def test_a_reversal_takes_it_from_the_public_page_and_the_counters_at_once(waiting: Opinion, now: Traveller) -> None:
    decide(waiting, Outcome.ACCEPT)
    assert "opinion_published" in told(now) and public(waiting) == [TEXT]
    reverse(waiting, words="Chúng tôi cần đọc lại.")
    assert public(waiting) == [] and right() and again(waiting).state is OpinionState.WAITING
    assert "opinion_reversed" in told(now)
    assert "Chúng tôi cần đọc lại." in letter("opinion_reversed").text


def test_none_is_written_to_of_a_reversal_before_the_first_letter(waiting: Opinion, now: Traveller) -> None:
    decide(waiting)
    reverse(waiting)
    assert not {"opinion_declined", "opinion_reversed"} & set(told(now)) and right()


def test_the_letter_of_a_declined_one_holds_reason_text_and_way(waiting: Opinion, now: Traveller) -> None:
    decide(waiting)
    told(now)
    text = letter("opinion_declined").text
    assert "Ý kiến có những lời xúc phạm" in text and TEXT in text and "Bà thông cảm." in text
    assert "Đề nghị xem lại" in text


def test_the_letter_of_a_masked_one_does_so_too_and_of_a_whole_one_does_not(waiting: Opinion, now: Traveller) -> None:
    decide(waiting, Outcome.ACCEPT, cover=True)
    told(now)
    text = letter("opinion_published").text
    assert TEXT in text and "Bà thông cảm." in text and "Đề nghị xem lại" in text
    whole = opinion(again(waiting).candidate, text=TEXT + " Đó là sự thật.", email="hai@example.vn")
    decide(whole, Outcome.ACCEPT)
    told(now)
    other = db.session.scalars(
        sa.select(Letter).where(Letter.kind == "opinion_published", Letter.address == "hai@example.vn")
    ).one()
    assert "Đề nghị xem lại" not in other.text


def test_what_was_covered_is_shown_when_the_writer_was_right(waiting: Opinion, now: Traveller) -> None:
    decide(waiting, Outcome.ACCEPT, cover=True)
    assert public(waiting) == [TEXT.replace("Ông Tá", "Ô.T.", 1)]
    judge(ask(waiting), Verdict.LIFT)
    assert public(waiting) == [TEXT] and not again(waiting).masked and right()
    assert redactions.of(again(waiting), reviewing.TEXT, TEXT) == []
    assert "appeal_judged" in told(now) and SAID in letter("appeal_judged").text


def test_only_what_is_covered_can_be_uncovered(waiting: Opinion) -> None:
    appeal = ask(decide(waiting))
    with pytest.raises(NotNow):
        judge(appeal, Verdict.LIFT)
    db.session.rollback()
    assert db.session.get_one(Appeal, appeal.id, populate_existing=True).state is AppealState.WAITING


def test_an_upheld_appeal_puts_a_declined_one_back_on_the_desk(waiting: Opinion) -> None:
    appeal = ask(decide(waiting))
    judge(appeal, Verdict.ANEW)
    assert again(waiting).state is OpinionState.WAITING and right()
    assert queries.standing(again(waiting)) is None


def test_one_taken_back_by_its_writer_while_it_is_judged_says_so(waiting: Opinion) -> None:
    appeal = ask(decide(waiting))
    with unit_of_work():
        services.withdraw(again(waiting), by=holder_of(waiting.id))
    kept = db.session.get_one(Appeal, appeal.id, populate_existing=True)
    assert (kept.state, kept.text) == (AppealState.OVERTAKEN, "") and right()
    with pytest.raises(Clash), unit_of_work():
        appeals.judge(kept, by=OTHER, verdict=Verdict.STAND, said=SAID, of_version=kept.version - 1)


def test_a_reply_taken_back_is_told_to_whom_it_answered(waiting: Opinion, now: Traveller) -> None:
    decide(waiting, Outcome.ACCEPT)
    with unit_of_work():
        key = replies.invite(again(waiting).candidate, who=ReplyBy.UNIT, by=BOARD)
        asked, mine = replies.by_key(key)
        reply = replies.answer(
            replies.criticism(mine, waiting.id), asked, text="Xin mời bác đến xem.", signed="Tổ 3", by=RESIDENT
        )
    with unit_of_work():
        decision = desk.decide(reply, by=MODERATOR, outcome=Outcome.ACCEPT, of_version=reply.version)
        replies.publish(reply, by=MODERATOR, decision=decision)
    assert "opinion_replied" in told(now)
    for by in (FIRST, OTHER):
        with unit_of_work():
            replies.reconsider(reply, by=by, why="Có tên người thứ ba.")
    assert "reply_reversed" in told(now) and right()


def test_two_hundred_reports_make_one_item_and_hide_nothing(waiting: Opinion, now: Traveller) -> None:
    decide(waiting, Outcome.ACCEPT)
    for n in range(200):
        with unit_of_work():
            reported.report(
                again(waiting), by=RESIDENT, kind=ReportKind.INSULT, text=f"Tôi thấy ý kiến này xúc phạm, lần {n}"
            )
        now.shift(timedelta(milliseconds=300))
    (case,) = db.session.scalars(sa.select(ReportCase))
    assert case.count == 200 and public(waiting) == [TEXT] and again(waiting).state is OpinionState.PUBLISHED
    assert right()


def test_reports_of_one_that_is_gone_are_closed_and_told_and_their_words_dropped(
    waiting: Opinion, now: Traveller
) -> None:
    decide(waiting, Outcome.ACCEPT)
    with unit_of_work():
        reported.report(
            again(waiting), by=RESIDENT, kind=ReportKind.PRIVACY, text="Ý kiến nêu tên ông Tám nhà số 5",
            contact="mai@example.vn",
        )  # fmt: skip
    with unit_of_work():
        services.withdraw(again(waiting), by=holder_of(waiting.id))
    (case,) = db.session.scalars(sa.select(ReportCase))
    (report,) = db.session.scalars(sa.select(ReaderReport))
    assert (case.outcome, case.opening, report.text) == (Came.GONE, "", "") and right()
    assert "report_settled" in told(now) and letter("report_settled").address == "mai@example.vn"


def test_only_a_public_opinion_can_be_reported(waiting: Opinion) -> None:
    with pytest.raises(NotNow), unit_of_work():
        reported.report(again(waiting), by=RESIDENT, kind=ReportKind.OTHER, text="Tôi thấy ý kiến này không đúng")


def test_neither_of_the_two_who_decided_judges_the_appeal(waiting: Opinion) -> None:
    appeal = ask(decide(waiting))
    for by in (FIRST, MODERATOR):
        assert not may(by, Appeals.JUDGE, appeal)
    assert may(OTHER, Appeals.JUDGE, appeal)
