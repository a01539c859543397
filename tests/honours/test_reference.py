"""The rows that come with the portal."""

import csv
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.core.actor import SYSTEM
from portal.core.db import unit_of_work
from portal.core.errors import Denied
from portal.engines.calendar.window import last_day
from portal.engines.calendar.workdays import Calendar
from portal.honours import queries, services
from portal.honours.models import CalendarDay, Honour, LegalInstrument
from portal.honours.reference import DATA, Counts, day_rows, honour_rows, load_honours
from portal.honours.states import PublicAsked
from tests.honours.board import MODERATOR, OFFICER, WHY, as_it_stands, one, swap, terms, version

pytestmark = pytest.mark.usefixtures("loaded")
VECTORS = Path(__file__).parents[1] / "engines" / "calendar" / "workday_vectors.csv"


def again() -> Counts:
    with unit_of_work():
        return load_honours(by=SYSTEM)


@pytest.mark.parametrize("row", list(csv.DictReader(VECTORS.read_text("utf8").splitlines())), ids=lambda r: r["posted"])
def test_the_loaded_calendar_gives_the_vectors(row: dict[str, str]) -> None:
    end = last_day(queries.calendar(), date.fromisoformat(row["posted"]), int(row["working_days"]))
    assert end.isoformat() == row["last_day_counting_from_next_day"]


def test_orders_and_titles_ask_for_ten_days_and_the_city_title_for_seven(loaded: Counts) -> None:
    assert one("labour-3").min_working_days == one("hero-of-labour").min_working_days == 10
    assert one("outstanding-citizen").min_working_days == 7
    assert one("outstanding-citizen").vote_share == 90


def test_every_row_names_its_source_and_every_doubt_says_why() -> None:
    for row in (*queries.every_honour(), *queries.every_instrument(), *queries.days(version())):
        assert row.source
        assert not row.unsure or (row.note_vi and row.note_en), row


def test_both_languages_stand_in_every_row() -> None:
    assert all(row["name_vi"] and row["name_en"] and row["criteria_en"] for row in honour_rows(DATA / "honours.toml"))
    assert all(row["name_vi"] and row["name_en"] for row in day_rows(DATA / "calendar.csv"))


def test_the_files_calendar_has_the_librarys_days() -> None:
    rows = Calendar.of(row.special() for row in queries.days(version()))
    from_library = Calendar()
    differing = {d for y in (2024, 2025, 2026, 2027) for d in {*rows.of_year(y), *from_library.of_year(y)}
                 if rows.is_working(d) != from_library.is_working(d)}  # fmt: skip
    assert differing == {date(2026, 1, 2), date(2026, 1, 10)}  # the swap that the library does not know


def test_loading_twice_changes_nothing(loaded: Counts) -> None:
    before = version().name
    counts = again()
    assert (counts.added, counts.renewed, counts.kept) == (0, 0, loaded.added)
    assert version().name == before


def test_an_untouched_row_follows_the_file() -> None:
    with unit_of_work() as session:
        session.execute(sa.update(Honour).where(Honour.code == "bravery").values(source="cũ"))
    assert again().renewed == 1
    assert one("bravery").source != "cũ"
    assert one("bravery").version == 1


def test_a_row_the_board_amended_is_left_alone() -> None:
    with unit_of_work():
        row = one("bravery")
        services.amend(row, as_it_stands(row, unsure=False), by=OFFICER, of_version=1, reason=WHY)
    again()
    assert not one("bravery").unsure


def test_an_honour_the_board_gave_a_new_row_is_left_alone() -> None:
    with unit_of_work():
        services.add(terms(valid_from=date(2027, 3, 1)), code="bravery", by=OFFICER, reason=WHY)
    again()
    assert len(queries.history("bravery")) == 2
    assert one("bravery", date(2027, 3, 1)).name_vi == "Huân chương thử"


def test_a_calendar_that_staff_never_touched_follows_the_file_in_a_new_version() -> None:
    first = version().name
    with unit_of_work() as session:
        session.execute(sa.update(CalendarDay).where(CalendarDay.day == date(2026, 11, 24)).values(name_vi="cũ"))
    assert again().renewed == 1
    assert version().number == 2
    assert queries.calendar().day_off(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert queries.calendar(first).version == first


def test_a_calendar_that_the_board_changed_is_left_alone() -> None:
    swap()
    again()
    assert version().made_by == OFFICER.id


def test_only_the_operator_loads() -> None:
    for actor in (OFFICER, MODERATOR):
        with pytest.raises(Denied), unit_of_work():
            load_honours(by=actor)


def test_the_catalogue_never_asks_the_public_without_a_length() -> None:
    asked = queries.honours(asked=PublicAsked.YES)
    assert len(asked) >= 20
    assert all(row.min_working_days >= 7 for row in asked)


def test_the_instruments_that_come_with_the_portal_name_honours_of_the_catalogue() -> None:
    named = {row.number: row.honour_codes for row in queries.every_instrument() if row.honour_codes}
    assert named == {"71/2025/QĐ-UBND": ["outstanding-citizen"]}
    assert {code for codes in named.values() for code in codes} <= set(queries.by_code())
    assert [row.number for row in queries.instruments_about("outstanding-citizen")] == ["71/2025/QĐ-UBND"]


def test_an_instrument_that_nobody_touched_names_what_the_file_does() -> None:
    with unit_of_work() as session:
        session.execute(sa.update(LegalInstrument).values(honour_codes=["bravery"]))
    again()
    assert {tuple(row.honour_codes) for row in queries.every_instrument()} == {(), ("outstanding-citizen",)}
