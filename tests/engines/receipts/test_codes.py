"""Hashes of codes: the same for ever, whichever library makes them."""

import pytest

from portal.engines.receipts import argon
from portal.engines.receipts.codes import Codes

CODE = "an ba cam dao em ga hoa kem lan"


def test_hashes_stay_what_they_were() -> None:
    """They stand in databases: another hash of the same code would open nothing any more."""
    codes = Codes("a key for this test only")
    assert codes.hashed(CODE) == "e47b47dd34e1baf001965f10ce0ae33d1ae3ab33bf081ddc74789ba103b843fc"
    assert codes.lightly_hashed(CODE) == "5d26549709e2ac41a38e44a972a13bfe8498f9024106a69d1d83ccd848a525ac"
    assert codes.formerly_hashed(CODE) == "7bb02d7a3f446192c1b76d26d3207231f68d62b4d61a8836e510daf354273df5"


@pytest.mark.parametrize(("kib", "rounds"), [(256, 1), (1024, 1), (4096, 1), (64, 3)])
def test_every_library_makes_the_same_hash(kib: int, rounds: int) -> None:
    made = {make("một hai ba".encode(), b"salt" * 4, kib, rounds) for make in argon.known().values()}
    assert len(made) == 1 and len(made.pop()) == argon.LENGTH
    assert argon.chosen() in argon.known().values()
