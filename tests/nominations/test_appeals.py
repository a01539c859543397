"""A decision on a testimony is reversed, or looked at again by somebody else: letters, clocks, the list of the desk."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.core import clock
from portal.core.actor import RESIDENT, Actor, Role
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, NotNow, Unfit
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.honours.queries import calendar
from portal.moderation import claims, queries, reasons, reversals
from portal.moderation import services as desk
from portal.moderation.appeals import queries as appeals
from portal.moderation.appeals import services
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.states import AppealState, Channel, Verdict
from portal.moderation.desk import glance, keeping, lineup
from portal.moderation.desk.lineup import View, Wish
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import Part, Turn
from portal.moderation.models import Decision, Reason, Reversal
from portal.moderation.states import Outcome
from portal.nominations import at_desk, moves, wording
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState as S
from tests.moderation.things import colleague
from tests.nominations.tipped import MODERATOR, holder, tip

OTHER = colleague("Nguyễn Khánh Linh")
WHY = "Tôi đã tận mắt thấy bà nấu chè suốt mười hai năm."
SAID = "Chúng tôi đã gọi cho bà Tơ và hai người hàng xóm: việc có thật."


@pytest.fixture(autouse=True)
def _reasons(inside: Flask, now: Traveller) -> None:
    with unit_of_work():
        reasons.load_reasons()


def decided(outcome: Outcome = Outcome.DECLINE, *, by: Actor = MODERATOR, email: str = "ngo@example.vn") -> Nomination:
    """A testimony that was decided; its letter has not left yet."""
    nomination = tip(email=email)
    code = {Outcome.DECLINE: "too_little", Outcome.FORWARD: "forward_petition"}.get(outcome, "")
    code = code if queries.reason(code) else next((r.code for r in queries.reasons(outcome)), "")
    with unit_of_work():
        made = desk.decide(
            nomination,
            by=by,
            outcome=outcome,
            of_version=nomination.version,
            reason_code=code,
            words="Mong bạn kể thêm.",
        )
        if outcome is Outcome.DECLINE:
            moves.decline(nomination, by=by, reason_code=code, decision=made)
        elif outcome is Outcome.FORWARD:
            moves.forward(nomination, by=by, reason_code=code, decision=made)
        else:
            moves.accept(nomination, by=by, decision=made)
    return nomination


def told(now: Traveller) -> list[Letter]:
    """The letters that have left once a minute is over."""
    now.shift(timedelta(seconds=61))
    runner.run_due()
    return list(db.session.scalars(sa.select(Letter).order_by(Letter.created_at, Letter.kind)))


def reverse(
    nomination: Nomination, *, why: str = "Đọc lại thấy đủ căn cứ.", words: str = "", by: Actor = OTHER
) -> None:
    with unit_of_work():
        made = reversals.reverse(nomination, by=by, reason=why, words=words, of_version=nomination.version)
        moves.reopen(nomination, by=by, reversal=made)


def ask(nomination: Nomination, text: str = WHY) -> Appeal:
    with unit_of_work():
        return services.ask(
            nomination, at_desk.matter(nomination), text=text, by=holder(nomination), calendar=calendar()
        )


def judge(appeal: Appeal, verdict: Verdict, *, by: Actor = OTHER, said: str = SAID) -> None:
    with unit_of_work():
        act = services.judge(appeal, by=by, verdict=verdict, said=said, of_version=appeal.version)
        moves.appeal_judged(db.session.get_one(Nomination, appeal.thing_id), appeal, by=by, act=act)


def seen_by(who: Actor) -> list[object]:
    db.session.rollback()
    wish = Wish(soon=clock.today(), staff=who.id)
    return [row.item.thing_id for row in lineup.page(wish).items]


def whole() -> bool:
    db.session.rollback()
    return not list(keeping.differences())


def test_a_reversal_after_the_letter_owes_a_second_one(now: Traveller) -> None:
    nomination = decided()
    assert [each.kind for each in told(now)] == ["declined"]
    reverse(nomination, words="Chúng tôi xin lỗi vì đã vội.")
    _, second = told(now)
    assert second.kind == "reversed" and "Chúng tôi xin lỗi vì đã vội." in second.text
    assert "đủ căn cứ" not in second.text and nomination.state is S.VERIFYING and whole()


def test_a_reversal_before_the_letter_sends_none_at_all(now: Traveller) -> None:
    nomination = decided()
    reverse(nomination)
    assert told(now) == []


def test_who_left_no_address_gets_neither_letter(now: Traveller) -> None:
    nomination = decided(email="")
    told(now)
    reverse(nomination)
    assert told(now) == []


def test_a_reversal_keeps_what_it_reverses_and_why() -> None:
    nomination = decided()
    decision = queries.standing(nomination)
    reverse(nomination)
    (kept,) = reversals.of(nomination)
    assert decision and (kept.decision_id, kept.state_before, kept.made_by) == (decision.id, "declined", OTHER.id)
    assert kept.reason == "Đọc lại thấy đủ căn cứ." and queries.standing(nomination) is None
    assert decision.reversed_at is not None and reversals.last(nomination) is kept


@pytest.mark.parametrize("outcome", [Outcome.DECLINE, Outcome.FORWARD, Outcome.ACCEPT])
def test_every_decision_can_be_reversed(outcome: Outcome) -> None:
    nomination = decided(outcome)
    reverse(nomination)
    assert nomination.state is S.VERIFYING and whole()
    item = db.session.get_one(DeskItem, nomination.id)
    assert item.turn is Turn.DESK and item.due_on is not None


def test_a_reversal_needs_a_reason_and_the_revision_that_was_read() -> None:
    nomination = decided()
    with pytest.raises(Unfit):
        reverse(nomination, why="Nhầm.")
    with pytest.raises(Clash), unit_of_work():
        reversals.reverse(nomination, by=OTHER, reason="Đọc lại thấy đủ căn cứ.", of_version=nomination.version - 1)
    with pytest.raises(Denied), unit_of_work():
        reversals.reverse(nomination, by=RESIDENT, reason="Đọc lại thấy đủ.", of_version=nomination.version)
    assert db.session.scalars(sa.select(Reversal)).all() == []


def test_the_letter_says_what_the_reason_said_when_it_was_decided(now: Traveller) -> None:
    nomination = decided()
    decision = queries.standing(nomination)
    with unit_of_work() as session:
        session.execute(sa.delete(Reason))
    (letter,) = told(now)
    assert "chưa đủ căn cứ để xác minh" in letter.text and "there was not enough to check" in letter.text
    assert decision and "chưa đủ căn cứ" in wording.told(decision, "vi")


@pytest.mark.parametrize(("outcome", "kind"), [(Outcome.DECLINE, "declined"), (Outcome.FORWARD, "forwarded")])
def test_such_letters_hold_the_reason_the_writers_text_and_the_way_to_appeal(
    outcome: Outcome, kind: str, now: Traveller
) -> None:
    nomination = decided(outcome)
    (letter,) = told(now)
    assert letter.kind == kind and nomination.story in letter.text and "Mong bạn kể thêm." in letter.text
    assert "Đề nghị xem lại" in letter.text and "thứ Ba, 24/11/2026" not in letter.text
    assert "thứ Tư, 25/11/2026" in letter.text, "ten working days, 24/11 is a holiday"
    assert nomination.story[:80] in letter.html and "Đề nghị xem lại" in letter.html


def test_an_appeal_lies_on_the_list_for_everyone_but_whoever_decided() -> None:
    nomination = decided()
    appeal = ask(nomination)
    assert seen_by(OTHER) == [appeal.id] and seen_by(MODERATOR) == []
    item = db.session.get_one(DeskItem, appeal.id)
    assert (str(item.due_on), item.number) == ("2026-11-17", nomination.number)
    assert [Part.APPEAL.value, 72] in item.parts and whole()
    assert glance.at(Wish(soon=clock.today(), staff=MODERATOR.id), by=MODERATOR).views[View.ALL] == 0
    following = lineup.next_after(nomination.id, Wish(soon=clock.today(), staff=MODERATOR.id))
    assert following is None
    mine = lineup.next_after(nomination.id, Wish(soon=clock.today(), staff=OTHER.id))
    assert mine is not None and mine.thing_id == appeal.id


def test_its_clock_runs_and_is_late(now: Traveller) -> None:
    appeal = ask(decided())
    now.shift(timedelta(days=8))
    late = Wish(soon=clock.today(), view=View.LATE, staff=OTHER.id)
    assert [row.item.thing_id for row in lineup.page(late).items] == [appeal.id]


def test_whoever_decided_may_not_judge() -> None:
    appeal = ask(decided())
    with pytest.raises(Denied):
        judge(appeal, Verdict.STAND, by=MODERATOR)
    with pytest.raises(Denied), unit_of_work():
        claims.claim(appeal, by=MODERATOR)
    assert db.session.get_one(Appeal, appeal.id).state is AppealState.WAITING


def test_an_upheld_appeal_has_the_thing_decided_anew(now: Traveller) -> None:
    nomination = decided()
    told(now)
    appeal = ask(nomination)
    judge(appeal, Verdict.ANEW)
    letters = told(now)
    assert [each.kind for each in letters] == ["declined", "appeal_judged"], "one letter says both"
    assert SAID in letters[1].text and WHY in letters[1].text and "khiếu nại" not in letters[1].text
    assert nomination.state is S.VERIFYING and whole()
    (reversal,) = reversals.of(nomination)
    assert reversal.appeal_id == appeal.id and seen_by(MODERATOR) == [nomination.id]


def test_one_not_upheld_says_why_and_how_to_complain_formally(now: Traveller) -> None:
    nomination = decided()
    told(now)
    judge(ask(nomination), Verdict.STAND, said="Người được kể không muốn đăng.")
    letter = told(now)[1]
    assert "Người được kể không muốn đăng." in letter.text and "Luật Khiếu nại" in letter.text
    assert "complaint (khiếu nại) under the Law on Complaints" in letter.text
    assert nomination.state is S.DECLINED and seen_by(OTHER) == [] and whole()


def test_an_appeal_sent_twice_is_one_and_a_second_one_is_refused() -> None:
    nomination = decided()
    assert ask(nomination).id == ask(nomination).id
    with pytest.raises(NotNow):
        ask(nomination, "Tôi xin nói thêm một điều khác nữa ở đây.")
    judge(ask(nomination), Verdict.STAND)
    with pytest.raises(NotNow):
        ask(nomination, "Tôi vẫn không đồng ý với kết quả này chút nào.")


def test_a_new_decision_can_be_appealed_anew() -> None:
    nomination = decided()
    judge(ask(nomination), Verdict.ANEW)
    with unit_of_work():
        made = desk.decide(
            nomination, by=OTHER, outcome=Outcome.DECLINE, of_version=nomination.version, reason_code="too_little"
        )
        moves.decline(nomination, by=OTHER, reason_code="too_little", decision=made)
    assert ask(nomination).decided_by == OTHER.id and len(appeals.all_of(nomination)) == 2


def test_an_appeal_comes_within_ten_working_days(now: Traveller) -> None:
    nomination = decided()
    told(now)
    now.move_to(clock.now() + timedelta(days=15))
    decision = queries.standing(nomination)
    assert decision and appeals.open_to(decision, calendar()), "25/11: the tenth working day"
    now.shift(timedelta(days=1))
    assert not appeals.open_to(decision, calendar())
    with pytest.raises(NotNow):
        ask(nomination)


@pytest.mark.parametrize("text", ["Sai rồi.", "a" * 1_001])
def test_an_appeal_needs_a_reason_of_some_length(text: str) -> None:
    with pytest.raises(Unfit):
        ask(decided(), text)


def test_only_the_receipt_opens_the_way_to_appeal() -> None:
    nomination = decided()
    with pytest.raises(Denied), unit_of_work():
        services.ask(nomination, at_desk.matter(nomination), text=WHY, by=RESIDENT, calendar=calendar())


def test_a_clerk_writes_one_down_and_says_who_was_on_the_telephone() -> None:
    nomination, clerk = decided(), colleague("Phạm Hà", Role.CLERK)
    how = {"by": clerk, "calendar": calendar(), "channel": Channel.PHONE}
    with pytest.raises(Unfit), unit_of_work():
        services.ask(nomination, at_desk.matter(nomination), text=WHY, **how)  # type: ignore[arg-type]  # any of its fields
    with unit_of_work():
        made = services.ask(nomination, at_desk.matter(nomination), text=WHY, checked="Đọc đúng mã tra cứu.", **how)  # type: ignore[arg-type]  # any of its fields
    assert (made.clerk_id, made.channel) == (clerk.id, Channel.PHONE) and whole()


def test_a_decision_reversed_meanwhile_ends_the_appeal_in_clear_words(now: Traveller) -> None:
    nomination = decided()
    told(now)
    appeal = ask(nomination)
    reverse(nomination)
    assert db.session.get_one(Appeal, appeal.id).state is AppealState.OVERTAKEN and whole()
    assert [each.kind for each in told(now)] == ["declined", "reversed"]
    with pytest.raises(Clash):
        judge(appeal, Verdict.STAND)


def test_of_two_who_judge_at_once_one_is_told() -> None:
    appeal, third = ask(decided()), colleague("Trần Hữu Nghĩa", Role.BOARD_LEAD)
    version = appeal.version
    judge(appeal, Verdict.STAND)
    with pytest.raises(Clash), unit_of_work():
        services.judge(appeal, by=third, verdict=Verdict.ANEW, said=SAID, of_version=version)
    assert db.session.get_one(Appeal, appeal.id).state is AppealState.STANDS


def test_decisions_taken_back_in_their_minute_cannot_be_appealed() -> None:
    nomination = decided()
    decision = queries.standing(nomination)
    with unit_of_work():
        desk.undo(db.session.get_one(Decision, decision.id), nomination, by=MODERATOR)  # type: ignore[union-attr]  # it was decided
        moves.restore(nomination, state_before="received", by=MODERATOR)  # type: ignore[arg-type]  # the word of a state
    with pytest.raises(NotNow):
        ask(nomination)
