"""Several at once at the desk: count, read and tick, confirm, and what became of each."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.consultations.opinions import reviewing
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.moderation import claims
from portal.moderation.limits import UNDO
from portal.moderation.models import Claim, Decision
from portal.moderation.reasons import load_reasons
from tests.browser import Browser, words
from tests.consultations.clean import clean, some
from tests.consultations.held import LEAD, announced, candidate_of, opinion
from tests.staff import sign_in

LIST = "/nghiep-vu/hang-doi"
SEVERAL = "/nghiep-vu/cung-luc"


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def desk(app: Flask, browser: Browser, now: time_machine.Traveller) -> Browser:
    """A moderator is signed in; four opinions fit, one has a phone number, one is not confirmed."""
    with app.app_context():
        candidate = candidate_of(announced())
        now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        with unit_of_work():
            load_reasons()
        some(candidate, 4)
        clean(candidate, text="Cô ấy rất tận tâm với lũ trẻ trong xóm, cứ gọi tôi số 0912 345 678 để hỏi.")
        opinion(candidate)
        db.session.remove()
    sign_in(app, browser, Role.MODERATOR)
    return browser


def read(desk: Browser) -> Browser:
    return desk.get(SEVERAL).submit(form="/doc")


def boxes(desk: Browser) -> list[str]:
    """What can be ticked on the page, in order."""
    return [box.get("value", "") for box in desk.all("input") if box.get("name") == "item"]


def states(app: Flask) -> list[str]:
    with app.app_context():
        found = sorted(db.session.scalars(sa.select(Opinion.state)))
        db.session.remove()
        return found


def made(app: Flask) -> int:
    with app.app_context():
        number = db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) or 0
        db.session.remove()
        return number


def held(app: Flask) -> int:
    with app.app_context():
        live = sa.select(sa.func.count()).select_from(Claim).where(Claim.until > datetime.now(UTC))
        number = db.session.scalar(live) or 0
        db.session.remove()
        return number


def test_the_list_leads_to_it_and_keeps_its_filters(desk: Browser) -> None:
    desk.get(f"{LIST}?kind=opinion&flag=phone").follow("Nhiều việc một lượt")
    assert "kind=opinion" in desk.url and "flag=phone" in desk.url
    assert "0 ý kiến phù hợp trong 1 việc đã rà" in desk.text and "Bộ lọc" in desk.text
    assert not [f for f in desk.all("form") if "/doc" in (f.get("action") or "")]


def test_it_is_counted_how_many_fit_and_why_others_do_not(desk: Browser) -> None:
    desk.get(SEVERAL)
    assert "4 ý kiến phù hợp trong 6 việc đã rà" in desk.text
    rows = [words(row) for row in desk.all("tr")]
    assert "Máy kiểm tra có điều lưu ý1" in rows and "Người viết chưa xác nhận1" in rows


def test_each_text_is_read_in_full_and_none_is_ticked_beforehand(app: Flask, desk: Browser) -> None:
    read(desk)
    with app.app_context():
        texts = list(db.session.scalars(sa.select(Opinion.text).where(Opinion.state == OpinionState.WAITING)))
        db.session.remove()
    assert sum(text in desk.text for text in texts) == 4 and "0912 345" not in desk.text  # numbers may hold "0912"
    assert len(boxes(desk)) == 4 and not [b for b in desk.all("input") if b.get("checked") is not None]
    assert held(app) == 4


def test_before_it_is_done_it_says_exactly_what_will_happen(app: Flask, desk: Browser) -> None:
    read(desk).submit({"item": boxes(desk)[:3]})
    assert "3 ý kiến được đăng ngay" in desk.text and "1 ý kiến không đánh dấu" in desk.text
    assert states(app) == ["waiting"] * 6


def test_what_was_ticked_is_published_and_each_is_told_of(app: Flask, desk: Browser) -> None:
    read(desk).submit({"item": boxes(desk)[:3]}).submit({"item": boxes(desk)}, form="/lam")
    assert states(app) == ["published"] * 3 + ["waiting"] * 3 and held(app) == 0
    assert desk.text.count("Đã đăng") == 3 and desk.text.count("Không đánh dấu, đã nhả") == 1


def test_nothing_ticked_is_no_act(app: Flask, desk: Browser) -> None:
    read(desk).submit(status=422)
    assert "Chưa đánh dấu" in desk.text and desk.title.startswith("Lỗi:")
    assert states(app) == ["waiting"] * 6


def test_one_can_go_back_and_keep_what_was_ticked(desk: Browser) -> None:
    read(desk).submit({"item": (ticked := boxes(desk)[1:3])})
    desk.submit({"item": ticked}, form=1)
    assert [b.get("value") for b in desk.all("input") if b.get("checked") is not None] == ticked


def test_the_form_sent_twice_does_it_once(app: Flask, desk: Browser) -> None:
    read(desk).submit({"item": (items := boxes(desk))})
    form = desk.form("/lam")
    for _ in range(2):
        desk.post(form.action, form.values | {"item": items})
    assert made(app) == 4 and desk.text.count("Đã đăng") == 4


def test_a_process_that_dies_in_the_middle_is_gone_on_with_by_sending_again(
    app: Flask, desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(desk).submit({"item": (items := boxes(desk))})
    form, judge, calls = desk.form("/lam"), reviewing.judge, iter(range(9))

    def dies(*args: object, **values: object) -> object:
        if next(calls) == 2:
            raise RuntimeError("killed")
        return judge(*args, **values)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(reviewing, "judge", dies)
    assert desk.client.post(form.action, data=form.values | {"item": items}).status_code == 500
    assert made(app) == 2
    monkeypatch.setattr(reviewing, "judge", judge)
    desk.post(form.action, form.values | {"item": items})
    assert made(app) == 4 and desk.text.count("Đã đăng") == 4


def test_one_that_changed_meanwhile_is_left_and_named(app: Flask, desk: Browser) -> None:
    read(desk).submit({"item": (items := boxes(desk))})
    with app.app_context():
        with unit_of_work() as session:
            session.get_one(Opinion, uuid.UUID(items[0].partition(":")[0])).slow_lane = True
        db.session.remove()
    desk.submit({"item": items}, form="/lam")
    assert desk.text.count("Đã đăng") == 3 and "Để nguyên Đến từ nơi có rất nhiều" in desk.text


def test_all_of_it_is_taken_back_within_the_minute_and_not_after(
    app: Flask, desk: Browser, now: time_machine.Traveller
) -> None:
    read(desk).submit({"item": boxes(desk)}).submit({"item": boxes(desk)}, form="/lam")
    undo = desk.form("/hoan-tac")
    desk.submit(form="/hoan-tac")
    assert states(app) == ["waiting"] * 6 and "hoàn tác" in desk.text
    read(desk).submit({"item": boxes(desk)}).submit({"item": boxes(desk)}, form="/lam")
    late = desk.form("/hoan-tac")
    now.shift(UNDO + timedelta(seconds=1))
    assert not [
        f for f in desk.get(late.action.removesuffix("/hoan-tac")).all("form") if "hoan-tac" in (f.get("action") or "")
    ]
    desk.post(late.action, late.values)
    desk.post(undo.action, undo.values)
    assert states(app).count("published") == 4


def test_while_it_can_be_taken_back_the_first_page_leads_there(desk: Browser) -> None:
    read(desk).submit({"item": boxes(desk)}).submit({"item": boxes(desk)}, form="/lam")
    desk.get(SEVERAL).follow("Xem lại")
    assert desk.text.count("Đã đăng") == 4


def test_the_list_offers_the_last_one_to_be_undone_and_leads_to_all(app: Flask, desk: Browser) -> None:
    read(desk).submit({"item": boxes(desk)}).submit({"item": boxes(desk)}, form="/lam")
    desk.get(LIST).follow("hoàn tác tất cả").submit(form="/hoan-tac")
    assert states(app) == ["waiting"] * 6


def test_another_reads_what_became_of_it_but_neither_goes_on_nor_takes_it_back(
    app: Flask, desk: Browser, browse: Callable[[], Browser]
) -> None:
    read(desk).submit({"item": boxes(desk)[:1]})
    form = desk.form("/lam")
    other = browse()
    sign_in(app, other, Role.BOARD_LEAD)
    where = form.action.partition("?")[0].removesuffix("/lam")
    other.get(f"{where}/doc", status=403)
    token = next(e.get("value", "") for e in browse().get("/tai-khoan/dang-nhap").all("input"))
    assert other.client.post(form.action, data=form.values | {"csrf_token": token}).status_code in (400, 403)
    assert "Trần Thị Nhài" not in other.get(where).text and states(app) == ["waiting"] * 6


def test_several_are_taken_in_hand_and_none_that_a_colleague_holds(app: Flask, desk: Browser) -> None:
    with app.app_context():
        with unit_of_work() as session:
            first = session.scalars(sa.select(Opinion).order_by(Opinion.id)).first()
            assert first is not None
            claims.claim(first, by=LEAD)
        db.session.remove()
    desk.get(f"{SEVERAL}?kind=opinion").submit({"number": "10"}, form="/nhan")
    assert desk.text.count("Đã nhận") == 5 and held(app) == 6
    desk.get(SEVERAL).follow("Xem, hoặc nhả hết").submit(form="nha-het")
    assert held(app) == 1


def test_what_makes_no_sense_is_left_out(app: Flask, desk: Browser) -> None:
    read(desk)
    form = desk.form("/xem-thu")
    desk.post(form.action, form.values | {"item": ["x", "::", f"{boxes(desk)[0]}9" * 2]}, status=422)
    assert states(app) == ["waiting"] * 6


def test_the_log_says_of_each_decision_in_which_act_it_was_made(desk: Browser) -> None:
    read(desk).submit({"item": boxes(desk)[:1]}).submit({"item": boxes(desk)}, form="/lam")
    where = desk.url.partition("?")[0]
    desk.get("/nghiep-vu/nhat-ky/viec?act=opinion:publish")
    assert [a.get("href") for a in desk.all("a") if "Thuộc một lượt" in words(a)] == [where]
    desk.get("/nghiep-vu/nhat-ky/viec?thing=together")
    assert "chấp nhận, cùng nhiều việc một lượt" in desk.text
