"""What was sent and could not be taken stands on the page that says so, and goes out from there."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core import codes
from portal.core.db import db
from portal.core.errors import TooMany, Unavailable
from portal.engines.receipts import words
from portal.moderation.reports.models import ReaderReport
from portal.web.kit.limits import Meter
from portal.web.public import reporting, track
from tests.browser import Browser
from tests.nominations.tipped import STORY, tip
from tests.web.public.shelves import put

Browse = Callable[[], Browser]
CODE = words.new_code(secrets.choice)
REPORT = {"kind": "wrong_fact", "text": "Ông không sinh ở làng này, làng bên mới đúng."}
LOCKED = sa.exc.OperationalError("x", {}, Exception("database is locked"))


def refusing(fault: Exception) -> Callable[..., object]:
    """A unit of work that cannot begin."""

    @contextmanager
    def unit() -> Iterator[None]:
        raise fault
        yield

    return unit


def crowded(*_: object, **__: object) -> None:
    raise TooMany()


def at_the_report(app: Flask, browse: Browse) -> Browser:
    return browse().get(f"/cau-chuyen/{put(app, 'Người chèo thuyền')}/bao-sai")


def kept(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(ReaderReport.text)))


@pytest.mark.parametrize("fault", [Unavailable(), LOCKED])
def test_a_locked_database_gives_back_what_was_typed_and_takes_it_afterwards(
    app: Flask, browse: Browse, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    reader = at_the_report(app, browse)
    monkeypatch.setattr(reporting, "unit_of_work", refusing(fault))
    reader.submit(REPORT, status=503)
    assert reader.form("").values["text"] == REPORT["text"] and kept(app) == []
    monkeypatch.undo()
    reader.submit()
    assert kept(app) == [REPORT["text"]]


def test_too_many_at_once_lose_no_word_either(app: Flask, browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = at_the_report(app, browse)
    monkeypatch.setattr(Meter, "spend", crowded)
    reader.submit(REPORT, status=429)
    assert reader.form("").values["text"] == REPORT["text"]
    monkeypatch.undo()
    reader.submit()
    assert kept(app) == [REPORT["text"]]


def test_a_long_correction_is_given_back_whole(browser: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        tip(receipt_hash=codes.hashed(CODE))
    browser.get("/theo-doi/").submit({"code": CODE}).get("/theo-doi/cau-chuyen/sua")
    monkeypatch.setattr(track, "unit_of_work", refusing(Unavailable()))
    browser.submit({"story": f"{STORY} Thêm một câu."}, status=503)
    assert browser.form("").values["story"] == f"{STORY} Thêm một câu."
    monkeypatch.undo()
    browser.submit()
    assert "Thêm một câu." in browser.get("/theo-doi/cau-chuyen/sua").form().values["story"]


def test_a_form_whose_token_is_not_good_is_given_back_with_a_good_one(app: Flask, browse: Browse) -> None:
    reader = at_the_report(app, browse)
    reader.submit({**REPORT, "csrf_token": "rác"}, status=400)
    assert reader.form("").values["text"] == REPORT["text"]
    reader.submit()
    assert kept(app) == [REPORT["text"]]


def test_a_form_of_another_site_is_not_given_back(app: Flask, browse: Browse) -> None:
    reader = at_the_report(app, browse)
    answer = reader.client.post(reader.url, data=REPORT, headers={"Origin": "https://xau.example"})
    assert answer.status_code == 400 and REPORT["text"] not in answer.text


def test_no_page_holds_a_password(browser: Browser) -> None:
    answer = browser.client.post("/tai-khoan/dang-nhap", data={"name": "người gác", "password": "mật khẩu dài lắm đấy"})
    assert answer.status_code == 400 and "người gác" in answer.text and "mật khẩu dài" not in answer.text
