"""Working days: the law's vectors, and laws that hold for every calendar."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.engines.calendar.window import closes_at, last_day
from portal.engines.calendar.workdays import KNOWN, Calendar, Override, standard

VECTORS = list(csv.DictReader(Path(__file__).with_name("workday_vectors.csv").read_text("utf8").splitlines()))
DAYS = st.dates(date(2025, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize("row", VECTORS, ids=lambda r: r["posted"])
def test_the_vectors_of_the_domain_brief(row: dict[str, str]) -> None:
    posted, count = date.fromisoformat(row["posted"]), int(row["working_days"])
    assert last_day(standard(), posted, count).isoformat() == row["last_day_counting_from_next_day"]
    if standard().is_working(posted):
        before = posted - timedelta(days=1)
        assert last_day(standard(), before, count).isoformat() == row["last_day_if_posting_day_counts"]


@pytest.mark.parametrize(
    ("day", "working"),
    [("2026-11-24", False), ("2025-11-24", True), ("2026-08-22", True), ("2026-08-31", False), ("2026-01-10", True), ("2026-01-02", False),
     ("2026-11-22", False), ("2026-11-23", True), ("2025-04-26", True)],
)  # fmt: skip
def test_single_days(day: str, working: bool) -> None:
    assert standard().is_working(date.fromisoformat(day)) is working


def test_a_window_ends_with_the_day_in_viet_nam() -> None:
    assert closes_at(standard(), date(2026, 11, 16), 10).isoformat() == "2026-12-01T16:59:59+00:00"


@given(DAYS, st.integers(1, 30), DAYS)
@settings(derandomize=True, deadline=None, max_examples=200)
def test_one_more_holiday_never_shortens_a_window(start: date, count: int, holiday: date) -> None:
    more = Calendar.of([*KNOWN, Override(holiday, False, "Nghỉ", "thử")])
    assert more.add(start, count) >= standard().add(start, count)


@given(DAYS, st.integers(1, 30))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_adding_and_counting_agree(start: date, count: int) -> None:
    end = standard().add(start, count)
    assert standard().between(start, end) == count
    assert standard().is_working(end)
    assert standard().between(end, start) == -count
