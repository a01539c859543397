"""The list as several use it at once: who looks at what, views under names, what may be confidential."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.core import clock
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.moderation.desk import entering
from portal.moderation.desk.models import DeskItem
from portal.moderation.states import FlagKind
from portal.nominations.models import Nomination
from tests.browser import Browser
from tests.web.moderation.told import tell

Desk = Callable[..., Browser]
LIST = "/nghiep-vu/hang-doi"


def looks(browser: Browser, thing: object, version: int) -> str:
    """What a page with the thing open is told when it says so; `version` is what it shows."""
    token = browser.form().values["csrf_token"]
    form = {"csrf_token": token, "of_version": str(version)}
    return str(browser.post(f"/nghiep-vu/bai/{thing}/dang-xem", form).response.json["words"])  # type: ignore[index]  # JSON by its type


def test_a_page_left_open_on_a_desk_keeps_nobody_signed_in(app: Flask, at_desk: Desk) -> None:
    story = tell(app, title="Nồi chè")
    shown = version_of(app, story)
    with time_machine.travel(clock.now(), tick=False) as now:
        desk = at_desk().get(f"/nghiep-vu/loi-ke/{story}")
        now.shift(timedelta(minutes=20))
        looks(desk, story, shown)
        desk.client.get(f"{LIST}/moi")
        now.shift(timedelta(minutes=20))
        assert desk.client.get(f"{LIST}/moi").mimetype != "application/json"


def test_whoever_reads_on_stays_signed_in(app: Flask, at_desk: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        desk = at_desk()
        for _ in range(2):
            now.shift(timedelta(minutes=20))
            assert desk.get(LIST).url.startswith(LIST)


def version_of(app: Flask, story: object) -> int:
    with app.app_context():
        return db.session.get_one(Nomination, story).version


def test_colleagues_see_who_has_it_open(app: Flask, at_desk: Desk) -> None:
    story = tell(app, title="Nồi chè")
    chau, ha = at_desk(), at_desk(Role.EDITOR, sign_in_name="pham.ha")
    item, shown = f"/nghiep-vu/loi-ke/{story}", version_of(app, story)
    assert "đang mở" not in chau.get(item).text and looks(chau, story, shown) == ""
    assert "cũng đang mở bài này" in ha.get(item).text and "cũng đang mở bài này" in looks(ha, story, shown)
    assert "đang mở" in ha.get(LIST).text and "đang mở" in chau.get(LIST).text
    token = chau.get(item).form().values["csrf_token"]
    chau.post(f"/nghiep-vu/bai/{story}/thoi-xem", {"csrf_token": token}, status=204)
    assert "đang mở" not in ha.get(item).text


def test_a_page_learns_that_the_thing_changed(app: Flask, at_desk: Desk) -> None:
    story = tell(app)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{story}")
    shown = version_of(app, story)
    assert looks(browser, story, shown) == ""
    assert "đã thay đổi" in looks(browser, story, shown - 1)


def test_looking_alone_writes_nothing(app: Flask, at_desk: Desk) -> None:
    story = tell(app)
    at_desk().get(f"/nghiep-vu/loi-ke/{story}")
    assert "đang mở" not in at_desk(Role.EDITOR, sign_in_name="pham.ha").get(LIST).text


def test_what_may_be_confidential_has_a_view_of_its_own(app: Flask, at_desk: Desk) -> None:
    hard, soft = tell(app, title="Ông ấy lấy tiền quỹ"), tell(app, title="Nồi chè")
    with app.app_context(), unit_of_work():
        entering.flagged(hard, [FlagKind.ACCUSATION])
        entering.flagged(soft, [FlagKind.PHONE])
    page = at_desk().get(f"{LIST}?view=suspect")
    assert "Ông ấy lấy tiền quỹ" in page.text and "Nồi chè" not in page.text and "Nghi là phản ánh kín 1" in page.text
    with app.app_context(), unit_of_work():
        entering.flagged(hard, [])
    assert "Ông ấy lấy tiền quỹ" not in page.get(f"{LIST}?view=suspect").text


def test_a_view_is_named_used_and_let_go(app: Flask, at_desk: Desk) -> None:
    tell(app, title="Nồi chè", due_on=clock.today() - timedelta(days=1))
    browser = at_desk().get(LIST)
    assert "Đặt tên để giữ" not in browser.text  # there is nothing to name yet
    browser.get(f"{LIST}?view=late&language=vi&after=x").submit({"name": "Trễ, tiếng Việt"}, form="cach-xem")
    browser.get(LIST).follow("Trễ, tiếng Việt")
    assert "Nồi chè" in browser.text and "Bạn đang giữ cách xem này" in browser.text
    browser.submit({}, form="cach-xem/bo")
    assert "Trễ, tiếng Việt" not in browser.get(LIST).text


def test_a_name_that_does_not_do_comes_back_with_what_was_typed(app: Flask, at_desk: Desk) -> None:
    browser = at_desk().get(f"{LIST}?view=late")
    page = browser.submit({"name": "x" * 60}, form="cach-xem", status=422)
    assert (
        page.title.startswith("Lỗi:")
        and "Tên dài nhất 40 ký tự" in page.text
        and f'value="{"x" * 60}"' in page.response.text
    )
    assert page.response.text.count('aria-current="page"') >= 1


@pytest.mark.parametrize("role", [Role.CLERK, Role.OBSERVER, Role.APPRAISER])
def test_whoever_sees_the_list_may_name_views_of_it(app: Flask, at_desk: Desk, role: Role) -> None:
    browser = at_desk(role).get(f"{LIST}?language=en")
    browser.submit({"name": "Tiếng Anh"}, form="cach-xem")
    assert "Tiếng Anh" in browser.get(LIST).text


def test_the_list_knows_what_is_suspect_by_its_flags(app: Flask) -> None:
    story = tell(app)
    with app.app_context():
        with unit_of_work():
            entering.flagged(story, [FlagKind.ACCUSATION])
        assert db.session.scalar(sa.select(DeskItem.suspect).where(DeskItem.thing_id == story)) is True
