"""Lawful windows: the vectors of the domain brief, and laws that hold for every calendar.

The prototypes close at 17:00; the issue says 23:59:59 Viet Nam time of the last working day, and the issue wins.
"""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engines.calendar.window import (
    VIETNAM,
    closes_at,
    counted,
    days_left,
    extended,
    first_council,
    last_day,
    touched,
    window,
)  # fmt: skip
from tests.engines.calendar.test_workdays import ALWAYS, COUNTS, DAYS
from tests.engines.calendar.years import corrected, off

VECTORS = list(csv.DictReader(Path(__file__).with_name("workday_vectors.csv").read_text("utf8").splitlines()))
FROM_NEXT_DAY = corrected()
FROM_POSTING = replace(corrected(), posting_day_counts=True)
START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 500 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
STRETCHES = st.tuples(MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(days=3))).map(
    lambda s: (s[0], s[0] + s[1])
)


@pytest.mark.parametrize("row", VECTORS, ids=lambda r: r["posted"])
def test_the_vectors_by_both_habits(row: dict[str, str]) -> None:
    posted, count = date.fromisoformat(row["posted"]), int(row["working_days"])
    assert last_day(FROM_NEXT_DAY, posted, count).isoformat() == row["last_day_counting_from_next_day"]
    assert last_day(FROM_POSTING, posted, count).isoformat() == row["last_day_if_posting_day_counts"]


@pytest.mark.parametrize("row", VECTORS, ids=lambda r: r["posted"])
def test_every_vector_closes_with_the_last_second_of_the_day(row: dict[str, str]) -> None:
    posted, count = date.fromisoformat(row["posted"]), int(row["working_days"])
    local = closes_at(FROM_NEXT_DAY, posted, count).astimezone(VIETNAM)
    assert f"{local:%Y-%m-%d %H:%M:%S}" == f"{row['last_day_counting_from_next_day']} 23:59:59"


def test_a_window_posted_late_in_the_evening_counts_from_the_vietnamese_day() -> None:
    late = datetime(2026, 11, 15, 17, 30, tzinfo=UTC)  # Monday 16/11, half past midnight in Viet Nam
    found = window(FROM_NEXT_DAY, late, 10)
    assert (found.posted_at, found.last_day, found.calendar_version) == (late, date(2026, 12, 1), "2026-01.1")
    assert found.closes_at == datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)


def test_a_posting_on_a_saturday_has_monday_as_its_first_day_by_either_habit() -> None:
    for calendar in (FROM_NEXT_DAY, FROM_POSTING):
        assert last_day(calendar, date(2025, 3, 22), 1) == date(2025, 3, 24)


def test_the_council_meets_on_a_working_day_after_the_window() -> None:
    assert first_council(FROM_NEXT_DAY, date(2026, 11, 20)) == date(2026, 11, 23)
    assert first_council(FROM_NEXT_DAY, date(2026, 11, 23)) == date(2026, 11, 25)


def test_days_left_do_not_count_today_and_never_go_below_nothing() -> None:
    left = [days_left(FROM_NEXT_DAY, date(2026, 11, day), date(2026, 11, 27)) for day in (20, 23, 24, 27, 30)]
    assert left == [4, 3, 3, 0, 0]


def test_an_outage_over_a_weekend_gives_back_the_working_days_it_touched() -> None:
    friday_to_monday = datetime(2026, 11, 20, 16, tzinfo=UTC), datetime(2026, 11, 22, 17, 1, tzinfo=UTC)
    assert touched(FROM_NEXT_DAY, friday_to_monday) == {date(2026, 11, 20), date(2026, 11, 23)}
    assert extended(FROM_NEXT_DAY, date(2026, 12, 1), [friday_to_monday]) == date(2026, 12, 3)


def test_a_day_that_two_outages_touched_is_given_back_once() -> None:
    morning = datetime(2026, 11, 20, 2, tzinfo=UTC), datetime(2026, 11, 20, 3, tzinfo=UTC)
    evening = datetime(2026, 11, 20, 8, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert extended(FROM_NEXT_DAY, date(2026, 12, 1), [morning, evening]) == date(2026, 12, 2)


@given(DAYS, COUNTS, DAYS)
@ALWAYS
def test_adding_a_holiday_never_shortens_a_window(posted: date, count: int, holiday: date) -> None:
    for calendar in (FROM_NEXT_DAY, FROM_POSTING):
        assert closes_at(calendar.with_day(off(holiday)), posted, count) >= closes_at(calendar, posted, count)


@given(DAYS, COUNTS)
@ALWAYS
def test_a_window_is_just_long_enough(posted: date, count: int) -> None:
    for calendar in (FROM_NEXT_DAY, FROM_POSTING):
        end = last_day(calendar, posted, count)
        assert counted(calendar, posted, end) == count
        assert counted(calendar, posted, end - timedelta(days=1)) < count


@given(DAYS, COUNTS)
@ALWAYS
def test_the_habit_of_counting_the_posting_day_is_never_the_longer_one(posted: date, count: int) -> None:
    assert last_day(FROM_POSTING, posted, count) <= last_day(FROM_NEXT_DAY, posted, count)


@given(MOMENTS, COUNTS, st.lists(STRETCHES, max_size=4))
@ALWAYS
def test_extending_never_moves_the_start_and_never_ends_earlier(
    posted: datetime, count: int, outages: list[tuple[datetime, datetime]]
) -> None:
    found = window(FROM_NEXT_DAY, posted, count)
    later = extended(FROM_NEXT_DAY, found.last_day, outages)
    assert found.posted_at == posted
    assert later >= found.last_day
    assert counted(FROM_NEXT_DAY, posted.astimezone(VIETNAM).date(), later) >= count


@given(DAYS, st.lists(STRETCHES, max_size=3), STRETCHES)
@ALWAYS
def test_one_more_outage_never_ends_a_window_earlier(
    close: date, outages: list[tuple[datetime, datetime]], more: tuple[datetime, datetime]
) -> None:
    assert extended(FROM_NEXT_DAY, close, [*outages, more]) >= extended(FROM_NEXT_DAY, close, outages)
