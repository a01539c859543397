"""Files leave so that nothing in them can run."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.core.db import unit_of_work
from portal.core.errors import Missing
from portal.core.jobs import runner
from portal.core.storage import queries, services
from portal.core.storage.intake import receive
from portal.core.storage.models import StoredFile
from portal.core.storage.store import LocalStore, choose, chosen, contents
from portal.web.kit.downloads import send_preview, send_stored
from tests.core.storage import shots


@pytest.fixture
def shelf(inside: Flask, tmp_path: Path) -> Iterator[LocalStore]:
    """An empty folder as the store of this process."""
    before, store = chosen(), LocalStore(tmp_path / "files")
    choose(store)
    yield store
    choose(before)


def kept(data: bytes, name: str = "x") -> StoredFile:
    received = receive(io.BytesIO(data), name=name, store=chosen())
    with unit_of_work():
        file = services.keep(received)
    runner.run_due()
    return queries.one(file.id)


def test_a_document_is_saved_and_never_shown(inside: Flask, shelf: LocalStore) -> None:
    file = kept(shots.PDF, "Thư bà Ba “gửi”.pdf")
    with inside.test_request_context():
        answer = send_stored(file)
        assert answer.headers["Content-Disposition"] == (
            'attachment; filename="Th_ b_ Ba _g_i_.pdf"; '
            "filename*=UTF-8''Th%C6%B0%20b%C3%A0%20Ba%20%E2%80%9Cg%E1%BB%ADi%E2%80%9D.pdf"
        )
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert (answer.content_type, answer.content_length) == ("application/pdf", len(shots.PDF))
        assert answer.get_data() == shots.PDF
        answer.close()


def test_a_documents_name_cannot_add_a_header(inside: Flask, shelf: LocalStore) -> None:
    file = kept(shots.PDF, 'a"\r\nSet-Cookie: x=1;.pdf')
    with inside.test_request_context():
        answer = send_stored(file)
        assert "\n" not in answer.headers["Content-Disposition"]
        assert "Set-Cookie" not in answer.headers
        answer.close()


def test_a_public_photo_is_shown_and_kept_for_a_day(inside: Flask, shelf: LocalStore) -> None:
    file = kept(shots.phone_photo(size=(600, 400)))
    with inside.test_request_context():
        answer = send_stored(file, "480", public=True)
        assert answer.headers["Content-Disposition"] == "inline"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "public, max-age=86400, immutable"
        assert answer.content_type == "image/webp"
        assert answer.get_data() == contents(shelf, queries.piece(file, "480").key)
        answer.close()


def test_a_reader_who_has_the_photo_is_sent_nothing(inside: Flask, shelf: LocalStore) -> None:
    file = kept(shots.phone_photo())
    tag = queries.piece(file, "480").sha256
    with inside.test_request_context(headers={"If-None-Match": f'"{tag}"'}):
        answer = send_stored(file, "480", public=True)
        assert (answer.status_code, answer.get_data()) == (304, b"")


def test_the_uncovered_master_is_never_public(inside: Flask, shelf: LocalStore) -> None:
    file = kept(shots.phone_photo())
    with inside.test_request_context(), pytest.raises(Missing):
        send_stored(file, public=True)


def test_the_preview_for_other_sites_is_a_jpeg(inside: Flask, shelf: LocalStore) -> None:
    file = kept(shots.phone_photo(size=(600, 400)))
    with inside.test_request_context():
        answer = send_preview(file, fx=0.2, fy=0.8)
        assert answer.content_type == "image/jpeg"
        assert answer.headers["Cache-Control"] == "public, max-age=3600"
        assert answer.get_data()[:3] == b"\xff\xd8\xff"


def test_a_file_gone_from_the_store_is_not_found(inside: Flask, shelf: LocalStore) -> None:
    file = kept(shots.PDF)
    shelf.delete(file.key)
    with inside.test_request_context(), pytest.raises(Missing):
        send_stored(file)
