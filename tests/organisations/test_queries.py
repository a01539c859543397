"""Reads of organisations and wards keep to the dates."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from portal.core.db import db, unit_of_work
from portal.engines.places.resolver import Status
from portal.organisations import queries
from portal.organisations.models import OrganisationKind, Ward
from portal.organisations.services import Counts
from portal.organisations.words import told

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
pytestmark = pytest.mark.usefixtures("loaded")


@pytest.mark.parametrize(("day", "number"), [(LAST, 526), (FIRST, 126), (date(2026, 11, 22), 126)])
def test_the_wards_of_a_day(day: date, number: int) -> None:
    assert len(queries.wards_on(day)) == number


def test_wards_are_in_the_order_of_the_alphabet() -> None:
    names = [ward.name for ward in queries.wards_on(FIRST)]
    assert names.index("Đống Đa") < names.index("Hà Đông") < names.index("Ô Chợ Dừa") < names.index("Phú Diễn")
    assert names[0] == "An Khánh"


def test_district_committees_end_and_ward_committees_begin() -> None:
    kinds = OrganisationKind.DISTRICT_COMMITTEE, OrganisationKind.COMMUNE_COMMITTEE
    assert {o.kind for o in queries.valid_on(LAST, *kinds)} == {OrganisationKind.DISTRICT_COMMITTEE}
    assert {o.kind for o in queries.valid_on(FIRST, *kinds)} == {OrganisationKind.COMMUNE_COMMITTEE}


def test_organisations_without_dates_are_always_there() -> None:
    names = {o.name_vi for o in queries.valid_on(date(1999, 1, 1))}
    assert "Hội Liên hiệp Phụ nữ thành phố" in names
    assert "Sở Nội vụ" not in names


def test_a_district_committee_is_followed_by_those_of_its_wards() -> None:
    ended = queries.by_code("ubnd-quan-hoan-kiem")
    assert ended is not None
    names = [o.name_vi for o in queries.successors_of(ended)]
    assert "UBND phường Hoàn Kiếm" in names
    assert "UBND phường Cửa Nam" in names


def test_a_ward_has_its_committee() -> None:
    committee = queries.committee_of("x-soc-son")
    assert committee is not None
    assert committee.name_en == "People's Committee of Sóc Sơn Commune"


def test_former_names_of_a_ward() -> None:
    names = queries.former_names_of("p-hoan-kiem")
    assert "phường Hàng Bạc, quận Hoàn Kiếm" in names
    assert len(names) == 14


def test_choices_are_grouped_and_named_in_both_languages() -> None:
    wards, communes = queries.choices_for_select(FIRST, "vi")
    assert (len(wards[1]), len(communes[1])) == (51, 75)
    assert ("p-hoan-kiem", "phường Hoàn Kiếm") in wards[1]
    assert ("x-soc-son", "Sóc Sơn Commune") in queries.choices_for_select(FIRST, "en")[1][1]


def test_choices_of_an_earlier_day_have_townships() -> None:
    assert len(queries.choices_for_select(LAST, "en")) == 3


def test_every_present_ward_resolves_through_the_database() -> None:
    for ward in queries.wards_on(FIRST):
        assert queries.resolved(f"{ward.kind.value} {ward.name}", FIRST).ward == ward.code


def test_the_answer_to_a_question_settles() -> None:
    assert queries.resolved("phường Ô Chợ Dừa", LAST).status is Status.AMBIGUOUS
    assert queries.resolved("phường Ô Chợ Dừa", LAST, chosen="p-dong-da").ward == "p-dong-da"


def test_the_gazetteer_is_read_once_until_a_ward_changes() -> None:
    first = queries.gazetteer()
    assert queries.gazetteer() is first
    with unit_of_work():
        db.session.add(Ward(code="x-thu", kind="xã", name="Thử", name_fold="thu"))
    queries.forget()
    assert "x-thu" in queries.gazetteer().by_code


@pytest.mark.parametrize(("fresh", "reads"), [(queries.FRESH, 0), (0, 1)])
def test_a_form_costs_one_small_read_every_so_often(
    loaded: Counts, monkeypatch: pytest.MonkeyPatch, fresh: int, reads: int
) -> None:
    queries.gazetteer()
    monkeypatch.setattr(queries, "FRESH", fresh)
    asked: list[str] = []
    listen = lambda *args: asked.append(args[2])  # noqa: E731  # a name to take it away by
    event.listen(db.engine, "before_cursor_execute", listen)
    queries.resolved("phường Hàng Bạc", FIRST)
    event.remove(db.engine, "before_cursor_execute", listen)
    assert len(asked) == reads


@pytest.mark.parametrize(
    ("typed", "vi", "en"),
    [
        (
            "p. hang bac",
            "Phường Hàng Bạc, quận Hoàn Kiếm nay thuộc phường Hoàn Kiếm.",
            "Phường Hàng Bạc, quận Hoàn Kiếm is now in Hoàn Kiếm Ward.",
        ),
        ("phường Giảng Võ", "", ""),
    ],
)
def test_what_the_writer_is_told(typed: str, vi: str, en: str) -> None:
    found = queries.resolved(typed, FIRST)
    assert told(found, queries.gazetteer(), "en") == en
    if vi:  # the Vietnamese catalogue is complete: tests/house holds that
        assert told(found, queries.gazetteer(), "vi") == vi


def test_every_note_has_words() -> None:
    city = queries.gazetteer()
    for typed in ("Minh Khai", "quận Ba Đình", "Hoàn Kiếm", "phường 22", "Kim Mã"):
        assert told(queries.resolved(typed, FIRST), city, "en")
    assert told(queries.resolved("phường Hoàn Kiếm", LAST), city, "en")


def test_kinds_are_held_by_the_database() -> None:
    with pytest.raises(sa.exc.IntegrityError), unit_of_work():
        db.session.execute(
            sa.text("INSERT INTO ward (code, kind, name, name_fold, district, source, changed_at)"
                    " VALUES ('q', 'quận', 'Q', 'q', '', '', '2026-01-01')")
        )  # fmt: skip
