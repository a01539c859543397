"""The tracking page: opened with words or a letter's link, used without an account and without scripts."""

import io
import re
import secrets
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import altcha
import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.core import clock, codes
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.engines.receipts import words
from portal.moderation import services as desk
from portal.moderation.limits import UNDO
from portal.moderation.models import Reason
from portal.moderation.states import Outcome
from portal.nominations import correcting, links, moves, queries
from portal.nominations.correcting import Said
from portal.nominations.states import NominationState as S
from portal.stories import services
from portal.stories.content import content_of
from portal.stories.models import Story, StorySource
from portal.stories.states import RemovalReason
from portal.stories.wording import removal_texts
from portal.web.kit import patience
from portal.web.public import mailbox, track
from tests.browser import Browser
from tests.core.storage import shots
from tests.nominations.tipped import MODERATOR, STORY, holder, tip
from tests.stories.telling import EDITOR, LEAD, address, consent, publish, written
from tests.web.public.shelves import put
from tests.web.public.telling import tell

SUNDAY = datetime(2026, 11, 22, 5, tzinfo=UTC)
CODE = words.new_code(secrets.choice)


@pytest.fixture
def sent(app: Flask) -> uuid.UUID:
    """A story that was sent, with CODE on its receipt."""
    with app.app_context():
        return tip(receipt_hash=codes.hashed(CODE)).id


def told_of() -> time_machine.travel:
    """So long ago that the writer was told of it."""
    return time_machine.travel(clock.now() - UNDO)


def enter(browser: Browser, code: str = CODE, status: int = 200) -> Browser:
    return browser.get("/theo-doi/").submit({"code": code}, status=status)


def act(app: Flask, id: uuid.UUID, verb: Callable[..., object], **values: object) -> None:
    with app.app_context(), unit_of_work():
        verb(queries.one(id), by=EDITOR if verb is moves.publish else MODERATOR, **values)


def ask(app: Flask, id: uuid.UUID) -> None:
    act(app, id, moves.ask, text="Bà có biết ai từng được giúp không ạ?")


def thread(app: Flask, id: uuid.UUID) -> list[str]:
    with app.app_context():
        nomination = queries.one(id)
        assert nomination is not None
        return [message.text for message in queries.thread(nomination)]


def state(app: Flask, id: uuid.UUID) -> S:
    with app.app_context():
        nomination = queries.one(id)
        assert nomination is not None
        return nomination.state


def test_nobodys_name_stays_in_the_history_of_a_shared_computer(browser: Browser, sent: uuid.UUID) -> None:
    page = enter(browser)
    assert "Đặng Thị Tơ" in page.h1 and "Đặng Thị Tơ" not in page.title and "Đặng" not in page.url


@pytest.mark.parametrize("spelling", [str.upper, str.title, lambda c: c.replace(" ", ", "), lambda c: f"  {c}\n"])
def test_the_words_open_the_page_however_they_are_typed(
    browser: Browser, sent: uuid.UUID, spelling: Callable[[str], str]
) -> None:
    assert enter(browser, spelling(CODE)).h1 == "Câu chuyện về bà Đặng Thị Tơ"


def test_a_word_that_is_not_on_the_list_is_named(browser: Browser, sent: uuid.UUID) -> None:
    page = enter(browser, "qwzx " + CODE.split(" ", 1)[1], status=422)
    assert "Từ thứ 1, “qwzx”" in page.text and page.title.startswith("Lỗi:")


@pytest.mark.parametrize(
    "code",
    ["", "...", "cam", CODE + " cam cam", "x" * 5000],
    ids=["nothing", "dots", "one word", "too many", "endless"],
)
def test_what_cannot_be_a_code_is_told_at_the_field(browser: Browser, sent: uuid.UUID, code: str) -> None:
    page = enter(browser, code, status=422)
    assert page.root.findall(".//p[@class='err']")


def test_wrong_words_open_nothing_and_stay_in_the_field(browser: Browser, sent: uuid.UUID) -> None:
    other = words.new_code(secrets.choice)
    page = enter(browser, other, status=422)
    assert "không tìm thấy" in page.text and page.form().values["code"].strip() == other


def wrong(browser: Browser, times: int) -> None:
    for _ in range(times):
        enter(browser, words.new_code(secrets.choice), status=422)


def test_who_types_wrong_words_waits_longer_each_time_and_never_for_good(
    browse: Callable[[], Browser], sent: uuid.UUID
) -> None:
    browser, now, waits = browse(), clock.now(), []
    for times in (5, 5, 2):
        with time_machine.travel(now, tick=False):
            wrong(browser, times)
            page = enter(browser, CODE, status=429)
        assert "Thử lại sau" in page.text and page.form().values["code"].strip() == CODE
        waits.append(int(page.response.headers["Retry-After"]))
        now += timedelta(seconds=waits[-1] + 1)
    assert waits[0] <= 60 < waits[-1] <= 600
    with time_machine.travel(now, tick=False):
        assert "Đặng Thị Tơ" in enter(browser).h1


def test_a_neighbour_behind_the_same_address_is_not_held_up(browse: Callable[[], Browser], sent: uuid.UUID) -> None:
    for _ in range(2):
        wrong(browse(), 5)
    assert "Đặng Thị Tơ" in enter(browse()).h1


def solved(browser: Browser) -> str:
    """What a browser with JavaScript puts into the form."""
    challenge = altcha.Challenge.from_dict(browser.client.get("/ke-viec-tot/thu-thach").get_json())
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()


def test_a_flood_that_drops_its_cookies_is_held_up_and_a_proof_of_work_gets_through(
    app: Flask, browse: Callable[[], Browser], sent: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "OF_ADDRESS", "3/10 minutes")
    for _ in range(3):
        wrong(browse(), 1)
    page = enter(browse(), CODE, status=429)
    assert "altcha-widget" in page.response.text and int(page.response.headers["Retry-After"]) <= 600
    other = browse()
    other.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert "Đặng Thị Tơ" in enter(other).h1
    neighbour = browse().get("/theo-doi/")
    neighbour.post("/theo-doi/", neighbour.form().values | {"code": CODE, "altcha": solved(neighbour)})
    assert "Đặng Thị Tơ" in neighbour.h1


def test_right_words_are_never_counted(browser: Browser, sent: uuid.UUID) -> None:
    for _ in range(11):
        enter(browser)


def test_the_page_needs_the_words_first(browser: Browser, sent: uuid.UUID) -> None:
    for path in ("cau-chuyen", "cau-chuyen/sua", "cau-chuyen/rut-lai"):
        assert browser.get(f"/theo-doi/{path}").url.startswith("/theo-doi/")
        assert browser.h1 == "Theo dõi câu chuyện hoặc ý kiến"


def test_it_closes_by_itself_after_two_hours(browser: Browser, app: Flask) -> None:
    with time_machine.travel(SUNDAY, tick=False) as now:
        with app.app_context():
            tip(receipt_hash=codes.hashed(CODE))
        enter(browser)
        now.shift(mailbox.OPEN_FOR + timedelta(seconds=1))
        assert "tự đóng" in browser.get("/theo-doi/cau-chuyen").text


def test_leaving_forgets_the_story_in_this_browser(browser: Browser, sent: uuid.UUID) -> None:
    enter(browser).submit(form="/theo-doi/roi")
    assert browser.get("/theo-doi/cau-chuyen").h1 == "Theo dõi câu chuyện hoặc ý kiến"


def test_it_says_what_comes_next_who_does_it_and_by_when(browser: Browser, app: Flask) -> None:
    with time_machine.travel(SUNDAY, tick=False):
        with app.app_context():
            tip(receipt_hash=codes.hashed(CODE))
        page = enter(browser)
    assert "Cán bộ của Ban sẽ đọc" in page.text and "thứ Tư, 25/11/2026 (còn 2 ngày làm việc)" in page.text
    assert "Bước 2 trên 5" in page.text


def test_a_late_board_says_so(browser: Browser, app: Flask) -> None:
    with time_machine.travel(SUNDAY, tick=False) as now:
        with app.app_context():
            tip(receipt_hash=codes.hashed(CODE))
        now.shift(timedelta(days=8))
        assert "Chúng tôi đang chậm" in enter(browser).text


@pytest.mark.parametrize(
    ("verbs", "words_shown"),
    [
        ([moves.verify], "Phường đang xác minh"),
        ([moves.await_consent], "hỏi ý kiến người được kể"),
        ([moves.accept], "Biên tập viên đang viết bài"),
        ([moves.accept, moves.publish], "Câu chuyện của bạn đã đăng"),
        ([moves.forward], "Đã chuyển đến nơi có thẩm quyền"),
    ],
)
def test_each_stage_has_its_words(
    app: Flask, browser: Browser, sent: uuid.UUID, verbs: list[Callable[..., object]], words_shown: str
) -> None:
    for verb in verbs:
        act(app, sent, verb)
    assert words_shown in enter(browser).text


def test_a_refusal_shows_its_reason(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    with told_of(), app.app_context(), unit_of_work() as session:
        reason = Reason(
            code="no_deed", outcome=Outcome.DECLINE, position=1, title_vi="Chưa rõ", title_en="Unclear",
            text_vi="Lời kể chưa nêu việc làm cụ thể.", text_en="It does not say what was done.",
        )  # fmt: skip
        session.add(reason)
        session.flush()
        nomination = queries.one(sent)
        assert nomination is not None
        made = desk.decide(
            nomination, by=MODERATOR, outcome=Outcome.DECLINE, of_version=nomination.version, reason_code="no_deed"
        )
        moves.decline(nomination, by=MODERATOR, reason_code="no_deed", decision=made)
    page = enter(browser)
    assert "Lời kể chưa nêu việc làm cụ thể." in page.text and "Không đăng, vì" in page.text
    assert "does not say" in browser.get("/en/theo-doi/cau-chuyen").text


def test_an_answer_is_sent_and_seen(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    ask(app, sent)
    page = enter(browser).submit({"text": "Có cháu Tùng."}, form="/theo-doi/cau-chuyen")
    assert "Có cháu Tùng." in page.text and "Chúng tôi đã nhận" in page.text
    assert state(app, sent) is S.VERIFYING


def test_the_same_answer_from_two_tabs_is_one_message(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    ask(app, sent)
    tab = enter(browser).form("/theo-doi/cau-chuyen")
    for _ in range(2):
        browser.post("/theo-doi/cau-chuyen", tab.values | {"text": "Có cháu Tùng."})
    assert len(thread(app, sent)) == 2


def test_another_answer_from_the_second_tab_is_kept_and_can_be_sent_as_a_message(
    app: Flask, browser: Browser, sent: uuid.UUID
) -> None:
    ask(app, sent)
    tab = enter(browser).form("/theo-doi/cau-chuyen")
    browser.post("/theo-doi/cau-chuyen", tab.values | {"text": "Có cháu Tùng."})
    page = browser.post("/theo-doi/cau-chuyen", tab.values | {"text": "Còn cô Hạnh."}, status=409)
    assert "đã được trả lời" in page.text and "Còn cô Hạnh." in page.text
    page.submit(form="/theo-doi/cau-chuyen")
    assert thread(app, sent)[1:] == ["Có cháu Tùng.", "Còn cô Hạnh."]


def test_an_empty_message_is_told_at_the_field(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    page = enter(browser).submit({"text": "  "}, form="/theo-doi/cau-chuyen", status=422)
    assert "Viết lời nhắn hoặc chọn tệp." in page.text and thread(app, sent) == []


def test_a_message_that_is_too_long_stays_as_typed(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    page = enter(browser).submit({"text": "dài " * 1500}, form="/theo-doi/cau-chuyen", status=422)
    assert page.form("/theo-doi/cau-chuyen").values["text"].count("dài") == 1500


def test_good_files_are_kept_although_another_is_refused(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    files = [(shots.phone_photo(), "anh.jpg"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "hinh.svg")]
    page = enter(browser).submit({"text": "Gửi ảnh", "files": files}, form="/theo-doi/cau-chuyen", status=422)
    assert "hinh.svg:" in page.text and "anh.jpg" in page.text
    assert page.form("/theo-doi/cau-chuyen").values["text"] == "Gửi ảnh" and thread(app, sent) == []


def cut_off(browser: Browser, **said: str) -> None:
    """Send a message of which the file does not come whole; the answer, if there is one, does not reach the browser."""
    form, held = browser.form(), browser.client.get_cookie("portal")
    parts = {"csrf_token": form.values["csrf_token"], **said}
    words = "".join(f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in parts.items())
    body = f'{words}--b\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\nxx'.encode()
    head = {"CONTENT_TYPE": "multipart/form-data; boundary=b", "CONTENT_LENGTH": "3000000"}
    browser.client.post("/theo-doi/cau-chuyen", input_stream=io.BytesIO(body), environ_overrides=head)
    assert held is not None
    browser.client.set_cookie("portal", held.value)


def test_a_message_that_was_cut_off_stands_on_the_page_until_it_is_sent(
    app: Flask, browser: Browser, sent: uuid.UUID
) -> None:
    cut_off(enter(browser), text="Tôi gửi thêm ảnh sân nhà.")
    assert thread(app, sent) == []
    page = browser.get("/theo-doi/cau-chuyen")
    assert page.form("reply").values["text"] == "Tôi gửi thêm ảnh sân nhà." and "mới đến được một phần" in page.text
    page.submit(form="reply")
    assert thread(app, sent) == ["Tôi gửi thêm ảnh sân nhà."]
    assert browser.get("/theo-doi/cau-chuyen").form("reply").values["text"] == ""


def test_a_message_that_was_cut_off_without_a_receipt_asks_for_the_receipt(browser: Browser, sent: uuid.UUID) -> None:
    enter(browser)
    with browser.client.session_transaction() as held:
        held.pop(mailbox.NAME)
    cut_off(browser, text="Tôi gửi thêm ảnh sân nhà.")
    assert "code" in browser.get("/theo-doi/cau-chuyen").form().values


def test_files_alone_answer_a_question(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    ask(app, sent)
    enter(browser).submit({"text": "", "files": (shots.phone_photo(), "anh.jpg")}, form="/theo-doi/cau-chuyen")
    assert state(app, sent) is S.VERIFYING and len(thread(app, sent)) == 2


def with_photo(app: Flask, browser: Browser) -> str:
    """Send a photo and let its small pictures be made; the address of the preview on the page."""
    enter(browser).submit({"text": "Gửi ảnh", "files": (shots.phone_photo(), "anh.jpg")}, form="/theo-doi/cau-chuyen")
    with app.app_context():
        runner.run_due()
    shown = [i for i in browser.get("/theo-doi/cau-chuyen").all("img") if "/anh/" in i.get("src", "")]
    assert [i.get("alt") for i in shown] == ["Ảnh số 1 bạn đã gửi"]
    return shown[0].get("src", "")


def test_the_holder_sees_the_photos_small_and_nobody_else_does(
    app: Flask, browse: Callable[[], Browser], sent: uuid.UUID
) -> None:
    browser, stranger = browse(), browse()
    address = with_photo(app, browser)
    answer = browser.client.get(address, buffered=True)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("image/webp", "private, no-store")
    assert stranger.client.get(address).status_code == 303
    with app.app_context():
        other = tip(receipt_hash=codes.hashed("khac")).id
    with stranger.client.session_transaction() as held:
        held[mailbox.NAME] = [other.hex, 9_999_999_999]
    assert stranger.client.get(address).status_code == 404


def test_a_photo_can_be_removed_again_until_the_story_is_closed(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    address = with_photo(app, browser)
    page = browser.submit(form="/bo-tep/")
    assert "đã được xóa" in page.text and "anh.jpg" not in page.text
    assert browser.client.get(address).status_code == 404


def test_of_a_closed_story_nothing_can_be_removed(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    with_photo(app, browser)
    form = browser.form("/bo-tep/")
    act(app, sent, moves.decline, reason_code="not_a_deed")
    browser.post(form.action, form.values, status=409)
    page = browser.get("/theo-doi/cau-chuyen")
    assert "anh.jpg" in page.text and "bo-tep" not in page.response.text


def test_a_correction_is_prefilled_and_saved(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    enter(browser)
    page = browser.get("/theo-doi/cau-chuyen/sua")
    assert page.form().values["story"] == STORY and page.form().values["name_0"] == "Đặng Thị Tơ"
    page.submit({"title": "Nấu chè xanh", "name_0": "Đặng Thị Tợ"})
    assert "đã được lưu" in browser.text and browser.h1 == "Câu chuyện về bà Đặng Thị Tợ"


def test_a_correction_that_cannot_stand_is_told_at_its_field(browser: Browser, sent: uuid.UUID) -> None:
    enter(browser)
    page = browser.get("/theo-doi/cau-chuyen/sua").submit({"story": "Ngắn quá.", "title": "Tên mới"}, status=422)
    assert page.form().values["title"] == "Tên mới" and "Kể thêm một chút" in page.text


def test_a_correction_of_a_stale_page_overwrites_nothing_and_can_be_sent_again(
    app: Flask, browser: Browser, sent: uuid.UUID
) -> None:
    enter(browser)
    page = browser.get("/theo-doi/cau-chuyen/sua")
    with app.app_context(), unit_of_work():
        nomination = queries.one(sent)
        assert nomination is not None
        said = Said({"place": "Ngõ 14"}, {})
        correcting.correct(nomination, said=said, of_version=nomination.version, by=holder(nomination))
    page.submit({"title": "Nấu chè xanh"}, status=409)
    page.submit()
    assert "đã được lưu" in browser.text


def test_an_accepted_story_offers_no_correction(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    act(app, sent, moves.accept)
    enter(browser)
    assert browser.get("/theo-doi/cau-chuyen/sua").url == "/theo-doi/cau-chuyen"


def test_withdrawing_asks_first_and_then_forgets(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    enter(browser).follow("Rút lại")
    assert browser.h1 == "Rút lại câu chuyện?" and state(app, sent) is S.RECEIVED
    browser.submit()
    assert "Bạn đã rút lại" in browser.text
    with app.app_context():
        runner.run_due()
    assert browser.get("/theo-doi/cau-chuyen").h1 == "Câu chuyện bạn đã rút lại"


def test_a_scanner_that_follows_the_letters_link_opens_nothing(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    with app.app_context():
        token = links.token(sent)
    browser.get(f"/theo-doi/mo/{token}")
    assert "Đặng Thị Tơ" not in browser.response.text
    assert browser.get("/theo-doi/cau-chuyen").h1 == "Theo dõi câu chuyện hoặc ý kiến"
    browser.get(f"/theo-doi/mo/{token}").submit()
    assert browser.h1 == "Câu chuyện về bà Đặng Thị Tơ"


@pytest.mark.parametrize("token", ["x", "A" * 48, "%E1%BB%87" * 10])
def test_a_spoiled_link_says_what_to_do(browser: Browser, token: str) -> None:
    assert "không còn mở được" in browser.get(f"/theo-doi/mo/{token}", status=404).h1


def test_one_receipt_never_shows_another_story(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    with app.app_context():
        tip(names=("Lê Đình Phúc",))
    enter(browser)
    assert "Phúc" not in browser.response.text


def test_nothing_of_the_writer_stands_on_the_page(browser: Browser, sent: uuid.UUID) -> None:
    enter(browser)
    assert not re.search(r"Ngọ|84900000001|ngo@example", browser.response.text)


def test_forms_need_their_token(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    enter(browser)
    for path in ("cau-chuyen", "cau-chuyen/sua", "cau-chuyen/rut-lai", "roi"):
        browser.post(f"/theo-doi/{path}", {"text": "x"}, status=400)
    assert state(app, sent) is S.RECEIVED and thread(app, sent) == []


def test_the_page_reads_in_english(browser: Browser, sent: uuid.UUID) -> None:
    browser.get("/en/theo-doi/").submit({"code": CODE})
    assert browser.url == "/en/theo-doi/cau-chuyen" and browser.h1 == "The story about bà Đặng Thị Tơ"


def test_an_identity_number_is_covered_and_the_writer_is_told(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    page = enter(browser).submit({"text": "CCCD của cháu: 001203004567"}, form="/theo-doi/cau-chuyen")
    assert "đã che một số" in page.text and "001203004" not in page.response.text
    assert thread(app, sent) == ["CCCD của cháu: •••••••••567"]


def test_once_public_it_leads_to_the_story(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    act(app, sent, moves.accept)
    act(app, sent, moves.publish)
    slug = put(app, "Ấm trà đầu ngõ")
    with app.app_context(), unit_of_work() as session:
        story = session.scalars(sa.select(Story)).one()
        session.add(StorySource(story_id=story.id, nomination_id=sent))
    enter(browser).follow("Đọc câu chuyện")
    assert browser.url == f"/cau-chuyen/{slug}"


def test_looking_changes_nothing(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    enter(browser)
    with app.app_context():
        before = db.session.scalars(sa.select(sa.func.count()).select_from(AuditEntry)).one()
    for path in ("cau-chuyen", "cau-chuyen/sua", "cau-chuyen/rut-lai"):
        assert browser.get(f"/theo-doi/{path}").response.headers["Cache-Control"] == "no-store"
    with app.app_context():
        assert db.session.scalars(sa.select(sa.func.count()).select_from(AuditEntry)).one() == before


def test_all_whom_the_story_is_about_are_named(app: Flask, browser: Browser) -> None:
    with app.app_context():
        nomination = tip(receipt_hash=codes.hashed(CODE), names=("Lê Đình Phúc", "Vũ Hải Long"))
        assert codes.hashed(CODE.upper().replace(" ", "-")) == nomination.receipt_hash
    assert enter(browser).h1 == "Câu chuyện về bà Lê Đình Phúc, bà Vũ Hải Long"


def test_only_two_slow_hashes_run_at_a_time(app: Flask, sent: uuid.UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, came, lock = [0], [0], [0], threading.Lock()
    both, slow = threading.Barrier(2), codes.hashed

    def watched(code: str) -> str:
        with lock:
            came[0] += 1
            first_two = came[0] <= 2
            running[0] += 1
            most[0] = max(most[0], running[0])
        try:
            if first_two:
                both.wait(20)  # breaks where only one may run; without it they may never meet on a busy machine
            return slow(code)
        finally:
            with lock:
                running[0] -= 1

    monkeypatch.setattr(codes, "hashed", watched)

    def look() -> None:
        with app.test_request_context():
            mailbox.find(CODE)
            db.session.remove()

    threads = [threading.Thread(target=look) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert most[0] == 2


def test_a_flood_through_one_story_has_to_wait_and_keeps_what_was_typed(
    app: Flask, browser: Browser, sent: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(track, "SENT", "2/hour")
    enter(browser)
    for n in range(2):
        browser.get("/theo-doi/cau-chuyen").submit({"text": f"Lời {n}"}, form="/theo-doi/cau-chuyen")
    page = browser.get("/theo-doi/cau-chuyen").submit({"text": "Lời nữa"}, form="/theo-doi/cau-chuyen", status=429)
    assert page.form("/theo-doi/cau-chuyen").values["text"] == "Lời nữa" and len(thread(app, sent)) == 2


def test_a_story_told_through_the_pages_is_followed_by_its_receipt_and_by_its_letter(
    app: Flask, browse: Callable[[], Browser]
) -> None:
    teller = tell(browse(), you={"email": "ngo@example.vn"}).submit()
    code = next(each for each in teller.all("p") if each.get("id") == "receipt-code")
    assert enter(browse(), " ".join(code.itertext())).h1 == "Câu chuyện về Đặng Thị Tơ"
    with app.app_context():
        runner.run_due()
        letter = db.session.scalars(sa.select(Letter.text)).one()
    link = re.search(r"http://[^/]+(/theo-doi/mo/\S+)", letter)
    assert link
    assert browse().get(link[1]).submit().h1 == "Câu chuyện về Đặng Thị Tơ"


def told_in_public(app: Flask, id: uuid.UUID) -> Story:
    """A public story written from the testimony. Inside an app context."""
    nomination = queries.one(id)
    assert nomination is not None
    with unit_of_work():
        moves.accept(nomination, by=MODERATOR)
    consent(nomination)
    return publish(written(nomination))


def test_what_was_corrected_in_public_stands_on_the_page(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    with told_of(), app.app_context(), unit_of_work():
        story = told_in_public(app, sent)
        services.correct(
            story, content_of(story), by=EDITOR, version=story.version, note="Sửa tên ngõ.", address=address
        )
    page = enter(browser)
    assert "Những chỗ đã sửa sau khi đăng" in page.text and "Sửa tên ngõ." in page.text


def test_a_story_taken_down_says_why_and_promises_nothing(app: Flask, browser: Browser, sent: uuid.UUID) -> None:
    with told_of(), app.app_context(), unit_of_work():
        story = told_in_public(app, sent)
        for by in (EDITOR, LEAD):
            services.remove(
                story, by=by, version=story.version, reason=RemovalReason.NOMINEE_ASKED, note="Bà muốn yên tĩnh.",
                why="Bà gọi lên nhờ gỡ.",
            )  # fmt: skip
    page = enter(browser)
    assert removal_texts(RemovalReason.NOMINEE_ASKED)["vi"] in page.text and "Bà muốn yên tĩnh." in page.text
    assert "Biên tập viên" not in page.text and "Chậm nhất" not in page.text
