"""Files with an opinion: kept through every mistake on the form, for staff only, gone when it is taken back."""

import io
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from PIL import Image
from time_machine import Traveller

from portal.confidential import intake
from portal.confidential import queries as reports
from portal.consultations.opinions import services, waiting
from portal.consultations.opinions.models import Opinion, OpinionFile, WaitingFile
from portal.core.actor import Role, holder_of
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.storage.models import StoredFile
from portal.core.storage.store import chosen, contents
from tests.browser import Browser
from tests.consultations.held import TEXT, announced, candidate_of
from tests.core.storage import shots
from tests.staff import sign_in

DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)
FILLED = {"stance": "support", "text": TEXT, "how_known": "saw", "email": "lua@example.vn"}
PHOTO = (shots.saved(shots.picture(300, 200), "jpeg", exif=shots.exif()), "sân nhà.jpg")
PAPER = (shots.PDF, "don.pdf")


@pytest.fixture
def form(app: Flask, browser: Browser, now: Traveller) -> Browser:
    """A blank form for an opinion."""
    with app.app_context():
        candidate = candidate_of(announced("Trần Thị Nhài"))
        path = f"/lay-y-kien/{candidate.round.slug}/{candidate.slug}/gop-y"
    now.move_to(DURING)
    return browser.get(path)


def names(app: Flask) -> list[str]:
    """What lies with the one opinion, in order."""
    with app.app_context():
        db.session.scalars(sa.select(Opinion)).one()
        mine = sa.select(StoredFile.name).join(OpinionFile, OpinionFile.file_id == StoredFile.id)
        return list(db.session.scalars(mine.order_by(OpinionFile.position)))


def count(app: Flask, what: type) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(what)) or 0


def test_files_are_kept_with_the_opinion_without_where_they_were_taken(app: Flask, form: Browser) -> None:
    form.submit(FILLED | {"files": [PHOTO, PAPER]})
    assert names(app) == ["sân nhà.jpg", "don.pdf"] and count(app, WaitingFile) == 0
    with app.app_context():
        photo = db.session.scalars(sa.select(StoredFile).where(StoredFile.kind == "photo")).one()
        with Image.open(io.BytesIO(contents(chosen(), photo.key))) as image:
            assert photo.had_gps and not image.getexif()


def test_a_mistake_in_another_field_loses_no_file(app: Flask, form: Browser) -> None:
    page = form.submit(FILLED | {"text": "Tốt.", "files": [PHOTO, PAPER]})
    assert "sân nhà.jpg" in page.text and "don.pdf" in page.text
    page.submit({"text": TEXT})
    assert names(app) == ["sân nhà.jpg", "don.pdf"]


def test_a_file_can_be_taken_away_and_nothing_typed_is_lost(app: Flask, form: Browser) -> None:
    page = form.submit(FILLED | {"text": "Tốt.", "files": [PAPER]})
    page.submit({"text": TEXT}, button="don.pdf")
    assert "don.pdf" not in page.text and page.form().values["text"] == TEXT
    page.submit()
    assert names(app) == []


def test_an_unfit_file_is_named_and_the_others_stay(app: Flask, form: Browser) -> None:
    page = form.submit(FILLED | {"files": [PHOTO, (b"PK\x03\x04" + b"0" * 40, "bang.zip")]})
    assert "bang.zip:" in page.text and "sân nhà.jpg" in page.text
    page.submit()
    assert names(app) == ["sân nhà.jpg"]


def test_a_sixth_file_is_refused_by_name(app: Flask, form: Browser) -> None:
    papers = [(shots.PDF + b"%" + b"x" * n, f"{n}.pdf") for n in range(1, 7)]
    page = form.submit(FILLED | {"files": papers})
    assert "6.pdf: Gửi được nhiều nhất 5 tệp" in page.text
    page.submit()
    assert names(app) == [f"{n}.pdf" for n in range(1, 6)]


@pytest.mark.parametrize(
    ("door", "words"), [("", "Và 1 tệp khác cũng chưa nhận được."), ("/en", "And 1 other file was not kept.")]
)
def test_of_more_wrong_files_than_are_named_the_number_is_told(form: Browser, door: str, words: str) -> None:
    wrong = [(b"PK\x03\x04" + b"0" * 40, f"{n}.zip") for n in range(7)]
    page = form.get(f"{door}{form.url}").submit(FILLED | {"files": wrong})
    assert "5.zip:" in page.text and "6.zip:" not in page.text and words in page.text


def test_files_of_a_form_that_was_never_sent_go_after_a_day(app: Flask, form: Browser, now: Traveller) -> None:
    form.submit(FILLED | {"text": "Tốt.", "files": [PAPER]})
    now.shift(timedelta(hours=23))
    with app.app_context():
        waiting.forget_old()
        assert db.session.scalars(sa.select(StoredFile.deleted_at)).one() is None
        now.shift(timedelta(hours=2))
        waiting.forget_old()
        assert db.session.scalars(sa.select(StoredFile.deleted_at)).one()
    assert count(app, WaitingFile) == 0


def test_nothing_is_taken_in_once_the_round_has_closed(app: Flask, form: Browser, now: Traveller) -> None:
    now.move_to(datetime(2026, 12, 1, 17, tzinfo=UTC))
    assert TEXT in form.submit(FILLED | {"files": [PAPER]}, status=409).text
    assert count(app, StoredFile) == 0


def test_staff_open_a_file_and_that_stands_in_the_record(app: Flask, form: Browser, browser: Browser) -> None:
    form.submit(FILLED | {"files": [PAPER]})
    with app.app_context():
        id = db.session.scalars(sa.select(Opinion.id)).one()
    sign_in(app, browser, Role.MODERATOR)
    link = next(
        a.get("href") or "" for a in browser.get(f"/nghiep-vu/y-kien/{id}").all("a") if "/tep/" in (a.get("href") or "")
    )
    with browser.client.get(link) as answer:
        assert answer.data == shots.PDF and answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"] and "no-store" in answer.headers["Cache-Control"]
    with app.app_context():
        assert db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "opinion:fetch")).one().thing_id == str(
            id
        )


def test_what_is_taken_back_takes_its_files_along(app: Flask, form: Browser, browser: Browser) -> None:
    form.submit(FILLED | {"files": [PAPER]})
    with app.app_context():
        with unit_of_work():
            opinion = db.session.scalars(sa.select(Opinion)).one()
            id, file_id = opinion.id, db.session.scalars(sa.select(OpinionFile.file_id)).one()
            services.withdraw(opinion, by=holder_of(opinion.id))
        file = db.session.get_one(StoredFile, file_id)
        assert file.deleted_at and not file.name
    sign_in(app, browser, Role.MODERATOR)
    browser.get(f"/nghiep-vu/y-kien/{id}/tep/{file_id}", status=404)


def test_an_accusation_takes_its_files_to_the_confidential_channel(app: Flask, form: Browser, browser: Browser) -> None:
    form.submit(FILLED | {"files": [PAPER]})
    with app.app_context():
        id, receipt = db.session.execute(sa.select(Opinion.id, Opinion.receipt_hash)).one()
    sign_in(app, browser, Role.MODERATOR)
    browser.get(f"/nghiep-vu/y-kien/{id}").send(form="kenh-kin")
    with app.app_context():
        assert db.session.scalars(sa.select(StoredFile.name).where(StoredFile.deleted_at.is_(None))).all() == []
        report = intake.one(intake.opened_by(receipt) or uuid.uuid4())
        assert report is not None and len(reports.files(report)) == 1
    assert count(app, OpinionFile) == 0
