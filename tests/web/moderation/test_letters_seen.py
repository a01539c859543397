"""Whoever decides sees the letter as its reader will read it, before it is sent; nothing is kept until then."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.core.mail import post
from portal.core.mail.models import Letter
from portal.moderation.limits import UNDO
from portal.moderation.models import Decision, Reversal
from portal.moderation.reasons import load_reasons
from portal.moderation.undoing.models import HeldAct
from portal.nominations.models import Message, Split
from tests.browser import Browser
from tests.moderation.undoing.acts import (
    Scene,
    complained,
    down,
    drafted,
    opinion_appealed,
    refused,
    reply_shown,
    said,
    shown,
    story_appealed,
    told,
    told_publicly,
    turned_down,
)
from tests.staff import sign_in

Sets = Callable[[Scene], None]
DESK = "/nghiep-vu"
HURTS = {"outcome": "decline", "reason": "opinion_insults", "words": "Mong bà viết lại nhẹ lời hơn."}
WHY = "Đọc lại thấy chưa thật đúng."
PART = {
    "why": "Hai việc khác nhau.", "title_stays": "Nồi chè", "story_stays": "Bà nấu chè.", "title_goes": "Cây cầu",
    "story_goes": "Bà góp tiền bắc cầu.",
}  # fmt: skip
# What is set up, the page, its form, what is typed, words that the letter shows, and its template.
DECIDED = [
    (said, "y-kien/{opinion}", "quyet-dinh", HURTS, "Mong bà viết lại nhẹ lời hơn.", "opinion_declined"),
    (said, "y-kien/{opinion}", "quyet-dinh", {"outcome": "accept"}, "Vài chỗ đã được che", "opinion_published"),
    (turned_down, "y-kien/{opinion}", "xem-lai", {"why": WHY, "words": "Chúng tôi xin lỗi."}, "Chúng tôi xin lỗi.", "opinion_reversed"),
    (shown, "y-kien/{opinion}", "xem-lai", {"why": WHY, "words": "Chúng tôi xin lỗi."}, "Chúng tôi xin lỗi.", "opinion_reversed"),
    (said, "y-kien/{opinion}", "kenh-kin", {}, "thư này không nói", "waiting"),
    (reply_shown, "tra-loi/{reply}", "xem-lai", {"why": WHY}, "được trả lời công khai", "reply_reversed"),
    (refused, "loi-ke/{nomination}", "mo-lai", {"why": WHY, "words": "Chúng tôi xin lỗi."}, "Chúng tôi xin lỗi.", "reversed"),
    (story_appealed, "xem-lai/{appeal}", "ket-luan", {"verdict": "stand", "said": "Chưa ai xác nhận."}, "Luật Khiếu nại", "appeal_judged"),
    (story_appealed, "xem-lai/{appeal}", "ket-luan", {"verdict": "anew", "said": "Bạn nói đúng."}, "Bạn nói đúng.", "appeal_judged"),
    (opinion_appealed, "xem-lai/{appeal}", "ket-luan", {"verdict": "lift", "said": "Bạn nói đúng."}, "Bạn nói đúng.", "appeal_judged"),
    (complained, "bao-loi/{case}", "xong", {"outcome": "moved_on", "words": "Đã chuyển phường."}, "Đã chuyển phường.", "report_settled"),
    (told_publicly, "chuyen/{story}/go-xuong", 0, {"reason": "privacy", "why": WHY, "note": "Lộ số nhà."}, "Lộ số nhà.", "story_removed"),
    (told_publicly, "chuyen/{story}", 0, {"title": "Ấm chè", "note": "Sửa tên bài."}, "Sửa tên bài.", "story_corrected"),
    (drafted, "chuyen/{story}/xem-truoc", "/dang", {}, "nay mọi người đã đọc được", "published"),
    (told, "loi-ke/{nomination}", "/nhan-tin", {"message": "Cảm ơn bác nhiều."}, "Cảm ơn bác nhiều.", "message"),
    (told, "loi-ke/{nomination}/tach", "/tach", PART, "Nồi chè", "story_split"),
]  # fmt: skip


def kept(app: Flask) -> list[int]:
    with app.app_context():
        counts = [
            db.session.scalar(sa.select(sa.func.count()).select_from(m)) or 0
            for m in (Decision, Reversal, HeldAct, Message, Split)
        ]
        db.session.remove()
    return counts


def arrive(app: Flask, browser: Browser, now: Traveller, sets: Sets, page: str) -> str:
    """The thing is there, the letters before it have left, and a lead is before its page."""
    with app.app_context():
        with unit_of_work():
            load_reasons()
        scene = Scene(now)
        sets(scene)
        now.shift(UNDO)
        runner.run_due()
        appeal = db.session.execute(sa.text("SELECT id FROM appeal")).scalar()
        ids = scene.ids | {"appeal": uuid.UUID(str(appeal)) if appeal else None}
        db.session.remove()
    sign_in(app, browser, Role.BOARD_LEAD)
    return f"{DESK}/{page.format(**ids)}"


@pytest.mark.parametrize(("sets", "page", "form", "typed", "words", "kind"), DECIDED)
def test_the_letter_is_seen_first_and_what_was_typed_comes_back_to_be_changed(
    app: Flask,
    browser: Browser,
    now: Traveller,
    sets: Sets,
    page: str,
    form: str | int,
    typed: dict[str, str],
    words: str,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = arrive(app, browser, now, sets, page)
    before, drawn = kept(app), []
    was = post.preview
    monkeypatch.setattr(post, "preview", lambda *a, **values: drawn.append(a[0]) or was(*a, **values))
    browser.get(path).submit(typed, form=form)
    letter = " ".join(" ".join(e.itertext()) for e in browser.all("blockquote") if "data-letter" in e.attrib)
    assert browser.h1 == "Xem thư trước khi gửi" and words in letter, letter
    assert kept(app) == before and kind in drawn, "nothing is done yet"
    preview = browser.form(form)
    browser.submit({"letter_change": "1"}, form=form)
    values = browser.form(form).values
    assert {name: values.get(name) for name in typed} == typed
    browser.post(preview.action, preview.values)
    assert kept(app) != before or form == "kenh-kin" or "người thứ hai" in browser.text


def test_what_is_published_as_it_stands_has_no_page_more(app: Flask, browser: Browser, now: Traveller) -> None:
    path = arrive(app, browser, now, said, "y-kien/{opinion}")
    page = browser.get(path)
    offered = [str(e.get("value")) for e in page.all("input") if e.get("name") == "cover"]
    before = kept(app)
    browser.submit({"outcome": "accept", "cover": []}, form="quyet-dinh")
    assert offered and kept(app) != before


def test_the_letter_that_leaves_is_the_one_that_was_seen(app: Flask, browser: Browser, now: Traveller) -> None:
    path = arrive(app, browser, now, complained, "bao-loi/{case}")
    browser.get(path).submit({"outcome": "moved_on", "words": "Đã chuyển phường."}, form="xong")
    seen = [" ".join(" ".join(e.itertext()).split()) for e in browser.all("blockquote") if "data-letter" in e.attrib]
    browser.submit({}, form="xong")
    with app.app_context():
        now.shift(UNDO)
        runner.run_due()
        letter = db.session.scalars(sa.select(Letter).where(Letter.kind == "report_settled")).one()
        assert " ".join(letter.text.split()).startswith(seen[0])
        db.session.remove()


def test_what_cannot_be_done_is_refused_before_a_letter_is_shown(app: Flask, browser: Browser, now: Traveller) -> None:
    path = arrive(app, browser, now, down, "chuyen/{story}/go-xuong")
    browser.get(path).submit({"reason": "privacy", "why": WHY}, status=409)


def test_who_takes_two_is_told_so_beside_the_letter(app: Flask, browser: Browser, now: Traveller) -> None:
    path = arrive(app, browser, now, said, "y-kien/{opinion}")
    page = browser.get(path).submit(HURTS, form="quyet-dinh")
    assert "cho đến khi một đồng nghiệp tự xem lại từ đầu" in page.text
    assert "một phút sau" not in page.text  # a proposal sends nothing


# What becomes of each letter that there is: it is seen before the act that sends it, or why it is not.
SEEN_BY_ROOM = {kind for *_, kind in DECIDED}
ON_ITS_PAGE = "the desk's own page shows it: test_deciding, test_asked_back"
AS_IT_STANDS = "says only that it is public or counted as it was sent, with no word of anybody's"
FIXED = "one fixed sentence, with no word of anybody's and nothing that was chosen"
THEIRS = "answers an act of its reader, and no member of staff is there"
CLOCKS = "sent by the clock"
BOARDS = "tells of the outcome of a whole round, which the Board reads and signs on its own pages"
STAFFS = "is to staff"
NOT_HERE: dict[str, str] = {
    **dict.fromkeys(("accepted", "consent_asked", "declined", "forwarded", "question", "opinion_question"), ON_ITS_PAGE),
    "opinion_counted": AS_IT_STANDS, "opinion_replied": FIXED, "story_joined": FIXED, "answer_noted": FIXED,
    **dict.fromkeys(("received", "corrected", "withdrawn", "draft_link", "follow_confirm", "about_me_received",
                     "opinion_received", "opinion_verify"), THEIRS),
    **dict.fromkeys(("reminder", "opinion_reminder", "round_opened"), CLOCKS),
    "opinion_answered": BOARDS, "desk_digest": STAFFS, "desk_late": STAFFS,
}  # fmt: skip


def test_of_every_letter_it_is_said_whether_it_is_seen_first() -> None:
    folder = Path(__file__).parents[3] / "templates" / "mail"
    every = {file.stem for file in folder.glob("*.txt") if "extends 'letter.txt'" in file.read_text(encoding="utf-8")}
    assert every == SEEN_BY_ROOM | set(NOT_HERE), "show it before it is sent, with a row in DECIDED, or say why not"
    assert not SEEN_BY_ROOM & set(NOT_HERE)


def test_a_letter_that_leaves_at_once_says_so(app: Flask, browser: Browser, now: Traveller) -> None:
    path = arrive(app, browser, now, told, "loi-ke/{nomination}")
    page = browser.get(path).submit({"message": "Cảm ơn bác."}, form="/nhan-tin")
    assert "không lấy lại được" in page.text and "một phút" not in page.text
