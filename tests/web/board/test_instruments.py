"""Legal instruments on the Board's desk: entered, amended, and which rounds cite them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.rounds import citing
from portal.core.actor import Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.honours import queries
from portal.honours.models import LegalInstrument
from portal.honours.policy import Honours
from tests.browser import Browser, words
from tests.consultations.held import BOARD, announced

Board = Callable[..., Browser]
TABLE, PUBLIC = "/nghiep-vu/danh-muc/van-ban", "/hinh-thuc-lay-y-kien"
CONFIRM = "Xác nhận và ghi lại"
OWN, TITLE = "71/2025/QĐ-UBND", "Danh hiệu Công dân Thủ đô ưu tú"
WHY = {"why": "Đã đối chiếu văn bản."}


def row(app: Flask, number: str = OWN) -> LegalInstrument:
    with app.app_context():
        found = queries.by_number(number)
        assert found
        db.session.expunge_all()
    return found


def names(browser: Browser) -> list[str]:
    return ["".join(th.itertext()) for th in browser.all("th") if th.get("scope") == "row"]


def amending(app: Flask, browser: Browser, number: str = OWN) -> Browser:
    return browser.get(f"{TABLE}/{row(app, number).id}")


def ticked(browser: Browser) -> list[str]:
    boxes = [each for each in browser.all("input") if each.get("name") == "honour_codes"]
    return [each.get("value") or "" for each in boxes if each.get("checked") is not None]


def open_folds(browser: Browser) -> list[str]:
    return [
        words(next(each.iter("summary"))).rsplit(" ", 3)[0]
        for each in browser.all("details")
        if each.get("open") is not None
    ]


def last_detail(app: Flask, act: Honours) -> dict[str, Any]:
    with app.app_context():
        newest = sa.select(AuditEntry.detail).where(AuditEntry.act == act).order_by(AuditEntry.seq.desc()).limit(1)
        told: dict[str, Any] = json.loads(db.session.scalars(newest).one())
    return told


def round_of_labour(app: Flask) -> str:
    """A round of the Labour Order that is still to open, with its basis."""
    with app.app_context():
        round = announced()
        with unit_of_work():
            citing.anew(by=BOARD)
        slug = round.slug
        db.session.remove()
    return slug


def test_an_instrument_is_entered_and_amended(app: Flask, at_board: Board) -> None:
    browser = at_board().get("/nghiep-vu/danh-muc/van-ban/them")
    told = {"number": "01/2027/NĐ-CP", "title_vi": "Nghị định thử", "title_en": "Trial decree", "source": "Công báo"}
    browser.submit({**told, "in_force_from": "01/03/2027", "why": "Mới ban hành."}).submit(button=CONFIRM)
    assert "chưa có hiệu lực" in browser.text
    browser.follow("01/2027/NĐ-CP").submit({"replaced_by": "02/2028/NĐ-CP", "why": "Thay thế."})
    assert "02/2028/NĐ-CP" in browser.text
    browser.submit(button=CONFIRM)
    assert "được thay thế bởi 02/2028/NĐ-CP" in browser.text


def test_everything_missing_of_an_instrument_is_named_at_once(at_board: Board) -> None:
    text = at_board().get("/nghiep-vu/danh-muc/van-ban/them").submit(status=422).text
    assert "Còn 5 chỗ cần bạn xem lại" in text and "Hãy ghi lý do" in text
    assert "Số hiệu như in trên văn bản: Hãy điền mục này." in text  # each by its name, where two say the same


def test_instruments_no_longer_in_force_stand_last_and_say_so(at_board: Board) -> None:
    browser = at_board().get("/nghiep-vu/danh-muc/van-ban")
    assert names(browser)[-1] == "98/2023/NĐ-CP"
    assert "hết hiệu lực" in browser.text


def test_the_look_at_an_instrument_names_the_rounds_still_to_open_that_would_cite_it(
    app: Flask, at_board: Board, now: Traveller
) -> None:
    browser = at_board()
    with app.app_context():
        slug = announced().slug
        db.session.remove()
    told = {
        "number": "01/2026/NĐ-CP",
        "title_vi": "Nghị định thử",
        "title_en": "Trial",
        "source": "Công báo",
        "why": "Mới.",
    }
    browser.get("/nghiep-vu/danh-muc/van-ban/them").submit(told)
    assert "Huân chương Lao động, đợt 2 năm 2026" in browser.text
    assert "01/2026/NĐ-CP" not in at_board().get(f"/lay-y-kien/{slug}").text
    browser.submit(button=CONFIRM)
    assert "01/2026/NĐ-CP" in at_board().get(f"/lay-y-kien/{slug}").text


def test_the_form_shows_the_honours_of_an_instrument_in_open_folds(app: Flask, at_board: Board) -> None:
    browser = amending(app, at_board())
    assert ticked(browser) == ["outstanding-citizen"] and open_folds(browser) == ["Cấp Thành phố"]
    assert ticked(amending(app, browser, "152/2025/NĐ-CP")) == [] == open_folds(browser)


def test_what_it_is_about_is_shown_first_and_recorded_second(app: Flask, at_board: Board) -> None:
    browser = amending(app, at_board()).submit({"honour_codes": ["bravery", "outstanding-citizen"], **WHY})
    cells = [words(td) for td in browser.all("td")]
    assert cells == [TITLE, f"Huân chương Dũng cảm; {TITLE}"]
    assert ticked(browser) == ["bravery", "outstanding-citizen"] and row(app).honour_codes == ["outstanding-citizen"]
    browser.submit({"honour_codes": ticked(browser)}, button=CONFIRM)
    assert row(app).honour_codes == ["bravery", "outstanding-citizen"]
    assert last_detail(app, Honours.AMEND_INSTRUMENT)["changed"] == {
        "honour_codes": [["outstanding-citizen"], ["bravery", "outstanding-citizen"]]
    }


def test_with_nothing_ticked_it_is_about_every_honour(app: Flask, at_board: Board) -> None:
    browser = amending(app, at_board()).submit({"honour_codes": [], **WHY})
    assert [words(td) for td in browser.all("td")] == [TITLE, "mọi hình thức khen thưởng"]
    browser.submit(button=CONFIRM)
    assert row(app).honour_codes == []


def test_ticks_that_change_after_the_look_are_shown_anew(app: Flask, at_board: Board) -> None:
    browser = amending(app, at_board()).submit({"honour_codes": ["bravery"], **WHY})
    browser.submit({"honour_codes": ["labour-3"]}, button=CONFIRM)
    assert row(app).honour_codes == ["outstanding-citizen"]
    browser.submit(button=CONFIRM)
    assert row(app).honour_codes == ["labour-3"]


def test_the_look_names_the_rounds_that_would_cite_it_once_it_is_about_their_honour(
    app: Flask, at_board: Board, now: Traveller
) -> None:
    slug, browser = round_of_labour(app), at_board()
    amending(app, browser).submit({"honour_codes": ["labour-3"], **WHY})
    assert "Đợt sắp mở sẽ ghi căn cứ khác" in browser.text and "Huân chương Lao động, đợt 2 năm 2026" in browser.text
    browser.submit(button=CONFIRM)
    assert OWN in at_board().get(f"/lay-y-kien/{slug}").text


def test_another_title_changes_no_round(app: Flask, at_board: Board, now: Traveller) -> None:
    slug, browser = round_of_labour(app), at_board()
    amending(app, browser).submit({"title_vi": "Quyết định của UBND thành phố Hà Nội", **WHY})
    assert "Đợt sắp mở sẽ ghi căn cứ khác" not in browser.text
    browser.submit(button=CONFIRM)
    assert row(app).title_vi == "Quyết định của UBND thành phố Hà Nội"
    assert OWN not in at_board().get(f"/lay-y-kien/{slug}").text


@pytest.mark.parametrize(
    "strange", ["never-was", "'\"><script>alert(1)</script>", "a\x00b", "x" * 20_000, "BRAVERY", ""]
)
def test_a_code_that_is_none_is_named_beside_the_field_and_what_was_typed_stays(
    app: Flask, at_board: Board, strange: str
) -> None:
    browser = amending(app, at_board())
    told = {**browser.form().values, "title_vi": "Tên khác", "honour_codes": ["bravery", strange], **WHY}
    browser.post(f"{TABLE}/{row(app).id}", told, 422)
    field = next(each for each in browser.all("fieldset") if each.get("id") == "honour_codes")
    assert (
        "Danh mục không có danh hiệu, hình thức khen thưởng nào mang mã" in words(field) and len(words(field)) < 5_000
    )
    assert "alert(1)" not in "".join("".join(each.itertext()) for each in browser.all("script"))
    assert ticked(browser) == ["bravery"] and browser.form().values["title_vi"] == "Tên khác"
    assert row(app).honour_codes == ["outstanding-citizen"]


def test_the_error_leads_to_a_box_that_can_be_seen(app: Flask, at_board: Board) -> None:
    browser = at_board().get(f"{TABLE}/them")
    browser.post(f"{TABLE}/them", {**browser.form().values, "honour_codes": ["never-was"]}, 422)
    assert open_folds(browser) == ["Cấp Nhà nước"]
    assert "#honour_codes-0" in [each.get("href") for each in browser.all("a")]


def test_what_is_about_something_else_names_no_honours(app: Flask, at_board: Board) -> None:
    browser = amending(app, at_board()).submit({"subject": "denunciation", **WHY}, status=422)
    assert "Chỉ văn bản về thi đua, khen thưởng" in browser.text and ticked(browser) == ["outstanding-citizen"]
    browser.submit({"honour_codes": []}).submit(button=CONFIRM)
    assert row(app).honour_codes == [] and row(app).subject == "denunciation"


def test_a_new_instrument_says_what_it_is_about(app: Flask, at_board: Board) -> None:
    told = {"number": "01/2027/QĐ-UBND", "title_vi": "Quyết định thử", "title_en": "Trial", "source": "Công báo", **WHY}
    at_board().get(f"{TABLE}/them").submit({**told, "honour_codes": ["city-flag"]}).submit(button=CONFIRM)
    assert row(app, "01/2027/QĐ-UBND").honour_codes == ["city-flag"]
    assert last_detail(app, Honours.ADD_INSTRUMENT)["honours"] == ["city-flag"]


def test_the_list_says_what_each_is_about_and_finds_it_by_that(app: Flask, at_board: Board) -> None:
    browser = at_board(Role.OBSERVER).get(f"{TABLE}?q=cong+dan+thu+do+uu+tu")
    assert names(browser) == [OWN] and f"chỉ về: {TITLE}" in browser.text
    assert "mọi hình thức khen thưởng" in browser.get(f"{TABLE}?q=152/2025/ND-CP").text
    assert "mọi hình thức khen thưởng" not in browser.get(f"{TABLE}?q=25/2018/QH14").text
    assert "only about: Outstanding Citizen of the Capital" in browser.get(f"/en{TABLE}").text


def test_an_honour_names_the_instruments_that_are_about_it(app: Flask, at_board: Board) -> None:
    with app.app_context():
        ids = {code: each.id for code, each in queries.by_code().items()}
    browser = at_board(Role.OBSERVER).get(f"/nghiep-vu/danh-muc/khen-thuong/{ids['outstanding-citizen']}")
    section = next(words(each) for each in browser.all("section") if "Văn bản quy định riêng" in words(each))
    assert OWN in section
    assert "Chưa có văn bản nào quy định riêng" in browser.get(f"/nghiep-vu/danh-muc/khen-thuong/{ids['bravery']}").text


def test_an_honour_that_does_not_hold_today_says_so_in_the_list(app: Flask, at_board: Board) -> None:
    with app.app_context(), unit_of_work():
        ended = queries.honour("bravery")
        assert ended and ended.valid_from
        ended.valid_to = ended.valid_from
    assert "Huân chương Dũng cảm (hôm nay không có hiệu lực)" in at_board().get(f"{TABLE}/them").text


def test_readers_see_which_instruments_are_about_one_honour_alone(browser: Browser, honours: None) -> None:
    assert f"(chỉ về: {TITLE})" in browser.get(PUBLIC).text
    assert "(only about: Outstanding Citizen of the Capital)" in browser.get(f"/en{PUBLIC}").text
