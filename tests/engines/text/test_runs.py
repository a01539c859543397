"""Marks piled on one letter cost no more than other characters, whichever door they come through."""

import unicodedata

import pytest

from portal.core.storage import names
from portal.engines.receipts import words
from portal.engines.text import fold, private, runs, sanitise, tidy

HIGH = "a" + "\u0300\u0316" * 5_000  # 200 times as high, it would take an hour
HALF = "a" + "\u0300\uff9e" * 5_000
DOORS = {
    "line": tidy.line, "prose": tidy.prose, "html": sanitise.story_html, "fold": fold.fold, "exact": fold.exact,
    "ids": lambda text: private.mask_ids(text)[0], "initials": fold.initials,
}  # fmt: skip


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
@pytest.mark.parametrize("pile", [HIGH, HALF, "\u200b".join(HIGH), "\u0300\u0316" * 5_000], ids=range(4))
def test_no_door_lets_a_pile_be_put_in_order(door: object, pile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    real = unicodedata.normalize

    class Watched:
        combining, category = unicodedata.combining, unicodedata.category

        @staticmethod
        def normalize(form: str, text: str) -> str:
            seen.append(_highest(real("NFKD", text[:40])))
            return real(form, text)

    monkeypatch.setattr(runs, "unicodedata", Watched)
    door(pile)  # type: ignore[operator]  # a function of a text
    assert seen and max(seen) <= runs.MOST + 1


def _highest(text: str) -> int:
    height = most = 0
    for c in text:
        height = height + 1 if unicodedata.combining(c) else 0
        most = max(most, height)
    return most


def test_codes_and_file_names_are_read_all_the_same() -> None:
    assert words.unknown(HIGH) is not None
    assert len(names.tidy(f"{HIGH}.pdf", fallback="x")) <= 120


@pytest.mark.parametrize("text", ["Nguyễn Thị Ngọ", "ṛ́ṝ", "שָּׁלוֹם", "กี่", "e\u0302\u0323\u0301", "👩‍👩‍👧"])
def test_what_any_writing_needs_is_left(text: str) -> None:
    assert runs.nfc(text) == unicodedata.normalize("NFC", text)


def test_every_sign_that_turns_into_a_mark_is_known() -> None:
    piles = (c for n in range(0x110000) if not 0xD800 <= n < 0xE000 for c in [chr(n)])
    marks = [c for c in piles if unicodedata.combining(unicodedata.normalize("NFKD", c)[0])]
    assert not [c for c in marks if len(runs.levelled(c * 9)) > runs.MOST]
