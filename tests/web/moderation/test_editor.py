"""The editor's pages: from testimonies to a public story, corrected and taken down, without JavaScript."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.actor import Role
from portal.core.db import db
from portal.stories.models import Story
from portal.stories.states import StoryState
from tests.browser import Browser, words
from tests.staff import sign_in
from tests.stories.telling import accepted, consent, photo, told, write, written
from tests.web.public.shelves import put

WORDS = "Bà Tơ nấu chè từ bốn giờ sáng.\n\n## Mười hai năm\n\n- chè xanh\n- nước vối\n\n> Có gì đâu mà kể."


def arrange(app: Flask, **values: object) -> str:
    """An accepted testimony with consent and a photo; gives the story's address at the editor's desk."""
    with app.app_context():
        nomination = accepted()
        consent(nomination)
        photo(nomination)
        return f"/nghiep-vu/chuyen/{written(nomination, **values).id}"


def story(app: Flask) -> Story:
    with app.app_context():
        found = db.session.scalars(sa.select(Story)).one()
        db.session.expunge_all()
        return found


def test_a_testimony_becomes_a_public_story(app: Flask, browser: Browser) -> None:
    with app.app_context():
        nomination = accepted(title="Nấu chè")
        consent(nomination)
    sign_in(app, browser, Role.EDITOR)
    browser.get("/nghiep-vu/chuyen").submit({}, form="chuyen")
    assert "Bà nấu nước chè" in browser.form(0).values["body"]
    browser.submit({"title": "Ấm chè", "deck": "Bà Tơ nấu chè.", "body": WORDS + " " + "Nhiều từ. " * 12, "themes": "care"},
                   button="xem trước")  # fmt: skip
    assert "Mười hai năm" in browser.text and "Không có gì cản trở" in browser.text
    browser.send({}, form="dang")
    assert "đang công khai" in browser.text
    browser.follow("Xem ở nơi người đọc thấy")
    assert browser.h1 == "Ấm chè"


def test_preview_names_everything_that_is_missing(app: Flask, browser: Browser) -> None:
    with app.app_context():
        one = written(accepted(), deck="", title="")
    sign_in(app, browser, Role.EDITOR)
    browser.get(f"/nghiep-vu/chuyen/{one.id}/xem-truoc")
    assert "chưa đồng ý" in browser.text and "Đặt tên" in browser.text
    assert not [f for f in browser.all("form") if (f.get("action") or "").endswith("/dang")]


def test_publishing_past_the_page_is_refused_with_the_reason(app: Flask, browser: Browser) -> None:
    with app.app_context():
        one = written(accepted())
    sign_in(app, browser, Role.EDITOR)
    browser.get(f"/nghiep-vu/chuyen/{one.id}")
    token = browser.form(0).values["csrf_token"]
    browser.post(f"/nghiep-vu/chuyen/{one.id}/dang", {"csrf_token": token, "of_version": str(one.version)}, status=422)
    assert "Người được kể chưa đồng ý" in browser.text and story(app).state is StoryState.DRAFT


def test_a_photo_is_chosen_with_words_and_a_focal_point(app: Flask, browser: Browser) -> None:
    address = arrange(app)
    sign_in(app, browser, Role.EDITOR)
    browser.get(address).submit({
        "photos-0-use": "y", "photos-0-alt": "Bà rót chè", "photos-0-focus_x": "20", "photos-0-focus_y": "80",
        "photos-0-credit": "Tạ Vinh",
    })  # fmt: skip
    with app.app_context():
        (shot,) = db.session.scalars(sa.select(Story)).one().photos
        assert (shot.alt, shot.focus_x, shot.focus_y, shot.credit) == ("Bà rót chè", 20, 80, "Tạ Vinh")
    assert browser.get(address).form(0).values["photos-0-use"] == "y"


def test_a_photo_of_elsewhere_cannot_be_smuggled_in(app: Flask, browser: Browser) -> None:
    address = arrange(app)
    with app.app_context():
        foreign = photo(accepted())
    sign_in(app, browser, Role.EDITOR)
    browser.get(address).submit(
        {"photos-0-use": "y", "photos-0-alt": "x", "photos-0-file_id": str(foreign)}, status=422
    )
    assert "không thuộc các lời kể" in browser.text and story(app).photo_file_id is None


def test_what_is_too_long_comes_back_with_everything_typed(app: Flask, browser: Browser) -> None:
    address = arrange(app)
    sign_in(app, browser, Role.EDITOR)
    browser.get(address).submit({"title": "x" * 161, "deck": "Giữ lại"}, status=422)
    assert browser.title.startswith("Lỗi:") and browser.form(0).values["deck"] == "Giữ lại"


@pytest.mark.parametrize("order", ["nhập", "999", "-1"])
def test_numbers_that_are_none_are_refused_at_their_field(app: Flask, browser: Browser, order: str) -> None:
    address = arrange(app)
    sign_in(app, browser, Role.EDITOR)
    browser.get(address).submit({"photos-0-use": "y", "photos-0-focus_x": order}, status=422)
    assert browser.form(0).values["photos-0-focus_x"] == order


def test_a_stale_save_shows_both_texts_and_overwrites_nothing(app: Flask, browser: Browser) -> None:
    address = arrange(app)
    sign_in(app, browser, Role.EDITOR)
    browser.get(address)
    with app.app_context():
        write(db.session.scalars(sa.select(Story)).one(), title="Của đồng nghiệp", body_html="<p>Lời của họ</p>")
    browser.submit({"body": "Lời của tôi"}, status=409)
    assert "Lời của họ" in browser.text and browser.form(0).values["body"] == "Lời của tôi"
    assert story(app).title == "Của đồng nghiệp"
    browser.submit({"title": "Gộp lại"})
    assert story(app).title == "Gộp lại"


def test_a_correction_leaves_a_note_that_readers_see(app: Flask, browser: Browser) -> None:
    with app.app_context():
        one = told()
    sign_in(app, browser, Role.EDITOR)
    browser.get(f"/nghiep-vu/chuyen/{one.id}").submit({"title": "Khác"}, status=422)
    browser.send({"note": "Ngõ 12, không phải ngõ 21."})
    browser.follow("Như người dân đọc")
    assert browser.h1 == "Khác" and "Ngõ 12, không phải ngõ 21." in browser.text


def test_a_story_two_take_down_answers_gone_with_the_reason(
    app: Flask, browser: Browser, browse: Callable[[], Browser]
) -> None:
    with app.app_context():
        one = told()
    sign_in(app, browser, Role.EDITOR)
    browser.get(f"/nghiep-vu/chuyen/{one.id}/go-xuong").submit({}, status=422)
    browser.submit({"reason": "nominee_asked", "note": "Vì bà muốn."}, status=422)
    browser.send({"why": "Bà gọi lên, đã gọi lại để xác nhận."})
    browser.get(f"/cau-chuyen/{one.slug}")
    assert "chè" in browser.text  # one alone takes nothing from the public
    other = browse()
    sign_in(app, other, Role.BOARD_LEAD)
    other.get("/nghiep-vu/nguoi-thu-hai").follow(one.title)
    assert "Vì bà muốn" not in other.text and "Khánh Linh" not in other.text
    other.submit({"choice": "act"}, form="nguoi-thu-hai", status=422)
    other.send({"choice": "act", "reason": "nominee_asked", "public": "Bà Tơ muốn vậy."}, form="nguoi-thu-hai")
    browser.get(f"/cau-chuyen/{one.slug}", status=410)
    assert "Người trong câu chuyện đề nghị gỡ." in browser.text and "Bà Tơ muốn vậy." in browser.text
    assert "chè" not in browser.text


def test_moderators_write_but_do_not_publish(app: Flask, browser: Browser) -> None:
    address = arrange(app)
    sign_in(app, browser, Role.MODERATOR)
    browser.get(address).submit({"title": "Ấm chè mới"})
    browser.get(f"{address}/xem-truoc")
    assert "Biên tập viên" in browser.text and not browser.all("form")[1:]
    browser.get(f"{address}/go-xuong", status=403)


def test_the_boards_leader_reads_publishes_and_corrects_but_does_not_write(app: Flask, browser: Browser) -> None:
    address = arrange(app)
    sign_in(app, browser, Role.BOARD_LEAD)
    browser.get(address)
    assert "không lưu được" in browser.text
    browser.submit({"title": "Khác"}, status=403)
    browser.get(f"{address}/xem-truoc").send(form="dang")
    browser.get(address).submit({"title": "Ấm chè mới", "note": "Sửa tên bài."}, form=1)  # after the undoing
    browser.submit()
    assert story(app).title == "Ấm chè mới"


def test_strangers_are_shown_to_the_door(app: Flask, browser: Browser) -> None:
    address = arrange(app)
    assert "dang-nhap" in browser.get(address).url
    sign_in(app, browser, Role.CLERK)
    browser.get(address, status=403)
    browser.get(f"/nghiep-vu/chuyen/{uuid.uuid4()}", status=403)


def test_the_desk_reads_english_too(app: Flask, browser: Browser) -> None:
    address = arrange(app)
    sign_in(app, browser, Role.EDITOR)
    assert "The story" in browser.get(f"/en{address}").text


def drawings(browser: Browser) -> dict[str, str]:
    """The drawings on offer: the words beside each, and that its picture is shown."""
    labels = {label.get("for"): label for label in browser.all("label")}
    offered = [box for box in browser.all("input") if box.get("name") == "illustration"]
    shown = {box.get("value", ""): labels[box.get("id")] for box in offered}
    assert all(label.find("img") is not None for value, label in shown.items() if value)
    return {value: "".join(label.itertext()) for value, label in shown.items()}


def test_drawings_are_chosen_by_looking_at_them(app: Flask, browser: Browser) -> None:
    address = arrange(app)
    sign_in(app, browser, Role.EDITOR)
    assert drawings(browser.get(address))["story-lop-hoc"] == "Lớp học buổi tối"
    assert drawings(browser.get(f"/en{address}"))["story-lop-hoc"] == "An evening class"
    browser.get(address).submit({"illustration": "story-lop-hoc"})
    assert story(app).illustration == "story-lop-hoc"
    assert "story-lop-hoc.svg" in browser.get(f"{address}/xem-truoc").response.text


def test_the_preview_is_the_public_pages_own_markup(app: Flask, browser: Browser) -> None:
    address = arrange(app, quote="Có gì đâu.", body_html="<p>Một.</p><p>Hai.</p><p>" + "Ba từ nữa. " * 12 + "</p>")
    sign_in(app, browser, Role.EDITOR)
    preview = browser.get(f"{address}/xem-truoc").response.text
    browser.send(form="dang")
    public = browser.get(f"/cau-chuyen/{story(app).slug}").response.text
    start, end = '<div class="read">', "Ba từ nữa. </p></div>"
    assert preview[preview.index(start) : preview.index(end)] == public[public.index(start) : public.index(end)]


def test_the_shelf_shows_the_newest_few_and_leads_to_all(app: Flask, browser: Browser) -> None:
    for day in range(10):
        put(app, f"Bài số {day}", days=day)
    sign_in(app, browser, Role.EDITOR)
    browser.get("/nghiep-vu/chuyen")
    assert "Bài số 9" in browser.text and "Bài số 1" not in browser.text
    everything = browser.follow("Tất cả bài đã đăng").text
    assert "Bài số 9" in everything and "Bài số 0" in everything


def test_the_menu_marks_the_one_place_where_one_is(app: Flask, browser: Browser) -> None:
    sign_in(app, browser, Role.MODERATOR)
    for path, here in (("/nghiep-vu/hang-doi", "Kiểm duyệt"), ("/nghiep-vu/y-kien", "Kiểm duyệt")):
        browser.get(path)
        assert {words(a) for a in browser.all("nav")[0].iter("a") if a.get("aria-current")} == {here}


@pytest.mark.parametrize("strange", ["rác", "", "00000000-0000-0000-0000-000000000000", "9" * 99])
def test_a_photo_that_is_none_is_told_so(app: Flask, browser: Browser, strange: str) -> None:
    address = arrange(app)
    sign_in(app, browser, Role.EDITOR)
    browser.get(address).submit({"photos-0-use": "y", "photos-0-file_id": strange}, status=422)
    assert "không thuộc các lời kể" in browser.text
