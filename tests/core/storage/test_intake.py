"""A file comes in clean or not at all."""

import errno
import io
import os
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.storage import limits
from portal.core.storage.faults import StoreFull, StoreUnavailable
from portal.core.storage.intake import Received, receive
from portal.core.storage.s3 import Bucket, S3Store
from portal.core.storage.store import LocalStore, Store, contents
from portal.core.storage.unfit import UnfitFile, Why
from tests.core.storage import shots


class Endless:
    """Half a gigabyte that counts what was asked of it."""

    left = 500 * 1024 * 1024
    given = 0

    def read(self, size: int = -1) -> bytes:
        size = min(size if size > 0 else self.left, self.left)
        self.left -= size
        self.given += size
        return bytes(size)


def take(data: bytes, store: Store, **more: object) -> Received:
    return receive(io.BytesIO(data), name="bà-ba.jpg", store=store, **more)


def refused(data: bytes, store: Store, **more: object) -> UnfitFile:
    with pytest.raises(UnfitFile) as found:
        take(data, store, **more)
    assert list(store.entries()) == []
    return found.value


def test_a_photo_is_kept_clean(store: Store) -> None:
    received = take(shots.phone_photo(), store)
    kept = contents(store, received.key)
    assert b"Exif" not in kept
    assert (received.kind, received.media_type, received.had_gps) == ("photo", "image/jpeg", True)
    assert (received.size, received.width, received.height) == (len(kept), 60, 40)


def test_a_pdf_without_properties_is_kept_as_it_came(store: Store) -> None:
    received = take(shots.PDF, store)
    assert contents(store, received.key) == shots.PDF
    assert (received.kind, received.width, received.active) == ("document", None, False)


def test_a_form_that_sends_by_itself_is_marked(folder: LocalStore) -> None:
    assert take(shots.PDF.replace(b"/Type/Catalog", b"/Type/Catalog/AA<</O<</S/SubmitForm>>>>"), folder).active


def test_who_wrote_a_pdf_never_reaches_the_disk(folder: LocalStore) -> None:
    told = shots.PDF.replace(b"trailer<<", b"9 0 obj<</Author(Mrs Ba)>>endobj\ntrailer<</Info 9 0 R")
    assert b"Mrs Ba" not in contents(folder, take(told, folder).key)


def test_where_a_photo_was_taken_never_reaches_the_disk(folder: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    put = folder.put
    monkeypatch.setattr(folder, "put", lambda key, data, kind: (written.append(data), put(key, data, kind)))
    take(shots.phone_photo(), folder)
    assert len(written) == 1
    assert b"GPS" not in written[0]


def test_a_page_named_photo_is_refused(folder: LocalStore) -> None:
    found = refused(b"<!doctype html><script>alert(1)</script>", folder)
    assert (found.why, found.seen) == (Why.NOT_ALLOWED_KIND, "html")


def test_nothing_is_refused_as_empty(folder: LocalStore) -> None:
    assert refused(b"", folder).why is Why.EMPTY


def test_the_largest_allowed_is_taken_and_one_byte_more_is_not(folder: LocalStore) -> None:
    padding = b" " * (limits.BYTES - len(shots.PDF))
    whole = shots.PDF.replace(b"trailer", padding + b"trailer")
    assert len(whole) == limits.BYTES
    assert refused(whole + b"\n", folder).why is Why.TOO_LARGE
    assert take(whole, folder).size == limits.BYTES


def test_half_a_gigabyte_is_not_read(folder: LocalStore) -> None:
    endless = Endless()
    with pytest.raises(UnfitFile, match="too large"):
        receive(endless, name="x.jpg", store=folder)
    assert endless.given <= limits.BYTES + 64 * 1024


def test_what_says_it_is_too_large_is_not_read_at_all(folder: LocalStore) -> None:
    endless = Endless()
    with pytest.raises(UnfitFile, match="too large"):
        receive(endless, name="x.jpg", store=folder, declared_size=limits.BYTES + 1)
    assert endless.given == 0


def test_less_than_was_promised_is_called_cut_short(folder: LocalStore) -> None:
    assert refused(shots.phone_photo(), folder, declared_size=9_000_000).why is Why.TRUNCATED


def test_a_line_that_breaks_is_called_cut_short(folder: LocalStore) -> None:
    class Broken:
        def read(self, size: int = -1) -> bytes:
            raise ConnectionResetError("gone")

    with pytest.raises(UnfitFile, match="Only part"):
        receive(Broken(), name="x.jpg", store=folder)


def test_a_pdf_at_a_field_for_photos_is_refused_with_words(folder: LocalStore) -> None:
    assert "this is a PDF" in refused(shots.PDF, folder, kinds={"photo"}).msgid
    assert "this is a photo" in refused(shots.phone_photo(), folder, kinds={"document"}).msgid


def test_a_full_disk_is_said_and_leaves_nothing(folder: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreFull):
        take(shots.phone_photo(), folder)
    assert list(folder.entries()) == []


def test_a_bucket_that_is_down_is_said() -> None:
    down = S3Store(Bucket("b", endpoint="http://127.0.0.1:9", access_key="k", secret_key="s", connect_seconds=0.2))
    with pytest.raises(StoreUnavailable):
        take(shots.PDF, down)


SEEDS = [shots.phone_photo(form) for form in ("jpeg", "png", "webp", "heic")] + [shots.PDF]


def spoiled(seed: bytes, dice: random.Random) -> bytes:
    """A valid file with a few bytes changed, a piece cut out, doubled or moved."""
    data = bytearray(seed)
    for _ in range(dice.randint(1, 8)):
        at, length = dice.randrange(len(data)), dice.randrange(1, 40)
        match dice.randrange(4):
            case 0:
                data[at] = dice.randrange(256)
            case 1:
                data[at : at + length] = dice.choice((b"\xff", b"\x00", b"\x7f\xff")) * length
            case 2:
                data[at : at + length] = data[at : at + length] * 2
            case _:
                del data[at : at + length]
        data = data or bytearray(b"\xff\xd8\xff")
    return bytes(data)


@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_spoiled_file_is_taken_or_refused_but_never_a_fault(
    folder: LocalStore, seed: bytes, dice: random.Random
) -> None:
    try:
        received = take(spoiled(seed, dice), folder)
    except UnfitFile:
        return
    assert received.kind == "document" or b"Exif" not in contents(folder, received.key)


@given(st.binary(max_size=400), st.sampled_from([seed[:24] for seed in SEEDS[:-1]]))
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_noise_behind_a_true_beginning_is_never_a_fault(folder: LocalStore, noise: bytes, start: bytes) -> None:
    with pytest.raises(UnfitFile):
        take(start + noise, folder)
