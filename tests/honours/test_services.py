"""Dated rows: added, amended, ended, each recorded with its reason."""

import json
from datetime import date

import pytest
import sqlalchemy as sa

from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, Unfit
from portal.honours import legal, queries, services
from portal.honours.legal import Printed
from portal.honours.models import Honour
from portal.honours.states import Level, PublicAsked, Recipient, Subject
from tests.honours.board import MODERATOR, OFFICER, WHY, as_it_stands, one, terms

pytestmark = pytest.mark.usefixtures("loaded")
MARCH = date(2027, 3, 1)
CIRCULAR = Printed(Subject.COMMENDATION, "Thông tư thử", "Trial circular", "Công báo", in_force_from=MARCH)


def add(code: str = "trial", **values: object) -> Honour:
    with unit_of_work():
        return services.add(terms(**values), code=code, by=OFFICER, reason=WHY)


def last_entry() -> AuditEntry:
    return db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)).one()


def refused(field: str, **values: object) -> None:
    with pytest.raises(Unfit) as no:
        add(**values)  # type: ignore[arg-type]  # any of its fields
    assert no.value.field == field


def test_a_new_row_ends_the_one_before_on_the_day_before() -> None:
    add("bravery", valid_from=MARCH, min_working_days=5)
    assert one("bravery", date(2027, 2, 28)).min_working_days == 10
    assert one("bravery", date(2027, 2, 28)).valid_to == date(2027, 2, 28)
    assert one("bravery", MARCH).min_working_days == 5


def test_a_new_honour_stands_last_in_its_level() -> None:
    add("trial")
    assert [row.code for row in queries.honours(level=Level.STATE)][-1] == "trial"


def test_a_row_that_overlaps_is_refused() -> None:
    add("bravery", valid_from=MARCH)
    refused("valid_from", code="bravery", valid_from=date(2027, 1, 1))
    refused("valid_from", code="bravery", valid_from=None)
    assert len(queries.history("bravery")) == 2


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name_vi", {"name_vi": " "}),
        ("name_en", {"name_en": ""}),
        ("source", {"source": ""}),
        ("recipients", {"recipients": []}),
        ("vote_share", {"vote_share": 101}),
        ("min_working_days", {"min_working_days": 0}),
        ("min_working_days", {"min_working_days": 61}),
        ("code", {"code": "có dấu"}),
        ("name_vi", {"name_vi": "x" * 201}),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(field: str, values: dict[str, object]) -> None:
    refused(field, **values)


def test_where_the_public_is_not_asked_no_days_are_kept() -> None:
    assert add(public_asked=PublicAsked.NO, min_working_days=10).min_working_days == 0


def test_amending_keeps_what_was_and_why_in_the_record() -> None:
    row = one("bravery")
    with unit_of_work():
        told = as_it_stands(row, min_working_days=5, recipients=[Recipient.INDIVIDUAL, Recipient.HOUSEHOLD])
        services.amend(row, told, by=OFFICER, of_version=1, reason=WHY)
    detail = json.loads(last_entry().detail)
    assert detail["changed"] == {
        "min_working_days": [10, 5],
        "recipients": [["individual"], ["individual", "household"]],
    }
    assert detail["reason"] == WHY


def test_two_who_amend_at_once_are_told() -> None:
    with unit_of_work():
        services.amend(one("bravery"), terms(), by=OFFICER, of_version=1, reason=WHY)
    with pytest.raises(Clash), unit_of_work():
        services.amend(one("bravery"), terms(), by=OFFICER, of_version=1, reason=WHY)


def test_an_ended_row_holds_up_to_its_last_day() -> None:
    with unit_of_work():
        services.end(one("bravery"), last_day=date(2027, 2, 28), by=OFFICER, of_version=1, reason=WHY)
    assert queries.honour("bravery", MARCH) is None
    assert queries.honour("bravery", date(2027, 2, 28)) is not None


def test_a_row_cannot_end_before_it_began() -> None:
    with pytest.raises(Unfit), unit_of_work():
        services.end(one("bravery"), last_day=date(2020, 1, 1), by=OFFICER, of_version=1, reason=WHY)


def test_nothing_changes_without_a_reason() -> None:
    with pytest.raises(Unfit) as no, unit_of_work():
        services.end(one("bravery"), last_day=MARCH, by=OFFICER, of_version=1, reason="  ")
    assert no.value.field == "why"


def test_a_moderator_does_not_write_the_catalogue() -> None:
    with pytest.raises(Denied), unit_of_work():
        services.add(terms(), code="trial", by=MODERATOR, reason=WHY)


def test_the_law_of_a_day_is_what_was_in_force_then() -> None:
    numbers = {row.number for row in queries.instruments_in_force(date(2025, 6, 30), Subject.COMMENDATION)}
    assert "98/2023/NĐ-CP" in numbers and "152/2025/NĐ-CP" not in numbers
    today = {row.number for row in queries.instruments_in_force(date(2026, 11, 23), Subject.COMMENDATION)}
    assert "152/2025/NĐ-CP" in today and "98/2023/NĐ-CP" not in today


def test_an_instrument_is_entered_once_and_then_amended() -> None:
    with unit_of_work():
        made = legal.add(CIRCULAR, number="01/2027/TT-BNV", by=OFFICER, reason=WHY)
    with pytest.raises(Unfit), unit_of_work():
        legal.add(CIRCULAR, number="01/2027/TT-BNV", by=OFFICER, reason=WHY)
    with unit_of_work():
        told = Printed(**{**vars(CIRCULAR), "replaced_by": "02/2028/TT-BNV"})
        legal.amend(made, told, by=OFFICER, of_version=1, reason=WHY)
    assert json.loads(last_entry().detail)["changed"] == {"replaced_by": ["", "02/2028/TT-BNV"]}


@pytest.mark.parametrize("values", [{"in_force_to": date(2026, 1, 1)}, {"made_on": date(2027, 4, 1)}, {"source": ""}])
def test_an_instruments_dates_must_follow_each_other(values: dict[str, object]) -> None:
    with pytest.raises(Unfit):
        legal.checked(Printed(**{**vars(CIRCULAR), **values}))  # type: ignore[arg-type]  # any of its fields


def refused_instrument(**values: object) -> Unfit:
    with pytest.raises(Unfit) as no:
        legal.checked(Printed(**{**vars(CIRCULAR), **values}))  # type: ignore[arg-type]  # any of its fields
    return no.value


@pytest.mark.parametrize("code", ["never-was", "", "Bravery", "bravery ", "'><img src=x>", "x" * 5_000])
def test_an_honour_that_the_catalogue_never_held_is_refused_by_its_code(code: str) -> None:
    no = refused_instrument(honour_codes=["bravery", code])
    assert no.field == "honour_codes" and len(str(no)) < 200


def test_only_what_is_about_commendation_names_honours() -> None:
    assert refused_instrument(subject=Subject.ACCESS, honour_codes=["bravery"]).field == "honour_codes"
    assert legal.checked(Printed(**{**vars(CIRCULAR), "subject": Subject.ACCESS}))["honour_codes"] == []


def test_the_honours_of_an_instrument_are_kept_once_each_and_in_one_order() -> None:
    told = Printed(**{**vars(CIRCULAR), "honour_codes": ["labour-3", "bravery", "labour-3"]})
    assert legal.checked(told)["honour_codes"] == ["bravery", "labour-3"]


def test_what_an_instrument_is_about_stands_in_the_record() -> None:
    told = Printed(**{**vars(CIRCULAR), "honour_codes": ["bravery"]})
    with unit_of_work():
        made = legal.add(told, number="01/2027/TT-BNV", by=OFFICER, reason=WHY)
    assert json.loads(last_entry().detail)["honours"] == ["bravery"]
    with unit_of_work():
        legal.amend(made, CIRCULAR, by=OFFICER, of_version=1, reason=WHY)
    assert json.loads(last_entry().detail)["changed"] == {"honour_codes": [["bravery"], []]}


def test_an_honour_that_no_longer_holds_can_still_be_named() -> None:
    with unit_of_work():
        services.end(one("bravery"), last_day=date(2025, 12, 31), by=OFFICER, of_version=1, reason=WHY)
    told = Printed(**{**vars(CIRCULAR), "honour_codes": ["bravery"]})
    assert legal.checked(told)["honour_codes"] == ["bravery"]
    assert queries.by_code()["bravery"].valid_to == date(2025, 12, 31)


def test_of_each_honour_the_row_of_today_is_taken_before_one_to_come() -> None:
    add("bravery", valid_from=date(2099, 3, 1), name_vi="Huân chương Dũng cảm (mới)")
    add("trial", valid_from=date(2099, 3, 1), name_vi="Danh hiệu sắp có")
    assert queries.by_code()["bravery"].name_vi == "Huân chương Dũng cảm"
    assert queries.by_code()["trial"].name_vi == "Danh hiệu sắp có"
