"""Rounds that were announced, and what changes meanwhile: the calendar, the catalogue, the law they cite."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates import services as candidates
from portal.consultations.rounds import basis, citing, lengths
from portal.consultations.rounds.models import Round
from portal.core.actor import SYSTEM
from portal.core.db import unit_of_work
from portal.engines.calendar.workdays import Calendar, SpecialDay
from portal.honours import legal, queries
from portal.honours.legal import Printed
from portal.honours.reference import load_honours
from portal.honours.states import Subject
from tests.consultations.held import BOARD, LAW, announced, candidate_of, drafted, particulars

DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(inside: Flask) -> Iterator[Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as traveller:
        with unit_of_work():
            load_honours(by=SYSTEM)
        yield traveller


def off(day: date) -> Calendar:
    return queries.calendar().with_day(SpecialDay(day, False, "Nghỉ", "", "Thông báo"), "2026-11.9")


def short(round: Round, day_off: date) -> list[tuple[str, date]]:
    return [(each.window.of, each.first_close) for each in lengths.too_short(round, off(day_off))]


def test_a_day_off_within_a_window_that_was_just_long_enough_makes_it_too_short() -> None:
    round = announced()
    assert lengths.too_short(round) == []
    assert short(round, date(2026, 11, 27)) == [("", date(2026, 12, 2))]
    assert short(round, date(2026, 12, 2)) == []


def test_a_window_with_days_to_spare_is_still_long_enough() -> None:
    assert short(announced(closes_on=date(2026, 12, 3)), date(2026, 11, 27)) == []


def test_each_window_is_measured_by_its_own_days(clock: Traveller) -> None:
    round = announced("Trần Thị Nhài", "Lê Văn Sáng")
    clock.move_to(DURING)
    candidate = candidate_of(round)
    with unit_of_work():
        candidates.correct(
            candidate, particulars("Trần Thị Nhàn"), of_version=candidate.version, reason_vi="Đính chính tên của người được đề nghị.", law=LAW, by=BOARD,
            council_on=date(2026, 12, 20),
        )  # fmt: skip
    late = ("Trần Thị Nhàn", date(2026, 12, 8))
    assert short(round, date(2026, 12, 3)) == [late]
    assert sorted(short(round, date(2026, 11, 27))) == [("", date(2026, 12, 2)), late]


def decree(**when: date) -> None:
    with unit_of_work():
        legal.add(
            Printed(Subject.COMMENDATION, "Nghị định mới", "New decree", "Công báo", **when), number="300/2026/NĐ-CP", by=BOARD, reason="Mới.",
        )  # fmt: skip
        citing.anew(by=BOARD)


def cites(round: Round) -> list[str]:
    return [each["number"] for each in round.legal_basis]


def replaced(until: date) -> None:
    changed("152/2025/NĐ-CP", in_force_to=until)


def test_a_round_still_to_open_cites_what_is_in_force_on_the_day_it_opens() -> None:
    round = announced()
    edition = round.edition
    decree(in_force_from=date(2026, 11, 16))
    replaced(date(2026, 11, 15))
    assert "300/2026/NĐ-CP" in cites(round) and "152/2025/NĐ-CP" not in cites(round)
    assert round.edition > edition


def test_what_comes_into_force_later_is_not_cited() -> None:
    round = announced()
    with unit_of_work():
        citing.anew(by=BOARD)
    before = cites(round)
    decree(in_force_from=date(2026, 11, 17))
    assert before and cites(round) == before


def test_a_round_that_has_opened_keeps_what_it_was_opened_with(clock: Traveller) -> None:
    round = announced()
    with unit_of_work():
        citing.anew(by=BOARD)
    before = cites(round)
    clock.move_to(DURING)
    replaced(date(2026, 11, 15))
    assert "152/2025/NĐ-CP" in before and cites(round) == before


def test_a_draft_cites_nothing_yet() -> None:
    round = drafted()
    decree()
    assert cites(round) == []


def named(*codes: str) -> set[str]:
    """The instruments that a round about these honours would cite."""
    return {each["number"] for each in basis.law(codes, on=date(2026, 12, 10)).basis}


def changed(number: str, **values: Any) -> None:
    row = queries.by_number(number)
    assert row
    told = {name: getattr(row, name) for name in Printed.__dataclass_fields__}
    with unit_of_work():
        legal.amend(row, Printed(**told | values), by=BOARD, of_version=row.version, reason="Sửa lại.")
        citing.anew(by=BOARD)


def test_what_is_about_one_title_is_no_basis_of_another_honour() -> None:
    own, general = "71/2025/QĐ-UBND", {"06/2022/QH15", "152/2025/NĐ-CP"}
    assert own not in named("labour-3") and general <= named("labour-3")
    assert general | {own} <= named("outstanding-citizen") and own in named("labour-3", "outstanding-citizen")
    round = announced()  # of the Labour Order
    with unit_of_work():
        citing.anew(by=BOARD)
    assert general <= set(cites(round)) and own not in cites(round)


def test_what_an_instrument_is_called_changes_no_basis() -> None:
    round = announced()
    with unit_of_work():
        citing.anew(by=BOARD)
    before = cites(round), named("labour-3"), named("outstanding-citizen")
    changed("71/2025/QĐ-UBND", title_vi="Quyết định của UBND thành phố Hà Nội")
    changed("152/2025/NĐ-CP", title_vi="Nghị định về Huân chương Dũng cảm và Danh hiệu Công dân Thủ đô ưu tú")
    assert (cites(round), named("labour-3"), named("outstanding-citizen")) == before


def test_an_instrument_comes_into_a_basis_with_the_honour_it_names_and_goes_with_it() -> None:
    round = announced()  # of the Labour Order
    changed("71/2025/QĐ-UBND", honour_codes=["labour-3", "outstanding-citizen"])
    assert "71/2025/QĐ-UBND" in cites(round)
    changed("71/2025/QĐ-UBND", honour_codes=["bravery"])
    assert "71/2025/QĐ-UBND" not in cites(round) and "71/2025/QĐ-UBND" not in named("outstanding-citizen")
    changed("71/2025/QĐ-UBND", honour_codes=[])
    assert "71/2025/QĐ-UBND" in cites(round) and "71/2025/QĐ-UBND" in named("outstanding-citizen")


def test_a_round_that_has_opened_keeps_its_basis_whatever_instruments_name_then(clock: Traveller) -> None:
    round = announced()
    with unit_of_work():
        citing.anew(by=BOARD)
    before = cites(round)
    clock.move_to(DURING)
    changed("152/2025/NĐ-CP", honour_codes=["bravery"])
    assert cites(round) == before and "152/2025/NĐ-CP" not in named("labour-3")
