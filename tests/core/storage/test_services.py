"""A received file gets its row, its smaller pictures, its covered parts, and its end."""

import contextlib
import io
import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from PIL import Image

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.errors import Missing
from portal.core.jobs import runner
from portal.core.jobs.models import Job
from portal.core.storage import jobs, queries, services
from portal.core.storage.faults import StoreUnavailable
from portal.core.storage.intake import receive
from portal.core.storage.models import FileState, StoredFile
from portal.core.storage.pictures import Rectangle
from portal.core.storage.store import Store, contents, key_for
from tests.core.storage import shots


@pytest.fixture(autouse=True)
def morning() -> None:
    """The real clock: a folder notes by no other when a file was put there."""


def kept(data: bytes) -> StoredFile:
    received = receive(io.BytesIO(data), name="Bà Ba.jpg", store=services.chosen())
    with unit_of_work():
        return services.keep(received)


def a_photo() -> StoredFile:
    return kept(shots.saved(shots.picture(1200, 800), "jpeg", quality=95))


def picture(file: StoredFile, variant: str) -> Image.Image:
    with Image.open(io.BytesIO(contents(services.chosen(), queries.piece(file, variant).key))) as image:
        return image.convert("RGB")


def swept_tomorrow(store: Store) -> int:
    """What the sweep of a day later removes."""
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        return jobs.sweep_orphans(store)


def test_a_kept_photo_waits_for_its_smaller_pictures(shelf: Store) -> None:
    file = a_photo()
    assert (file.state, file.variants, file.name) == (FileState.WAITING, [], "Bà Ba.jpg")
    with pytest.raises(Missing):
        queries.piece(file, "480")


def test_a_job_makes_the_smaller_pictures(shelf: Store) -> None:
    file = a_photo()
    runner.run_due()
    file = queries.one(file.id)
    assert file.state is FileState.READY
    assert [each["width"] for each in file.variants] == [480, 960, 1200, 1200]
    assert all(shelf.exists(queries.piece(file, wish).key) for wish in ("480", "960", "1600", "jpeg", "whole"))


@pytest.mark.parametrize(("wish", "width"), [("1", 480), ("480", 480), ("481", 960), ("1600", 1200), ("jpeg", 1200)])
def test_a_width_is_answered_by_the_next_larger_picture(shelf: Store, wish: str, width: int) -> None:
    file = a_photo()
    runner.run_due()
    assert picture(queries.one(file.id), wish).width == width


@pytest.mark.parametrize("wish", ["", "-1", "99999", "x", "../x", "480.0", "²"])
def test_another_wish_is_not_found(shelf: Store, wish: str) -> None:
    with pytest.raises(Missing):
        queries.piece(a_photo(), wish)


def test_making_them_twice_changes_nothing(shelf: Store) -> None:
    file = a_photo()
    runner.run_due()
    before = queries.one(file.id).variants
    with unit_of_work():
        queries.one(file.id).state = FileState.WAITING
    jobs.derive(str(file.id))
    assert queries.one(file.id).variants == before
    jobs.derive(str(file.id))
    jobs.derive(str(uuid.uuid4()))


def test_a_file_undone_asks_for_nothing(shelf: Store) -> None:
    received = receive(io.BytesIO(shots.phone_photo()), name="x.jpg", store=shelf)
    undone = contextlib.suppress(ZeroDivisionError)
    with undone, unit_of_work():
        services.keep(received)
        raise ZeroDivisionError
    assert db.session.scalar(sa.select(sa.func.count()).select_from(StoredFile)) == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Job)) == 0


def test_a_document_is_ready_at_once(shelf: Store) -> None:
    file = kept(shots.PDF)
    assert file.state is FileState.READY
    assert contents(shelf, queries.piece(file, "480").key) == shots.PDF


def test_a_file_the_store_has_lost_is_not_entered(shelf: Store) -> None:
    received = receive(io.BytesIO(shots.PDF), name="x.pdf", store=shelf)
    shelf.delete(received.key)
    with pytest.raises(StoreUnavailable), unit_of_work():
        services.keep(received)


def test_a_covered_part_is_black_in_every_copy_the_public_sees(shelf: Store) -> None:
    file = a_photo()
    runner.run_due()
    with unit_of_work():
        services.cover(queries.one(file.id), parts=[Rectangle(0, 0, 0.3, 0.3)])
    with pytest.raises(Missing):
        queries.piece(queries.one(file.id), "960")
    runner.run_due()
    file = queries.one(file.id)
    for wish in ("480", "960", "1600", "jpeg"):
        assert max(picture(file, wish).getpixel((20, 20))) < 30
    assert picture(file, "whole").getpixel((20, 20))[0] > 200


def test_the_preview_is_covered_too(shelf: Store) -> None:
    file = a_photo()
    with unit_of_work():
        services.cover(queries.one(file.id), parts=[Rectangle(0, 0, 1, 1)])
    runner.run_due()
    with Image.open(io.BytesIO(services.preview(queries.one(file.id)))) as image:
        assert (image.size, max(image.convert("L").getextrema()) < 30) == ((1200, 630), True)


def test_a_cover_can_be_taken_off_again(shelf: Store) -> None:
    file = a_photo()
    for parts in ([Rectangle(0, 0, 1, 1)], []):
        with unit_of_work():
            services.cover(queries.one(file.id), parts=parts)
        runner.run_due()
    assert picture(queries.one(file.id), "480").getpixel((20, 20))[0] > 200


def test_a_document_cannot_be_covered(shelf: Store) -> None:
    with pytest.raises(Missing), unit_of_work():
        services.cover(kept(shots.PDF), parts=[])


def test_a_forgotten_file_is_not_found(shelf: Store) -> None:
    file = kept(shots.PDF)
    with unit_of_work():
        services.forget(queries.one(file.id))
    with pytest.raises(Missing):
        queries.one(file.id)


def test_what_is_mentioned_stays(shelf: Store) -> None:
    file = a_photo()
    runner.run_due()
    before = {entry.key for entry in shelf.entries()}
    assert swept_tomorrow(shelf) == 0
    assert {entry.key for entry in shelf.entries()} == before
    assert queries.one(file.id).key in before


def test_an_upload_under_way_is_not_swept(shelf: Store) -> None:
    receive(io.BytesIO(shots.PDF), name="x.pdf", store=shelf)
    assert jobs.sweep_orphans(shelf) == 0


def test_what_nobody_mentions_goes_after_a_day(shelf: Store) -> None:
    shelf.put(key_for(b"left behind"), b"left behind", "image/jpeg")
    assert swept_tomorrow(shelf) == 1
    assert list(shelf.entries()) == []


def test_a_forgotten_photo_goes_with_all_its_pictures(shelf: Store) -> None:
    file = a_photo()
    runner.run_due()
    with unit_of_work():
        services.forget(queries.one(file.id))
    assert swept_tomorrow(shelf) == 5
    assert list(shelf.entries()) == []


def test_a_file_two_people_sent_stays_for_the_second(shelf: Store) -> None:
    first, second = kept(shots.PDF), kept(shots.PDF)
    with unit_of_work():
        services.forget(queries.one(first.id))
    assert swept_tomorrow(shelf) == 0
    assert contents(shelf, queries.one(second.id).key) == shots.PDF


def test_a_file_put_again_during_the_sweep_stays(shelf: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    key = key_for(b"again")
    shelf.put(key, b"again", "image/jpeg")
    entry = shelf.entry(key)
    young = jobs.Entry(key, 5, clock.now() + timedelta(hours=24))
    monkeypatch.setattr(type(shelf), "entry", lambda self, key: young)
    monkeypatch.setattr(type(shelf), "entries", lambda self: iter([entry]))
    assert swept_tomorrow(shelf) == 0
