"""Views of the list under names of one's own."""

import threading

import pytest
from flask import Flask

from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import db, unit_of_work
from portal.core.errors import Unfit
from portal.moderation.desk import glance, named
from portal.moderation.desk.lineup import Wish
from portal.moderation.desk.named import MOST, NAME
from tests.moderation.things import colleague

CHAU, HA = colleague("Đỗ Minh Châu"), colleague("Phạm Hà")


def keep(name: str, by: Actor = CHAU, **asked: str) -> None:
    with unit_of_work():
        named.keep(name, asked, by=by)


def kept(by: Actor = CHAU) -> list[tuple[str, dict[str, str]]]:
    db.session.rollback()
    return [(view.name, view.asked) for view in glance.at(Wish(soon=clock.today(), staff=by.id), by=by).named]


def test_a_view_is_kept_by_whoever_named_it(inside: Flask) -> None:
    keep("  Phường  tôi ", view="late", ward="p-lang")
    keep("Tiếng Anh", language="en")
    assert kept() == [("Phường tôi", {"view": "late", "ward": "p-lang"}), ("Tiếng Anh", {"language": "en"})]
    assert kept(HA) == []


def test_the_same_name_takes_the_new_view_in_its_old_place(inside: Flask) -> None:
    keep("Phường tôi", ward="p-lang")
    keep("Trẻ em", flag="child")
    keep("phuong toi", ward="p-bach-mai")
    assert kept() == [("phuong toi", {"ward": "p-bach-mai"}), ("Trẻ em", {"flag": "child"})]


@pytest.mark.parametrize(("name", "said"), [(" ", "Give this view"), ("x" * (NAME + 1), "at most")])
def test_a_name_is_asked_for(inside: Flask, name: str, said: str) -> None:
    with pytest.raises(Unfit, match=said) as refusal:
        keep(name, view="late")
    assert refusal.value.field == "name" and kept() == []


def test_there_is_an_end_to_views_and_letting_one_go_makes_room(inside: Flask) -> None:
    for n in range(MOST):
        keep(f"Cách {n}", q=str(n))
    with pytest.raises(Unfit, match="already"):
        keep("Thêm", view="late")
    with unit_of_work():
        named.let_go("Cách 3", by=CHAU)
        named.let_go("Không có", by=CHAU)
    keep("Thêm", view="late")
    assert len(kept()) == MOST and kept()[-1] == ("Thêm", {"view": "late"})


def test_two_pages_of_one_person_lose_no_view(inside: Flask) -> None:
    by = colleague("Lê Hoài An")

    def from_a_page(n: int) -> None:
        with inside.app_context():
            keep(f"Cách {n}", by, q=str(n))

    pages = [threading.Thread(target=from_a_page, args=(n,)) for n in range(6)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    assert sorted(name for name, _ in kept(by)) == [f"Cách {n}" for n in range(6)]
