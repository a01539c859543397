"""Documents and the photo of a candidate: shown once the round is announced, proved by their hashes, never before."""

import io
import json
import re
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates import papers, portraits
from portal.consultations.candidates.queries import one
from portal.consultations.rounds import publicity
from portal.core.db import db, unit_of_work
from portal.core.jobs import runner
from portal.core.storage.intake import receive
from portal.core.storage.models import StoredFile
from portal.core.storage.store import chosen
from portal.web.kit.carried import carry
from tests.browser import Browser
from tests.consultations.held import BOARD, announce, candidate_of, drafted
from tests.core.storage import shots
from tests.served import no_room

Board = Callable[..., Browser]
DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)
PHOTO = shots.saved(shots.picture(600, 800), "jpeg", exif=shots.exif())
SAID = {"alt": "Bà Nhài bên xe rác", "agreed": "Bà Nhài đồng ý qua điện thoại", "focus_x": "20", "focus_y": "10"}


@pytest.fixture(autouse=True)
def now() -> Iterator[Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def id(app: Flask) -> uuid.UUID:
    """A candidate of a round being prepared."""
    with app.app_context():
        return candidate_of(drafted()).id


def with_both(app: Flask, id: uuid.UUID) -> tuple[str, str]:
    """Put a document and a photo beside a candidate and announce the round: address of its page, hash of the document."""
    with app.app_context():
        candidate = db.session.get_one(type(one(id)), id)
        paper = receive(io.BytesIO(shots.PDF), name="tom-tat.pdf", store=chosen())
        photo = receive(io.BytesIO(PHOTO), name="ba-nhai.jpg", store=chosen())
        with unit_of_work():
            papers.add(candidate, paper, title="Tóm tắt thành tích", by=BOARD)
            portraits.hang(candidate, photo, alt=SAID["alt"], agreed=SAID["agreed"], focus=(20, 10), by=BOARD)
        announce(candidate.round)
        address = f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}"
        db.session.remove()
    return address, paper.sha256


def work(app: Flask) -> None:
    with app.app_context():
        runner.run_due()
        db.session.remove()


def test_a_document_is_listed_with_its_size_and_can_only_be_saved(app: Flask, browser: Browser, id: uuid.UUID) -> None:
    page = browser.get(with_both(app, id)[0])
    assert "Tóm tắt thành tích PDF, 1 KB" in page.text
    link = next(a.get("href") or "" for a in page.all("a") if "/tai-lieu/" in (a.get("href") or ""))
    with browser.client.get(link) as answer:
        assert answer.data == shots.PDF and answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert browser.client.get(link[:-1] + "x").status_code == 404


def test_documents_and_photo_are_frozen_with_the_page_and_named_by_the_proof(
    app: Flask, at_board: Board, id: uuid.UUID
) -> None:
    _, sha256 = with_both(app, id)
    with app.app_context():
        candidate = one(id)
        assert candidate is not None and candidate.photo is not None
        frozen, round_id = publicity.shown(candidate)[0], candidate.round_id
        told = json.loads(frozen.content)
        assert told["documents"] == [{"title": "Tóm tắt thành tích", "sha256": sha256}]
        assert told["photo"] == {"alt": SAID["alt"], "sha256": candidate.photo.sha256}
    page = at_board().get(f"/nghiep-vu/dot-lay-y-kien/{round_id}/xac-nhan-cong-khai").text
    assert "Tóm tắt thành tích" in page and sha256 in page and SAID["alt"] in page
    frozen.content = frozen.content.replace("Tóm tắt", "Bịa đặt")
    assert publicity.papers(frozen) == []


def test_the_board_hangs_a_photo_that_everyone_sees_once_the_round_is_announced(
    app: Flask, browser: Browser, at_board: Board, id: uuid.UUID
) -> None:
    board = at_board().get(f"/nghiep-vu/ung-vien/{id}/anh")
    board.submit(SAID | {"file": (PHOTO, "ba-nhai.jpg")})
    assert board.form(1).values["alt"] == SAID["alt"] and SAID["agreed"] in board.text
    work(app)
    with app.app_context():
        candidate = one(id)
        assert candidate is not None and candidate.photo is not None and candidate.photo.had_gps
        announce(candidate.round)
        slug, name = candidate.round.slug, candidate.slug
    for path in (f"/lay-y-kien/{slug}/{name}", f"/lay-y-kien/{slug}", "/lay-y-kien/tim"):
        image = next(i for i in browser.get(path).all("img") if "/anh/" in (i.get("src") or ""))
        assert (image.get("alt"), image.get("data-fx"), image.get("data-fy")) == (SAID["alt"], "25", "top")
        assert SAID["agreed"] not in browser.text
    with browser.client.get(image.get("src") or "") as answer:
        assert answer.status_code == 200 and answer.mimetype == "image/jpeg"


@pytest.mark.parametrize(
    ("missing", "words"), [("alt", "Hãy tả ảnh"), ("agreed", "ai đã đồng ý"), ("file", "chọn một ảnh")]
)
def test_without_photo_description_or_consent_nothing_hangs(
    app: Flask, at_board: Board, id: uuid.UUID, missing: str, words: str
) -> None:
    told = SAID | {"file": (PHOTO, "ba-nhai.jpg")} | {missing: None if missing == "file" else ""}
    page = at_board().get(f"/nghiep-vu/ung-vien/{id}/anh").submit(told, status=422)
    assert words in page.text and page.form().values["focus_x"] == "20"
    with app.app_context():
        candidate = one(id)
        assert candidate is not None and candidate.photo is None


def test_where_there_is_no_room_the_words_stand_and_the_file_is_named_at_its_box(
    at_board: Board, id: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", no_room)
    large = (PHOTO + bytes(200_000), "ba-nhai.jpg")
    page = at_board().get(f"/nghiep-vu/ung-vien/{id}/anh").submit({**SAID, "file": large}, status=422)
    assert page.form().values["alt"] == SAID["alt"] and "Hiện không còn chỗ" in page.text
    page = page.get(f"/nghiep-vu/ung-vien/{id}/tai-lieu").submit({"title": "Tóm tắt", "file": large}, status=422)
    assert page.form().values["title"] == "Tóm tắt" and "Hiện không còn chỗ" in page.text


def test_a_photo_need_not_be_chosen_again_after_a_mistake(app: Flask, at_board: Board, id: uuid.UUID) -> None:
    page = at_board().get(f"/nghiep-vu/ung-vien/{id}/anh")
    page.submit(SAID | {"alt": "", "file": (PHOTO, "ba-nhai.jpg")}, status=422)
    assert "ba-nhai.jpg" in page.text
    page.submit({"agreed": ""}, status=422)
    page.submit({"alt": SAID["alt"], "agreed": SAID["agreed"]})
    with app.app_context():
        candidate = one(id)
        assert candidate is not None and candidate.photo is not None and candidate.photo.name == "ba-nhai.jpg"


def test_a_photo_carried_by_another_form_is_not_taken(app: Flask, at_board: Board, id: uuid.UUID) -> None:
    with app.app_context():
        received = receive(io.BytesIO(PHOTO), name="la.jpg", store=chosen())
        foreign = carry(received, f"portrait.{id}.{uuid.uuid4()}")
    page = at_board().get(f"/nghiep-vu/ung-vien/{id}/anh")
    page.submit(SAID | {"alt": "", "file": (PHOTO, "ba-nhai.jpg")}, status=422)
    page.submit(SAID | {"carried": foreign}, status=422)
    assert "chọn một ảnh" in page.text


def test_until_its_copies_are_made_a_drawing_stands_there_and_then_every_held_page_is_old(
    app: Flask, browser: Browser, id: uuid.UUID
) -> None:
    path, _ = with_both(app, id)
    held = {p: browser.client.get(p).headers["ETag"] for p in (path, path.rpartition("/")[0])}
    assert not re.search(r"/anh/[0-9a-f-]{36}/", browser.get(path).response.text)
    work(app)
    assert [browser.client.get(p, headers={"If-None-Match": tag}).status_code for p, tag in held.items()] == [200, 200]
    assert re.search(r"/anh/[0-9a-f-]{36}/", browser.get(path).response.text)


def test_a_photo_taken_down_is_gone_at_once_and_what_was_shown_stays_proved(
    app: Flask, browser: Browser, at_board: Board, id: uuid.UUID, now: Traveller
) -> None:
    path, _ = with_both(app, id)
    work(app)
    now.move_to(DURING)
    address = next(i.get("src") or "" for i in browser.get(path).all("img") if "/anh/" in (i.get("src") or ""))
    at_board().get(f"/nghiep-vu/ung-vien/{id}/anh").submit({})
    assert browser.client.get(address).status_code == 404 and address not in browser.get(path).response.text
    with app.app_context():
        candidate = one(id)
        assert candidate is not None and candidate.photo is None
        first, second = publicity.shown(candidate)
        assert (bool(publicity.papers(first)[1:]), bool(publicity.papers(second)[1:])) == (True, False)
        assert first.shown_until == second.shown_from == DURING
        assert db.session.get_one(StoredFile, uuid.UUID(address.split("/")[2])).deleted_at


def test_no_photo_is_hung_once_the_round_is_announced(app: Flask, at_board: Board, id: uuid.UUID) -> None:
    with_both(app, id)
    board = at_board().get(f"/nghiep-vu/ung-vien/{id}/anh")
    assert "chỉ còn có thể gỡ xuống" in board.text
    token = {"csrf_token": board.form().values["csrf_token"]}
    board.post(board.url, SAID | token | {"file": (io.BytesIO(PHOTO), "khac.jpg")}, status=409)
