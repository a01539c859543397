"""A form with files on its way to the server: too large, cut off, or met by a full disk, it loses no word."""

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import serving
from portal.core.db import db
from portal.core.storage import store
from portal.core.storage.models import StoredFile
from tests.browser import Browser
from tests.core.storage import shots
from tests.served import Part, no_room, sent_over, served
from tests.web.public.telling import tell

PAGE = "/ke-viec-tot/anh-va-nguoi-biet-chuyen"
MB = 1024 * 1024


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """Where the server listens."""
    with served(app) as port:
        yield port


@pytest.fixture
def there(browser: Browser) -> Browser:
    """A browser at the page of photos."""
    return tell(browser, upto="photos")


def around(browser: Browser, *files: Part) -> list[tuple[str, Part]]:
    """The page as it is sent: one word before the files, one after them."""
    token, seen = (browser.form().values[name] for name in ("csrf_token", "seen"))
    before = [("csrf_token", token), ("seen", seen), ("taken_by", "Trần Văn Minh")]
    return [*before, *(("files", file) for file in files), ("witness_1_name", "Bùi Thị Lý")]


def words(browser: Browser) -> tuple[str, str]:
    """What stands on the page of photos."""
    values = browser.form().values
    return values["taken_by"], values["witness_1_name"]


def files_of(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(StoredFile)) or 0


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set once the server is done with a form that was cut off."""
    done, service = threading.Event(), serving._Rest.service

    def watched(rest: Any) -> None:
        service(rest)
        done.set()

    monkeypatch.setattr(serving._Rest, "service", watched)
    return done


@pytest.mark.parametrize("megabytes", [60, 120, 500])
def test_a_film_is_refused_by_name_and_all_else_is_kept(app: Flask, port: int, there: Browser, megabytes: int) -> None:
    there.get(sent_over(port, there, PAGE, around(there, megabytes, shots.phone_photo())))
    assert words(there) == ("Trần Văn Minh", "Bùi Thị Lý")
    assert "files.jpg: Tệp này quá lớn" in there.text and files_of(app) == 1


def test_where_there_is_no_room_for_a_file_on_its_way_only_the_file_is_lost(
    app: Flask, port: int, there: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", no_room)
    there.get(sent_over(port, there, PAGE, around(there, 3, shots.phone_photo(size=(90, 60)))))
    assert words(there) == ("Trần Văn Minh", "Bùi Thị Lý")
    assert "files.jpg: Hiện không còn chỗ" in there.text and files_of(app) == 1


def test_where_there_is_no_room_in_the_store_only_the_file_is_lost(
    app: Flask, port: int, there: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_write", lambda *_: Path("/dev/full").write_bytes(b"x"))
    there.get(sent_over(port, there, PAGE, around(there, shots.phone_photo())))
    assert words(there) == ("Trần Văn Minh", "Bùi Thị Lý")
    assert "files.jpg: Hiện không còn chỗ" in there.text and files_of(app) == 0


def test_what_is_cut_off_keeps_its_words_and_whole_files_and_what_the_page_said_before(
    app: Flask, port: int, there: Browser, ends: threading.Event
) -> None:
    there.submit({"witness_1_name": "Bùi Thị Lý"}).get(PAGE)
    sent_over(port, there, PAGE, around(there, shots.phone_photo(), 3)[:-1], cut=7 * MB)
    assert ends.wait(30)
    there.get(PAGE)
    assert words(there) == ("Trần Văn Minh", "Bùi Thị Lý")
    assert files_of(app) == 1


def test_half_a_word_is_not_taken_for_the_word(port: int, there: Browser, ends: threading.Event) -> None:
    there.submit({"witness_1_name": "Bùi Thị Lý"}).get(PAGE)
    sent_over(port, there, PAGE, [*around(there)[:-1], ("witness_1_name", "Bùi T")], cut=40)
    assert ends.wait(30)
    assert words(there.get(PAGE)) == ("Trần Văn Minh", "Bùi Thị Lý")


def test_what_is_cut_off_without_the_forms_token_is_kept_nowhere(
    port: int, there: Browser, ends: threading.Event
) -> None:
    sent_over(port, there, PAGE, around(there, 1)[1:], cut=MB)
    assert ends.wait(30)
    assert words(there.get(PAGE)) == ("", "")
