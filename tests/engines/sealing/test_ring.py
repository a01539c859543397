"""Sealing: what is shut opens with its key, in its place, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engines.sealing.ring import KEY_BYTES, Ring, Unsealable, key_id, new_key, read_keys

OLD, NEW = b"o" * KEY_BYTES, b"n" * KEY_BYTES


@given(st.binary(max_size=2000), st.text(max_size=40))
def test_what_was_shut_opens_as_it_was(plain: bytes, place: str) -> None:
    ring = Ring([NEW])
    assert ring.open(ring.seal(plain, place), place) == plain


def test_the_words_are_not_in_what_is_kept() -> None:
    assert b"canary" not in Ring([NEW]).seal(b"canary" * 40, "row")


def test_an_older_key_still_opens_and_only_the_newest_seals() -> None:
    sealed = Ring([OLD]).seal(b"word", "row")
    ring = Ring([NEW, OLD])
    assert ring.open(sealed, "row") == b"word"
    assert ring.seal(b"word", "row").hex().startswith(key_id(NEW))


def test_without_its_key_nothing_opens() -> None:
    with pytest.raises(Unsealable, match="no key on the ring opens row"):
        Ring([NEW]).open(Ring([OLD]).seal(b"word", "row"), "row")


@pytest.mark.parametrize("at", [10, 25, -1])
def test_a_changed_byte_is_found(at: int) -> None:
    sealed = bytearray(Ring([NEW]).seal(b"word", "row"))
    sealed[at] ^= 1
    with pytest.raises(Unsealable):
        Ring([NEW]).open(bytes(sealed), "row")


def test_what_was_moved_to_another_row_does_not_open() -> None:
    with pytest.raises(Unsealable, match="changed or moved"):
        Ring([NEW]).open(Ring([NEW]).seal(b"word", "row 1"), "row 2")


def test_a_short_word_is_as_long_as_a_longer_one() -> None:
    ring = Ring([NEW])
    assert len(ring.seal(b"", "row")) == len(ring.seal(b"x" * 200, "row"))


def test_the_same_words_are_never_the_same_twice() -> None:
    ring = Ring([NEW])
    assert ring.seal(b"word", "row") != ring.seal(b"word", "row")


def test_a_new_key_can_be_written_into_the_setting() -> None:
    assert [len(key) for key in read_keys(f"{new_key()}, {new_key()}")] == [KEY_BYTES, KEY_BYTES]


def test_a_mark_is_the_same_each_time_and_another_under_another_key() -> None:
    ring = Ring([NEW, OLD])
    assert ring.mark("hash") == Ring([NEW]).mark("hash") and ring.marks("hash") == (
        ring.mark("hash"),
        Ring([OLD]).mark("hash"),
    )
    assert (
        ring.mark("hash").startswith(key_id(NEW))
        and len(ring.mark("hash")) == 64
        and ring.mark("other") != ring.mark("hash")
    )
