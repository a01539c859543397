"""Working days: which days are worked, and laws that hold for every calendar."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.engines.calendar.workdays import Calendar, SpecialDay, library, standard
from tests.engines.calendar.years import corrected, off

DAYS = st.dates(date(2025, 1, 1), date(2028, 6, 30))
COUNTS = st.integers(1, 30)
ALWAYS = settings(derandomize=True, deadline=None, max_examples=200)


@pytest.mark.parametrize(
    ("day", "working"),
    [("2026-11-24", False), ("2025-11-24", True), ("2026-08-22", True), ("2026-08-31", False), ("2026-01-10", True), ("2026-01-02", False),
     ("2026-11-22", False), ("2026-11-23", True), ("2025-04-26", True), ("2029-11-26", False)],
)  # fmt: skip
def test_single_days(day: str, working: bool) -> None:
    assert corrected().is_working(date.fromisoformat(day)) is working


def test_a_day_off_says_why() -> None:
    assert standard().day_off(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert standard().day_off(date(2026, 8, 22)) == standard().day_off(date(2026, 11, 22)) == ""


def test_in_a_year_with_rows_only_they_count() -> None:
    calendar = Calendar.of([off(date(2026, 3, 3))])
    assert calendar.is_working(date(2026, 11, 24))
    assert not calendar.is_working(date(2027, 11, 24))


def test_the_first_row_of_a_year_brings_the_librarys_days_with_it() -> None:
    calendar = standard().with_day(off(date(2028, 3, 3)))
    assert set(calendar.of_year(2028)) == {*library(2028), date(2028, 3, 3)}
    assert calendar.years == {2028}


@given(DAYS, COUNTS, DAYS)
@ALWAYS
def test_one_more_holiday_never_ends_a_count_earlier(start: date, count: int, holiday: date) -> None:
    assert corrected().with_day(off(holiday)).add(start, count) >= corrected().add(start, count)


@given(DAYS, COUNTS, DAYS)
@ALWAYS
def test_one_more_working_day_never_ends_a_count_later(start: date, count: int, day: date) -> None:
    assert corrected().with_day(SpecialDay(day, True, "Làm bù")).add(start, count) <= corrected().add(start, count)


@given(DAYS, COUNTS)
@ALWAYS
def test_adding_and_counting_agree(start: date, count: int) -> None:
    end = standard().add(start, count)
    assert standard().between(start, end) == count
    assert standard().is_working(end)
    assert standard().between(end, start) == -count


@given(DAYS)
@ALWAYS
def test_taking_a_row_back_leaves_what_the_weekday_says(day: date) -> None:
    back = standard().with_day(off(day)).without_day(day)
    assert back.is_working(day) is (day.weekday() < 5)
    assert {d: r for d, r in back.of_year(day.year).items() if d != day} == {
        d: r for d, r in library(day.year).items() if d != day
    }
