"""Clocks as they are: set back at the close, two seconds apart, asleep for a day; outages over the close; Tết, and years to come."""

import calendar as gregorian
from datetime import UTC, date, datetime, timedelta, timezone

import holidays
import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates import services as candidates
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.rules import Closed
from portal.consultations.outcome import freezing, jobs
from portal.consultations.rounds import jobs as opening
from portal.consultations.rounds import law as lawful
from portal.consultations.rounds import lengths, queries, scheduling
from portal.consultations.rounds.law import Law, Unlawful
from portal.consultations.rounds.limits import FREEZE_AFTER
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.states import NoteKind, Phase
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.core.errors import NotNow, Unfit
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.engines.calendar.window import closes_at
from portal.honours import queries as honours
from portal.honours.calendars import DaySaid
from portal.honours.reference import load_honours
from portal.honours.states import DayKind
from tests.consultations.held import BOARD, LABOUR, LAW, announced, candidate_of, opinion, particulars
from tests.engines.calendar.years import NEW_YEAR_SWAP, corrected
from tests.honours import board

END = datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WHY = "Máy chủ của Thành phố mất điện từ tối hôm trước."
INDOCHINA = timezone(timedelta(hours=7))


@pytest.fixture
def round(inside: Flask, now: Traveller) -> Round:
    """An open round whose last day is 01/12/2026."""
    made = announced()
    now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    return made


def worked(day: date) -> bool:
    """Whether offices work, found without any of our code."""
    swapped = {row.day: row.working for row in NEW_YEAR_SWAP}
    if day in swapped:
        return swapped[day]
    year = holidays.country_holidays("VN", years=day.year)
    if day in getattr(year, "weekend_workdays", ()):
        return True
    return day.weekday() < 5 and day not in year


@pytest.mark.parametrize("year", range(2025, 2031))
def test_over_new_year_tet_and_leap_days_a_window_ends_where_counting_by_hand_ends(year: int) -> None:
    counted = corrected()
    first, last = date(year - 1, 12, 10), date(year, 3, 10)
    assert not gregorian.isleap(year) or first < date(year, 2, 29) < last
    work = {day: worked(day) for day in (first + timedelta(days=n) for n in range((last - first).days + 60))}
    for posted in (first + timedelta(days=n) for n in range((last - first).days)):
        for length in (7, 10, 15):
            day, left = posted, length
            while left:
                day += timedelta(days=1)
                left -= work[day]
            wanted = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=INDOCHINA)
            assert closes_at(counted, posted, length) == wanted, (posted, length)


def test_a_round_over_new_year_is_counted_though_nobody_has_entered_the_next_year(
    inside: Flask, now: Traveller
) -> None:
    with unit_of_work():
        load_honours(by=SYSTEM)
    known = honours.calendar()
    now.move_to(datetime(2028, 12, 18, 2, tzinfo=UTC))
    assert 2029 not in known.years
    law = Law([LABOUR], known)
    opens = datetime(2028, 12, 20, 1, tzinfo=UTC)
    with pytest.raises(Unlawful):
        lawful.check(law, posted=date(2028, 12, 20), close=date(2029, 1, 3), council=date(2029, 1, 10))
    made = announced(opens_at=opens, closes_on=date(2029, 1, 4), council_on=date(2029, 1, 10), law=law)
    assert honours.uncertain(date(2028, 12, 20), date(2029, 1, 10)) == [date(2029, 1, 1)]  # the form says so
    board.swap(DaySaid(date(2029, 1, 2), DayKind.SWAP_OFF, "Nghỉ hoán đổi", "Day off by swap", "Thông báo thử"))
    now.move_to(datetime(2028, 12, 27, 2, tzinfo=UTC))
    (short,) = lengths.too_short(made)
    assert (short.first_close, made.closes_at) == (date(2029, 1, 5), datetime(2029, 1, 4, 16, 59, 59, tzinfo=UTC))
    assert made.calendar_version == known.version  # its own days stay counted as they were announced
    with unit_of_work():
        scheduling.extend(
            made, closes_on=date(2029, 1, 5), reason_vi=WHY, law=Law([LABOUR], honours.calendar()), by=BOARD
        )
    assert not lengths.too_short(made) and made.calendar_version == honours.calendar().version != known.version


def test_a_clock_set_back_just_after_the_close_loses_nobody(round: Round, now: Traveller) -> None:
    now.move_to(END + 5 * SECOND)
    with pytest.raises(Closed):
        opinion(candidate_of(round))
    now.move_to(END - timedelta(minutes=2))
    made = opinion(candidate_of(round))
    now.move_to(END + SECOND + FREEZE_AFTER)
    freezing.freeze(round.id, by=SYSTEM)
    assert db.session.get_one(Round, round.id, populate_existing=True).ledger_size == 1
    assert db.session.get_one(Opinion, made.id).submitted_at < END


@pytest.mark.parametrize("apart", [timedelta(seconds=-2), timedelta(seconds=2)], ids=["behind", "ahead"])
def test_of_workers_two_seconds_apart_each_keeps_the_last_second_by_its_own_clock(
    round: Round, now: Traveller, apart: timedelta
) -> None:
    """What one took in its last second is waited for by the other, who closes the ledger later than both."""
    now.move_to(END + timedelta(milliseconds=900) - apart)  # what the other's clock says
    opinion(candidate_of(round), at=END + timedelta(milliseconds=900))
    with pytest.raises(Closed):
        opinion(candidate_of(round), at=END + SECOND, email="m@example.vn")
    now.move_to(END + FREEZE_AFTER)
    with pytest.raises(NotNow):
        freezing.freeze(round.id, by=SYSTEM)
    assert abs(apart) < FREEZE_AFTER
    now.move_to(END + SECOND + FREEZE_AFTER)
    freezing.freeze(round.id, by=SYSTEM)
    assert db.session.get_one(Round, round.id, populate_existing=True).ledger_size == 1


def test_a_worker_that_slept_through_a_round_closes_it_a_day_later_and_writes_to_nobody(
    round: Round, now: Traveller
) -> None:
    opinion(candidate_of(round))
    now.move_to(END + timedelta(days=1))
    with pytest.raises(Closed):
        opinion(candidate_of(round), email="m@example.vn")
    before = db.session.scalar(sa.select(sa.func.count(Letter.id)))
    opening.opened(str(round.id))
    assert db.session.scalar(sa.select(sa.func.count(Letter.id))) == before
    jobs.sweep()
    found = db.session.get_one(Round, round.id, populate_existing=True)
    assert (found.ledger_size, found.phase(datetime.now(UTC))) == (1, Phase.CLOSED)


def test_an_extension_in_the_last_second_keeps_the_round_open_and_its_ledger_too(round: Round, now: Traveller) -> None:
    now.move_to(END + timedelta(milliseconds=900))
    with unit_of_work():
        scheduling.extend(round, closes_on=date(2026, 12, 3), reason_vi=WHY, law=LAW, by=BOARD)
    now.move_to(END + SECOND + FREEZE_AFTER + SECOND)
    runner.run_due()
    db.session.expire_all()
    assert round.frozen_at is None and round.phase(datetime.now(UTC)) is Phase.OPEN
    opinion(candidate_of(round))
    now.move_to(END + timedelta(days=2) + SECOND + FREEZE_AFTER)
    runner.run_due()
    db.session.expire_all()
    assert round.root_hash is not None and round.ledger_size == 1


def lost(round: Round, began: datetime, ended: datetime, council_on: date | None = date(2026, 12, 21)) -> None:
    with unit_of_work():
        scheduling.record_outage(round, began_at=began, ended_at=ended, cause_vi=WHY, law=LAW, by=BOARD,
                                 council_on=council_on)  # fmt: skip


def test_an_outage_of_several_days_gives_each_working_day_back_once(round: Round, now: Traveller) -> None:
    now.move_to(datetime(2026, 11, 26, 2, tzinfo=UTC))
    lost(round, datetime(2026, 11, 20, 8, tzinfo=UTC), datetime(2026, 11, 25, 1, tzinfo=UTC))
    assert round.closes_at == END + timedelta(days=3)  # Friday, Monday, Wednesday; 24/11 is a holiday


def test_an_outage_that_is_not_over_on_the_last_evening_is_given_back_before_the_close(
    round: Round, now: Traveller
) -> None:
    began, evening = END - timedelta(hours=3), END - timedelta(minutes=1)
    now.move_to(evening)
    lost(round, began, evening)
    now.move_to(END + timedelta(hours=10))
    lost(round, evening, datetime.now(UTC))
    assert round.closes_at == END + timedelta(days=2)  # the next day it touched is given back as well


def test_what_happened_is_told_in_as_many_characters_as_its_box_takes(round: Round, now: Traveller) -> None:
    now.move_to(END - timedelta(days=5))
    at = END - timedelta(days=6)

    def told(cause: str) -> None:
        with unit_of_work():
            scheduling.record_outage(round, began_at=at, ended_at=at, cause_vi=cause, law=LAW, by=BOARD)

    with pytest.raises(Unfit) as refused:
        told("Máy chủ mất điện " * 18)
    assert refused.value.values == {"least": 20, "most": 300}
    told("Máy chủ mất điện " * 17)
    assert len(queries.notes(round)) == 1


def test_an_outage_known_of_only_after_the_close_is_told_and_proved_and_gives_nothing_back(
    round: Round, now: Traveller
) -> None:
    now.move_to(END + timedelta(hours=10))
    with pytest.raises(Unfit, match="after the window was over"):
        lost(round, END + timedelta(hours=1), END + timedelta(hours=2))
    db.session.rollback()
    council = round.council_on
    lost(round, END - timedelta(hours=3), END + timedelta(hours=8), None)
    assert (round.closes_at, round.council_on) == (END, council)
    assert [o.began_at for o in queries.outages(round)] == [END - timedelta(hours=3)]
    (note,) = queries.notes(round)
    assert (note.kind, note.text_vi, note.closed_before) == (NoteKind.OUTAGE, WHY, None)


def move(round: Round, day: date) -> None:
    with unit_of_work():
        scheduling.move_council(round, council_on=day, reason_vi=WHY, law=LAW, by=BOARD)


def test_the_council_may_meet_earlier_but_never_before_the_public_has_finished(round: Round) -> None:
    for day in (date(2026, 12, 1), date(2026, 11, 30)):
        with pytest.raises(Unfit, match="after the Council meets"):
            move(round, day)
        db.session.rollback()
    move(round, date(2026, 12, 2))
    assert (round.council_on, round.closes_at) == (date(2026, 12, 2), END)
    (note,) = queries.notes(round)
    assert note.kind is NoteKind.COUNCIL_MOVED and note.closed_before and note.closes_now
    with pytest.raises(Unfit, match="already"):
        move(round, date(2026, 12, 2))


def test_the_council_may_be_put_off_after_the_close_but_not_to_a_day_gone_by(round: Round, now: Traveller) -> None:
    now.move_to(END + timedelta(days=3))
    with pytest.raises(Unfit, match="over already"):
        move(round, date(2026, 12, 3))
    db.session.rollback()
    move(round, date(2026, 12, 14))
    assert round.council_on == date(2026, 12, 14)


def test_a_day_of_the_council_that_was_typed_is_never_dropped_without_a_word(round: Round, now: Traveller) -> None:
    now.move_to(datetime(2026, 11, 23, 2, tzinfo=UTC))
    sunday = datetime(2026, 11, 22, 2, tzinfo=UTC)
    with pytest.raises(Unfit, match="stays"):
        lost(round, sunday, sunday)
    db.session.rollback()
    assert not queries.notes(round) and not queries.outages(round)
    candidate = candidate_of(round)
    with unit_of_work():
        told = particulars(candidate.name, headline="Ba mươi ba năm quét ca đêm.")
        candidates.correct(candidate, told, of_version=candidate.version, reason_vi=WHY, law=LAW, by=BOARD,
                           council_on=date(2026, 12, 21))  # fmt: skip
    assert {n.kind for n in queries.notes(round)} == {NoteKind.COUNCIL_MOVED, NoteKind.CORRECTED}
    assert (round.council_on, round.closes_at) == (date(2026, 12, 21), END)
    lost(round, sunday, sunday, round.council_on)
