"""A dossier stands still at a report's wish: those who see the hold learn neither who asked nor why."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.confidential import keys
from portal.confidential.models import Report
from portal.consultations.candidates import queries as candidates
from portal.core.actor import Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db
from tests.browser import Browser
from tests.confidential.reporting import TEXT, report
from tests.consultations.held import announced, candidate_of
from tests.staff import sign_in


@pytest.fixture
def asked(app: Flask, browser: Browser) -> Iterator[uuid.UUID]:
    """A hold was asked for by the officer for denunciations."""
    with time_machine.travel(datetime(2026, 11, 15, 1, tzinfo=UTC), tick=True):
        with app.app_context():
            candidate_id, kept = candidate_of(announced("Trần Thị Nhài")).id, report().id
            db.session.remove()
        sign_in(app, browser, Role.CONFIDENTIAL_READER)
        browser.get(f"/tiep-nhan/{kept}")
        browser.submit({"hold-candidate": str(candidate_id)}, form="tam-dung")
        yield candidate_id


def test_the_dossier_stands_still(app: Flask, browser: Browser, asked: uuid.UUID) -> None:
    assert "đã đề nghị tạm dừng" in browser.text
    with app.app_context():
        hold = candidates.hold_of(candidates.one(asked))
        db.session.remove()
    assert hold is not None and hold.placed_by is None and TEXT not in hold.ground


def test_the_general_trail_names_nobody_and_no_report(app: Flask, asked: uuid.UUID) -> None:
    with app.app_context():
        (entry,) = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "candidate:hold"))
        db.session.remove()
    assert (entry.actor_kind, entry.actor_id) == ("system", None)


def test_a_person_who_is_no_candidate_is_not_held(app: Flask, browser: Browser, asked: uuid.UUID) -> None:
    form = browser.form("tam-dung")
    before = browser.response.text.count("đã đề nghị tạm dừng")
    browser.post(form.action, form.values | {"hold-candidate": str(uuid.uuid4())}, status=422)
    assert browser.response.text.count("đã đề nghị tạm dừng") == before
    assert "Lựa chọn này không còn trong danh sách." in browser.text


def test_without_a_candidate_nothing_is_held_and_the_page_says_so(browser: Browser, asked: uuid.UUID) -> None:
    browser.submit({"hold-candidate": ""}, form="tam-dung", status=422)
    assert "Hãy chọn người được đề nghị." in browser.text and browser.title.startswith("Lỗi:")


def test_a_candidates_page_leads_to_the_form_about_them(browser: Browser, asked: uuid.UUID) -> None:
    page = browser.get(f"/kenh-bao-mat/gui/ung-vien/{asked}")
    assert "Trần Thị Nhài" in page.text
    assert page.submit({"text": TEXT}).h1.startswith("Chúng tôi đã nhận được")


def test_the_candidate_whom_the_report_names_stands_chosen(app: Flask, browser: Browser, asked: uuid.UUID) -> None:
    browser.get(f"/kenh-bao-mat/gui/ung-vien/{asked}").submit({"text": TEXT})
    with app.app_context():
        (id,) = [r.id for r in db.session.scalars(sa.select(Report)) if keys.opened(r)["subject_id"] == str(asked)]
        db.session.remove()
    assert browser.get(f"/tiep-nhan/{id}").form("tam-dung").values["hold-candidate"] == str(asked)
