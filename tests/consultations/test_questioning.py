"""A writer is asked back: whose turn it is, by when, what an answer changes, and what it never does."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError
from time_machine import Traveller

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import at_desk, questioning, questions, reviewing, services, tallies, verifying
from portal.consultations.opinions.models import Opinion, Question
from portal.consultations.opinions.states import OpinionState, QuestionState, Stance, Verified
from portal.consultations.outcome import freezing, ledger, points
from portal.core import clock
from portal.core.actor import RESIDENT, SYSTEM, Actor, holder_of
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, NotNow, Unfit
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.moderation import services as desk
from portal.moderation.desk import keeping
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import Part, Turn
from portal.moderation.eyes import proposals
from portal.moderation.eyes.models import Proposal
from portal.moderation.eyes.states import ProposalState
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from tests.consultations.held import MODERATOR, TEXT, announced, candidate_of, opinion
from tests.moderation.things import colleague

pytestmark = pytest.mark.usefixtures("inside")
SECOND = colleague("Hoàng Thị Mận")
ASK = Verdict(Outcome.ASK, "opinion_ask_facts", words="Bà thấy lúc mấy giờ?")
NO, YES = Verdict(Outcome.DECLINE, "opinion_off_topic"), Verdict(Outcome.ACCEPT)
WHEN = "Năm giờ sáng, ở đầu ngõ."
DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)  # a Friday; five working days later is the 30th: 24/11 is a holiday
CLOSED = datetime(2026, 12, 1, 17, 1, 40, tzinfo=UTC)


@pytest.fixture
def candidate(now: Traveller) -> Candidate:
    made = candidate_of(announced())
    now.move_to(DURING)
    with unit_of_work():
        load_reasons()
    return made


@pytest.fixture
def asked(candidate: Candidate) -> Opinion:
    made = opinion(candidate)
    judge(made, ASK)
    return made


def judge(made: Opinion, verdict: Verdict, by: Actor = MODERATOR) -> Decision | None:
    with unit_of_work():
        return reviewing.judge(made, verdict, by=by, of_version=made.version)


def answer(made: Opinion, text: str = WHEN, to: uuid.UUID | None = None) -> Question:
    with unit_of_work():
        question = questions.last(made)
        return questioning.answer(made, text=text, to=to or (question and question.id), by=holder_of(made.id))


def again(made: Opinion, now: Traveller, by: Actor = MODERATOR) -> Decision | None:
    """Ask once more, a while after the answer."""
    now.shift(timedelta(minutes=5))
    return judge(made, ASK, by)


def item(made: Opinion) -> DeskItem:
    db.session.expire_all()
    return db.session.get_one(DeskItem, made.id)


def confirmed(made: Opinion) -> Opinion:
    with unit_of_work():
        key, _ = verifying.prepare(made, Verified.EMAIL)
        verifying.spend_link(key, by=RESIDENT)
    return made


def reworded(candidate: Candidate, now: Traveller) -> Opinion:
    """The same person sends other words, a while later."""
    now.shift(timedelta(minutes=5))
    return confirmed(opinion(candidate, text=TEXT + " Lúc năm giờ sáng."))


def passed(now: Traveller) -> None:
    """The day after the one that was promised."""
    now.move_to(datetime(2026, 12, 1, 2, tzinfo=UTC))
    questioning.lapse()


def letters(now: Traveller) -> list[str]:
    now.shift(UNDO + timedelta(seconds=1))
    runner.run_due()
    db.session.rollback()
    kinds = db.session.scalars(sa.select(Letter.kind).order_by(Letter.created_at))
    return [kind for kind in kinds if kind.startswith("opinion_") and kind != "opinion_verify"]


def whole() -> bool:
    db.session.rollback()
    return list(keeping.differences()) == [] and list(tallies.differences()) == []


def test_a_question_changes_whose_turn_it_is_and_nothing_that_is_counted(candidate: Candidate) -> None:
    made = opinion(candidate)
    before = tallies.of(candidate.id)
    judge(made, ASK)
    assert (item(made).turn, item(made).stage, item(made).due_on) == (Turn.WRITER, "asked", date(2026, 11, 30))
    assert made.state is OpinionState.WAITING and tallies.of(candidate.id) == before and whole()


def test_it_says_the_reason_and_the_moderators_own_words(asked: Opinion) -> None:
    found = questions.open_on(asked)
    assert found is not None and found.text.endswith("Bà thấy lúc mấy giờ?") and "tận mắt thấy" in found.text


def test_own_words_are_enough_but_not_none(candidate: Candidate) -> None:
    made = opinion(candidate)
    with pytest.raises(Unfit):
        judge(made, Verdict(Outcome.ASK))
    judge(made, Verdict(Outcome.ASK, words="Bà ở số nhà nào?"))
    assert [q.text for q in questions.of(made)] == ["Bà ở số nhà nào?"]


def test_a_reason_for_stories_does_not_ask_about_opinions_nor_the_other_way_round(candidate: Candidate) -> None:
    with pytest.raises(Unfit):
        judge(opinion(candidate), Verdict(Outcome.ASK, "opinion_off_topic"))


def test_the_letter_leaves_after_the_minute_with_the_question_the_day_and_what_was_sent(
    asked: Opinion, now: Traveller
) -> None:
    assert letters(now)[-1] == "opinion_question"
    text = db.session.scalars(sa.select(Letter.text).where(Letter.kind == "opinion_question")).one()
    assert "Theo dõi ý kiến của bạn tại đây" in text and "câu chuyện" not in text
    assert "Bà thấy lúc mấy giờ?" in text and "thứ Hai, 30/11/2026" in text and TEXT in text
    assert "23:59 01/12/2026" in text and "----------" in text and "What you sent" not in text.split("----------")[0]


def test_taken_back_within_the_minute_nothing_was_asked_and_no_letter_leaves(asked: Opinion, now: Traveller) -> None:
    with unit_of_work():
        made = db.session.scalars(sa.select(Decision)).one()
        desk.undo(made, asked, by=MODERATOR)
        questioning.take_back(asked, made, by=MODERATOR)
    assert questions.of(asked) == [] and item(asked).turn is Turn.DESK and item(asked).due_on == date(2026, 11, 25)
    assert "opinion_question" not in letters(now) and whole()


def test_it_is_not_taken_back_over_an_answer(asked: Opinion) -> None:
    answer(asked)
    made = db.session.scalars(sa.select(Decision)).one()
    with pytest.raises(Clash), unit_of_work():
        questioning.take_back(asked, made, by=MODERATOR)


def test_an_answer_gives_it_back_to_the_desk_and_our_clock_starts_anew(asked: Opinion, now: Traveller) -> None:
    now.move_to(datetime(2026, 11, 26, 2, tzinfo=UTC))
    before = asked.version
    answer(asked)
    found = item(asked)
    assert (found.turn, found.stage, found.due_on) == (Turn.DESK, "answered", date(2026, 11, 30))
    assert [Part.ANSWERED.value, 24] in found.parts and whole()
    assert asked.version > before and (asked.text, asked.submitted_at) == (TEXT, DURING)


def test_whoever_read_it_before_the_answer_decides_nothing(asked: Opinion) -> None:
    seen = asked.version
    answer(asked)
    with pytest.raises(Clash), unit_of_work():
        reviewing.judge(asked, YES, by=MODERATOR, of_version=seen)


def test_the_same_answer_twice_is_one_and_another_one_comes_too_late(asked: Opinion) -> None:
    first = answer(asked)
    assert answer(asked) is first
    with pytest.raises(NotNow):
        answer(asked, "Không nhớ nữa.")
    assert first.answer == WHEN


def test_an_answer_to_an_earlier_question_does_not_answer_the_next(asked: Opinion, now: Traveller) -> None:
    first = answer(asked)
    again(asked, now)
    with pytest.raises(NotNow):
        answer(asked, "Ở đầu ngõ.", to=first.id)


def test_nothing_is_no_answer_and_a_book_is_too_long(asked: Opinion) -> None:
    for text in ("  ", "a" * 4_001):
        with pytest.raises(Unfit):
            answer(asked, text)


def test_a_number_of_an_identity_card_is_not_kept(asked: Opinion) -> None:
    assert "001190012345" not in answer(asked, "Căn cước của tôi 001190012345.").answer


def test_nobody_else_answers_and_a_resident_asks_nothing(asked: Opinion, candidate: Candidate) -> None:
    with pytest.raises(Denied), unit_of_work():
        questioning.answer(asked, text=WHEN, to=None, by=holder_of(uuid.uuid4()))
    with pytest.raises(Denied):
        judge(opinion(candidate, email="hai@example.vn"), ASK, by=RESIDENT)


def test_nobody_is_asked_twice_at_a_time(asked: Opinion) -> None:
    with pytest.raises(NotNow):
        judge(asked, ASK, by=SECOND)
    assert len(questions.of(asked)) == 1


@pytest.mark.parametrize("stance", [Stance.SUPPORT, Stance.NOT_YET])
def test_nothing_is_decided_against_a_writer_who_may_still_answer(candidate: Candidate, stance: Stance) -> None:
    made = opinion(candidate, stance=stance)
    judge(made, ASK)
    with pytest.raises(NotNow):
        judge(made, NO)
    with pytest.raises(NotNow), unit_of_work():
        reviewing.decline(made, by=MODERATOR, reason_code="opinion_off_topic")
    assert db.session.scalars(sa.select(Proposal)).all() == []


def test_it_may_be_published_without_waiting_and_then_no_question_leaves(asked: Opinion, now: Traveller) -> None:
    judge(asked, YES, by=SECOND)
    assert asked.state is OpinionState.PUBLISHED and questions.open_on(asked) is None
    assert (item(asked).turn, item(asked).stage) == (Turn.DONE, "published")
    assert "opinion_question" not in letters(now) and whole()
    with pytest.raises(NotNow):
        answer(asked)


def test_publishing_taken_back_within_the_minute_leaves_the_question_standing(asked: Opinion, now: Traveller) -> None:
    now.shift(timedelta(seconds=1))
    made = judge(asked, YES, by=SECOND)
    assert made is not None
    with unit_of_work():
        desk.undo(made, asked, by=SECOND)
        reviewing.restore(asked, state_before=OpinionState.WAITING, by=SECOND)
    assert questions.open_on(asked) is not None and item(asked).turn is Turn.WRITER and whole()


def test_a_question_that_stands_again_reaches_its_writer_once(asked: Opinion, now: Traveller) -> None:
    now.shift(timedelta(seconds=40))
    made = judge(asked, YES, by=SECOND)
    assert made is not None
    now.shift(timedelta(seconds=30))
    runner.run_due()
    with unit_of_work():
        reviewing.undo(asked, made, by=SECOND)
    for _ in range(2):
        now.shift(UNDO)
        runner.run_due()
    db.session.rollback()
    assert list(db.session.scalars(sa.select(Letter.kind))).count("opinion_question") == 1


def test_publishing_reversed_later_waits_for_no_answer_any_more(asked: Opinion) -> None:
    judge(asked, YES)
    for by in (MODERATOR, SECOND):
        with unit_of_work():
            reviewing.reconsider(asked, by=by, why="Đọc lại cho kỹ.")
    found = questions.last(asked)
    assert found is not None and found.state is QuestionState.SETTLED
    assert item(asked).turn is Turn.DESK and item(asked).stage == "waiting" and whole()


def test_without_an_answer_it_goes_back_to_the_desk_marked_so_and_the_writer_is_told_once(
    asked: Opinion, now: Traveller
) -> None:
    passed(now)
    questioning.lapse()
    found = item(asked)
    assert (found.turn, found.stage, found.due_on) == (Turn.DESK, "unanswered", date(2026, 12, 3))
    assert letters(now).count("opinion_reminder") == 1 and whole()
    assert judge(asked, NO) is not None


def test_one_that_somebody_acts_on_this_moment_keeps_no_other_waiting(
    asked: Opinion, candidate: Candidate, now: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, real = opinion(candidate), at_desk.show
    judge(other, ASK)
    busy = [StaleDataError()]

    def shown(made: Opinion) -> None:
        if busy:
            raise busy.pop()
        real(made)

    monkeypatch.setattr(at_desk, "show", shown)
    passed(now)
    states = sorted(q.state for each in (asked, other) for q in questions.of(each))
    assert states == [QuestionState.OPEN, QuestionState.SILENT]
    passed(now)
    assert {q.state for each in (asked, other) for q in questions.of(each)} == {QuestionState.SILENT}


def test_on_the_last_day_it_is_still_the_writers_turn(asked: Opinion, now: Traveller) -> None:
    now.move_to(datetime(2026, 11, 30, 16, 59, tzinfo=UTC))
    questioning.lapse()
    assert item(asked).turn is Turn.WRITER


def test_a_late_answer_is_still_read_until_it_is_decided(asked: Opinion, now: Traveller) -> None:
    passed(now)
    answer(asked)
    assert item(asked).stage == "answered" and whole()


def test_a_question_overtaken_by_a_decision_tells_nobody_that_no_answer_came(asked: Opinion, now: Traveller) -> None:
    judge(asked, YES)
    passed(now)
    assert "opinion_reminder" not in letters(now) and item(asked).stage == "published"


def test_two_questions_are_one_persons_act_and_the_third_needs_two(asked: Opinion, now: Traveller) -> None:
    answer(asked)
    assert again(asked, now) is not None
    answer(asked, "Ở đầu ngõ.")
    assert again(asked, now) is None and len(questions.of(asked)) == 2
    assert again(asked, now, by=SECOND) is not None
    assert len(questions.of(asked)) == 3 and item(asked).turn is Turn.WRITER
    assert db.session.scalars(sa.select(Proposal)).one().state is ProposalState.AGREED and whole()


def test_a_third_question_that_is_taken_back_waits_for_a_second_person_again(asked: Opinion, now: Traveller) -> None:
    for text in (WHEN, "Ở đầu ngõ."):
        answer(asked, text)
        again(asked, now)
    made = again(asked, now, by=SECOND)
    assert made is not None
    with unit_of_work():
        desk.undo(made, asked, by=SECOND)
        questioning.take_back(asked, made, by=SECOND)
        proposals.reopen(made, asked)
    assert proposals.open_on(asked) is not None and len(questions.of(asked)) == 2 and item(asked).eyes == "second"


def test_a_late_answer_voids_what_was_proposed_without_it(candidate: Candidate, now: Traveller) -> None:
    made = opinion(candidate, stance=Stance.NOT_YET)
    judge(made, ASK)
    passed(now)
    assert judge(made, NO) is None and proposals.open_on(made) is not None
    answer(made)
    assert proposals.open_on(made) is None


def test_other_words_sent_in_time_and_confirmed_answer_the_question(
    asked: Opinion, candidate: Candidate, now: Traveller
) -> None:
    confirmed(asked)
    newer = reworded(candidate, now)
    assert (asked.current, newer.edition) == (False, 2)
    assert (item(newer).stage, item(newer).turn) == ("answered", Turn.DESK)
    assert (item(asked).stage, item(asked).turn) == ("waiting", Turn.DESK) and whole()
    assert [q.state for q in questions.of(newer)] == [QuestionState.REWORDED]
    with pytest.raises(NotNow):
        answer(asked)


def test_what_a_later_opinion_replaced_is_asked_about_no_more(candidate: Candidate, now: Traveller) -> None:
    older = confirmed(opinion(candidate))
    reworded(candidate, now)
    with pytest.raises(NotNow):
        judge(older, ASK)


def test_questions_about_earlier_wordings_count_too(asked: Opinion, candidate: Candidate, now: Traveller) -> None:
    confirmed(asked)
    newer = reworded(candidate, now)
    again(newer, now)
    answer(newer)
    assert again(newer, now) is None


def test_taken_back_by_its_writer_nothing_is_left_of_questions_and_answers(asked: Opinion, now: Traveller) -> None:
    answer(asked)
    with unit_of_work():
        services.withdraw(asked, by=holder_of(asked.id))
    assert db.session.scalars(sa.select(Question)).all() == [] and db.session.get(DeskItem, asked.id) is None
    assert "opinion_question" not in letters(now) and whole()
    passed(now)


def test_the_close_of_the_round_takes_one_that_was_asked_for_one_that_waits(
    asked: Opinion, candidate: Candidate, now: Traveller
) -> None:
    now.move_to(CLOSED)
    assert points.waiting(candidate) == 1
    root = freezing.freeze(candidate.round_id, by=SYSTEM)
    db.session.rollback()
    sealed = "\n".join(db.session.scalars(sa.select(ledger.LINES.c.line)))
    assert root and '"outcome":"waiting"' in sealed.replace(" ", "") and whole()


def test_an_answer_after_the_close_changes_no_sealed_word(asked: Opinion, candidate: Candidate, now: Traveller) -> None:
    now.move_to(CLOSED)
    freezing.freeze(candidate.round_id, by=SYSTEM)
    db.session.rollback()
    answer(asked)
    assert ledger.changed(candidate.round).lines == [] and asked.text == TEXT
    judge(asked, YES)
    assert asked.shown_text == TEXT and whole()


def test_after_the_close_the_letter_promises_no_other_wording(asked: Opinion, now: Traveller) -> None:
    now.move_to(CLOSED)
    runner.run_due()
    db.session.rollback()
    text = db.session.scalars(sa.select(Letter.text).where(Letter.kind == "opinion_question")).one()
    assert "vẫn là ý kiến bạn đã gửi trong hạn" in text and "gửi lại ý kiến" not in text


def test_each_step_stands_in_the_trail_with_who_did_it(asked: Opinion, now: Traveller) -> None:
    passed(now)
    answer(asked)
    acts = db.session.execute(
        sa.select(AuditEntry.act, AuditEntry.actor_kind)
        .where(AuditEntry.thing_id == str(asked.id), AuditEntry.act.in_(["opinion:ask", "opinion:lapse", "opinion:answer"]))
        .order_by(AuditEntry.seq)
    ).all()  # fmt: skip
    assert [act for act, _ in acts] == ["opinion:ask", "opinion:lapse", "opinion:answer"]


def test_the_list_laid_anew_says_the_same(asked: Opinion) -> None:
    with unit_of_work():
        db.session.delete(item(asked))
    with unit_of_work():
        keeping.lay()
    assert item(asked).turn is Turn.WRITER and whole()


def test_a_round_whose_window_moved_keeps_whose_turn_it_is(asked: Opinion, candidate: Candidate) -> None:
    at_desk.renewed(str(candidate.id))
    assert item(asked).turn is Turn.WRITER and clock.now() == DURING and whole()
