"""Reports: one item for a thing, weighed by who was right before, told to whoever left an address."""

import threading
import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from time_machine import Traveller

from portal.core import clock
from portal.core.actor import RESIDENT, Role
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, Unfit
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.honours.queries import calendar
from portal.moderation.desk import keeping
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import ItemKind, Part, Turn
from portal.moderation.limits import UNDO
from portal.moderation.matters import Matter
from portal.moderation.reports import jobs, queries, services, settling, weights
from portal.moderation.reports.asked import Wish
from portal.moderation.reports.models import ReaderReport, ReportCase
from portal.moderation.reports.states import Outcome, Relation, ReportKind
from tests.moderation.things import colleague

CHAU, LINH = colleague("Đỗ Minh Châu"), colleague("Nguyễn Khánh Linh", Role.EDITOR)
CHECKED = "Gọi lại số bà để lại, bà đọc đúng tên bài."


def about(thing_id: uuid.UUID | None = None) -> Matter:
    return Matter(thing_kind="story", thing_id=thing_id or uuid.uuid4(), title="Nồi chè trước cổng viện")


def report(matter: Matter, text: str = "Tôi nhớ năm ấy là 2022", contact: str = "") -> ReaderReport:
    with unit_of_work():
        return services.report(
            matter, by=RESIDENT, kind=ReportKind.WRONG_FACT, text=text, contact=contact, calendar=calendar()
        )


def ask(matter: Matter, **values: object) -> ReaderReport:
    told = {
        "kind": ReportKind.MY_PHOTO, "text": "Xin gỡ ảnh chụp tôi ở cổng", "name": "Nguyễn Thị Tơ",
        "relation": Relation.SELF, "contact": "0912 000 111",
    }  # fmt: skip
    with unit_of_work():
        return services.ask(matter, by=RESIDENT, wish=Wish(**told | values), calendar=calendar())  # type: ignore[arg-type]  # any of its fields


def case_of(made: ReaderReport) -> ReportCase:
    db.session.rollback()
    return db.session.get_one(ReportCase, made.case_id, populate_existing=True)


def settle(case: ReportCase, outcome: Outcome = Outcome.CORRECTED, **values: object) -> None:
    with unit_of_work():
        told = {"by": CHAU, "seen": case.count} | values
        settling.settle(queries.locked(case.id), outcome=outcome, **told)  # type: ignore[arg-type]  # any of its fields


def letters() -> list[Letter]:
    """Those that have left once the minute is over in which closing an item can be taken back."""
    with time_machine.travel(clock.now() + UNDO):
        runner.run_due()
    return list(db.session.scalars(sa.select(Letter).order_by(Letter.created_at)))


def whole() -> bool:
    db.session.rollback()
    return not list(keeping.differences())


def test_reports_of_one_thing_are_one_item(inside: Flask, now: Traveller) -> None:
    matter = about()
    first, second = report(matter), report(matter, "Ảnh này chụp ở nơi khác mất rồi")
    report(about(), "Một bài khác cũng ghi sai tên")
    case = case_of(first)
    assert second.case_id == case.id and (case.count, first.number, second.number) == (2, 1, 2)
    item = db.session.get_one(DeskItem, case.id)
    assert (item.kind, item.turn, str(item.due_on), item.stage) == (ItemKind.REPORT, Turn.DESK, "2026-11-12", "readers")
    assert [Part.MANY.value, 6] in item.parts and whole()


def test_the_same_sent_twice_is_one(inside: Flask) -> None:
    matter = about()
    assert report(matter).id == report(matter).id and case_of(report(matter)).count == 1


def test_many_at_once_meet_in_one_item(inside: Flask) -> None:
    matter = about()

    def send(n: int) -> None:
        with inside.app_context():
            report(matter, f"Tôi cũng thấy chỗ này sai, người thứ {n}")

    threads = [threading.Thread(target=send, args=(n,)) for n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    (case,) = db.session.scalars(sa.select(ReportCase))
    assert case.count == 8 and case.weight == 800 and whole()


def test_who_was_right_before_counts_for_more_and_who_was_wrong_for_less(inside: Flask) -> None:
    for _ in range(3):
        settle(case_of(report(about(), contact="mai@example.vn")), Outcome.CORRECTED)
        settle(case_of(report(about(), contact="0912 000 222")), Outcome.NOTHING_WRONG)
    right, wrong = report(about(), contact="Mai@Example.vn "), report(about(), contact="+84912000222")
    assert (right.weight, wrong.weight) == (160, 40), "2 × 4 ÷ 5, and 2 × 1 ÷ 5"
    assert report(about()).weight == 100 and report(about()).contact_mark is None
    assert "mai" not in (right.contact_mark or "")


def test_what_was_handed_on_says_nothing_about_who_reported(inside: Flask) -> None:
    settle(case_of(report(about(), contact="mai@example.vn")), Outcome.MOVED_ON)
    assert report(about(), contact="mai@example.vn").weight == 100


def test_one_contact_cannot_grow_by_saying_it_often(inside: Flask) -> None:
    matter = about()
    report(matter, contact="mai@example.vn")
    last = report(matter, "Tôi nói lại là sai hẳn rồi", contact="mai@example.vn")
    assert last.weight == 0 and case_of(last).weight == 100
    settle(case_of(last), Outcome.CORRECTED)
    assert weights.before(weights.mark("mai@example.vn")) == (1, 0)


def test_each_who_left_an_address_is_told_once(inside: Flask) -> None:
    matter = about()
    report(matter, contact="mai@example.vn")
    report(matter, "Năm trong bài ghi sai mất", contact="0912 000 111")
    last = report(matter, "Tên ngõ trong bài cũng sai")
    settle(case_of(last), Outcome.CORRECTED, words="Năm đúng là 2022, đã sửa.")
    jobs.settled(str(last.case_id))
    (letter,) = letters()
    assert letter.address == "mai@example.vn" and "Năm đúng là 2022" in letter.text
    assert "Nội dung đã được sửa." in letter.text and "It has been corrected." in letter.text


def test_an_item_is_settled_once(inside: Flask) -> None:
    case = case_of(report(about()))
    settle(case)
    with pytest.raises(Clash):
        settle(case, by=LINH)
    assert db.session.get_one(DeskItem, case.id).turn is Turn.DONE and whole()


def test_what_came_while_the_page_was_open_waits_as_an_item_of_its_own(inside: Flask) -> None:
    matter = about()
    first = report(matter)
    case = case_of(first)
    later = report(matter, "Còn cả tên trường cũng sai nữa")
    settle(case, seen=1)
    rest = case_of(later)
    assert rest.id != case.id and (rest.count, rest.weight, rest.settled_at) == (1, 100, None)
    assert (case_of(first).count, case_of(first).outcome) == (1, Outcome.CORRECTED) and whole()
    assert report(matter, "Và thêm một chỗ nữa cũng sai").case_id == rest.id


def test_a_new_report_after_that_begins_a_new_item(inside: Flask) -> None:
    matter = about()
    settle(case_of(report(matter)))
    assert case_of(report(matter, "Lần này lại sai chỗ khác rồi")).settled_at is None
    assert len(queries.earlier(case_of(report(matter, "Lần này lại sai chỗ khác rồi")))) == 1


def test_readers_do_not_settle(inside: Flask) -> None:
    case = case_of(report(about()))
    with pytest.raises(Denied):
        settle(case, by=RESIDENT)


@pytest.mark.parametrize("text", ["Sai rồi.", "a " * 501, "aaaaaaaaaaaaaa " * 450])
def test_too_little_and_too_much_are_sent_back(inside: Flask, text: str) -> None:
    with pytest.raises(Unfit):
        report(about(), text)
    assert db.session.scalars(sa.select(ReaderReport)).all() == []


def test_a_wish_about_oneself_is_an_item_of_its_own_with_a_clock(inside: Flask, now: Traveller) -> None:
    matter = about()
    first, second = ask(matter), ask(matter, kind=ReportKind.MY_DATA, text="Cho tôi xem những gì đang lưu")
    assert first.case_id != second.case_id and ask(matter).id == first.id
    item = db.session.get_one(DeskItem, first.case_id)
    assert (item.stage, str(item.due_on)) == ("about_me", "2026-11-12") and whole()
    assert report(matter).case_id not in (first.case_id, second.case_id)


@pytest.mark.parametrize("missing", [{"contact": " "}, {"name": ""}, {"kind": ReportKind.OTHER}, {"text": "Gỡ đi"}])
def test_a_wish_needs_a_name_and_a_way_to_reach_them(inside: Flask, missing: dict[str, object]) -> None:
    with pytest.raises(Unfit):
        ask(about(), **missing)


def test_a_wish_is_confirmed_and_answered_by_letter(inside: Flask, now: Traveller) -> None:
    made = ask(about(), contact="to@example.vn")
    (first,) = letters()
    assert "gỡ một bức ảnh" in first.text and "12/11/2026" in first.text and "15 ngày" in first.text
    with pytest.raises(Unfit):
        settle(case_of(made), Outcome.TAKEN_DOWN)
    settle(case_of(made), Outcome.TAKEN_DOWN, checked=CHECKED)
    now.shift(UNDO + timedelta(seconds=1))
    assert case_of(made).checked == CHECKED and [each.kind for each in letters()][-1] == "report_settled"


def test_what_only_those_it_is_about_are_shown_is_no_outcome_of_a_report(inside: Flask) -> None:
    with pytest.raises(Unfit):
        settle(case_of(report(about())), Outcome.ANSWERED)


def test_addresses_go_after_a_while_and_marks_stay(inside: Flask, now: Traveller) -> None:
    made = report(about(), contact="mai@example.vn")
    settle(case_of(made))
    jobs.forget_contacts()
    assert db.session.get_one(ReaderReport, made.id, populate_existing=True).contact
    now.shift(timedelta(days=31))
    db.session.rollback()
    jobs.forget_contacts()
    kept = db.session.get_one(ReaderReport, made.id, populate_existing=True)
    assert kept.contact == "" and kept.contact_mark and weights.before(kept.contact_mark) == (1, 0)
    assert clock.now() > kept.made_at
