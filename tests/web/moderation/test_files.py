import io
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from portal.core.actor import Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.jobs.runner import run_due
from portal.core.storage import intake, services
from portal.core.storage.models import StoredFile
from portal.core.storage.store import chosen
from tests.browser import Browser
from tests.core.storage.shots import PDF, picture
from tests.web.moderation.told import add_photo, tell

Desk = Callable[..., Browser]


def _jpeg() -> bytes:
    out = io.BytesIO()
    picture(600, 400).save(out, "JPEG", quality=95)
    return out.getvalue()


JPEG = _jpeg()


def photo(app: Flask, nomination: uuid.UUID, data: bytes = JPEG) -> uuid.UUID:
    with app.app_context():
        received = intake.receive(io.BytesIO(data), name="anh.jpg", store=chosen())
        with unit_of_work():
            file = services.keep(received)
            add_photo(nomination, file.id)
        run_due()
        return file.id


def served(browser: Browser, url: str) -> TestResponse:
    """A file as it was sent, its stream closed as a browser would."""
    response = browser.get(url).response
    response.get_data()
    response.close()
    return response


def covered(app: Flask, file: uuid.UUID) -> list[list[float]]:
    with app.app_context():
        return list(db.session.get_one(StoredFile, file).covered)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD, Role.OBSERVER])
def test_those_who_read_the_story_see_its_photos(app: Flask, at_desk: Desk, role: Role) -> None:
    thing = tell(app)
    page = served(at_desk(role), f"/nghiep-vu/loi-ke/{thing}/tep/{photo(app, thing)}/480")
    assert page.mimetype == "image/webp"
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMINISTRATOR, Role.APPRAISER])
def test_others_do_not(app: Flask, at_desk: Desk, role: Role) -> None:
    thing = tell(app)
    at_desk(role).get(f"/nghiep-vu/loi-ke/{thing}/tep/{photo(app, thing)}/480", 403)


def test_a_photo_is_not_served_under_another_story(app: Flask, at_desk: Desk) -> None:
    file = photo(app, tell(app))
    at_desk().get(f"/nghiep-vu/loi-ke/{tell(app)}/tep/{file}/480", 404)


def test_a_document_is_only_saved(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    page = served(at_desk(), f"/nghiep-vu/loi-ke/{thing}/tep/{photo(app, thing, PDF)}/whole")
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in page.headers["Content-Security-Policy"]


def test_parts_of_a_photo_are_covered_by_numbers_alone(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    file, browser = photo(app, thing), at_desk()
    browser.get(f"/nghiep-vu/loi-ke/{thing}").follow("Che một phần")
    browser.submit({"left-0": "0", "top-0": "0", "width-0": "50", "height-0": "12,5"})
    assert covered(app, file) == [[0, 0, 0.5, 0.125]]
    assert "Đã che 1 chỗ" in browser.text
    with app.app_context():
        run_due()
    data = served(browser, f"/nghiep-vu/loi-ke/{thing}/tep/{file}/jpeg").data
    with Image.open(io.BytesIO(data)) as image:
        assert max(image.convert("RGB").getpixel((5, 5))) < 20  # type: ignore[arg-type]  # RGB gives three numbers


def test_an_emptied_row_uncovers_its_part(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    file, browser = photo(app, thing), at_desk()
    page = f"/nghiep-vu/loi-ke/{thing}/che-anh/{file}"
    browser.get(page).submit({"left-0": "0", "top-0": "0", "width-0": "50", "height-0": "50"})
    browser.get(page).submit({f"{side}-0": "" for side in ("left", "top", "width", "height")})
    assert covered(app, file) == []


@pytest.mark.parametrize(
    "row", [("a", "0", "5", "5"), ("0", "0", "5", ""), ("99", "0", "5", "5"), ("nan", "0", "5", "5")]
)
def test_numbers_that_make_no_part_come_back_with_words(app: Flask, at_desk: Desk, row: tuple[str, ...]) -> None:
    thing = tell(app)
    file = photo(app, thing)
    typed = dict(zip(("left-0", "top-0", "width-0", "height-0"), row, strict=True))
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}/che-anh/{file}").submit(typed, status=422)
    assert browser.form().values["left-0"] == row[0]
    assert covered(app, file) == []


def test_a_document_has_no_parts_to_cover(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    at_desk().get(f"/nghiep-vu/loi-ke/{thing}/che-anh/{photo(app, thing, PDF)}", 404)


def test_photos_of_a_childs_story_are_marked_as_withheld(app: Flask, at_desk: Desk) -> None:
    thing = tell(app, name="Lê An", minor=True)
    photo(app, thing)
    browser = at_desk()
    assert "Giữ lại đến khi cha mẹ đồng ý" in browser.get(f"/nghiep-vu/loi-ke/{thing}").text
    said = {"state": "agreed", "covers": ["story", "photo"], "channel": "parent", "given_on": "2026-11-20"}
    browser.follow("Ghi lời đồng ý").submit(said)
    assert "Giữ lại đến khi cha mẹ đồng ý" not in browser.text


def broken(app: Flask, nomination: uuid.UUID) -> uuid.UUID:
    """A photo whose public copies were tried in vain: its bytes are away."""
    with app.app_context():
        received = intake.receive(io.BytesIO(JPEG), name="anh.jpg", store=chosen())
        with unit_of_work():
            file = services.keep(received)
            add_photo(nomination, file.id)
        chosen().delete(received.key)
        run_due()
        return file.id


def test_a_photo_that_could_not_be_finished_says_so_and_can_be_tried_again(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    file = broken(app, thing)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}")
    assert "Chưa xong" in browser.text
    with app.app_context():
        chosen().put(db.session.get_one(StoredFile, file).key, JPEG, "image/jpeg")
    browser.submit(form="/lam-lai-anh/")
    with app.app_context():
        run_due()
        assert db.session.get_one(StoredFile, file).variants
    assert "Chưa xong" not in browser.get(f"/nghiep-vu/loi-ke/{thing}").text


def test_a_photo_still_waiting_for_its_first_try_is_only_being_prepared(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    with app.app_context():
        received = intake.receive(io.BytesIO(JPEG), name="anh.jpg", store=chosen())
        with unit_of_work():
            add_photo(thing, services.keep(received).id)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}")
    assert "Đang chuẩn bị" in browser.text and "lam-lai-anh" not in browser.response.text


def test_that_a_document_was_opened_is_on_record(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    file, browser = photo(app, thing, PDF), at_desk()
    served(browser, f"/nghiep-vu/loi-ke/{thing}/tep/{file}/whole")
    with app.app_context():
        noted = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "moderation:fetch")).one()
        assert noted.thing_id == str(thing) and str(file) in noted.detail
    assert "mở một tài liệu" in browser.get(f"/nghiep-vu/loi-ke/{thing}").text
