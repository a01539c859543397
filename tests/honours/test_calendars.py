"""The calendar by versions: every change makes one, and none ever changes."""

from dataclasses import replace
from datetime import date

import pytest

from portal.core.db import unit_of_work
from portal.core.errors import Clash, Denied, Unfit
from portal.engines.calendar.window import last_day
from portal.engines.calendar.workdays import library, standard
from portal.honours import calendars, consequences, queries
from portal.honours.states import DayKind
from portal.honours.versions import digest
from portal.nominations import deadlines
from portal.nominations.states import NominationState
from tests.honours.board import MODERATOR, OFFICER, SWAPPED, WHY, swap, version

POSTED = date(2026, 11, 16)


@pytest.mark.usefixtures("inside")
def test_without_rows_the_librarys_calendar_stands() -> None:
    assert queries.calendar() == standard()


with_rows = pytest.mark.usefixtures("loaded")


@with_rows
def test_a_swap_makes_a_new_version_and_the_old_one_still_counts_as_it_did() -> None:
    first = version().name
    assert swap().number == 2
    assert last_day(queries.calendar(), POSTED, 10) == date(2026, 12, 2)
    assert last_day(queries.calendar(first), POSTED, 10) == date(2026, 12, 1)
    assert queries.calendar(first).version == first


@with_rows
def test_a_day_that_ends_is_again_what_its_weekday_says() -> None:
    swap()
    row = next(day for day in queries.days(version()) if day.day == SWAPPED.day)
    with unit_of_work():
        calendars.end_day(row, by=OFFICER, of_version=version().name, note=WHY)
    assert queries.calendar().is_working(SWAPPED.day)
    assert version().number == 3


@with_rows
def test_a_day_entered_again_takes_the_place_of_its_row() -> None:
    swap()
    swap(replace(SWAPPED, source="Thông báo đúng"))
    rows = [row for row in queries.days(version()) if row.day == SWAPPED.day]
    assert [row.source for row in rows] == ["Thông báo đúng"]


@with_rows
def test_the_first_row_of_a_year_brings_the_librarys_days_with_it() -> None:
    swap(replace(SWAPPED, day=date(2028, 11, 23)))
    days = {row.day for row in queries.days(version(), 2028)}
    assert days == {*library(2028), date(2028, 11, 23)}
    assert all(row.unsure for row in queries.days(version(), 2028) if row.day != date(2028, 11, 23))


@with_rows
def test_the_habit_of_counting_is_part_of_a_version() -> None:
    first = version().name
    with unit_of_work():
        calendars.change_habit(posting_day_counts=True, by=OFFICER, of_version=first, note=WHY)
    assert last_day(queries.calendar(), POSTED, 10) == date(2026, 11, 30)
    assert last_day(queries.calendar(first), POSTED, 10) == date(2026, 12, 1)


@with_rows
def test_the_habit_outlives_the_next_change_of_a_day() -> None:
    with unit_of_work():
        calendars.change_habit(posting_day_counts=True, by=OFFICER, of_version=version().name, note=WHY)
    assert swap().posting_day_counts


@with_rows
def test_two_who_change_the_calendar_at_once_are_told() -> None:
    looked_at = version().name
    swap()
    with pytest.raises(Clash), unit_of_work():
        calendars.add_day(SWAPPED, by=OFFICER, of_version=looked_at, note=WHY)


@with_rows
def test_what_a_version_says_is_sealed_by_its_digest() -> None:
    first = version()
    swap()
    assert digest(first) == first.digest != version().digest


@with_rows
def test_no_version_that_never_was() -> None:
    with pytest.raises(LookupError):
        queries.calendar("1999-01.1")


@with_rows
@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("day", {"kind": DayKind.MAKE_UP}),
        ("day", {"day": date(2026, 11, 22)}),
        ("day", {"day": date(1999, 1, 4)}),
        ("source", {"source": " "}),
        ("name_en", {"name_en": ""}),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(field: str, values: dict[str, object]) -> None:
    with pytest.raises(Unfit) as no:
        swap(replace(SWAPPED, **values))  # type: ignore[arg-type]  # any of its fields
    assert no.value.field == field
    assert version().number == 1


@with_rows
def test_a_moderator_does_not_change_the_calendar() -> None:
    with pytest.raises(Denied), unit_of_work():
        calendars.add_day(SWAPPED, by=MODERATOR, of_version=version().name, note=WHY)


@with_rows
def test_the_preview_names_the_windows_that_would_end_later() -> None:
    moved = consequences.of_day(calendars.with_day(SWAPPED), SWAPPED.day)
    ten = next(m for m in moved if m.working_days == 10)
    assert (ten.first_posted, ten.last_posted) == (date(2026, 11, 9), date(2026, 11, 22))
    assert (ten.before, ten.after) == (date(2026, 12, 7), date(2026, 12, 8))
    assert version().number == 1


@with_rows
def test_a_holiday_entered_on_a_saturday_moves_nothing() -> None:
    feast = replace(SWAPPED, day=date(2026, 11, 28), kind=DayKind.HOLIDAY)
    assert consequences.of_day(calendars.with_day(feast), feast.day) == []


@with_rows
def test_the_present_calendar_is_asked_for_once_in_a_transaction_and_again_after_a_change() -> None:
    assert queries.calendar() is queries.calendar()
    before = queries.calendar()
    swap()
    assert queries.calendar().version != before.version


@with_rows
def test_what_residents_are_promised_is_counted_by_the_boards_calendar() -> None:
    friday = date(2026, 11, 20)
    before = deadlines.due_on(NominationState.RECEIVED, friday)
    swap()
    after = deadlines.due_on(NominationState.RECEIVED, friday)
    assert (before, after) == (date(2026, 11, 25), date(2026, 11, 26))
